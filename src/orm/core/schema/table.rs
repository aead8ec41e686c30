//! `Table(…)`: columns, constraints and indexes put together.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use indexmap::IndexMap;

use crate::orm::core::errors::{argument, raise};
use crate::orm::core::types::Affinity;
use crate::orm::core::{
    Autoincrement, Column, Constraint, ConstraintKind, ForeignKey, Index, Library, MetaData, Table,
};
use crate::orm::python::{Machine, Run, Value};

impl Table {
    /// `Table(name, metadata, …)`: the arguments are columns, constraints and indexes.
    ///
    /// # Errors
    ///
    /// InvalidRequestError where it is defined already.
    pub fn define(
        machine: &mut Machine,
        metadata: &Rc<MetaData>,
        name: &str,
        args: Vec<Value>,
        options: Vec<(Rc<str>, Value)>,
    ) -> Run<Rc<Table>> {
        let option = |name: &str| {
            options.iter().find(|(own, _)| &**own == name).map(|(_, value)| value.clone())
        };
        let is_set = |name: &str| matches!(option(name), Some(Value::Bool(true)));
        let schema: Option<Rc<str>> = match option("schema") {
            Some(value) => value.as_str().map(Rc::from),
            None => metadata.schema.clone(),
        };
        let full: Rc<str> = match &schema {
            Some(schema) => format!("{schema}.{name}").into(),
            None => name.into(),
        };
        let (keep, extend) = (is_set("keep_existing"), is_set("extend_existing"));
        if keep && extend {
            let text = "keep_existing and extend_existing are mutually exclusive.";
            return argument(machine, text);
        }
        let existing = metadata.tables.borrow().get(&full).cloned();
        if let Some(existing) = existing {
            if !keep && !extend && !args.is_empty() {
                let text = format!(
                    "Table '{full}' is already defined for this MetaData instance.  Specify \
                     'extend_existing=True' to redefine options and columns on an existing Table \
                     object."
                );
                return Err(raise(machine, "InvalidRequestError", text));
            }
            if extend {
                existing.add_items(machine, &args)?;
            }
            return Ok(existing);
        }
        if is_set("must_exist") {
            let text = format!("Table '{full}' not defined");
            return Err(raise(machine, "InvalidRequestError", text));
        }
        let prefixes = match option("prefixes") {
            Some(list) => {
                let items = machine.collect(&list)?;
                items.iter().filter_map(|item| item.as_str().map(Rc::from)).collect()
            }
            None => Vec::new(),
        };
        let sqlite = options.iter().filter(|(name, _)| name.starts_with("sqlite_")).cloned();
        let table = Rc::new(Table {
            name: name.into(),
            schema,
            metadata: Rc::downgrade(metadata),
            columns: RefCell::default(),
            constraints: RefCell::default(),
            indexes: RefCell::default(),
            comment: RefCell::new(option("comment").and_then(|v| v.as_str().map(Rc::from))),
            info: option("info").unwrap_or_else(|| Value::dict(Vec::new())),
            prefixes,
            options: RefCell::new(sqlite.collect()),
            is_plain: false,
            is_text: false,
        });
        metadata.tables.borrow_mut().insert(Rc::clone(&full), Rc::clone(&table));
        let key = implicit_key(0);
        *key.table.borrow_mut() = Rc::downgrade(&table);
        table.constraints.borrow_mut().push(key);
        let done =
            table.refuse_twins(machine, &args).and_then(|()| table.add_items(machine, &args));
        if let Err(stop) = done {
            // A table that could not be defined is not there; what holds it may still look at it.
            let gone = metadata.tables.borrow_mut().shift_remove(&full);
            metadata.removed.borrow_mut().extend(gone);
            return Err(stop);
        }
        let key = table.key();
        table.name_constraint(machine, &key)?;
        Ok(table)
    }

    /// `table("x", column("y"))`, which is defined nowhere.
    pub fn plain(machine: &Machine, name: &str, columns: Vec<Rc<Column>>) -> Rc<Table> {
        Self::unowned(machine, name, columns, false)
    }

    /// A text behind FROM.
    pub fn text(machine: &Machine, text: &str) -> Rc<Table> {
        Self::unowned(machine, text, Vec::new(), true)
    }

    fn unowned(
        machine: &Machine,
        name: &str,
        columns: Vec<Rc<Column>>,
        is_text: bool,
    ) -> Rc<Table> {
        let table = Rc::new(Table {
            name: name.into(),
            schema: None,
            metadata: Weak::new(),
            columns: RefCell::default(),
            constraints: RefCell::default(),
            indexes: RefCell::default(),
            comment: RefCell::default(),
            info: Value::None,
            prefixes: Vec::new(),
            options: RefCell::default(),
            is_plain: true,
            is_text,
        });
        for column in columns {
            *column.table.borrow_mut() = Rc::downgrade(&table);
            table.columns.borrow_mut().insert(column.key(), column);
        }
        Library::of(machine).kept.borrow_mut().push(Rc::clone(&table) as _);
        table
    }

    /// Two columns of one name are a mistake, where nothing is extended.
    fn refuse_twins(&self, machine: &mut Machine, items: &[Value]) -> Run<()> {
        let mut names: Vec<Rc<str>> = Vec::new();
        for column in items.iter().filter_map(Value::native::<Column>) {
            let name = column.name();
            if names.contains(&name) {
                let text = format!(
                    "A column with name '{name}' is already present in table '{}'.",
                    self.name
                );
                return Err(raise(machine, "DuplicateColumnError", text));
            }
            names.push(name);
        }
        Ok(())
    }

    fn add_items(self: &Rc<Self>, machine: &mut Machine, items: &[Value]) -> Run<()> {
        for item in items {
            if let Some(column) = item.native::<Column>() {
                self.append_column(machine, &column)?;
            } else if let Some(constraint) = item.native::<Constraint>() {
                self.append_constraint(machine, &constraint)?;
            } else if let Some(index) = item.native::<Index>() {
                self.append_index(machine, &index)?;
            } else {
                let shown = machine.repr(item)?;
                let text = format!(
                    "'SchemaItem' object, such as a 'Column' or a 'Constraint' expected, got {shown}"
                );
                return argument(machine, text);
            }
        }
        Ok(())
    }

    /// Adds a column.
    ///
    /// # Errors
    ///
    /// ArgumentError where it has no name or belongs to another table already.
    pub fn append_column(self: &Rc<Self>, machine: &mut Machine, column: &Rc<Column>) -> Run<()> {
        let Some(name) = column.name.borrow().clone() else {
            let text = "Column must be constructed with a non-blank name or assign a non-blank \
                        .name before adding to a Table.";
            return argument(machine, text);
        };
        if name.is_empty() {
            let text = "Column must be constructed with a non-blank name or assign a non-blank \
                        .name before adding to a Table.";
            return argument(machine, text);
        }
        let key = column.key.borrow().clone().unwrap_or_else(|| Rc::clone(&name));
        *column.key.borrow_mut() = Some(Rc::clone(&key));
        if let Some(other) = column.table()
            && !Rc::ptr_eq(&other, self)
        {
            let text =
                format!("Column object '{key}' already assigned to Table '{}'", other.full_name());
            return argument(machine, text);
        }
        let replaced = self.columns.borrow().get(&key).cloned();
        if let Some(old) = replaced
            && !Rc::ptr_eq(&old, column)
        {
            self.key().columns.borrow_mut().retain(|own| !Rc::ptr_eq(own, &old));
            let constraints = &self.constraints;
            for foreign in old.foreign_keys.borrow().iter() {
                let own = foreign.constraint.borrow().upgrade();
                if let Some(own) = own {
                    constraints.borrow_mut().retain(|other| !Rc::ptr_eq(other, &own));
                }
            }
            let metadata = self.metadata.upgrade();
            if let Some(metadata) = metadata {
                let library = Library::of(machine);
                library.kept.borrow_mut().push(old as _);
                drop(metadata);
            }
        }
        *column.table.borrow_mut() = Rc::downgrade(self);
        self.columns.borrow_mut().insert(Rc::clone(&key), Rc::clone(column));
        if column.primary_key.get() {
            self.extend_key(column);
        }
        self.constraints_of(machine, column)
    }

    /// Takes a column into the primary key.
    fn extend_key(&self, column: &Rc<Column>) {
        let key = self.key();
        let mut columns = key.columns.borrow_mut();
        if !columns.iter().any(|own| Rc::ptr_eq(own, column)) {
            columns.push(Rc::clone(column));
        }
    }

    /// The primary key's constraint.
    pub(crate) fn key(&self) -> Rc<Constraint> {
        let found = self
            .constraints
            .borrow()
            .iter()
            .find(|own| matches!(own.kind, ConstraintKind::PrimaryKey { .. }))
            .cloned();
        found.unwrap_or_else(|| implicit_key(0))
    }

    /// The columns of its primary key, in order.
    pub fn primary_key(&self) -> Vec<Rc<Column>> {
        self.key().columns.borrow().clone()
    }

    /// Its foreign keys, in the order of their columns.
    pub fn foreign_keys(&self) -> Vec<Rc<ForeignKey>> {
        let columns = self.columns.borrow();
        columns.values().flat_map(|column| column.foreign_keys.borrow().clone()).collect()
    }

    /// Its name with its schema.
    pub fn full_name(&self) -> Rc<str> {
        match &self.schema {
            Some(schema) => format!("{schema}.{}", self.name).into(),
            None => Rc::clone(&self.name),
        }
    }

    /// The column whose value SQLite makes where none is given, if there is one.
    pub fn autoincrement_column(&self) -> Option<Rc<Column>> {
        let key = self.primary_key();
        if let [only] = key.as_slice() {
            let is_integer = |column: &Column| column.ty.borrow().affinity() == Affinity::Integer;
            return match only.autoincrement {
                Autoincrement::Yes => Some(Rc::clone(only)),
                Autoincrement::No => None,
                Autoincrement::Auto => {
                    let plain = is_integer(only)
                        && only.foreign_keys.borrow().is_empty()
                        && only.server_default.borrow().is_none()
                        && !matches!(
                            *only.default.borrow(),
                            Some(crate::orm::core::ColumnDefault::Sql(_))
                        );
                    let has_default = only.default.borrow().is_some();
                    (plain && !has_default).then(|| Rc::clone(only))
                }
                Autoincrement::IgnoreForeignKey => {
                    let plain = is_integer(only) && only.default.borrow().is_none();
                    plain.then(|| Rc::clone(only))
                }
            };
        }
        key.into_iter().find(|column| column.autoincrement == Autoincrement::Yes)
    }
}

pub(crate) fn implicit_key(created: u64) -> Rc<Constraint> {
    Rc::new(Constraint {
        name: RefCell::new(None),
        kind: ConstraintKind::PrimaryKey { implicit: true },
        columns: RefCell::default(),
        pending: RefCell::default(),
        table: RefCell::new(Weak::new()),
        deferrable: None,
        initially: None,
        from_column: false,
        created,
        options: RefCell::new(IndexMap::new()),
        named_by_rule: Cell::new(false),
    })
}
