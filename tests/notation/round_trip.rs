//! What is printed says the model, or what it does not say is told.

use proptest::prelude::*;
use relatable::relation::notation::{looks_like_relation, parse, print};
use relatable::relation::said::Notation;
use relatable::relation::{Model, crow, mermaid, sentence};

use crate::models::{model, name};

const NOTATIONS: [Notation; 3] = [Notation::Crow, Notation::Sentence, Notation::Mermaid];

/// Where everything is said, the text says the model and is known for what it is; with the tables
/// that the model names there, too.
fn says(model: &Model, notation: Notation) -> Result<bool, TestCaseError> {
    let printed = print(model, notation);
    if !printed.unsaid.is_empty() {
        prop_assert!(printed.unsaid.iter().all(|unsaid| !unsaid.to_string().is_empty()));
        return Ok(false);
    }
    if model.entities.is_empty() {
        prop_assert_eq!(printed.text, "");
        return Ok(true);
    }
    let tables: Vec<&str> = model.entities.iter().map(|entity| entity.name.as_str()).collect();
    for tables in [&[][..], &tables] {
        match parse(&printed.text, tables) {
            Ok(said) => {
                prop_assert_eq!(&said.model, model, "{}", printed.text);
                prop_assert_eq!(said.spans.len(), model.links.len());
                prop_assert!(!said.asked);
                prop_assert!(said.notation == notation || said.model.links.is_empty());
            }
            Err(error) => prop_assert!(false, "{error} at {:?} in:\n{}", error.span, printed.text),
        }
    }
    Ok(true)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_model_is_said_in_each_notation_or_what_is_unsaid_is_told(model in model()) {
        for notation in NOTATIONS {
            says(&model, notation)?;
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[a-z<>|o{}\\-–.;,:\"`\\[\\]#%? \\n]{0,60}") {
        read(&text)?;
    }

    #[test]
    fn any_words_are_read_or_refused(words in prop::collection::vec(name(), 0..12)) {
        read(&words.join(" "))?;
        read(&format!("erDiagram\n{}", words.join("\n")))?;
        read(&format!("a {}", words.join(" has many ")))?;
    }

    #[test]
    fn any_letters_are_read_or_refused(text in any::<String>()) {
        read(&text)?;
    }
}

/// Reading ends, and an error's place is in the text.
fn read(text: &str) -> Result<(), TestCaseError> {
    let _ = looks_like_relation(text);
    let errors = [
        parse(text, &["users"]).err(),
        crow::parse(text).err(),
        sentence::parse(text, &[]).err(),
        mermaid::parse(text).err(),
    ];
    for error in errors.into_iter().flatten() {
        let place = text.get(error.span.start..error.span.end);
        prop_assert!(place.is_some(), "{error}: {:?} of {text:?}", error.span);
        prop_assert!(!error.to_string().is_empty());
    }
    Ok(())
}

/// A notation that told of everything as unsaid would pass the test above.
#[test]
fn most_of_what_is_said_can_be_said_again() {
    let lines = [
        "stores |-o< items",
        "users o--o profiles",
        "teams -< matches by home_id",
        "teams -< matches by \"away id\", season",
        "students >-< courses through enrollments",
        "people >-o< people",
        "employees o-< employees by manager_id",
        "\"order\" -< \"by\"",
    ];
    for line in lines {
        let model = crow::parse(line).unwrap().model;
        for notation in [Notation::Crow, Notation::Sentence] {
            assert!(says(&model, notation).unwrap(), "{line} in {notation}");
        }
    }
    for line in ["a ||--o{ b", "a |o--|{ \"b c\" : \"has: 100% of \\ it\"", "a }o--|{ b"] {
        let model = mermaid::parse(line).unwrap().model;
        assert!(says(&model, Notation::Mermaid).unwrap(), "{line}");
    }
}

#[test]
fn long_texts_are_read_in_a_moment_or_refused() {
    let chain = vec!["a"; 60_000].join(" -< ");
    let lines: String = (0..1_900).map(|n| format!("t{n} -< u{}\n", n / 40)).collect();
    let words = "a store has many ".repeat(10_000);
    let quotes = "\"".repeat(100_000);
    let marks = "a ".to_owned() + &"-<".repeat(100_000);
    let braces = "erDiagram\na {".to_owned() + &"int ".repeat(50_000);
    let codes = format!("erDiagram\n\"{}\"", "#".repeat(200_000));
    for text in [chain, lines, words, quotes, marks, braces, codes] {
        let _ = (looks_like_relation(&text), parse(&text, &["stores"]));
        let _ = (crow::parse(&text), sentence::parse(&text, &[]), mermaid::parse(&text));
    }
    let error = parse(&"a -< b\n".repeat(100_000), &[]).unwrap_err();
    assert_eq!(error.to_string(), "this is longer than 256 KB");
}
