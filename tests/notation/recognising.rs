//! What is a relation at a prompt for SQL.

use relatable::relation::notation::looks_like_relation;

#[test]
fn relations_are_known_from_sql() {
    let relations = [
        "stores -< items",
        "items >- stores?",
        "users -- profiles",
        "users -- profiles by user_id",
        "students >-< courses through enrollments",
        "a -< b >- c",
        "\"select\" -< items",
        "stores |-o< items",
        "stores <- items",
        "stores –< items",
        "stores → items",
        "a --o b",
        "updates -- users",
        "updates -< users",
        "a store has many items",
        "an item belongs to a store?",
        "does a user have one profile?",
        "users have one profile",
        "shop items belong to shops",
        "a store hsa many items",
        "there are users",
        "users ||--o{ posts : writes",
        "users |--o{ posts",
        "erDiagram",
        "erDiagram\n a ||--o{ b",
        "---\ntitle: a\n---\n%% b\nerDiagram\n c",
        "users one to many posts",
        "a \"b c\" may have many d",
    ];
    for text in relations {
        assert!(looks_like_relation(text), "{text}");
    }
}

#[test]
fn sql_is_never_taken_for_a_relation() {
    let sql = [
        "",
        " ",
        ";",
        "SELECT 1",
        "select",
        "users",
        "SELECT * FROM users",
        "selct * from users",
        "SELECT -- comment",
        "SELCT -- comment",
        "COMMIT -- done",
        "-- users -< posts",
        "-- a store has many items",
        "/* users */ -- posts",
        "comit -- done",
        "END --",
        "BEGIN -- a",
        "SELECT a >- b",
        "SELECT >- b",
        "values -- x",
        "DELETE FROM items -- all",
        "SELECT 'a' || 'b'",
        "SELECT -1",
        "SELCT -1",
        "SELECT a -- < b",
        "-- a comment",
        "-- stores -< items",
        "---\nSELECT 1",
        "---\n---\nSELECT 1",
        "---\n---\nusers -- a",
        "/* a */ SELECT 1",
        "WITH a AS (SELECT 1) SELECT * FROM a",
        "UPDATE items SET store_id = 1 -- where has many",
        "users -- the table of all users",
        "EXPLAIN SELECT 1 -- a",
        "x = 5",
        "a <= b",
        "a < -b",
        "5 -- five",
        "pragma foreign_keys",
        "INSERT INTO a VALUES (1) -- b",
        "SELECT has FROM many",
        "select has many",
        "selct has many",
        "explain query plan select 1",
        "create table has (many)",
        "crate table has (many)",
        "help",
        ".help",
        "what is this",
        "the",
        "a",
        "SELECT a ->> 'b' FROM c",
        "from a has b",
    ];
    for text in sql {
        assert!(!looks_like_relation(text), "{text}");
    }
}

/// Whatever a lesson of the shipped course takes as SQL is SQL.
#[test]
fn the_statements_of_the_shipped_lessons_are_sql() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons");
    let mut statements = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            let line = line.trim();
            let first = line.split_whitespace().next().unwrap_or_default();
            if ["SELECT", "INSERT", "CREATE", "UPDATE", "DELETE", "ALTER"].contains(&first) {
                statements += 1;
                assert!(!looks_like_relation(line), "{line}");
            }
        }
    }
    assert!(statements > 100, "only {statements} statements were found");
}
