import math, json, datetime, decimal, enum, itertools, functools, operator, collections, uuid, string, typing, dataclasses
from datetime import date, time, timedelta, timezone
from datetime import datetime as DT
from decimal import Decimal as D
from typing import Optional, List, Dict, Union, Any, Set, Tuple, Annotated
from collections import defaultdict, Counter, OrderedDict, namedtuple, deque
class Dog:
    def __init__(self, name='Rex', age=3):
        self.name = name
        self.age = age
    def bark(self):
        return self.name + '!'
class Point:
    def __init__(self, x, y): self.x, self.y = x, y
    def __repr__(self): return f'P({self.x}, {self.y})'
    def __eq__(self, o): return isinstance(o, Point) and (self.x, self.y) == (o.x, o.y)
    def __hash__(self): return hash((self.x, self.y))
    def __add__(self, o): return Point(self.x + o.x, self.y + o.y)
    def __mul__(self, k): return Point(self.x * k, self.y * k)
    def __rmul__(self, k): return self * k
    def __lt__(self, o): return self.x < o.x
    def __len__(self): return 2
    def __getitem__(self, i): return (self.x, self.y)[i]
    def __contains__(self, v): return v in (self.x, self.y)
    def __bool__(self): return bool(self.x or self.y)
    def __neg__(self): return Point(-self.x, -self.y)
    def __format__(self, spec): return 'P<' + spec + '>'
    def __abs__(self): return 7
    def __call__(self, z): return z
class Color(enum.Enum):
    RED = 1
    GREEN = 2
class Role(str, enum.Enum):
    ADMIN = 'admin'
    USER = 'user'
class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2
class Kind(enum.Enum):
    A = enum.auto()
    B = enum.auto()
class MyList(list): pass
class MyDict(dict):
    def __missing__(self, k): return k * 2
class MyStr(str):
    def shout(self): return self.upper() + '!'
class MyErr(ValueError):
    def __init__(self, code, text):
        super().__init__(text)
        self.code = code
@dataclasses.dataclass
class Item:
    name: str
    price: float = 1.5
    tags: list = dataclasses.field(default_factory=list)
@dataclasses.dataclass(frozen=True, order=True)
class Ver:
    major: int
    minor: int = 0
d1 = {'a': 1, 'b': 2}
l1 = [3, 1, 2]
s1 = {3, 1, 2}
