numbers = [5, 3, 8, 1, 9, 2]
numbers.sort()
print(numbers, sorted(numbers, reverse=True), numbers[::-1], numbers[1:-1:2])
numbers.insert(2, 99); numbers.append([7]); numbers.extend('ab')
print(numbers, numbers.index(99), numbers.count(3), numbers.pop(), numbers.pop(0))
numbers.remove(99)
del numbers[0:2]
numbers[1:1] = ['x', 'y']
print(numbers, len(numbers), 'x' in numbers)
a = b = [1, 2]
b += [3]
c = a[:]
c.append(4)
print(a, b is a, c, a == [1, 2, 3], a < c, [0] * 3, [[]] * 2)
first, *middle, last = range(6)
print(first, middle, last, *middle, sep='|')
matrix = [[1, 2, 3], [4, 5, 6]]
print([list(r) for r in zip(*matrix)], [x for row in matrix for x in row if x % 2], sum(map(sum, matrix)))

def bubble(items):
    items = list(items)
    for i in range(len(items)):
        for j in range(len(items) - 1 - i):
            if items[j] > items[j + 1]:
                items[j], items[j + 1] = items[j + 1], items[j]
    return items

def binary(items, target):
    lo, hi = 0, len(items) - 1
    while lo <= hi:
        mid = (lo + hi) // 2
        if items[mid] == target:
            return mid
        elif items[mid] < target:
            lo = mid + 1
        else:
            hi = mid - 1
    return -1

print(bubble('python'), binary([1, 3, 5, 7], 5), binary([], 1))
print([n for n in range(2, 30) if all(n % d for d in range(2, int(n ** 0.5) + 1))])
print({'even' if n % 2 == 0 else 'odd': n for n in range(4)}, set('hello') == {'h', 'e', 'l', 'o'}, frozenset([1, 1]))
s, t = {1, 2, 3}, {3, 4}
print(s | t, s & t, s - t, s ^ t, s >= {1}, s.isdisjoint({9}), len(s.union(t, {7})))
s.add(2); s.discard(9); s.update([5])
print(sorted(s), max(s, default=0), min([], default='none'), any([]), all([]))
print((1,) + (2, 3), (1, 2)[::-1], tuple('ab'), (3, 1) > (2, 9), hash((1, 2)) == hash((1, 2)))
print(list(range(10, 0, -3)), range(3)[-1], 5 in range(0, 10, 5), list(filter(str.isdigit, 'a1b2')), [*map(str.upper, 'ab')])
print(divmod(17, 5), pow(2, 10, 1000), abs(-3.5), round(3.14159, 3), round(1234, -2), int('ff', 16), bin(5), hex(255), oct(8))
print(numbers[10])
