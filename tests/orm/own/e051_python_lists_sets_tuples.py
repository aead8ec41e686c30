nums = [5, 3, 8, 1]
nums.append(9)
nums.insert(1, 7)
nums.extend([2, 2])
print(nums, len(nums), sum(nums), max(nums), min(nums))
print(nums.pop(), nums.pop(0), nums)
nums.remove(8)
nums.sort()
print(nums, nums.index(7), nums.count(2), 3 in nums)
nums.reverse()
print(nums, sorted(nums), list(reversed(nums)), nums[1:-1], nums[::-2])
del nums[0]
nums[0:2] = [0]
print(nums, nums * 2, nums + [None], nums == list(nums), nums is nums.copy())
matrix = [[r * c for c in range(1, 4)] for r in range(1, 4)]
print(matrix, [row[1] for row in matrix], sum(sum(r) for r in matrix))
print([x for row in matrix for x in row if x % 2 == 0])
a = {1, 2, 3}
b = set([3, 4])
print(a | b, a & b, a - b, a ^ b, 3 in a, len(a), a.issubset({1, 2, 3, 4}))
a.add(9)
a.discard(100)
print(sorted(a), sorted(a.union([7])), {x // 2 for x in range(6)})
point = (3, 4)
x, y = point
first, *rest = [1, 2, 3]
print(x, y, first, rest, point + (5,), point[0], (1, 2) < (1, 3), tuple('ab'))
print(list(range(10, 0, -3)), list(enumerate('ab', 1)), list(zip('ab', [1, 2], (True, None))))
print(list(map(lambda v: v * v, [1, 2])), list(filter(None, [0, 1, '', 'x'])), any([]), all([]))
pairs = [('b', 2), ('a', 2), ('c', 1)]
print(sorted(pairs, key=lambda p: (-p[1], p[0])), dict(pairs), max(pairs, key=lambda p: p[1]))
for i in range(3):
    if i == 5:
        break
else:
    print('no break')
