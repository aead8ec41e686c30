//! What each way of saying something means.

use relatable::relation::notation::{parse, print};
use relatable::relation::said::Notation;
use relatable::relation::{Model, crow, mermaid, sentence};

#[track_caller]
fn model(text: &str) -> Model {
    match parse(text, &[]) {
        Ok(said) => said.model,
        Err(error) => panic!("{error} at {:?} in {text}", error.span),
    }
}

/// Both texts say the same links, whatever is named first.
#[track_caller]
fn same(one: &str, other: &str) {
    assert_eq!(model(one).links, model(other).links, "{one} | {other}");
}

#[test]
fn a_foot_opens_to_the_many() {
    same("stores -< items", "items >- stores");
    same("stores -< items", "stores---<items");
    same("stores -< items", "\"stores\" -< `items`;");
    same("stores -< items", "[stores] -<\n  items");
    same("a -< b\nc >-< d", "a -< b; c >--< d");
    same(
        "productions -< roles >- actors -< awards",
        "productions -< roles\nactors -< roles\nactors -< awards",
    );
    same(
        "teams -< matches by home_id >- teams by away_id",
        "teams -< matches by home_id\nteams -< matches by away_id",
    );
    same("users --o", "users -- o");
    assert_eq!(model("users").entities.len(), 1);
    assert_eq!(model("items >- stores").entities[0].name, "items");
}

#[test]
fn sentences_say_what_crow_s_feet_say() {
    same("a store has many items", "stores -< items");
    same("An item belongs to a store. A store has many items.", "stores -< items");
    same("every user has one profile", "users -- profiles");
    same("users have one profile", "users -- profiles");
    same("a game has many users through reviews", "games >-< users through reviews");
    same("a user has many games via the reviews", "users >-< games through reviews");
    same("a student has and belongs to many courses", "students >-< courses");
    same(
        "an order line belongs to one order and each order has many order lines",
        "orders -< order_lines",
    );
    same("a person has many children", "people -< children");
    same("a store may have many items and an item must belong to a store", "stores |-o< items");
    same(
        "a store has at least one item, and an item belongs to at most one store",
        "stores o-|< items",
    );
    same("a user must have one profile", "users --| profiles");
    same("a user has exactly one profile", "users --| profiles");
    same("a user has zero or one profile", "users --o profiles");
    same("a team has many matches by home_id", "teams -< matches by home_id");
    same(
        "a game has many reviews and one cover and belongs to a studio",
        "a game has many reviews. a game has one cover. a game belongs to a studio",
    );
}

#[test]
fn what_a_sentence_leaves_open_stays_open() {
    let link = &model("a review belongs to a game").links[0];
    assert_eq!(link.left.entity, "games");
    assert_eq!((link.right.cardinality, link.left.participation), (None, None));
}

#[test]
fn nouns_are_tables_that_are_there() {
    let said = parse("an artist has many order lines", &["Artist", "order_line"]).unwrap();
    assert_eq!(said.model.entities[0].name, "Artist");
    assert_eq!(said.model.entities[1].name, "order_line");
    let quoted = parse("an \"artist\" has many items", &["Artist"]).unwrap();
    assert_eq!(quoted.model.entities[0].name, "artist");
}

#[test]
fn all_marks_and_words_of_mermaid_are_known() {
    same("a ||--o{ b", "a |-o< b");
    same("a one to zero or more b", "a |-o< b");
    same("a only one to many b : has", "a ||--o{ b : has");
    same("a 1 to 1+ b", "a |-|< b");
    same("a |o..o| b", "a o-o b");
    same("a zero or one optionally to one or zero b", "a o-o b");
    same("a }o--o{ b", "a >o-o< b");
    same("a many(1) to many(0) b", "a >|-o< b");
    same("a }|--|| b", "b |-|< a");
    same("a one or more to 0+ b", "a }|--o{ b");
}

#[test]
fn a_whole_diagram_is_read() {
    let text = "---\ntitle: a shop\n---\nerDiagram\n  direction LR\n  %% who buys\n\
        c[\"Customer\"] {\n int id PK \"the key\"\n string name \"not null\"\n \
        DECIMAL(10,2) credit UK\n `my type` `my name` PK, FK }\n\
        c ||--o{ LINE-ITEM : \"buys #quot;it#quot;\"\n class c big\n style c fill:#f9f\n\
        c:::big\n accTitle: x\n accDescr { y\n z }\n empty { }\n title }o--|| c : of";
    let model = model(text);
    let names: Vec<&str> = model.entities.iter().map(|entity| entity.name.as_str()).collect();
    assert_eq!(names, ["Customer", "LINE-ITEM", "empty", "title"]);
    assert_eq!(model.links[0].label.as_deref(), Some("buys \"it\""));
    let columns = &model.entities[0].attributes;
    assert!(columns[0].primary_key && columns[1].not_null && columns[2].unique);
    assert_eq!(columns[2].declared, "DECIMAL(10,2)");
    assert!(columns[3].name == "my name" && columns[3].primary_key && columns[3].foreign_key);
}

#[test]
fn what_ends_with_a_question_mark_is_asked() {
    for text in ["stores -< items?", "does a store have many items? ", "a ||--o{ b ?;"] {
        assert!(parse(text, &[]).unwrap().asked, "{text}");
    }
    assert!(!parse("stores -< items", &[]).unwrap().asked);
}

#[test]
fn each_link_has_its_place() {
    let text = "a -< b >- c\n\"d\" >-< e through f";
    let said = parse(text, &[]).unwrap();
    let places: Vec<&str> = said.spans.iter().map(|span| &text[span.start..span.end]).collect();
    assert_eq!(places, ["a -< b", "b >- c", "\"d\" >-< e through f"]);
}

#[test]
fn a_model_reads_well_in_each_notation() {
    let model = crow::parse(
        "students -< enrollments >- courses\nteams |-o< matches by home_id\nusers |-o profiles\n\
         games >-o< users through reviews\n\"User\"\nemployees o-< employees by manager_id",
    )
    .unwrap()
    .model;
    let mut text = String::new();
    for notation in [Notation::Crow, Notation::Sentence, Notation::Mermaid] {
        let printed = print(&model, notation);
        text.push_str(&format!("{}\n", printed.text));
        for unsaid in &printed.unsaid {
            text.push_str(&format!("({notation} does not say {unsaid}.)\n"));
        }
        text.push('\n');
    }
    insta::assert_snapshot!(text);
    assert!(sentence::parse("a b", &[]).is_err() && mermaid::parse("a b").is_err());
}
