"""Writes beside every script here what SQLAlchemy 2.1 printed for it.

    python record.py        # with a Python that has SQLAlchemy
"""
import contextlib, io, pathlib, re, warnings

for script in sorted(pathlib.Path(__file__).parent.glob("*.py")):
    if script.name == "record.py":
        continue
    out = io.StringIO()
    with warnings.catch_warnings(), contextlib.redirect_stdout(out):
        warnings.simplefilter("ignore")
        exec(compile(script.read_text(), str(script), "exec"), {"__name__": "__main__"})
    text = re.sub(r"0x[0-9a-f]{6,}", "0x<addr>", out.getvalue())
    script.with_suffix(".out").write_text(text)
