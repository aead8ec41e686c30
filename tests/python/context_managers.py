from contextlib import contextmanager, suppress, closing
@contextmanager
def tag(name):
    print(f'<{name}>')
    yield name
    print(f'</{name}>')
with tag('a') as a, tag('b'):
    print(a)
class M:
    @contextmanager
    def scope(self):
        print('in')
        try: yield self
        except Exception as e:
            print('rollback', e); raise
        else: print('commit')
        finally: print('close')
m = M()
with m.scope() as s: print(s is m)
try:
    with m.scope(): raise ValueError('x')
except ValueError as e: print('out', e)
with suppress(KeyError): {}['a']
print('suppressed')
@tag('deco')
def f(): print('body')
f()
