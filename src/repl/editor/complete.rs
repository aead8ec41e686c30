//! What Tab offers.

use super::code;
pub use super::offer::{Offer, Offers, Setting};
use crate::render::escape;
use crate::session::command::{ENTRIES, find};
use crate::session::{Command, Prompt, Vocabulary};
use crate::sql::context::{Context, Fits, context};
use crate::sql::tokens::quoted;
use crate::sql::words::{FUNCTIONS, first, keywords, operators};

/// The most that is offered at once.
const MOST: usize = 400;

/// What completes the text at the cursor.
pub fn offers(text: &str, cursor: usize, setting: &Setting) -> Offers {
    let typed = text.get(..cursor).unwrap_or_default();
    if Command::is_dotted(typed) && !typed.contains('\n') {
        return command(typed, setting);
    }
    match setting.prompt {
        None => names(typed, &setting.names),
        Some(Prompt::Line) => choices(typed, &setting.vocabulary),
        Some(Prompt::Orm) => code::offers(text, cursor, setting),
        Some(Prompt::Sql | Prompt::Relation) => sql(text, cursor, setting),
    }
}

/// One offer, as it is shown and as it is typed.
fn pair(replacement: String) -> Offer {
    Offer { display: escape::line(&replacement), replacement }
}

fn begins(name: &str, typed: &str) -> bool {
    let mut letters = name.chars().flat_map(char::to_lowercase);
    typed.chars().flat_map(char::to_lowercase).all(|letter| letters.next() == Some(letter))
}

fn names(typed: &str, names: &[String]) -> Offers {
    let found = names.iter().filter(|name| begins(name, typed));
    Offers { start: 0, pairs: found.map(|name| pair(name.clone())).collect(), file: false }
}

/// `.name` and what may follow it, as its entry in the help says.
fn command(typed: &str, setting: &Setting) -> Offers {
    let Some(space) = typed.find(char::is_whitespace) else {
        let found = ENTRIES.iter().filter(|entry| begins(entry.name, typed));
        let pairs = found.map(|entry| pair(entry.name.to_owned())).collect();
        return Offers { start: 0, pairs, file: false };
    };
    let argument = typed[space..].trim_start();
    let start = typed.len() - argument.len();
    let wanted = find(&typed[..space]).map_or("", |entry| entry.argument);
    let wanted = wanted.trim_matches(|bracket| "[]".contains(bracket));
    let possible: Vec<String> = match wanted {
        "FILE" => return Offers { start, pairs: Vec::new(), file: true },
        "TABLE" => setting.vocabulary.tables.iter().map(|(table, _)| table.clone()).collect(),
        "COMMAND" => ENTRIES.iter().map(|entry| entry.name[1..].to_owned()).collect(),
        "STEP" => setting.vocabulary.steps.clone(),
        "LESSON" => setting.lessons.clone(),
        words if words.contains('|') => words.split('|').map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    let argument = argument.trim_start_matches(if wanted == "COMMAND" { "." } else { "" });
    let found = possible.into_iter().filter(|name| begins(name, argument));
    Offers { start: typed.len() - argument.len(), pairs: found.map(pair).collect(), file: false }
}

/// A letter or a choice's text, after the last comma.
fn choices(typed: &str, vocabulary: &Vocabulary) -> Offers {
    let part = typed.rfind(',').map_or(0, |comma| comma + 1);
    let part = part + typed[part..].len() - typed[part..].trim_start().len();
    let word = &typed[part..];
    let letters = vocabulary.choices.iter().filter(|(letter, _)| {
        word.is_empty() || (word.len() == 1 && word.eq_ignore_ascii_case(&letter.to_string()))
    });
    let letters = letters.map(|(letter, text)| Offer {
        display: escape::line(&format!("{letter}  {text}")),
        replacement: letter.to_string(),
    });
    let mut pairs: Vec<Offer> = letters.collect();
    if pairs.is_empty() {
        let texts = vocabulary.choices.iter().filter(|(_, text)| begins(text, word));
        // A text with a comma in it would be read as two.
        let texts = texts.filter(|(_, text)| !text.contains([',', '\n']));
        pairs = texts.map(|(_, text)| pair(text.clone())).collect();
    }
    Offers { start: part, pairs, file: false }
}

fn sql(text: &str, cursor: usize, setting: &Setting) -> Offers {
    let mut whole = setting.before.clone();
    if !whole.is_empty() {
        whole.push('\n');
    }
    let shift = whole.len();
    whole.push_str(text);
    let Some(place) = context(&whole, shift + cursor) else { return Offers::default() };
    // A name in quotes that began on an earlier line cannot be replaced here.
    let Some(start) = place.start.checked_sub(shift) else { return Offers::default() };
    let typed = text.get(start..cursor).unwrap_or_default();
    let mut found = Found::new(typed, &place);
    found.fitting(&place, &setting.vocabulary);
    if found.pairs.is_empty() && !typed.is_empty() && place.fits != Fits::NewName {
        found.anything(&place, &setting.vocabulary);
    }
    found.pairs.truncate(MOST);
    Offers { start, pairs: found.pairs, file: false }
}

/// Offers that begin as what was typed, each once.
#[derive(Debug)]
struct Found<'t> {
    /// Without the quote that opens a name.
    typed: &'t str,
    quote: Option<char>,
    upper: bool,
    pairs: Vec<Offer>,
    seen: std::collections::HashSet<String>,
}

impl<'t> Found<'t> {
    fn new(typed: &'t str, place: &Context) -> Self {
        let quote = typed.chars().next().filter(|first| "\"`[".contains(*first));
        let name = quote.map_or(typed, |quote| &typed[quote.len_utf8()..]);
        let letters = || name.chars().filter(|letter| letter.is_alphabetic());
        let upper = match letters().next() {
            Some(_) => letters().all(char::is_uppercase),
            None => place.upper == Some(true),
        };
        Self { typed: name, quote, upper, pairs: Vec::new(), seen: Default::default() }
    }

    /// A name, in quotes where it needs them.
    fn name(&mut self, name: &str) {
        if !begins(name, self.typed) {
            return;
        }
        let replacement = match self.quote {
            Some('[') if !name.contains(']') => format!("[{name}]"),
            Some('`') => format!("`{}`", name.replace('`', "``")),
            Some(_) => format!("\"{}\"", name.replace('"', "\"\"")),
            None => quoted(name),
        };
        // What could drive the terminal, or break the line, is not typed by Tab.
        if !name.chars().any(char::is_control) {
            self.offer(replacement);
        }
    }

    fn names<'n>(&mut self, names: impl IntoIterator<Item = &'n String>) {
        names.into_iter().for_each(|name| self.name(name));
    }

    fn word(&mut self, word: &str) {
        if self.quote.is_none() && begins(word, self.typed) {
            self.offer(if self.upper { word.to_uppercase() } else { word.to_owned() });
        }
    }

    fn words(&mut self, words: impl IntoIterator<Item = &'static str>) {
        words.into_iter().for_each(|word| self.word(word));
    }

    fn offer(&mut self, replacement: String) {
        if self.seen.insert(replacement.to_lowercase()) {
            self.pairs.push(pair(replacement));
        }
    }

    fn fitting(&mut self, place: &Context, vocabulary: &Vocabulary) {
        match &place.fits {
            Fits::Start => self.words(first()),
            Fits::Table => self.tables(place, vocabulary),
            Fits::ColumnOf(qualifier) => {
                let columns = columns_of(qualifier, place, vocabulary);
                self.names(columns);
            }
            Fits::ColumnsOf(tables) => {
                for table in tables {
                    self.names(columns_of(table, place, vocabulary));
                }
            }
            Fits::Value(words) => {
                self.columns(place, vocabulary);
                if !self.typed.is_empty() {
                    self.references(place);
                    self.words(FUNCTIONS.iter());
                    self.words(words.iter());
                } else if self.pairs.is_empty() {
                    self.words(words.iter());
                }
            }
            Fits::Word(words) => self.words(words.iter()),
            Fits::Ended(words) => {
                self.words(words.iter());
                self.words(operators());
            }
            Fits::NewName => {}
        }
    }

    fn anything(&mut self, place: &Context, vocabulary: &Vocabulary) {
        self.words(operators());
        self.words(keywords());
        self.references(place);
        self.tables(place, vocabulary);
        for (_, columns) in &vocabulary.tables {
            self.names(columns);
        }
        self.words(FUNCTIONS.iter());
    }

    fn tables(&mut self, place: &Context, vocabulary: &Vocabulary) {
        let made = place.made.iter().filter(|made| made.with);
        self.names(made.map(|made| &made.name));
        self.names(vocabulary.tables.iter().map(|(table, _)| table));
    }

    /// The names by which columns are qualified.
    fn references(&mut self, place: &Context) {
        self.names(place.sources.iter().map(|it| it.alias.as_ref().unwrap_or(&it.table)));
        self.names(place.made.iter().map(|made| &made.name));
    }

    /// The columns of the statement's tables; of all tables where it names none that is there.
    fn columns(&mut self, place: &Context, vocabulary: &Vocabulary) {
        let mut known = false;
        let tables = place.sources.iter().map(|source| &source.table);
        let derived = place.made.iter().filter(|made| !made.with).map(|made| &made.name);
        for table in tables.chain(derived) {
            let columns = columns_of(table, place, vocabulary);
            known |= !columns.is_empty();
            self.names(columns);
        }
        if !known {
            for (_, columns) in &vocabulary.tables {
                self.names(columns);
            }
        }
    }
}

/// The columns of a table, an alias or a table that the statement makes.
fn columns_of<'v>(name: &str, place: &'v Context, vocabulary: &'v Vocabulary) -> &'v [String] {
    let same = |other: &str| other.to_lowercase() == name.to_lowercase();
    let by_alias =
        |source: &&crate::sql::context::Source| source.alias.as_deref().is_some_and(same);
    let table = place.sources.iter().find(by_alias).map_or(name, |source| &source.table);
    let is_it = |other: &str| other.to_lowercase() == table.to_lowercase();
    if let Some(made) = place.made.iter().find(|made| is_it(&made.name)) {
        return &made.columns;
    }
    let found = vocabulary.tables.iter().find(|(other, _)| is_it(other));
    found.map_or(&[], |(_, columns)| columns)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn setting(before: &str, prompt: Option<Prompt>) -> Setting {
        let table = |name: &str, columns: &str| {
            (name.to_owned(), columns.split(' ').map(str::to_owned).collect::<Vec<_>>())
        };
        let vocabulary = Vocabulary {
            tables: vec![
                table("stores", "id name"),
                table("items", "id name price store_id"),
                table("my table", "order"),
            ],
            choices: vec![('a', "stores".to_owned()), ('b', "items, all".to_owned())],
            steps: vec!["count-items".to_owned()],
            ..Vocabulary::default()
        };
        Setting {
            prompt,
            before: before.to_owned(),
            vocabulary: Arc::new(vocabulary),
            names: vec!["stores-and-items".to_owned()],
            lessons: Vec::new(),
        }
    }

    fn told(offers: &Offers, text: &str) -> String {
        let names: Vec<&str> = offers.pairs.iter().map(|pair| pair.replacement.as_str()).collect();
        let more = if names.len() > 8 { " ..." } else { "" };
        format!("{}[{}{more}]", &text[..offers.start], names[..names.len().min(8)].join(", "))
    }

    /// What Tab offers at `|`, after the lines of an open input.
    fn offered(before: &str, text: &str) -> String {
        let cursor = text.find('|').expect("a cursor");
        let text = text.replacen('|', "", 1);
        told(&offers(&text, cursor, &setting(before, Some(Prompt::Sql))), &text)
    }

    #[test]
    fn tab_offers_what_fits() {
        let cases = [
            ("", "sel|"),
            ("", "SEL|"),
            ("", "select * from |"),
            ("", "SELECT * FROM st|"),
            ("", "select na| from items"),
            ("", "select st|"),
            ("", "select pri|"),
            ("", "select i.| from items i"),
            ("", "select items.p| from items"),
            ("", "select * from items i where i.n|"),
            ("", "select * from items whe|"),
            ("", "select * from items where price > 1 an|"),
            ("", "select * from items where price > 1 or|"),
            ("", "select * from my|"),
            ("", "select * from \"my|"),
            ("", "select or| from \"my table\""),
            ("", "insert into items (|"),
            ("", "insert into items (id, p|"),
            ("", "update items set |"),
            ("", "create table t (id integer references |"),
            ("", "create table t (id integer references stores (|"),
            ("", "with x as (select name as label from items) select l| from x"),
            ("", "with xs as (select 1) select * from x|"),
            ("", "select cou|"),
            ("", "select 'it|"),
            ("", "select 1 -- it|"),
            ("select i.", "| from items i"),
            ("select *\nfrom items i", "where i.st|"),
            ("select 'a", "it|"),
            ("select \"my", "t|"),
            ("", "wibble|"),
        ];
        let told: Vec<String> = cases
            .iter()
            .map(|(before, text)| format!("{before}|{text}  {}", offered(before, text)))
            .collect();
        insta::assert_snapshot!(told.join("\n"));
    }

    #[test]
    fn commands_are_offered_with_what_may_follow() {
        insta::assert_snapshot!(offered("", ".he|"), @"[.help]");
        insta::assert_snapshot!(offered("select", ".re|"), @"[.reset, .relations, .review, .relation, .reload]");
        insta::assert_snapshot!(offered("", ".schema i|"), @".schema [items]");
        insta::assert_snapshot!(offered("", ".timer |"), @".timer [on, off]");
        insta::assert_snapshot!(offered("", ".help .sc|"), @".help .[schema]");
        insta::assert_snapshot!(offered("", ".hint |"), @".hint []");
        assert!(offers(".save a", 7, &setting("", Some(Prompt::Sql))).file);
    }

    #[test]
    fn a_quiz_offers_its_choices() {
        let at = |text: &str, prompt| told(&offers(text, text.len(), &setting("", prompt)), text);
        insta::assert_snapshot!(at("", Some(Prompt::Line)), @"[a, b]");
        insta::assert_snapshot!(at("a, st", Some(Prompt::Line)), @"a, [stores]");
        insta::assert_snapshot!(at("sto", None), @"[stores-and-items]");
    }
}
