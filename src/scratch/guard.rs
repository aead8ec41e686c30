//! The walls of the sandbox.

/// What the sandbox does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wall {
    /// ATTACH, DETACH, VACUUM.
    File,
}

/// How many virtual-machine instructions pass between two looks at the budget.
pub const STEPS_PER_TICK: u64 = 1000;
