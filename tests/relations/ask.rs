//! Questions and their answers, in all the forms that a question can have.

use relatable::feedback::Block;
use relatable::feedback::relation::answer;
use relatable::relation::ask::ask;
use relatable::relation::finding::{Asked, Finding, Inferred};
use relatable::relation::{Cardinality, End, Link, Participation};

use super::inferred;

const SCHEMA: &str = "
    CREATE TABLE stores (id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE items (id INTEGER PRIMARY KEY, store_id INTEGER REFERENCES stores);
    CREATE TABLE users (id INTEGER PRIMARY KEY);
    CREATE TABLE profiles (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL UNIQUE REFERENCES users);
    CREATE TABLE teams (id INTEGER PRIMARY KEY);
    CREATE TABLE matches (
        id INTEGER PRIMARY KEY, day TEXT,
        home_id INTEGER NOT NULL REFERENCES teams, away_id INTEGER UNIQUE REFERENCES teams);
    CREATE TABLE students (id INTEGER PRIMARY KEY);
    CREATE TABLE courses (id INTEGER PRIMARY KEY);
    CREATE TABLE enrollments (
        student_id INTEGER REFERENCES students, course_id INTEGER REFERENCES courses,
        PRIMARY KEY (student_id, course_id));
    CREATE TABLE friends (
        one INTEGER REFERENCES students, other INTEGER REFERENCES students,
        PRIMARY KEY (one, other));
    CREATE TABLE mentors (
        student_id INTEGER PRIMARY KEY REFERENCES students,
        course_id INTEGER REFERENCES courses);
    CREATE TABLE productions (id INTEGER PRIMARY KEY, title TEXT);
    CREATE TABLE actors (id INTEGER PRIMARY KEY);
    CREATE TABLE roles (
        id INTEGER PRIMARY KEY, production_id INTEGER REFERENCES productions, ActorId INTEGER,
        agent INTEGER REFERENCES agents);";

/// A link in few letters: `stores 1 * items`, where `?` stands for what is not said, `!` for at
/// least one and `o` for maybe none; columns or a join table after a blank.
fn link(text: &str) -> Link {
    let words: Vec<_> = text.split(' ').collect();
    let end = |name: &str, signs: &str| End {
        entity: name.to_owned(),
        cardinality: match signs.as_bytes()[0] {
            b'1' => Some(Cardinality::One),
            b'*' => Some(Cardinality::Many),
            _ => None,
        },
        participation: match signs.as_bytes().get(1) {
            Some(b'!') => Some(Participation::Mandatory),
            Some(b'o') => Some(Participation::Optional),
            _ => None,
        },
    };
    let mut link = Link::new(end(words[0], words[1]), end(words[3], words[2]));
    match words.get(4) {
        Some(&"through") => link.through = Some(words[5].to_owned()),
        Some(columns) => link.columns = columns.split(',').map(str::to_owned).collect(),
        None => {}
    }
    link
}

fn answer_to(inferred: &Inferred, texts: &[&str]) -> String {
    let asked: Vec<_> = texts
        .iter()
        .map(|text| {
            let link = link(text);
            let finding = ask(inferred, &link);
            Asked { link, finding }
        })
        .collect();
    let feedback = answer::feedback(inferred, &asked);
    let lines = feedback.blocks.into_iter().map(|block| match block {
        Block::Text(text) | Block::Told(text) => format!("    {text}\n"),
        other => panic!("{other:?}"),
    });
    format!("{}\n{}", texts.join("; "), lines.collect::<String>())
}

fn answers(schema: &str, texts: &[&str]) -> String {
    let inferred = inferred(schema);
    texts.iter().map(|text| answer_to(&inferred, &[text])).collect()
}

#[test]
fn what_holds_is_proven() {
    insta::assert_snapshot!(answers(
        SCHEMA,
        &[
            "stores 1 * items",
            "STORES 1 * Items",
            "items * 1 stores",
            "stores ? * items",
            "stores 1 ? items",
            "stores 1o *o items",
            "users 1 1 profiles",
            "users 1! 1o profiles",
            "teams 1! * matches",
            "teams 1 1 matches",
            "teams 1 1 matches away_id",
            "teams 1 * matches HOME_ID",
            "students * * courses",
            "courses * * students",
            "students *o *o courses through enrollments",
            "students ? * courses through enrollments",
            "students ? 1 courses through mentors",
            "students * * students",
        ]
    ));
}

#[test]
fn what_does_not_hold_is_told_with_what_it_would_take() {
    insta::assert_snapshot!(answers(
        SCHEMA,
        &[
            "stores 1 1 items",
            "stores 1! * items",
            "stores 1! 1! items",
            "stores 1 *! items",
            "users 1 * profiles",
            "users 1o 1 profiles",
            "items 1 * stores",
            "profiles 1 1 users",
            "stroes 1 * items",
            "store 1 * item",
            "planets 1 * moons",
            "stores 1 * profiles",
            "teams 1 1 matches home_id",
            "teams 1o * matches",
            "teams 1 * matches day",
            "teams 1 * matches referee_id",
            "actors 1 * roles",
            "agents 1 * roles",
            "items 1 * items",
            "stores * * items",
            "stores * * users",
            "students * * courses through mentors",
            "productions * * actors through roles",
            "students * * courses through profiles",
            "students *! *! courses",
            "users * * users through profiles",
            "teams * * teams through enrolments",
        ]
    ));
}

#[test]
fn a_chain_is_answered_as_one() {
    let inferred = inferred(SCHEMA);
    let asked = |texts| answer_to(&inferred, texts);
    insta::assert_snapshot!(
        [
            asked(&["productions 1 * roles", "actors 1 * roles"]),
            asked(&["students 1 * enrollments", "courses 1 * enrollments"]),
            asked(&["stores 1 1 items", "users 1 1 profiles"]),
            asked(&["nobody 1 * nothing", "nobody 1 1 nothing"]),
        ]
        .concat()
    );
}

#[test]
fn a_key_that_sqlite_cannot_work_with_is_the_reason_itself() {
    insta::assert_snapshot!(answers(
        "CREATE TABLE parents (id INTEGER PRIMARY KEY, code TEXT);
         CREATE TABLE children (id INTEGER PRIMARY KEY, code TEXT REFERENCES parents (code));
         CREATE TABLE pets (id INTEGER PRIMARY KEY, parent_id INT REFERENCES parents (nr));",
        &["parents 1 * children", "parents 1 * pets"]
    ));
}

#[test]
fn an_inferred_link_holds_where_it_was_inferred() {
    for schema in [SCHEMA, super::words::SCHEMA] {
        let inferred = inferred(schema);
        for (at, link) in inferred.model.links.iter().enumerate() {
            assert_eq!(ask(&inferred, link), Finding::Holds(vec![at]), "{link:?}");
        }
        for join in &inferred.joins {
            let end = |at: usize| End::many(&inferred.model.links[at].left.entity);
            let mut link = Link::new(end(join.left), end(join.right));
            link.through = Some(join.table.clone());
            assert!(matches!(ask(&inferred, &link), Finding::Holds(proofs) if proofs.len() == 2));
        }
    }
}
