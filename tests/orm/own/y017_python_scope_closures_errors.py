def counter(start=0, *, step=1):
    n = start
    def tick():
        nonlocal n
        n += step
        return n
    return tick

t = counter(10, step=5)
print(t(), t(), counter()())

total = 0
def add(*nums, **options):
    global total
    total += sum(nums)
    return total, options

print(add(1, 2, 3), add(*[4, 5], **{'label': 'x', 'loud': True}))

def divide(a, b):
    try:
        result = a / b
    except ZeroDivisionError as e:
        print('caught:', e)
        return None
    except (TypeError, ValueError) as e:
        print('type:', e)
        raise RuntimeError('bad input') from e
    else:
        print('fine')
        return result
    finally:
        print('done', a, b)

print(divide(6, 4), divide(1, 0))
try:
    divide('6', 2)
except RuntimeError as e:
    print(e, '<-', repr(e.__cause__))

def log(fn):
    def wrapper(*args, **kwargs):
        print('calling', fn.__name__, args, kwargs)
        return fn(*args, **kwargs)
    return wrapper

@log
def area(w, h=1, /):
    """Width times height."""
    return w * h

print(area(3, 4), area(5))
for bad in ('int("x")', '[].pop()', '{}["k"]', '(1, 2)[5]', '"a" + 1', 'None.x', 'len(5)', 'undefined', '1 / 0', 'float("abc")', '[1, 2].index(3)', '"abc".index("z")', 'int(None)', 'a, b = 1'):
    try:
        {'int("x")': lambda: int('x'), '[].pop()': lambda: [].pop(), '{}["k"]': lambda: {}['k'], '(1, 2)[5]': lambda: (1, 2)[5],
         '"a" + 1': lambda: 'a' + 1, 'None.x': lambda: None.x, 'len(5)': lambda: len(5), 'undefined': lambda: undefined,
         '1 / 0': lambda: 1 // 0, 'float("abc")': lambda: float('abc'), '[1, 2].index(3)': lambda: [1, 2].index(3),
         '"abc".index("z")': lambda: 'abc'.index('z'), 'int(None)': lambda: int(None)}[bad]()
    except Exception as e:
        print(f'{bad:18} {type(e).__name__}: {e}')
class Tracker:
    def __enter__(self):
        print('enter')
        return self
    def __exit__(self, kind, value, tb):
        print('exit', kind and kind.__name__, value)
        return kind is KeyError
with Tracker() as tr:
    raise KeyError('swallowed')
for i in range(5):
    if i == 3:
        break
else:
    print('never')
print(i, [f() for f in [lambda i=i: i for i in range(3)]], (lambda *a: a)(1, 2))
assert i == 4, f'i is {i}'
