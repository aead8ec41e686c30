//! What listens to an engine's statements: `before_cursor_execute` and `after_cursor_execute`; and to
//! the making of tables.

use std::rc::Rc;

use super::convert::Row;
use crate::orm::core::{Connection, Engine, Library, MetaData, Table};
use crate::orm::python::{Args, Machine, Native, Run, Value};

/// The events of engines that are told of.
pub const OF_ENGINES: [&str; 4] =
    ["connect", "first_connect", "before_cursor_execute", "after_cursor_execute"];

/// The events of tables that are told of.
pub const OF_TABLES: [&str; 4] = ["before_create", "after_create", "before_drop", "after_drop"];

/// What a listener to statements is given as their cursor and their context.
struct Aside {
    name: &'static str,
    sql: Rc<str>,
    many: bool,
}

impl Native for Aside {
    fn type_name(&self) -> Rc<str> {
        self.name.into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "statement" => Some(Value::Str(Rc::clone(&self.sql))),
            "executemany" => Some(Value::Bool(self.many)),
            _ => {
                return Err(machine.unsupported(format!("{name} of a listener's {}", self.name)));
            }
        })
    }
    fn set_attribute(self: Rc<Self>, machine: &mut Machine, name: &str, _: Value) -> Run<bool> {
        Err(machine.unsupported(format!("setting {name} of a listener's {}", self.name)))
    }
}

impl Engine {
    /// The functions that listen to an event of this engine, or of all.
    fn heard(self: &Rc<Self>, machine: &Machine, event: &str) -> Vec<Value> {
        let library = Library::of(machine);
        let listeners = library.listeners.borrow();
        let is_this = |target: &Value| match target.native::<Engine>() {
            Some(engine) => Rc::ptr_eq(&engine, self),
            None => matches!(target, Value::Class(_)),
        };
        let own = listeners.iter().filter(|(target, name, _)| &**name == event && is_this(target));
        own.map(|(_, _, function)| function.clone()).collect()
    }
}

impl Connection {
    /// Tells of a statement that is about to be sent, or was.
    pub(super) fn tell(
        self: &Rc<Self>,
        machine: &mut Machine,
        event: &str,
        sql: &str,
        rows: &[Row],
        many: bool,
    ) -> Run<()> {
        let heard = self.engine.heard(machine, event);
        if heard.is_empty() {
            return Ok(());
        }
        let sent = match rows {
            [only] if !many => only.tuple(),
            rows if many => Value::list(rows.iter().map(Row::tuple).collect()),
            _ => Value::tuple(Vec::new()),
        };
        let sql: Rc<str> = sql.into();
        let aside = |name| Value::of(Aside { name, sql: Rc::clone(&sql), many });
        for function in heard {
            let args = vec![
                Value::Native(Rc::clone(self) as _),
                aside("Cursor"),
                Value::Str(Rc::clone(&sql)),
                sent.clone(),
                aside("SQLiteExecutionContext"),
                Value::Bool(many),
            ];
            machine.call(&function, Args::of(args))?;
        }
        Ok(())
    }

    /// Tells of a statement that has no parameters and is not in the log.
    pub fn tell_of(self: &Rc<Self>, machine: &mut Machine, sql: &str) -> Run<()> {
        for event in ["before_cursor_execute", "after_cursor_execute"] {
            self.tell(machine, event, sql, &[], false)?;
        }
        Ok(())
    }

    /// Tells of a table that is about to be made or dropped, or was.
    ///
    /// # Errors
    ///
    /// What listeners raise.
    pub fn tell_table(
        self: &Rc<Self>,
        machine: &mut Machine,
        event: &str,
        table: &Rc<Table>,
    ) -> Run<()> {
        let is_this = |target: &Value| {
            let own = target.native::<Table>();
            own.map_or_else(|| is_class(target, "Table"), |own| Rc::ptr_eq(&own, table))
        };
        self.tell_schema(machine, event, &is_this, &table.value())
    }

    /// Tells of a metadata whose tables are about to be made or dropped, or were.
    ///
    /// # Errors
    ///
    /// What listeners raise.
    pub fn tell_metadata(
        self: &Rc<Self>,
        machine: &mut Machine,
        event: &str,
        metadata: &Rc<MetaData>,
    ) -> Run<()> {
        let is_this = |target: &Value| {
            let own = target.native::<MetaData>();
            own.map_or_else(|| is_class(target, "MetaData"), |own| Rc::ptr_eq(&own, metadata))
        };
        self.tell_schema(machine, event, &is_this, &Value::Native(Rc::clone(metadata) as _))
    }

    fn tell_schema(
        self: &Rc<Self>,
        machine: &mut Machine,
        event: &str,
        is_this: &dyn Fn(&Value) -> bool,
        about: &Value,
    ) -> Run<()> {
        let library = Library::of(machine);
        let heard: Vec<Value> = {
            let listeners = library.listeners.borrow();
            let own =
                listeners.iter().filter(|(target, name, _)| &**name == event && is_this(target));
            own.map(|(_, _, function)| function.clone()).collect()
        };
        for function in heard {
            let positional = vec![about.clone(), Value::Native(Rc::clone(self) as _)];
            let named = vec![("checkfirst".into(), Value::Bool(false))];
            machine.call(&function, Args { positional, named })?;
        }
        Ok(())
    }
}

fn is_class(value: &Value, name: &str) -> bool {
    matches!(value, Value::Class(class) if &*class.name == name)
}
