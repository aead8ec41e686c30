//! Methods of texts.

use std::rc::Rc;

use crate::orm::python::text::quote;
use crate::orm::python::value::clamped;
use crate::orm::python::{Args, Machine, Run, Value};

pub(super) const METHODS: &[&str] = &[
    "capitalize",
    "casefold",
    "center",
    "count",
    "encode",
    "endswith",
    "expandtabs",
    "find",
    "format",
    "format_map",
    "index",
    "isalnum",
    "isalpha",
    "isascii",
    "isdecimal",
    "isdigit",
    "isidentifier",
    "islower",
    "isnumeric",
    "isprintable",
    "isspace",
    "istitle",
    "isupper",
    "join",
    "ljust",
    "lower",
    "lstrip",
    "maketrans",
    "partition",
    "removeprefix",
    "removesuffix",
    "replace",
    "rfind",
    "rindex",
    "rjust",
    "rpartition",
    "rsplit",
    "rstrip",
    "split",
    "splitlines",
    "startswith",
    "strip",
    "swapcase",
    "title",
    "translate",
    "upper",
    "zfill",
];

/// White space in Python's sense.
fn is_space(letter: char) -> bool {
    letter.is_whitespace() || ('\x1c'..='\x1f').contains(&letter)
}

impl Machine {
    pub(super) fn string_method(
        &mut self,
        text: &Rc<str>,
        name: &str,
        args: &Args,
    ) -> Run<Option<Value>> {
        if !METHODS.contains(&name) {
            return Ok(None);
        }
        self.step(1 + text.len() as u64 / 256)?;
        self.use_memory(1 + text.len() as u64 / 1024)?;
        if let Some(value) = self.string_fact(text, name, args)? {
            return Ok(Some(value));
        }
        let args = args.clone();
        Ok(Some(match name {
            "format" => Value::str(self.template(text, &args)?),
            "format_map" => {
                let mapping = args.take_one(self, "str.format_map")?;
                let mut named = Vec::new();
                let keys = self.collect(&mapping)?;
                for key in keys {
                    if let Value::Str(name) = &key {
                        let value = self.item(&mapping, &key)?;
                        named.push((Rc::clone(name), value));
                    }
                }
                Value::str(self.template(text, &Args { positional: Vec::new(), named })?)
            }
            "join" => self.join(text, args)?,
            "split" | "rsplit" => self.split(text, args, name)?,
            "splitlines" => {
                let taken = args.bind(self, "splitlines", &["keepends?"])?;
                let keep = match taken.values.into_iter().next().flatten() {
                    Some(keep) => self.truth(&keep)?,
                    None => false,
                };
                Value::list(lines(text, keep).into_iter().map(Value::str).collect())
            }
            "strip" | "lstrip" | "rstrip" => {
                let [letters] = args.take(self, name, 0)?;
                let letters = match letters {
                    None | Some(Value::None) => None,
                    Some(Value::Str(letters)) => Some(letters),
                    Some(_) => {
                        let text = format!("{name} arg must be None or str");
                        return Err(self.error("TypeError", text));
                    }
                };
                let goes = |letter: char| match &letters {
                    Some(letters) => letters.contains(letter),
                    None => is_space(letter),
                };
                Value::str(match name {
                    "strip" => text.trim_matches(goes),
                    "lstrip" => text.trim_start_matches(goes),
                    _ => text.trim_end_matches(goes),
                })
            }
            "replace" => self.replace(text, args)?,
            "startswith" | "endswith" => self.starts_or_ends(text, args, name)?,
            "find" | "rfind" | "index" | "rindex" | "count" => self.search(text, args, name)?,
            "partition" | "rpartition" => {
                let mark = args.take_one(self, &format!("str.{name}"))?;
                let mark = self.text_argument(mark, "")?;
                if mark.is_empty() {
                    return Err(self.error("ValueError", "empty separator"));
                }
                let parts = match (name, text.split_once(&*mark), text.rsplit_once(&*mark)) {
                    ("partition", Some((a, b)), _) | ("rpartition", _, Some((a, b))) => {
                        [a, &*mark, b]
                    }
                    ("partition", ..) => [&**text, "", ""],
                    _ => ["", "", &**text],
                };
                Value::tuple(parts.iter().map(Value::str).collect())
            }
            "removeprefix" | "removesuffix" => {
                let part = args.take_one(self, &format!("str.{name}"))?;
                let part = self.text_argument(part, "")?;
                let rest = match name {
                    "removeprefix" => text.strip_prefix(&*part),
                    _ => text.strip_suffix(&*part),
                };
                Value::str(rest.unwrap_or(text))
            }
            "center" | "ljust" | "rjust" => self.justify(text, args, name)?,
            "zfill" => {
                let width = args.take_one(self, "str.zfill")?;
                let width = usize::try_from(self.index(&width)?).unwrap_or(0);
                let length = text.chars().count();
                let zeros = width.saturating_sub(length);
                self.use_memory(zeros as u64 / 1024)?;
                let (sign, rest) = match text.chars().next() {
                    Some('+' | '-') => text.split_at(1),
                    _ => ("", &**text),
                };
                Value::str(format!("{sign}{}{rest}", "0".repeat(zeros)))
            }
            "expandtabs" => {
                let taken = args.bind(self, "expandtabs", &["tabsize?"])?;
                let size = match taken.values.into_iter().next().flatten() {
                    Some(size) => usize::try_from(self.index(&size)?).unwrap_or(0),
                    None => 8,
                };
                let tabs = text.matches('\t').count();
                self.use_memory(tabs.saturating_mul(size) as u64 / 1024)?;
                Value::str(expand_tabs(text, size))
            }
            "encode" => {
                if let Some(encoding) = args.positional.first().cloned() {
                    self.expect_utf8(Some(encoding))?;
                }
                Value::Bytes(text.as_bytes().into())
            }
            "translate" => {
                let table = args.take_one(self, "str.translate")?;
                let mut out = String::new();
                for letter in text.chars() {
                    let key = Value::Int(i64::from(u32::from(letter)));
                    let found = self.item(&table, &key);
                    match self.unless_missing(found)? {
                        None => out.push(letter),
                        Some(Value::None) => {}
                        Some(Value::Int(code)) => {
                            out.extend(u32::try_from(code).ok().and_then(char::from_u32));
                        }
                        Some(Value::Str(more)) => out.push_str(&more),
                        Some(_) => {
                            let text = "character mapping must return integer, None or str";
                            return Err(self.error("TypeError", text));
                        }
                    }
                }
                Value::str(out)
            }
            "maketrans" => self.make_table(args)?,
            _ => return Ok(None),
        }))
    }

    /// None where LookupError was raised.
    fn unless_missing(&mut self, found: Run<Value>) -> Run<Option<Value>> {
        match found {
            Ok(value) => Ok(Some(value)),
            Err(crate::orm::python::Stop::Raised(raised))
                if raised.exception.class.derives_from(&self.builtin_class("LookupError")) =>
            {
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    /// `str.maketrans(…)`.
    pub(super) fn make_table(&mut self, args: Args) -> Run<Value> {
        let [from, to, gone] = args.take(self, "maketrans", 1)?;
        let table = Value::dict(Vec::new());
        let code = |letter: char| Value::Int(i64::from(u32::from(letter)));
        match (from, to) {
            (Some(from @ Value::Dict(_)), None) => {
                for key in self.collect(&from)? {
                    let value = self.item(&from, &key)?;
                    let key = match &key {
                        Value::Str(text) if text.chars().count() == 1 => {
                            text.chars().next().map_or(Value::None, code)
                        }
                        Value::Int(_) => key,
                        _ => {
                            let text = "string keys in translate table must be of length 1";
                            return Err(self.error("ValueError", text));
                        }
                    };
                    self.set_item(&table, &key, value)?;
                }
            }
            (Some(Value::Str(from)), Some(Value::Str(to))) => {
                if from.chars().count() != to.chars().count() {
                    let text = "the first two maketrans arguments must have equal length";
                    return Err(self.error("ValueError", text));
                }
                for (key, value) in from.chars().zip(to.chars()) {
                    self.set_item(&table, &code(key), code(value))?;
                }
                if let Some(Value::Str(gone)) = gone {
                    for key in gone.chars() {
                        self.set_item(&table, &code(key), Value::None)?;
                    }
                }
            }
            _ => {
                let text = "if you give only one argument to maketrans it must be a dict";
                return Err(self.error("TypeError", text));
            }
        }
        Ok(table)
    }

    /// Methods without arguments that give another text, or true or false.
    fn string_fact(&mut self, text: &Rc<str>, name: &str, args: &Args) -> Run<Option<Value>> {
        let all = |holds: fn(char) -> bool| !text.is_empty() && text.chars().all(holds);
        let value = match name {
            "upper" => Value::str(text.to_uppercase()),
            "lower" => Value::str(text.to_lowercase()),
            "casefold" => Value::str(text.to_lowercase().replace('\u{df}', "ss")),
            "capitalize" => Value::str(capitalized(text)),
            "title" => Value::str(titled(text)),
            "swapcase" => Value::str(swapped(text)),
            "isalnum" => Value::Bool(all(char::is_alphanumeric)),
            "isalpha" => Value::Bool(all(char::is_alphabetic)),
            "isascii" => Value::Bool(text.is_ascii()),
            "isdecimal" => {
                Value::Bool(all(|letter| letter.is_numeric() && digit(letter).is_some()))
            }
            "isdigit" => Value::Bool(all(|letter| {
                digit(letter).is_some()
                    || matches!(letter, '\u{b2}' | '\u{b3}' | '\u{b9}' | '\u{2070}' | '\u{2074}'..='\u{2079}' | '\u{2080}'..='\u{2089}')
            })),
            "isnumeric" => Value::Bool(all(char::is_numeric)),
            "isspace" => Value::Bool(all(is_space)),
            "isprintable" => Value::Bool(text.chars().all(quote::is_printable)),
            "islower" => Value::Bool(
                text.chars().any(char::is_lowercase) && !text.chars().any(char::is_uppercase),
            ),
            "isupper" => Value::Bool(
                text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase),
            ),
            "istitle" => Value::Bool(is_titled(text)),
            "isidentifier" => {
                let mut letters = text.chars();
                let first = letters.next();
                Value::Bool(
                    first.is_some_and(|letter| letter == '_' || letter.is_alphabetic())
                        && letters.all(|letter| letter == '_' || letter.is_alphanumeric()),
                )
            }
            _ => return Ok(None),
        };
        args.clone().take_none(self, &format!("str.{name}"))?;
        Ok(Some(value))
    }

    fn text_argument(&mut self, value: Value, what: &str) -> Run<Rc<str>> {
        match Self::plain_part(&value) {
            Value::Str(text) => Ok(text),
            other => {
                let kind = self.type_name(&other);
                let what = if what.is_empty() { "must be str" } else { what };
                Err(self.error("TypeError", format!("{what}, not {kind}")))
            }
        }
    }

    fn join(&mut self, text: &Rc<str>, args: Args) -> Run<Value> {
        let parts = args.take_one(self, "str.join")?;
        if !self.is_iterable(&parts) {
            return Err(self.error("TypeError", "can only join an iterable"));
        }
        let parts = self.collect(&parts)?;
        let mut out = String::new();
        for (place, part) in parts.iter().enumerate() {
            let Value::Str(part) = Self::plain_part(part) else {
                let kind = self.type_name(part);
                let text = format!("sequence item {place}: expected str instance, {kind} found");
                return Err(self.error("TypeError", text));
            };
            if place > 0 {
                out.push_str(text);
            }
            out.push_str(&part);
            self.use_memory((part.len() + text.len()) as u64 / 1024)?;
        }
        self.use_memory(1 + out.len() as u64 / 1024)?;
        Ok(Value::str(out))
    }

    fn split(&mut self, text: &Rc<str>, args: Args, name: &str) -> Run<Value> {
        let taken = args.bind(self, name, &["sep?", "maxsplit?"])?;
        let [mark, most] = taken.array();
        let most = match most {
            Some(most) => usize::try_from(self.index(&most)?).unwrap_or(usize::MAX),
            None => usize::MAX,
        };
        let from_end = name == "rsplit";
        let parts: Vec<String> = match mark {
            None | Some(Value::None) => words(text, most, from_end),
            Some(mark) => {
                let mark = self.text_argument(mark, "must be str or None")?;
                if mark.is_empty() {
                    return Err(self.error("ValueError", "empty separator"));
                }
                let most = most.saturating_add(1);
                if from_end {
                    let mut parts: Vec<String> =
                        text.rsplitn(most, &*mark).map(str::to_owned).collect();
                    parts.reverse();
                    parts
                } else {
                    text.splitn(most, &*mark).map(str::to_owned).collect()
                }
            }
        };
        self.use_memory(parts.len() as u64)?;
        Ok(Value::list(parts.into_iter().map(Value::str).collect()))
    }

    fn replace(&mut self, text: &Rc<str>, args: Args) -> Run<Value> {
        let [old, new, most] = args.take(self, "replace", 2)?;
        let part = |machine: &mut Self, value: Option<Value>, at: usize| {
            let what = format!("replace() argument {at} must be str");
            machine.text_argument(value.unwrap_or(Value::None), &what)
        };
        let (old, new) = (part(self, old, 1)?, part(self, new, 2)?);
        let most = match most {
            Some(most) => usize::try_from(self.index(&most)?).unwrap_or(usize::MAX),
            None => usize::MAX,
        };
        let found = text.matches(&*old).count().min(most);
        let size = text.len() as u64 + (found as u64).saturating_mul(new.len() as u64);
        self.step(size / 256)?;
        self.use_memory(1 + size / 1024)?;
        Ok(Value::str(text.replacen(&*old, &new, most)))
    }

    /// The part of a text between two places that arguments name, and where it begins, in letters.
    fn between(
        &mut self,
        text: &Rc<str>,
        start: Option<Value>,
        stop: Option<Value>,
    ) -> Run<Option<(usize, String)>> {
        let bound = |machine: &mut Self, value: Option<Value>| match value {
            None | Some(Value::None) => Ok(None),
            Some(value) => machine.index(&value).map(Some),
        };
        let (start, stop) = (bound(self, start)?, bound(self, stop)?);
        if start.is_none() && stop.is_none() {
            return Ok(Some((0, text.to_string())));
        }
        let length = text.chars().count();
        if start.is_some_and(|start| start > length as i64) {
            return Ok(None);
        }
        let start = clamped(start.unwrap_or(0), length);
        let stop = clamped(stop.unwrap_or(i64::MAX), length);
        if start > stop {
            return Ok(None);
        }
        Ok(Some((start, text.chars().skip(start).take(stop - start).collect())))
    }

    fn starts_or_ends(&mut self, text: &Rc<str>, args: Args, name: &str) -> Run<Value> {
        self.at_least_one(&args, name)?;
        let [part, start, stop] = args.take(self, name, 1)?;
        let part = Self::plain_part(&part.unwrap_or(Value::None));
        let parts = match &part {
            Value::Tuple(parts) => parts.to_vec(),
            one @ Value::Str(_) => vec![one.clone()],
            other => {
                let kind = self.type_name(other);
                let text = format!("{name} first arg must be str or a tuple of str, not {kind}");
                return Err(self.error("TypeError", text));
            }
        };
        let Some((_, text)) = self.between(text, start, stop)? else {
            return Ok(Value::Bool(false));
        };
        for part in parts {
            let Value::Str(part) = Self::plain_part(&part) else {
                let kind = self.type_name(&part);
                let text = format!("tuple for {name} must only contain str, not {kind}");
                return Err(self.error("TypeError", text));
            };
            let holds = if name == "startswith" {
                text.starts_with(&*part)
            } else {
                text.ends_with(&*part)
            };
            if holds {
                return Ok(Value::Bool(true));
            }
        }
        Ok(Value::Bool(false))
    }

    fn search(&mut self, text: &Rc<str>, args: Args, name: &str) -> Run<Value> {
        self.at_least_one(&args, name)?;
        let [part, start, stop] = args.take(self, name, 1)?;
        let part = self.text_argument(part.unwrap_or(Value::None), "must be str")?;
        self.step(text.len() as u64 / 64)?;
        let within = self.between(text, start, stop)?;
        if name == "count" {
            let count = match &within {
                Some((_, text)) if part.is_empty() => text.chars().count() + 1,
                Some((_, text)) => text.matches(&*part).count(),
                None => 0,
            };
            return Ok(Value::Int(count as i64));
        }
        let found = within.and_then(|(start, text)| {
            let at = if name.starts_with('r') { text.rfind(&*part) } else { text.find(&*part) }?;
            Some(start + text.get(..at)?.chars().count())
        });
        match found {
            Some(at) => Ok(Value::Int(at as i64)),
            None if name.ends_with("find") => Ok(Value::Int(-1)),
            None => Err(self.error("ValueError", "substring not found")),
        }
    }

    fn at_least_one(&mut self, args: &Args, name: &str) -> Run<()> {
        if args.positional.is_empty() {
            let text = format!("{name}() takes at least 1 argument (0 given)");
            return Err(self.error("TypeError", text));
        }
        Ok(())
    }

    fn justify(&mut self, text: &Rc<str>, args: Args, name: &str) -> Run<Value> {
        let [width, fill] = args.take(self, name, 1)?;
        let width = usize::try_from(self.index(&width.unwrap_or(Value::None))?).unwrap_or(0);
        let fill = match fill {
            None => ' ',
            Some(Value::Str(fill)) if fill.chars().count() == 1 => {
                fill.chars().next().unwrap_or(' ')
            }
            Some(Value::Str(_)) => {
                let text = "The fill character must be exactly one character long";
                return Err(self.error("TypeError", text));
            }
            Some(other) => {
                let kind = self.type_name(&other);
                let text = format!("The fill character must be a unicode character, not {kind}");
                return Err(self.error("TypeError", text));
            }
        };
        let missing = width.saturating_sub(text.chars().count());
        self.use_memory(missing as u64 / 256)?;
        let before = match name {
            "ljust" => 0,
            "rjust" => missing,
            // CPython puts the odd one to the left where the width is odd.
            _ => missing / 2 + (missing & width & 1),
        };
        let mut out: String = std::iter::repeat_n(fill, before).collect();
        out.push_str(text);
        out.extend(std::iter::repeat_n(fill, missing - before));
        Ok(Value::str(out))
    }
}

/// The value of a decimal digit of any script.
fn digit(letter: char) -> Option<u32> {
    if letter.is_ascii() {
        return letter.to_digit(10);
    }
    // The digits of each script stand in a row of ten.
    const ZEROS: &[u32] = &[
        0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50,
        0xed0, 0xf20, 0xff10,
    ];
    let code = u32::from(letter);
    ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code)).map(|zero| code - zero)
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().collect::<String>());
    first.unwrap_or_default() + &letters.as_str().to_lowercase()
}

fn titled(text: &str) -> String {
    let mut out = String::new();
    let mut within = false;
    for letter in text.chars() {
        if within {
            out.extend(letter.to_lowercase());
        } else {
            out.extend(letter.to_uppercase());
        }
        within = letter.is_alphabetic();
    }
    out
}

fn is_titled(text: &str) -> bool {
    let (mut within, mut any) = (false, false);
    for letter in text.chars() {
        if letter.is_uppercase() {
            if within {
                return false;
            }
            (within, any) = (true, true);
        } else if letter.is_lowercase() {
            if !within {
                return false;
            }
            any = true;
        } else {
            within = false;
        }
    }
    any
}

fn swapped(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        if letter.is_uppercase() {
            out.extend(letter.to_lowercase());
        } else {
            out.extend(letter.to_uppercase());
        }
    }
    out
}

fn expand_tabs(text: &str, size: usize) -> String {
    let mut out = String::new();
    let mut column = 0;
    for letter in text.chars() {
        match letter {
            '\t' => {
                let fill = if size == 0 { 0 } else { size - column % size };
                out.extend(std::iter::repeat_n(' ', fill));
                column += fill;
            }
            _ => {
                out.push(letter);
                column = if matches!(letter, '\n' | '\r') { 0 } else { column + 1 };
            }
        }
    }
    out
}

/// The words of a text; after so many splits the rest stays whole.
fn words(text: &str, most: usize, from_end: bool) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = text.trim_matches(is_space);
    if from_end {
        rest = text.trim_end_matches(is_space);
        while !rest.is_empty() {
            if parts.len() == most {
                parts.push(rest.to_owned());
                break;
            }
            let at = rest.rfind(is_space);
            let start = at.map_or(0, |at| {
                at + rest.get(at..).and_then(|tail| tail.chars().next()).map_or(1, char::len_utf8)
            });
            let (before, word) = rest.split_at(start);
            if word.is_empty() {
                break;
            }
            parts.push(word.to_owned());
            rest = before.trim_end_matches(is_space);
        }
        parts.reverse();
        return parts;
    }
    if most != usize::MAX {
        rest = text.trim_start_matches(is_space);
    }
    while !rest.is_empty() {
        if parts.len() == most {
            parts.push(rest.to_owned());
            break;
        }
        let (word, after) = rest.split_at(rest.find(is_space).unwrap_or(rest.len()));
        parts.push(word.to_owned());
        rest = after.trim_start_matches(is_space);
    }
    parts
}

fn lines(text: &str, keep: bool) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let ends = matches!(
            letter,
            '\n' | '\r' | '\x0b' | '\x0c' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}'
        );
        if !ends {
            line.push(letter);
            continue;
        }
        let mut end = String::from(letter);
        if letter == '\r' && letters.next_if_eq(&'\n').is_some() {
            end.push('\n');
        }
        if keep {
            line.push_str(&end);
        }
        lines.push(std::mem::take(&mut line));
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}
