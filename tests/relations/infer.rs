//! Which links a schema has, and why.

use relatable::relation::finding::{Flaw, Inferred, Uniqueness};
use relatable::relation::{Cardinality, Participation};

use super::inferred;

/// Each link in one line: `stores 1 -< items (store_id) null: store_id`.
fn lines(inferred: &Inferred) -> Vec<String> {
    assert_eq!(inferred.model.links.len(), inferred.proofs.len());
    let line =
        |(link, proof): (&relatable::relation::Link, &relatable::relation::finding::Proof)| {
            assert_eq!(link.left.entity, proof.key.target);
            assert_eq!(link.right.entity, proof.key.table);
            assert_eq!(link.columns, proof.key.columns);
            assert_eq!(link.left.cardinality, Some(Cardinality::One));
            assert_eq!(link.right.participation, Some(Participation::Optional));
            let is_one = link.right.cardinality == Some(Cardinality::One);
            assert_eq!(is_one, proof.unique.is_some());
            let is_mandatory = link.left.participation == Some(Participation::Mandatory);
            assert_eq!(is_mandatory, proof.nullable.is_empty());
            let why = match &proof.unique {
                None => "-<".to_owned(),
                Some(Uniqueness::PrimaryKey) => "-- by its primary key".to_owned(),
                Some(Uniqueness::Constraint) => "-- by UNIQUE".to_owned(),
                Some(Uniqueness::Index(name)) => format!("-- by {name}"),
            };
            let null = match proof.nullable.as_slice() {
                [] => String::new(),
                columns => format!(", {} may be NULL", columns.join(" and ")),
            };
            format!(
                "{} ({}) {why} {} ({}){null}",
                proof.key.target,
                proof.key.targets.join(", "),
                proof.key.table,
                proof.key.columns.join(", ")
            )
        };
    inferred.model.links.iter().zip(&inferred.proofs).map(line).collect()
}

#[track_caller]
fn assert_links(sql: &str, wanted: &[&str]) {
    let inferred = inferred(sql);
    assert_eq!(lines(&inferred), wanted);
    assert_eq!(inferred.flaws, []);
}

#[test]
fn a_key_is_one_to_many_unless_something_keeps_it_unique() {
    assert_links(
        "CREATE TABLE users (id INTEGER PRIMARY KEY);
         CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users);
         CREATE TABLE profiles (id INTEGER PRIMARY KEY, user_id INTEGER UNIQUE REFERENCES users);
         CREATE TABLE settings (user_id INTEGER PRIMARY KEY REFERENCES users (id));
         CREATE TABLE photos (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users);
         CREATE UNIQUE INDEX one_photo ON photos (user_id DESC);",
        &[
            "users (id) -< posts (user_id)",
            "users (id) -- by UNIQUE profiles (user_id), user_id may be NULL",
            "users (id) -- by its primary key settings (user_id)",
            "users (id) -- by one_photo photos (user_id), user_id may be NULL",
        ],
    );
}

#[test]
fn an_index_over_some_rows_counts_where_it_leaves_out_none_that_refer() {
    let with = |index: &str| {
        format!(
            "CREATE TABLE users (id INTEGER PRIMARY KEY);
             CREATE TABLE p (id INTEGER PRIMARY KEY, u INTEGER REFERENCES users, n INT NOT NULL);
             {index};"
        )
    };
    for (index, unique) in [
        ("CREATE UNIQUE INDEX i ON p (u) WHERE u IS NOT NULL", true),
        ("CREATE UNIQUE INDEX i ON p (u) WHERE (\"U\" NOTNULL) AND n IS NOT NULL", true),
        ("CREATE UNIQUE INDEX i ON p (u) WHERE n > 1", false),
        ("CREATE UNIQUE INDEX i ON p (u) WHERE id IS NOT NULL AND n = 1", false),
        ("CREATE UNIQUE INDEX i ON p (lower(u))", false),
        ("CREATE UNIQUE INDEX i ON p (u, n)", false),
        ("CREATE INDEX i ON p (u)", false),
    ] {
        let wanted = match unique {
            true => "users (id) -- by i p (u), u may be NULL",
            false => "users (id) -< p (u), u may be NULL",
        };
        assert_eq!(lines(&inferred(&with(index))), [wanted], "{index}");
    }
}

#[test]
fn an_index_that_tells_apart_what_the_target_does_not_makes_nothing_unique() {
    assert_links(
        "CREATE TABLE words (word TEXT PRIMARY KEY COLLATE NOCASE);
         CREATE TABLE a (id INTEGER PRIMARY KEY, word TEXT UNIQUE REFERENCES words);
         CREATE TABLE b (id INTEGER PRIMARY KEY, word TEXT COLLATE NOCASE UNIQUE REFERENCES words);
         CREATE TABLE c (id INTEGER PRIMARY KEY, word TEXT REFERENCES words);
         CREATE UNIQUE INDEX any_case ON c (word COLLATE NOCASE);",
        &[
            "words (word) -< a (word), word may be NULL",
            "words (word) -- by UNIQUE b (word), word may be NULL",
            "words (word) -- by any_case c (word), word may be NULL",
        ],
    );
}

#[test]
fn keys_of_every_shape_are_read() {
    assert_links(
        "CREATE TABLE people (
             id INTEGER PRIMARY KEY, email TEXT UNIQUE,
             manager_id INTEGER REFERENCES people (id));
         CREATE TABLE rooms (building TEXT, number INT, PRIMARY KEY (building, number)) WITHOUT ROWID;
         CREATE TABLE \"Mäx's \"\"select\"\"\" (
             id INTEGER PRIMARY KEY,
             \"a b\" INTEGER NOT NULL REFERENCES PEOPLE (ID),
             second INTEGER REFERENCES people,
             mail TEXT REFERENCES people (EMAIL),
             building TEXT, number INT NOT NULL,
             \"🦀\" INTEGER AS (second) STORED REFERENCES people,
             FOREIGN KEY (number, building) REFERENCES rooms (number, building),
             UNIQUE (building)
         ) STRICT;",
        &[
            "people (id) -< people (manager_id), manager_id may be NULL",
            "people (id) -< Mäx's \"select\" (a b)",
            "people (id) -< Mäx's \"select\" (second), second may be NULL",
            "people (email) -< Mäx's \"select\" (mail), mail may be NULL",
            "people (id) -< Mäx's \"select\" (🦀), 🦀 may be NULL",
            "rooms (number, building) -- by UNIQUE Mäx's \"select\" (number, building), building may be NULL",
        ],
    );
}

#[test]
fn what_sqlite_cannot_work_with_is_a_flaw_and_no_link() {
    let found = inferred(
        "CREATE TABLE bare (name TEXT);
         CREATE TABLE pairs (a INT, b INT, c INT, PRIMARY KEY (a, b), UNIQUE (c COLLATE NOCASE));
         CREATE VIEW seen AS SELECT 1 AS id;
         CREATE TABLE t (
             id INTEGER PRIMARY KEY,
             a INT REFERENCES gone, b INT REFERENCES bare, c INT REFERENCES bare (name),
             d INT REFERENCES bare (nope), e INT REFERENCES pairs, f INT REFERENCES pairs (a),
             g INT REFERENCES seen (id), h TEXT REFERENCES pairs (c), i INT REFERENCES T
         );",
    );
    assert_eq!(lines(&found), ["t (id) -< t (i), i may be NULL"]);
    let kinds: Vec<_> = found
        .flaws
        .iter()
        .map(|flaw| match flaw {
            Flaw::NoPrimaryKey(table) => format!("{table} has no key"),
            Flaw::NoTable(key) => format!("{:?} to no table", key.columns),
            Flaw::NoColumn(key, name) => format!("{:?} to no column {name}", key.columns),
            Flaw::NotUnique(key) => format!("{:?} to {:?}", key.columns, key.targets),
            Flaw::Uneven(key) => format!("{:?} uneven {:?}", key.columns, key.targets),
            Flaw::ToView(key) => format!("{:?} to a view", key.columns),
            Flaw::OtherType(key, name) => format!("{:?} of another type {name}", key.columns),
        })
        .collect();
    insta::assert_debug_snapshot!(kinds);
}

#[test]
fn a_unique_key_of_another_type_is_pointed_out() {
    let found = inferred(
        "CREATE TABLE users (id INTEGER PRIMARY KEY);
         CREATE TABLE a (id INTEGER PRIMARY KEY, user_id TEXT UNIQUE REFERENCES users);
         CREATE TABLE b (id INTEGER PRIMARY KEY, user_id TEXT REFERENCES users);
         CREATE TABLE c (id INTEGER PRIMARY KEY, user_id BIGINT UNIQUE REFERENCES users);",
    );
    assert!(matches!(found.flaws.as_slice(), [Flaw::OtherType(key, _)] if key.table == "a"));
}

#[test]
fn tables_between_two_others_join_them() {
    let found = inferred(
        "CREATE TABLE students (id INTEGER PRIMARY KEY);
         CREATE TABLE courses (id INTEGER PRIMARY KEY);
         CREATE TABLE rooms (id INTEGER PRIMARY KEY);
         CREATE TABLE enrollments (
             student_id INTEGER REFERENCES students, course_id INTEGER REFERENCES courses,
             PRIMARY KEY (student_id, course_id));
         CREATE TABLE grades (
             id INTEGER PRIMARY KEY, student_id INTEGER REFERENCES students,
             course_id INTEGER REFERENCES courses, grade INT);
         CREATE TABLE lessons (
             id INTEGER PRIMARY KEY, student_id INTEGER REFERENCES students,
             course_id INTEGER REFERENCES courses, room_id INTEGER REFERENCES rooms,
             UNIQUE (student_id, course_id));
         CREATE TABLE chairs (
             student_id INTEGER PRIMARY KEY REFERENCES students, room_id INTEGER REFERENCES rooms);
         CREATE TABLE friends (
             one INTEGER REFERENCES students, other INTEGER REFERENCES students,
             since TEXT, PRIMARY KEY (one, other));",
    );
    let joins: Vec<_> = found
        .joins
        .iter()
        .map(|join| {
            let name = |at: usize| &found.model.links[at].left.entity;
            format!(
                "{} >-< {} through {}{}{}, own {:?}",
                name(join.left),
                name(join.right),
                join.table,
                if join.is_plain { ", plain" } else { "" },
                if join.pairs_are_unique { ", unique" } else { "" },
                join.own
            )
        })
        .collect();
    insta::assert_debug_snapshot!(joins);
}

#[test]
fn attributes_tell_what_a_diagram_shows() {
    let found = inferred(
        "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, nick TEXT);
         CREATE TABLE roles (
             user INTEGER REFERENCES users, \"order\", PRIMARY KEY (user, \"order\")) WITHOUT ROWID;
         CREATE UNIQUE INDEX i ON users (nick) WHERE nick NOTNULL;",
    );
    let lines: Vec<_> = found
        .model
        .entities
        .iter()
        .flat_map(|entity| entity.attributes.iter().map(move |column| (entity, column)))
        .map(|(entity, column)| {
            let marks = [
                (column.primary_key, " PK"),
                (column.foreign_key, " FK"),
                (column.unique, " UK"),
                (column.not_null, " NN"),
            ];
            let marks: String = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect();
            format!("{}.{} {}:{marks}", entity.name, column.name, column.declared)
        })
        .collect();
    insta::assert_debug_snapshot!(lines);
}

#[test]
fn a_table_with_keys_without_number_is_read_in_no_time() {
    let columns: Vec<_> = (0..190).map(|at| format!("c{at} INTEGER REFERENCES t{at}")).collect();
    let tables: Vec<_> =
        (0..190).map(|at| format!("CREATE TABLE t{at} (id INTEGER PRIMARY KEY);")).collect();
    let sql = format!("{} CREATE TABLE hub ({});", tables.concat(), columns.join(", "));
    let found = inferred(&sql);
    assert_eq!(found.model.links.len(), 190);
    assert_eq!(found.joins, []);
}
