class Base:
    subs = []
    def __init_subclass__(cls, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.subs.append((cls.__name__, tag))
class One(Base, tag='1'): pass
class Two(One): 
    """Doc."""
print(Base.subs, Two.__doc__, One.__doc__)
class X:
    def m(self): return 'X'
class Y(X):
    def m(self): return 'Y' + super().m()
class Z(X):
    def m(self): return 'Z' + super().m()
class W(Y, Z):
    def m(self): return 'W' + super().m()
print(W().m(), [c.__name__ for c in W.__mro__])
try:
    class Bad(X, Y): pass
except TypeError as e: print(e)
class Desc:
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, o, t): return self if o is None else o.__dict__.get(self.name, 'none')
    def __set__(self, o, v): o.__dict__[self.name] = v * 2
class U:
    d = Desc()
u = U()
print(u.d); u.d = 4; print(u.d, U.d.name)
class S:
    __slots__ = ('a',)
class N:
    def __new__(cls, *a):
        o = super().__new__(cls)
        o.tag = 'new'
        return o
    def __init__(self, v): self.v = v
n = N(3); print(n.tag, n.v)
def deco(c):
    c.extra = 1
    return c
@deco
class D: pass
print(D.extra, D.__module__, D.__qualname__)
def twice(f):
    def w(*a, **k):
        return f(*a, **k) * 2
    return w
@twice
@twice
def five(): return 5
print(five())
class Inner:
    class Deep:
        def f(self): pass
    def g():
        def loc(): pass
        return loc
print(Inner.Deep.__qualname__, Inner.Deep.f.__qualname__, Inner.g().__qualname__)
T = type('T', (X,), {'v': 3})
print(T().m(), T.v, T.__name__)
class E(Base, bogus=1): pass
class F(X, bogus=1): pass
