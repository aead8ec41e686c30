if __name__ == '__main__':
    print('main')
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from foo import Bar
import sys
try:
    import nonexistent
except ImportError as e:
    print(type(e).__name__, e)
try:
    import sys.foo
except ImportError as e:
    print(type(e).__name__, e)
try:
    from sys import nope
except ImportError as e:
    print(type(e).__name__, e)
try:
    from . import x
except ImportError as e: print(e)
import nope.deep
