//! Methods of bytes.

use std::rc::Rc;

use crate::orm::python::{Args, Machine, Run, Value};

pub(super) const METHODS: &[&str] =
    &["decode", "hex", "startswith", "endswith", "upper", "lower", "strip", "count", "find"];

impl Machine {
    pub(super) fn bytes_method(
        &mut self,
        bytes: &Rc<[u8]>,
        name: &str,
        args: &Args,
    ) -> Run<Option<Value>> {
        let args = args.clone();
        Ok(Some(match name {
            "decode" => {
                let taken = args.bind(self, "decode", &["encoding?", "errors?"])?;
                let [encoding, _] = taken.array();
                self.expect_utf8(encoding)?;
                match std::str::from_utf8(bytes) {
                    Ok(text) => Value::str(text),
                    Err(error) => {
                        let at = error.valid_up_to();
                        let byte = bytes.get(at).copied().unwrap_or(0);
                        let text = format!(
                            "'utf-8' codec can't decode byte 0x{byte:02x} in position {at}: invalid \
                             start byte"
                        );
                        return Err(self.error("UnicodeDecodeError", text));
                    }
                }
            }
            "hex" => {
                args.take_none(self, "bytes.hex")?;
                Value::str(bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
            }
            "upper" => Value::Bytes(bytes.to_ascii_uppercase().into()),
            "lower" => Value::Bytes(bytes.to_ascii_lowercase().into()),
            "strip" => Value::Bytes(bytes.trim_ascii().into()),
            "startswith" | "endswith" | "count" | "find" => {
                let part = args.take_one(self, name)?;
                let Value::Bytes(part) = &part else {
                    let kind = self.type_name(&part);
                    let text = format!("a bytes-like object is required, not '{kind}'");
                    return Err(self.error("TypeError", text));
                };
                self.step((bytes.len() * part.len().max(1)) as u64 / 256)?;
                let places = || bytes.windows(part.len().max(1)).enumerate();
                match name {
                    "startswith" => Value::Bool(bytes.starts_with(part)),
                    "endswith" => Value::Bool(bytes.ends_with(part)),
                    "find" => {
                        let found = places().find(|(_, window)| *window == &**part);
                        Value::Int(found.map_or(-1, |(at, _)| at as i64))
                    }
                    _ => {
                        Value::Int(places().filter(|(_, window)| *window == &**part).count() as i64)
                    }
                }
            }
            _ => return Ok(None),
        }))
    }

    /// Texts are UTF-8 here, and nothing else.
    pub(super) fn expect_utf8(&mut self, encoding: Option<Value>) -> Run<()> {
        match encoding {
            None => Ok(()),
            Some(Value::Str(name))
                if matches!(
                    &*name.to_lowercase().replace('_', "-"),
                    "utf-8" | "utf8" | "ascii"
                ) =>
            {
                Ok(())
            }
            Some(Value::Str(name)) => Err(self.unsupported(format!("the encoding '{name}'"))),
            Some(other) => {
                let kind = self.type_name(&other);
                let text = format!("encode() argument 'encoding' must be str, not {kind}");
                Err(self.error("TypeError", text))
            }
        }
    }
}
