//! Changes to a query's text that the search does not make itself: what it is measured with.
//!
//! The search changes a statement's tree by the mistakes that learners make. These change words
//! between words, whatever they mean, and what SQLite does not take is dropped.

use rusqlite::Connection;

/// A changed query, and by what.
#[derive(Debug, Clone)]
pub struct Mutant {
    /// The operator's name.
    pub by: &'static str,
    /// The query.
    pub sql: String,
}

/// A query in words.
pub type Words = [String];
/// What makes other queries of one; the database tells what tables there are.
pub type Operator = fn(&Words, &Connection) -> Vec<Vec<String>>;

/// The operators by name.
pub const OPERATORS: [(&str, Operator); 24] = [
    ("other function", other_function),
    ("other number", other_number),
    ("other day", other_day),
    ("shorter text", shorter_text),
    ("other case", other_case),
    ("other table", other_table),
    ("branches swapped", branches_swapped),
    ("arguments swapped", arguments_swapped),
    ("operands of || swapped", concatenation_swapped),
    ("join doubled", join_doubled),
    ("tautology", tautology),
    ("condition negated", condition_negated),
    ("WHERE removed", where_removed),
    ("condition moved out", condition_moved_out),
    ("constant column", constant_column),
    ("absolute value", absolute_value),
    ("whole numbers", whole_numbers),
    ("average by hand", average_by_hand),
    ("= made LIKE", equals_made_like),
    ("IS NULL made empty", null_made_empty),
    ("window's frame", window_frame),
    ("PARTITION BY removed", partition_removed),
    ("HAVING added", having_added),
    ("one row skipped", row_skipped),
];

/// Every mutant of a query that SQLite takes in this database, each text once.
pub fn mutants(query: &str, connection: &Connection) -> Vec<Mutant> {
    let words = words(query);
    let mut found: Vec<Mutant> = Vec::new();
    for (by, operator) in OPERATORS {
        for changed in operator(&words, connection) {
            let sql = changed.join(" ");
            let new = changed != words && found.iter().all(|mutant| mutant.sql != sql);
            if new && connection.prepare(&sql).is_ok() {
                found.push(Mutant { by, sql });
            }
        }
    }
    found
}

/// The words of a query: names, numbers, quoted texts, operators. Comments are not known.
fn words(query: &str) -> Vec<String> {
    let letters: Vec<char> = query.chars().collect();
    let mut words: Vec<String> = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let start = at;
        let run = |from: usize, belongs: &dyn Fn(char) -> bool| {
            letters[from..].iter().position(|&it| !belongs(it)).map_or(letters.len(), |n| from + n)
        };
        let letter = letters[at];
        at = match letter {
            _ if letter.is_whitespace() => {
                at += 1;
                continue;
            }
            '\'' | '"' => {
                let mut end = at + 1;
                while end < letters.len() && letters[end] != letter {
                    end += 1;
                }
                end + 1
            }
            _ if letter.is_ascii_digit() => run(at, &|it| it.is_ascii_alphanumeric() || it == '.'),
            _ if letter.is_alphabetic() || letter == '_' => {
                run(at, &|it| it.is_alphanumeric() || it == '_')
            }
            '<' | '>' | '=' | '!' | '|' => run(at, &|it| "<>=!|".contains(it)),
            _ => at + 1,
        };
        let word: String = letters[start..at.min(letters.len())].iter().collect();
        // A doubled quote is a quote: both halves are one text.
        match words.last_mut() {
            Some(last) if is_text(last) && is_text(&word) => last.push_str(&word),
            _ => words.push(word),
        }
    }
    words
}

fn is(word: &str, wanted: &str) -> bool {
    word.eq_ignore_ascii_case(wanted)
}

fn is_text(word: &str) -> bool {
    word.starts_with('\'')
}

fn is_name(word: &str) -> bool {
    word.starts_with(|it: char| it.is_alphabetic() || it == '_')
}

/// Each place where a word is one of these.
fn places(words: &Words, wanted: &[&str]) -> Vec<usize> {
    let found = |at: &usize| wanted.iter().any(|wanted| is(&words[*at], wanted));
    (0..words.len()).filter(found).collect()
}

/// The words with a range of them exchanged.
fn exchanged(words: &Words, from: usize, to: usize, new: &[&str]) -> Vec<String> {
    let new = new.iter().map(|&word| word.to_owned());
    words[..from].iter().cloned().chain(new).chain(words[to..].iter().cloned()).collect()
}

/// For each word that this has other words for, the query with each of these.
fn each(words: &Words, others: impl Fn(&str) -> Vec<String>) -> Vec<Vec<String>> {
    let change = |(at, word): (usize, &String)| {
        let change = move |new: String| exchanged(words, at, at + 1, &[&new]);
        others(word).into_iter().map(change).collect::<Vec<_>>()
    };
    words.iter().enumerate().flat_map(change).collect()
}

/// Where what begins here ends: at a word of these on the same level, or where the level ends.
fn end(words: &Words, from: usize, stops: &[&str]) -> usize {
    let mut depth = 0_usize;
    for (at, word) in words.iter().enumerate().skip(from) {
        match word.as_str() {
            "(" => depth += 1,
            ")" if depth == 0 => return at,
            ")" => depth -= 1,
            _ if depth == 0 && stops.iter().any(|stop| is(word, stop)) => return at,
            _ => {}
        }
    }
    words.len()
}

/// What ends a WHERE.
const AFTER_WHERE: [&str; 8] =
    ["GROUP", "HAVING", "ORDER", "LIMIT", "UNION", "EXCEPT", "INTERSECT", "WINDOW"];

fn other_function(words: &Words, _: &Connection) -> Vec<Vec<String>> {
    let others = |word: &str| -> &[&str] {
        match word.to_ascii_lowercase().as_str() {
            "upper" => &["LOWER"],
            "lower" => &["UPPER", "TRIM"],
            "round" => &["CEIL", "ABS"],
            "coalesce" => &["NULLIF"],
            "total" => &["COUNT"],
            "julianday" => &["DATE", "unixepoch"],
            "strftime" => &["COALESCE"],
            "substr" => &["printf"],
            "row_number" => &["DENSE_RANK"],
            "rank" => &["ROW_NUMBER", "PERCENT_RANK"],
            "lag" => &["LEAD", "FIRST_VALUE"],
            "count" => &["TOTAL"],
            "length" => &["unicode"],
            "iif" => &["COALESCE"],
            _ => &[],
        }
    };
    each(words, |word| others(word).iter().map(|&other| other.to_owned()).collect())
}

fn other_number(words: &Words, _: &Connection) -> Vec<Vec<String>> {
    each(words, |word| match word.parse::<i64>() {
        Ok(number) => vec![
            (number * 10).to_string(),
            (number + 2).to_string(),
            format!("-{number}"),
            format!("{number}.5"),
        ],
        Err(_) => Vec::new(),
    })
}

fn other_day(words: &Words, connection: &Connection) -> Vec<Vec<String>> {
    each(words, |word| {
        if !is_text(word) || word.len() < 9 {
            return Vec::new();
        }
        let steps = ["+1 month", "-1 month", "+1 year", "-8 days"].map(|step| {
            let day = format!("SELECT quote(date({word}, '{step}')) WHERE date({word}) IS {word}");
            connection.query_row(&day, [], |row| row.get::<_, String>(0)).ok()
        });
        steps.into_iter().flatten().collect()
    })
}

fn shorter_text(words: &Words, _: &Connection) -> Vec<Vec<String>> {
    each(words, |word| {
        let inner = word.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
        let Some(inner) = inner.filter(|inner| !inner.is_empty() && !inner.contains('\'')) else {
            return Vec::new();
        };
        let mut letters = inner.chars();
        letters.next_back();
        let short = letters.as_str();
        vec![format!("'{short}'"), format!("'{inner}e'"), format!("' {inner}'")]
    })
}

fn other_case(words: &Words, _: &Connection) -> Vec<Vec<String>> {
    each(words, |word| match is_text(word) {
        true => vec![word.to_uppercase(), word.to_lowercase()],
        false => Vec::new(),
    })
}

fn other_table(words: &Words, connection: &Connection) -> Vec<Vec<String>> {
    let names = "SELECT name FROM sqlite_schema WHERE type = 'table'";
    let Ok((_, names)) = super::replay::table(connection, names) else { return Vec::new() };
    let names: Vec<String> = names
        .into_iter()
        .flatten()
        .filter_map(|name| match name {
            rusqlite::types::Value::Text(name) => Some(name),
            _ => None,
        })
        .collect();
    let mut changed = Vec::new();
    for at in places(words, &["FROM", "JOIN"]) {
        let Some(table) = words.get(at + 1).filter(|word| is_name(word)) else { continue };
        for name in names.iter().filter(|name| !is(name, table)) {
            changed.push(exchanged(words, at + 1, at + 2, &[name]));
        }
        // Half of the table.
        let alias = words.get(at + 2).filter(|word| is_name(word));
        let aliased = alias.is_some_and(|it| !RESERVED.iter().any(|reserved| is(it, reserved)));
        let half = ["(", "SELECT", "DISTINCT", "*", "FROM", table, ")", table];
        let length = if aliased { half.len() - 1 } else { half.len() };
        changed.push(exchanged(words, at + 1, at + 2, &half[..length]));
    }
    changed
}

/// What may stand after a table in place of an alias.
const RESERVED: [&str; 16] = [
    "WHERE",
    "GROUP",
    "ORDER",
    "JOIN",
    "LEFT",
    "RIGHT",
    "FULL",
    "NATURAL",
    "USING",
    "ON",
    "UNION",
    "EXCEPT",
    "INTERSECT",
    "LIMIT",
    "HAVING",
    "AS",
];

fn branches_swapped(words: &Words, _: &Connection) -> Vec<Vec<String>> {
    let marks = ["WHEN", "THEN", "ELSE", "END"];
    let branches: Vec<(usize, usize)> = places(words, &["THEN", "ELSE"])
        .into_iter()
        .map(|at| (at + 1, end(words, at + 1, &marks)))
        .collect();
    swapped(words, branches.windows(2).map(|pair| (pair[0], pair[1])))
}

/// The query once for each pair of ranges, with these exchanged.
fn swapped(
    words: &Words,
    pairs: impl Iterator<Item = ((usize, usize), (usize, usize))>,
) -> Vec<Vec<String>> {
    pairs
        .map(|(left, right)| {
            let part = |(from, to): (usize, usize)| words[from..to].to_vec();
            [
                words[..left.0].to_vec(),
                part(right),
                words[left.1..right.0].to_vec(),
                part(left),
                words[right.1..].to_vec(),
            ]
            .concat()
        })
        .collect()
}

fn arguments_swapped(words: &Words, _: &Connection) -> Vec<Vec<String>> {
    let calls = (1..words.len()).filter(|&at| words[at] == "(" && is_name(&words[at - 1]));
    let pairs = calls.flat_map(|at| {
        let mut arguments = Vec::new();
        let mut from = at + 1;
        loop {
            let to = end(words, from, &[","]);
            arguments.push((from, to));
            if words.get(to).is_none_or(|word| word != ",") {
                break;
            }
            from = to + 1;
        }
        let neighbours: Vec<_> = arguments.windows(2).map(|pair| (pair[0], pair[1])).collect();
        neighbours
    });
    swapped(words, pairs)
}

fn concatenation_swapped(words: &Words, _: &Connection) -> Vec<Vec<String>> {
    let operand = |at: usize| words.get(at).is_some_and(|it| is_name(it) || is_text(it));
    let places =
        places(words, &["||"]).into_iter().filter(|&at| operand(at - 1) && operand(at + 1));
    swapped(words, places.map(|at| ((at - 1, at), (at + 1, at + 2))))
}

fn join_doubled(words: &Words, _: &Connection) -> Vec<Vec<String>> {
    let stops = [&AFTER_WHERE[..], &["WHERE", "JOIN", "LEFT", "RIGHT", "FULL", ",", "NATURAL"]];
    let stops = stops.concat();
    let mut changed = Vec::new();
    for at in places(words, &["JOIN"]) {
        let to = end(words, at + 1, &stops);
        let Some(on) = (at..to).find(|&place| is(&words[place], "ON")) else { continue };
        let name = &words[on - 1];
        let again: Vec<String> = words[at + 1..to]
            .iter()
            .enumerate()
            .flat_map(|(place, word)| match is(word, name) {
                // The table's own name stays where no alias is given.
                true if place == 0 => vec![word.clone(), "again".to_owned()],
                true => vec!["again".to_owned()],
                false => vec![word.clone()],
            })
            .collect();
        let again: Vec<&str> = again.iter().map(String::as_str).collect();
        for join in ["JOIN", "LEFT JOIN"] {
            changed.push(exchanged(words, to, to, &[&[join], &again[..]].concat()));
        }
    }
    changed
}

fn tautology(words: &Words, _: &Connection) -> Vec<Vec<String>> {
    let mut changed = Vec::new();
    for at in places(words, &["WHERE", "HAVING", "ON"]) {
        changed.push(exchanged(words, at + 1, at + 1, &["1", "=", "1", "OR"]));
        changed.push(exchanged(words, at + 1, at + 1, &["1", "=", "0", "AND"]));
        changed.push(exchanged(words, at + 1, at + 1, &["NULL", "OR"]));
    }
    changed
}

fn condition_negated(words: &Words, _: &Connection) -> Vec<Vec<String>> {
    let mut changed = Vec::new();
    for at in places(words, &["WHERE", "HAVING", "AND", "OR"]) {
        changed.push(exchanged(words, at + 1, at + 1, &["NOT"]));
    }
    for at in places(words, &["NOT"]) {
        changed.push(exchanged(words, at, at + 1, &[]));
        changed.push(exchanged(words, at, at + 1, &["NOT", "NOT", "NOT"]));
    }
    changed
}

fn where_removed(words: &Words, _: &Connection) -> Vec<Vec<String>> {
    let removed = |at: usize| exchanged(words, at, end(words, at + 1, &AFTER_WHERE), &[]);
    places(words, &["WHERE"]).into_iter().map(removed).collect()
}

/// Takes the last condition of a subquery to the query around it.
fn condition_moved_out(words: &Words, _: &Connection) -> Vec<Vec<String>> {
    let mut changed = Vec::new();
    for at in places(words, &["AND"]) {
        let to = end(words, at + 1, &AFTER_WHERE);
        if words.get(to).is_some_and(|word| word == ")") {
            let moved: Vec<&str> = words[at..to].iter().map(String::as_str).collect();
            let out = [&[")"], &moved[..]].concat();
            changed.push(exchanged(words, at, to + 1, &out));
        }
    }
    changed
}

fn constant_column(words: &Words, _: &Connection) -> Vec<Vec<String>> {
    let mut changed = Vec::new();
    for at in places(words, &["SELECT"]) {
        let to = end(words, at + 1, &[",", "FROM"]);
        changed.push(exchanged(words, at + 1, to, &["1"]));
    }
    changed
}

fn absolute_value(words: &Words, _: &Connection) -> Vec<Vec<String>> {
    let mut changed = Vec::new();
    for at in places(words, &["SUM", "AVG", "julianday", "MIN", "MAX"]) {
        let to = end(words, at + 2, &[]) + 1;
        if to <= words.len() {
            let call: Vec<&str> = words[at..to].iter().map(String::as_str).collect();
            changed.push(exchanged(words, at, to, &[&["ABS", "("], &call[..], &[")"]].concat()));
            changed.push(exchanged(words, at, to, &[&["-"], &call[..]].concat()));
        }
    }
    changed
}

fn whole_numbers(words: &Words, _: &Connection) -> Vec<Vec<String>> {
    let mut changed = each(words, |word| match word.strip_suffix(".0") {
        Some(whole) => vec![whole.to_owned()],
        None => Vec::new(),
    });
    for at in places(words, &["/"]) {
        changed.push(exchanged(words, at, at + 1, &["%"]));
        changed.push(exchanged(words, at, at + 1, &["*"]));
    }
    changed
}

fn average_by_hand(words: &Words, _: &Connection) -> Vec<Vec<String>> {
    let mut changed = Vec::new();
    for at in places(words, &["AVG"]) {
        let to = end(words, at + 2, &[]) + 1;
        let inner: Vec<&str> =
            words[at + 1..to.min(words.len())].iter().map(String::as_str).collect();
        let sum = [&["SUM"], &inner[..]].concat();
        let count = [&sum[..], &["/", "COUNT"], &inner[..]].concat();
        let all = [&sum[..], &["*", "1.0", "/", "COUNT", "(", "*", ")"]].concat();
        changed.extend([count, all].map(|new| exchanged(words, at, to, &new)));
    }
    changed
}

fn equals_made_like(words: &Words, _: &Connection) -> Vec<Vec<String>> {
    let mut changed = Vec::new();
    for at in places(words, &["=", "IS", "LIKE"]) {
        let Some(text) = words.get(at + 1).filter(|word| is_text(word)) else { continue };
        let inner = text.trim_matches('\'');
        for pattern in [format!("'{inner}'"), format!("'{inner}%'"), format!("'%{inner}%'")] {
            changed.push(exchanged(words, at, at + 2, &["LIKE", &pattern]));
        }
        changed.push(exchanged(words, at, at + 1, &["<="]));
    }
    changed
}

fn null_made_empty(words: &Words, _: &Connection) -> Vec<Vec<String>> {
    let mut changed = Vec::new();
    for at in places(words, &["IS"]) {
        let not = words.get(at + 1).is_some_and(|word| is(word, "NOT"));
        let null = at + 1 + usize::from(not);
        if words.get(null).is_some_and(|word| is(word, "NULL")) {
            for empty in ["''", "0"] {
                changed.push(exchanged(
                    words,
                    at,
                    null + 1,
                    &[if not { "<>" } else { "=" }, empty],
                ));
            }
        }
    }
    changed
}

fn window_frame(words: &Words, _: &Connection) -> Vec<Vec<String>> {
    let mut changed = Vec::new();
    for at in places(words, &["OVER"]) {
        let to = end(words, at + 2, &[]);
        for frame in ["1 PRECEDING AND CURRENT ROW", "CURRENT ROW AND UNBOUNDED FOLLOWING"] {
            changed.push(exchanged(words, to, to, &["ROWS BETWEEN", frame]));
        }
    }
    changed
}

fn partition_removed(words: &Words, _: &Connection) -> Vec<Vec<String>> {
    let removed = |at: usize| exchanged(words, at, end(words, at + 1, &["ORDER", "ROWS"]), &[]);
    places(words, &["PARTITION"]).into_iter().map(removed).collect()
}

fn having_added(words: &Words, _: &Connection) -> Vec<Vec<String>> {
    let mut changed = Vec::new();
    for at in places(words, &["GROUP"]) {
        let to = end(words, at + 1, &AFTER_WHERE[1..]);
        if words.get(to).is_none_or(|word| !is(word, "HAVING")) {
            changed.push(exchanged(words, to, to, &["HAVING", "COUNT(*)", ">", "1"]));
            changed.push(exchanged(words, to, to, &["HAVING", "COUNT(*)", "<", "4"]));
        } else {
            changed.push(exchanged(words, to + 1, to + 1, &["COUNT(*)", "<", "4", "AND"]));
        }
    }
    changed
}

fn row_skipped(words: &Words, _: &Connection) -> Vec<Vec<String>> {
    let mut changed = Vec::new();
    for at in places(words, &["LIMIT"]) {
        let to = end(words, at + 1, &["OFFSET"]);
        changed.push(exchanged(words, to, words.len().min(to + 2), &["OFFSET", "1"]));
    }
    changed
}
