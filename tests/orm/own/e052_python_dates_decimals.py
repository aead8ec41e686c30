from datetime import datetime, date, timedelta, time
from decimal import Decimal
from collections import Counter, defaultdict
import math

d = date(2024, 2, 28)
print(d, d + timedelta(days=2), d.isoformat(), d.strftime('%A %d %B %Y'), d.replace(year=2023))
dt = datetime(2024, 1, 31, 23, 5)
print(dt, dt.date(), dt.time(), dt + timedelta(hours=1), dt.strftime('%H:%M'))
print((date(2024, 12, 25) - d).days, date(2024, 1, 1) < d, timedelta(days=1, seconds=30), timedelta(hours=30).total_seconds())
print(datetime.strptime('03/04/2021', '%d/%m/%Y'), date.fromisoformat('2020-02-02'), repr(time(7, 5)))
print(Decimal('1.10') + Decimal('2.20'), 1.1 + 2.2, Decimal('7') / 2, repr(Decimal('0.50')), round(Decimal('2.675'), 2))
print(math.pi, math.sqrt(16), math.floor(2.7), math.ceil(2.1), round(2.5), round(3.5), round(-1.567, 1), abs(-3), divmod(17, 5))
c = Counter('banana')
print(c, c.most_common(1), c['z'])
groups = defaultdict(list)
for w in ['apple', 'avocado', 'bean', 'beet', 'corn']:
    groups[w[0]].append(w)
print(dict(groups))
print(7 // -2, -7 % 3, 2 ** -1, 1e10, 1e16, 0.1 + 0.2, 10 ** 20, 3 / 2, float('inf'), int(-2.9), 1_000)
print(True + True, isinstance(True, int), None == False, [] == False, not [], 1 == 1.0, 'a' and 'b', 0 or 'c')
x = 5
x += 2; x *= 3; x -= 1; x //= 4; x **= 2
print(x, x if x > 10 else -x, 1 < x < 30, bin(10), hex(255), int('ff', 16))
print(d.years)
