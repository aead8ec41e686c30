//! The modules of SQLAlchemy Core that a script imports from.
