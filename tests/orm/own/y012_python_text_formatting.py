row = ('Widget', 4, 3.5)
print('%-10s|%5d|%8.3f|' % row)
print('%(name)s is %(age)03d%%' % {'name': 'Al', 'age': 7})
print('{0:>10}|{1:<6}|{2:^9}|'.format(*row))
print('{name!r:>8} {n:+d} {n:#x} {n:08b} {n:o}'.format(name='Al', n=42))
print('{:,} {:.1%} {:e} {:g} {:_}'.format(1234567, 0.256, 12345.678, 0.0001, 1000000))
for width in (4, 8):
    print(f'{"x":*^{width}}', f'{3.14159:{width}.{width // 4}f}')
print('title case here'.title(), 'HeLLo'.swapcase(), 'abc'.capitalize(), 'ß'.upper())
print('a,b,,c'.split(','), 'a b  c'.split(), 'k=v=w'.split('=', 1), 'x-y-z'.rsplit('-', 1), 'a\nb\r\nc'.splitlines())
print('  pad '.strip() + '|', 'xxhixx'.strip('x'), 'hi!!'.rstrip('!'), 'prefix_name'.removeprefix('prefix_'), 'n.txt'.removesuffix('.txt'))
print('banana'.count('an'), 'banana'.find('nan'), 'banana'.rfind('a'), 'banana'.index('n'), 'banana'.replace('a', 'o', 2))
print('abc'.center(9, '.'), '7'.zfill(3), '-7'.zfill(4), 'ab'.ljust(4) + '|', 'ab'.rjust(4))
print('abc'.isalpha(), '12'.isdigit(), 'a1'.isalnum(), ' '.isspace(), 'Ab'.islower(), 'AB'.isupper(), 'my_var'.isidentifier())
print('key: value'.partition(': '), 'nothing'.partition(':'), 'a/b/c'.rpartition('/'))
print('hello'.translate(str.maketrans('el', 'ip')), 'hello'.startswith(('ha', 'he')), 'hello'.endswith('lo', 2))
print(repr('tab\t nl\n quote\' both"'), 'caf\u00e9', len('日本'), '\x41', r'raw\n')
print('abc' < 'abd', 'Z' < 'a', max('hello'), sorted('hello'), ''.join(reversed('abc')), 'abcdef'[::2], 'abcdef'[-3:-1])
print(ord('A'), chr(97), 'spam' * 0 == '', 'a' 'b', str(None), str([1, 'x', None]), ascii('é'))
text = '''first
  second
third'''
for no, line in enumerate(text.split('\n'), 1):
    print(f'{no:02}: {line!r:12} {len(line) = }')
print("{:>{w}}".format('right', w=10), '{{literal}}', f'{{{1 + 1}}}')
print('{} {}'.format('only one'))
