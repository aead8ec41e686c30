import enum
class Color(enum.Enum):
    RED = 1
    GREEN = 2
    def nice(self): return self.name.lower()
print(Color.RED, repr(Color.GREEN), Color(1), Color['RED'], list(Color), Color.RED.value, Color.GREEN.name, Color.RED.nice())
print(Color.RED == Color.RED, Color.RED is Color(1), isinstance(Color.RED, Color), len(Color))
try: Color(9)
except ValueError as e: print(e)
try: Color['x']
except KeyError as e: print(e)
try: Color.BLUE
except AttributeError as e: print(e)
class S(str, enum.Enum):
    A = 'a'
print(S.A == 'a', S.A, S.A.value, f'{S.A}')
