import functools, itertools, collections
print(functools.reduce(lambda a, b: a * b, [1, 2, 3, 4]))
@functools.lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(30))
def deco(f):
    @functools.wraps(f)
    def w(*a, **k): return f(*a, **k)
    return w
@deco
def named(): "doc"
print(named.__name__, named.__doc__)
print(list(itertools.chain([1], [2, 3])), list(itertools.islice(itertools.count(), 3)))
c = collections.Counter('abca')
print(c.most_common(1), c['z'])
dd = collections.defaultdict(list)
dd['a'].append(1)
print(dict(dd))
nt = collections.namedtuple('P', 'x y')
p = nt(1, y=2)
print(p, p.x, p[1], tuple(p))
for k, g in itertools.groupby([1, 1, 2]): print(k, list(g))
print(list(itertools.product('ab', [1, 2])))
from functools import partial
print(partial(int, base=2)('101'))
