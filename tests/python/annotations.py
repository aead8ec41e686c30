class A:
    x: int
    y: str = 'a'
def f(a: int, b: 'Foo' = 1, *c: str) -> None: pass
print(A.__annotations__, f.__annotations__, A.y)
def g():
    v: Undefined = 3
    return v
print(g())
class B:
    z: Nope
