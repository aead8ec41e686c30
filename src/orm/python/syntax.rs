//! A script's text as a tree of our own: what the evaluator runs, with its place in the text.
//!
//! [`read`] is the way in. The parser comes from ruff, and comes in through the children of this
//! module alone. Names are resolved while the tree is made, by Python's rules of scope, so the
//! evaluator knows where to look.

mod token;
mod name;
mod error;
mod check;
mod sign;
mod lower;
mod expression;
mod read;
mod walk;
mod variables;
mod outline;

use std::rc::Rc;

use num_bigint::BigInt;

use crate::diagnostic::Span;
use crate::orm::python::operator::{Binary, Comparison, Unary};

pub use outline::{Deed, outline};
pub use read::{is_complete, read, read_expression};
pub use variables::{Variables, variables};
pub use walk::names;

/// Statements that run one after another.
pub type Block = Rc<[Statement]>;

/// A place in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// The line of its first character, from 1. For a method it is that of the method's name.
    pub line: u32,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Place {
    /// The bytes.
    pub fn span(self) -> Span {
        Span { start: self.start as usize, end: self.end as usize }
    }
}

/// Why a text is not Python.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// `SyntaxError`, `IndentationError` or `TabError`.
    pub class: &'static str,
    /// What is wrong, as CPython says it.
    pub message: String,
    /// The line, from 1.
    pub line: usize,
    /// The place in bytes.
    pub offset: usize,
}

impl Mistake {
    /// An error of which only the place is known.
    fn plain(source: &str, offset: usize) -> Self {
        let before = source.as_bytes().get(..offset).unwrap_or_default();
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        Self { class: "SyntaxError", message: "invalid syntax".to_owned(), line, offset }
    }
}

/// A script.
#[derive(Debug)]
pub struct Module {
    /// What it does.
    pub body: Block,
    /// It says `from __future__ import annotations`.
    pub postponed: bool,
}

/// One statement.
#[derive(Debug)]
pub struct Statement {
    /// What it does.
    pub kind: StatementKind,
    /// Where it stands.
    pub place: Place,
}

/// What a statement does. Targets are expressions that can be assigned to.
#[derive(Debug)]
pub enum StatementKind {
    /// `pass`, `global` and `nonlocal`.
    Pass,
    /// An expression for its effect.
    Expression(Expression),
    /// `a = b = value`.
    Assign(Vec<Expression>, Expression),
    /// `a op= value`.
    Augment(Expression, Binary, Expression),
    /// `a: annotation = value`; the text of the annotation stands beside it.
    Annotate(Box<Annotated>),
    /// `del a, b`.
    Delete(Vec<Expression>),
    /// `return value`.
    Return(Option<Expression>),
    /// `raise value from cause`.
    Raise(Option<Expression>, Option<Expression>),
    /// `assert test, message`.
    Assert(Expression, Option<Expression>),
    /// `import a.b as c`.
    Import(Vec<Imported>),
    /// `from module import a as b`; the dots before the module are counted.
    ImportFrom(u32, Rc<str>, Vec<Imported>),
    /// `break`.
    Break,
    /// `continue`.
    Continue,
    /// `if`, `elif`, `else`: each test with what it guards.
    If(Vec<(Expression, Block)>, Block),
    /// `while`.
    While(Rc<While>),
    /// `for`.
    For(Rc<For>),
    /// `try`.
    Try(Rc<Try>),
    /// `with`, one manager; several stand in one another.
    With(Rc<With>),
    /// `def`.
    Function(Rc<Definition>),
    /// `class`.
    Class(Rc<ClassBody>),
    /// `yield value`; what is sent back is [`ExpressionKind::Received`] right afterwards.
    Yield(Option<Expression>),
    /// `yield from iterable`; its value is [`ExpressionKind::Received`].
    YieldFrom(Expression),
    /// What is not supported here, by its name.
    Unsupported(&'static str),
}

/// `target: annotation = value`.
#[derive(Debug)]
pub struct Annotated {
    /// What is annotated.
    pub target: Expression,
    /// The annotation.
    pub annotation: Annotation,
    /// What is assigned.
    pub value: Option<Expression>,
    /// The target is a bare name.
    pub simple: bool,
}

/// An annotation.
#[derive(Debug)]
pub struct Annotation {
    /// It.
    pub expression: Expression,
    /// Its text.
    pub text: Rc<str>,
}

/// A name of an import.
#[derive(Debug)]
pub struct Imported {
    /// What is imported, with dots; `*` is everything.
    pub name: Rc<str>,
    /// `as`.
    pub alias: Option<Rc<str>>,
    /// The variable that is bound.
    pub variable: Name,
}

/// `while test: … else: …`
#[derive(Debug)]
pub struct While {
    /// The test.
    pub test: Expression,
    /// What is repeated.
    pub body: Block,
    /// What follows if nothing broke off.
    pub otherwise: Block,
}

/// `for target in iterable: … else: …`
#[derive(Debug)]
pub struct For {
    /// What is assigned.
    pub target: Expression,
    /// What is iterated over.
    pub iterable: Expression,
    /// What is repeated.
    pub body: Block,
    /// What follows if nothing broke off.
    pub otherwise: Block,
}

/// `try: … except: … else: … finally: …`
#[derive(Debug)]
pub struct Try {
    /// What may raise.
    pub body: Block,
    /// What catches it.
    pub handlers: Vec<Handler>,
    /// What follows if nothing was raised.
    pub otherwise: Block,
    /// What runs in any case.
    pub finally: Block,
}

/// `except kind as name: …`
#[derive(Debug)]
pub struct Handler {
    /// What it catches; none catches all.
    pub kind: Option<Expression>,
    /// What the exception is called.
    pub name: Option<Name>,
    /// What is done.
    pub body: Block,
    /// Where it stands.
    pub place: Place,
}

/// `with manager as target: …`
#[derive(Debug)]
pub struct With {
    /// What is entered and left.
    pub manager: Expression,
    /// What is assigned.
    pub target: Option<Expression>,
    /// What is done within.
    pub body: Block,
}

/// `def`, with what stands around the function itself.
#[derive(Debug)]
pub struct Definition {
    /// The function.
    pub code: Rc<Lambda>,
    /// The variable that is bound.
    pub variable: Name,
    /// What stands above it.
    pub decorators: Vec<Expression>,
    /// `-> annotation`.
    pub returns: Option<Annotation>,
}

/// A function's parameters and body.
#[derive(Debug)]
pub struct Lambda {
    /// Its name; `<lambda>` for a lambda.
    pub name: Rc<str>,
    /// Its parameters, in order.
    pub parameters: Vec<Parameter>,
    /// What it does.
    pub body: Body,
    /// It yields.
    pub is_generator: bool,
    /// Its docstring.
    pub doc: Option<Rc<str>>,
    /// Where it stands.
    pub place: Place,
}

/// What a function does.
#[derive(Debug)]
pub enum Body {
    /// Statements.
    Block(Block),
    /// A lambda's expression.
    Expression(Expression),
}

/// A parameter.
#[derive(Debug)]
pub struct Parameter {
    /// Its name.
    pub name: Rc<str>,
    /// How it takes its argument.
    pub kind: ParameterKind,
    /// What it is where nothing is given.
    pub default: Option<Expression>,
    /// What it is annotated with.
    pub annotation: Option<Annotation>,
}

/// How a parameter takes its argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterKind {
    /// By position alone.
    Positional,
    /// By position or by name.
    Either,
    /// `*rest`.
    Rest,
    /// By name alone.
    Keyword,
    /// `**keywords`.
    Keywords,
}

/// `class`.
#[derive(Debug)]
pub struct ClassBody {
    /// Its name.
    pub name: Rc<str>,
    /// The variable that is bound.
    pub variable: Name,
    /// What it derives from, and keywords.
    pub arguments: Arguments,
    /// What stands above it.
    pub decorators: Vec<Expression>,
    /// What it does.
    pub body: Block,
    /// Its docstring.
    pub doc: Option<Rc<str>>,
}

/// A variable, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Its name.
    pub id: Rc<str>,
    /// Where it is.
    pub reach: Reach,
}

/// Where a variable is, seen from where it is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// In the function itself.
    Local,
    /// In a function around it, so many scopes further out.
    Outer(usize),
    /// In the class's body; if it is not there, where the number says, or in the script.
    Class(Option<usize>),
    /// In the script, or known without an import.
    Global,
    /// Wherever it is found: in text that runs within what is not known beforehand.
    Anywhere,
}

/// One expression.
#[derive(Debug)]
pub struct Expression {
    /// What it gives.
    pub kind: ExpressionKind,
    /// Where it stands.
    pub place: Place,
}

/// What an expression gives.
#[derive(Debug)]
pub enum ExpressionKind {
    /// `None`.
    None,
    /// `...`.
    Ellipsis,
    /// `True` or `False`.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// An integer beyond 64 bits.
    Big(Rc<BigInt>),
    /// A float.
    Float(f64),
    /// A text.
    Text(Rc<str>),
    /// Bytes.
    Bytes(Rc<[u8]>),
    /// An f-string.
    Format(Vec<Piece>),
    /// A variable.
    Name(Name),
    /// `(a, b)`.
    Tuple(Vec<Expression>),
    /// `[a, b]`.
    List(Vec<Expression>),
    /// `{a, b}`.
    Set(Vec<Expression>),
    /// `{a: b}`; without a key it is `**b`.
    Dict(Vec<(Option<Expression>, Expression)>),
    /// `*a`, within a call, a tuple, a list, a set or a target.
    Starred(Box<Expression>),
    /// `a.b`.
    Attribute(Box<Expression>, Rc<str>),
    /// `a[b]`.
    Subscript(Box<Expression>, Box<Expression>),
    /// `a:b:c` within a subscript.
    Slice([Option<Box<Expression>>; 3]),
    /// `a(b)`.
    Call(Box<Expression>, Box<Arguments>),
    /// `a op b`.
    Binary(Box<Expression>, Binary, Box<Expression>),
    /// `op a`.
    Unary(Unary, Box<Expression>),
    /// `not a`.
    Not(Box<Expression>),
    /// `a and b`.
    And(Vec<Expression>),
    /// `a or b`.
    Or(Vec<Expression>),
    /// `a < b <= c`.
    Compare(Box<Expression>, Vec<(Relation, Expression)>),
    /// `a if test else b`: the test, then both.
    If(Box<[Expression; 3]>),
    /// `lambda`.
    Lambda(Rc<Lambda>),
    /// A comprehension or a generator expression.
    Comprehension(Rc<Comprehension>),
    /// `name := value`.
    Bind(Name, Box<Expression>),
    /// What was sent to the generator, or what it delegated to gave.
    Received,
    /// What is not supported here, by its name.
    Unsupported(&'static str),
}

/// What stands between two sides of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// An operator that objects have a say in.
    Compare(Comparison),
    /// `is`; true for `is not`.
    Is(bool),
    /// `in`; true for `not in`.
    In(bool),
}

/// What a call is given, in its text.
#[derive(Debug, Default)]
pub struct Arguments {
    /// By position; `*a` among them.
    pub positional: Vec<Expression>,
    /// By name; without a name it is `**a`.
    pub named: Vec<(Option<Rc<str>>, Expression)>,
}

/// A part of an f-string.
#[derive(Debug)]
pub enum Piece {
    /// Text as it stands.
    Text(Rc<str>),
    /// `{value!conversion:specification}`.
    Value(Expression, Conversion, Vec<Piece>),
}

/// What is done to a value before it is formatted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conversion {
    /// Nothing.
    Plain,
    /// `!s`
    Str,
    /// `!r`
    Repr,
    /// `!a`
    Ascii,
}

/// `element for target in iterable if condition`.
#[derive(Debug)]
pub struct Comprehension {
    /// What it makes.
    pub makes: Makes,
    /// Each element; a dict's key.
    pub element: Expression,
    /// A dict's value.
    pub value: Option<Expression>,
    /// The `for` clauses. The first iterable is worked out in the scope around.
    pub clauses: Vec<Clause>,
}

/// What a comprehension makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Makes {
    /// A list.
    List,
    /// A set.
    Set,
    /// A dict.
    Dict,
    /// A generator.
    Generator,
}

/// `for target in iterable if conditions`.
#[derive(Debug)]
pub struct Clause {
    /// What is assigned.
    pub target: Expression,
    /// What is iterated over.
    pub iterable: Expression,
    /// What has to hold.
    pub conditions: Vec<Expression>,
}

impl Drop for Expression {
    /// An expression may be as deep as a line is long.
    fn drop(&mut self) {
        let kind = std::mem::replace(&mut self.kind, ExpressionKind::None);
        if !matches!(kind, ExpressionKind::None) {
            stacker::maybe_grow(64 * 1024, 1024 * 1024, || drop(kind));
        }
    }
}
