class Ctx:
    def __enter__(self): return self
    def __exit__(self, *exc):
        print('exit', exc[0])
def f():
    with Ctx():
        return 'ret'
print(f())
def g():
    for i in range(3):
        with Ctx():
            if i == 0: continue
            if i == 1: break
    return i
print(g())
def h():
    try:
        yield 1
        yield 2
    finally:
        print('cleanup')
for v in h():
    print(v)
it = h()
next(it)
it.close()
it2 = h()
try:
    it2.send('x')
except TypeError as e: print(e)
try:
    for v in h():
        raise ValueError('in loop')
except ValueError as e: print(e)
def nested():
    try:
        try:
            raise KeyError('a')
        finally:
            print('inner finally')
    except KeyError as e:
        print('caught', e)
        return 'x'
    finally:
        print('outer finally')
print(nested())
def order():
    try:
        print('try')
        return print('ret')
    finally:
        print('fin')
order()
def loop():
    while True:
        try:
            break
        finally:
            print('brk')
loop()
def reraise():
    try:
        1 / 0
    except ZeroDivisionError as e:
        try:
            raise
        except ZeroDivisionError as f:
            print(e is f)
        raise ValueError('after') from e
try: reraise()
except ValueError as e: print(e.__cause__, e.__context__)
def with_gen():
    with Ctx():
        yield 1
        yield 2
print(list(with_gen()))
class Supp:
    def __enter__(self): pass
    def __exit__(self, t, v, tb): return True
with Supp():
    raise Exception('gone')
print('still here')
class BadExit:
    def __enter__(self): pass
    def __exit__(self, *a): raise RuntimeError('exit failed')
try:
    with BadExit(): raise ValueError('orig')
except RuntimeError as e: print(e, repr(e.__context__))
try:
    try: raise ValueError('one')
    except ValueError: raise TypeError('two')
except Exception as e:
    x = e
print(repr(x.__context__))
raise x
