a, *b, c = range(6)
print(a, b, c)
(x, y), z = (1, 2), 3
print(x, y, z)
[p, q] = 'ab'
print(p, q)
try: a, b = 1, 2, 3
except ValueError as e: print(e)
try: a, b, c = 1, 2
except ValueError as e: print(e)
try: a, *b, c = [1]
except ValueError as e: print(e)
try: a, b = 5
except TypeError as e: print(e)
d = {}
d['a'] = d['b'] = 3
print(d)
l = [1, 2, 3, 4]
l[1:3] = [9]
print(l)
del l[0], d['a']
print(l, d)
l += [5]; l *= 2
print(l)
m = l
m += [7]
print(l is m, l)
s = 'a'; s += 'b'; s *= 3
print(s)
i = 5; i -= 1; i **= 2; i //= 3; i %= 4; i <<= 3; i |= 1; i ^= 3; i &= 15; i >>= 1
print(i)
class O: pass
o = O(); o.n = 1; o.n += 4; o.l = []; o.l += [1]
print(o.n, o.l)
if (n := len(l)) > 3: print('n', n)
print([y := 1, y ** 2], y)
t = 1, 2
print(t, (1,), ())
x: int = 3
y: str
print(x, __annotations__)
for i, (j, k) in enumerate([(1, 2), (3, 4)]): print(i, j, k)
for o.n in range(3): pass
print(o.n)
a = b = []
a.append(1)
print(b)
x = y = z = 0
i, l[i] = 1, 'q'
print(l)
print({**{'a': 1}, 'b': 2, **{'a': 3}}, [*range(3), *'ab'], {*[1, 2], 3}, (*[1], 2))
undefined_name
