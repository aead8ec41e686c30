//! Why code went no further, in words.

use std::rc::Rc;

use super::World;
use crate::orm::python::{Bound, Raised, Run, Stop, Value};
use crate::orm::recording::{Failed, FailedKind};

impl World {
    /// What stopped a run, if something did.
    pub(super) fn failed(&mut self, ran: Run<()>) -> Option<Failed> {
        let line = Some(self.machine.line.get()).filter(|&line| line > 0);
        let hint = None;
        Some(match ran.err()? {
            Stop::Raised(raised) => self.raised(&raised),
            Stop::Bounds(bound) => {
                let kind = match bound {
                    Bound::Interrupted => FailedKind::Stopped,
                    _ => FailedKind::Bounds,
                };
                let (class, message) = ("Stopped".to_owned(), beyond(bound).to_owned());
                Failed { kind, class, message, line, span: None, hint }
            }
            Stop::Unsupported(unsupported) => {
                let class = "Unsupported".to_owned();
                let message = format!("{} is not supported here", unsupported.what);
                let (kind, span) = (FailedKind::Unsupported, unsupported.span);
                Failed { kind, class, message, line, span, hint }
            }
        })
    }

    fn raised(&mut self, raised: &Raised) -> Failed {
        let exception = Value::Instance(Rc::clone(&raised.exception));
        // An exception of the script's own may fail to say itself.
        let message = match self.machine.str(&exception) {
            Ok(text) => text.to_string(),
            Err(_) => "<exception str() failed>".to_owned(),
        };
        Failed {
            kind: FailedKind::Raised,
            class: raised.exception.class.name.to_string(),
            message,
            line: raised.lines.first().copied(),
            span: raised.span,
            hint: raised.hint.as_deref().map(str::to_owned),
        }
    }
}

/// Which bound was met, as a sentence without a full stop.
fn beyond(bound: Bound) -> &'static str {
    match bound {
        Bound::Steps => "the script takes more steps than a run may. Does a loop never end?",
        Bound::Memory => "the script keeps more than a run may",
        Bound::Output => "the script prints more than a run may",
        Bound::Database => "the script asks more of the database than a run may",
        Bound::Interrupted => "the script was interrupted",
    }
}
