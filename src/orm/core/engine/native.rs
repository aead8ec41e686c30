//! Engines, connections and their transactions, as a script sees them.

use std::cell::Cell;
use std::rc::Rc;

use super::Fetched;
use crate::orm::core::result::{About, ResultSet};
use crate::orm::core::row::Row;
use crate::orm::core::types::bind::dialect;
use crate::orm::core::{
    Body, Compound, Connection, Delete, Element, Engine, Insert, Params, Select, Statement,
    TextClause, Update, errors,
};
use crate::orm::python::{Args, Machine, Native, Raised, Run, Value};

/// `connection.begin()` and `connection.begin_nested()`.
struct Transaction {
    connection: Rc<Connection>,
    /// The savepoint, of a nested one.
    savepoint: Option<Rc<str>>,
    over: Cell<bool>,
    /// `engine.begin()`: the connection ends with it.
    closes: bool,
}

impl Fetched {
    /// Takes in what the next batch of the same statement gave.
    pub fn append(&mut self, next: Self) {
        if self.rowcount >= 0 && next.rowcount >= 0 {
            self.rowcount += next.rowcount;
        }
        self.columns = next.columns;
        self.gives_rows |= next.gives_rows;
        self.rows.extend(next.rows);
        self.primary_keys.extend(next.primary_keys);
        self.key_columns = next.key_columns;
        self.sent.extend(next.sent);
        self.unknown = next.unknown;
        self.returned.extend(next.returned);
        self.last_row = next.last_row;
    }

    /// What it gave, as a script sees it.
    pub fn into_result(self) -> Rc<ResultSet> {
        let single = self.primary_keys.len() == 1;
        let columns = self.key_columns;
        let row =
            |values| Value::of(Row { columns: Rc::clone(&columns), values, is_mapped: false });
        let keys: Vec<Value> = self.primary_keys.into_iter().map(row).collect();
        let about = About {
            gives_no_rows: !self.gives_rows,
            rowcount: self.rowcount,
            inserted_primary_key: keys.first().filter(|_| single).cloned(),
            inserted_primary_keys: keys,
            last_row: self.last_row,
            ..About::default()
        };
        ResultSet::new(self.columns, self.rows, about)
    }
}

impl Native for Engine {
    fn type_name(&self) -> Rc<str> {
        "Engine".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn methods(&self) -> &'static [&'static str] {
        &["connect", "begin", "dispose", "raw_connection"]
    }
    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        _: Args,
    ) -> Run<Option<Value>> {
        Ok(Some(match name {
            "connect" => Value::Native(self.connect(machine)?),
            "begin" => {
                let connection = self.connect(machine)?;
                connection.begin(machine)?;
                let over = Cell::new(false);
                Value::of(Transaction { connection, savepoint: None, over, closes: true })
            }
            "dispose" => Value::None,
            "raw_connection" => return Err(machine.unsupported("engine.raw_connection()")),
            _ => return Ok(None),
        }))
    }
    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "url" => Some(Value::str(&self.url)),
            "echo" => Some(Value::Bool(false)),
            "dialect" => Some(dialect(machine)),
            "name" | "driver" => {
                Some(Value::str(if name == "name" { "sqlite" } else { "pysqlite" }))
            }
            _ => None,
        })
    }
    fn set_attribute(self: Rc<Self>, _: &mut Machine, name: &str, _: Value) -> Run<bool> {
        Ok(name == "echo")
    }
    fn repr(self: Rc<Self>, _: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some(format!("Engine({})", self.url).into()))
    }
}

impl Connection {
    /// `execute(statement, parameters)`.
    fn run(self: &Rc<Self>, machine: &mut Machine, args: Args) -> Run<Rc<ResultSet>> {
        let function = "Connection.execute";
        let mut taken =
            args.bind(machine, function, &["statement", "parameters?", "*", "execution_options?"])?;
        let given = taken.values.get_mut(1).and_then(Option::take);
        let value = taken.values.get_mut(0).and_then(Option::take).unwrap_or(Value::None);
        let statement = executable(machine, &value)?;
        let params = parameters(machine, given)?;
        Ok(self.execute(machine, &statement, params)?.into_result())
    }
}

/// The statement that a value is, if it is one that was built of expressions.
pub fn built(value: &Value) -> Option<Statement> {
    if let Some(select) = value.native::<Select>() {
        return Some(Statement::Query(Body::Select(select)));
    }
    if let Some(compound) = value.native::<Compound>() {
        return Some(Statement::Query(Body::Compound(compound)));
    }
    if let Some(insert) = value.native::<Insert>() {
        return Some(Statement::Insert(insert));
    }
    if let Some(update) = value.native::<Update>() {
        return Some(Statement::Update(update));
    }
    value.native::<Delete>().map(Statement::Delete)
}

/// What `execute` can run.
///
/// # Errors
///
/// ObjectNotExecutableError for anything else.
pub fn executable(machine: &mut Machine, value: &Value) -> Run<Statement> {
    if let Some(statement) = built(value) {
        return Ok(statement);
    }
    if let Some(text) = value.native::<TextClause>() {
        return Ok(match text.columns.is_empty() {
            true => Statement::Text(text),
            false => Statement::Query(Body::Text(text)),
        });
    }
    if let Some(expr) = value.native::<Element>() {
        return Ok(Statement::Expr(expr));
    }
    let message = format!("Not an executable object: {}", machine.repr(value)?);
    Err(errors::raise(machine, "ObjectNotExecutableError", message))
}

/// The parameters of `execute`: none, one mapping, or a list of them.
///
/// # Errors
///
/// ArgumentError for anything else.
pub fn parameters(machine: &mut Machine, given: Option<Value>) -> Run<Vec<Params>> {
    let one = |machine: &mut Machine, value: &Value| -> Run<Params> {
        let Value::Dict(_) = value else {
            let message = "List argument must consist only of dictionaries";
            return errors::argument(machine, message);
        };
        let mut params = Params::new();
        for key in machine.collect(value)? {
            let name = machine.str(&key)?;
            params.insert(name, machine.item(value, &key)?);
        }
        Ok(params)
    };
    match given {
        None | Some(Value::None) => Ok(Vec::new()),
        Some(dict @ Value::Dict(_)) => Ok(vec![one(machine, &dict)?]),
        Some(list @ (Value::List(_) | Value::Tuple(_))) => {
            let mut all = Vec::new();
            for item in machine.collect(&list)? {
                all.push(one(machine, &item)?);
            }
            Ok(all)
        }
        Some(_) => errors::argument(machine, "mapping or list expected for parameters"),
    }
}

impl Native for Connection {
    fn type_name(&self) -> Rc<str> {
        "Connection".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn methods(&self) -> &'static [&'static str] {
        &[
            "execute",
            "scalar",
            "scalars",
            "exec_driver_sql",
            "commit",
            "rollback",
            "close",
            "begin",
            "begin_nested",
            "in_transaction",
            "in_nested_transaction",
            "execution_options",
        ]
    }
    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        Ok(Some(match name {
            "execute" => Value::Native(self.run(machine, args)?),
            "scalar" | "scalars" => {
                let result = Value::Native(self.run(machine, args)?);
                machine.call_method(&result, name, Args::none())?
            }
            "exec_driver_sql" => {
                let taken = args.bind(machine, "exec_driver_sql", &["statement", "parameters?"])?;
                let text = taken.values.into_iter().next().flatten();
                let text = text.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned();
                let clause = TextClause {
                    text: text.into(),
                    binds: Default::default(),
                    columns: Vec::new(),
                };
                let statement = Statement::Text(Rc::new(clause));
                Value::Native(self.execute(machine, &statement, Vec::new())?.into_result())
            }
            "commit" => {
                self.usable(machine)?;
                self.commit(machine)?;
                Value::None
            }
            "rollback" => {
                self.rollback(machine)?;
                Value::None
            }
            "close" => {
                self.close(machine)?;
                Value::None
            }
            "begin" => {
                if self.begun.get() {
                    let message = "This connection has already initialized a SQLAlchemy \
                                   Transaction() object via begin() or autobegin; can't call \
                                   begin() here unless rollback() or commit() is called first.";
                    return errors::invalid(machine, message);
                }
                self.begin(machine)?;
                let over = Cell::new(false);
                Value::of(Transaction { connection: self, savepoint: None, over, closes: false })
            }
            "begin_nested" => {
                let savepoint = Some(self.savepoint(machine)?);
                let over = Cell::new(false);
                Value::of(Transaction { connection: self, savepoint, over, closes: false })
            }
            "in_transaction" => Value::Bool(self.begun.get()),
            "in_nested_transaction" => Value::Bool(!self.savepoints.borrow().is_empty()),
            "execution_options" => Value::Native(self),
            _ => return Ok(None),
        }))
    }
    fn get_attribute(self: Rc<Self>, _: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "closed" => Some(Value::Bool(self.closed.get())),
            "engine" => Some(Value::Native(Rc::clone(&self.engine) as _)),
            _ => None,
        })
    }
    fn enter(self: Rc<Self>, _: &mut Machine) -> Run<Option<Value>> {
        Ok(Some(Value::Native(self)))
    }
    fn exit(self: Rc<Self>, machine: &mut Machine, _: Option<&Raised>) -> Run<bool> {
        self.close(machine)?;
        Ok(false)
    }
}

impl Transaction {
    fn end(&self, machine: &mut Machine, keep: bool) -> Run<()> {
        if self.over.replace(true) {
            return Ok(());
        }
        let done = match (&self.savepoint, keep) {
            (Some(name), true) => self.connection.release(machine, name),
            (Some(name), false) => self.connection.rollback_to(machine, name),
            (None, true) => self.connection.commit(machine),
            (None, false) => self.connection.rollback(machine),
        };
        if let Some(name) = &self.savepoint {
            self.connection.savepoints.borrow_mut().retain(|other| other != name);
        }
        if self.closes {
            self.connection.close(machine)?;
        }
        done
    }
}

impl Native for Transaction {
    fn type_name(&self) -> Rc<str> {
        if self.savepoint.is_some() { "NestedTransaction" } else { "RootTransaction" }.into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn methods(&self) -> &'static [&'static str] {
        &["commit", "rollback", "close"]
    }
    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        _: Args,
    ) -> Run<Option<Value>> {
        match name {
            "commit" if self.over.get() => errors::invalid(machine, "This transaction is inactive"),
            "commit" | "rollback" | "close" => {
                self.end(machine, name == "commit")?;
                Ok(Some(Value::None))
            }
            _ => Ok(None),
        }
    }
    fn get_attribute(self: Rc<Self>, _: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok((name == "is_active").then(|| Value::Bool(!self.over.get())))
    }
    fn enter(self: Rc<Self>, _: &mut Machine) -> Run<Option<Value>> {
        Ok(Some(match self.closes {
            true => Value::Native(Rc::clone(&self.connection) as _),
            false => Value::Native(self),
        }))
    }
    fn exit(self: Rc<Self>, machine: &mut Machine, raised: Option<&Raised>) -> Run<bool> {
        self.end(machine, raised.is_none())?;
        Ok(false)
    }
}
