//! What is wrong within a text that is no f-string.

use ruff_python_parser::LexicalErrorType;

use super::Judge;
use crate::orm::python::syntax::Mistake;

impl Judge<'_> {
    pub(super) fn lexical(&self, inner: &LexicalErrorType) -> Option<Mistake> {
        let says = |message: &str| Some(self.says(message));
        match inner {
            LexicalErrorType::InvalidByteLiteral => {
                says("bytes can only contain ASCII literal characters")
            }
            LexicalErrorType::UnicodeError
            | LexicalErrorType::MissingUnicodeLbrace
            | LexicalErrorType::MissingUnicodeRbrace
            | LexicalErrorType::StringError => Some(self.bad_escape()),
            _ => None,
        }
    }

    /// A `\x`, `\u`, `\U` or `\N` that is none.
    pub(super) fn bad_escape(&self) -> Mistake {
        let text = self.text(self.failing);
        let start = text.find(['"', '\'']).map_or(0, |at| at + 1);
        let inside = text.get(start..).unwrap_or_default().trim_start_matches(['"', '\'']);
        let bytes = inside.as_bytes();
        let hex = |from: usize, most: usize| {
            bytes.iter().skip(from).take(most).take_while(|byte| byte.is_ascii_hexdigit()).count()
        };
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            if *byte != b'\\' {
                at += 1;
                continue;
            }
            let (wanted, shape) =
                match bytes.get(at + 1) {
                    Some(b'x') => (2, "\\xXX"),
                    Some(b'u') => (4, "\\uXXXX"),
                    Some(b'U') => (8, "\\UXXXXXXXX"),
                    Some(b'N') => {
                        let end = inside.get(at..).and_then(|rest| rest.find('}'));
                        let (last, what) = match end {
                            Some(end) => (at + end, "unknown Unicode character name"),
                            None => (at + 1, "malformed \\N character escape"),
                        };
                        return self.words.says_behind(self.failing, format!(
                        "(unicode error) 'unicodeescape' codec can't decode bytes in position \
                         {at}-{last}: {what}"
                    ));
                    }
                    _ => {
                        at += 2;
                        continue;
                    }
                };
            let found = hex(at + 2, wanted);
            if found < wanted {
                let last = at + 1 + found;
                return self.words.says_behind(
                    self.failing,
                    format!(
                        "(unicode error) 'unicodeescape' codec can't decode bytes in position \
                     {at}-{last}: truncated {shape} escape"
                    ),
                );
            }
            at += 2 + wanted;
        }
        self.says("invalid syntax")
    }
}
