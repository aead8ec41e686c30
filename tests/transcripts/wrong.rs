//! Right at the first try, and every way in which a result can differ.

use crate::program::Run;

fn at(step: &str) -> Run {
    Run::at("shop.yaml", step)
}

#[test]
fn right_at_the_first_try() {
    let run = Run::at("session.yaml", "names").types("select name from stores;");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn wrong_rows() {
    let run = Run::at("causes.yaml", "sold").types(
        "select visitor, stores.name from visits join stores on stores.id = store_id where visits.id > 1;",
    );
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn another_row_in_the_place_of_the_only_one() {
    let run = at("sells-nothing").types("select name from stores where id = 1;");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn wrong_columns_are_a_look_until_they_are_checked() {
    let run = at("totals").types("select name from students;").types(".check");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn wrong_count_of_rows() {
    let run = at("all-names").types("select name from items where id < 4;");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn no_rows_at_all() {
    let run = at("all-names").types("select name from items where id > 100;");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn wrong_cell() {
    let run = at("count-items").types(
        "select name, (select count(*) from items where store_id = stores.id and price > 2) from stores;",
    );
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn wrong_type() {
    let run = at("count-items").types(
        "select name, (select cast(count(*) as text) from items where store_id = stores.id) from stores;",
    );
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_null_and_the_word_null_differ_to_the_eye() {
    let run = Run::at("causes.yaml", "all-items").types(
        "select items.name, coalesce(stores.name, 'NULL') from items left join stores on stores.id = items.store_id;",
    );
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn wrong_order() {
    let run = at("by-price").types("select name, price from items;");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn right_but_not_by_the_construct_that_is_asked_for() {
    let run = at("joined").types(
        "select name, (select name from stores where id = store_id) from items where store_id is not null;",
    );
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn right_on_this_data_but_not_always() {
    let run = at("count-items")
        .types("select stores.name, count(items.id)")
        .types("from stores left join items on items.store_id = stores.id")
        .types("group by stores.name;");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn the_author_s_words_for_an_answer_that_behaves_alike() {
    let run = at("count-items")
        .types("select name, (select sum(id) from items where store_id = stores.id) from stores;");
    insta::assert_snapshot!(run.transcript());
}
