class Single:
    _inst = None
    def __new__(cls, *args):
        if cls._inst is None:
            cls._inst = super().__new__(cls)
        return cls._inst
print(Single() is Single())
class Cell:
    def __get__(self, obj, owner): return (obj is None, owner.__name__)
class H:
    c = Cell()
print(H.c, H().c)
class Prop:
    def __init__(self, f): self.f = f
    def __get__(self, o, t=None): return self.f(o) if o else self
class K:
    @Prop
    def val(self): return 42
print(K().val)
def method(self): return 'patched ' + self.n
class N: n = 'x'
N.method = method
o = N()
print(o.method(), N.method is method, o.method == o.method)
o.method = lambda: 'own'
print(o.method())
print(N.__dict__['n'], 'method' in N.__dict__, sorted(k for k in N.__dict__ if not k.startswith('__')))
print(o.__class__.__mro__, N.mro())
class Sub(N):
    pass
print(issubclass(Sub, N), issubclass(N, Sub), issubclass(Sub, (int, N)), isinstance(Sub(), (int, str)), Sub.__bases__, Sub.__subclasses__() if hasattr(Sub, '__subclasses__') else None)
print(getattr(Sub, 'zip', None), getattr(Sub, 'n'), hasattr(Sub, 'method'))
setattr(Sub, 'dyn', property(lambda self: 'dynamic'))
print(Sub().dyn)
del Sub.dyn
try: Sub().dyn
except AttributeError as e: print(e)
class WithDoc:
    '''The doc.'''
    def m(self):
        "m doc"
print(WithDoc.__doc__, WithDoc.m.__doc__, WithDoc().m.__name__, WithDoc.m.__qualname__)
print(type(WithDoc), type(WithDoc()), WithDoc.__module__)
f = WithDoc().m
print(f() is None, f.__self__.__class__.__name__)
class Slots:
    __slots__ = ['a', 'b']
    def __init__(self): self.a = 1
s = Slots()
print(s.a)
try: s.zz = 1
except AttributeError as e: print(e)
