//! Results, as a script sees them: what `execute` gives, and what `.scalars()` and `.mappings()`
//! make of it.
//!
//! Rows are all there when a result is made; what is taken is gone, as from a cursor.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use indexmap::IndexSet;

use super::compile::ResultColumn;
use super::errors;
use super::row::{Keys, Row, RowMapping};
use crate::orm::python::{Args, Iter, Key, Machine, Native, Raised, Run, Value};

/// What a result gives for each row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// The row.
    Rows,
    /// One of its values.
    Scalars(usize),
    /// The row by its names.
    Mappings,
}

/// Whether rows are left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// There may be.
    Open,
    /// All were taken: asking again gives none.
    Drained,
    /// It was closed: asking again is an error.
    Closed,
}

/// What the views of one result share.
struct Source {
    columns: RefCell<Rc<[ResultColumn]>>,
    rows: RefCell<VecDeque<Vec<Value>>>,
    standing: Cell<Standing>,
    /// How many rows `partitions()` gives at a time; none for all.
    chunk: Cell<Option<usize>>,
    about: About,
}

/// What a result knows beside its rows.
#[derive(Default)]
pub struct About {
    /// What `type()` calls it; `CursorResult` where nothing is said.
    pub type_name: Option<&'static str>,
    /// The statement gives no rows, so that asking for them is an error.
    pub gives_no_rows: bool,
    /// Rows that were changed; -1 where that is not known.
    pub rowcount: i64,
    /// For INSERT: the key of the row.
    pub inserted_primary_key: Option<Value>,
    /// For INSERT of several rows: their keys.
    pub inserted_primary_keys: Vec<Value>,
    /// `yield_per` of the statement.
    pub chunk: Option<usize>,
    /// The rowid of the last row inserted.
    pub last_row: Option<i64>,
    /// Rows repeat their objects, so that `unique()` has to be asked for.
    pub needs_unique: bool,
    /// What lives until the rows are at their end: the objects in them, taken or not.
    pub held: RefCell<Vec<Value>>,
}

/// `Result`, `ScalarResult` and `MappingResult`.
pub struct ResultSet {
    source: Rc<Source>,
    shape: Shape,
    /// What was given already, where only other rows are wanted.
    unique: Cell<bool>,
    seen: Rc<RefCell<IndexSet<Key>>>,
}

impl ResultSet {
    /// A result of these rows.
    pub fn new(columns: Rc<[ResultColumn]>, rows: Vec<Vec<Value>>, about: About) -> Rc<Self> {
        let (columns, rows) = (RefCell::new(columns), RefCell::new(rows.into()));
        let (standing, chunk) = (Cell::new(Standing::Open), Cell::new(about.chunk));
        let source = Rc::new(Source { columns, rows, standing, chunk, about });
        let (unique, seen) = (Cell::new(false), Rc::default());
        Rc::new(Self { source, shape: Shape::Rows, unique, seen })
    }

    fn viewed(&self, shape: Shape) -> Value {
        let source = Rc::clone(&self.source);
        let seen = Rc::clone(&self.seen);
        Value::of(Self { source, shape, unique: self.unique.clone(), seen })
    }

    /// Refuses to go on where the result is closed or never had rows.
    fn ready(&self, machine: &mut Machine) -> Run<()> {
        let Source { about, standing, .. } = &*self.source;
        if about.gives_no_rows {
            let message =
                "This result object does not return rows. It has been closed automatically.";
            return Err(errors::raise(machine, "ResourceClosedError", message));
        }
        if standing.get() == Standing::Closed {
            let message = "This result object is closed.";
            return Err(errors::raise(machine, "ResourceClosedError", message));
        }
        if about.needs_unique && !self.unique.get() {
            return errors::invalid(
                machine,
                "The unique() method must be invoked on this Result, as it contains results that \
                 include joined eager loads against collections",
            );
        }
        Ok(())
    }

    /// The next thing that it gives.
    ///
    /// # Errors
    ///
    /// ResourceClosedError.
    pub fn take(&self, machine: &mut Machine) -> Run<Option<Value>> {
        self.ready(machine)?;
        loop {
            let row = self.source.rows.borrow_mut().pop_front();
            let Some(values) = row else {
                if self.source.standing.get() == Standing::Open {
                    self.source.standing.set(Standing::Drained);
                    self.source.about.held.take();
                }
                return Ok(None);
            };
            machine.step(1)?;
            let given = self.shaped(values);
            if !self.unique.get() || self.is_new(machine, &given)? {
                return Ok(Some(given));
            }
        }
    }

    fn shaped(&self, mut values: Vec<Value>) -> Value {
        let columns = self.source.columns.borrow().clone();
        let is_mapped = self.source.about.type_name.is_some();
        match self.shape {
            Shape::Rows => Value::of(Row { columns, values, is_mapped }),
            Shape::Mappings => {
                Value::of(RowMapping { row: Rc::new(Row { columns, values, is_mapped }) })
            }
            Shape::Scalars(at) if at < values.len() => values.swap_remove(at),
            Shape::Scalars(_) => Value::None,
        }
    }

    /// Whether it was not given before; objects are told apart by identity, rows by their values.
    fn is_new(&self, machine: &mut Machine, given: &Value) -> Run<bool> {
        let of = match given.native::<Row>() {
            Some(row) => row.tuple(),
            None => given.clone(),
        };
        let key = machine.key(&of)?;
        Ok(self.seen.borrow_mut().insert(key))
    }

    /// All that is left.
    ///
    /// # Errors
    ///
    /// ResourceClosedError.
    pub fn all(&self, machine: &mut Machine) -> Run<Vec<Value>> {
        self.ready(machine)?;
        let mut all = Vec::new();
        while let Some(given) = self.take(machine)? {
            all.push(given);
        }
        Ok(all)
    }

    /// It is what a batch of INSERTs without RETURNING gives, which has no first row and is not
    /// asked for one in vain.
    fn is_of_a_batch(&self) -> bool {
        self.source.about.gives_no_rows && self.source.about.type_name.is_some()
    }

    fn close(&self) {
        self.source.rows.borrow_mut().clear();
        self.source.standing.set(Standing::Closed);
        self.source.about.held.take();
    }

    /// The first thing, and the end of the result.
    ///
    /// # Errors
    ///
    /// ResourceClosedError.
    pub fn first(&self, machine: &mut Machine) -> Run<Option<Value>> {
        if self.is_of_a_batch() {
            return Ok(None);
        }
        let first = self.take(machine)?;
        self.close();
        Ok(first)
    }

    /// The only thing; `required` says whether there has to be one.
    ///
    /// # Errors
    ///
    /// NoResultFound, MultipleResultsFound.
    pub fn only(&self, machine: &mut Machine, required: bool) -> Run<Option<Value>> {
        let Some(first) = self.take(machine)? else {
            self.close();
            if !required {
                return Ok(None);
            }
            let message = "No row was found when one was required";
            return Err(errors::raise(machine, "NoResultFound", message));
        };
        let another = self.take(machine)?.is_some();
        self.close();
        if !another {
            return Ok(Some(first));
        }
        let message = match required {
            true => "Multiple rows were found when exactly one was required",
            false => "Multiple rows were found when one or none was required",
        };
        Err(errors::raise(machine, "MultipleResultsFound", message))
    }

    /// The place of the column that `scalars(…)` and `columns(…)` name.
    fn place(&self, machine: &mut Machine, key: Option<&Value>) -> Run<usize> {
        match key {
            None => Ok(0),
            Some(Value::Int(at)) => Ok(usize::try_from(*at).unwrap_or(0)),
            Some(Value::Str(name)) => {
                let columns = self.source.columns.borrow().clone();
                let found = columns.iter().position(|column| column.key == *name);
                match found {
                    Some(at) => Ok(at),
                    None => {
                        let message = format!("Could not locate column in row for column '{name}'");
                        Err(errors::raise(machine, "NoSuchColumnError", message))
                    }
                }
            }
            Some(other) => {
                let expr = super::coerce::expression(machine, other, super::Role::Columns)?;
                let columns = self.source.columns.borrow().clone();
                Ok(super::row::find(&columns, &expr).unwrap_or(0))
            }
        }
    }

    fn scalar_of(&self, given: Option<Value>) -> Value {
        let first = |row: Rc<Row>| row.values.first().cloned().unwrap_or(Value::None);
        given.map_or(Value::None, |value| value.native::<Row>().map_or(value, first))
    }
}

impl Native for ResultSet {
    fn type_name(&self) -> Rc<str> {
        match self.shape {
            Shape::Rows => self.source.about.type_name.unwrap_or("CursorResult").into(),
            Shape::Scalars(_) => "ScalarResult".into(),
            Shape::Mappings => "MappingResult".into(),
        }
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn methods(&self) -> &'static [&'static str] {
        match self.shape {
            Shape::Rows => &[
                "all",
                "fetchall",
                "first",
                "one",
                "one_or_none",
                "scalar",
                "scalar_one",
                "scalar_one_or_none",
                "scalars",
                "mappings",
                "tuples",
                "columns",
                "keys",
                "fetchone",
                "fetchmany",
                "partitions",
                "unique",
                "yield_per",
                "close",
            ],
            Shape::Scalars(_) | Shape::Mappings => &[
                "all",
                "fetchall",
                "first",
                "one",
                "one_or_none",
                "fetchmany",
                "partitions",
                "unique",
                "yield_per",
                "keys",
                "close",
            ],
        }
    }
    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        let about = &self.source.about;
        if name == "closed" {
            return Ok(Some(Value::Bool(self.source.standing.get() == Standing::Closed)));
        }
        // Only the result of a cursor knows more.
        if self.shape != Shape::Rows || about.type_name.is_some() {
            return Ok(None);
        }
        Ok(match name {
            "rowcount" => Some(Value::Int(about.rowcount)),
            "returns_rows" => Some(Value::Bool(!about.gives_no_rows)),
            "lastrowid" => about.last_row.map(Value::Int),
            "inserted_primary_key" => match &about.inserted_primary_key {
                Some(key) => Some(key.clone()),
                None => {
                    let message = "Statement is not an insert() expression construct.";
                    return errors::invalid(machine, message);
                }
            },
            "inserted_primary_key_rows" => Some(Value::list(about.inserted_primary_keys.clone())),
            _ => None,
        })
    }
    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        if name == "__next__" {
            self.ready(machine)?;
            let next = self.take(machine)?;
            return next
                .map_or_else(|| Err(machine.error("StopIteration", "")), |row| Ok(Some(row)));
        }
        if !self.methods().contains(&name) {
            return Ok(None);
        }
        Ok(Some(match name {
            "all" | "fetchall" => Value::list(self.all(machine)?),
            "first" => self.first(machine)?.unwrap_or(Value::None),
            "one" => self.only(machine, true)?.unwrap_or(Value::None),
            "one_or_none" => self.only(machine, false)?.unwrap_or(Value::None),
            "scalar" => {
                let first = self.first(machine)?;
                self.scalar_of(first)
            }
            "scalar_one" => {
                let only = self.only(machine, true)?;
                self.scalar_of(only)
            }
            "scalar_one_or_none" => {
                let only = self.only(machine, false)?;
                self.scalar_of(only)
            }
            "scalars" => {
                let at = self.place(machine, args.positional.first())?;
                self.ready_without_rows(machine)?;
                self.viewed(Shape::Scalars(at))
            }
            "mappings" => self.viewed(Shape::Mappings),
            "tuples" => {
                machine.warn(
                    "SADeprecationWarning",
                    "The Result.tuples() method is deprecated, Row now behaves like a tuple and \
                     can unpack types directly. (deprecated since: 2.1.0)",
                );
                self.viewed(Shape::Rows)
            }
            "unique" => {
                self.unique.set(true);
                Value::Native(self)
            }
            "yield_per" => {
                let most =
                    args.bind(machine, "yield_per", &["num"])?.values.into_iter().next().flatten();
                self.source.chunk.set(most.as_ref().and_then(chunk_of));
                Value::Native(self)
            }
            "columns" => self.chosen(machine, &args.positional)?,
            "keys" => {
                self.ready_without_rows(machine)?;
                Value::of(Keys { columns: self.source.columns.borrow().clone() })
            }
            "fetchone" => self.take(machine)?.unwrap_or(Value::None),
            "fetchmany" => {
                let most = match args.positional.first() {
                    Some(Value::Int(most)) => usize::try_from(*most).unwrap_or(0),
                    _ => usize::MAX,
                };
                Value::list(self.some(machine, most)?)
            }
            "partitions" => {
                let most = match args.positional.first() {
                    Some(Value::Int(most)) => usize::try_from(*most).unwrap_or(1).max(1),
                    _ => self.source.chunk.get().unwrap_or(usize::MAX),
                };
                let next = move |machine: &mut Machine| {
                    let some = self.some(machine, most)?;
                    Ok((!some.is_empty()).then(|| Value::list(some)))
                };
                Value::Iterator(Iter::lazily("generator", next))
            }
            _ => {
                self.close();
                Value::None
            }
        }))
    }
    fn iterate(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<Iter>>> {
        self.ready(machine)?;
        Ok(Some(Iter::lazily("generator", move |machine| self.take(machine))))
    }
    fn enter(self: Rc<Self>, _: &mut Machine) -> Run<Option<Value>> {
        Ok(Some(Value::Native(self)))
    }
    fn exit(self: Rc<Self>, _: &mut Machine, _: Option<&Raised>) -> Run<bool> {
        self.close();
        Ok(false)
    }
}

/// How many rows `yield_per` asks for at a time.
pub fn chunk_of(value: &Value) -> Option<usize> {
    match value {
        Value::Int(rows) => usize::try_from(*rows).ok().filter(|rows| *rows > 0),
        _ => None,
    }
}

impl ResultSet {
    fn ready_without_rows(&self, machine: &mut Machine) -> Run<()> {
        if !self.source.about.gives_no_rows {
            return Ok(());
        }
        self.ready(machine)
    }

    fn some(&self, machine: &mut Machine, most: usize) -> Run<Vec<Value>> {
        let mut some = Vec::new();
        while some.len() < most
            && let Some(given) = self.take(machine)?
        {
            some.push(given);
        }
        Ok(some)
    }

    /// `columns(…)`: only these, in this order, from now on.
    fn chosen(self: Rc<Self>, machine: &mut Machine, keys: &[Value]) -> Run<Value> {
        let mut places = Vec::with_capacity(keys.len());
        for key in keys {
            places.push(self.place(machine, Some(key))?);
        }
        let all = self.source.columns.borrow().clone();
        let columns: Vec<ResultColumn> =
            places.iter().filter_map(|&at| all.get(at).cloned()).collect();
        let rows = self.source.rows.take().into_iter().map(|row| {
            places.iter().map(|&at| row.get(at).cloned().unwrap_or(Value::None)).collect()
        });
        let rows = rows.collect();
        drop(self.source.rows.replace(rows));
        *self.source.columns.borrow_mut() = columns.into();
        Ok(Value::Native(self))
    }
}
