def hanoi(n, a='A', b='B', c='C'):
    if n == 0:
        return []
    return hanoi(n - 1, a, c, b) + [f'{a}->{c}'] + hanoi(n - 1, b, a, c)

def flatten(x):
    for item in x:
        if isinstance(item, (list, tuple)):
            yield from flatten(item)
        else:
            yield item

def permutations(s):
    if len(s) <= 1:
        return [s]
    return [c + p for i, c in enumerate(s) for p in permutations(s[:i] + s[i + 1:])]

memo = {}
def collatz(n):
    if n == 1:
        return 1
    if n not in memo:
        memo[n] = 1 + collatz(n // 2 if n % 2 == 0 else 3 * n + 1)
    return memo[n]

def gcd(a, b):
    return a if not b else gcd(b, a % b)

def roman(n):
    out = ''
    for value, sign in [(10, 'X'), (9, 'IX'), (5, 'V'), (4, 'IV'), (1, 'I')]:
        while n >= value:
            out += sign
            n -= value
    return out

def is_palindrome(text):
    cleaned = ''.join(ch.lower() for ch in text if ch.isalnum())
    return cleaned == cleaned[::-1]

print(hanoi(2), len(hanoi(5)))
print(list(flatten([1, [2, (3, [4])], []])), permutations('abc'))
print(max(range(1, 30), key=collatz), len(memo), gcd(48, 36), roman(29), is_palindrome('A man, a plan, a canal: Panama'))
words = 'the cat and the dog and the bird'.split()
freq = {w: words.count(w) for w in dict.fromkeys(words)}
for w, n in sorted(freq.items(), key=lambda p: (-p[1], p[0]))[:3]:
    print(f'{w:.<6}{n:.>3}')
grid = [['.'] * 3 for _ in range(2)]
grid[1][2] = '#'
print('\n'.join(''.join(r) for r in grid))
print(*(f'{i * j:3}' for i in range(1, 3) for j in range(1, 4)), sep='')
x = 10
def shadow():
    print(x)
    x = 5
try:
    shadow()
except UnboundLocalError as e:
    print(e)
def deep(n):
    return deep(n + 1)
try:
    deep(0)
except RecursionError as e:
    print(e)
print(roman('x'))
