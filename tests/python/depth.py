def fact(n):
    return 1 if n <= 1 else n * fact(n - 1)
print(fact(10))
def inf(n): return inf(n + 1)
try: inf(0)
except RecursionError as e: print(e)
class R:
    def __getattr__(self, n): return getattr(self, n + 'x')
try: R().a
except RecursionError as e: print(type(e).__name__)
l = []
for i in range(5000): l = [l]
d = {}
for i in range(5000): d = {'a': d}
print('deep')
def gen(n):
    yield n
    if n: yield from gen(n - 1)
print(len(list(gen(200))))
t = ()
for i in range(3000): t = (t,)
s = 'x'
f = lambda: 0
for i in range(3000): f = (lambda g: lambda: g)(f)
print('done')
