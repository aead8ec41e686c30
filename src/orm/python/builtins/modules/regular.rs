//! The module `re`: regular expressions, by a library that has what Python's have.

use std::cell::OnceCell;
use std::rc::Rc;

use fancy_regex::{Regex, RegexBuilder};

use super::matched::{Matched, expand, piece};
use crate::orm::python::builtins::library::functions;
use crate::orm::python::{Args, Iter, Machine, Names, Native, Run, Value};

/// How often a pattern may go back in one search, tried one after the other: most patterns need
/// few, and who needs many pays for them.
const BACKTRACKS: [usize; 3] = [1_000, 20_000, 400_000];

/// The flags, by their letters and names.
const FLAGS: [(&str, &str, i64); 6] = [
    ("I", "IGNORECASE", 2),
    ("M", "MULTILINE", 8),
    ("S", "DOTALL", 16),
    ("U", "UNICODE", 32),
    ("X", "VERBOSE", 64),
    ("A", "ASCII", ASCII),
];

const ASCII: i64 = 256;

/// Where a pattern has to match.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Anywhere,
    Start,
    Whole,
}

/// `re.compile(pattern)`.
pub(super) struct Pattern {
    source: Rc<str>,
    flags: i64,
    /// It, it at the start of a text, and it as the whole, by how often each may go back.
    made: [[OnceCell<Regex>; BACKTRACKS.len()]; 3],
    /// The groups' names, with that of the whole, which has none.
    names: OnceCell<Rc<[Option<Rc<str>>]>>,
}

impl Pattern {
    fn of(machine: &mut Machine, pattern: &Value, flags: i64) -> Run<Rc<Self>> {
        if let Some(known) = pattern.native::<Self>() {
            if flags != 0 {
                let text = "cannot process flags argument with a compiled pattern";
                return Err(machine.error("ValueError", text));
            }
            return Ok(known);
        }
        let Value::Str(source) = pattern else {
            let text = "first argument must be string or compiled pattern";
            return Err(machine.error("TypeError", text));
        };
        let known = FLAGS.iter().fold(0, |known, (_, _, bit)| known | bit);
        if flags & ASCII != 0 {
            return Err(machine.unsupported("`re.ASCII`"));
        }
        if flags & !known != 0 {
            return Err(machine.unsupported(format!("{flags} as the flags of a pattern")));
        }
        let (made, names) = Default::default();
        let made = Rc::new(Self { source: Rc::clone(source), flags, made, names });
        made.regex(machine, At::Anywhere, 0)?;
        Ok(made)
    }

    /// It, as it may go back as often as the numbered limit says.
    fn regex(&self, machine: &mut Machine, at: At, limit: usize) -> Run<&Regex> {
        let [anywhere, start, whole] = &self.made;
        let (cells, text) = match at {
            At::Anywhere => (anywhere, self.written()),
            At::Start => (start, format!(r"\A(?:{})", self.written())),
            At::Whole => (whole, format!(r"\A(?:{})\z", self.written())),
        };
        let limit = limit.min(BACKTRACKS.len() - 1);
        let (cell, most) = (&cells[limit], BACKTRACKS[limit]);
        if let Some(made) = cell.get() {
            return Ok(made);
        }
        machine.step(100 + text.len() as u64)?;
        machine.use_bytes(100 * text.len())?;
        match RegexBuilder::new(&text).backtrack_limit(most).build() {
            Ok(made) => Ok(cell.get_or_init(|| made)),
            Err(_) => {
                let shown = machine.repr(&Value::Str(Rc::clone(&self.source)))?;
                Err(machine.unsupported(format!("the regular expression {shown}")))
            }
        }
    }

    /// The pattern as the library writes it.
    fn written(&self) -> String {
        let mut written: String = FLAGS
            .iter()
            .filter(|(letter, _, bit)| "IMSX".contains(letter) && self.flags & bit != 0)
            .map(|(letter, _, _)| letter.to_ascii_lowercase())
            .collect();
        if !written.is_empty() {
            written = format!("(?{written})");
        }
        let mut letters = self.source.chars();
        while let Some(letter) = letters.next() {
            written.push(letter);
            if letter == '\\' {
                written.extend(letters.next().map(|it| if it == 'Z' { 'z' } else { it }));
            }
        }
        written
    }

    /// Whether a search may go back: by what it looks around or behind for, or what it holds fast.
    /// Everything else is found in a time that grows as the text does.
    fn goes_back(&self) -> bool {
        let marks = ["(?=", "(?!", "(?<", "(?>", "(?(", "(?P=", "*+", "++", "?+", "}+"];
        let behind = |slash: &str| slash.starts_with(|it: char| it.is_ascii_digit() || it == 'g');
        marks.iter().any(|mark| self.source.contains(mark))
            || self.source.split('\\').skip(1).any(behind)
    }

    /// The first match from a byte of the text on.
    fn find(
        self: &Rc<Self>,
        machine: &mut Machine,
        at: At,
        text: &Rc<str>,
        from: usize,
    ) -> Run<Option<Matched>> {
        let goes_back = self.goes_back();
        for (limit, most) in BACKTRACKS.iter().enumerate() {
            if goes_back {
                // Each time that it goes back, it may look at the whole text again.
                machine.step(*most as u64 / 4 * (1 + text.len() as u64 / 64))?;
            }
            let regex = self.regex(machine, at, limit)?;
            let Ok(found) = regex.captures_from_pos(&**text, from) else { continue };
            let end = found.as_ref().and_then(|found| Some(found.get(0)?.end()));
            let seen = end.unwrap_or(text.len()).saturating_sub(from);
            machine.step(5 + seen as u64 / 8)?;
            let Some(found) = found else { return Ok(None) };
            machine.use_bytes(size_of::<Matched>() + found.len() * size_of::<[usize; 3]>())?;
            let names = || regex.capture_names().map(|name| name.map(Rc::from)).collect();
            return Ok(Some(Matched {
                pattern: Value::Native(Rc::clone(self) as _),
                text: Rc::clone(text),
                spans: found.iter().map(|group| Some((group?.start(), group?.end()))).collect(),
                names: Rc::clone(self.names.get_or_init(names)),
            }));
        }
        Err(machine.unsupported("a regular expression that takes so long"))
    }

    fn split(self: &Rc<Self>, machine: &mut Machine, text: &Rc<str>, most: i64) -> Run<Value> {
        let mut pieces = Vec::new();
        let (mut from, mut search) = (0, Search::new(self, text));
        while let Some(one) = search.next(machine)? {
            if most > 0 && pieces.len() as i64 >= most {
                break;
            }
            let (start, end) = one.whole();
            pieces.push(piece(machine, text, from, start)?);
            pieces.extend(one.groups(machine, &Value::None)?);
            from = end;
        }
        pieces.push(piece(machine, text, from, text.len())?);
        Ok(Value::list(pieces))
    }

    /// The text with what matches replaced, and how often.
    fn replace(
        self: &Rc<Self>,
        machine: &mut Machine,
        by: &Value,
        text: &Rc<str>,
        most: i64,
    ) -> Run<(Value, i64)> {
        let (mut whole, mut from, mut count) = (String::new(), 0, 0_i64);
        let mut search = Search::new(self, text);
        machine.use_bytes(text.len())?;
        while let Some(one) = search.next(machine)? {
            if most > 0 && count >= most {
                break;
            }
            let (start, end) = one.whole();
            whole.push_str(text.get(from..start).unwrap_or_default());
            match by {
                Value::Str(template) => expand(machine, template, &one, &mut whole)?,
                function => {
                    let given = machine.call(function, Args::of(vec![Value::of(one)]))?;
                    let given = machine.str(&given)?;
                    machine.use_bytes(given.len())?;
                    whole.push_str(&given);
                }
            }
            (from, count) = (end, count + 1);
        }
        whole.push_str(text.get(from..).unwrap_or_default());
        Ok((Value::str(whole), count))
    }

    /// One of its methods, with the arguments behind the pattern.
    fn run(self: &Rc<Self>, machine: &mut Machine, name: &str, args: Args) -> Run<Value> {
        let parameters: &[&str] = match name {
            "sub" | "subn" => &["repl", "string", "count?"],
            "split" => &["string", "maxsplit?"],
            _ => &["string"],
        };
        let mut values = args.bind(machine, name, parameters)?.values.into_iter().flatten();
        let by = if parameters.len() == 3 { values.next() } else { None };
        let text = values.next().unwrap_or(Value::None);
        let most = match values.next() {
            Some(most) => machine.index(&most)?,
            None => 0,
        };
        let Value::Str(text) = &text else {
            let kind = Rc::clone(&machine.class_of(&text).name);
            let message = format!("expected string or bytes-like object, got '{kind}'");
            return Err(machine.error("TypeError", message));
        };
        let at = match name {
            "match" => At::Start,
            "fullmatch" => At::Whole,
            _ => At::Anywhere,
        };
        Ok(match name {
            "match" | "fullmatch" | "search" => {
                self.find(machine, at, text, 0)?.map_or(Value::None, Value::of)
            }
            "findall" => {
                let (mut found, mut search) = (Vec::new(), Search::new(self, text));
                while let Some(one) = search.next(machine)? {
                    found.push(one.found(machine)?);
                }
                Value::list(found)
            }
            "finditer" => {
                let mut search = Search::new(self, text);
                let next = move |machine: &mut Machine| Ok(search.next(machine)?.map(Value::of));
                Value::Iterator(Iter::lazily("callable_iterator", next))
            }
            "split" => self.split(machine, text, most)?,
            _ => {
                let by = by.unwrap_or(Value::None);
                let (whole, count) = self.replace(machine, &by, text, most)?;
                match name {
                    "subn" => Value::tuple(vec![whole, Value::Int(count)]),
                    _ => whole,
                }
            }
        })
    }
}

/// The matches of a text one after another, none within another.
struct Search {
    pattern: Rc<Pattern>,
    text: Rc<str>,
    from: usize,
}

impl Search {
    fn new(pattern: &Rc<Pattern>, text: &Rc<str>) -> Self {
        Self { pattern: Rc::clone(pattern), text: Rc::clone(text), from: 0 }
    }

    fn next(&mut self, machine: &mut Machine) -> Run<Option<Matched>> {
        if self.from > self.text.len() {
            return Ok(None);
        }
        let found = self.pattern.find(machine, At::Anywhere, &self.text, self.from)?;
        self.from = match found.as_ref().map(Matched::whole) {
            Some((start, end)) if end > start => end,
            Some((_, end)) => {
                let behind = self.text.get(end..).and_then(|rest| rest.chars().next());
                end + behind.map_or(1, char::len_utf8)
            }
            None => self.text.len() + 1,
        };
        Ok(found)
    }
}

const METHODS: [&str; 8] =
    ["match", "fullmatch", "search", "findall", "finditer", "split", "sub", "subn"];

impl Native for Pattern {
    fn is_compiled(&self) -> bool {
        true
    }
    fn type_name(&self) -> Rc<str> {
        "re.Pattern".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn methods(&self) -> &'static [&'static str] {
        &METHODS
    }
    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        if !METHODS.contains(&name) {
            return Ok(None);
        }
        self.run(machine, name, args).map(Some)
    }
    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "pattern" => Some(Value::Str(Rc::clone(&self.source))),
            "flags" => Some(Value::Int(self.flags | 32)),
            "groups" => {
                let groups = self.regex(machine, At::Anywhere, 0)?.captures_len();
                Some(Value::Int(groups.saturating_sub(1) as i64))
            }
            _ if METHODS.contains(&name) => Some(Value::bound(self, name)),
            _ => None,
        })
    }
    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let shown = machine.repr(&Value::Str(Rc::clone(&self.source)))?;
        let flags: Vec<String> = FLAGS
            .iter()
            .filter(|(_, _, bit)| self.flags & bit != 0)
            .map(|(_, name, _)| format!(", re.{name}"))
            .collect();
        Ok(Some(format!("re.compile({shown}{})", flags.join("|").replace("|, ", "|")).into()))
    }
}

/// `re.compile(pattern, flags=0)`.
fn compile(machine: &mut Machine, args: Args) -> Run<Value> {
    let [pattern, flags] = args.bind(machine, "compile", &["pattern", "flags?"])?.array();
    let flags = flags.map_or(Ok(0), |flags| machine.index(&flags))?;
    let pattern = Pattern::of(machine, &pattern.unwrap_or(Value::None), flags)?;
    Ok(Value::Native(pattern))
}

/// `re.escape(pattern)`.
fn escape(machine: &mut Machine, args: Args) -> Run<Value> {
    let value = args.take_one(machine, "escape")?;
    let text = machine.str(&value)?;
    let mut escaped = String::new();
    for letter in text.chars() {
        if "()[]{}?*+-|^$\\.&~# \t\n\r\u{b}\u{c}".contains(letter) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    Ok(Value::str(escaped))
}

/// Adds the module.
pub(super) fn add(machine: &mut Machine) {
    let mut names: Names = functions(&[("compile", compile), ("escape", escape)]);
    for name in METHODS {
        let function = Value::function(name, move |machine, mut args| {
            // The flags stand behind what the method takes, or by their name.
            let named = args.named.iter().position(|(key, _)| &**key == "flags");
            let last = match name {
                "sub" | "subn" => 4,
                "split" => 3,
                _ => 2,
            };
            let flags = match named {
                Some(at) => Some(args.named.remove(at).1),
                None if args.positional.len() > last => args.positional.pop(),
                None => None,
            };
            let flags = flags.map_or(Ok(0), |flags| machine.index(&flags))?;
            let pattern = match args.named.iter().position(|(key, _)| &**key == "pattern") {
                Some(at) => args.named.remove(at).1,
                None if args.positional.is_empty() => {
                    let text =
                        format!("{name}() missing 1 required positional argument: 'pattern'");
                    return Err(machine.error("TypeError", text));
                }
                None => args.positional.remove(0),
            };
            Pattern::of(machine, &pattern, flags)?.run(machine, name, args)
        });
        names.insert(name.into(), function);
    }
    for (letter, name, bit) in FLAGS {
        names.insert(letter.into(), Value::Int(bit));
        names.insert(name.into(), Value::Int(bit));
    }
    machine.add_module("re", names);
}
