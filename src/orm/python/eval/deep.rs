//! The stack grows as far as a script is nested.

/// Less of the stack than this is left, and more is taken.
const RED_ZONE: usize = 256 * 1024;
/// So much is taken.
const MORE_STACK: usize = 4 * 1024 * 1024;

/// Goes on, on more stack where little of it is left.
pub(super) fn deeper<T>(go_on: impl FnOnce() -> T) -> T {
    stacker::maybe_grow(RED_ZONE, MORE_STACK, go_on)
}
