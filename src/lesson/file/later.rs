//! What the format has and this version does not judge yet. A lesson that needs one of these is
//! refused by name: silently passing over it would call wrong answers right.

/// A key, or a word under it, that waits for its engine.
#[derive(Debug)]
pub struct Later {
    /// The shape that has the key.
    pub shape: &'static str,
    /// The key.
    pub key: &'static str,
    /// Only this word of it; `None`: whatever it holds.
    pub word: Option<&'static str>,
    /// What is not done with it yet.
    pub undone: &'static str,
}

/// Everything that waits.
pub static LATER: &[Later] = &[
    later("`expect`", "models", None, "judged"),
    later("`expect`", "output", None, "judged"),
    later("`expect`", "statements", None, "judged"),
    later("a step", "language", Some("orm"), "judged"),
];

const fn later(
    shape: &'static str,
    key: &'static str,
    word: Option<&'static str>,
    undone: &'static str,
) -> Later {
    Later { shape, key, word, undone }
}

impl Later {
    /// What waits, as it is written: `language: orm`, `expect.output`.
    fn written(&self) -> String {
        match self.word {
            Some(word) => format!("{}: {word}", self.key),
            // What stands under `expect` is not looked for in a step.
            None if self.shape == "`expect`" => format!("expect.{}", self.key),
            None => self.key.to_owned(),
        }
    }

    /// That it waits, as a sentence without a full stop.
    pub fn message(&self) -> String {
        format!("`{}` is not {} by this version yet", self.written(), self.undone)
    }
}
