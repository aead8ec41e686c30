class Shape:
    count = 0

    def __init__(self, name):
        self.name = name
        Shape.count += 1

    def area(self):
        return 0

    def __str__(self):
        return f'{self.name} with area {self.area():.2f}'

class Rect(Shape):
    def __init__(self, w, h):
        super().__init__('rect')
        self.w, self.h = w, h

    def area(self):
        return self.w * self.h

    @property
    def square(self):
        return self.w == self.h

    @staticmethod
    def unit():
        return Rect(1, 1)

    @classmethod
    def double(cls, n):
        return cls(n, n * 2)

class Circle(Shape):
    PI = 3.14159

    def __init__(self, r):
        super().__init__('circle')
        self.r = r

    def area(self):
        return Circle.PI * self.r ** 2

    def __eq__(self, other):
        return isinstance(other, Circle) and self.r == other.r

shapes = [Rect(2, 3), Circle(1), Rect.unit(), Rect.double(4)]
for s in shapes:
    print(s, isinstance(s, Rect), type(s).__name__)
print([s.square for s in shapes if isinstance(s, Rect)])
print(Shape.count, Circle(1) == Circle(1), Circle(1) != Circle(2))
print(hasattr(shapes[0], 'r'), getattr(shapes[1], 'r', None), issubclass(Circle, Shape))
shapes[1].square
