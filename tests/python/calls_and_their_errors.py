def f(a, b=2, *c, d, e=5, **g):
    return a, b, c, d, e, g
print(f(1, d=4))
print(f(1, 2, 3, 4, d=4, z=9))
for call in ['f()', 'f(1)', 'f(1, a=2, d=3)', 'f(1, **{"d": 4})', 'f(*[1, 2, 3], d=0)']:
    try:
        print(eval(call))
    except TypeError as e:
        print(e)
def g(a, b, c): pass
for call in ['g()', 'g(1)', 'g(1, 2)', 'g(1, 2, 3, 4)', 'g(1, 2, 3, d=4)', 'g(1, 2, 3, a=4)', 'g(*5)', 'g(**5)', 'g(1, **{"a": 2})', 'g(x=1, **{"x": 2})', 'g(1, **{3: 2})']:
    try:
        print(eval(call))
    except TypeError as e:
        print(e)
def h(a, b=1): pass
for call in ['h()', 'h(1, 2, 3)', 'h(1, 2, 3, 4)']:
    try: eval(call)
    except TypeError as e: print(e)
def k(a, /, b, *, c): pass
for call in ['k(a=1, b=2, c=3)', 'k(1, 2)', 'k(1, 2, 3)', 'k(1, 2, 3, c=4)', 'k()', 'k(1, c=3)']:
    try: eval(call)
    except TypeError as e: print(e)
def z(): pass
try: z(1)
except TypeError as e: print(e)
try: z(a=1)
except TypeError as e: print(e)
def kw(*, a, b, c): pass
try: kw()
except TypeError as e: print(e)
