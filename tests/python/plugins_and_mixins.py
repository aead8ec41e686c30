class Base:
    registry = {}
    def __init_subclass__(cls, /, name=None, **kwargs):
        super().__init_subclass__(**kwargs)
        Base.registry[name or cls.__name__] = cls
    def hello(self): return f'hello from {type(self).__name__}'
class Plugin(Base, name='plug'): pass
class Other(Base): pass
print(Base.registry, Plugin().hello())
class Mixin:
    def to_dict(self): return {k: v for k, v in vars(self).items() if not k.startswith('_')}
    def __repr__(self):
        args = ', '.join(f'{k}={v!r}' for k, v in self.to_dict().items())
        return f'{self.__class__.__name__}({args})'
class User(Mixin, Base):
    def __init__(self, name, age): self.name, self.age, self._secret = name, age, 1
print(User('a', 3), User.__mro__[1].__name__)
class Meta(type): pass
