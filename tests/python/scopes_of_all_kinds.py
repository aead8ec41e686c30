def f():
    x = 1
    class A:
        y = x + 1
        def g(self): return x, self.y
    return A
print(f()().g())
class Outer:
    a = 5
    class Inner:
        try:
            b = a
        except NameError as e:
            b = str(e)
    c = Inner.b
print(Outer.c)
x = 'global'
class S:
    x = x
    y = [x for _ in range(2)]
    z = [q for q in x]
print(S.x, S.y, S.z)
def g():
    global newg
    newg = 5
    class B:
        global clsg
        clsg = 6
g()
print(newg, clsg)
def h(a, b=lambda: 3, *, c=[x for x in range(2)]):
    return a, b(), c
print(h(1))
def counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    def get(): return n
    return inc, get
inc, get = counter()
inc(); inc(5)
print(get())
def shadow(list): return list
print(shadow(3), list('ab'))
print([y for y in [lambda: y for y in range(2)]][0]())
print({(a, b): a * b for a in range(2) for b in range(2) if a != b})
def rec(n, acc=()):
    return acc if n == 0 else rec(n - 1, acc + (n,))
print(rec(5))
if True:
    inner_if = 1
print(inner_if)
for loopvar in range(3): pass
print(loopvar)
try:
    del nothere
except NameError as e: print(e)
def dl():
    v = 1
    del v
    try: print(v)
    except UnboundLocalError as e: print(e)
dl()
exec_result = [i for i in range(5) if (j := i * 2) > 4]
print(exec_result, j)
def wal():
    if any((found := n) > 2 for n in range(5)): return found
print(wal())
print((lambda x: (lambda y: x + y))(1)(2))
print(inner_undefined)
