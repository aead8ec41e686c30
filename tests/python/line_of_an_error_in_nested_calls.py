def f():
    return undefined_thing

def g(x):
    y = [f()
         for _ in range(1)]
    return y

g(
  3
)
