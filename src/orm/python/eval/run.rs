//! Running a script, what was typed at a prompt, and single expressions; and the bounds.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use super::{Activation, Progress};
use crate::orm::python::Missing;
use crate::orm::python::syntax::{self, Expression, Mistake, Place};
use crate::orm::python::{Bound, Machine, Names, Run, Scope, Stop, Value, Warning};

/// After so many steps it looks whether it was interrupted.
const LOOK: u64 = 4096;

/// Bytes to one unit of memory, see [`Limits::memory`](crate::orm::python::Limits).
const UNIT: u64 = 64;

impl Machine {
    /// Runs a script in the global scope. `name` is the file's, for a SyntaxError's message.
    pub fn run(&mut self, source: &str, name: &str) -> Run<()> {
        self.run_text(source, name, false)
    }

    /// Runs what was typed at a prompt: as [`Machine::run`], and the value of each expression
    /// statement that is not `None` is printed by `repr`, and kept as `_`.
    pub fn run_typed(&mut self, source: &str) -> Run<()> {
        self.run_text(source, "<stdin>", true)
    }

    fn run_text(&mut self, source: &str, name: &str, shows: bool) -> Run<()> {
        self.settle();
        self.running.text += 1;
        self.running.halted.set(None);
        let module = match syntax::read(source) {
            Ok(module) => module,
            Err(mistake) => return Err(self.mistaken(mistake, source, name)),
        };
        self.running.postponed |= module.postponed;
        let globals = Rc::clone(&self.globals);
        {
            let mut names = globals.names.borrow_mut();
            if !names.contains_key("__name__") {
                names.insert("__name__".into(), Value::str("__main__"));
            }
        }
        let mut activation = Activation::new(Rc::clone(&globals), &module.body);
        activation.shows = shows;
        let result = self.framed(globals, None, |machine| activation.run(machine, None));
        if result.is_err() {
            self.settle();
        }
        match result? {
            Progress::Done(_) | Progress::Yielded(_) => Ok(()),
        }
    }

    /// Puts what is being run back to nothing, after an error or before the first text.
    fn settle(&mut self) {
        self.running.frames.clear();
        self.running.handled.clear();
        self.depth = 0;
    }

    /// Evaluates an expression, such as a relationship's `'Role.name.desc()'`, in a scope of the
    /// names given, with the globals of no script around it. `missing` is asked, before anything
    /// is worked out, for each name of the text that is not among them.
    pub fn evaluate(
        &mut self,
        source: &str,
        names: Names,
        missing: Option<Missing<'_>>,
    ) -> Run<Value> {
        let expression = self.read_expression(source, "<string>")?;
        let scope = Rc::new(Scope {
            names: RefCell::new(names),
            outer: None,
            is_class: false,
            class: OnceCell::new(),
        });
        if let Some(missing) = missing {
            let mut wanted = Vec::new();
            syntax::names(&expression, &mut wanted);
            for name in wanted {
                if scope.names.borrow().contains_key(&name) {
                    continue;
                }
                if let Some(value) = missing(self, &name)? {
                    scope.names.borrow_mut().insert(name, value);
                }
            }
        }
        self.evaluate_expression(&expression, scope)
    }

    /// Evaluates a text within a scope that is there already.
    pub(super) fn evaluate_in(&mut self, source: &str, scope: Rc<Scope>, name: &str) -> Run<Value> {
        let expression = self.read_expression(source, name)?;
        self.evaluate_expression(&expression, scope)
    }

    fn read_expression(&mut self, source: &str, name: &str) -> Run<Expression> {
        let source = source.trim();
        match syntax::read_expression(source) {
            Ok(expression) => Ok(expression),
            Err(mistake) => {
                let line = self.line.get();
                let mut stop = self.mistaken(mistake, source, name);
                // The text is not the script's: the line there is the one that asked.
                if let Stop::Raised(raised) = &mut stop {
                    raised.lines = Vec::new();
                }
                self.line.set(line);
                Err(stop)
            }
        }
    }

    /// The text's places are not the script's, so the line and place stay what they are.
    fn evaluate_expression(&mut self, expression: &Expression, scope: Rc<Scope>) -> Run<Value> {
        let (line, span) = (self.line.get(), self.running.span.get());
        let function = self.running.frames.last().and_then(|frame| frame.function.clone());
        let result =
            self.framed(Rc::clone(&scope), function, |machine| machine.value(&scope, expression));
        self.line.set(line);
        self.running.span.set(span);
        result.map_err(|stop| match stop {
            Stop::Raised(mut raised) => {
                raised.lines.pop();
                raised.span = Some(span);
                Stop::Raised(raised)
            }
            stop => stop,
        })
    }

    /// The exception for a text that is not Python.
    fn mistaken(&mut self, mistake: Mistake, source: &str, name: &str) -> Stop {
        let offset = u32::try_from(mistake.offset).unwrap_or(u32::MAX);
        let line = u32::try_from(mistake.line).unwrap_or(u32::MAX);
        self.at(Place { line, start: offset, end: offset });
        let file = name.rsplit('/').next().unwrap_or(name);
        let text = format!("{} ({file}, line {})", mistake.message, mistake.line);
        let class = self.builtin_class(mistake.class);
        let exception = self.exception(&class, vec![Value::str(text)]);
        let line_text = source.lines().nth(mistake.line.saturating_sub(1)).unwrap_or_default();
        let start = source.len() - source.get(mistake.offset..).map_or(0, str::len);
        let before = source.get(..start).and_then(|text| text.rsplit('\n').next());
        let column = 1 + before.map_or(0, |before| before.chars().count());
        {
            let mut names = exception.dict.borrow_mut();
            names.insert("msg".into(), Value::str(&mistake.message));
            names.insert("filename".into(), Value::str(name));
            names.insert("lineno".into(), Value::Int(i64::from(line)));
            names.insert("offset".into(), Value::Int(i64::try_from(column).unwrap_or(i64::MAX)));
            names.insert("text".into(), Value::str(line_text));
        }
        let mut stop = self.stop(exception);
        if let Stop::Raised(raised) = &mut stop {
            raised.lines.push(mistake.line);
        }
        stop
    }

    /// Keeps a warning.
    pub fn warn(&mut self, category: &str, message: impl Into<String>) {
        let (category, message): (Rc<str>, String) = (category.into(), message.into());
        if !self.keeps_warning(&category, &message) || self.records_warning(&category, &message) {
            return;
        }
        self.warnings.push(Warning { category, message, line: self.line.get() });
    }

    /// Gives back what a run may use: another answer begins in the same world.
    pub fn begin_anew(&mut self) {
        (self.steps, self.memory) = (0, 0);
    }

    /// Counts steps.
    pub fn step(&mut self, steps: u64) -> Run<()> {
        let before = self.steps;
        self.steps = self.steps.saturating_add(steps);
        if before / LOOK != self.steps / LOOK
            && self.interrupted.as_ref().is_some_and(|interrupted| interrupted())
        {
            return Err(Stop::Bounds(Bound::Interrupted));
        }
        if self.steps > self.limits.steps { Err(Stop::Bounds(Bound::Steps)) } else { Ok(()) }
    }

    /// Counts the memory of a text or of bytes, before they are made.
    pub fn use_bytes(&mut self, bytes: impl TryInto<u64>) -> Run<()> {
        self.use_memory(1 + bytes.try_into().unwrap_or(u64::MAX) / UNIT)
    }

    /// Counts the memory of a list's or a tuple's places, before it is made.
    pub fn use_items(&mut self, items: impl TryInto<u64>) -> Run<()> {
        let items = items.try_into().unwrap_or(u64::MAX);
        self.use_bytes(items.saturating_mul(size_of::<Value>() as u64))
    }

    /// Counts the memory of a dict's or a set's entries, or of so many small objects, before they
    /// are made.
    pub fn use_entries(&mut self, entries: impl TryInto<u64>) -> Run<()> {
        self.use_memory(1 + entries.try_into().unwrap_or(u64::MAX))
    }

    /// Counts memory in units of [`UNIT`] bytes, about as much as a small object takes. What is
    /// let go of is not given back: what is counted is what a run makes.
    pub fn use_memory(&mut self, size: u64) -> Run<()> {
        self.memory = self.memory.saturating_add(size);
        if self.memory > self.limits.memory { Err(Stop::Bounds(Bound::Memory)) } else { Ok(()) }
    }

    /// A number of its own for an object's address.
    pub fn identity(&mut self) -> u64 {
        self.identities += 1;
        self.identities
    }
}

impl Drop for Machine {
    /// A script's functions know its variables, which know its functions: the ring is cut here.
    fn drop(&mut self) {
        let names = self.globals.names.take();
        drop(names);
    }
}
