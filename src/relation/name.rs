//! Names of entities in sentences: one and many.

/// The word for one of what a table's name says.
pub fn singular(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    if lower.ends_with("ies") && name.len() > 4 {
        return format!("{}y", &name[..name.len() - 3]);
    }
    for ending in ["sses", "xes", "ches", "shes"] {
        if lower.ends_with(ending) {
            return name[..name.len() - 2].to_owned();
        }
    }
    if lower.ends_with('s') && !lower.ends_with("ss") && !lower.ends_with("us") && name.len() > 2 {
        return name[..name.len() - 1].to_owned();
    }
    name.to_owned()
}

/// The word for many of it.
pub fn plural(name: &str) -> String {
    if singular(name) != name {
        return name.to_owned();
    }
    let lower = name.to_ascii_lowercase();
    let vowel = |letter: char| "aeiou".contains(letter);
    if let Some(stem) = lower.strip_suffix('y')
        && !stem.ends_with(vowel)
    {
        return format!("{}ies", &name[..name.len() - 1]);
    }
    if ["s", "x", "ch", "sh"].iter().any(|ending| lower.ends_with(ending)) {
        return format!("{name}es");
    }
    format!("{name}s")
}
