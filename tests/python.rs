//! Scripts in Python, each beside what CPython 3.11 printed and raised (`tests/python/record.py`
//! records it): the interpreter does the same, to the letter and to the line.

use std::fs;
use std::path::Path;

use relatable::orm::python::{Limits, Machine, Stop, Value};

/// What a script printed, and how it ended.
fn observed(source: &str, name: &str) -> String {
    let limits = Limits { steps: 5_000_000, memory: 5_000_000, output: 1_000_000, depth: 1000 };
    let mut machine = Machine::new(limits, 0);
    let ending = match machine.run(source, name) {
        Ok(()) => String::new(),
        Err(Stop::Raised(raised)) => {
            let exception = Value::Instance(raised.exception.clone());
            let text = machine.str(&exception).unwrap_or_else(|_| panic!("{name}: no text"));
            let line = raised.lines.first().map_or("None".to_owned(), usize::to_string);
            format!("{}: {text} (line {line})\n", raised.exception.class.name)
        }
        Err(Stop::Bounds(bound)) => format!("bound: {bound:?}\n"),
        Err(Stop::Unsupported(what)) => format!("not supported: {}\n", what.what),
    };
    masked(&format!("{}{ending}", machine.output))
}

/// Addresses differ from run to run.
fn masked(text: &str) -> String {
    let mut parts = text.split("0x");
    let mut found = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|letter: char| letter.is_ascii_hexdigit());
        found.push_str(if part.len() - rest.len() > 5 { "0x…" } else { "0x" });
        found.push_str(if part.len() - rest.len() > 5 { rest } else { part });
    }
    found
}

#[test]
fn scripts_do_what_cpython_does() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python");
    let mut scripts: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
        .filter(|path| path.file_stem().is_some_and(|stem| stem != "record"))
        .collect();
    scripts.sort();
    assert!(scripts.len() > 40, "the scripts were not found");
    let mut wrong = Vec::new();
    for path in &scripts {
        let name = path.file_name().unwrap().to_str().unwrap();
        let found = observed(&fs::read_to_string(path).unwrap(), name);
        let expected = masked(&fs::read_to_string(path.with_extension("out")).unwrap());
        if found != expected {
            let (mine, its) = (found.lines(), expected.lines());
            let differs = mine.zip(its).find(|(a, b)| a != b);
            let (mine, its) = differs.unwrap_or(("(ends elsewhere)", ""));
            wrong.push(format!("{name}\n    CPython: {its}\n    here:    {mine}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), scripts.len(), wrong.join("\n"));
}

/// What stops a script that nothing in it can stop.
fn bound(source: &str) -> String {
    let limits = Limits { steps: 2_000_000, memory: 100_000, output: 1_000, depth: 1000 };
    match Machine::new(limits, 0).run(source, "bound.py") {
        Err(Stop::Bounds(bound)) => format!("{bound:?}"),
        Err(Stop::Raised(raised)) => raised.exception.class.name.to_string(),
        Err(Stop::Unsupported(what)) => what.what,
        Ok(()) => "ended".to_owned(),
    }
}

#[test]
fn every_script_ends() {
    for source in [
        "while True: pass",
        "while True:\n    try: 1/0\n    except BaseException: pass",
        "try:\n    while True: pass\nfinally:\n    print('never')",
        "l = []\nwhile True: l.append('x' * 1000)",
        "l = [0]\nwhile True: l = l + l",
        "s = 'x'\nwhile True: s += s",
        "while True: print('x' * 100)",
        "for i in iter(int, 1): pass",
        "list(range(10 ** 15))",
        "'x' * 10 ** 15",
        "[0] * 10 ** 15",
        "sum(range(10 ** 15))",
        "10 ** 15 in iter(range(10 ** 16))",
        "'%1000000000000d' % 3",
        "'{:>1000000000000}'.format(3)",
        "f'{3:1000000000000}'",
        "'a'.center(10 ** 14)",
        "'a'.join(['b' * 1000] * 10 ** 9)",
        "x = 'ab' * 10 ** 6\nwhile True: x = x.replace('a', 'aaaa')",
        "d = {}\nwhile True: d[len(d)] = 1",
        "tuple(range(10 ** 12))",
        "set(range(10 ** 12))",
        "sorted(range(10 ** 12))",
        "dict.fromkeys(range(10 ** 12))",
        "x = [0]\nx *= 10 ** 12",
        "bytes(10 ** 14)",
        "x = []\nfor i in range(10): x = [x] * 100\nrepr(x)",
        "10 ** 10 ** 10",
        "2 ** 2 ** 2 ** 2 ** 2 ** 2",
        "(-7) ** 10 ** 30",
        "1 << 10 ** 12",
        "1 << 10 ** 30",
        "x = 10\nwhile True: x *= x",
        "x = 10\nwhile True: x = x * 3 + 1",
        "x = 3\nwhile True: x <<= 1000",
        "l = []\nwhile True: l.append(7 ** 100000)",
        "x = 7 ** 1000000\nwhile True: y = -x",
        "x = 7 ** 100000\ny = 5 ** 50000\nwhile True: x // y",
        "x = 7 ** 100000\ny = 5 ** 50000\nwhile True: x % y",
        "x = 7 ** 100000\ny = 5 ** 50000\nwhile True: x / y",
        "x = 7 ** 100000\nwhile True: x & (x - 1)",
        "x = 7 ** 100000\nwhile True: hex(x)",
        "x = 7 ** 100000\nwhile True: x == x + 1",
        "x = 7 ** 1500\nwhile True: str(x)",
        "x = '7' * 4000\nwhile True: int(x)",
        "pow(3, 10 ** 1000, 7 ** 10000)",
        "pow(3, -1, 7 ** 100000)",
        "import math\nmath.factorial(10 ** 12)",
        "import math\nmath.factorial(10 ** 30)",
        "import math\nmath.comb(10 ** 12, 5 * 10 ** 11)",
        "import math\nmath.gcd(7 ** 100000, 5 ** 100000)",
        "import math\nwhile True: math.isqrt(7 ** 100000)",
        "int('f' * 10 ** 8, 16)",
        "f'{7 ** 100000}'",
        "x = {}\nwhile True: x[7 ** 10000 + len(x)] = 1",
        "sum(7 ** n for n in range(10 ** 9))",
        "import json\njson.dumps(7 ** 100000)",
        "import itertools\nfor x in itertools.accumulate(itertools.repeat(3), lambda a, b: a * b): pass",
    ] {
        let ending = bound(source);
        let bounds = ["Steps", "Memory", "Output", "ValueError", "OverflowError"];
        assert!(bounds.contains(&&*ending), "{source}: {ending}");
    }
    for source in [
        "def f(): return f()\nf()",
        "def f():\n    yield from f()\nlist(f())",
        "f = lambda: f()\nf()",
        "class A:\n    def __repr__(self): return repr(self)\nrepr(A())",
        "class A:\n    def __getattr__(self, n): return getattr(self, n)\nA().x",
        "class A:\n    def __eq__(self, o): return self == o\nA() == A()",
        "x = []\nfor i in range(5000): x = [x]\nrepr(x)",
        "x = []\ny = []\nfor i in range(5000): x, y = [x], [y]\nx == y",
        "x = ()\nfor i in range(5000): x = (x,)\nhash(x)",
    ] {
        assert_eq!(bound(source), "RecursionError", "{source}");
    }
}

#[test]
fn what_is_nested_deep_is_dropped() {
    let limits = Limits { steps: 50_000_000, memory: 50_000_000, output: 1_000, depth: 1000 };
    for step in [
        "x = [x]",
        "x = (x,)",
        "x = (1, (x, 2))",
        "x = {'a': x}",
        "x = {1: (x,)}",
        "x = (lambda y: lambda: y)(x)",
        "x = A(x)",
        "x = A(x).m",
        "x = iter([x])",
        "x = (y for y in [x])",
        "x = staticmethod(x)",
        "x = K()[x:]",
        "x = property(x)",
        "x = e(x)",
        "x = gen(x); next(x)",
    ] {
        let source = format!(
            "class A:\n    def __init__(self, y): self.y = y\n    def m(self): pass\n\
             class K:\n    def __getitem__(self, k): return k\n\
             def e(x):\n    y = ValueError('a')\n    y.__context__ = x if isinstance(x, ValueError) \
             else None\n    return y\n\
             def gen(x):\n    yield x\n\
             x = None\nfor _ in range(20000):\n    {step}\nx = None\nprint('done')"
        );
        let mut machine = Machine::new(limits, 0);
        assert!(machine.run(&source, "deep.py").is_ok(), "{step}");
        assert_eq!(machine.output, "done\n", "{step}");
    }
}

#[test]
fn what_was_typed_stays_after_an_error() {
    let limits = Limits { steps: 5_000_000, memory: 5_000_000, output: 1_000_000, depth: 1000 };
    let mut machine = Machine::new(limits, 0);
    assert!(machine.run_typed("x = 3\nx + 1\nNone\n'a'").is_ok());
    assert_eq!(shown(&machine), ["4", "'a'"]);
    assert!(machine.run_typed("y = 5\n1 / 0\ny = 6").is_err());
    assert!(machine.run_typed("def f(:").is_err());
    assert!(machine.run_typed("x, y, _").is_ok());
    assert_eq!(shown(&machine), ["4", "'a'", "(3, 5, 'a')"]);
    assert!(machine.run_typed("for i in range(2): i").is_ok());
    assert!(shown(&machine).ends_with(&["0", "1"]));
}

/// The values that were shown at the prompt.
fn shown(machine: &Machine) -> Vec<&str> {
    machine.shown.iter().map(|(_, shown)| shown.as_str()).collect()
}

#[test]
fn a_mistyped_name_has_a_hint() {
    let limits = Limits { steps: 5_000, memory: 5_000, output: 1_000, depth: 100 };
    for (source, hint) in [
        ("session = 1\nsesion", Some("session")),
        ("class User:\n    name = 1\nUser().nmae", Some("name")),
        ("class User:\n    name = 1\nUser.nme", Some("name")),
        ("prnt('a')", Some("print")),
        ("qqqqqqqq", None),
    ] {
        let mut machine = Machine::new(limits, 0);
        let Err(Stop::Raised(raised)) = machine.run(source, "hint.py") else { panic!("{source}") };
        assert_eq!(raised.hint.as_deref(), hint, "{source}");
    }
}
