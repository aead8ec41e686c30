//! Methods of texts.

mod letter;
mod case;
mod fact;
mod pieces;
mod search;
mod width;
mod table;

use std::rc::Rc;

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
        self.use_bytes(text.len())?;
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
            "splitlines" => self.split_lines(text, args)?,
            "strip" | "lstrip" | "rstrip" => self.strip(text, args, name)?,
            "replace" => self.replace(text, args)?,
            "startswith" | "endswith" => self.starts_or_ends(text, args, name)?,
            "find" | "rfind" | "index" | "rindex" | "count" => self.search(text, args, name)?,
            "partition" | "rpartition" => self.partition(text, args, name)?,
            "removeprefix" | "removesuffix" => self.without_edge(text, args, name)?,
            "center" | "ljust" | "rjust" => self.justify(text, args, name)?,
            "zfill" => self.zero_fill(text, args)?,
            "expandtabs" => self.expand_tabs(text, args)?,
            "encode" => {
                if let Some(encoding) = args.positional.first().cloned() {
                    self.expect_utf8(Some(encoding))?;
                }
                Value::Bytes(text.as_bytes().into())
            }
            "translate" => self.translate(text, args)?,
            "maketrans" => self.make_table(args)?,
            _ => return Ok(None),
        }))
    }

    /// An argument that has to be a text.
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
}
