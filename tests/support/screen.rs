//! What a person sees on a terminal of some size.

use std::num::NonZeroU16;

use vt100::Parser;

pub struct Screen {
    parser: Parser,
    columns: u16,
}

fn positive(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).expect("a terminal of some size")
}

impl Screen {
    pub fn new(columns: u16, rows: u16) -> Self {
        Self { parser: Parser::new(positive(rows), positive(columns), 0), columns }
    }

    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.columns = columns;
        self.parser.screen_mut().set_size(positive(rows), positive(columns));
    }

    pub fn takes(&mut self, bytes: &[u8]) {
        self.parser.process(bytes);
    }

    /// Its rows, without what is empty at their ends and below them.
    pub fn text(&self) -> String {
        let rows = self.parser.screen().rows(0, self.columns);
        let rows: Vec<String> = rows.map(|row| row.trim_end().to_owned()).collect();
        rows.join("\n").trim_end().to_owned()
    }

    /// The lines of an output that a terminal of this width would have to break.
    pub fn breaks(&self, output: &[u8]) -> Vec<String> {
        let mut broken = Vec::new();
        for line in output.split(|byte| *byte == b'\n') {
            let mut alone = Parser::new(positive(100), positive(self.columns), 0);
            alone.process(line);
            if alone.screen().row_wrapped(0) {
                broken.push(alone.screen().contents());
            }
        }
        broken
    }
}
