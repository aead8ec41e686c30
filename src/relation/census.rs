//! What the rows of a database say of its links.
