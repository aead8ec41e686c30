//! What is made where little is there.

use super::support::{attribute, database, made, making, model, tell};
use insta::assert_snapshot;

#[test]
fn two_new_tables() {
    assert_snapshot!(made(&mut database(""), "stores 1-n items"));
}

#[test]
fn a_chain_and_a_table_alone() {
    assert_snapshot!(made(&mut database(""), "productions! 1-n roles\nactors 1-n roles\nposters"));
}

#[test]
fn the_storyboard() {
    let mut scratch = database(
        "CREATE TABLE productions (id INTEGER PRIMARY KEY, title TEXT);
         CREATE TABLE actors (id INTEGER PRIMARY KEY, name TEXT);
         CREATE TABLE roles (id INTEGER PRIMARY KEY, production_id INTEGER REFERENCES productions (id), name TEXT);
         INSERT INTO productions VALUES (1, 'Hamlet');
         INSERT INTO actors VALUES (1, 'Ann');
         INSERT INTO roles VALUES (1, 1, 'Ophelia'), (2, 1, 'Hamlet');",
    );
    assert_snapshot!(made(&mut scratch, "actors 1-n roles"));
    assert_snapshot!(made(&mut scratch, "productions 1-n roles\nactors 1-n roles"));
}

#[test]
fn one_to_one() {
    assert_snapshot!(made(&mut database(""), "users 1-1 profiles"));
    assert_snapshot!(made(
        &mut database("CREATE TABLE users (id INTEGER PRIMARY KEY);"),
        "users! 1-1 profiles"
    ));
}

#[test]
fn many_to_many() {
    assert_snapshot!(made(&mut database(""), "students n-n courses"));
    assert_snapshot!(made(
        &mut database("CREATE TABLE courses (code TEXT PRIMARY KEY);"),
        "students n-n courses via enrollments"
    ));
}

#[test]
fn many_to_many_of_a_table_with_itself() {
    assert_snapshot!(made(&mut database(""), "people n-n people via friendships"));
}

#[test]
fn a_table_that_refers_to_itself() {
    assert_snapshot!(made(&mut database(""), "employees 1-n employees"));
    assert_snapshot!(made(
        &mut database("CREATE TABLE employees (employee_id INTEGER PRIMARY KEY);"),
        "employees! 1-n employees"
    ));
}

#[test]
fn a_ring_of_mandatory_keys() {
    assert_snapshot!(made(&mut database(""), "a! 1-n b\nb! 1-n a"));
    let sql = "CREATE TABLE a (id INTEGER PRIMARY KEY, b_id INTEGER NOT NULL REFERENCES b (id)); CREATE TABLE b (id INTEGER PRIMARY KEY);";
    assert_snapshot!(made(&mut database(sql), "a! 1-n b"));
}

#[test]
fn what_cannot_be_declared_is_said() {
    assert_snapshot!(made(&mut database(""), "stores 1-n items!"));
}

#[test]
fn names_are_quoted_where_they_have_to_be() {
    assert_snapshot!(made(&mut database(""), "order 1-n group\n🦀 1-1 the~\"ship\""));
}

#[test]
fn two_keys_between_the_same_tables() {
    assert_snapshot!(made(
        &mut database(""),
        "teams 1-n matches (home_id)\nteams 1-n matches (away_id)"
    ));
}

#[test]
fn columns_of_a_diagram_are_made() {
    let mut model = model("users! 1-n posts");
    let mut id = attribute("id", "int");
    id.primary_key = true;
    let mut email = attribute("email", "string");
    (email.unique, email.not_null) = (true, true);
    model.entities[0].attributes = vec![id, email, attribute("evil", "x) --")];
    model.entities[1].attributes =
        vec![attribute("title", "varchar(20)"), attribute("user_id", "int")];
    let mut told = String::new();
    let mut scratch = database("");
    let made = making(&mut scratch, &model);
    tell(&mut told, &scratch, &model, &made);
    assert_snapshot!(told);
}

#[test]
fn a_name_that_is_near_another_is_noted() {
    assert_snapshot!(made(
        &mut database("CREATE TABLE stores (id INTEGER PRIMARY KEY);"),
        "stors 1-n items"
    ));
}
