from abc import ABC, abstractmethod

class Shape(ABC):
    def __init__(self, name):
        self.name = name

    @abstractmethod
    def area(self): ...

    def __str__(self):
        return f'{self.name} ({self.area():.1f})'

    def __lt__(self, other):
        return self.area() < other.area()

class Square(Shape):
    def __init__(self, side):
        super().__init__('square')
        self.side = side

    def area(self):
        return self.side ** 2

class Circle(Shape):
    PI = 3.14159

    def __init__(self, r):
        Shape.__init__(self, 'circle')
        self.r = r

    def area(self):
        return self.PI * self.r ** 2

    @classmethod
    def unit(cls):
        return cls(1)

class Stack:
    def __init__(self, *items):
        self._items = list(items)
    def __len__(self):
        return len(self._items)
    def __iter__(self):
        return iter(self._items)
    def __getitem__(self, i):
        return self._items[i]
    def __contains__(self, x):
        return x in self._items
    def __add__(self, other):
        return Stack(*self._items, *other)
    def __bool__(self):
        return bool(self._items)
    def __call__(self, x):
        self._items.append(x)
        return self
    def __repr__(self):
        return f'Stack{tuple(self._items)!r}'
    def __eq__(self, other):
        return isinstance(other, Stack) and self._items == other._items

print(*sorted([Square(3), Circle.unit(), Square(1)]), sep=', ')
try:
    Shape('x')
except TypeError as e:
    print(e)
s = Stack(1, 2)
print(s, len(s), s[0], 2 in s, s + Stack(3), bool(Stack()), s(5)(6), list(s), s == Stack(1, 2, 5, 6), s[-2:], [x * 2 for x in s])

class A:
    def who(self): return 'A'
class B(A):
    def who(self): return 'B' + super().who()
class C(A):
    def who(self): return 'C' + super().who()
class D(B, C):
    def who(self): return 'D' + super().who()
print(D().who(), [k.__name__ for k in D.__mro__], D.__name__, D.__bases__ == (B, C))

class Temp:
    __slots__ = ('_c',)
    def __init__(self, c): self._c = c
    @property
    def f(self): return self._c * 9 / 5 + 32
    @f.setter
    def f(self, v): self._c = (v - 32) * 5 / 9
    @f.deleter
    def f(self): self._c = 0
t = Temp(100)
t.f = 50
print(t.f, t._c)
del t.f
print(t.f, isinstance(t, Temp), callable(t), callable(s))
try:
    t.other = 1
except AttributeError as e:
    print(e)
class Node:
    def __getattr__(self, name):
        if name.startswith('get_'):
            return lambda: name[4:]
        raise AttributeError(f'no {name}')
print(Node().get_x(), hasattr(Node(), 'zzz'), getattr(Node(), 'q', 'dflt'))
Square(2).perimeter()
