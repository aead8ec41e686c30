//! Tables as nouns.

use crate::relation::name::{plural, singular};

/// "a store", "an item".
pub fn one(table: &str) -> String {
    let noun = singular(table);
    format!("{} {noun}", article(&noun))
}

/// "one item" or "many items".
pub fn counted(table: &str, many: bool) -> String {
    if many { format!("many {}", plural(table)) } else { format!("one {}", singular(table)) }
}

/// "3 books", "1 book".
pub fn number_of(count: u64, table: &str) -> String {
    let noun = if count == 1 { singular(table) } else { plural(table) };
    format!("{} {noun}", digits(count))
}

/// A number in figures: `1,234`.
pub fn digits(count: u64) -> String {
    crate::feedback::count::thousands(usize::try_from(count).unwrap_or(usize::MAX))
}

/// The first letter as at the beginning of a sentence.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// "a" or "an", by how the word sounds: a user, an hour.
pub fn article(noun: &str) -> &'static str {
    let noun = noun.to_lowercase();
    let begins = |starts: &[&str]| starts.iter().any(|start| noun.starts_with(start));
    // Spoken with a y or a w: unit, user, usage, utility, European, one.
    let consonant = ["uni", "use", "usu", "usa", "uti", "ute", "eu", "ubiq", "one", "once"];
    let vowel = ["unim", "unin", "unid", "hour", "heir", "honest", "honor", "honour"];
    let sounds = begins(&["a", "e", "i", "o", "u"]) && !begins(&consonant);
    if begins(&vowel) || sounds { "an" } else { "a" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_go_by_sound() {
        for an in ["item", "order", "hour", "uncle", "actor", "unimportant_thing", "Enrollment"] {
            assert_eq!(article(an), "an", "{an}");
        }
        for a in ["store", "user", "unit", "university", "one_time_code", "🦀", "", "house"] {
            assert_eq!(article(a), "a", "{a}");
        }
    }
}
