print('%d items' % 3, '%s' % (1,), '%s %s' % ('a', 'b'))
try: print('%d' % 'a')
except TypeError as e: print(e)
try: print('%s %s' % 'a')
except TypeError as e: print(e)
try: '{} {}'.format(1)
except IndexError as e: print(e)
try: '{a}'.format(b=1)
except KeyError as e: print(e)
try: int('x1')
except ValueError as e: print(e)
try: float('abc')
except ValueError as e: print(e)
try: [1, 2].remove(3)
except ValueError as e: print(e)
try: [].pop()
except IndexError as e: print(e)
try: {}.pop('a')
except KeyError as e: print(e)
try: (1, 2)[5]
except IndexError as e: print(e)
try: 'abc'[10]
except IndexError as e: print(e)
try: [1]['a']
except TypeError as e: print(e)
try: {}['a']['b']
except KeyError as e: print(repr(e))
try: None[0]
except TypeError as e: print(e)
try: 5[0]
except TypeError as e: print(e)
try: 'a' + 1
except TypeError as e: print(e)
try: 1 + 'a'
except TypeError as e: print(e)
try: [1] + (2,)
except TypeError as e: print(e)
try: 'a' - 'b'
except TypeError as e: print(e)
try: -'a'
except TypeError as e: print(e)
try: 1 < 'a'
except TypeError as e: print(e)
try: None < 1
except TypeError as e: print(e)
try: len(None)
except TypeError as e: print(e)
try: 'abc'.foo
except AttributeError as e: print(e)
try: (1).foo = 3
except AttributeError as e: print(e)
try: (1, 2)[0] = 3
except TypeError as e: print(e)
try: 'abc'[0] = 'x'
except TypeError as e: print(e)
try: del (1, 2)[0]
except TypeError as e: print(e)
try: {[1]: 2}
except TypeError as e: print(e)
try: {1, []}
except TypeError as e: print(e)
try: max([])
except ValueError as e: print(e)
try: sum(['a'])
except TypeError as e: print(e)
try: sorted([None, 1])
except TypeError as e: print(e)
try: range(1.5)
except TypeError as e: print(e)
try: int([])
except TypeError as e: print(e)
try: int(None)
except TypeError as e: print(e)
try: iter(3)
except TypeError as e: print(e)
try: next([1])
except TypeError as e: print(e)
try: 3 in 5
except TypeError as e: print(e)
try: print(1, 2, foo=3)
except TypeError as e: print(e)
try: len(1, 2)
except TypeError as e: print(e)
try: 'a'.join([1])
except TypeError as e: print(e)
try: 'a'.split(1)
except TypeError as e: print(e)
try: chr(-1)
except ValueError as e: print(e)
try: ord('ab')
except TypeError as e: print(e)
try: isinstance(1, 'a')
except TypeError as e: print(e)
try: getattr(1, 'nope')
except AttributeError as e: print(e)
try: 1 // 0
except ZeroDivisionError as e: print(e)
try: 1 % 0
except ZeroDivisionError as e: print(e)
try: 1.0 / 0
except ZeroDivisionError as e: print(e)
try: round('a')
except TypeError as e: print(e)
try: abs('a')
except TypeError as e: print(e)
try: dict([1])
except TypeError as e: print(e)
try: zip(1)
except TypeError as e: print(e)
try: for_ = [1, 2, 3]; for_[1:2] = 5
except TypeError as e: print(e)
try: [].sort(3)
except TypeError as e: print(e)
try: raise 'text'
except TypeError as e: print(e)
try: '{:d}'.format('a')
except ValueError as e: print(e)
