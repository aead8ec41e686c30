"""Records beside each NAME.txt what CPython 3.11 prints for its lines: NAME.out."""

import contextlib
import io
import logging
import re
import warnings
from pathlib import Path

FOLDER = Path(__file__).parent
PRELUDE = compile((FOLDER / "prelude.py").read_text(), "prelude.py", "exec")


def result(line):
    code = line[1:].replace("\\N", "\n") if line.startswith("!") else f"print(repr(({line})))"
    out, names = io.StringIO(), {"__name__": "__main__"}
    with contextlib.redirect_stdout(out):
        try:
            exec(PRELUDE, names)
            exec(compile(code, "line", "exec"), names)
        except BaseException as error:
            out.write(f"{type(error).__name__}: {error}\n")
    text = re.sub("0x[0-9a-f]{7,}", "0x…", out.getvalue())
    return text.replace("\n", "\\N")


warnings.simplefilter("ignore")
logging.disable()
for path in sorted(FOLDER.glob("*.txt")):
    lines = path.read_text().splitlines()
    path.with_suffix(".out").write_text("".join(result(line) + "\n" for line in lines))
