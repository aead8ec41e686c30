class A:
    def __init__(self, x):
        self.x = x
    def get(self):
        return x
a = A(3)
try:
    a.get()
except NameError as e:
    print(e)
print(a.y if hasattr(a, 'y') else 'none')
a.get(1)
