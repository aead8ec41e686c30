//! Relations made true in a scratch database: SQL, notes, refusals, and that nothing gets lost.

mod making {
    mod support;
    mod cases;
    mod tables_that_are_there;
    mod refusals;
    mod random;
}
