//! Flask-SQLAlchemy's names for tables: `OrderItem` is kept in `order_item`.

/// The table's name that is made from a class's, as Flask-SQLAlchemy makes it.
pub fn camel_to_snake_case(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut out = String::with_capacity(name.len() + 4);
    for (at, &letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let after = letters.get(at + 1);
        let follows_small =
            before.is_some_and(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit());
        let leads_small = before.is_some() && after.is_some_and(char::is_ascii_lowercase);
        if letter.is_ascii_uppercase() && (follows_small || leads_small) {
            out.push('_');
        }
        out.extend(letter.to_lowercase());
    }
    out.trim_start_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::camel_to_snake_case;

    #[test]
    fn a_word_begins_at_a_capital() {
        for (class, table) in [
            ("User", "user"),
            ("OrderItem", "order_item"),
            ("HTTPServer", "http_server"),
            ("User2Role", "user2_role"),
            ("ABC", "abc"),
            ("_Hidden", "hidden"),
            ("CamelCASEName", "camel_case_name"),
        ] {
            assert_eq!(camel_to_snake_case(class), table);
        }
    }
}
