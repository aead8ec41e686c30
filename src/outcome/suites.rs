//! The suites of a lesson's queries: each made once, whoever needs it first, and kept.
//!
//! A suite is a function of its question, so that it makes no difference to a verdict who made it,
//! when, or whether it was remembered from an earlier day: where one is not there yet, it is made.

use std::collections::HashMap;
use std::fmt::Debug;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::stage::StageError;
use crate::counterexample::distil::distil;
use crate::counterexample::{Effort, OrderRule, Question, Suite};
use crate::rows::compare::Tolerance;
use crate::scratch::{Interrupt, Scratch, Stop};

/// Suites that are shared between the grading line and whoever makes them beforehand. Clones are
/// the same suites.
#[derive(Debug, Clone, Default)]
pub struct Suites(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    entries: Mutex<HashMap<Key, Entry>>,
    /// An entry was made, or given up.
    settled: Condvar,
    memory: Option<Box<dyn Memory>>,
}

#[derive(Debug)]
enum Entry {
    /// Someone is at it.
    BeingMade,
    Made(Arc<Suite>),
}

/// Where suites are remembered from one day to the next.
pub trait Memory: Debug + Send + Sync {
    /// The suite of a question, if it is remembered as it was kept.
    fn recall(&self, key: Key) -> Option<Suite>;

    /// Keeps a suite. Whether that succeeds is no matter.
    fn keep(&self, key: Key, suite: &Suite);
}

/// What tells one question from another: all that a suite is a function of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key(pub u128);

/// Changes whenever the same question may get another suite: what was remembered before is not
/// looked at any more.
const VERSION: u32 = 1;

/// How long a wait goes on before it looks whether it was interrupted.
const MOMENT: Duration = Duration::from_millis(20);

impl Suites {
    /// Suites that are remembered from one day to the next.
    pub fn remembered(memory: Box<dyn Memory>) -> Self {
        Self(Arc::new(Shared { memory: Some(memory), ..Shared::default() }))
    }

    /// The suite of a question: the one that is there, or that somebody makes at this moment, or
    /// else a new one. `interrupt` ends a wait.
    ///
    /// # Errors
    /// When it was interrupted, or the tool fails.
    pub fn of(&self, question: &Question, interrupt: &Interrupt) -> Result<Arc<Suite>, StageError> {
        let key = Key::of(question);
        let mut entries = self.entries();
        loop {
            match entries.get(&key) {
                Some(Entry::Made(suite)) => return Ok(Arc::clone(suite)),
                Some(Entry::BeingMade) if interrupt.is_set() => {
                    return Err(StageError::Stopped(Stop::Interrupted));
                }
                Some(Entry::BeingMade) => {
                    let waited = self.0.settled.wait_timeout(entries, MOMENT);
                    entries = waited.unwrap_or_else(PoisonError::into_inner).0;
                }
                None => break,
            }
        }
        entries.insert(key, Entry::BeingMade);
        drop(entries);
        let claim = Claim { suites: self, key, made: None };
        self.make(question, claim)
    }

    /// Gives a suite for a question beforehand, in place of the one that would be made.
    #[cfg(test)]
    pub(crate) fn give(&self, question: &Question, suite: Suite) {
        self.entries().insert(Key::of(question), Entry::Made(Arc::new(suite)));
    }

    fn make(&self, question: &Question, mut claim: Claim<'_>) -> Result<Arc<Suite>, StageError> {
        let key = claim.key;
        let memory = self.0.memory.as_deref();
        if let Some(suite) = memory.and_then(|memory| memory.recall(key)) {
            return Ok(claim.settle(suite));
        }
        // A database of its own: what interrupts an answer must not leave half a suite behind.
        let distilled = distil(&mut Scratch::new()?, question, Effort::WHOLE)?;
        let made = claim.settle(distilled.map_err(StageError::Stopped)?);
        if let Some(memory) = memory {
            memory.keep(key, &made);
        }
        Ok(made)
    }

    fn entries(&self) -> MutexGuard<'_, HashMap<Key, Entry>> {
        self.0.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to make a suite. When it goes, however that comes, whoever waits goes on.
struct Claim<'a> {
    suites: &'a Suites,
    key: Key,
    made: Option<Arc<Suite>>,
}

impl Claim<'_> {
    fn settle(&mut self, suite: Suite) -> Arc<Suite> {
        let suite = Arc::new(suite);
        self.made = Some(Arc::clone(&suite));
        self.end();
        suite
    }

    fn end(&self) {
        let mut entries = self.suites.entries();
        match &self.made {
            Some(suite) => entries.insert(self.key, Entry::Made(Arc::clone(suite))),
            None => entries.remove(&self.key),
        };
        drop(entries);
        self.suites.0.settled.notify_all();
    }
}

impl Drop for Claim<'_> {
    fn drop(&mut self) {
        if self.made.is_none() {
            self.end();
        }
    }
}

impl Key {
    /// The key of a question. It need not be the same for ever: where the hash changes with the
    /// compiler, suites are made once more than needed.
    pub fn of(question: &Question) -> Self {
        let half = |seed: u8| {
            let mut hasher = DefaultHasher::new();
            (seed, VERSION, env!("CARGO_PKG_VERSION")).hash(&mut hasher);
            question.image.hash(&mut hasher);
            question.reference.hash(&mut hasher);
            question.assume.hash(&mut hasher);
            match question.comparison.tolerance {
                Tolerance::Relative(share) => (0, share.to_bits()).hash(&mut hasher),
                Tolerance::Absolute(limit) => (1, limit.to_bits()).hash(&mut hasher),
            }
            match &question.comparison.order {
                OrderRule::Ignore => 0_u8.hash(&mut hasher),
                OrderRule::AsReference => 1_u8.hash(&mut hasher),
                OrderRule::Exact => 2_u8.hash(&mut hasher),
                OrderRule::By(columns) => (3_u8, columns).hash(&mut hasher),
            }
            u128::from(hasher.finish())
        };
        Self(half(0) << 64 | half(1))
    }
}

#[cfg(test)]
mod tests;
