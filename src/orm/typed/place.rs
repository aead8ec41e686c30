//! What stands before a place in what is being typed, so that it can be completed.

use super::tokens::{Quotes, Token, TokenKind, tokens};

/// A place where something can be completed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Where the word begins that is to be completed, in bytes of the text.
    pub start: usize,
    /// What can stand there.
    pub fits: Fits,
}

/// What can stand at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fits {
    /// A name; within a call of what this path names, an argument by name, too.
    Name(Option<Vec<Step>>),
    /// A member of what this path leads to.
    Member(Vec<Step>),
    /// A module.
    Module,
    /// A name of this module.
    Imported(String),
    /// Nothing that could be known: a new name, a number, a text, a comment.
    Nothing,
}

/// A part of a path: a name, and whether it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The name.
    pub name: String,
    /// It is called.
    pub called: bool,
}

/// What can stand at the cursor.
pub fn place(text: &str, cursor: usize) -> Place {
    let before = text.get(..cursor).unwrap_or_default();
    let tokens = whole(before);
    let nothing = Place { start: cursor, fits: Fits::Nothing };
    let Some(tokens) = tokens else { return nothing };
    // The word that is begun, and what stands before it.
    let (word, rest) = match tokens.split_last() {
        Some((last, rest)) if last.span.end == cursor => match last.kind {
            TokenKind::Name => (Some(last), rest),
            TokenKind::Mark => (None, tokens.as_slice()),
            _ => return nothing,
        },
        Some((last, _)) if last.kind == TokenKind::Comment => return nothing,
        _ => (None, tokens.as_slice()),
    };
    let start = word.map_or(cursor, |word| word.span.start);
    Place { start, fits: fits(rest) }
}

/// The tokens of lines; `None` where they end within a text.
fn whole(text: &str) -> Option<Vec<Token<'_>>> {
    let (mut found, mut within, mut at): (Vec<Token<'_>>, Option<Quotes>, _) = (vec![], None, 0);
    for line in text.split('\n') {
        let (tokens, ends_within) = tokens(within, line);
        found.extend(
            tokens
                .into_iter()
                .map(|token| Token { span: token.span.start + at..token.span.end + at, ..token }),
        );
        within = ends_within;
        at += line.len() + 1;
    }
    within.is_none().then_some(found)
}

fn fits(before: &[Token<'_>]) -> Fits {
    let Some((last, rest)) = before.split_last() else { return Fits::Name(None) };
    if let Some(fits) = import(before) {
        return fits;
    }
    if last.is_mark(".") {
        return match path(rest) {
            Some(path) => Fits::Member(path),
            None => Fits::Nothing,
        };
    }
    if matches!(last.text, "class" | "def" | "as" | "for") && last.kind == TokenKind::Name {
        return Fits::Nothing;
    }
    Fits::Name(call(before))
}

/// Within `from a import b` and `import a`.
fn import(before: &[Token<'_>]) -> Option<Fits> {
    let line = before.iter().rposition(|token| token.text == "from" || token.text == "import")?;
    let names = |from: usize, to: usize| -> String {
        before.get(from..to).unwrap_or_default().iter().map(|token| token.text).collect()
    };
    let list = |token: &Token<'_>| {
        (token.kind == TokenKind::Name && !token.is_keyword())
            || token.text == "as"
            || [",", ".", "("].iter().any(|mark| token.is_mark(mark))
    };
    let (keyword, rest) = before.get(line..)?.split_first()?;
    if !rest.iter().all(list) {
        return None;
    }
    let ended = rest.last().is_some_and(|last| last.kind == TokenKind::Name);
    if ended {
        return Some(Fits::Nothing);
    }
    let from = before.get(..line)?.iter().rposition(|token| token.text == "from");
    match (keyword.text, from) {
        ("import", Some(from)) => Some(Fits::Imported(names(from + 1, line))),
        // After a dot the whole name is what is completed, which nothing here does.
        _ if rest.last().is_some_and(|last| last.is_mark(".")) => Some(Fits::Nothing),
        _ => Some(Fits::Module),
    }
}

/// The path that ends here: names with dots between them, calls among them.
fn path(tokens: &[Token<'_>]) -> Option<Vec<Step>> {
    let (mut rest, mut steps) = (tokens, Vec::new());
    loop {
        let mut called = false;
        while rest.last()?.is_mark(")") {
            rest = before_bracket(rest)?;
            called = true;
        }
        let (name, before) = rest.split_last()?;
        if name.kind != TokenKind::Name || name.is_keyword() {
            return None;
        }
        steps.push(Step { name: name.text.to_owned(), called });
        match before.split_last() {
            Some((dot, before)) if dot.is_mark(".") => rest = before,
            _ => break,
        }
    }
    steps.reverse();
    Some(steps)
}

/// What stands before the bracket that the last one closes.
fn before_bracket<'a, 't>(tokens: &'a [Token<'t>]) -> Option<&'a [Token<'t>]> {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().rev() {
        match token.bracket() {
            Some(')' | ']' | '}') => depth += 1,
            Some(_) => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return tokens.get(..at);
                }
            }
            None => {}
        }
    }
    None
}

/// What is called, where an argument of a call can begin here.
fn call(before: &[Token<'_>]) -> Option<Vec<Step>> {
    if !before.last().is_some_and(|last| last.is_mark("(") || last.is_mark(",")) {
        return None;
    }
    let mut depth = 0_usize;
    for (at, token) in before.iter().enumerate().rev() {
        match token.bracket() {
            Some(')' | ']' | '}') => depth += 1,
            Some('(') if depth == 0 => return path(before.get(..at)?),
            Some(_) if depth == 0 => return None,
            Some(_) => depth -= 1,
            None => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let path = |path: &[Step]| {
            let steps =
                path.iter().map(|it| format!("{}{}", it.name, if it.called { "()" } else { "" }));
            steps.collect::<Vec<_>>().join(".")
        };
        let place = place(text, text.len());
        let fits = match &place.fits {
            Fits::Name(Some(call)) => format!("name in {}()", path(call)),
            Fits::Name(None) => "name".to_owned(),
            Fits::Member(of) => format!("member of {}", path(of)),
            other => format!("{other:?}"),
        };
        format!("{}|{}  {fits}", &text[..place.start], &text[place.start..])
    }

    #[test]
    fn what_can_stand_is_told() {
        let cases = [
            "",
            "stu",
            "student.na",
            "student.courses.",
            "session.query(Student).filter(Student.na",
            "session.query(Student).",
            "Student(",
            "Student(name='Alice', ag",
            "Student(name=",
            "x[0].",
            "'text'.",
            "a = 'tex",
            "print(s) # stu",
            "class Stu",
            "for st",
            "for st in stu",
            "from sqlalchemy import Col",
            "from sqlalchemy.orm import relationship, ba",
            "from sq",
            "import sq",
            "session.query(\n  Student\n).fi",
            "1.",
        ];
        let told: Vec<String> = cases.iter().map(|text| told(text)).collect();
        insta::assert_snapshot!(told.join("\n"));
    }
}
