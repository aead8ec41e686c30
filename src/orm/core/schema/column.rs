//! `Column(…)`.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use crate::nearest::nearest_cased;
use crate::orm::core::coerce::{known, type_if_any, type_of};
use crate::orm::core::errors::argument;
use crate::orm::core::{
    Autoincrement, Column, ColumnDefault, Constraint, ConstraintKind, Element, ForeignKey, Kind,
    Library, Role, Set, Table, Type,
};
use crate::orm::python::{Args, Machine, Run, Value};

/// `Computed(…)` as a script holds it.
pub struct Computed {
    /// The expression.
    pub expr: crate::orm::core::Expr,
    /// `persisted=`.
    pub persisted: Option<bool>,
}

/// `Identity()` as a script holds it.
pub struct Identity;

const OPTIONS: &[&str] = &[
    "name",
    "type_",
    "autoincrement",
    "default",
    "insert_default",
    "doc",
    "key",
    "index",
    "unique",
    "info",
    "nullable",
    "onupdate",
    "primary_key",
    "server_default",
    "server_onupdate",
    "quote",
    "system",
    "comment",
    "sort_order",
    "_proxies",
];

/// The option of a column that a name is near to.
fn option_meant(name: &str) -> Option<&'static str> {
    let options = OPTIONS.iter().copied().filter(|option| !option.starts_with('_'));
    // A missing `_` leaves several letters alike: it goes before what is merely near.
    let joined = |text: &str| text.replace('_', "").to_lowercase();
    let same = options.clone().find(|option| joined(option) == joined(name));
    same.or_else(|| nearest_cased(name, options))
}

impl Column {
    /// `Column(…)`, also under the rules of `mapped_column`.
    ///
    /// # Errors
    ///
    /// ArgumentError and TypeError in SQLAlchemy's words.
    pub fn new(machine: &mut Machine, args: Args) -> Run<Rc<Self>> {
        let Args { mut positional, named } = args;
        let option = |name: &str| {
            named.iter().find(|(own, _)| &**own == name).map(|(_, value)| value.clone())
        };
        let mut options = indexmap::IndexMap::new();
        for (name, value) in &named {
            if name.starts_with("sqlite_") {
                options.insert(Rc::clone(name), value.clone());
            } else if !OPTIONS.contains(&&**name) && !name.contains('_') {
                let text = format!(
                    "Additional arguments should be named <dialectname>_<argument>, got '{name}'"
                );
                return Err(machine.error("TypeError", text).with_hint(option_meant(name)));
            } else if !OPTIONS.contains(&&**name) {
                let dialect = name.split('_').next().unwrap_or_default();
                if !["mysql", "postgresql", "oracle", "mssql", "mariadb"].contains(&dialect) {
                    let text = format!("Can't load plugin: sqlalchemy.dialects:{dialect}");
                    return Err(crate::orm::core::errors::raise(
                        machine,
                        "NoSuchModuleError",
                        text,
                    )
                    .with_hint(option_meant(name)));
                }
            }
        }
        let flag = |machine: &mut Machine, name: &str| match option(name) {
            Some(value) => machine.truth(&value),
            None => Ok(false),
        };
        let mut name = option("name").filter(|value| !value.is_none());
        match positional.first() {
            Some(Value::Str(_)) => {
                if name.is_some() {
                    return argument(machine, "May not pass name positionally and as a keyword.");
                }
                name = Some(positional.remove(0));
            }
            Some(Value::None) => {
                positional.remove(0);
            }
            _ => {}
        }
        let mut ty = match option("type_") {
            Some(value) => Some(type_of(machine, &value)?),
            None => None,
        };
        match positional.first().cloned() {
            Some(Value::None) => {
                positional.remove(0);
            }
            Some(first) => {
                if let Some(found) = type_if_any(machine, &first)? {
                    if ty.is_some() {
                        let text = "May not pass type_ positionally and as a keyword.";
                        return argument(machine, text);
                    }
                    positional.remove(0);
                    ty = Some(found);
                }
            }
            None => {}
        }
        let name: Option<Rc<str>> = name.and_then(|value| value.as_str().map(Rc::from));
        let key = option("key").and_then(|value| value.as_str().map(Rc::from)).or(name.clone());
        let primary_key = flag(machine, "primary_key")?;
        let nullable = option("nullable");
        let nullable_given = nullable.is_some();
        let is_identity = positional.iter().any(|item| item.native::<Identity>().is_some());
        let nullable = match &nullable {
            Some(value) => machine.truth(value)?,
            None => !primary_key && !is_identity,
        };
        let (unique, index) = (flag(machine, "unique")?, flag(machine, "index")?);
        let autoincrement = match option("autoincrement") {
            Some(Value::Bool(true)) => Autoincrement::Yes,
            Some(Value::Bool(false)) => Autoincrement::No,
            Some(Value::Str(text)) if &*text == "ignore_fk" => Autoincrement::IgnoreForeignKey,
            _ => Autoincrement::Auto,
        };
        let given = option("insert_default").or_else(|| option("default"));
        let default = match given {
            Some(value) if !value.is_none() => Some(default_of(machine, &value)?),
            _ => None,
        };
        let onupdate = match option("onupdate") {
            Some(value) if !value.is_none() => Some(default_of(machine, &value)?),
            _ => None,
        };
        let server_default = match option("server_default") {
            Some(value) if !value.is_none() => server_default(machine, &value)?,
            _ => None,
        };
        let server_onupdate = option("server_onupdate").is_some_and(|value| !value.is_none());
        let text = |name: &str| option(name).and_then(|value| value.as_str().map(Rc::from));
        let library = Library::of(machine);
        let created = library.columns.get();
        library.columns.set(created + 1);
        let info = match option("info") {
            Some(info) => info,
            None => Value::dict(Vec::new()),
        };
        let mut computed = None;
        let mut keys: Vec<Rc<ForeignKey>> = Vec::new();
        let mut checks: Vec<Rc<Constraint>> = Vec::new();
        for item in &positional {
            if let Some(key) = item.native::<ForeignKey>() {
                keys.push(key);
            } else if let Some(check) = item.native::<Constraint>() {
                checks.push(check);
            } else if let Some(own) = item.native::<Computed>() {
                computed = Some((Rc::clone(&own.expr), own.persisted));
            } else if item.native::<Identity>().is_none() {
                let shown = machine.repr(item)?;
                let text = format!(
                    "'SchemaItem' object, such as a 'Column' or a 'Constraint' expected, got {shown}"
                );
                return argument(machine, text);
            }
        }
        let open = ty.is_none();
        let column = Rc::new(Self {
            name: RefCell::new(name),
            key: RefCell::new(key),
            ty: RefCell::new(ty.unwrap_or_else(Type::null)),
            type_is_open: Cell::new(open),
            table: RefCell::new(Weak::new()),
            primary_key: Cell::new(primary_key),
            nullable: Cell::new(nullable),
            nullable_given,
            unique: Cell::new(unique),
            index: Cell::new(index),
            default: RefCell::new(default),
            onupdate: RefCell::new(onupdate),
            server_default: RefCell::new(server_default),
            server_onupdate: Cell::new(server_onupdate),
            autoincrement,
            comment: text("comment"),
            doc: text("doc"),
            info,
            foreign_keys: RefCell::new(Vec::new()),
            checks: RefCell::new(checks),
            computed,
            identity: is_identity,
            is_plain: false,
            created,
            options: RefCell::new(options),
            slot: RefCell::new(None),
        });
        for key in keys {
            if key.parent().is_some() {
                let text = "This ForeignKey already has a parent !";
                return Err(crate::orm::core::errors::raise(machine, "InvalidRequestError", text));
            }
            *key.parent.borrow_mut() = Rc::downgrade(&column);
            column.foreign_keys.borrow_mut().push(key);
        }
        Ok(column)
    }

    /// `column("x")`, no part of a definition.
    pub fn plain(machine: &Machine, name: &str, ty: Type) -> Rc<Self> {
        let library = Library::of(machine);
        let created = library.columns.get();
        library.columns.set(created + 1);
        Rc::new(Self {
            name: RefCell::new(Some(name.into())),
            key: RefCell::new(Some(name.into())),
            ty: RefCell::new(ty),
            type_is_open: Cell::new(false),
            table: RefCell::new(Weak::new()),
            primary_key: Cell::new(false),
            nullable: Cell::new(true),
            nullable_given: false,
            unique: Cell::new(false),
            index: Cell::new(false),
            default: RefCell::new(None),
            onupdate: RefCell::new(None),
            server_default: RefCell::new(None),
            server_onupdate: Cell::new(false),
            autoincrement: Autoincrement::Auto,
            comment: None,
            doc: None,
            info: Value::None,
            foreign_keys: RefCell::new(Vec::new()),
            checks: RefCell::new(Vec::new()),
            computed: None,
            identity: false,
            is_plain: true,
            created,
            options: Default::default(),
            slot: RefCell::new(None),
        })
    }

    /// A copy for another table, as mixins make it.
    pub fn copied(&self, machine: &mut Machine) -> Rc<Self> {
        let library = Library::of(machine);
        let created = library.columns.get();
        library.columns.set(created + 1);
        let copy_check = |check: &Rc<Constraint>| {
            let kind = match &check.kind {
                ConstraintKind::Check(expr) => ConstraintKind::Check(Rc::clone(expr)),
                _ => ConstraintKind::Unique,
            };
            Rc::new(Constraint {
                name: RefCell::new(check.name.borrow().clone()),
                kind,
                columns: Default::default(),
                pending: RefCell::new(check.pending.borrow().clone()),
                table: RefCell::new(Weak::new()),
                deferrable: check.deferrable,
                initially: check.initially.clone(),
                from_column: check.from_column,
                created: check.created,
                options: RefCell::new(check.options.borrow().clone()),
                named_by_rule: check.named_by_rule.clone(),
            })
        };
        let column = Rc::new(Self {
            name: RefCell::new(self.name.borrow().clone()),
            key: RefCell::new(self.key.borrow().clone()),
            ty: RefCell::new(self.ty.borrow().clone()),
            type_is_open: Cell::new(self.type_is_open.get()),
            table: RefCell::new(Weak::new()),
            primary_key: Cell::new(self.primary_key.get()),
            nullable: Cell::new(self.nullable.get()),
            nullable_given: self.nullable_given,
            unique: Cell::new(self.unique.get()),
            index: Cell::new(self.index.get()),
            default: RefCell::new(self.default.borrow().clone()),
            onupdate: RefCell::new(self.onupdate.borrow().clone()),
            server_default: RefCell::new(self.server_default.borrow().clone()),
            server_onupdate: Cell::new(self.server_onupdate.get()),
            autoincrement: self.autoincrement,
            comment: self.comment.clone(),
            doc: self.doc.clone(),
            info: self.info.clone(),
            foreign_keys: RefCell::new(Vec::new()),
            checks: RefCell::new(self.checks.borrow().iter().map(copy_check).collect()),
            computed: self.computed.clone(),
            identity: self.identity,
            is_plain: self.is_plain,
            created,
            options: RefCell::new(self.options.borrow().clone()),
            slot: RefCell::new(None),
        });
        let keys: Vec<_> = self.foreign_keys.borrow().iter().map(|key| key.copied()).collect();
        for key in &keys {
            *key.parent.borrow_mut() = Rc::downgrade(&column);
        }
        *column.foreign_keys.borrow_mut() = keys;
        column
    }

    /// Its type; that of what it refers to, where none was given.
    ///
    /// # Errors
    ///
    /// NoReferencedTableError and NoReferencedColumnError.
    pub fn ty(&self, machine: &mut Machine) -> Run<Type> {
        if self.type_is_open.get() && self.ty.borrow().is_null() {
            let key = self.foreign_keys.borrow().first().cloned();
            if let Some(key) = key {
                key.column(machine)?;
            }
        }
        Ok(self.ty.borrow().clone())
    }

    /// Its name; empty where it has none yet.
    pub fn name(&self) -> Rc<str> {
        self.name.borrow().clone().unwrap_or_else(|| "".into())
    }

    /// Its key; empty where it has none yet.
    pub fn key(&self) -> Rc<str> {
        self.key.borrow().clone().unwrap_or_else(|| self.name())
    }

    /// Its table.
    pub fn table(&self) -> Option<Rc<Table>> {
        self.table.borrow().upgrade()
    }
}

/// What `default=` and `onupdate=` take.
///
/// # Errors
///
/// ArgumentError for a function of more than one parameter.
pub fn default_of(machine: &mut Machine, value: &Value) -> Run<ColumnDefault> {
    if let Some(expr) = known(machine, value, Role::Expression)? {
        return Ok(ColumnDefault::Sql(expr));
    }
    if let Some(body) = crate::orm::core::coerce::body(value) {
        return Ok(ColumnDefault::Sql(body.scalar()));
    }
    match value {
        Value::Function(function) => {
            let needed = function.code.parameters.iter().zip(&function.defaults);
            let needed = needed.filter(|(_, default)| default.is_none()).count();
            if needed > 1 {
                let text = "ColumnDefault Python function takes zero or one positional arguments";
                return argument(machine, text);
            }
            Ok(ColumnDefault::Call { function: value.clone(), takes_context: needed == 1 })
        }
        Value::Builtin(_) | Value::Class(_) | Value::Method(_) => {
            Ok(ColumnDefault::Call { function: value.clone(), takes_context: false })
        }
        Value::StaticMethod(inner) => default_of(machine, inner),
        _ => Ok(ColumnDefault::Value(value.clone())),
    }
}

fn server_default(machine: &mut Machine, value: &Value) -> Run<Option<Set>> {
    if let Value::Str(_) = value {
        return Ok(Some(Set::Value(value.clone())));
    }
    if let Some(expr) = known(machine, value, Role::Expression)? {
        return Ok(Some(Set::Expr(expr)));
    }
    if value.native::<Identity>().is_some() {
        return Ok(None);
    }
    let class = machine.class_of(value);
    let text = format!(
        "Argument 'arg' is expected to be one of type '<class 'str'>' or '<class \
         'sqlalchemy.sql.elements.ClauseElement'>' or '<class \
         'sqlalchemy.sql.elements.TextClause'>', got '<class '{}'>'",
        class.name
    );
    argument(machine, text)
}

impl Element {
    /// The column itself, where it is one.
    pub fn as_column(&self) -> Option<&Rc<Column>> {
        if let Kind::Column(column) = &self.kind { Some(column) } else { None }
    }
}
