//! Looking around, and slips that the program finds for the learner.

use crate::program::Run;

fn at(step: &str) -> Run {
    Run::at("shop.yaml", step)
}

#[test]
fn looking_around_is_free() {
    let run = at("count-items")
        .types("select * from items;")
        .types("select name, id from stores;")
        .types("explain query plan select * from items;")
        .types(".tables")
        .types(".schema items")
        .types(".progress");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_look_for_which_the_author_has_words_is_a_try() {
    let run = Run::at("productions-roles-and-actors", "pairs")
        .types("select * from roles;")
        .types("select actor_id, id from roles;")
        .types("select production_id, actor_id from roles;")
        .types("select distinct production_id, actor_id from roles;");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_typo_in_a_table() {
    insta::assert_snapshot!(at("all-names").types("select name\nfrom imtes;").transcript());
}

#[test]
fn a_typo_in_a_column() {
    insta::assert_snapshot!(at("all-names").types("select nmae from items;").transcript());
}

#[test]
fn a_typo_in_a_keyword() {
    let run = at("all-names").types("selct name from items;").types("select name form items;");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_typo_in_the_column_of_an_insert() {
    let run = at("add-pier").types("insert into stores (id, nmae) values (4, 'Pier');");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_text_without_its_quotes() {
    let run = at("add-pier")
        .types("insert into stores values (4, Pier);")
        .types("insert into stores (id, name) values (4, Pier), (5, Quay), (6, Pier);");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_column_of_another_table() {
    insta::assert_snapshot!(at("all-names").types("select price from stores;").transcript());
}

#[test]
fn another_language() {
    let run = at("all-names").types("stores -< items").types("session.query(Item).all()");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn commands_and_slips_in_them() {
    let run = Run::at("session.yaml", "names")
        .types(".hint")
        .types("hint")
        .types(".hint")
        .types(".why")
        .types(".hnit")
        .types(".erd")
        .types("help");
    insta::assert_snapshot!(run.transcript());
}
