class A:
    def __init__(self): self.items = {}
    def __getitem__(self, k): return self.items[k]
    def __setitem__(self, k, v): self.items[k] = v
    def __delitem__(self, k): del self.items[k]
    def __len__(self): return len(self.items)
    def __contains__(self, k): return k in self.items
    def __iter__(self): return iter(self.items)
a = A()
a['x'] = 1
a['y'] = 2
a['x'] += 10
print(a['x'], len(a), 'x' in a, list(a), bool(a))
del a['y']
try: a['zz']
except KeyError as e: print('KeyError', e)
print(len(a))
class Vec:
    def __init__(self, *v): self.v = v
    def __add__(self, o): return Vec(*(a + b for a, b in zip(self.v, o.v)))
    def __sub__(self, o): return Vec(*[a - b for a, b in zip(self.v, o.v)])
    def __mul__(self, k): return Vec(*[a * k for a in self.v])
    def __rmul__(self, k): return self * k
    def __truediv__(self, k): return NotImplemented
    def __neg__(self): return self * -1
    def __abs__(self): return sum(x * x for x in self.v) ** .5
    def __eq__(self, o): return self.v == o.v
    def __repr__(self): return f'Vec{self.v}'
    def __matmul__(self, o): return sum(a * b for a, b in zip(self.v, o.v))
    def __invert__(self): return 'inv'
    def __pos__(self): return self
    def __int__(self): return int(abs(self))
    def __float__(self): return float(abs(self))
    def __index__(self): return 2
    def __round__(self, n=0): return f'round {n}'
    def __divmod__(self, o): return 'dm'
print(Vec(1, 2) + Vec(3, 4), Vec(1, 2) - Vec(1, 1), 2 * Vec(1, 2), -Vec(1, 2), abs(Vec(3, 4)), Vec(1, 2) == Vec(1, 2), Vec(1, 2) @ Vec(3, 4), ~Vec(), +Vec(1))
print(int(Vec(3, 4)), float(Vec(3, 4)), [10, 20, 30][Vec(1)], round(Vec(1), 2))
try: Vec(1) / 2
except TypeError as e: print(e)
try: Vec(1) < Vec(2)
except TypeError as e: print(e)
try: Vec(1) + 3
except AttributeError as e: print(e)
try: hash(Vec(1))
except TypeError as e: print(e)
class Ordered:
    def __init__(self, n): self.n = n
    def __gt__(self, o): return self.n > o.n
print(Ordered(1) < Ordered(2), max([Ordered(1), Ordered(3)], key=lambda o: o.n).n)
class F:
    def __bool__(self): return False
print('t' if F() else 'f', not F(), F() or 'x')
class L0:
    def __len__(self): return 0
print(bool(L0()))
class Call:
    def __call__(self, *a, k=1): return a, k
print(Call()(1, 2, k=3), list(map(Call(), [1])), callable(Call()))
print(sorted([Vec(3), Vec(1)], key=lambda v: v.v), [Vec(1)].index(Vec(1)), Vec(2) in [Vec(2)])
