class Node:
    def __init__(self, v, *kids):
        self.v, self.kids = v, list(kids)
    def walk(self, depth=0):
        yield depth, self.v
        for k in self.kids:
            yield from k.walk(depth + 1)
    def __iter__(self):
        return iter(self.kids)
    def __len__(self): return sum(len(k) for k in self) + 1
t = Node('a', Node('b', Node('c')), Node('d'))
for d, v in t.walk(): print('  ' * d + v)
print(len(t), [k.v for k in t])
class Stack:
    def __init__(self): self._items = []
    def push(self, x): self._items.append(x); return self
    def pop(self):
        if not self._items: raise IndexError('empty stack')
        return self._items.pop()
    def __bool__(self): return bool(self._items)
s = Stack().push(1).push(2)
while s: print(s.pop())
class P:
    __secret = 5
    def __init__(self): self.__x = 1
    def get(self): return self.__x, self.__secret
p = P()
print(p.get(), p.__dict__, p._P__x)
p.__dict__['q'] = 3
p.__dict__.update(r=4)
print(p.q, p.r, vars(p))
for name in ('a', 'b'):
    setattr(p, name, name * 2)
print(p.a, p.b, getattr(p, 'a'))
delattr(p, 'a')
print(hasattr(p, 'a'))
(t
 .walk()
 .nope())
