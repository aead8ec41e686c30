//! Why a script goes no further, and exceptions.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::diagnostic::Span;
use crate::orm::python::{Instance, Value};

/// Why a script goes no further.
pub enum Stop {
    /// It raised an exception, which `try` may catch.
    Raised(Box<Raised>),
    /// It used more than a run may: nothing in the script can catch that.
    Bounds(Bound),
    /// It asked for what is not supported here: nothing in the script can catch that.
    Unsupported(Box<Unsupported>),
}

impl Stop {
    /// Says what to do about an exception, where nothing says so yet.
    #[must_use]
    pub fn with_help(mut self, help: impl FnOnce() -> String) -> Self {
        if let Stop::Raised(raised) = &mut self
            && raised.help.is_none()
        {
            raised.help = Some(help().into());
            (*raised.exception.as_exception().help.borrow_mut()).clone_from(&raised.help);
        }
        self
    }

    /// Says what was probably meant, where there is a guess.
    #[must_use]
    pub fn with_hint(mut self, hint: Option<&str>) -> Self {
        if let (Stop::Raised(raised), Some(hint)) = (&mut self, hint) {
            raised.hint = Some(hint.into());
            (*raised.exception.as_exception().hint.borrow_mut()).clone_from(&raised.hint);
        }
        self
    }

    /// Gives it another place, where the one that it has is in another text.
    pub(in crate::orm::python) fn move_to(&mut self, span: Span) {
        match self {
            Stop::Raised(raised) => {
                raised.span = Some(span);
                raised.exception.as_exception().span.set(Some(span));
            }
            Stop::Unsupported(unsupported) => unsupported.span = Some(span),
            Stop::Bounds(_) => {}
        }
    }
}

/// An exception on its way.
#[derive(Clone)]
pub struct Raised {
    /// The exception object.
    pub exception: Rc<Instance>,
    /// The lines of the script that it came through, from 1, the innermost first.
    pub lines: Vec<usize>,
    /// Where the innermost expression stands, in bytes of the script.
    pub span: Option<Span>,
    /// What the learner may have meant, where there is a guess.
    pub hint: Option<Rc<str>>,
    /// What to do, in a sentence, where that is known.
    pub help: Option<Rc<str>>,
}

/// Which bound was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// Steps of the interpreter.
    Steps,
    /// Objects and bytes that it keeps.
    Memory,
    /// What it prints.
    Output,
    /// Statements that it sends, or the steps of SQLite for one of them.
    Database,
    /// It was interrupted, or the wall-clock backstop was met: undecided.
    Interrupted,
}

/// What a script asked for that is not supported here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsupported {
    /// What it is, by its name, so that "X is not supported here" is a sentence.
    pub what: String,
    /// Where it stands, in bytes of the script.
    pub span: Option<Span>,
}

/// What Python keeps with an exception besides its attributes; see [`Instance::as_exception`].
#[derive(Default)]
pub struct Exception {
    /// `args`.
    pub args: RefCell<Vec<Value>>,
    /// `__cause__`: what `raise … from` named.
    pub cause: RefCell<Option<Rc<Instance>>>,
    /// `__context__`: what was being handled when it was raised.
    pub context: RefCell<Option<Rc<Instance>>>,
    /// `__suppress_context__`.
    pub suppress_context: Cell<bool>,
    /// The lines of the script that it came through, the innermost first.
    pub lines: RefCell<Vec<usize>>,
    /// Where it was raised, in bytes of the script.
    pub span: Cell<Option<Span>>,
    /// What the learner may have meant.
    pub hint: RefCell<Option<Rc<str>>>,
    /// What to do, in a sentence.
    pub help: RefCell<Option<Rc<str>>>,
}
