//! What was sent, as a recording has it.

use crate::orm::core::{Log, Logged, Parameter};
use crate::orm::recording::{Datum, Parameters, Sent};

/// DDL and the other statements, from an entry of the log on.
pub(super) fn sent(log: &Log, from: usize) -> (Vec<String>, Vec<Sent>) {
    let (mut ddl, mut statements) = (Vec::new(), Vec::new());
    for logged in log.entries.iter().skip(from) {
        match logged {
            Logged::Ddl { sql } => ddl.push(collapsed(sql)),
            Logged::Statement { sql, .. } if looks_for_tables(sql) => {}
            Logged::Statement { sql, parameters, many, lists } => {
                let rows = parameters.iter().map(|row| row.iter().map(datum).collect());
                let parameters = match lists {
                    true => Parameters::Many(rows.collect()),
                    false => Parameters::One(rows.into_iter().next().unwrap_or_default()),
                };
                statements.push(Sent { sql: sql.clone(), parameters, many: *many });
            }
            Logged::Transaction { .. } => {}
        }
    }
    sort_indexes(&mut ddl);
    (ddl, statements)
}

/// What `create_all()` asks before it makes a table is left out.
fn looks_for_tables(sql: &str) -> bool {
    let sql = sql.trim_start().to_ascii_uppercase();
    sql.starts_with("PRAGMA MAIN.") || sql.starts_with("PRAGMA TEMP.")
}

fn collapsed(sql: &str) -> String {
    sql.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn datum(parameter: &Parameter) -> Datum {
    match parameter {
        Parameter::Null => Datum::Null,
        Parameter::Bool(value) => Datum::Bool(*value),
        Parameter::Integer(number) => Datum::Integer(*number),
        Parameter::Large(digits) => Datum::Large(digits.to_string()),
        Parameter::Real(number) => Datum::Real(*number),
        Parameter::Text(text) | Parameter::Other(text) => Datum::Text(text.to_string()),
        Parameter::Bytes(bytes) => Datum::Bytes(bytes.to_vec()),
    }
}

/// SQLAlchemy makes the indexes of one table in no order; a recording has them by name.
fn sort_indexes(ddl: &mut [String]) {
    let mut from = 0;
    while from < ddl.len() {
        let Some(table) = index(&ddl[from]).map(|(_, table)| table.to_owned()) else {
            from += 1;
            continue;
        };
        let run = ddl[from..].iter().take_while(|sql| index(sql).is_some_and(|it| it.1 == table));
        let to = from + run.count();
        ddl[from..to].sort_by(|a, b| index(a).map(|it| it.0).cmp(&index(b).map(|it| it.0)));
        from = to;
    }
}

/// The name of an index and of its table.
fn index(sql: &str) -> Option<(&str, &str)> {
    let rest = sql.strip_prefix("CREATE ")?;
    let rest = rest.strip_prefix("UNIQUE ").unwrap_or(rest).strip_prefix("INDEX ")?;
    let (name, rest) = rest.split_once(" ON ")?;
    Some((name, rest.split(' ').next().unwrap_or(rest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbouring_indexes_of_one_table_stand_by_name() {
        let text = "CREATE TABLE a (x)\nCREATE INDEX c ON a (x)\nCREATE UNIQUE INDEX b ON a (x)\n\
                    CREATE INDEX a ON z (x)";
        let mut ddl: Vec<String> = text.lines().map(str::to_owned).collect();
        sort_indexes(&mut ddl);
        let names: Vec<_> = ddl.iter().map(|sql| index(sql).map(|it| it.0)).collect();
        assert_eq!(names, [None, Some("b"), Some("c"), Some("a")]);
    }
}
