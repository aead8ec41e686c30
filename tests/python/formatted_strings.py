name, n, v = 'Zoe', 3, 3.14159
print(f'{name} {n:03d} {v:.2f} {v:{n + 5}.{2}f}| {name!r:>8} {n=} {n = } {name=!s} {v=:.1f} {{}} {n*2}')
print(f"{'a' if n > 2 else 'b'} {[x for x in range(n)]} {dict(a=1)['a']} {(lambda q: q + 1)(3)}")
print(f'{n:>{n}}', f'{name:*^9}', f'{1000000:,}', f'''multi
{name}''' f' and {n}' ' plain')
print('%s is %d years, %.1f%% %r %5s|%-5s|' % (name, n, v, name, 'a', 'b'))
print('%(a)s-%(b)03d' % {'a': 1, 'b': 2})
print('{} {0}'.format(1) if False else '{0} {1} {0} {x:>4}'.format('a', 'b', x=3))
class P:
    def __format__(self, spec): return f'<{spec}>'
    def __str__(self): return 'str'
    def __repr__(self): return 'repr'
p = P()
print(f'{p} {p:abc} {p!r} {p!s:>5}', str(p), [p], '%s %r' % (p, p), '{!r}'.format(p))
print(f'{n!a} {"é"!a}')
print(f'{undefined}')
