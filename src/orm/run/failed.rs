//! Why code went no further, in words.

use std::rc::Rc;

use super::World;
use crate::diagnostic::Span;
use crate::nearest::nearest_cased;
use crate::orm::mapped::{Obstacle, key_to_nothing, no_other_side};
use crate::orm::mapper;
use crate::orm::python::{Bound, Raised, Run, Stop, Value};
use crate::orm::recording::{Failed, FailedKind};

impl World {
    /// What stopped a run of this source, if something did.
    pub(super) fn failed(&mut self, ran: Run<()>, source: &str) -> Option<Failed> {
        let place = self.machine.stands_at();
        let of = |kind, class: &str, message: String, span: Option<Span>| Failed {
            kind,
            class: class.to_owned(),
            message,
            line: span.map(|span| line(source, span)),
            span,
            hint: None,
            help: None,
            rows: None,
        };
        Some(match ran.err()? {
            Stop::Raised(raised) => self.raised(&raised),
            Stop::Bounds(bound) => {
                let kind = match bound {
                    Bound::Interrupted => FailedKind::Stopped,
                    _ => FailedKind::Bounds,
                };
                of(kind, "Stopped", beyond(bound).to_owned(), Some(place))
            }
            Stop::Unsupported(unsupported) => {
                let message = format!("{} is not supported here", unsupported.what);
                of(FailedKind::Unsupported, "Unsupported", message, unsupported.span)
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
        let help = raised.help.as_deref().map(str::to_owned).or_else(|| self.help(&message));
        Failed {
            kind: FailedKind::Raised,
            class: raised.exception.class.name.to_string(),
            message,
            line: raised.lines.first().copied(),
            span: raised.span,
            hint: raised.hint.as_deref().map(str::to_owned),
            help,
            rows: None,
        }
    }

    /// What to do where it is known what an exception comes of.
    fn help(&mut self, message: &str) -> Option<String> {
        self.module_for_engine(message)
            .or_else(|| self.unknown_name(message))
            .or_else(|| self.obstacle(message))
    }

    /// The table or the class that is meant by a name within the text of a relationship.
    fn unknown_name(&self, message: &str) -> Option<String> {
        let (_, rest) = message.split_once("failed to locate a name ('")?;
        let (name, _) = rest.split_once("')")?;
        let registries = mapper::Shared::of(&self.machine).registries.borrow().clone();
        let classes = registries
            .iter()
            .flat_map(|it| it.classes.borrow().keys().cloned().collect::<Vec<_>>());
        let metadatas = self.library.metadatas.borrow();
        let tables =
            metadatas.iter().flat_map(|it| it.tables.borrow().keys().cloned().collect::<Vec<_>>());
        let known: Vec<Rc<str>> = classes.chain(tables).collect();
        let near = nearest_cased(name, known.iter().map(|name| &**name))?;
        Some(format!("Did you mean `{near}`?"))
    }

    /// `from sqlalchemy import *` takes the name of the engine for a module, as it does in Python.
    fn module_for_engine(&self, message: &str) -> Option<String> {
        let names = self.machine.globals.names.borrow();
        let is_module = matches!(names.get("engine"), Some(Value::Module(_)));
        (is_module && message.starts_with("module 'sqlalchemy.engine' has no attribute")).then(|| {
            "`engine` is a module of SQLAlchemy's now: `from sqlalchemy import *` took the name. \
             `engine = create_engine(\"sqlite://\")` gives an engine on the same database."
                .to_owned()
        })
    }

    /// A relationship that cannot be completed.
    fn obstacle(&mut self, message: &str) -> Option<String> {
        let of_a_relationship = ["has no property '", "there are no foreign keys linking"];
        if !of_a_relationship.iter().any(|words| message.contains(words)) {
            return None;
        }
        self.mapped().iter().find_map(|it| {
            it.open.iter().find_map(|open| match &open.obstacle {
                Obstacle::NoOtherSide { target, named, instead } => {
                    let own = (it.class.as_str(), open.attribute.as_str());
                    Some(no_other_side(own, target, named, instead.as_deref()) + ".")
                }
                Obstacle::KeyToNothing { column, names, instead } => {
                    let said = key_to_nothing(column, names, instead.as_deref());
                    Some(said + ".")
                }
                _ => None,
            })
        })
    }
}

/// The line of a place in a source, from 1.
fn line(source: &str, span: Span) -> usize {
    source.get(..span.start).map_or(1, |before| before.matches('\n').count() + 1)
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
