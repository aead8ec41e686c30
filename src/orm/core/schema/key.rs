//! `ForeignKey`: which column it refers to.

use std::rc::{Rc, Weak};

use crate::nearest::nearest_cased;
use crate::orm::core::coerce::known;
use crate::orm::core::errors::{argument, raise};
use crate::orm::core::{Column, ForeignKey, Kind, Role, Target};
use crate::orm::python::{Args, Machine, Run, Stop, Value};

/// `ForeignKey(column, …)`.
///
/// # Errors
///
/// ArgumentError for what is no column.
pub fn foreign_key(machine: &mut Machine, args: Args) -> Run<Rc<ForeignKey>> {
    let parameters = [
        "column",
        "_constraint?",
        "use_alter?",
        "name?",
        "onupdate?",
        "ondelete?",
        "deferrable?",
        "initially?",
        "link_to_name?",
        "match?",
        "info?",
        "comment?",
        "_unresolvable?",
        "*",
    ];
    let taken = args.bind(machine, "ForeignKey.__init__", &parameters)?;
    let mut values = taken.values.into_iter();
    let mut next = || values.next().flatten();
    let column = next().unwrap_or(Value::None);
    next();
    let use_alter = next().unwrap_or(Value::None);
    let use_alter = machine.truth(&use_alter)?;
    let text = |value: Option<Value>| value.and_then(|v| v.as_str().map(Rc::from));
    let name = text(next());
    let onupdate = text(next());
    let ondelete = text(next());
    let deferrable = match next() {
        Some(Value::Bool(truth)) => Some(truth),
        _ => None,
    };
    let initially = text(next());
    let link_to_name = matches!(next(), Some(Value::Bool(true)));
    let target = match &column {
        Value::Str(spec) => Target::Text(Rc::clone(spec)),
        Value::Native(_) | Value::Class(_) | Value::Instance(_) => {
            match column.native::<Column>() {
                Some(column) => Target::Column(column),
                None => Target::Value(column.clone()),
            }
        }
        _ => {
            let shown = machine.repr(&column)?;
            let text = format!(
                "String column name or Column object for DDL foreign key constraint expected, got \
                 {shown}."
            );
            return argument(machine, text);
        }
    };
    Ok(Rc::new(ForeignKey {
        target,
        parent: Weak::new().into(),
        constraint: Weak::new().into(),
        name,
        ondelete,
        onupdate,
        deferrable,
        initially,
        use_alter,
        link_to_name,
        found: Weak::new().into(),
    }))
}

impl ForeignKey {
    /// A copy for another column.
    pub fn copied(&self) -> Rc<Self> {
        Rc::new(Self {
            target: self.target.clone(),
            parent: Weak::new().into(),
            constraint: Weak::new().into(),
            name: self.name.clone(),
            ondelete: self.ondelete.clone(),
            onupdate: self.onupdate.clone(),
            deferrable: self.deferrable,
            initially: self.initially.clone(),
            use_alter: self.use_alter,
            link_to_name: self.link_to_name,
            found: Weak::new().into(),
        })
    }

    /// The column that it refers to.
    ///
    /// # Errors
    ///
    /// NoReferencedTableError and NoReferencedColumnError.
    pub fn column(&self, machine: &mut Machine) -> Run<Rc<Column>> {
        if let Some(found) = self.found.borrow().upgrade() {
            return Ok(found);
        }
        let column = match &self.target {
            Target::Column(column) => Rc::clone(column),
            Target::Text(spec) => self.named(machine, spec)?,
            Target::Value(value) => {
                let expr = known(machine, value, Role::Column)?;
                match expr.as_ref().map(|expr| &expr.kind) {
                    Some(Kind::Column(column)) => Rc::clone(column),
                    _ => {
                        let shown = machine.repr(value)?;
                        let text = format!(
                            "String column name or Column object for DDL foreign key constraint \
                             expected, got {shown}."
                        );
                        return argument(machine, text);
                    }
                }
            }
        };
        *self.found.borrow_mut() = Rc::downgrade(&column);
        // A column that was given no type takes that of what it refers to.
        if let Some(parent) = self.parent()
            && parent.type_is_open.get()
            && parent.ty.borrow().is_null()
        {
            let ty = column.ty(machine)?;
            *parent.ty.borrow_mut() = ty;
        }
        Ok(column)
    }

    fn named(&self, machine: &mut Machine, spec: &Rc<str>) -> Run<Rc<Column>> {
        let Some(parent) = self.parent() else {
            let text =
                "this ForeignKey object does not yet have a parent Column associated with it.";
            return Err(raise(machine, "InvalidRequestError", text));
        };
        let Some(table) = parent.table() else {
            let text = "this ForeignKey's parent column is not yet associated with a Table.";
            return Err(raise(machine, "InvalidRequestError", text));
        };
        let Some((table_name, column_name)) = spec.rsplit_once('.') else {
            let text = format!("Invalid foreign key string format: {spec}");
            return argument(machine, text);
        };
        let Some(metadata) = table.metadata.upgrade() else {
            let text = format!("Table '{}' has no metadata", table.name);
            return Err(raise(machine, "InvalidRequestError", text));
        };
        let full: Rc<str> = match (&metadata.schema, table_name.contains('.')) {
            (Some(schema), false) => format!("{schema}.{table_name}").into(),
            _ => table_name.into(),
        };
        let found = metadata.tables.borrow().get(&full).cloned();
        let found = found.or_else(|| metadata.tables.borrow().get(table_name).cloned());
        let Some(referred) = found else {
            let text = format!(
                "Foreign key associated with column '{}.{}' could not find table '{full}' with \
                 which to generate a foreign key to target column '{column_name}'",
                table.full_name(),
                parent.name()
            );
            // The class's name, or the singular, is often put for the table's.
            let tables: Vec<Rc<str>> = metadata.tables.borrow().keys().cloned().collect();
            let meant = nearest_cased(&full, tables.iter().map(|name| &**name));
            let mut stop = raise(machine, "NoReferencedTableError", text);
            if let (Stop::Raised(raised), Some(meant)) = (&mut stop, meant) {
                raised.hint = Some(meant.into());
            }
            return Err(stop);
        };
        let column = if self.link_to_name {
            let columns = referred.columns.borrow();
            columns.values().find(|column| *column.name() == *column_name).cloned()
        } else {
            referred.columns.borrow().get(column_name).cloned()
        };
        column.ok_or_else(|| {
            let text = format!(
                "Could not initialize target column for ForeignKey '{spec}' on table '{}': table \
                 '{}' has no column named '{column_name}'",
                table.name, referred.name
            );
            raise(machine, "NoReferencedColumnError", text)
        })
    }

    /// The column that it stands at.
    pub fn parent(&self) -> Option<Rc<Column>> {
        self.parent.borrow().upgrade()
    }

    /// What it refers to, as `table.column`.
    pub fn target_fullname(&self) -> Rc<str> {
        let of = |column: &Rc<Column>| -> Rc<str> {
            match column.table() {
                Some(table) => format!("{}.{}", table.full_name(), column.key()).into(),
                None => column.key(),
            }
        };
        match &self.target {
            Target::Text(spec) => Rc::clone(spec),
            Target::Column(column) => of(column),
            Target::Value(_) => self.found.borrow().upgrade().map_or_else(|| "".into(), |c| of(&c)),
        }
    }
}
