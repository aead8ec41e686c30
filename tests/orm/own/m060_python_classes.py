class Animal:
    count = 0

    def __init__(self, name, legs=4):
        self.name = name
        self.legs = legs
        Animal.count += 1

    def __repr__(self):
        return f'{type(self).__name__}({self.name!r}, {self.legs})'

    def __eq__(self, other):
        return self.name == other.name

    @property
    def label(self):
        return self.name.upper()

    @classmethod
    def make(cls, *names):
        return [cls(n) for n in names]

    @staticmethod
    def sound():
        return '...'

class Bird(Animal):
    def __init__(self, name):
        super().__init__(name, legs=2)

    @staticmethod
    def sound():
        return 'Tweet'

zoo = Animal.make('cat', 'dog') + Bird.make('owl')
print(zoo, Animal.count)
print([a.sound() for a in zoo], zoo[2].label)
print(isinstance(zoo[2], Animal), issubclass(Animal, Bird), zoo[0] == Animal('cat'))
print(sorted(zoo, key=lambda a: (a.legs, a.name)))
print(getattr(zoo[0], 'wings', None), hasattr(zoo[0], 'legs'))
zoo[0].label = 'x'
