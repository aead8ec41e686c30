//! The mark between two names: `-<`, `>-<`, `|-o<`.

use crate::relation::cursor::{Cursor, is_bare};
use crate::relation::parse_error::{ParseError, ParseErrorKind};
use crate::relation::sign::{foot_of, is_arrow, is_dash};
use crate::relation::{Cardinality, Participation};

/// How many there are at one end, and whether there must be one.
pub(super) type Foot = (Cardinality, Option<Participation>);

/// Both ends of a mark, from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) left: Foot,
    pub(super) right: Foot,
}

impl Mark {
    /// The mark that stands here; `None` where nothing like one does.
    ///
    /// # Errors
    /// Where what stands here was to be a mark and is none.
    pub(super) fn read(cursor: &mut Cursor) -> Result<Option<Self>, ParseError> {
        let mut ahead = *cursor;
        if let Some(mark) = Self::exact(&mut ahead)
            && !ahead.peek().is_some_and(is_strange)
        {
            *cursor = ahead;
            return Ok(Some(mark));
        }
        let start = cursor.at();
        let mut ahead = *cursor;
        let found = ahead.skip(is_strange);
        if found.is_empty() {
            return Ok(None);
        }
        let near = nearest(found);
        let found = found.to_owned();
        Err(ParseError::new(ahead.from(start), ParseErrorKind::NoLink { found, near }))
    }

    /// `>`, what must be, dashes, what must be, `<`: all but the dashes may be missing.
    fn exact(cursor: &mut Cursor) -> Option<Self> {
        let many_left = cursor.eat(">");
        let left = if cursor.eat("|") {
            Some(Participation::Mandatory)
        } else if cursor.rest().starts_with("o-") || cursor.rest().starts_with("O-") {
            cursor.advance(1);
            Some(Participation::Optional)
        } else {
            None
        };
        if cursor.skip(|letter| letter == '-').is_empty() {
            return None;
        }
        let right = if cursor.eat("|") {
            Some(Participation::Mandatory)
        } else if is_circle(*cursor) {
            cursor.advance(1);
            Some(Participation::Optional)
        } else {
            None
        };
        let many_right = cursor.eat("<");
        let most = |many| if many { Cardinality::Many } else { Cardinality::One };
        Some(Self { left: (most(many_left), left), right: (most(many_right), right) })
    }

    /// As it is written.
    pub(super) fn text(self) -> String {
        let participation = |of| match of {
            Some(Participation::Mandatory) => "|",
            Some(Participation::Optional) => "o",
            None => "",
        };
        let foot = |many: Cardinality, foot| if many == Cardinality::Many { foot } else { "" };
        let (before, after) = (participation(self.left.1), participation(self.right.1));
        let (left, right) = (foot(self.left.0, ">"), foot(self.right.0, "<"));
        let bare = left.is_empty() && right.is_empty() && before.is_empty() && after.is_empty();
        let dashes = if bare { "--" } else { "-" };
        format!("{left}{before}{dashes}{after}{right}")
    }
}

/// Whether an `o` stands here that is a mark and not the beginning of a name, nor a whole one: it
/// touches the dashes, and a foot or a name comes after it.
fn is_circle(mut cursor: Cursor) -> bool {
    if !(cursor.eat("o") || cursor.eat("O")) {
        return false;
    }
    if cursor.peek().is_some_and(is_bare) {
        return false;
    }
    cursor.skip_blank();
    cursor.peek().is_some_and(|next| is_bare(next) || matches!(next, '<' | '"' | '`' | '['))
}

/// Letters that people draw links with.
fn is_strange(letter: char) -> bool {
    is_dash(letter)
        || matches!(letter, '-' | '<' | '>' | '|' | '=' | '~' | '{' | '}' | '*' | '+' | '/' | '\\')
        || is_arrow(letter)
}

/// The mark that was probably meant: dashes for what looks like them, and feet that open to the
/// many, whichever way they stand.
fn nearest(found: &str) -> Option<String> {
    let is_line = |letter: char| is_dash(letter) || matches!(letter, '-' | '=' | '~' | '.');
    let is_foot = |letter: char| !is_line(letter) && !matches!(letter, '|' | '/' | '\\' | '+');
    let first_line = found.find(is_line);
    let last_line = found.rfind(is_line);
    let (Some(first), Some(last)) = (first_line, last_line) else {
        // Arrows, and feet without a line.
        return foot_of(found).map(str::to_owned);
    };
    let (before, after) = (&found[..first], &found[last..]);
    let (left, right) = (before.contains(is_foot), after.contains(is_foot));
    let must = |text: &str| text.contains('|').then_some(Participation::Mandatory);
    let most = |many| if many { Cardinality::Many } else { Cardinality::One };
    let mark = Mark { left: (most(left), must(before)), right: (most(right), must(after)) };
    Some(mark.text())
}

/// How surely a text is a crow's-foot line, by how it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::relation) enum Likeness {
    /// A name, and dashes with nothing at either end.
    Dashes,
    /// A name, and a mark with a foot or a bar, or what was to be one.
    Mark,
}

/// Whether a text begins with a name and a link, or with a name and what was to be a link.
pub(in crate::relation) fn begins(text: &str) -> Option<Likeness> {
    let mut cursor = Cursor::new(text);
    cursor.skip(|letter| letter.is_whitespace() || letter == ';');
    cursor.name().ok().flatten()?;
    cursor.skip_blank();
    let run = cursor.rest();
    let run = &run[..run.find(|letter| !is_strange(letter)).unwrap_or(run.len())];
    match Mark::read(&mut cursor) {
        Ok(Some(_)) if run.chars().all(|letter| letter == '-') => Some(Likeness::Dashes),
        Ok(Some(_)) => Some(Likeness::Mark),
        Ok(None) => None,
        // `=`, `*` and `<` alone are SQL; dashes that are no hyphens, arrows, and feet at a line
        // are not.
        Err(_) => {
            let unlike_sql = |letter: char| !letter.is_ascii();
            let foot = run.contains('-') && run.contains(['<', '>', '{', '}']);
            (run.chars().any(unlike_sql) || foot).then_some(Likeness::Mark)
        }
    }
}
