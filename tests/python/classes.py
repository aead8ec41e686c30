class A:
    x = 1
    def __init__(self, n):
        self.n = n
    def __repr__(self):
        return f'A({self.n!r})'
    def double(self):
        return self.n * 2
    @property
    def half(self):
        return self.n / 2
    @half.setter
    def half(self, v):
        self.n = v * 2
    @staticmethod
    def st(a): return a + 1
    @classmethod
    def make(cls, n): return cls(n)
class B(A):
    def __init__(self, n, m):
        super().__init__(n)
        self.m = m
    def double(self):
        return super().double() + self.m
a = A(3)
print(a, a.double(), a.half, A.st(4), a.st(5), A.make(7), B.make)
a.half = 10
print(a.n, a.x, A.x)
b = B(1, 2)
print(b, b.double(), isinstance(b, A), issubclass(B, A), type(b), type(b).__name__)
A.x = 5
print(b.x)
b.x = 6
print(b.x, A.x, b.__dict__)
del b.x
print(b.x)
try: a.zz
except AttributeError as e: print(e)
try: A.zz
except AttributeError as e: print(e)
try: a.half2 = 3; del a.half2; del a.half2
except AttributeError as e: print(e)
class C:
    @property
    def p(self): return 1
c = C()
try: c.p = 3
except AttributeError as e: print(e)
try: del c.p
except AttributeError as e: print(e)
try: C(1)
except TypeError as e: print(e)
try: B(1)
except TypeError as e: print(e)
print(B.__mro__, B.__bases__, B.__name__)
print(hasattr(a, 'n'), hasattr(a, 'q'), getattr(a, 'q', 3))
