//! Steps that change the database, and changes where a query is asked for.

use crate::program::Run;

#[test]
fn a_create_that_is_corrected() {
    let run = Run::at("session.yaml", "add-table")
        .types("create table owners (id integer primary key);")
        .types("create table owners (id integer primary key, name text);");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_create_without_unique_is_corrected() {
    let run = Run::at("shop.yaml", "lockers")
        .types("create table lockers (id integer primary key, number integer not null, student_id integer not null references students (id));")
        .types(".reset")
        .types("create table lockers (id integer primary key, number integer not null, student_id integer not null unique references students (id));");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_change_in_two_statements() {
    let run = Run::at("session.yaml", "add-depot")
        .types("insert into stores values (3, 'Depot');")
        .types("insert into items values (3, 'Soap', 3);");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_change_made_in_a_query_step() {
    let run = Run::at("session.yaml", "names")
        .types("delete from items;")
        .types("delete from stores where id = 1;")
        .types("select count(*) from stores;")
        .types("select name from stores;");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn undo_and_reset() {
    let run = Run::at("session.yaml", "add-depot")
        .types("insert into stores values (8, 'Pier');")
        .types("delete from items;")
        .types(".undo")
        .types("select * from items;")
        .types(".reset")
        .types("select * from stores;")
        .types(".undo");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_refused_statement() {
    let run = Run::at("shop.yaml", "enroll")
        .types("insert into enrollments values (1, 1);")
        .types("insert into enrollments values (9, 1);")
        .types("insert into stores values (4, null);");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_statement_that_should_be_refused() {
    let run = Run::at("shop.yaml", "refused")
        .types("insert into students values (1, 'Dora');")
        .types("delete from students where id = 9;")
        .types("delete from students where id = 1;");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn what_was_changed_before_lets_through_what_should_be_refused() {
    let run = Run::at("shop.yaml", "refused")
        .types("delete from enrollments where student_id = 1;")
        .types("delete from students where id = 1;")
        .types(".reset")
        .types("delete from students where id = 1;");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn what_was_changed_before_fails_what_should_be_refused_otherwise() {
    let run = Run::at("shop.yaml", "refused")
        .types("alter table students rename to pupils;")
        .types("delete from students where id = 1;");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_transaction_left_open_at_the_end() {
    let run = Run::at("shop.yaml", "enroll")
        .types("begin;")
        .types("insert into enrollments values (2, 3), (3, 1);");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_transaction_left_open() {
    let run = Run::at("session.yaml", "add-depot")
        .types("begin;")
        .types("insert into stores values (3, 'Depot');")
        .types("insert into items values (3, 'Soap', 3);")
        .types("commit;");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_transaction_left_open_in_a_query_step() {
    let run = Run::at("session.yaml", "names")
        .types("begin;")
        .types("delete from items;")
        .types("select name from stores;");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn what_should_be_refused_is_skipped_without_an_answer_to_apply() {
    let run = Run::at("shop.yaml", "refused").types(".skip");
    let said = run.transcript();
    assert!(said.contains("\nSkipped.\n") && !said.contains("was applied"), "{said}");
}
