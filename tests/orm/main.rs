//! ORM code beside the real SQLAlchemy: what it did with the scripts of `oracle/` and `own/` was
//! recorded by `run_case.py`, and is compared part by part with what we do.
//!
//! What is not equal yet stands in `misses.txt`, script and part; the test asks for just these, so
//! that a miss that is mended leaves the table. `RELATABLE_WRITE_MISSES=1` writes it anew.

// Which Python is not installed, and so was not asked, is said.
#![allow(clippy::print_stderr)]

mod bounds;
mod compare;
mod command;
mod guide;
mod live;
mod migrations;
mod misses;
mod texts;
