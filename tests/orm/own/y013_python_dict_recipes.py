stock = {'apple': 3, 'pear': 0, 'plum': 12}
stock.update(fig=1, pear=2)
stock |= {'kiwi': 5}
print(stock, len(stock), 'fig' in stock, stock.get('lime', 'none'))
print(stock.pop('fig'), stock.pop('fig', None), stock.popitem())
print(sorted(stock, key=stock.get), max(stock, key=lambda k: stock[k]), sorted(stock.items(), key=lambda kv: (-kv[1], kv[0])))
groups = {}
for word in 'apple avocado banana blueberry cherry apricot'.split():
    groups.setdefault(word[0], []).append(word)
print(groups)
inverted = {n: k for k, n in stock.items()}
print(inverted, dict(zip('abc', range(3))), dict([('x', 1), ('y', 2)]), dict.fromkeys('ab', 0))
merged = {**stock, 'pear': 99, **{'new': None}}
print(merged, list(merged.values()), list(reversed(merged)))
nested = {'user': {'name': 'Zoe', 'tags': ['a', 'b']}}
nested['user']['tags'] += ['c']
copy = nested.copy()
copy['user']['name'] = 'Changed'
print(nested, copy is nested, copy == nested)
keys = stock.keys()
stock['zebra'] = 1
print(keys, keys & {'apple', 'zebra'} == {'apple', 'zebra'}, stock.items() >= {('zebra', 1)})
count = {}
for ch in 'mississippi':
    count[ch] = count.get(ch, 0) + 1
print(count, sum(count.values()), [k for k, v in count.items() if v > 1])
matrix = {(x, y): x * y for x in range(1, 4) for y in range(1, 4) if x != y}
print(matrix[2, 3], len(matrix), list(matrix)[:2])
del stock['apple'], stock['pear']
print(stock, bool({}), {1: 'int', 1.0: 'float', True: 'bool'})
try:
    stock['grape'] += 1
except KeyError as e:
    print('KeyError', e, repr(e), e.args[0])
try:
    {[1]: 2}
except TypeError as e:
    print(e)
for k in stock:
    stock['other'] = 1
