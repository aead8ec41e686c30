lst = [3, 1, 2]
lst.sort(key=lambda v: -v)
print(lst, lst.sort(), lst)
def dec(n):
    def d(f):
        def w(*a):
            print('calling', f.__name__, n)
            return f(*a)
        return w
    return d
@dec(3)
def hello(a): return a
print(hello(1))
class Cached:
    def __init__(self, f): self.f = f; self.c = {}
    def __call__(self, x):
        if x not in self.c: self.c[x] = self.f(x)
        return self.c[x]
@Cached
def sq(x): print('computing'); return x * x
print(sq(3), sq(3))
class Meta1:
    items = []
    def add(self, x): self.items.append(x)
a, b = Meta1(), Meta1()
a.add(1)
print(b.items, a.items is b.items, Meta1.items)
def default(x=[]):
    x.append(1)
    return x
default(); print(default())
print((lambda: (yield))() if False else 'no')
print(*[1, 2], sep='-', end='!\n')
print(f.__name__ if 'f' in globals() else 'none', 'hello' in globals(), sorted(k for k in locals() if len(k) == 1))
globals()['new'] = 5
print(new)
exec_ = eval('1 + 2')
print(exec_, eval('a.items'), eval('x + y', {'x': 1, 'y': 2}))
def loc():
    q = 5
    return eval('q * 2'), sorted(locals())
print(loc())
eval('1 +')
