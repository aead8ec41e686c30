from collections import deque

d = deque([1, 2, 3], maxlen=3)
print(d, d.maxlen, len(d))
d.append(4)
print(d, d[0], d[-1])
d.appendleft(0)
print(list(d))
d.extend([7, 8])
print(d)
d.extendleft('ab')
print(d)
try:
    d.insert(1, 'x')
except IndexError as e:
    print(e)
d.rotate(1)
print(d, d.popleft(), d.pop(), d)
d += [5, 6, 7, 8]
print(d)
e = d.copy()
e.append(9)
print(d, e, e.maxlen, d == deque([6, 7, 8]))
print(deque('abc'), deque('abc').maxlen, deque(maxlen=2), deque('abcd', 2))
try:
    deque([], -1)
except ValueError as error:
    print(error)
recent = deque(maxlen=2)
for n in range(5):
    recent.append(n)
print(recent, 3 in recent, sorted(recent, reverse=True))
class Log(deque):
    def add(self, line):
        self.append(line.upper())
log = Log(maxlen=2)
for line in ('a', 'b', 'c'):
    log.add(line)
print(list(log), len(log), log.maxlen)
