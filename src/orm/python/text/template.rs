//! `'{0.name!r:>{width}}'.format(…)`.

use std::rc::Rc;

use crate::orm::python::text::quote;
use crate::orm::python::{Args, Machine, Run, Value};

/// Whether fields are numbered by their order or by themselves.
#[derive(Clone, Copy, PartialEq)]
enum Numbering {
    Unknown,
    Automatic(usize),
    Manual,
}

impl Machine {
    /// `template.format(…)`.
    pub(in crate::orm::python) fn template(&mut self, template: &str, args: &Args) -> Run<String> {
        let letters: Vec<char> = template.chars().collect();
        let mut numbering = Numbering::Unknown;
        self.filled(&letters, args, &mut numbering, 2)
    }

    fn filled(
        &mut self,
        letters: &[char],
        args: &Args,
        numbering: &mut Numbering,
        depth: usize,
    ) -> Run<String> {
        let mut out = String::new();
        let mut at = 0;
        while let Some(letter) = letters.get(at).copied() {
            at += 1;
            let next = letters.get(at).copied();
            match (letter, next) {
                ('{', Some('{')) | ('}', Some('}')) => {
                    out.push(letter);
                    at += 1;
                }
                ('}', _) => {
                    let text = "Single '}' encountered in format string";
                    return Err(self.error("ValueError", text));
                }
                ('{', None) => {
                    let text = "Single '{' encountered in format string";
                    return Err(self.error("ValueError", text));
                }
                ('{', _) => {
                    if depth == 0 {
                        return Err(self.error("ValueError", "Max string recursion exceeded"));
                    }
                    let start = at;
                    let mut open = 1;
                    while open > 0 {
                        match letters.get(at) {
                            Some('{') => open += 1,
                            Some('}') => open -= 1,
                            Some(_) => {}
                            None => {
                                let text = "expected '}' before end of string";
                                return Err(self.error("ValueError", text));
                            }
                        }
                        at += 1;
                    }
                    let field = letters.get(start..at - 1).unwrap_or_default();
                    let text = self.template_field(field, args, numbering, depth)?;
                    self.use_bytes(text.len())?;
                    out.push_str(&text);
                }
                _ => out.push(letter),
            }
        }
        Ok(out)
    }

    fn template_field(
        &mut self,
        field: &[char],
        args: &Args,
        numbering: &mut Numbering,
        depth: usize,
    ) -> Run<Rc<str>> {
        let mut within = 0_usize;
        let end = field.iter().position(|letter| {
            match letter {
                '[' => within += 1,
                ']' => within = within.saturating_sub(1),
                _ => {}
            }
            within == 0 && matches!(letter, '!' | ':')
        });
        let (name, rest) = field.split_at(end.unwrap_or(field.len()));
        let (conversion, spec) = match rest {
            ['!', letter, ':', spec @ ..] => (Some(*letter), spec),
            ['!', letter] => (Some(*letter), &[] as &[char]),
            ['!'] => {
                let text = "end of string while looking for conversion specifier";
                return Err(self.error("ValueError", text));
            }
            ['!', ..] => {
                let text = "expected ':' after conversion specifier";
                return Err(self.error("ValueError", text));
            }
            [':', spec @ ..] => (None, spec),
            _ => (None, &[] as &[char]),
        };
        let value = self.template_value(name, args, numbering)?;
        let spec = if spec.contains(&'{') || spec.contains(&'}') {
            self.filled(spec, args, numbering, depth - 1)?
        } else {
            spec.iter().collect()
        };
        let value = match conversion {
            None => value,
            Some('s') => Value::Str(self.str(&value)?),
            Some('r') => Value::Str(self.repr(&value)?),
            Some('a') => Value::str(quote::ascii(&self.repr(&value)?)),
            Some(other) => {
                let text = format!("Unknown conversion specifier {other}");
                return Err(self.error("ValueError", text));
            }
        };
        self.format(&value, &spec)
    }

    /// What `0`, `name`, `0.attribute[key]` stands for.
    fn template_value(
        &mut self,
        name: &[char],
        args: &Args,
        numbering: &mut Numbering,
    ) -> Run<Value> {
        let end = name.iter().position(|letter| matches!(letter, '.' | '['));
        let (first, mut rest) = name.split_at(end.unwrap_or(name.len()));
        let first: String = first.iter().collect();
        let manual = first.parse::<usize>().ok();
        let position = match (first.is_empty(), manual, *numbering) {
            (true, _, Numbering::Manual) => {
                let text =
                    "cannot switch from manual field specification to automatic field numbering";
                return Err(self.error("ValueError", text));
            }
            (false, Some(_), Numbering::Automatic(_)) => {
                let text =
                    "cannot switch from automatic field numbering to manual field specification";
                return Err(self.error("ValueError", text));
            }
            (true, _, Numbering::Unknown) => Some(0),
            (true, _, Numbering::Automatic(next)) => Some(next),
            (false, manual, _) => manual,
        };
        let mut value = match position {
            Some(position) => {
                *numbering = match manual {
                    None => Numbering::Automatic(position + 1),
                    Some(_) => Numbering::Manual,
                };
                match args.positional.get(position) {
                    Some(value) => value.clone(),
                    None => {
                        let text = format!(
                            "Replacement index {position} out of range for positional args tuple"
                        );
                        return Err(self.error("IndexError", text));
                    }
                }
            }
            None => match args.named.iter().find(|(name, _)| **name == *first) {
                Some((_, value)) => value.clone(),
                None => return Err(self.key_error(Value::str(&first))),
            },
        };
        while let Some((mark, after)) = rest.split_first() {
            if *mark == '.' {
                let end = after.iter().position(|letter| matches!(letter, '.' | '['));
                let (attribute, more) = after.split_at(end.unwrap_or(after.len()));
                if attribute.is_empty() {
                    let text = "Empty attribute in format string";
                    return Err(self.error("ValueError", text));
                }
                let attribute: String = attribute.iter().collect();
                value = self.attribute(&value, &attribute)?;
                rest = more;
            } else {
                let Some(end) = after.iter().position(|letter| *letter == ']') else {
                    return Err(self.error("ValueError", "Missing ']' in format string"));
                };
                let (key, more) = after.split_at(end);
                let key: String = key.iter().collect();
                if key.is_empty() {
                    let text = "Empty attribute in format string";
                    return Err(self.error("ValueError", text));
                }
                let key = match key.parse::<i64>() {
                    Ok(number) if key.bytes().all(|byte| byte.is_ascii_digit()) => {
                        Value::Int(number)
                    }
                    _ => Value::str(key),
                };
                value = self.item(&value, &key)?;
                rest = more.get(1..).unwrap_or_default();
                if !matches!(rest.first(), None | Some('.' | '[')) {
                    let text = "Only '.' or '[' may follow ']' in format field specifier";
                    return Err(self.error("ValueError", text));
                }
            }
        }
        Ok(value)
    }
}
