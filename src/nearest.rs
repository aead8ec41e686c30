//! What was probably meant: the nearest of some names.

/// The nearest of some names, if one is near enough to be meant. Case does not count. A name that
/// is there just as it was written leaves nothing to suggest.
pub fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    let length = name.chars().count();
    let allowed = if length <= 3 { 1 } else { (length / 3).max(2) };
    names
        .map(|other| (strsim::damerau_levenshtein(&name, &other.to_lowercase()), other))
        .filter(|&(distance, other)| distance <= allowed && distance < other.chars().count())
        // Two slips in a short name leave little of it: at least it begins as it should.
        .filter(|&(distance, other)| distance < 2 || length > 5 || begins_alike(&name, other))
        .min_by_key(|&(distance, _)| distance)
        .filter(|&(distance, _)| distance > 0)
        .map(|(_, other)| other)
}

fn begins_alike(name: &str, other: &str) -> bool {
    let first = |text: &str| text.chars().next().map(|letter| letter.to_lowercase().to_string());
    first(name) == first(other)
}

/// The nearest of some names where case counts, as it does in Python: what differs in nothing else
/// is what was meant.
pub fn nearest_cased<'a>(
    name: &str,
    names: impl Iterator<Item = &'a str> + Clone,
) -> Option<&'a str> {
    if names.clone().any(|other| other == name) {
        return None;
    }
    let same = names.clone().find(|other| other.to_lowercase() == name.to_lowercase());
    same.or_else(|| nearest(name, names))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_never_suggested() {
        let names = ["INTEGER", "INDEX"];
        assert_eq!(nearest("integr", names.into_iter()), Some("INTEGER"));
        assert_eq!(nearest("integer", names.into_iter()), None);
        // Nor is what is merely near it.
        assert_eq!(nearest("store", ["stores", "STORE"].into_iter()), None);
    }

    #[test]
    fn two_slips_in_a_short_name_leave_its_beginning() {
        assert_eq!(nearest("Book", ["Zoo"].into_iter()), None);
        assert_eq!(nearest("Base", ["hash", "abs"].into_iter()), None);
        assert_eq!(nearest("bokk", ["Book"].into_iter()), Some("Book"));
        assert_eq!(nearest("bks", ["books"].into_iter()), None);
        assert_eq!(nearest("boosk", ["books"].into_iter()), Some("books"));
        assert_eq!(nearest("tilte", ["title"].into_iter()), Some("title"));
    }

    #[test]
    fn case_alone_can_be_what_was_mistaken() {
        let names = ["ForeignKey", "ForeignKeyConstraint"];
        assert_eq!(nearest_cased("Foreignkey", names.into_iter()), Some("ForeignKey"));
        assert_eq!(nearest_cased("ForeignKy", names.into_iter()), Some("ForeignKey"));
        assert_eq!(nearest_cased("ForeignKey", names.into_iter()), None);
    }
}
