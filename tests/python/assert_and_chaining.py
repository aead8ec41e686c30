def check(x):
    assert x > 0, f'not positive: {x}'
    return x
print(check(1))
try: check(-1)
except AssertionError as e: print(e)
try:
    assert False
except AssertionError as e: print(repr(e))
def outer():
    try:
        inner()
    except ValueError:
        raise TypeError('converted')
def inner():
    raise ValueError('orig')
outer()
