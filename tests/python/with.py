class M:
    def __enter__(self): print('in'); return 'val'
    def __exit__(self, t, v, tb):
        print('out', t.__name__ if t else None, v)
        return t is ValueError
with M() as v: print(v)
with M(): raise ValueError('swallowed')
try:
    with M(): raise KeyError('k')
except KeyError as e: print('got', e)
def f():
    with M() as a, M() as b:
        return a + b
print(f())
for i in range(3):
    with M():
        if i == 1: break
try:
    with 3: pass
except TypeError as e: print(e)
from contextlib import contextmanager
@contextmanager
def cm(x):
    print('enter', x)
    try:
        yield x * 2
    except ValueError as e:
        print('handled', e)
    finally:
        print('exit', x)
with cm(4) as y: print(y)
with cm(5): raise ValueError('v')
try:
    with cm(6): raise KeyError('z')
except KeyError as e: print('outer', e)
with cm(7): 1/0
