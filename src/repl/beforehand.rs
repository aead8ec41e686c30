//! Work that is done while the learner thinks.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crate::outcome::preparation::Preparation;
use crate::session::Session;

/// Lets the prompt be drawn first, where there is one processor only.
const PAUSE: Duration = Duration::from_millis(100);

/// As for the main thread: what an author wrote may nest deeply.
const STACK: usize = 8 << 20;

/// A thread that makes what a session will need. Nobody waits for it: it ends after what it is at
/// when this is dropped, and with the process in any case.
#[derive(Debug, Default)]
pub(super) struct Beforehand {
    work: Option<(Preparation, Arc<AtomicBool>)>,
}

impl Beforehand {
    /// Begins for the lesson of the session, if that is another one than before.
    pub(super) fn follow(&mut self, session: &Session) {
        let known = |(work, _): &(Preparation, _)| work.is_for(session.lesson());
        if self.work.as_ref().is_some_and(known) {
            return;
        }
        self.end();
        let Some(preparation) = session.preparation() else { return };
        let (ended, work) = (Arc::new(AtomicBool::new(false)), preparation.clone());
        let is_ended = Arc::clone(&ended);
        let goes_on = move || !is_ended.load(Ordering::Relaxed);
        let made = move || {
            thread::sleep(PAUSE);
            // What cannot be made now is made when an answer needs it, and told there.
            let _ = work.make(goes_on);
        };
        // Where no thread can be had, all is made when it is needed.
        let _ = thread::Builder::new().name("beforehand".to_owned()).stack_size(STACK).spawn(made);
        self.work = Some((preparation, ended));
    }

    fn end(&mut self) {
        if let Some((_, ended)) = self.work.take() {
            ended.store(true, Ordering::Relaxed);
        }
    }
}

impl Drop for Beforehand {
    fn drop(&mut self) {
        self.end();
    }
}
