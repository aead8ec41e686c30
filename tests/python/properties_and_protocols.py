import sys
class Temp:
    def __init__(self, c): self._c = c
    @property
    def c(self): return self._c
    @c.setter
    def c(self, v):
        if v < -273: raise ValueError('too cold')
        self._c = v
    @c.deleter
    def c(self): del self._c
    f = property(lambda self: self._c * 9 / 5 + 32, doc='F')
t = Temp(100)
print(t.c, t.f)
t.c = 5
print(t.c)
try: t.c = -300
except ValueError as e: print(e)
del t.c
try: t.c
except AttributeError as e: print(e)
try: t.f = 1
except AttributeError as e: print(e)
class Lazy:
    def __getattr__(self, n):
        if n.startswith('x'): return n
        raise AttributeError(f'no {n}')
print(Lazy().x1, hasattr(Lazy(), 'y'), getattr(Lazy(), 'z', 'dflt'))
class Strict:
    def __setattr__(self, n, v):
        if n != 'ok': raise AttributeError('only ok')
        super().__setattr__(n, v)
s = Strict(); s.ok = 1
try: s.no = 2
except AttributeError as e: print(e, s.__dict__)
class Cmp:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v < o.v
    def __repr__(self): return f'C{self.v}'
print(sorted([Cmp(3), Cmp(1)]), min(Cmp(2), Cmp(1)), Cmp(1) > Cmp(0))
class It:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n
print(list(It(3)), 2 in It(4), max(It(3)))
class Seq:
    def __getitem__(self, i):
        if i > 2: raise IndexError(i)
        return i * 10
    def __len__(self): return 3
print(list(Seq()), Seq()[1], list(reversed(Seq())))
class NoStr:
    pass
print(str(NoStr())[:17], repr(NoStr()).startswith('<__main__.NoStr object at 0x'))
class BadRepr:
    def __repr__(self): return 3
repr(BadRepr())
