"""Records beside each NAME.txt what CPython 3.11 says to its lines: NAME.out.

A line is a script, in which `\\n` stands for a line break; its answer is the class, the message, the
line and the column (0 where CPython gives none).
"""

import warnings
from pathlib import Path

PLAIN = {"n": "\n", "t": "\t"}


def plain(text):
    found, letters = "", iter(text)
    for letter in letters:
        if letter == "\\":
            letter = next(letters)
            letter = PLAIN.get(letter, letter)
        found += letter
    return found


def answer(text):
    try:
        compile(plain(text), "s.py", "exec")
    except SyntaxError as error:
        place = f"line {error.lineno}, column {error.offset or 0}"
        return f"{type(error).__name__}: {error.msg} ({place})"
    return "OK"


warnings.simplefilter("ignore")
for path in sorted(Path(__file__).parent.glob("*.txt")):
    lines = path.read_text().splitlines()
    path.with_suffix(".out").write_text("".join(answer(line) + "\n" for line in lines))
