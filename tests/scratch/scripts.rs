use proptest::prelude::*;

use super::*;

#[test]
fn every_statement_has_its_place_and_its_outcome() {
    let typed = " -- first\nINSERT INTO stores VALUES (3, 'a;b') ; ;; /* then */ SELECT name \
                FROM stores WHERE id = 3;\n CREATE TABLE t (x) -- ;\n;";
    let script = run(&mut shop(), typed);
    let told: Vec<_> = script
        .statements
        .iter()
        .map(|statement| {
            let span = statement.span;
            (&typed[span.start..span.end], statement.read_only, statement.ran.clone())
        })
        .collect();
    assert_eq!(told.len(), 3);
    assert_eq!(told[0].0, "INSERT INTO stores VALUES (3, 'a;b') ;");
    assert_eq!((told[0].1, &told[0].2), (false, &Ran::Done { changed: 1 }));
    assert_eq!(told[1].0, "SELECT name FROM stores WHERE id = 3;");
    assert!(told[1].1);
    assert_eq!(told[2].0, "CREATE TABLE t (x) -- ;\n;");
    assert_eq!((told[2].1, &told[2].2), (false, &Ran::Done { changed: 0 }));
    assert_eq!(script.rows().unwrap().rows, [[text("a;b")]]);
    assert!(script.wrote());
}

#[test]
fn blank_scripts_do_nothing() {
    for blank in ["", " \n\t", ";", ";;;", "-- only a comment", "/* ; */ ;", "/* open"] {
        assert_eq!(run(&mut shop(), blank), Script::default(), "{blank:?}");
    }
}

#[test]
fn a_trigger_is_one_statement() {
    let typed = "CREATE TRIGGER t AFTER INSERT ON stores BEGIN
                    UPDATE stores SET name = name || '!' WHERE id = new.id;
                    DELETE FROM items WHERE store_id = new.id;
                END; INSERT INTO stores VALUES (3, 'New'); SELECT name FROM stores";
    let mut scratch = shop();
    let script = run(&mut scratch, typed);
    assert_eq!(script.statements.len(), 3);
    assert!(typed[..script.statements[0].span.end].ends_with("END;"));
    assert_eq!(script.statements[1].ran, Ran::Done { changed: 1 });
    assert_eq!(cell(&mut scratch, "SELECT name FROM stores WHERE id = 3"), text("New!"));
}

#[test]
fn a_script_may_be_longer_than_a_statement() {
    let text = "INSERT INTO items (name) VALUES ('something');\n".repeat(5000);
    assert!(text.len() > 200_000);
    let mut scratch = shop();
    assert_eq!(run(&mut scratch, &text).statements.len(), 5000);
    assert_eq!(cell(&mut scratch, "SELECT COUNT(*) FROM items"), Value::Integer(5002));
}

#[test]
fn the_first_failure_ends_the_script_and_keeps_what_was_before() {
    let mut scratch = shop();
    let script = run(
        &mut scratch,
        "DELETE FROM items; INSERT INTO stores VALUES (9, 'x'), (1, 'y'); DROP TABLE items",
    );
    assert_eq!(script.statements.len(), 2);
    assert!(script.failure().is_some());
    assert_eq!(cell(&mut scratch, "SELECT COUNT(*) FROM items"), Value::Integer(0));
    assert_eq!(cell(&mut scratch, "SELECT COUNT(*) FROM stores"), Value::Integer(2));
}

#[test]
fn changed_counts_the_rows_of_the_statement_alone() {
    let mut scratch = shop();
    let changed = |scratch: &mut Scratch, text: &str| match run(scratch, text).statements[..] {
        [ref one] => match one.ran {
            Ran::Done { changed } => changed,
            ref other => panic!("{other:?}"),
        },
        ref other => panic!("{other:?}"),
    };
    assert_eq!(changed(&mut scratch, "UPDATE items SET name = 'x'"), 2);
    assert_eq!(changed(&mut scratch, "BEGIN"), 0);
    assert_eq!(changed(&mut scratch, "COMMIT"), 0);
    assert_eq!(changed(&mut scratch, "CREATE TABLE copy AS SELECT * FROM items"), 0);
    assert_eq!(changed(&mut scratch, "DROP TABLE copy"), 0);
    assert_eq!(changed(&mut scratch, "DELETE FROM items WHERE id = 77"), 0);
    assert_eq!(changed(&mut scratch, "WITH a AS (SELECT 1) DELETE FROM items"), 2);
    assert_eq!(changed(&mut scratch, "PRAGMA foreign_keys = ON"), 0);
}

#[test]
fn results_are_cut_at_the_budget_and_say_so() {
    let mut scratch = shop();
    let endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) \
                   SELECT x FROM n";
    let script = scratch.run(endless, &Budget { rows: 3, ..Budget::default() });
    let rows = script.rows().unwrap();
    assert_eq!((rows.rows.len(), rows.truncated), (3, true));
    let script = scratch.run(
        "SELECT zeroblob(90000) FROM items, items AS i, items AS j",
        &Budget { bytes: 200_000, ..Budget::default() },
    );
    let rows = script.rows().unwrap();
    assert_eq!((rows.rows.len(), rows.truncated), (2, true));
    let script = scratch.run("SELECT 1 UNION SELECT 2", &Budget { rows: 2, ..Budget::default() });
    assert!(!script.rows().unwrap().truncated);
}

#[test]
fn all_results_together_keep_four_times_the_bytes_of_one() {
    let budget = Budget { bytes: 100_000, ..Budget::default() };
    let script = shop().run(&"SELECT zeroblob(90000);".repeat(10), &budget);
    let cut: Vec<_> = script
        .statements
        .iter()
        .map(|statement| matches!(&statement.ran, Ran::Rows(rows) if rows.truncated))
        .collect();
    assert_eq!(cut, [false, false, false, false, true, true, true, true, true, true]);
}

#[test]
fn a_text_of_many_megabytes_is_not_run() {
    let mut scratch = shop();
    let script = run(&mut scratch, &"DELETE FROM items;".repeat(1 << 20));
    assert_eq!(script.failure().unwrap().kind, FailureKind::Limit);
    assert_eq!(cell(&mut scratch, "SELECT COUNT(*) FROM items"), Value::Integer(2));
}

#[test]
fn a_write_whose_result_is_cut_is_run_to_its_end() {
    let mut scratch = shop();
    let script = scratch.run(
        "INSERT INTO items (name) VALUES (1), (2), (3) RETURNING id",
        &Budget { rows: 1, ..Budget::default() },
    );
    let rows = script.rows().unwrap();
    assert_eq!((rows.rows.len(), rows.truncated), (1, true));
    assert_eq!(cell(&mut scratch, "SELECT COUNT(*) FROM items"), Value::Integer(5));
}

#[test]
fn cells_keep_their_storage_class() {
    let script = run(&mut shop(), "SELECT 1, 1.0, '1', x'31', NULL, CAST(x'ff' AS TEXT)");
    assert_eq!(
        script.rows().unwrap().rows[0],
        [
            Value::Integer(1),
            Value::Real(1.0),
            text("1"),
            Value::Blob(vec![0x31]),
            Value::Null,
            Value::Blob(vec![0xff]),
        ]
    );
}

proptest! {
    #[test]
    fn no_text_breaks_the_sandbox(typed in "([a-zé';\"`\\[\\]/*\n ?:@$().-]|SELECT |--|/\\*|;){0,60}") {
        let mut scratch = shop();
        let script = run(&mut scratch, &typed);
        let mut end = 0;
        for statement in &script.statements {
            let span = statement.span;
            prop_assert!(span.start >= end && span.end <= typed.len());
            prop_assert!(!typed[span.start..span.end].trim().is_empty());
            end = span.end;
        }
        if let Some(offset) = script.failure().and_then(|failure| failure.offset) {
            prop_assert!(offset <= typed.len());
        }
        prop_assert_eq!(cell(&mut scratch, "SELECT COUNT(*) FROM items"), Value::Integer(2));
    }

    #[test]
    fn whole_statements_are_found_again(words in prop::collection::vec("[a-z';é-]{0,8}", 1..6)) {
        let literals = words.iter().map(|word| Value::Text(word.clone()).literal());
        let statements: Vec<_> =
            literals.map(|literal| format!("SELECT {literal} /* ; */;")).collect();
        let typed = statements.join(" -- ';\n");
        let script = run(&mut shop(), &typed);
        let found: Vec<_> = script
            .statements
            .iter()
            .map(|statement| &typed[statement.span.start..statement.span.end])
            .collect();
        prop_assert_eq!(found, statements);
    }
}
