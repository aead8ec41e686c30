class A:
    def __init__(self, name): self.name = name
    def greet(self, other, *, loud=False): return f'{self.name}->{other.name}' + ('!' if loud else '')
a = A('x')
for c in ['a.greet()', 'a.greet(a, 1)', 'a.greet(a, quiet=1)', 'A()', 'A(1, 2)', 'A.greet(a)', 'a.greet(a, loud=True)', 'a.name()', 'a.nope()', 'A.name', 'a.greet.foo', 'a[0]', 'a + 1', 'len(a)', 'iter(a)', 'a < a', 'a()', 'A.greet()', 'a.name.foo', 'int(a)', '-a', 'a @ a', 'not a', 'a == a', 'a in a', 'a[0:1]', 'a.greet(*[a])', 'a.__class__.__name__', 'str(A)', 'hash(a) == hash(a)', 'a.__init__("q")', 'a.name', 'sorted([a, a])', 'max(a, a)', '"%d" % a', 'f"{a:5}"', 'float(a)', '[1,2][a]', 'a.greet(other=a)', 'a.greet(a, other=a)', 'a.greet(a, a, loud=True)', 'type(a)(3).name', 'a.greet.__name__', 'A.__init__.__qualname__', 'range(a)', 'a ** 2', 'a // 1', '~a', 'abs(a)', 'round(a)', 'bool(a)', 'a | a', 'a << 1', '1 + a', '"x" + a', '[] + a', '3 * a', 'a.greet == a.greet', 'a.__dict__']:
    try: print(c, '=', str(eval(c)).split(' at 0x')[0])
    except Exception as e: print(c, '!', type(e).__name__, str(e).split(' at 0x')[0])
try: a.name += 1
except TypeError as e: print(e)
try: a[0] = 1
except TypeError as e: print(e)
try: del a[0]
except TypeError as e: print(e)
try: del a.zz
except AttributeError as e: print(e)
try: x, y = a
except TypeError as e: print(e)
try:
    with a: pass
except TypeError as e: print(e)
try:
    for i in a: pass
except TypeError as e: print(e)
try: print(*a)
except TypeError as e: print(e)
try: A(**a)
except TypeError as e: print(e)
try: {**a}
except TypeError as e: print(e)
try: [*a]
except TypeError as e: print(e)
try: raise a
except TypeError as e: print(e)
try: raise ValueError('v') from a
except TypeError as e: print(e)
try:
    class B(a): pass
except TypeError as e: print(e)
try:
    class B(A, A): pass
except TypeError as e: print(e)
try:
    class B(bool): pass
except TypeError as e: print(e)
