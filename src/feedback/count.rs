//! Counted things in words.

/// A number as a person would write it: in letters up to nine.
pub fn number(count: usize) -> String {
    const WORDS: [&str; 10] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    match WORDS.get(count) {
        Some(word) => (*word).to_owned(),
        None => thousands(count),
    }
}

/// "one row", "two rows".
pub fn things(count: usize, thing: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{} {thing}{plural}", number(count))
}

/// "once", "twice", "three times".
pub fn often(times: usize) -> String {
    match times {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        more => format!("{} times", number(more)),
    }
}

/// "is" for one, "are" for more.
pub fn is(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

/// "a", "a and b", "a, b and c".
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [init @ .., last] => format!("{} and {last}", init.join(", ")),
    }
}

/// "9", "1,234,567".
pub fn thousands(count: usize) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_aloud() {
        assert_eq!(things(1, "row"), "one row");
        assert_eq!(things(0, "row"), "no rows");
        assert_eq!(things(12, "row"), "12 rows");
        assert_eq!(things(1234567, "row"), "1,234,567 rows");
        assert_eq!(often(2), "twice");
        assert_eq!(often(3), "three times");
        assert_eq!(list(&["a".into(), "b".into(), "c".into()]), "a, b and c");
    }
}
