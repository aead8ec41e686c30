//! The prompt in real terminals of several sizes: keys in, and what a person sees out.

#![cfg(unix)]

mod beforehand;
mod completion;
mod history;
mod keys;
mod killed;
mod paste;
mod plain;
mod resize;
mod sizes;

#[path = "../support/program.rs"]
mod program;
#[path = "../support/terminal.rs"]
mod terminal;

/// Columns and rows: the narrowest, a small one, the usual one, a large one.
const SIZES: [(u16, u16); 4] = [(20, 10), (40, 12), (80, 24), (200, 60)];

/// A terminal of some size at the step of the fixture that asks for the names of all stores.
#[track_caller]
fn at_names((columns, rows): (u16, u16)) -> terminal::Terminal {
    let setup = terminal::Setup::of(&["learn", "session.yaml", "--from", "names"]);
    setup.colourless().sized(columns, rows).starts()
}

/// What is seen, however it is broken into rows.
fn joined(seen: &str) -> String {
    seen.replace(['\n', ' '], "")
}
