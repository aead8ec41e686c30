users = [{'name': 'Ann', 'age': 30, 'tags': ['a', 'b']}, {'name': 'Bob', 'age': 25, 'tags': []}]
for u in sorted(users, key=lambda u: u['age']):
    print(f"{u['name']:<10}|{u['age']:>5}|{', '.join(u['tags']) or '-'}")
by_name = {u['name']: u for u in users}
print(by_name['Ann']['tags'][-1], len(by_name), [*by_name])
totals = {}
for u in users:
    for t in u['tags']:
        totals.setdefault(t, []).append(u['name'])
print(totals)
print(max(users, key=lambda u: u['age'])['name'], sum(u['age'] for u in users) / len(users))
names = [u['name'] for u in users if u['tags']]
print(names, [n[::-1].lower() for n in names])
first, *rest = users
print(first['name'], len(rest))
print('{name} is {age}'.format(**users[0]), '%(name)s' % users[1])
text = 'The quick brown fox'
print(text.split()[1].upper(), ' '.join(reversed(text.split())), {w[0]: len(w) for w in text.split()})
matrix = [[i * j for j in range(1, 4)] for i in range(1, 4)]
print('\n'.join(' '.join(f'{c:3}' for c in row) for row in matrix))
print(list(zip(*matrix))[0], [sum(r) for r in matrix])
queue = [1]
while queue:
    n = queue.pop(0)
    if n > 10: break
    queue += [n * 2, n * 3]
print(queue)
stack = []
for ch in '([]{})':
    if ch in '([{': stack.append(ch)
    else:
        o = stack.pop()
        assert o + ch in ('()', '[]', '{}')
print('balanced' if not stack else 'no')
def memo(f):
    cache = {}
    def w(n):
        if n not in cache: cache[n] = f(n)
        return cache[n]
    return w
@memo
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(50))
print([(x, y) for x in range(3) for y in 'ab' if x])
def compose(*fs):
    def r(x):
        for f in fs: x = f(x)
        return x
    return r
print(compose(str, len, lambda n: n + 1)(12345))
print(dict(sorted({'b': 1, 'a': 2}.items())), dict(a=1, **{'b': 2}), list({1: 2}.items()))
print(' '.join(map(str, filter(lambda n: n % 2, range(6)))))
s = set('hello'); print(len(s), sorted(s), 'h' in s)
a = [3, 1, 2]; a.sort(reverse=True); print(a, a.index(1)); a.insert(1, 9); a.extend([7]); a.remove(3); print(a, a.pop(), a.pop(0), a)
print(bool(0.0), int('-5'), '5' * 3, [0] * 3, 'ab' in 'cabd', 'x' < 'y', (1, 2) + (3,), not [])
print(divmod(-7, 3), -7 // 3, -7 % 3, 7.5 // 2, 2 ** 0.5, round(1.005, 2), 1e-5, 100000000000000000.0, 0.1 + 0.2)
print(type(1 / 1), type(2 ** 2), type('a' 'b'), 5 .__class__)
