from datetime import datetime, date, timedelta
d = date(2024, 2, 28)
print(d, d + timedelta(days=2), d.strftime('%d/%m/%Y'), d.weekday(), d.isoformat(), repr(d))
t = datetime(2024, 1, 2, 3, 4, 5)
print(t, t.year, t.date(), t - datetime(2024, 1, 1), repr(t), f'{t:%H:%M}', datetime.strptime('2024-05-06', '%Y-%m-%d'))
print(timedelta(hours=25), d < date(2025, 1, 1), (date(2024, 3, 1) - d).days, datetime.fromisoformat('2024-01-01T10:00:00'))
from decimal import Decimal
print(Decimal('1.10') + Decimal('2.205'), Decimal('1.5') * 2, repr(Decimal('3')), round(Decimal('2.675'), 2), Decimal('10') / 3)
import json
print(json.dumps({'a': [1, None, True]}), json.loads('{"x": [1, 2.5, "a"]}'))
