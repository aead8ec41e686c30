from datetime import datetime, date, time, timedelta
from decimal import Decimal, ROUND_HALF_UP, InvalidOperation

d = date(2024, 2, 29)
print(d, repr(d), d.year, d.weekday(), d.isoweekday(), d.strftime('%A %d %B %Y, day %j'), d.replace(year=2023, day=1))
print(d + timedelta(days=366), d - date(2023, 12, 25), (d - date(2023, 12, 25)).days, d < date(2024, 3, 1), max(d, date(2020, 1, 1)))
dt = datetime(2024, 1, 31, 13, 5, 9, 120)
print(dt, repr(dt), dt.date(), dt.time(), dt.isoformat(), dt.strftime('%I:%M %p %y/%m/%d %H:%M:%S.%f'), f'{dt:%b %d}')
print(datetime.strptime('2024-03-10 08:30', '%Y-%m-%d %H:%M'), datetime.fromisoformat('2024-05-06T07:08:09'), date.fromisoformat('2024-12-31'))
delta = timedelta(hours=25, minutes=61, seconds=5)
print(delta, repr(delta), delta.total_seconds(), delta.days, delta.seconds, delta * 2, delta / 2, -delta, timedelta(milliseconds=1500), delta // timedelta(hours=1))
print(dt - datetime(2023, 1, 1), dt + delta, datetime.combine(d, time(8, 15)), time(23, 59).strftime('%H.%M'), time.min, date.max)
try:
    date(2023, 2, 29)
except ValueError as e:
    print(e)
try:
    datetime.strptime('31/12/99', '%Y-%m-%d')
except ValueError as e:
    print(e)
try:
    d - 5
except TypeError as e:
    print(e)
x, y = Decimal('0.1'), Decimal('0.2')
print(x + y == Decimal('0.3'), 0.1 + 0.2 == 0.3, 0.1 + 0.2, x * y, y / Decimal(3), Decimal('1.10') + 1, -x, abs(Decimal('-2.50')))
print(Decimal('2.675').quantize(Decimal('0.01'), rounding=ROUND_HALF_UP), round(Decimal('2.665'), 2), Decimal('7') // 2, Decimal('7') % 4, Decimal('2') ** 3, int(Decimal('3.9')))
print(repr(Decimal('5.00')), Decimal(5), Decimal('1E+3') if False else Decimal('1000'), f'{Decimal("1234.5"):,.2f}', sum([x, y], Decimal(0)), float(x), Decimal('1.0') == 1)
try:
    Decimal('abc')
except InvalidOperation as e:
    print(type(e).__name__)
print(sorted([Decimal('2'), 1.5, 1]), min(Decimal('1.5'), Decimal('1.25')))
Decimal('1') + 1.5
