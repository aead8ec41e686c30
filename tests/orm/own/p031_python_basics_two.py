from datetime import date, datetime, timedelta

people = [('Ann', 31), ('bob', 25), ('Cid', 31)]
print(sorted(people, key=lambda p: (-p[1], p[0])))
print(sorted([n for n, _ in people], key=str.lower, reverse=True))
ages = {name: age for name, age in people}
print(ages, max(ages, key=ages.get), sorted(ages.items(), key=lambda kv: kv[1]))
groups = {}
for name, age in people:
    groups.setdefault(age, []).append(name)
print(groups, [len(v) for v in groups.values()])
print([(x, y) for x in range(2) for y in 'ab'], [[0] * 2 for _ in range(2)])
d = date(2024, 2, 28)
print(d + timedelta(days=2), (date(2024, 12, 25) - d).days, d.strftime('%d.%m.%Y'), d.weekday())
t = datetime(2024, 1, 31, 9, 30)
print(t, t.isoformat(), t + timedelta(hours=15), (t - datetime(2024, 1, 1)).total_seconds())
print(repr(d), repr(timedelta(days=1, hours=2)), date.fromisoformat('2023-05-06').year)
print(f'{0.256:.1%}|{42:05d}|{3.5:8.2f}|{"x":*^7}|{1234567.891:,.2f}|{t:%H:%M}')
for i in range(10, 0, -3):
    print(i, end=' ')
else:
    print('done')
first, *rest = [1, 2, 3]
print(first, rest, ages.pop('bob'), 'bob' in ages)
print(people[3])
