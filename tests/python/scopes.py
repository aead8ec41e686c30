def outer():
    x = 1
    def inner():
        nonlocal x
        x += 1
        return x
    return inner
f = outer()
print(f(), f(), f())
n = 0
def inc():
    global n
    n += 1
inc(); inc()
print(n)
def bad():
    print(y)
    y = 1
try: bad()
except UnboundLocalError as e: print(e)
def late():
    def g(): return zz
    try: g()
    except NameError as e: print(e)
    zz = 3
    print(g())
late()
print([x for x in range(3)])
try: x
except NameError as e: print(e)
class K:
    v = 3
    w = [v for _ in range(2)] if False else v
    def m(self): return v
try: K().m()
except NameError as e: print(e)
print(K.w)
fs = [lambda: i for i in range(3)]
print([g() for g in fs])
fs = [lambda i=i: i for i in range(3)]
print([g() for g in fs])
del n
print(n)
