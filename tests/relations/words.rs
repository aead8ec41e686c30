//! What is said of keys, links and flaws.

use relatable::feedback::relation::{flaw, link, proof};

use super::inferred;

pub(super) const SCHEMA: &str = "
    CREATE TABLE people (
        id INTEGER PRIMARY KEY, email TEXT UNIQUE, manager_id INTEGER REFERENCES people (id));
    CREATE TABLE rooms (building TEXT, number INT, PRIMARY KEY (building, number)) WITHOUT ROWID;
    CREATE TABLE \"order lines\" (
        \"order\" INTEGER NOT NULL REFERENCES people, \"item no\" INT,
        building TEXT NOT NULL, number INT,
        mail TEXT REFERENCES people (email),
        FOREIGN KEY (building, number) REFERENCES rooms,
        PRIMARY KEY (\"order\", \"item no\"));
    CREATE TABLE \"🦀\" (people_id INTEGER PRIMARY KEY REFERENCES people);
    CREATE TABLE user_settings (id INTEGER PRIMARY KEY, crab INTEGER REFERENCES \"🦀\");
    CREATE UNIQUE INDEX \"one each\" ON user_settings (crab) WHERE crab IS NOT NULL;";

#[test]
fn keys_and_links_in_words() {
    let inferred = inferred(SCHEMA);
    let said = inferred.proofs.iter().zip(&inferred.model.links).map(|(proof, said)| {
        let sentences = link::sentences(said).join("; ");
        format!("{}\n    {}\n    {sentences}\n", proof::line(proof), proof::own_row(proof))
    });
    insta::assert_snapshot!(said.collect::<String>());
}

#[test]
fn flaws_in_words() {
    let inferred = inferred(
        "CREATE TABLE bare (name TEXT);
         CREATE TABLE stores (id INTEGER PRIMARY KEY);
         CREATE TABLE pairs (a INT, b INT, c INT, PRIMARY KEY (a, b));
         CREATE VIEW seen AS SELECT 1 AS id;
         CREATE TABLE t (
             id INTEGER PRIMARY KEY,
             a INT REFERENCES gone, b INT REFERENCES bare, c INT REFERENCES bare (name),
             d INT REFERENCES bare (nme), e INT REFERENCES pairs, f INT REFERENCES pairs (a),
             g INT REFERENCES seen (id), h TEXT UNIQUE REFERENCES stores, i INT REFERENCES store,
             j INT REFERENCES stores (number), FOREIGN KEY (a, b) REFERENCES pairs (b, c)
         );",
    );
    let said = inferred.flaws.iter().map(|found| flaw::sentence(found, &inferred) + "\n");
    insta::assert_snapshot!(said.collect::<String>());
}
