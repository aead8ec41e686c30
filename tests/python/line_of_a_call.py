def f(x, y):
    return x + y

def g():
    a = 1
    return f(a,
             'b')
print('go')
g()
