def show(*args, **kwargs):
    for a in args: print('arg', a)
    for k, v in kwargs.items(): print(k, '=', v)
show(1, 'b', x=3, y=[4])
def apply(f, *a, **k): return f(*a, **k)
print(apply(max, [3, 1, 2]), apply(sorted, [3, 1], reverse=True))
pairs = [('b', 2), ('a', 1)]
pairs.sort()
print(pairs, sorted(pairs, key=lambda p: -p[1]))
matrix = [[1, 2], [3, 4]]
print([list(r) for r in zip(*matrix)], [x for row in matrix for x in row])
text = """one two
three"""
print({w: len(w) for w in text.split()})
words = 'the cat the dog'.split()
freq = {}
for w in words: freq[w] = freq.get(w, 0) + 1
print(sorted(freq.items(), key=lambda kv: (-kv[1], kv[0])))
def flatten(x):
    for i in x:
        if isinstance(i, list): yield from flatten(i)
        else: yield i
print(list(flatten([1, [2, [3, [4]]]])))
def bs(a, t):
    lo, hi = 0, len(a) - 1
    while lo <= hi:
        m = (lo + hi) // 2
        if a[m] == t: return m
        elif a[m] < t: lo = m + 1
        else: hi = m - 1
    return -1
print(bs([1, 3, 5, 7], 5), bs([1], 2))
def primes(n):
    s = [True] * (n + 1)
    for i in range(2, n + 1):
        if s[i]:
            yield i
            for j in range(i * i, n + 1, i): s[j] = False
print(list(primes(30)))
print('\n'.join(f'{i:>2} {"*" * i}' for i in range(1, 4)))
a, b = 0, 1
while a < 50: print(a, end=' '); a, b = b, a + b
print()
print(sum(int(c) for c in str(12345)), ''.join(sorted('hello')), 'racecar' == 'racecar'[::-1])
