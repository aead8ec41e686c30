//! Methods without arguments: another text, or true or false.

use std::rc::Rc;

use super::case::{capitalized, is_titled, swapped, titled};
use super::letter::{digit, is_space};
use crate::orm::python::text::quote;
use crate::orm::python::{Args, Machine, Run, Value};

impl Machine {
    /// Methods without arguments that give another text, or true or false.
    pub(super) fn string_fact(
        &mut self,
        text: &Rc<str>,
        name: &str,
        args: &Args,
    ) -> Run<Option<Value>> {
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
}
