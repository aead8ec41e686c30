//! Comparing results.
