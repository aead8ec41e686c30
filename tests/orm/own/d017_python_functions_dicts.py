def average(numbers):
    """Mean of a list."""
    if not numbers:
        return None
    return sum(numbers) / len(numbers)

def greet(name, greeting='Hello', *rest, **options):
    text = f"{greeting}, {name}"
    for r in rest:
        text += f" and {r}"
    return text + options.get('end', '.')

marks = {'ann': [4, 5, 3], 'bob': [2], 'cyd': []}
for name, values in sorted(marks.items()):
    mean = average(values)
    print(f"{name:<6}{'-' if mean is None else format(mean, '.1f'):>5}")
print(greet('Zed'))
print(greet('Zed', 'Hi', 'Yan', 'Xi', end='!'))
print(greet(greeting='Yo', name='Wu'))
best = max(marks, key=lambda k: average(marks[k]) or 0)
print(best, best.upper(), best.capitalize())
counts = {}
for letter in 'mississippi':
    counts[letter] = counts.get(letter, 0) + 1
print(counts)
print(sorted(counts, key=counts.get, reverse=True)[:2])
marks.setdefault('dan', []).append(5)
marks.update(bob=[3, 3])
print(marks.pop('ann'), 'ann' in marks, list(marks))
try:
    print(marks['eve'])
except KeyError as e:
    print('no such key', e)
print(marks['eve'])
