//! Relations at the prompt: made, asked, described, shown.

use crate::program::Run;

fn at(step: &str) -> Run {
    Run::at("relations.yaml", step)
}

#[test]
fn a_relation_is_asked_and_then_made() {
    let run = at("played-by")
        .types("productions -< roles >- actors ?")
        .types("an actor has many roles")
        .types("select * from roles;");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_relation_that_holds_is_left_alone() {
    let run =
        at("played-by").types("productions -< roles").types("a role belongs to a production ?");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_key_on_the_wrong_side_is_told_as_a_difference() {
    let run = at("played-by").types("a role has many actors").types("roles -< actors ?");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn what_is_made_can_be_undone() {
    let run = at("played-by")
        .types("productions >-< actors")
        .types(".tables")
        .types(".undo")
        .types(".tables");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn what_cannot_be_made_is_refused_with_the_rows_in_the_way() {
    let run = at("one-profile")
        .types("update profiles set user_id = 1 where id = 2;")
        .types("a user has one profile")
        .types("select user_id from profiles;");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn one_to_one_is_made_and_one_to_many_is_not_enough() {
    let run = at("one-profile")
        .types("users -< profiles")
        .types("users -- profils")
        .types("users - profiles")
        .types("users -- profiles");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_description_says_all_and_nothing_that_is_not_so() {
    let run = at("say-it")
        .types("productions -- roles")
        .types("productions -< role >- actor")
        .types("a role belongs to a production")
        .types("productions -< roles")
        .types("select * from roles;")
        .types("productions -< roles >- actors");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn of_a_description_that_is_not_so_the_part_that_fails_is_named() {
    let run = at("say-it")
        .types("productions o-< roles")
        .types("productions |-| roles")
        .types("roles >-< actors")
        .types("productions >-< actors")
        .types("production -< roles");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn the_solution_of_a_description_makes_nothing() {
    let run = at("say-it").types(".hint").types(".solution").types("select count(*) from roles;");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_database_in_all_notations_and_as_a_picture() {
    let run = at("say-it").types(".relations").types(".erd");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_step_draws() {
    let run = Run::at("relations.yaml", "1");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_column_that_is_altered_gives_no_table_of_sqlite_s_own() {
    let run = at("one-profile")
        .types("alter table profiles alter column user_id set not null;")
        .types("delete from profiles where user_id is null;")
        .types("alter table profiles alter column user_id set not null;");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn half_of_a_many_to_many_is_told_as_that() {
    let run = at("say-it")
        .types("users >-< profiles")
        .types("productions |-|< roles")
        .types("roles -- productions");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_wanted_relation_names_the_part_that_is_left() {
    let run = Run::at("reading-a-diagram", "no-trip-without-boat")
        .types("CREATE INDEX ix ON trips (boat_id);")
        .types("a boat has one trip")
        .types(".reset")
        .types("boats |-< trips");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_picture_tells_of_keys_that_lead_nowhere() {
    let run = at("played-by")
        .types("create table awards (id integer primary key, role_id integer references rolls);")
        .types(".erd");
    insta::assert_snapshot!(run.transcript());
}
