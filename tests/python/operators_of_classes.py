class V:
    def __init__(self, x): self.x = x
    def __eq__(self, o): return isinstance(o, V) and self.x == o.x
    def __lt__(self, o): return self.x < o.x
    def __hash__(self): return hash(self.x)
    def __add__(self, o): return V(self.x + (o.x if isinstance(o, V) else o))
    __radd__ = __add__
    def __mul__(self, o): return V(self.x * o)
    def __neg__(self): return V(-self.x)
    def __bool__(self): return self.x != 0
    def __len__(self): return 7
    def __getitem__(self, i): return (self.x, i)
    def __setitem__(self, i, v): print('set', i, v)
    def __delitem__(self, i): print('del', i)
    def __contains__(self, i): return i == self.x
    def __iter__(self): return iter([self.x, self.x + 1])
    def __call__(self, *a, **k): return ('called', a, k)
    def __repr__(self): return f'V({self.x})'
    def __getattr__(self, n): return 'attr ' + n if n != 'nope' else super().__getattribute__(n)
    def __iadd__(self, o): self.x += 100; return self
a, b = V(1), V(2)
print(a == b, a == V(1), a != b, a < b, b > a, sorted([b, a]), max(a, b), a + b, a + 5, 5 + a, sum([a, b]), -a, bool(V(0)), len(a))
print(a[3], a[1:2], 1 in a, 5 in a, list(a), a(1, k=2), a.foo, {a: 'x'}[V(1)], len({a, V(1)}))
a[1] = 2
del a[4]
a += 1
print(a, a * 2)
x, y = b
print(x, y)
try: a <= b
except TypeError as e: print(e)
try: a - b
except TypeError as e: print(e)
a.nope
