//! Upper and lower case.

pub(super) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().collect::<String>());
    first.unwrap_or_default() + &letters.as_str().to_lowercase()
}

pub(super) fn titled(text: &str) -> String {
    let mut out = String::new();
    let mut within = false;
    for letter in text.chars() {
        if within {
            out.extend(letter.to_lowercase());
        } else {
            out.extend(letter.to_uppercase());
        }
        within = letter.is_alphabetic();
    }
    out
}

pub(super) fn is_titled(text: &str) -> bool {
    let (mut within, mut any) = (false, false);
    for letter in text.chars() {
        if letter.is_uppercase() {
            if within {
                return false;
            }
            (within, any) = (true, true);
        } else if letter.is_lowercase() {
            if !within {
                return false;
            }
            any = true;
        } else {
            within = false;
        }
    }
    any
}

pub(super) fn swapped(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        if letter.is_uppercase() {
            out.extend(letter.to_lowercase());
        } else {
            out.extend(letter.to_uppercase());
        }
    }
    out
}
