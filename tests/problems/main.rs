//! What an author reads about a lesson that does not load: every problem of a file, each as
//! `line:column message` and below it what to do.

#[path = "../support/mod.rs"]
mod support;

mod yaml;
mod keys;
mod steps;
mod data;
mod expect;
