//! The budget of a run, watched while SQLite works.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::{Budget, Interrupt, Stop};

/// How many virtual-machine instructions pass between two looks at the budget.
pub const STEPS_PER_TICK: u64 = 1000;

/// What is left of a run's budget. Clones watch the same run.
#[derive(Debug, Clone, Default)]
pub(super) struct Meter {
    state: Arc<Mutex<State>>,
    interrupt: Interrupt,
}

#[derive(Debug, Default)]
struct State {
    /// The run that is under way; the tool's own statements are not metered.
    run: Option<Run>,
    stopped: Option<Stop>,
}

#[derive(Debug)]
struct Run {
    /// Instructions left at the beginning of the statement that runs.
    left: u64,
    /// Instructions of that statement, as far as ticks tell.
    ticked: u64,
    deadline: Instant,
    /// Someone waits for it who may press Ctrl-C.
    interruptible: bool,
}

impl Meter {
    /// A meter that this stops from outside.
    pub(super) fn new(interrupt: Interrupt) -> Self {
        Self { interrupt, ..Self::default() }
    }

    /// Has SQLite report to this meter.
    pub(super) fn watch(&self, connection: &mut Connection) -> rusqlite::Result<()> {
        let meter = self.clone();
        let every = i32::try_from(STEPS_PER_TICK).unwrap_or(i32::MAX);
        connection.progress_handler(every, Some(move || meter.tick()))
    }

    /// What stops the run from outside.
    pub(super) fn interrupt(&self) -> Interrupt {
        self.interrupt.clone()
    }

    /// Begins a run of what was typed. What was interrupted before is forgotten.
    pub(super) fn begin(&self, budget: &Budget) {
        self.forget_interrupt();
        self.fill(budget, true);
    }

    /// Begins one of many runs that are one to the person who waits: what was interrupted before
    /// stays so.
    pub(super) fn begin_next(&self, budget: &Budget) {
        self.fill(budget, true);
    }

    /// Forgets that it was asked to stop.
    pub(super) fn forget_interrupt(&self) {
        self.interrupt.clear();
    }

    /// Begins a reading of the tool's own.
    pub(super) fn begin_own(&self, budget: &Budget) {
        self.fill(budget, false);
    }

    fn fill(&self, budget: &Budget, interruptible: bool) {
        let deadline = Instant::now() + Duration::from_millis(budget.millis.min(MAX_MILLIS));
        let run = Run { left: budget.steps, ticked: 0, deadline, interruptible };
        *self.lock() = State { run: Some(run), stopped: None };
    }

    /// Accounts for a statement that is over: `steps` is its exact count.
    pub(super) fn settle(&self, steps: u64) {
        if let Some(run) = &mut self.lock().run {
            run.left = run.left.saturating_sub(steps.max(run.ticked));
            run.ticked = 0;
        }
    }

    /// Ends a run. What comes next is not metered.
    pub(super) fn end(&self) {
        self.lock().run = None;
    }

    /// What stopped the run, if something did.
    pub(super) fn stopped(&self) -> Option<Stop> {
        self.lock().stopped
    }

    /// Looks at the budget between two statements.
    pub(super) fn check(&self) -> Option<Stop> {
        self.look(0);
        self.stopped()
    }

    /// Looks at the budget while a statement runs; `true` stops SQLite.
    fn tick(&self) -> bool {
        self.look(STEPS_PER_TICK)
    }

    /// Counts the steps taken since the last look; `true` when the run has to end.
    fn look(&self, steps: u64) -> bool {
        let mut state = self.lock();
        let Some(run) = &mut state.run else { return false };
        run.ticked += steps;
        let stop = if run.interruptible && self.interrupt.is_set() {
            Some(Stop::Interrupted)
        } else if run.ticked > run.left || run.left == 0 {
            Some(Stop::Steps)
        } else if Instant::now() >= run.deadline {
            Some(Stop::Clock)
        } else {
            None
        };
        state.stopped = state.stopped.or(stop);
        state.stopped.is_some()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A day: longer budgets would overflow the clock on some machines.
const MAX_MILLIS: u64 = 24 * 60 * 60 * 1000;
