from dataclasses import dataclass, field, asdict, astuple, replace, FrozenInstanceError
from enum import Enum, IntEnum, auto, Flag
from typing import ClassVar, NamedTuple

class Color(Enum):
    RED = 'r'
    GREEN = 'g'
    CRIMSON = 'r'

    @property
    def pretty(self):
        return self.name.capitalize()

class Level(IntEnum):
    LOW = 1
    HIGH = auto()

class Perm(Flag):
    R = auto()
    W = auto()

print(Color.RED, repr(Color.GREEN), Color('g').name, Color['RED'].value, Color.CRIMSON is Color.RED, list(Color), Color.RED.pretty)
print(Level.HIGH > Level.LOW, Level.HIGH + 1, Level.LOW == 1, [l.name for l in Level], isinstance(Color.RED, Color), Color.RED in Color)
print(Perm.R | Perm.W, Perm.R in (Perm.R | Perm.W))
try:
    Color('x')
except ValueError as e:
    print(e)

@dataclass(order=True)
class Card:
    rank: int
    suit: str = 'spades'
    tags: list = field(default_factory=list, compare=False, repr=False)
    made: ClassVar[int] = 0

    def __post_init__(self):
        if self.rank < 1:
            raise ValueError('rank too low')
        Card.made += 1

@dataclass(frozen=True)
class Coord:
    lat: float
    lon: float = 0.0

class Emp(NamedTuple):
    name: str
    salary: int = 10

a, b = Card(3), Card(2, suit='hearts', tags=['x'])
print(a, b, a > b, sorted([a, b]), a == Card(3, tags=['y']), Card.made)
print(asdict(b), astuple(a), replace(a, rank=9), Emp('Z'), Emp('Q', salary=3).salary)
home = Coord(1.5)
print({home: 'home'}[Coord(1.5, 0.0)], hash(home) == hash(Coord(1.5)))
try:
    home.lat = 2
except FrozenInstanceError as e:
    print(type(e).__name__, e)
try:
    Card()
except TypeError as e:
    print(e)
Card(0)
