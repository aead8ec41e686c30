def half(n):
    if n % 2:
        raise ValueError(f'{n} is odd')
    return n // 2

for value in [4, 3, 'x', None]:
    try:
        print(half(value))
    except ValueError as e:
        print('value error:', e)
    except TypeError as e:
        print('type error')
    else:
        print('fine')
    finally:
        print('done', value)

class TooBig(Exception):
    pass

try:
    raise TooBig('giant', 3)
except Exception as e:
    print(type(e).__name__, e, e.args)
try:
    {}['key']
except KeyError as e:
    print(repr(e), e)
try:
    [1, 2][5]
except (IndexError, KeyError) as e:
    print(e)
int('seven')
