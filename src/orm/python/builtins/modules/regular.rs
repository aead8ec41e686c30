//! The module `re`: regular expressions, by a library that has what Python's have.

use std::cell::OnceCell;
use std::rc::Rc;

use fancy_regex::{Regex, RegexBuilder};

use super::matched::{Matched, expand};
use crate::orm::python::builtins::library::functions;
use crate::orm::python::{Args, Iter, Machine, Names, Native, Run, Value};

/// How often a pattern may go back in one search.
const BACKTRACKS: usize = 200_000;

/// The flags, by their letters and names.
const FLAGS: [(&str, &str, i64); 6] = [
    ("I", "IGNORECASE", 2),
    ("M", "MULTILINE", 8),
    ("S", "DOTALL", 16),
    ("U", "UNICODE", 32),
    ("X", "VERBOSE", 64),
    ("A", "ASCII", 256),
];

/// Where a pattern has to match.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Anywhere,
    Start,
    Whole,
}

/// `re.compile(pattern)`.
pub(super) struct Pattern {
    pub(super) source: Rc<str>,
    flags: i64,
    /// It, it at the start of a text, and it as the whole.
    made: [OnceCell<Regex>; 3],
}

impl Pattern {
    fn of(machine: &mut Machine, pattern: &Value, flags: i64) -> Run<Rc<Self>> {
        if let Some(known) = pattern.native::<Self>() {
            return Ok(known);
        }
        let Value::Str(source) = pattern else {
            let text = "first argument must be string or compiled pattern";
            return Err(machine.error("TypeError", text));
        };
        let made = Rc::new(Self { source: Rc::clone(source), flags, made: Default::default() });
        made.regex(machine, At::Anywhere)?;
        Ok(made)
    }

    fn regex(&self, machine: &mut Machine, at: At) -> Run<&Regex> {
        let [anywhere, start, whole] = &self.made;
        let (cell, text) = match at {
            At::Anywhere => (anywhere, self.written()),
            At::Start => (start, format!(r"\A(?:{})", self.written())),
            At::Whole => (whole, format!(r"\A(?:{})\z", self.written())),
        };
        if let Some(made) = cell.get() {
            return Ok(made);
        }
        machine.step(100 + text.len() as u64)?;
        match RegexBuilder::new(&text).backtrack_limit(BACKTRACKS).build() {
            Ok(made) => Ok(cell.get_or_init(|| made)),
            Err(_) => {
                let shown = machine.repr(&Value::Str(Rc::clone(&self.source)))?;
                Err(machine.unsupported(format!("the regular expression {shown}")))
            }
        }
    }

    /// The pattern as the library writes it.
    fn written(&self) -> String {
        let letters: String = FLAGS
            .iter()
            .filter(|(letter, _, bit)| "IMSX".contains(letter) && self.flags & bit != 0)
            .map(|(letter, _, _)| letter.to_ascii_lowercase())
            .collect();
        let source = self.source.replace(r"\Z", r"\z");
        if letters.is_empty() { source } else { format!("(?{letters}){source}") }
    }

    /// The first match from a byte of the text on.
    fn find(
        self: &Rc<Self>,
        machine: &mut Machine,
        at: At,
        text: &Rc<str>,
        from: usize,
    ) -> Run<Option<Matched>> {
        machine.step(5 + text.len() as u64 / 8)?;
        let regex = self.regex(machine, at)?;
        let found = match regex.captures_from_pos(&**text, from) {
            Ok(found) => found,
            Err(_) => return Err(machine.unsupported("a regular expression that takes so long")),
        };
        Ok(found.map(|found| Matched {
            pattern: Value::Native(Rc::clone(self) as _),
            text: Rc::clone(text),
            spans: found
                .iter()
                .map(|group| group.map(|group| (group.start(), group.end())))
                .collect(),
            names: regex.capture_names().map(|name| name.map(Rc::from)).collect(),
        }))
    }

    /// All matches, none within another.
    fn all(self: &Rc<Self>, machine: &mut Machine, text: &Rc<str>) -> Run<Vec<Matched>> {
        let mut found = Vec::new();
        let mut from = 0;
        while from <= text.len() {
            let Some(one) = self.find(machine, At::Anywhere, text, from)? else { break };
            let (start, end) = one.whole();
            let next = |at: usize| {
                text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
            };
            from = if end > start { end } else { end + next(end) };
            found.push(one);
        }
        Ok(found)
    }

    fn split(self: &Rc<Self>, machine: &mut Machine, text: &Rc<str>, most: i64) -> Run<Value> {
        let mut pieces = Vec::new();
        let mut from = 0;
        let piece = |start: usize, end: usize| Value::str(text.get(start..end).unwrap_or_default());
        for one in self.all(machine, text)? {
            if most > 0 && pieces.len() as i64 >= most {
                break;
            }
            let (start, end) = one.whole();
            pieces.push(piece(from, start));
            pieces.extend(one.groups(&Value::None));
            from = end;
        }
        pieces.push(piece(from, text.len()));
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
        for one in self.all(machine, text)? {
            if most > 0 && count >= most {
                break;
            }
            let (start, end) = one.whole();
            whole.push_str(text.get(from..start).unwrap_or_default());
            let new = match by {
                Value::Str(template) => expand(machine, template, &one)?,
                function => {
                    let given = machine.call(function, Args::of(vec![Value::of(one)]))?;
                    machine.str(&given)?.to_string()
                }
            };
            machine.use_memory(new.len() as u64 / 1024)?;
            whole.push_str(&new);
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
                let found = self.all(machine, text)?;
                Value::list(found.iter().map(Matched::found).collect())
            }
            "finditer" => {
                let mut found = self.all(machine, text)?.into_iter().map(Value::of);
                Value::Iterator(Iter::lazily("callable_iterator", move |_| Ok(found.next())))
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

const METHODS: [&str; 8] =
    ["match", "fullmatch", "search", "findall", "finditer", "split", "sub", "subn"];

impl Native for Pattern {
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
                let groups = self.regex(machine, At::Anywhere)?.captures_len();
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
