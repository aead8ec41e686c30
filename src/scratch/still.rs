//! The clock and chance, standing still.
