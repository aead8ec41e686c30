//! A question of the tool's own, asked of what a learner's text made.

use rusqlite::{ErrorCode, StatementStatus};

use super::collect::collect;
use super::database::Scratch;
use super::{Budget, ScratchError};
use crate::rows::Rows;

impl Scratch {
    /// What one query gives, and the steps that it took. No rows are given where the budget or
    /// memory ran out; Ctrl-C does not stop it. It leaves no trace: neither the times of the last
    /// script nor what a statement can see of earlier ones change.
    ///
    /// # Errors
    ///
    /// When the query does not run.
    pub fn read(&self, query: &str, budget: &Budget) -> Result<(Option<Rows>, u64), ScratchError> {
        self.guard.begin();
        let mut prepared = self.connection.prepare(query)?;
        self.meter.begin_own(budget);
        let (rows, ended) = collect(&mut prepared, budget, &mut budget.bytes.clone());
        let steps = u64::try_from(prepared.get_status(StatementStatus::VmStep)).unwrap_or(0);
        self.meter.end();
        match ended {
            Ok(()) => Ok((Some(rows), steps)),
            Err(error) => match error.sqlite_error_code() {
                Some(ErrorCode::OperationInterrupted | ErrorCode::OutOfMemory) => Ok((None, steps)),
                _ => Err(error.into()),
            },
        }
    }
}
