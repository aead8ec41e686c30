import re, warnings
print(re.findall(r'x*', 'axb'), re.split(r'(,)\s*', 'a, b,c'), re.sub(r'(\w+)@(\w+)', r'\2 at \1', 'me@home you@work'))
print([m.start() for m in re.finditer('é|b', 'aébéb')], re.match(r'\d+', '12a').span(), re.search(r'(?<=a)b\Z', 'aab'))
print(re.sub(r'(?P<a>\w)\g<0>' if False else r'(?P<a>\w)', r'<\g<a>>', 'ab'), re.subn('a', lambda m: m.group().upper(), 'banana', 2))
try:
    re.match(re.compile('a'), 'a', re.I)
except ValueError as e: print(e)
with warnings.catch_warnings(action='ignore'):
    warnings.warn('no')
with warnings.catch_warnings(record=True, action='always') as w:
    warnings.warn('yes')
print(len(w), w[0].message)
pattern = re.compile(r'(?P<day>\d+)-(?P<month>\w+)', re.IGNORECASE)
found = pattern.search('on 12-May and 3-june')
print(found.group('day', 2), found.groupdict(), found['month'], found.start(2), pattern.pattern, pattern.groups)
print([m.groups() for m in pattern.finditer('1-a 2-b')], pattern.fullmatch('1-a!'), bool(pattern.fullmatch('1-a')))
print(re.escape('a.b*c'), re.split('x', 'axbxc', maxsplit=1), re.findall('(a)(b)?', 'aba'))
print(re.sub(r'\\Z', '', r'a\Z'), re.search(r'(\w)\1', 'hello').group(), found.expand(r'\g<month> \1'))
try:
    found.group('year')
except IndexError as e:
    print(e)
