def gen():
    print('start')
    x = yield 1
    print('got', x)
    try:
        y = yield 2
        print('y', y)
    except ValueError as e:
        print('caught', e)
        yield 3
    finally:
        print('fin')
    return 99
g = gen()
print(next(g))
print(g.send('hi'))
print(g.throw(ValueError('boo')))
try: next(g)
except StopIteration as e: print('stop', e.value)
def sub():
    r = yield from gen2()
    print('r', r)
    yield r
def gen2():
    for i in range(3):
        yield i * i
    return 'done'
print(list(sub()))
def count(n):
    while n:
        yield n
        n -= 1
print(sum(count(5)), list(count(3)), max(count(4)))
g = gen2()
for v in g:
    print(v)
    break
print(list(g))
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
import itertools
print([v for v, _ in zip(fib(), range(10))])
g = (x * x for x in range(4) if x % 2)
print(g.__class__.__name__, next(g), next(g), next(g, 'end'))
def ex():
    yield 1
    raise KeyError('k')
for v in ex(): print(v)
