//! To come.
/// Parameters and body of a function.
pub struct Lambda;
