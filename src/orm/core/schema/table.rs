//! `Table(…)`: columns, constraints and indexes put together.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use indexmap::IndexMap;

use crate::orm::core::coerce::known;
use crate::orm::core::errors::{argument, raise};
use crate::orm::core::types::Affinity;
use crate::orm::core::walk::walk;
use crate::orm::core::{
    Autoincrement, Column, Constraint, ConstraintKind, Element, ForeignKey, Index, Kind, Library,
    MetaData, Name, Op, Role, Table, Type, TypeKind,
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

    /// The constraints and indexes that come with a column.
    fn constraints_of(self: &Rc<Self>, machine: &mut Machine, column: &Rc<Column>) -> Run<()> {
        let value = Value::Native(Rc::clone(column) as _);
        if column.index.get() {
            let index = Rc::new(Index {
                name: RefCell::new(None),
                expressions: RefCell::default(),
                pending: RefCell::new(vec![value.clone()]),
                unique: column.unique.get(),
                table: RefCell::new(Weak::new()),
                condition: None,
                named_by_rule: Cell::new(false),
            });
            self.append_index(machine, &index)?;
        } else if column.unique.get() {
            let unique = with_column(machine, ConstraintKind::Unique, value.clone(), None);
            self.append_constraint(machine, &unique)?;
        }
        let ty = column.ty.borrow().clone();
        if let Some((name, condition)) = type_check(&ty, column) {
            let check = with_column(machine, ConstraintKind::Check(condition), value, name);
            check.columns.borrow_mut().push(Rc::clone(column));
            self.append_constraint(machine, &check)?;
        }
        let keys = column.foreign_keys.borrow().clone();
        for key in keys {
            if key.constraint.borrow().upgrade().is_some() {
                continue;
            }
            let constraint = Rc::new(Constraint {
                name: RefCell::new(key.name.clone()),
                kind: ConstraintKind::ForeignKey {
                    elements: RefCell::new(vec![Rc::clone(&key)]),
                    ondelete: key.ondelete.clone(),
                    onupdate: key.onupdate.clone(),
                    use_alter: key.use_alter,
                },
                columns: RefCell::new(vec![Rc::clone(column)]),
                pending: RefCell::default(),
                table: RefCell::new(Rc::downgrade(self)),
                deferrable: key.deferrable,
                initially: key.initially.clone(),
                from_column: true,
                created: Library::next_constraint(machine),
                options: RefCell::default(),
                named_by_rule: Cell::new(false),
            });
            *key.constraint.borrow_mut() = Rc::downgrade(&constraint);
            self.constraints.borrow_mut().push(Rc::clone(&constraint));
            self.name_constraint(machine, &constraint)?;
        }
        for check in column.checks.borrow().iter() {
            *check.table.borrow_mut() = Rc::downgrade(self);
        }
        let checks = column.checks.borrow().clone();
        for check in checks {
            self.name_constraint(machine, &check)?;
        }
        Ok(())
    }

    /// Adds a constraint.
    ///
    /// # Errors
    ///
    /// ConstraintColumnNotFoundError where it names a column that is not there.
    pub fn append_constraint(
        self: &Rc<Self>,
        machine: &mut Machine,
        constraint: &Rc<Constraint>,
    ) -> Run<()> {
        *constraint.table.borrow_mut() = Rc::downgrade(self);
        let pending = constraint.pending.borrow().clone();
        if !matches!(constraint.kind, ConstraintKind::Check(_)) {
            let mut columns = Vec::new();
            for item in pending {
                columns.push(self.column_of(machine, constraint, &item)?);
            }
            *constraint.columns.borrow_mut() = columns;
        }
        match &constraint.kind {
            ConstraintKind::PrimaryKey { .. } => {
                let old = self.key();
                let mut columns = constraint.columns.borrow().clone();
                if columns.is_empty() {
                    columns = old.columns.borrow().clone();
                    *constraint.columns.borrow_mut() = columns.clone();
                } else {
                    for column in self.columns.borrow().values() {
                        column.primary_key.set(false);
                    }
                }
                for column in &columns {
                    column.primary_key.set(true);
                    if !column.nullable_given {
                        column.nullable.set(false);
                    }
                }
                self.constraints
                    .borrow_mut()
                    .retain(|own| !matches!(own.kind, ConstraintKind::PrimaryKey { .. }));
                self.constraints.borrow_mut().insert(0, Rc::clone(constraint));
            }
            ConstraintKind::ForeignKey { elements, .. } => {
                let columns = constraint.columns.borrow().clone();
                let elements = elements.borrow().clone();
                for (key, column) in elements.iter().zip(&columns) {
                    *key.parent.borrow_mut() = Rc::downgrade(column);
                    *key.constraint.borrow_mut() = Rc::downgrade(constraint);
                    let mut own = column.foreign_keys.borrow_mut();
                    if !own.iter().any(|other| Rc::ptr_eq(other, key)) {
                        own.push(Rc::clone(key));
                    }
                }
                self.constraints.borrow_mut().push(Rc::clone(constraint));
            }
            ConstraintKind::Unique | ConstraintKind::Check(_) => {
                self.constraints.borrow_mut().push(Rc::clone(constraint));
            }
        }
        self.name_constraint(machine, constraint)
    }

    /// A column that a constraint names.
    fn column_of(
        &self,
        machine: &mut Machine,
        constraint: &Constraint,
        item: &Value,
    ) -> Run<Rc<Column>> {
        if let Value::Str(name) = item {
            if let Some(column) = self.columns.borrow().get(name).cloned() {
                return Ok(column);
            }
            let what = match constraint.kind {
                ConstraintKind::PrimaryKey { .. } => "PrimaryKeyConstraint",
                ConstraintKind::ForeignKey { .. } => "ForeignKeyConstraint",
                ConstraintKind::Unique => "UniqueConstraint",
                ConstraintKind::Check(_) => "CheckConstraint",
            };
            let text = format!(
                "Can't create {what} on table '{}': no column named '{name}' is present.",
                self.name
            );
            return Err(raise(machine, "ConstraintColumnNotFoundError", text));
        }
        if let Some(column) = item.native::<Column>() {
            return Ok(column);
        }
        let found = known(machine, item, Role::Column)?.and_then(|expr| expr.as_column().cloned());
        match found {
            Some(column) => Ok(column),
            None => {
                let shown = machine.repr(item)?;
                let text = format!(
                    "String column name or column expression for DDL constraint expected, got \
                     {shown}."
                );
                argument(machine, text)
            }
        }
    }

    /// Adds an index.
    ///
    /// # Errors
    ///
    /// ConstraintColumnNotFoundError where it names a column that is not there.
    pub fn append_index(self: &Rc<Self>, machine: &mut Machine, index: &Rc<Index>) -> Run<()> {
        if self.indexes.borrow().iter().any(|own| Rc::ptr_eq(own, index)) {
            return Ok(());
        }
        *index.table.borrow_mut() = Rc::downgrade(self);
        let pending = index.pending.borrow().clone();
        let mut expressions = Vec::new();
        for item in pending {
            if let Value::Str(name) = &item {
                let Some(column) = self.column(name) else {
                    let text = format!(
                        "Can't create Index on table '{}': no column named '{name}' is present.",
                        self.name
                    );
                    return Err(raise(machine, "ConstraintColumnNotFoundError", text));
                };
                expressions.push(column);
                continue;
            }
            match known(machine, &item, Role::Column)? {
                Some(expr) => expressions.push(expr),
                None => {
                    let shown = machine.repr(&item)?;
                    let text = format!(
                        "String column name or column expression for DDL constraint expected, got \
                         {shown}."
                    );
                    return argument(machine, text);
                }
            }
        }
        *index.expressions.borrow_mut() = expressions;
        let unnamed = index.name.borrow().is_none();
        if unnamed {
            let name = self.conventional(machine, "ix", &index_columns(index), None, None)?;
            let name = name.unwrap_or_else(|| {
                let columns = index_columns(index);
                let label = columns.first().and_then(|column| {
                    Element::column(column).qualified_label().and_then(|l| l.given().cloned())
                });
                format!("ix_{}", label.unwrap_or_default()).into()
            });
            *index.name.borrow_mut() = Some(name);
            index.named_by_rule.set(true);
        }
        self.indexes.borrow_mut().push(Rc::clone(index));
        Ok(())
    }

    /// The primary key's constraint.
    fn key(&self) -> Rc<Constraint> {
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

    /// Gives a constraint the name that the metadata's convention makes for it.
    fn name_constraint(&self, machine: &mut Machine, constraint: &Constraint) -> Run<()> {
        let kind = match constraint.kind {
            ConstraintKind::PrimaryKey { .. } => "pk",
            ConstraintKind::ForeignKey { .. } => "fk",
            ConstraintKind::Unique => "uq",
            ConstraintKind::Check(_) => "ck",
        };
        let mut columns = constraint.columns.borrow().clone();
        if let ConstraintKind::Check(expr) = &constraint.kind
            && columns.is_empty()
        {
            walk(expr, false, &mut |part| {
                if let Kind::Column(column) = &part.kind {
                    columns.push(Rc::clone(column));
                }
                true
            });
        }
        let given = constraint.name.borrow().clone();
        if given.is_some() && kind != "ck" {
            return Ok(());
        }
        if let ConstraintKind::ForeignKey { elements, .. } = &constraint.kind {
            let key = elements.borrow().first().cloned();
            let name = self.conventional(machine, kind, &columns, given, key.as_deref())?;
            if let Some(name) = name {
                *constraint.name.borrow_mut() = Some(name);
                constraint.named_by_rule.set(true);
            }
            return Ok(());
        }
        if let Some(name) = self.conventional(machine, kind, &columns, given, None)? {
            *constraint.name.borrow_mut() = Some(name);
            constraint.named_by_rule.set(true);
        }
        Ok(())
    }

    /// The name of a constraint or index by the metadata's convention, where it has one.
    fn conventional(
        &self,
        machine: &mut Machine,
        kind: &str,
        columns: &[Rc<Column>],
        given: Option<Rc<str>>,
        key: Option<&ForeignKey>,
    ) -> Run<Option<Rc<str>>> {
        let Some(metadata) = self.metadata.upgrade() else { return Ok(None) };
        let Some(Value::Str(pattern)) = metadata.naming.borrow().get(kind).cloned() else {
            return Ok(None);
        };
        if pattern.contains("%(constraint_name)s") && given.is_none() {
            if kind == "ck" {
                let text = "Naming convention including %(constraint_name)s token requires that \
                            constraint is explicitly named.";
                return Err(raise(machine, "InvalidRequestError", text));
            }
            return Ok(None);
        }
        if given.is_some() && !pattern.contains("%(constraint_name)s") {
            return Ok(None);
        }
        let mut name = String::new();
        let mut rest = &*pattern;
        while let Some((before, after)) = rest.split_once("%(") {
            name.push_str(before);
            let Some((token, behind)) = after.split_once(")s") else { break };
            name.push_str(&self.token(token, columns, given.as_deref(), key));
            rest = behind;
        }
        name.push_str(rest);
        Ok(Some(name.into()))
    }

    fn token(
        &self,
        token: &str,
        columns: &[Rc<Column>],
        given: Option<&str>,
        key: Option<&ForeignKey>,
    ) -> String {
        let label = |column: &Rc<Column>| -> String {
            match Element::column(column).qualified_label() {
                Some(Name::Given(label)) => label.to_string(),
                _ => column.name().to_string(),
            }
        };
        let referred = key.map(|key| key.target_fullname());
        let (table, column) = match referred.as_deref().and_then(|full| full.rsplit_once('.')) {
            Some((table, column)) => (table.to_owned(), column.to_owned()),
            None => (String::new(), String::new()),
        };
        let part = |rest: &str| -> Option<String> {
            let all = |joint: &str, what: &dyn Fn(&Rc<Column>) -> String| {
                columns.iter().map(what).collect::<Vec<_>>().join(joint)
            };
            let named: &dyn Fn(&Rc<Column>) -> String = &|column| column.name().to_string();
            Some(match rest {
                "0_name" | "0_key" => columns.first().map(named).unwrap_or_default(),
                "0_label" => columns.first().map(label).unwrap_or_default(),
                "0N_name" | "0N_key" => all("", named),
                "0_N_name" | "0_N_key" => all("_", named),
                "0N_label" => all("", &label),
                "0_N_label" => all("_", &label),
                _ => return None,
            })
        };
        match token {
            "table_name" => self.name.to_string(),
            "referred_table_name" => table,
            "referred_column_0_name" => column,
            "constraint_name" => given.unwrap_or_default().to_owned(),
            _ => token.strip_prefix("column_").and_then(part).unwrap_or_default(),
        }
    }
}

fn implicit_key(created: u64) -> Rc<Constraint> {
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

fn with_column(
    machine: &Machine,
    kind: ConstraintKind,
    column: Value,
    name: Option<Rc<str>>,
) -> Rc<Constraint> {
    Rc::new(Constraint {
        name: RefCell::new(name),
        kind,
        columns: RefCell::default(),
        pending: RefCell::new(vec![column]),
        table: RefCell::new(Weak::new()),
        deferrable: None,
        initially: None,
        from_column: true,
        created: Library::next_constraint(machine),
        options: RefCell::new(IndexMap::new()),
        named_by_rule: Cell::new(false),
    })
}

fn index_columns(index: &Index) -> Vec<Rc<Column>> {
    index.expressions.borrow().iter().filter_map(|expr| expr.base_column()).collect()
}

/// The name and the condition of the CHECK that a type asks for.
fn type_check(ty: &Type, column: &Rc<Column>) -> Option<(Option<Rc<str>>, crate::orm::core::Expr)> {
    let expr = Element::column(column);
    let list = |items: Vec<crate::orm::core::Expr>| {
        let items = Element::typed(Kind::List { op: Op::Comma, items }, Type::null());
        crate::orm::core::group::group(&items)
    };
    match &*ty.0 {
        TypeKind::Boolean { check: Some(name) } => {
            let numbers = [0, 1].map(|n| Element::bind("param", Value::Int(n), Type::integer()));
            let right = list(numbers.into());
            Some((name.clone(), crate::orm::core::operate::compared(&expr, Op::In, &right)))
        }
        TypeKind::Enum(own) if own.create_constraint => {
            let names = own.names.iter();
            let names = names
                .map(|name| Element::bind("param", Value::Str(Rc::clone(name)), Type::string()));
            let right = list(names.collect());
            let name = own.name.clone();
            Some((name, crate::orm::core::operate::compared(&expr, Op::In, &right)))
        }
        _ => None,
    }
}
