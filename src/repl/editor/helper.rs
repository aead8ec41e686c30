//! The line editor's questions, answered.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use rustyline::completion::{Completer, longest_common_prefix};
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hint, Hinter};
use rustyline::{CompletionType, Context, Validator};

use super::complete::{Offer, Offers, Setting, offers};
use super::highlight::{Before, inks, paint};
use super::keys::Open;
use super::window::Rows;
use crate::render::{Style, escape};
use crate::repl::screen::screen;
use crate::session::command::find;

/// What helps at one prompt. The line editor owns it and asks it at every key.
#[derive(Debug, Validator)]
pub struct Helper {
    style: Style,
    /// What stands before the text that is being typed.
    pub before: Before,
    /// What is known when Tab is pressed.
    pub setting: Setting,
    /// Shared with what listens to the up key.
    pub open: Arc<Open>,
    shown: RefCell<Shown>,
    /// The columns of the prompt that was drawn last.
    prompt: Cell<usize>,
    /// The text was taller than the screen when it was drawn last.
    tall: Cell<bool>,
    /// How many offers of a list are still to be drawn, and the rows that the text takes.
    listing: Cell<(usize, usize)>,
}

/// The text as it was painted last.
#[derive(Debug, Default)]
struct Shown {
    text: String,
    painted: String,
}

/// What may follow a command; nothing that a key would take over.
#[derive(Debug)]
pub struct Argument(String);

impl Hint for Argument {
    fn display(&self) -> &str {
        &self.0
    }

    fn completion(&self) -> Option<&str> {
        None
    }
}

impl Helper {
    /// Helps in these colours.
    pub fn new(style: Style) -> Self {
        Self {
            style,
            before: Before::default(),
            setting: Setting::default(),
            open: Arc::default(),
            shown: RefCell::default(),
            prompt: Cell::new(0),
            tall: Cell::new(false),
            listing: Cell::new((0, 0)),
        }
    }

    /// Begins a new prompt.
    pub fn begin(&mut self, before: Before, setting: Setting) {
        self.open.is_open.store(before.goes_on, Ordering::Relaxed);
        self.open.is_code.store(before.code.is_some(), Ordering::Relaxed);
        self.before = before;
        self.setting = setting;
        self.shown.replace(Shown::default());
        self.tall.set(false);
    }

    fn rows(&self, text: &str, cursor: usize, columns: usize) -> Rows {
        Rows::of(text, cursor, self.prompt.get(), columns)
    }

    /// Whether the text does not fit on the screen.
    fn is_tall(&self, text: &str, cursor: usize) -> bool {
        tall_on(text).is_some_and(|(columns, rows)| self.rows(text, cursor, columns).count() > rows)
    }

    fn painted(&self, text: &str, cursor: Option<usize>) -> String {
        match self.style.is_coloured() {
            true => paint(text, &inks(text, cursor, &self.before), 0..text.len(), self.style),
            false => paint(text, &[], 0..text.len(), self.style),
        }
    }

    /// The rows of a tall text that fit on the screen, in place of all that was there; `None`
    /// for a text that fits.
    fn window(&self, text: &str, cursor: usize) -> Option<String> {
        let tall = tall_on(text).and_then(|(columns, rows)| {
            let window = self.rows(text, cursor, columns).window(text, rows);
            (window != (0..text.len())).then_some((window, rows))
        });
        let Some((window, rows)) = tall else {
            self.tall.set(false);
            return None;
        };
        let mut drawn = String::new();
        if !self.tall.replace(true) {
            // What stood on the screen goes where it would go if it were scrolled away.
            drawn.push_str(&"\n".repeat(rows));
        }
        drawn.push_str("\r\u{1b}[H\u{1b}[J");
        let inks = match self.style.is_coloured() {
            true => inks(text, Some(cursor), &self.before),
            false => Vec::new(),
        };
        drawn.push_str(&paint(text, &inks, window, self.style));
        Some(drawn)
    }
}

/// Columns and rows of the screen, where a text may be too tall for it. Most are far from that.
fn tall_on(text: &str) -> Option<(usize, usize)> {
    screen().filter(|(_, rows)| *rows > 1 && (text.len() >= *rows || text.contains('\n')))
}

impl Highlighter for Helper {
    fn highlight<'l>(&self, line: &'l str, pos: usize) -> Cow<'l, str> {
        if let Some(window) = self.window(line, pos) {
            return Cow::Owned(window);
        }
        let shown = self.shown.borrow();
        if shown.text == line && !line.is_empty() {
            return Cow::Owned(shown.painted.clone());
        }
        Cow::Owned(self.painted(line, Some(pos)))
    }

    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(&'s self, prompt: &'p str, _: bool) -> Cow<'b, str> {
        self.prompt.set(escape::width(prompt));
        Cow::Borrowed(prompt)
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        Cow::Owned(self.style.dim(hint))
    }

    fn highlight_candidate<'c>(&self, candidate: &'c str, _: CompletionType) -> Cow<'c, str> {
        let (left, rows) = self.listing.get();
        self.listing.set((left.saturating_sub(1), rows));
        if left != 1 {
            return Cow::Borrowed(candidate);
        }
        // Before it draws the text again below the list, the line editor clears the rows that
        // the text took above: they have to be there, or the list's last ones would go.
        Cow::Owned(format!("{candidate}{}", "\n".repeat(rows)))
    }

    /// Whether all has to be drawn again: the editor would only write the letter that was typed,
    /// take away the last one, or move the cursor.
    fn highlight_char(&self, line: &str, pos: usize, kind: CmdKind) -> bool {
        if self.tall.get() || self.is_tall(line, pos) {
            return true;
        }
        if !self.style.is_coloured() {
            return false;
        }
        let cursor = (kind != CmdKind::ForcedRefresh).then_some(pos);
        let painted = self.painted(line, cursor);
        let mut shown = self.shown.borrow_mut();
        let grows = |less: (&str, &str), more: (&str, &str)| {
            let rest = more.0.strip_prefix(less.0);
            rest.is_some_and(|rest| more.1.strip_prefix(less.1) == Some(rest))
        };
        let (old, new) = ((&*shown.text, &*shown.painted), (line, &*painted));
        let same = grows(old, new) || grows(new, old);
        *shown = Shown { text: line.to_owned(), painted };
        !same
    }
}

impl Hinter for Helper {
    type Hint = Argument;

    /// After a command's name and a space: what may follow.
    fn hint(&self, line: &str, pos: usize, _: &Context<'_>) -> Option<Argument> {
        if !self.style.is_coloured() || pos < line.len() || !line.starts_with('.') {
            return None;
        }
        let name = line.strip_suffix(' ').filter(|name| !name.contains(' '))?;
        let argument = find(name)?.argument;
        (!argument.is_empty()).then(|| Argument(argument.to_owned()))
    }
}

impl Completer for Helper {
    type Candidate = Offer;

    fn complete(
        &self,
        line: &str,
        pos: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Offer>)> {
        let Offers { start, mut pairs, file } = offers(line, pos, &self.setting);
        if file {
            pairs = files(line.get(start..pos).unwrap_or_default());
        }
        let rows = screen().map_or(0, |(columns, _)| self.rows(line, pos, columns).count() - 1);
        // What Tab adds by itself can take another row.
        let longer = longest_common_prefix(&pairs)
            .map_or(0, |prefix| prefix.len() + start - pos.min(prefix.len() + start));
        let rows = screen().map_or(rows, |(columns, _)| {
            let end = self.rows(&format!("{line}{}", " ".repeat(longer)), pos, columns).count() - 1;
            end.max(rows)
        });
        self.listing.set((pairs.len(), rows));
        Ok((start, pairs))
    }
}

impl rustyline::Helper for Helper {}

/// Files and folders whose path begins with what was typed.
fn files(typed: &str) -> Vec<Offer> {
    let (folder, begun) = match typed.rfind('/') {
        Some(slash) => typed.split_at(slash + 1),
        None => ("", typed),
    };
    let path = if folder.is_empty() { Path::new(".") } else { Path::new(folder) };
    let Ok(entries) = std::fs::read_dir(path) else { return Vec::new() };
    let mut names: Vec<String> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let hidden = name.starts_with('.') && !begun.starts_with('.');
            if hidden || !name.starts_with(begun) || name.chars().any(char::is_control) {
                return None;
            }
            let slash = if entry.path().is_dir() { "/" } else { "" };
            Some(name + slash)
        })
        .collect();
    names.sort_unstable();
    let offer = |name: String| Offer {
        display: escape::line(&name),
        replacement: format!("{folder}{name}"),
    };
    names.into_iter().map(offer).collect()
}
