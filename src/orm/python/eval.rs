//! Runs the tree: statements, scopes, calls, attributes, classes and exceptions.
//!
//! A body is run by [`Activation`], which keeps on a list of its own which blocks are open, so
//! that a generator can stop in the midst of it and go on later. Expressions are worked out
//! recursively, on a stack that grows as it has to.

mod deep;
mod hint;
mod namespace;
mod variable;
mod raising;
mod generator;
mod context;
mod inherent;
mod setting;
mod attribute;
mod construction;
mod call;
mod function;
mod class;
mod comprehension;
mod assign;
mod expression;
mod import;
mod statement;
mod activation;
mod language;
mod run;

use std::rc::Rc;

use crate::orm::python::syntax::{Block, For, Name, Place, Try, While};
use crate::orm::python::{Args, Instance, Iter, Machine, Run, Scope, Stop, Value};

/// A function of the language that is written here.
type Written = fn(&mut Machine, Args) -> Run<Value>;

/// A body that is being run, or a generator's that waits to go on.
struct Activation {
    /// Its variables.
    scope: Rc<Scope>,
    /// What is open, the innermost last.
    open: Vec<Open>,
    /// What was sent to the generator, or what it delegated to gave.
    received: Value,
    /// The value of each expression statement is shown, as at a prompt.
    shows: bool,
}

/// A block that is open.
enum Open {
    /// Statements, and which is next.
    Block(Block, usize),
    /// `while`.
    While(Rc<While>),
    /// `for`.
    For(Rc<For>, Rc<Iter>),
    /// `try` without its `finally`.
    Try(Rc<Try>, Part),
    /// `finally`, and what is to happen after it.
    Finally(Ending),
    /// An `except` that has caught this.
    Handling(Option<Name>, Rc<Instance>),
    /// `with`: what leaves it, and where it stands.
    With(Manager, Place),
    /// `yield from`.
    Delegate(Rc<Iter>),
}

/// Which part of a `try` runs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Body,
    Rest,
}

/// What leaves a `with`.
enum Manager {
    /// An object of a library.
    Native(Rc<dyn crate::orm::python::Native>),
    /// `__exit__`, bound.
    Exit(Value),
}

/// How a statement or a block ended.
enum Ending {
    /// What follows is next.
    Next,
    /// `break`.
    Break,
    /// `continue`.
    Continue,
    /// `return`.
    Return(Value),
    /// Nothing follows here.
    Stop(Stop),
}

/// How far a body came.
enum Progress {
    /// To its end.
    Done(Value),
    /// To a `yield`.
    Yielded(Value),
}

/// What one step came to.
enum Turn {
    /// A statement or block ended.
    Ending(Ending),
    /// It yields.
    Yield(Value),
    /// The body is at its end.
    End,
}
