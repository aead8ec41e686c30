s = '  The quick brown fox  '
print(s.strip(), '|', s.lstrip(), '|', repr(s.rstrip()))
words = s.split()
print(words, len(words), '-'.join(words))
print(s.strip().replace('quick', 'slow').upper().lower().title())
print('fox' in s, s.find('brown'), s.find('cat'), s.count('o'), s.index('q'))
print('a,b,,c'.split(','), 'line1\nline2'.splitlines(), 'k=v=w'.split('=', 1))
print('abc'[::-1], 'abcdef'[1:4], 'abcdef'[-2:], 'abcdef'[::2], 'x'.isdigit(), '42'.isdigit())
print('Hello'.startswith('He'), 'Hello'.endswith(('lo', 'la')), 'hello'.capitalize(), 'aBc'.swapcase())
print('7'.zfill(3), 'x'.center(5, '*'), 'l'.ljust(3) + '|', 'r'.rjust(3, '.'))
name, n, price = 'Zoë', 3, 2.5
print(f'{name} has {n} items for {n * price:.2f} {"EUR"}')
print(f'{n:03d} {n:>5} {n:<5}| {price:8.3f} {0.256:.1%} {123456789:,} {255:x} {5:b} {n=}')
print('{0} {1} {0}'.format('a', 'b'), '{x}-{y}'.format(x=1, y=2), '%s %d %.1f %5s|' % ('s', 4, 2.55, 'r'))
print("multi " "part", 'it''s', "tab\tend", 'back\\slash', r'raw\n', """two
lines""")
print(ord('A'), chr(98), 'a' < 'b', 'Z' < 'a', 'abc' * 2, str(None), str([1, 'a']))
print(list('abc'), sorted('hello'), ''.join(reversed('abc')), 'é'.upper(), len('naïve'))
print('abc'.partition('b'), 'a-b-c'.rsplit('-', 1), 'ab'.join(['1', '2', '3']))
