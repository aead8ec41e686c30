//! The course that is embedded in the program.
