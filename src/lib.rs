//! Relatable teaches how tables relate: a lesson runner whose every answer is run and judged.
//!
//! Data takes one way through this crate, and the modules stand in that order (see
//! `docs/architecture.md`): a lesson file is loaded ([`lesson`]), a learner's text is read
//! ([`answer`]), run in a sandbox ([`scratch`], [`outcome`]), checked ([`check`], [`verdict`])
//! and explained ([`feedback`]). [`grade`] is that whole line as one function.
//!
//! A module imports only from modules above it in this file; a test enforces that.

// A learner's or a stranger's text must never be able to stop the program. A test may stop at the
// first surprise: that is how it reports one.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

// Layer 0: plain data, no I/O.
pub mod diagnostic;
pub mod nearest;
pub mod rows;
pub mod schema;

// Layer 1: engines that know nothing of lessons.
pub mod sql;
pub mod scratch;
pub mod relation;
pub mod erd;
pub mod orm;
pub mod counterexample;

// Layer 2: authored content.
pub mod lesson;

// Layer 3: the grading line.
pub mod answer;
pub mod enact;
pub mod verdict;
pub mod outcome;
pub mod check;
pub mod feedback;
pub mod grade;

// Layer 4: state.
pub mod progress;
pub mod cache;
pub mod session;

// Layer 5: faces.
pub mod render;
pub mod report;
pub mod lint;
pub mod repl;
pub mod cli;
pub mod commands;
