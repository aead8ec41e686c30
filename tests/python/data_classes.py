from dataclasses import dataclass, field
@dataclass
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)
p = Point(1)
p.tags.append('a')
print(p, Point(1, 2) == Point(1, 2), Point(1).tags)
try: Point()
except TypeError as e: print(e)
@dataclass(frozen=True, order=True)
class V:
    a: int
    b: str = 'q'
print(V(1) < V(2), V(1))
try: V(1).a = 3
except Exception as e: print(type(e).__name__, e)
