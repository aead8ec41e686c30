x = 10
while x > 0:
    x -= 3
    if x == 4: continue
    if x < 0: break
    print(x)
else:
    print('else')
while x < 2:
    x += 1
else: print('else2', x)
for i in []: pass
else: print('empty', end='\n')
for a in 'ab':
    for b in 'cd':
        if b == 'd': break
        print(a + b)
for k, v in {'a': 1}.items(): print(k, v)
for i in range(10, 0, -3): print(i, end=' ')
print()
it = iter([1, 2, 3])
for i in it:
    print(i, next(it, None))
print([(i, j) for i in range(3) for j in range(i) if (i + j) % 2])
print({k: v for k, v in zip('abc', range(3))}, {c for c in 'aab'} == {'a', 'b'})
print([[j for j in range(i)] for i in range(3)])
print(any(x > 2 for x in range(4)), all([]), sum(x for x in [1, 2]))
print(1 < 2 < 3, 1 < 2 > 5, 1 == 1.0, not 1, None is None, 3 in [1, 3], 3 not in [3], 'a' is not None)
print(1 and 0 or 'x', [] or {} or 0, 1 and 2, None and 1)
print(5 if x else 6, (lambda *a, **k: (a, k))(1, b=2))
print(-2 ** 2, 7 // -2, 7 % -3, 2 ** -1, ~5, 5 & 3, 5 | 3, 5 ^ 3, 1 << 4, 0b101, 0xff, 0o17, 1_000)
print(1 if 0 else 2 if 0 else 3)
print(i for i in [])
