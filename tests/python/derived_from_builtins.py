class Tags(list):
    def add(self, x):
        self.append(x)
        return self
    def __repr__(self): return 'Tags' + super().__repr__()
t = Tags([1])
t.add(2).append(3)
print(t, len(t), t[0], isinstance(t, list), t == [1, 2, 3], [x for x in t], sorted(t, reverse=True))
class D(dict):
    def __missing__(self, k): return k * 2
    def __getattr__(self, n): return self[n]
d = D(a=1)
print(d['a'], d['zz'], d.a, d, len(d), 'a' in d)
class I(int):
    def __add__(self, o): return I(super().__add__(o))
print(I(3) + 4, type(I(3) + 4).__name__)
class Str(str):
    def shout(self): return self.upper() + '!'
print(Str('a').shout(), Str('x') == 'x', Str('q') + 'r')
class Err(ValueError):
    pass
try: raise Err('x', 2)
except ValueError as e: print(repr(e), e.args)
class HTTPError(Exception):
    def __init__(self, status, message='none'):
        self.status = status
        self.message = message
        super().__init__(message)
try: raise HTTPError(404, message='Not found')
except HTTPError as e: print(e, e.status, repr(e), e.args)
class E2(Exception):
    def __init__(self, a, b): self.a = a
try: raise E2(1, 2)
except E2 as e: print(e, e.args)
try: E2(1)
except TypeError as e: print(e)
