try:
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise ValueError('bad') from e
except ValueError as e:
    print(repr(e), repr(e.__cause__), e.__context__ is e.__cause__, e.__suppress_context__)
try:
    try:
        {}['a']
    except KeyError:
        raise RuntimeError('second')
except RuntimeError as e:
    print(repr(e.__context__), e.__cause__)
try:
    try: [][1]
    except IndexError: raise
except IndexError as e: print(e)
def f():
    try:
        return 1
    finally:
        print('finally')
print(f())
def g():
    for i in range(5):
        try:
            if i == 1: continue
            if i == 3: break
            print(i)
        finally:
            print('f', i)
    else:
        print('never')
    return 'end'
print(g())
def h():
    try: return 'a'
    finally: return 'b'
print(h())
try:
    raise ValueError
except ValueError as e:
    print(repr(e), str(e) == '', e.args)
try:
    raise ValueError('a', 1)
except (KeyError, ValueError) as e:
    print(e, e.args, repr(e))
try: raise 3
except TypeError as e: print(e)
try:
    try: 1/0
    except 3: pass
except TypeError as e: print(e)
try: raise
except RuntimeError as e: print(e)
class MyError(Exception):
    def __init__(self, code, *args):
        super().__init__(*args)
        self.code = code
    def __str__(self): return f'<{self.code}> {self.args}'
try: raise MyError(3, 'x')
except MyError as e: print(e, e.code, e.args)
try:
    e
except NameError as x: print(x)
def deep(n):
    if n == 0: raise KeyError('deep')
    deep(n - 1)
try: deep(3)
except KeyError as e: print(e, repr(e))
try:
    pass
except: print('no')
else: print('else')
finally: print('finally')
deep(2)
