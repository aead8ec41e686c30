//! INSERT and UPDATE: which columns are given what, and by whom.
