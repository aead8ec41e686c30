class StockError(Exception):
    """Raised when there is too little."""

class EmptyError(StockError):
    def __init__(self, item, left=0):
        super().__init__(f'{item}: only {left} left')
        self.item = item

stock = {'tea': 2, 'jam': 0}

def take(item, n=1):
    try:
        left = stock[item]
    except KeyError:
        raise StockError('unknown item ' + item) from None
    if left < n:
        raise EmptyError(item, left)
    stock[item] -= n
    return stock[item]

for item in ['tea', 'jam', 'gin']:
    try:
        print(item, take(item))
    except EmptyError as e:
        print('empty', e, e.item)
    except StockError as e:
        print('error', e)
    else:
        print('ok')
    finally:
        print('--')

for bad in ('int("x")', '[][1]', '{}["k"]', '1/0', 'None.x', '"a"+1', 'undefined', 'len(3)', '[1].remove(2)', 'int([])'):
    try:
        eval(bad)
    except Exception as e:
        print(type(e).__name__, e)
assert take('tea') == 0, 'wrong number'
try:
    assert stock['tea'], 'tea is out'
except AssertionError as e:
    print('AssertionError', e)
