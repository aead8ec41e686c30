import itertools
from itertools import chain, groupby, islice
from functools import reduce, partial, lru_cache
from collections import Counter, defaultdict, namedtuple, deque, OrderedDict
import operator

def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b

print(list(islice(fib(), 10)), next(x for x in fib() if x > 1000))
print(list(chain([1, 2], 'ab')), list(chain.from_iterable([[1], [2, 3]])))
people = [('HR', 'Ann'), ('IT', 'Bob'), ('HR', 'Cid'), ('IT', 'Dan')]
for dept, members in groupby(sorted(people), key=lambda p: p[0]):
    print(dept, [m for _, m in members])
print(list(itertools.product('ab', [1, 2])), list(itertools.combinations('abc', 2)), len(list(itertools.permutations(range(4)))))
print(list(itertools.accumulate([1, 2, 3, 4])), list(itertools.takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(itertools.zip_longest('ab', [1], fillvalue='-')))
print(reduce(operator.mul, range(1, 6)), reduce(lambda a, b: a + b, ['x', 'y'], '>'))
double = partial(operator.mul, 2)
print(double(21), list(map(double, [1, 2])), list(map(pow, [2, 3], [3, 2])), list(filter(None, [0, 1, '', 'a'])))

@lru_cache(maxsize=None)
def steps(n):
    return 1 if n < 2 else steps(n - 1) + steps(n - 2)

print(steps(50), steps.cache_info().hits > 0)
c = Counter('abracadabra')
print(c.most_common(2), c['z'], sum(c.values()), c - Counter('aaa'))
dd = defaultdict(list)
for d, n in people:
    dd[d].append(n)
print(dict(dd), dd['none'], len(dd))
Point = namedtuple('Point', 'x y', defaults=[0])
p = Point(3)
print(p, p.x + p.y, p._replace(y=9), p._asdict(), Point._fields, p == (3, 0))
q = deque([1, 2, 3], maxlen=3)
q.append(4)
q.appendleft(0)
print(q, q.pop(), list(q))

def echo():
    received = []
    while True:
        item = yield len(received)
        if item is None:
            return
        received.append(item)

g = echo()
next(g)
print(g.send('a'), g.send('b'))
od = OrderedDict(a=1, b=2)
od.move_to_end('a')
print(od, list(od), sorted([{'n': 2}, {'n': 1}], key=operator.itemgetter('n')))
gen = (i * i for i in range(3))
print(sum(gen), sum(gen), list(enumerate('ab', start=5)), dict(enumerate('xy')))
next(gen)
