def g():
    while True:
        got = yield
        if got is None: break
        print('got', got)
c = g()
next(c)
c.send(1); c.send(2)
try: c.send(None)
except StopIteration: print('over')
def running_avg():
    total = count = 0
    avg = None
    while True:
        v = yield avg
        total += v; count += 1
        avg = total / count
a = running_avg(); next(a)
print(a.send(10), a.send(20), a.send(60))
def d():
    x = (yield 1) 
    y = yield x
    return (x, y)
def outer():
    res = yield from d()
    print(res)
o = outer()
print(next(o), o.send('X'))
try: o.send('Y')
except StopIteration: pass
print([*g.__class__.__name__])
def e():
    yield
print(list(e()), type(e()), e().__name__ if hasattr(e(), '__name__') else '')
def lazy():
    print('never printed')
    yield 1
lazy()

it = iter([1, 2])
print(next(it), next(it), next(it, 'done'))
try: next(it)
except StopIteration as s: print(repr(s))
def takes(n, it):
    for i, v in enumerate(it):
        if i == n: return
        yield v
def nat():
    n = 0
    while True:
        yield n
        n += 1
print(list(takes(5, nat())))
def rec(n):
    if n:
        yield n
        yield from rec(n - 1)
print(list(rec(4)))
g1 = (x for x in [1, 2, 3])
print(2 in g1, list(g1))
def bad():
    yield 1
    raise StopIteration
try: list(bad())
except RuntimeError as e: print(e)
gen = nat()
def again():
    yield from gen2
gen2 = again()
try: next(gen2)
except ValueError as e: print(e)
yielded = nat()
print(yielded)
