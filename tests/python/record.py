"""Records what CPython 3.11 does with every script beside this file."""
import contextlib, io, pathlib, sys, warnings
warnings.simplefilter('ignore')
for path in sorted(pathlib.Path(sys.argv[1] if sys.argv[1:] else ".").glob('*.py')):
    if path.name == "record.py":
        continue
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(path.read_text(), path.name, 'exec'), {'__name__': '__main__'})
        except BaseException as error:
            line, at = None, error.__traceback__
            while at:
                if at.tb_frame.f_code.co_filename == path.name:
                    line = at.tb_lineno
                at = at.tb_next
            if isinstance(error, SyntaxError) and error.filename == path.name:
                line = error.lineno
            print(f'{type(error).__name__}: {error} (line {line})')
    path.with_suffix('.out').write_text(out.getvalue())
