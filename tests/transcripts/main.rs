//! Whole sessions of the real program, letter by letter: one for each thing that can happen to a
//! learner. `INSTA_UPDATE=always cargo test --test transcripts` writes them anew; read them as
//! someone would who is learning.

#[path = "../support/program.rs"]
mod program;

mod causes;
mod changes;
mod looking;
mod migrations;
mod orm;
mod orm_mistakes;
mod quizzes;
mod relations;
mod way;
mod wrong;
