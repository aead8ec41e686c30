//! SQL as text: where statements end, what they contain. The one importer of `sqlite3-parser`.

pub mod constructs;
