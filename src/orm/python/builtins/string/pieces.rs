//! Texts taken apart and put together.

use std::rc::Rc;

use super::letter::is_space;
use crate::orm::python::{Args, Machine, Run, Value};

impl Machine {
    pub(super) fn join(&mut self, text: &Rc<str>, args: Args) -> Run<Value> {
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
            self.use_bytes(part.len() + text.len())?;
        }
        self.use_bytes(out.len())?;
        Ok(Value::str(out))
    }

    pub(super) fn split(&mut self, text: &Rc<str>, args: Args, name: &str) -> Run<Value> {
        let taken = args.bind(self, name, &["sep?", "maxsplit?"])?;
        let [mark, most] = taken.array();
        let most = match most {
            Some(most) => usize::try_from(self.index(&most)?).unwrap_or(usize::MAX),
            None => usize::MAX,
        };
        let from_end = name == "rsplit";
        // A part costs more than its letters: they are counted before they are made.
        let parts = match &mark {
            Some(Value::Str(mark)) if !mark.is_empty() => text.matches(&**mark).count(),
            _ => text.split_whitespace().count(),
        };
        self.use_entries(parts.min(most).saturating_add(1))?;
        self.use_bytes(text.len())?;
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
        Ok(Value::list(parts.into_iter().map(Value::str).collect()))
    }

    /// `splitlines()`
    pub(super) fn split_lines(&mut self, text: &Rc<str>, args: Args) -> Run<Value> {
        let taken = args.bind(self, "splitlines", &["keepends?"])?;
        let keep = match taken.values.into_iter().next().flatten() {
            Some(keep) => self.truth(&keep)?,
            None => false,
        };
        self.use_entries(text.matches(['\n', '\r']).count())?;
        self.use_bytes(text.len())?;
        Ok(Value::list(lines(text, keep).into_iter().map(Value::str).collect()))
    }

    /// `partition()` and `rpartition()`
    pub(super) fn partition(&mut self, text: &Rc<str>, args: Args, name: &str) -> Run<Value> {
        let mark = args.take_one(self, &format!("str.{name}"))?;
        let mark = self.text_argument(mark, "")?;
        if mark.is_empty() {
            return Err(self.error("ValueError", "empty separator"));
        }
        let parts = match (name, text.split_once(&*mark), text.rsplit_once(&*mark)) {
            ("partition", Some((a, b)), _) | ("rpartition", _, Some((a, b))) => [a, &*mark, b],
            ("partition", ..) => [&**text, "", ""],
            _ => ["", "", &**text],
        };
        Ok(Value::tuple(parts.iter().map(Value::str).collect()))
    }

    /// `strip()`, `lstrip()` and `rstrip()`
    pub(super) fn strip(&mut self, text: &Rc<str>, args: Args, name: &str) -> Run<Value> {
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
        Ok(Value::str(match name {
            "strip" => text.trim_matches(goes),
            "lstrip" => text.trim_start_matches(goes),
            _ => text.trim_end_matches(goes),
        }))
    }

    /// `removeprefix()` and `removesuffix()`
    pub(super) fn without_edge(&mut self, text: &Rc<str>, args: Args, name: &str) -> Run<Value> {
        let part = args.take_one(self, &format!("str.{name}"))?;
        let part = self.text_argument(part, "")?;
        let rest = match name {
            "removeprefix" => text.strip_prefix(&*part),
            _ => text.strip_suffix(&*part),
        };
        Ok(Value::str(rest.unwrap_or(text)))
    }
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
