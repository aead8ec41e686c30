//! Data sets at random that a schema admits, independent of the search: what it is measured with.
//!
//! Rows are offered to SQLite, which keeps those that NOT NULL, UNIQUE and CHECK let pass; rows
//! whose foreign key finds nothing are taken out again. A value is one of the visible data's, a
//! small number, a letter, a day near another one, or, where literals are given, one of these and
//! what lies beside it.

use std::collections::HashMap;

use oorandom::Rand32;
use rusqlite::types::Value;
use rusqlite::{Connection, StatementStatus, params_from_iter};

use super::replay::{bound, table};

/// Data sets, one after the other, in one database.
pub struct Pool {
    connection: Connection,
    tables: Vec<Offered>,
    literals: Literals,
    random: Rand32,
}

/// A table, and what is offered to it.
struct Offered {
    name: String,
    columns: Vec<Column>,
    keys: Vec<Key>,
    insert: String,
}

struct Column {
    name: String,
    kind: Kind,
    not_null: bool,
    key: bool,
    seen: Vec<Value>,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Integer,
    Real,
    Day,
    Text,
}

/// A foreign key: the table that it refers to, and which column refers to which.
struct Key {
    parent: String,
    pairs: Vec<(String, String)>,
}

/// What stands in queries.
#[derive(Default)]
struct Literals {
    numbers: Vec<f64>,
    texts: Vec<String>,
    days: Vec<String>,
}

/// How much of one data set is alike; drawn anew for each.
struct Mood {
    rows: u32,
    nulls: u32,
    alike: u32,
    one_parent: u32,
}

impl Pool {
    /// A pool over a schema, with values from its visible data and from these queries.
    pub fn new(schema: &str, seed: &str, queries: &[&str], random: u64) -> Self {
        let mut connection = Connection::open_in_memory().expect("a database");
        bound(&mut connection);
        connection.execute_batch("PRAGMA foreign_keys = OFF").expect("a pragma");
        connection.execute_batch(schema).expect("a schema");
        connection.execute_batch(seed).expect("its data");
        let mut pool = Self {
            tables: ordered(tables(&connection)),
            connection,
            literals: Literals::default(),
            random: Rand32::new(random),
        };
        for query in queries {
            pool.literals.read(query);
        }
        pool.literals.move_days(&pool.connection);
        pool.empty();
        pool
    }

    /// The database that holds the data set.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Makes the contents another data set. Whether it is admitted.
    pub fn next(&mut self) -> bool {
        if !self.connection.is_autocommit() {
            self.run("ROLLBACK");
        }
        self.run("BEGIN");
        let mood = Mood {
            rows: [1, 2, 3, 4, 6, 8][self.below(6)],
            nulls: [5, 30][self.below(2)],
            alike: [10, 40, 70][self.below(3)],
            one_parent: [0, 40, 80][self.below(3)],
        };
        let mut made: HashMap<String, Vec<HashMap<String, Value>>> = HashMap::new();
        for at in 0..self.tables.len() {
            let rows = self.random.rand_range(0..mood.rows + 1);
            for _ in 0..rows {
                let row = self.row(at, &mood, &made);
                let table = &self.tables[at];
                let values = table.columns.iter().map(|column| &row[&column.name]);
                let mut insert = self.connection.prepare_cached(&table.insert).expect("an INSERT");
                insert.reset_status(StatementStatus::VmStep);
                // A trigger may refuse a row that no constraint does.
                if insert.execute(params_from_iter(values)).is_ok_and(|changed| changed == 1) {
                    made.entry(table.name.clone()).or_default().push(row);
                }
            }
        }
        self.prune()
    }

    /// Takes out what refers to nothing, and what then does.
    fn prune(&self) -> bool {
        for _ in 0..10 {
            let broken = "SELECT \"table\", rowid FROM pragma_foreign_key_check";
            let (_, broken) = table(&self.connection, broken).expect("a check");
            if broken.is_empty() {
                return true;
            }
            for row in broken {
                let [Value::Text(name), id] = &row[..] else { return false };
                match id {
                    Value::Integer(id) => {
                        self.run(&format!("DELETE FROM \"{name}\" WHERE rowid = {id}"));
                    }
                    // Without a rowid nothing tells which row it is.
                    _ => self.run(&format!("DELETE FROM \"{name}\"")),
                }
            }
        }
        false
    }

    fn row(
        &mut self,
        at: usize,
        mood: &Mood,
        made: &HashMap<String, Vec<HashMap<String, Value>>>,
    ) -> HashMap<String, Value> {
        let mut row = HashMap::new();
        let before = made.get(&self.tables[at].name);
        for column in 0..self.tables[at].columns.len() {
            let earlier: Vec<Value> = before
                .into_iter()
                .flatten()
                .filter_map(|row| row.get(&self.tables[at].columns[column].name).cloned())
                .filter(|value| *value != Value::Null)
                .collect();
            let value = self.value(at, column, mood, &earlier);
            row.insert(self.tables[at].columns[column].name.clone(), value);
        }
        for key in 0..self.tables[at].keys.len() {
            let parents = made.get(&self.tables[at].keys[key].parent).map_or(&[][..], |rows| rows);
            if parents.is_empty() {
                continue;
            }
            let first = self.chance(mood.one_parent);
            let parent = &parents[if first { 0 } else { self.below(parents.len()) }];
            for (own, theirs) in &self.tables[at].keys[key].pairs {
                if row[own] != Value::Null {
                    row.insert(own.clone(), parent.get(theirs).cloned().unwrap_or(Value::Null));
                }
            }
        }
        row
    }

    fn value(&mut self, at: usize, column: usize, mood: &Mood, earlier: &[Value]) -> Value {
        let Column { kind, not_null, key, .. } = self.tables[at].columns[column];
        let never = not_null || key && kind == Kind::Integer;
        if !never && self.chance(mood.nulls) {
            return Value::Null;
        }
        if !earlier.is_empty() && self.chance(mood.alike) {
            return earlier[self.below(earlier.len())].clone();
        }
        if key && kind == Kind::Integer && self.chance(60) {
            return Value::Integer(i64::from(self.random.rand_range(1..7)));
        }
        let seen = self.tables[at].columns[column].seen.len();
        let literals = self.literals.count(kind);
        match self.random.rand_range(0..10) {
            0..=2 if seen > 0 => {
                let which = self.below(seen);
                self.tables[at].columns[column].seen[which].clone()
            }
            3..=5 if literals > 0 => {
                let which = self.below(literals);
                self.literals.value(kind, which)
            }
            _ => self.any(at, column, earlier),
        }
    }

    /// A value that nothing suggests.
    fn any(&mut self, at: usize, column: usize, earlier: &[Value]) -> Value {
        let small = i64::from(self.random.rand_range(0..6));
        let Column { kind, .. } = self.tables[at].columns[column];
        match kind {
            Kind::Integer if self.chance(75) => Value::Integer(small),
            Kind::Integer => Value::Integer([-1, 7, 10, 12, 50, 99, 1000, 20000][self.below(8)]),
            Kind::Real => Value::Real([0.0, 1.0, 2.0, 0.5, 0.25, 2.4, -1.5, 10.0][self.below(8)]),
            Kind::Text => {
                let texts = ["", "a", "b", "A", "Ab", "a b", "1", "10", "9", "z", "%", "ä"];
                Value::Text(texts[self.below(texts.len())].to_owned())
            }
            Kind::Day => {
                let seen = &self.tables[at].columns[column].seen;
                let near: Vec<Value> = seen.iter().chain(earlier).cloned().collect();
                let near = match near.len() {
                    0 => Value::Text("2024-01-31".to_owned()),
                    some => near[self.below(some)].clone(),
                };
                let span = [2, 10, 40, 800][self.below(4)];
                let days = i64::from(self.random.rand_range(0..2 * span + 1)) - i64::from(span);
                let day = "SELECT COALESCE(date(?1, ?2 || ' days'), '2024-01-31')";
                let mut moved = self.connection.prepare_cached(day).expect("a query");
                moved.reset_status(StatementStatus::VmStep);
                moved.query_row((near, days), |row| row.get(0)).expect("a day")
            }
        }
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.random.rand_range(0..100) < percent
    }

    fn below(&mut self, end: usize) -> usize {
        self.random.rand_range(0..end as u32) as usize
    }

    fn run(&self, sql: &str) {
        self.connection.execute_batch(sql).expect(sql);
    }

    /// Takes the visible data out, triggers kept from noticing.
    fn empty(&self) {
        let (_, triggers) =
            table(&self.connection, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
                .expect("the triggers");
        let text = |value: &Value| match value {
            Value::Text(text) => text.clone(),
            other => panic!("{other:?} is no text"),
        };
        for trigger in &triggers {
            self.run(&format!("DROP TRIGGER \"{}\"", text(&trigger[0])));
        }
        for table in &self.tables {
            self.run(&format!("DELETE FROM \"{}\"", table.name));
        }
        for trigger in &triggers {
            self.run(&text(&trigger[1]));
        }
    }
}

impl Literals {
    /// Adds what is quoted in a query, what its numbers are, and what lies beside them.
    fn read(&mut self, query: &str) {
        for (at, part) in query.split('\'').enumerate() {
            if at % 2 == 1 {
                let plain = part.replace(['%', '_'], "");
                if is_day(part) {
                    self.days.push(part.to_owned());
                }
                self.texts.extend([
                    part.to_owned(),
                    part.replace('%', "x").replace('_', "y"),
                    plain.to_uppercase(),
                    plain.to_lowercase(),
                    format!("{plain}s"),
                    format!(" {plain}"),
                    plain,
                ]);
                continue;
            }
            let numbers =
                part.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '.');
            for number in numbers.filter_map(|word| word.parse::<f64>().ok()) {
                self.numbers.extend([number, number + 1.0, number - 1.0, number + 0.5]);
                self.texts.push(number.to_string());
            }
        }
    }

    /// Adds days that stand a day, a month or a year from those read.
    fn move_days(&mut self, connection: &Connection) {
        let steps = "SELECT date(?1, d.value, m.value)
            FROM json_each('[\"-1 day\", \"0 days\", \"1 day\", \"2 days\"]') AS d,
                json_each('[\"0 days\", \"-30 days\", \"1 month\", \"-1 month\", \"1 year\",
                    \"-1 year\", \"-18 years\"]') AS m";
        let mut steps = connection.prepare(steps).expect("a query");
        for day in std::mem::take(&mut self.days) {
            let moved = steps.query_map([day], |row| row.get::<_, Option<String>>(0));
            self.days.extend(moved.expect("days").filter_map(|day| day.ok().flatten()));
        }
    }

    fn count(&self, kind: Kind) -> usize {
        match kind {
            Kind::Integer | Kind::Real => self.numbers.len(),
            Kind::Day => self.days.len(),
            Kind::Text => self.texts.len(),
        }
    }

    fn value(&self, kind: Kind, at: usize) -> Value {
        match kind {
            Kind::Integer => Value::Integer(self.numbers[at] as i64),
            Kind::Real => Value::Real(self.numbers[at]),
            Kind::Day => Value::Text(self.days[at].clone()),
            Kind::Text => Value::Text(self.texts[at].clone()),
        }
    }
}

fn is_day(text: &str) -> bool {
    text.len() == 10
        && text.char_indices().all(|(at, letter)| match at {
            4 | 7 => letter == '-',
            _ => letter.is_ascii_digit(),
        })
}

/// What a schema declares, read off SQLite's pragmas.
fn tables(connection: &Connection) -> Vec<Offered> {
    let names = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'";
    let (_, names) = table(connection, names).expect("the tables");
    names.iter().flatten().map(|name| offered(connection, name)).collect()
}

fn offered(connection: &Connection, name: &Value) -> Offered {
    let Value::Text(name) = name else { panic!("{name:?} is no name") };
    let columns = "SELECT name, type, \"notnull\", pk FROM pragma_table_xinfo(?1) WHERE hidden = 0";
    let mut columns = connection.prepare(columns).expect("a query");
    let columns: Vec<Column> = columns
        .query_map([name], |row| {
            let column: String = row.get(0)?;
            let seen =
                format!("SELECT \"{column}\" FROM \"{name}\" WHERE \"{column}\" IS NOT NULL");
            let seen: Vec<Value> = table(connection, &seen)?.1.into_iter().flatten().collect();
            let kind = kind(&row.get::<_, String>(1)?.to_uppercase(), &seen);
            let (not_null, key) = (row.get(2)?, row.get::<_, i64>(3)? > 0);
            Ok(Column { name: column, kind, not_null, key, seen })
        })
        .and_then(Iterator::collect)
        .expect("columns");
    let keys = "SELECT k.id, k.\"table\", k.\"from\", COALESCE(k.\"to\",
            (SELECT name FROM pragma_table_info(k.\"table\") WHERE pk = k.seq + 1))
        FROM pragma_foreign_key_list(?1) AS k ORDER BY k.id, k.seq";
    let mut found: HashMap<i64, Key> = HashMap::new();
    let mut keys = connection.prepare(keys).expect("a query");
    let mut rows = keys.query([name]).expect("keys");
    while let Some(row) = rows.next().expect("a key") {
        let parent: String = row.get(1).expect("a table");
        let key = found.entry(row.get(0).expect("a number"));
        let key = key.or_insert(Key { parent, pairs: Vec::new() });
        key.pairs.push((row.get(2).expect("a column"), row.get(3).expect("a column")));
    }
    let mut keys: Vec<(i64, Key)> = found.into_iter().collect();
    keys.sort_by_key(|(id, _)| *id);
    let listed: Vec<String> = columns.iter().map(|it| format!("\"{}\"", it.name)).collect();
    let holes = vec!["?"; columns.len()].join(", ");
    Offered {
        insert: format!(
            "INSERT OR IGNORE INTO \"{name}\" ({}) VALUES ({holes})",
            listed.join(", ")
        ),
        name: name.clone(),
        columns,
        keys: keys.into_iter().map(|(_, key)| key).collect(),
    }
}

fn kind(declared: &str, seen: &[Value]) -> Kind {
    let days = seen.iter().all(|value| matches!(value, Value::Text(text) if is_day(text)));
    match declared {
        _ if declared.contains("INT") || declared.contains("BOOL") => Kind::Integer,
        _ if ["REAL", "FLOA", "DOUB", "DEC", "NUM"].iter().any(|it| declared.contains(it)) => {
            Kind::Real
        }
        _ if declared.contains("DATE") || !seen.is_empty() && days => Kind::Day,
        _ => Kind::Text,
    }
}

/// Parents before children, as far as that goes.
fn ordered(mut tables: Vec<Offered>) -> Vec<Offered> {
    let mut done: Vec<Offered> = Vec::new();
    while !tables.is_empty() {
        let known = |name: &String| done.iter().any(|table| table.name == *name);
        let ready = |table: &Offered| {
            table.keys.iter().all(|key| key.parent == table.name || known(&key.parent))
        };
        let at = tables.iter().position(ready).unwrap_or(0);
        let table = tables.remove(at);
        done.push(table);
    }
    done
}
