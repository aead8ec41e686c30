from __future__ import annotations
class A:
    x: int
    y: list[str] = []
    z: Mapped[Foo]
    def f(self, a: Nope, b: int = 3) -> Other: pass
print(A.__annotations__, A.f.__annotations__)
w: Undefined = 3
print(w)
