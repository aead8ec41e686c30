//! Migrations beside the real alembic: what it says of each pair of `migrations/pairs/`, a database
//! and models, was recorded by `migrations/record.py`. The script is compared letter by letter, the
//! schema and the rows after the upgrade by what they mean. Where a Python with alembic is at hand
//! (`RELATABLE_SQLALCHEMY`), it is asked again. `RELATABLE_WRITE_MIGRATIONS=1` records anew, and
//! `RELATABLE_MIGRATION_PAIRS=FOLDER` asks of other pairs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use relatable::orm::live::Live;
use relatable::orm::recording::{Mode, Recording, Told};
use relatable::rows::Value;
use relatable::schema::{Affinity, IndexOrigin};
use relatable::scratch::{Budget, Image, Interrupt, Scratch};
use serde_json::{Value as Json, json};

/// The pairs that alembic applies and that are refused here, because values would be lost.
const REFUSED: [(&str, &str); 4] = [
    ("child_key_moves", "would go with its values"),
    ("drop_column_full", "would go with its values"),
    ("fk_orphans", "there are rows whose value no row of games has"),
    ("type_string_int", "values of games.title would become others"),
];

/// The pairs that alembic cannot apply, for it writes the table anew from what it read, and that
/// are applied here: the statement that made the table is edited.
const APPLIED: [&str; 1] = ["types_unknown"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/orm/migrations")
}

type Pairs = BTreeMap<String, (String, String)>;

fn pairs(folder: &Path) -> Pairs {
    let mut pairs = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let (database, models) = text.split_once("-----\n").expect("a line of five hyphens");
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        pairs.insert(name, (database.to_owned(), models.to_owned()));
    }
    pairs
}

fn image(sql: &str) -> Image {
    let mut scratch = Scratch::new().unwrap();
    // Some pairs begin with rows that no key would let in.
    let script = scratch.run_without_keys(sql, &Budget::default()).unwrap();
    assert_eq!(script.failure(), None, "{sql}");
    scratch.image().unwrap()
}

/// A world over a database, in which models are declared.
fn world(database: &str, models: &str) -> Live {
    let imports = std::fs::read_to_string(folder().join("imports.py")).unwrap();
    let mut live = Live::new(&image(database), Interrupt::default(), Mode::Classic).unwrap();
    let declared = live.run(&format!("{imports}{models}"));
    assert_eq!(declared.error, None, "{models}");
    live
}

fn script(recording: &Recording) -> String {
    let script = recording.told.iter().find_map(|told| match told {
        Told::Script { functions, .. } => Some(functions.clone()),
        _ => None,
    });
    script.unwrap_or_default()
}

fn detected(recording: &Recording) -> Vec<String> {
    let lines = recording.told.iter().filter_map(|told| match told {
        Told::Line(line) if line.starts_with("Detected") => Some(line.clone()),
        _ => None,
    });
    lines.collect()
}

/// What a database declares and holds, as the recorder describes it.
fn schema(image: &Image) -> Json {
    let mut scratch = Scratch::new().unwrap();
    scratch.restore(image).unwrap();
    let mut tables = serde_json::Map::new();
    for table in scratch.schema().unwrap().tables {
        if table.name == "alembic_version" {
            continue;
        }
        let key = |name: &str| {
            let at = table.primary_key.iter().position(|own| own == name);
            at.map_or(0, |at| at + 1)
        };
        // What a primary key implies is not what a column says.
        let columns = table.columns.iter().map(|column| {
            let sql = format!(
                "SELECT \"notnull\" FROM pragma_table_xinfo({}) WHERE name = {}",
                Value::Text(table.name.clone()).literal(),
                Value::Text(column.name.clone()).literal()
            );
            let (rows, _) = scratch.read(&sql, &Budget::default()).unwrap();
            json!({
                "default": column.default, "key": key(&column.name), "name": column.name,
                "not_null": rows.unwrap().rows[0][0] == Value::Integer(1),
                "type": column.declared.to_uppercase(),
            })
        });
        let columns: Vec<Json> = columns.collect();
        let keys = table.foreign_keys.iter().map(|key| {
            json!({
                "columns": key.columns, "on_delete": key.on_delete, "on_update": key.on_update,
                "target": key.table, "targets": key.targets,
            })
        });
        let indexes = table.indexes.iter().filter(|it| it.origin != IndexOrigin::PrimaryKey);
        let indexes = indexes.map(|index| {
            let named = (index.origin == IndexOrigin::Statement).then_some(&index.name);
            json!({ "columns": index.columns, "name": named, "unique": index.unique })
        });
        let rows = scratch.table_rows(&table.name).unwrap().rows;
        let rows = rows.iter().map(|row| row.iter().map(cell).collect::<Json>());
        tables.insert(
            table.name.clone(),
            json!({
                "columns": columns, "keys": sorted(keys), "indexes": sorted(indexes),
                "rows": sorted(rows),
            }),
        );
    }
    Json::Object(tables)
}

fn cell(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Integer(number) => json!(number),
        Value::Real(number) => json!(number),
        Value::Text(text) => json!(text),
        Value::Blob(bytes) => json!(bytes),
    }
}

fn sorted(items: impl Iterator<Item = Json>) -> Json {
    let mut items: Vec<Json> = items.collect();
    items.sort_by_key(Json::to_string);
    Json::Array(items)
}

/// A described schema with what two writings of one thing have in common.
fn normal(schema: &Json) -> Json {
    let mut schema = schema.clone();
    for table in schema.as_object_mut().unwrap().values_mut() {
        for list in ["keys", "indexes", "rows"] {
            let items = table[list].as_array().unwrap().clone();
            table[list] = sorted(items.into_iter());
        }
        for column in table["columns"].as_array_mut().unwrap() {
            // Alembic writes a type as SQLAlchemy calls it; here it stays as it was written.
            let ty = match column["type"].as_str().unwrap() {
                "INT" => "INTEGER".to_owned(),
                "BOOL" => "BOOLEAN".to_owned(),
                other => other.replace(", ", ","),
            };
            column["type"] = json!(ty);
        }
    }
    schema
}

/// Where alembic goes through a set, any order is its order.
fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = text.lines().map(|line| line.trim_end().to_owned()).collect();
    lines.sort();
    lines
}

/// What differs between what alembic said of a pair and what we do.
fn differs(
    name: &str,
    (database, models): &(String, String),
    recorded: &Json,
    ours: bool,
) -> Option<String> {
    let mut live = world(database, models);
    let written = live.run("alembic revision --autogenerate -m Pair --rev-id aaaa");
    if let Some(failed) = &written.error {
        return Some(format!("it fails: {}", failed.message));
    }
    let (own, theirs) = (script(&written), recorded["script"].as_str().unwrap());
    let in_a_set = name == "drop_two" || !ours;
    if own != theirs && !(in_a_set && lines(&own) == lines(theirs)) {
        return Some(format!("the script differs:\n{own}--- alembic:\n{theirs}"));
    }
    let mut own = detected(&written);
    let theirs = recorded["detected"].as_array().unwrap().iter().map(|it| it.as_str().unwrap());
    let mut theirs: Vec<String> = theirs.map(str::to_owned).collect();
    own.sort();
    theirs.sort();
    if own != theirs {
        return Some(format!("detected: {own:?}\n--- alembic:\n{theirs:?}"));
    }
    let before = live.image().unwrap();
    let upgraded = live.run("alembic upgrade head");
    let refused = REFUSED.iter().find(|(own, _)| *own == name).map(|(_, words)| *words);
    match (&upgraded.error, refused, recorded["error"].as_str()) {
        (Some(failed), Some(words), _) if failed.message.contains(words) => {
            assert!(failed.rows.as_ref().is_some_and(|rows| !rows.rows.is_empty()), "{name}");
            assert_eq!(live.image().unwrap(), before, "{name}: something was changed");
            None
        }
        (Some(failed), None, Some(theirs)) => {
            assert_eq!(live.image().unwrap(), before, "{name}: something was changed");
            let same = !theirs.starts_with("ValueError") || failed.message == theirs;
            (!same).then(|| format!("refused: {}\n--- alembic: {theirs}", failed.message))
        }
        (None, None, None) => {
            let mut own = normal(&schema(&live.image().unwrap()));
            let mut theirs = normal(&recorded["schema"]);
            if !ours {
                // Where a column goes and another comes, alembic puts the new one anywhere.
                (own, theirs) = (in_any_order(&own), in_any_order(&theirs));
            }
            if own != theirs {
                return Some(format!("the schema differs:\n{own:#}\n--- alembic:\n{theirs:#}"));
            }
            // What is dropped without a name comes again without it: only ours are without such.
            if ours { back(&mut live, name, &before) } else { None }
        }
        (None, None, Some(_)) if APPLIED.contains(&name) => None,
        // A table that goes is missed by alembic where it makes another anew that refers to it.
        (None, None, Some(theirs)) if theirs.starts_with("NoSuchTableError") => None,
        (failed, _, theirs) => {
            let failed = failed.as_ref().map(|failed| &failed.message);
            Some(format!("upgrade: {failed:?}\n--- alembic: {theirs:?}"))
        }
    }
}

/// A described schema whose columns stand by name.
fn in_any_order(schema: &Json) -> Json {
    let mut schema = schema.clone();
    for table in schema.as_object_mut().unwrap().values_mut() {
        let columns = table["columns"].as_array().unwrap().clone();
        table["columns"] = sorted(columns.into_iter());
    }
    schema
}

/// Whether a downgrade leads back to where the upgrade began, or is refused for what it would lose.
fn back(live: &mut Live, name: &str, before: &Image) -> Option<String> {
    let there = live.image().unwrap();
    let down = live.run("alembic downgrade base");
    if let Some(failed) = down.error {
        assert_eq!(live.image().unwrap(), there, "{name}: something was changed");
        let lossy = failed.class == "Refused" || failed.message.starts_with("ValueError");
        return (!lossy).then(|| format!("downgrade: {}", failed.message));
    }
    let in_order = |schema: &Json| {
        // A column that went comes again as the last one.
        let mut schema = normal(schema);
        for table in schema.as_object_mut().unwrap().values_mut() {
            let mut columns = table["columns"].as_array().unwrap().clone();
            for column in &mut columns {
                // The script knows a type as SQLAlchemy reads it: what SQLite makes of it is the same.
                column["type"] = json!(Affinity::of(column["type"].as_str().unwrap()).word());
            }
            table["columns"] = json!(columns);
            table["rows"] = json!(table["rows"].as_array().unwrap().len());
        }
        in_any_order(&schema)
    };
    let (own, first) = (in_order(&schema(&live.image().unwrap())), in_order(&schema(before)));
    (own != first).then(|| format!("downgrade leads to:\n{own:#}\n--- and not to:\n{first:#}"))
}

#[track_caller]
fn compared(pairs: &Pairs, recorded: &Json, ours: bool) {
    let mut said = String::new();
    for (name, pair) in pairs {
        let recorded = &recorded["pairs"][name];
        assert!(recorded.is_object(), "{name} is not recorded: RELATABLE_WRITE_MIGRATIONS=1");
        if let Some(difference) = differs(name, pair, recorded, ours) {
            said += &format!("## {name}: {difference}\n");
        }
    }
    assert!(said.is_empty(), "{} pairs:\n{said}", pairs.len());
}

#[test]
fn what_alembic_said_is_what_is_done() {
    let recorded = std::fs::read_to_string(folder().join("recorded.json")).unwrap();
    compared(&pairs(&folder().join("pairs")), &serde_json::from_str(&recorded).unwrap(), true);
}

#[test]
fn the_real_alembic_says_it_still() {
    let Some(python) = std::env::var_os("RELATABLE_SQLALCHEMY") else {
        eprintln!("RELATABLE_SQLALCHEMY names no Python: alembic was not asked");
        return;
    };
    let has_alembic = Command::new(&python).args(["-c", "import alembic"]).output().unwrap();
    if !has_alembic.status.success() {
        eprintln!("the Python of RELATABLE_SQLALCHEMY has no alembic: it was not asked");
        return;
    }
    let temporary = tempfile::tempdir().unwrap();
    let file = match std::env::var_os("RELATABLE_WRITE_MIGRATIONS") {
        Some(_) => folder().join("recorded.json"),
        None => temporary.path().join("recorded.json"),
    };
    let others = std::env::var_os("RELATABLE_MIGRATION_PAIRS").map(PathBuf::from);
    let ours = others.is_none();
    let from = others.unwrap_or_else(|| folder().join("pairs"));
    let files = std::fs::read_dir(&from).unwrap().map(|entry| entry.unwrap().path());
    let done = Command::new(&python)
        .arg(folder().join("record.py"))
        .args(files)
        .arg("--write")
        .arg(&file)
        .env("PYTHONHASHSEED", "0")
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let recorded = std::fs::read_to_string(&file).unwrap();
    compared(&pairs(&from), &serde_json::from_str(&recorded).unwrap(), ours);
}

/// What a database declares beside what models can say.
const RICH: &str = "
    CREATE TABLE shelves (id INTEGER PRIMARY KEY AUTOINCREMENT, room TEXT COLLATE NOCASE NOT NULL);
    CREATE TABLE books (
        id INTEGER NOT NULL PRIMARY KEY, -- its number
        title TEXT COLLATE NOCASE DEFAULT 'x' CHECK (title <> ''),
        shelf INTEGER REFERENCES shelves (id) ON DELETE CASCADE,
        shout TEXT AS (upper(title)) STORED,
        pages INTEGER,
        UNIQUE (title, shelf) ON CONFLICT IGNORE
    );
    CREATE TABLE pages (book INTEGER REFERENCES books (id) ON DELETE CASCADE, number INTEGER);
    CREATE INDEX by_pages ON books (pages DESC) WHERE pages > 1;
    CREATE VIEW long AS SELECT title FROM books WHERE pages > 100;
    CREATE TRIGGER counts AFTER INSERT ON pages BEGIN
        UPDATE books SET pages = pages + 1 WHERE id = NEW.book;
    END;
    CREATE TRIGGER names AFTER UPDATE OF title ON books BEGIN
        UPDATE books SET pages = pages WHERE id = NEW.id;
    END;
    INSERT INTO shelves VALUES (1, 'hall'), (9, 'attic');
    DELETE FROM shelves WHERE id = 9;
    INSERT INTO books (id, title, shelf, pages) VALUES (7, 'Emma', 1, 300), (3, 'Walden', 1, 120);
    INSERT INTO pages VALUES (7, 1), (3, 1);";

const RICH_MODELS: &str = "
class Shelf(Base):
    __tablename__ = 'shelves'
    id = Column(Integer, primary_key=True)
    room = Column(Text)

class Book(Base):
    __tablename__ = 'books'
    id = Column(Integer, primary_key=True)
    title = Column(String(80))
    shelf = Column(ForeignKey('shelves.id'))
    pages = Column(Integer, nullable=False)
    year = Column(Integer)
    shout = Column(Text)
    __table_args__ = (Index('by_pages', 'pages', sqlite_where=text('pages > 1')),)

pages = Table('pages', Base.metadata, Column('book', ForeignKey('books.id')), Column('number', Integer))
";

#[test]
fn what_no_operation_speaks_of_stays() {
    let mut live = world(RICH, RICH_MODELS);
    // What stands behind a column is not seen of a key, and would be taken back: left as it is.
    let keys = "for table in (Book.__table__, pages):\n    \
                for key in list(table.foreign_keys):\n        key.constraint.ondelete = None";
    live.run(keys);
    let written = live.run("alembic revision --autogenerate -m 'All of it'");
    assert_eq!(written.error, None);
    let applied = live.run("alembic upgrade head");
    assert_eq!(applied.error, None, "{:#?}", script(&written));
    let mut scratch = Scratch::new().unwrap();
    scratch.restore(&live.image().unwrap()).unwrap();
    let mut ask = |sql: &str| {
        let done = scratch.run(sql, &Budget::default());
        let rows = done.rows().map(|rows| rows.rows.clone()).unwrap_or_default();
        let rows =
            rows.iter().map(|row| row.iter().map(Value::literal).collect::<Vec<_>>().join(" "));
        let said = done.failure().map(|failure| failure.message.clone());
        rows.chain(said).collect::<Vec<_>>().join("; ")
    };
    let told = [
        "SELECT sql FROM sqlite_schema WHERE name = 'books'",
        "SELECT id, title, shelf, shout, pages, year FROM books ORDER BY id",
        "SELECT * FROM pages",
        "SELECT title FROM long",
        "SELECT type, name FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name",
        "INSERT INTO shelves (room) VALUES ('cellar'); SELECT max(id) FROM shelves",
        "INSERT INTO pages VALUES (7, 2); SELECT pages FROM books WHERE id = 7",
        "SELECT count(*) FROM books WHERE title = 'EMMA'",
        "INSERT INTO books (id, title, pages) VALUES (1, '', 1)",
        "DELETE FROM shelves WHERE id = 1; SELECT count(*) FROM books",
        "SELECT count(*) FROM pages",
    ];
    let told: Vec<String> = told.iter().map(|sql| format!("{sql}\n    {}", ask(sql))).collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn flask_migrate_says_the_same_in_its_words() {
    let database = "CREATE TABLE game (id INTEGER NOT NULL, title VARCHAR, PRIMARY KEY (id));
        INSERT INTO game VALUES (1, 'Hex');";
    let models = "class Game(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n    \
        title = db.Column(db.String)\n";
    let mut live = Live::new(&image(database), Interrupt::default(), Mode::Flask).unwrap();
    let said = |recording: Recording| {
        let lines = recording.told.iter().filter_map(|told| match told {
            Told::Line(line) => Some(line.clone()),
            Told::Said(said) => Some(format!("{said:?}")),
            _ => None,
        });
        let error = recording.error.as_ref().map(|failed| failed.last_line());
        lines.chain(error).collect::<Vec<_>>().join("\n    ")
    };
    let typed = [
        models,
        "flask db migrate -m 'Nothing'",
        "Game.stars = db.Column(db.Integer, server_default='3')",
        "flask db migrate -m 'Stars'",
        "flask db migrate -m 'More'",
        "flask db upgrade",
        "flask db current",
        "[game.stars for game in Game.query]",
        "flask db downgrade",
        "flask db history",
        "flask run",
    ];
    let told: Vec<String> = typed
        .iter()
        .map(|text| {
            let did = live.run(text);
            let shown: Vec<String> = did.shown.iter().map(|(_, shown)| shown.clone()).collect();
            format!("{}\n    {}{}", text.lines().next().unwrap(), said(did), shown.join(" "))
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}
