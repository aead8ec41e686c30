use std::fmt::Write;

use relatable::feedback::Block;
use relatable::feedback::made::{blocks, feedback};
use relatable::relation::ask::ask;
use relatable::relation::finding::Finding;
use relatable::relation::infer::infer;
use relatable::relation::make::{Made, make, parts};
use relatable::relation::{Attribute, Cardinality, End, Link, Model, Participation};
use relatable::rows::Rows;
use relatable::scratch::{Budget, Scratch};

/// A database made by this SQL.
#[track_caller]
pub fn database(sql: &str) -> Scratch {
    let mut scratch = Scratch::new().unwrap();
    let script = scratch.run(sql, &Budget::default());
    assert_eq!(script.failure(), None, "{sql}");
    scratch
}

/// Links in a small notation of the tests' own: `a 1-n b`, `a 1-1 b`, `a n-n b`, with `!` after an
/// end that is mandatory and `?` after one that is optional, `(c, d)` for the columns of the key and
/// `via j` for the join table.
#[track_caller]
pub fn model(text: &str) -> Model {
    let mut model = Model::default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let mut words = line.split_whitespace();
        let left = words.next().unwrap();
        let Some(kind) = words.next() else {
            model.name(left);
            continue;
        };
        let right = words.next().unwrap();
        let (one, other) = kind.split_once('-').unwrap();
        let mut link = Link::new(end(left, one), end(right, other));
        let rest: Vec<&str> = words.collect();
        match rest.as_slice() {
            [] => {}
            ["via", through] => link.through = Some((*through).to_owned()),
            columns => {
                let columns = columns.join(" ");
                let columns = columns.trim_matches(['(', ')']).split(", ");
                link.columns = columns.map(str::to_owned).collect();
            }
        }
        model.say(link).unwrap();
    }
    model
}

fn end(word: &str, kind: &str) -> End {
    let participation = match word.chars().last() {
        Some('!') => Some(Participation::Mandatory),
        Some('?') => Some(Participation::Optional),
        _ => None,
    };
    let cardinality = match kind {
        "1" => Some(Cardinality::One),
        "n" => Some(Cardinality::Many),
        _ => None,
    };
    let entity = word.trim_end_matches(['!', '?']).replace('~', " ");
    End { entity, cardinality, participation }
}

pub fn attribute(name: &str, declared: &str) -> Attribute {
    Attribute { name: name.to_owned(), declared: declared.to_owned(), ..Attribute::default() }
}

/// Makes a model and tells what came of it: SQL, notes, words; then checks what must always hold.
#[track_caller]
pub fn made(scratch: &mut Scratch, text: &str) -> String {
    let model = model(text);
    let mut told = String::new();
    let made = making(scratch, &model);
    tell(&mut told, scratch, &model, &made);
    told
}

/// Makes a model and checks what must always hold: all or nothing, nothing lost, the SQL does the
/// same when it is typed, and what was made is found to hold.
#[track_caller]
pub fn making(scratch: &mut Scratch, model: &Model) -> Vec<Made> {
    let open = scratch.in_transaction();
    let before = (!open).then(|| scratch.image().unwrap());
    let rows_before = contents(scratch);
    let schema_before = declared(scratch);
    let violations_before = violations(scratch);
    let made = make(scratch, model).unwrap();
    let refused = made.iter().any(|made| matches!(made, Made::Refused { .. }));
    if refused {
        assert_eq!(contents(scratch), rows_before);
        assert_eq!(declared(scratch), schema_before);
        assert_eq!(scratch.in_transaction(), open);
        if let Some(before) = before {
            assert!(scratch.image().unwrap() == before, "the very same image");
        }
        return made;
    }
    assert!(!made.contains(&Made::Left));
    let inferred = infer(&scratch.schema().unwrap());
    for link in &model.links {
        assert!(holds(&ask(&inferred, link)), "{link:?}: {:?}", ask(&inferred, link));
    }
    let rows_after = contents(scratch);
    for (name, rows) in &rows_before {
        let (_, now) = rows_after.iter().find(|(own, _)| own == name).expect(name);
        let width = rows.columns.len();
        assert_eq!(now.columns[..width], rows.columns[..]);
        let now: Vec<_> = now.rows.iter().map(|row| row[..width].to_vec()).collect();
        assert_eq!(now, rows.rows, "{name}");
    }
    // A key that SQLite cannot work with, and that nobody asked about, is left as it was.
    if violations_before == Some(0) {
        assert_eq!(violations(scratch), Some(0));
    }
    typed(scratch, before.as_ref(), &made);
    let again = make(scratch, model).unwrap();
    assert!(again.iter().all(|made| matches!(made, Made::Already(_))), "{again:?}");
    made
}

/// How many rows refer to nothing; nothing where SQLite cannot say.
fn violations(scratch: &mut Scratch) -> Option<usize> {
    let check = scratch.run("PRAGMA foreign_key_check", &Budget::default());
    check.rows().map(|rows| rows.rows.len())
}

/// Types the SQL on the database from before, where the sandbox lets it be typed.
#[track_caller]
fn typed(scratch: &mut Scratch, before: Option<&relatable::scratch::Image>, made: &[Made]) {
    let Some(before) = before else { return };
    let statements = made.iter().flat_map(|made| match made {
        Made::Done { sql, .. } => sql.clone(),
        _ => Vec::new(),
    });
    let statements: Vec<String> = statements.collect();
    let mut other = Scratch::new().unwrap();
    other.restore(before).unwrap();
    let sql = statements.join("\n");
    if sql.contains("PRAGMA foreign_keys = OFF;") {
        let sql =
            sql.replace("PRAGMA foreign_keys = OFF;", "").replace("PRAGMA foreign_keys = ON;", "");
        let script = other.run_without_keys(&sql, &Budget::default()).unwrap();
        assert_eq!(script.failure(), None, "{sql}");
    } else {
        let script = other.run(&sql, &Budget::default());
        assert_eq!(script.failure(), None, "{sql}");
    }
    assert_eq!(declared(&mut other), declared(scratch));
    assert_eq!(contents(&other), contents(scratch));
}

/// Whether a link holds as far as a database can say.
pub fn holds(finding: &Finding) -> bool {
    use relatable::relation::finding::Gap;
    match finding {
        Finding::Holds(_) => true,
        Finding::Fails(gaps) => gaps.iter().all(|gap| matches!(gap, Gap::CannotBeAsked { .. })),
    }
}

pub fn contents(scratch: &Scratch) -> Vec<(String, Rows)> {
    let schema = scratch.schema().unwrap();
    let rows = |name: &String| (name.clone(), scratch.table_rows(name).unwrap());
    schema.tables.iter().map(|table| rows(&table.name)).collect()
}

/// All statements that made the database.
pub fn declared(scratch: &mut Scratch) -> String {
    let budget = Budget::default();
    let script =
        scratch.run("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid", &budget);
    let rows = script.rows().unwrap();
    rows.rows.iter().map(|row| row[0].plain() + ";\n").collect()
}

/// The SQL that is shown and the words that are read.
pub fn tell(told: &mut String, scratch: &Scratch, model: &Model, made: &[Made]) {
    let inferred = infer(&scratch.schema().unwrap());
    for (part, made) in parts(model).into_iter().zip(made) {
        if let Made::Done { sql, .. } = made {
            sql.iter().for_each(|statement| writeln!(told, "{statement}").unwrap());
        }
        for block in blocks(model, part, made, &inferred) {
            match block {
                Block::Text(text) | Block::Told(text) => writeln!(told, "{text}").unwrap(),
                Block::Table { title, rows } => {
                    writeln!(told, "  {title}: {}", rows.columns.join(" | ")).unwrap();
                    for row in &rows.rows {
                        let cells: Vec<_> = row.iter().map(|cell| cell.literal()).collect();
                        writeln!(told, "  {}", cells.join(" | ")).unwrap();
                    }
                }
                other => writeln!(told, "{other:?}").unwrap(),
            }
        }
    }
    if made.contains(&Made::Left) {
        let last = feedback(model, made, &inferred).blocks.pop();
        writeln!(told, "{last:?}").unwrap();
    }
}
