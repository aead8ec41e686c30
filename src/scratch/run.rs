//! Running a script statement by statement.
