//! The one rule by which a noun becomes the name of a table, and by which what is made for a
//! relation gets its name. `docs/notation.md` says it for people.
//!
//! - A noun is a table that is there, if one bears the noun, its plural or its singular as a name,
//!   in any case; else the table is the noun's plural in snake case: "order line" is
//!   `order_lines`. See [`table`].
//! - A table gets the key [`KEY`], `id INTEGER PRIMARY KEY`.
//! - A foreign key is named after what it refers to: `store_id` for `stores.id`. See
//!   [`foreign_key`].
//! - A join table bears the names of both tables in the order of the alphabet, as in Rails:
//!   `courses_students`, whichever was said first. See [`join_table`].
//! - Indexes are named as in SQLAlchemy: `ix_items_store_id`, and `uq_profiles_user_id` where the
//!   index keeps the columns unique. See [`index`] and [`unique_index`].

use super::same;

/// The key column of a table that is made.
pub const KEY: &str = "id";

/// Longer words than this are no English nouns, and the rules for nouns take time.
const LONGEST: usize = 64;

/// Nouns whose plural the library does not lead back to its singular: the singular, the plural.
const EXCEPTIONS: [(&str, &str); 4] =
    [("cache", "caches"), ("axis", "axes"), ("lens", "lenses"), ("species", "species")];

/// The singular of a table's name or of a noun: `order_lines` → `order_line`, `People` → `Person`.
///
/// Only the last word changes, and keeps its case. What ends in no letter of English stays.
pub fn singular(name: &str) -> String {
    numbered(name, 1)
}

/// The plural of a table's name or of a noun: `order_line` → `order_lines`, `Person` → `People`.
///
/// Only the last word changes, and keeps its case. What ends in no letter of English stays.
pub fn plural(name: &str) -> String {
    numbered(name, 2)
}

/// Whether two names are one noun but for case, number and how its words are joined: `OrderLine`
/// and `order_lines`.
pub fn same_noun(one: &str, other: &str) -> bool {
    let (one, other) = (snake(one), snake(other));
    one == other || singular(&one) == singular(&other) || plural(&one) == plural(&other)
}

/// The table that a noun speaks of: one of those that are there, or else the plural of the noun in
/// snake case.
///
/// Of several that would do, the one that is written most like the noun.
pub fn table(noun: &str, tables: &[&str]) -> String {
    let snake_case = snake(noun);
    let (one, many) = (singular(&snake_case), plural(&snake_case));
    let by = |fits: &dyn Fn(&str) -> bool| tables.iter().find(|table| fits(table));
    by(&|table| table == noun)
        .or_else(|| by(&|table| same(table, noun)))
        .or_else(|| by(&|table| snake(table) == snake_case))
        .or_else(|| by(&|table| snake(table) == many))
        .or_else(|| by(&|table| snake(table) == one))
        .map_or(many, |table| (*table).to_owned())
}

/// The column that refers to the column `key` of `table`: `store_id` for `stores.id`. A key that
/// is named after its table already keeps its name: `store_id` for `stores.store_id`, `AlbumId` for
/// `Album.AlbumId`.
pub fn foreign_key(table: &str, key: &str) -> String {
    let noun = singular(table);
    let named_after = |start: &str| {
        key.get(..start.len()).is_some_and(|found| same(found, start))
            && key[start.len()..].starts_with(|next: char| next == '_' || next.is_uppercase())
    };
    if named_after(&noun) || named_after(table) { key.to_owned() } else { format!("{noun}_{key}") }
}

/// The name of the second of two columns of one table that would bear the same name, as both keys
/// of a join table between a table and itself do: `other_person_id`.
pub fn other(column: &str) -> String {
    format!("other_{column}")
}

/// The join table between two tables: their names in the order of the alphabet, so that it does
/// not matter which was said first.
pub fn join_table(left: &str, right: &str) -> String {
    let (first, second) =
        if left.to_lowercase() <= right.to_lowercase() { (left, right) } else { (right, left) };
    format!("{first}_{second}")
}

/// The index over some columns of a table: `ix_items_store_id`.
pub fn index(table: &str, columns: &[impl AsRef<str>]) -> String {
    index_name("ix", table, columns)
}

/// The index that keeps some columns of a table unique: `uq_profiles_user_id`.
pub fn unique_index(table: &str, columns: &[impl AsRef<str>]) -> String {
    index_name("uq", table, columns)
}

fn index_name(kind: &str, table: &str, columns: &[impl AsRef<str>]) -> String {
    let mut name = format!("{kind}_{table}");
    for column in columns {
        name.push('_');
        name.push_str(column.as_ref());
    }
    name
}

/// A noun or name in snake case: `order line`, `order-line` and `OrderLine` are `order_line`.
pub fn snake(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 2);
    let mut before: Option<char> = None;
    for letter in name.chars() {
        let breaks = letter.is_whitespace() || letter == '-' || letter == '_';
        let humps = letter.is_uppercase() && before.is_some_and(char::is_lowercase);
        if (breaks || humps) && !snake.is_empty() && !snake.ends_with('_') {
            snake.push('_');
        }
        if !breaks {
            snake.extend(letter.to_lowercase());
        }
        before = Some(letter);
    }
    snake.truncate(snake.trim_end_matches('_').len());
    snake
}

/// The name with its last word as one or as several.
fn numbered(name: &str, count: isize) -> String {
    let (rest, word) = name.split_at(last_word(name));
    let is_noun = (2..=LONGEST).contains(&word.len())
        && word.ends_with(|end: char| end.is_ascii_alphabetic());
    if !is_noun {
        return name.to_owned();
    }
    let exception = EXCEPTIONS.iter().find(|(one, many)| same(one, word) || same(many, word));
    let word = match exception {
        Some((one, many)) => in_case_of(word, if count == 1 { one } else { many }),
        None => pluralizer::pluralize(word, count, false),
    };
    format!("{rest}{word}")
}

/// Where the last word of a name begins: after the last letter that no word has, or where small
/// letters are followed by a capital (`OrderLine`).
fn last_word(name: &str) -> usize {
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, letter) in name.char_indices() {
        if !letter.is_alphabetic() && letter != '\'' {
            start = at + letter.len_utf8();
        } else if letter.is_uppercase() && before.is_some_and(char::is_lowercase) {
            start = at;
        }
        before = Some(letter);
    }
    start
}

/// A word in the case of a sample: all capitals, a capital first, or small.
fn in_case_of(sample: &str, word: &str) -> String {
    if sample.chars().all(char::is_uppercase) {
        return word.to_uppercase();
    }
    if sample.starts_with(char::is_uppercase) {
        return word[..1].to_uppercase() + &word[1..];
    }
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nouns_that_are_not_regular_are_known() {
        let nouns = "child children, person people, mouse mice, status statuses, datum data, \
            series series, news news, address addresses, analysis analyses, company companies, \
            bus buses, match matches, man men, woman women, aircraft aircraft, index indices, \
            quiz quizzes, hero heroes, category categories, day days, cache caches, axis axes, \
            lens lenses, species species, criterion criteria, alias aliases, movie movies, \
            house houses, course courses, tooth teeth, media media, staff staff, class classes, \
            process processes, box boxes, key keys, life lives, photo photos, order_line \
            order_lines, salesperson salespeople, database databases";
        for pair in nouns.split(", ") {
            let (one, many) = pair.split_once(' ').unwrap();
            assert_eq!((plural(one).as_str(), singular(many).as_str()), (many, one));
            assert_eq!((plural(many).as_str(), singular(one).as_str()), (many, one));
        }
    }

    #[test]
    fn only_the_last_word_changes_and_keeps_its_case() {
        let plurals = [
            ("people_address", "people_addresses"),
            ("Person", "People"),
            ("PERSON", "PEOPLE"),
            ("SalesPerson", "SalesPeople"),
            ("ORDER_LINE", "ORDER_LINES"),
            ("Axis", "Axes"),
            ("order line", "order lines"),
            ("日本", "日本"),
            ("users2", "users2"),
            ("🦀", "🦀"),
            ("a", "a"),
            ("", ""),
        ];
        for (one, many) in plurals {
            assert_eq!(plural(one), many);
        }
    }

    #[test]
    fn a_noun_is_a_table_that_is_there_or_its_plural() {
        let tables = ["Artist", "order_line", "users", "user", "Store", "people"];
        let resolved = [
            ("artist", "Artist"),
            ("ARTISTS", "Artist"),
            ("order lines", "order_line"),
            ("OrderLine", "order_line"),
            ("user", "user"),
            ("Users", "users"),
            ("stores", "Store"),
            ("person", "people"),
            ("Game", "games"),
            ("shop item", "shop_items"),
            ("child", "children"),
        ];
        for (noun, name) in resolved {
            assert_eq!(table(noun, &tables), name, "{noun}");
        }
        assert!(same_noun("OrderLine", "order_lines") && same_noun("people", "Person"));
        assert!(!same_noun("order", "order_line") && !same_noun("users", "stores"));
    }

    #[test]
    fn what_is_made_is_named_after_what_it_stands_for() {
        assert_eq!(foreign_key("stores", KEY), "store_id");
        assert_eq!(foreign_key("people", KEY), "person_id");
        assert_eq!(foreign_key("Album", "AlbumId"), "AlbumId");
        assert_eq!(foreign_key("Albums", "Number"), "Album_Number");
        assert_eq!(foreign_key("stores", "store_id"), "store_id");
        assert_eq!(foreign_key("countries", "code"), "country_code");
        assert_eq!(foreign_key("日本", "日本_id"), "日本_id");
        assert_eq!(join_table("students", "Courses"), "Courses_students");
        assert_eq!(join_table("Courses", "students"), "Courses_students");
        assert_eq!(index("items", &["store_id"]), "ix_items_store_id");
        assert_eq!(unique_index("seats", &["row", "place"]), "uq_seats_row_place");
    }

    proptest! {
        #[test]
        fn any_name_has_a_singular_and_a_plural(name in "\\PC{0,24}") {
            let _ = (singular(&name), foreign_key(&name, &name));
            let made = table(&name, &[]);
            prop_assert_eq!(table(&name, &[&made]), made);
        }
    }
}
