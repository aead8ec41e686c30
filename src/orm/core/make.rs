//! Building expressions, FROMs and statements from Rust.

use std::cell::Cell;
use std::rc::Rc;

use super::{
    Alias, Bind, Body, Column, Correlate, Element, Expr, FromClause, Function, Identity, Item,
    Join, Kind, LabelStyle, Made, Name, Notes, Op, Proxy, Select, Source, Table, TextClause, Type,
    TypeKind,
};
use crate::orm::python::Value;

thread_local! {
    /// How many names were made up. A name's number in a text does not come from here.
    static MADE: Cell<u64> = const { Cell::new(0) };
}

impl Name {
    /// A name made of this and a number.
    pub fn made(base: &str) -> Self {
        let own = MADE.with(|made| made.replace(made.get() + 1));
        Self::of(Identity::Own(own), base)
    }

    /// A name made of this and a number, which belongs to something.
    pub fn of(of: Identity, base: &str) -> Self {
        // These would not stand in a name.
        let mut clean = String::with_capacity(base.len());
        for character in base.chars() {
            if !matches!(character, '%' | '(' | ')' | ' ' | '$') {
                clean.push(character);
            } else if !clean.ends_with('_') {
                clean.push('_');
            }
        }
        Self::Made(Made { of, base: clean.into() })
    }

    /// The name, where it is not made up.
    pub fn given(&self) -> Option<&Rc<str>> {
        if let Self::Given(name) = self { Some(name) } else { None }
    }

    /// This name with more behind it.
    pub fn then(&self, more: Name) -> Self {
        match (self, more) {
            (Self::Given(a), Self::Given(b)) => Self::Given(format!("{a}{b}").into()),
            (first, more) => Self::Joined([first.clone(), more].into()),
        }
    }
}

impl Element {
    /// An expression whose type is known.
    pub fn typed(kind: Kind, ty: Type) -> Expr {
        Rc::new(Self { kind, given: Some(ty), notes: Notes::default() })
    }

    /// An expression whose type is that of what it is made of, or not known.
    pub fn plain(kind: Kind) -> Expr {
        Rc::new(Self { kind, given: None, notes: Notes::default() })
    }

    /// A column of a table.
    pub fn column(column: &Rc<Column>) -> Expr {
        Self::plain(Kind::Column(Rc::clone(column)))
    }

    /// A value, sent beside the text. Its name there begins with `key` and ends with a number.
    pub fn bind(key: &str, value: Value, ty: Type) -> Expr {
        let key = key.into();
        let bind =
            Bind { key, unique: true, value: Some(value), expanding: false, expand_op: None };
        Self::typed(Kind::Bind(Rc::new(bind)), ty)
    }

    /// A value that is given when the statement runs, by just this name.
    pub fn parameter(name: &str, ty: Type) -> Expr {
        let bind = Bind {
            key: name.into(),
            unique: false,
            value: None,
            expanding: false,
            expand_op: None,
        };
        Self::typed(Kind::Bind(Rc::new(bind)), ty)
    }

    /// A list for IN that is given when the statement runs, by just this name.
    pub fn expanding(name: &str, ty: Type) -> Expr {
        let bind = Bind {
            key: name.into(),
            unique: false,
            value: None,
            expanding: true,
            expand_op: Some(Op::In),
        };
        Self::typed(Kind::Bind(Rc::new(bind)), ty)
    }

    /// `func.name(…)`, of a type.
    pub fn function(name: &str, args: Vec<Expr>, ty: Type) -> Expr {
        let function = Function { package: Vec::new(), name: name.into(), args };
        Self::typed(Kind::Function(function), ty)
    }

    /// `text(…)`, with no values.
    pub fn text(text: &str) -> Expr {
        let clause =
            TextClause { text: text.into(), binds: Default::default(), columns: Vec::new() };
        Self::plain(Kind::Text(Rc::new(clause)))
    }

    /// `of AS name`.
    pub fn label(name: &str, of: &Expr) -> Expr {
        Self::typed(Kind::Label { name: Name::Given(name.into()), of: Rc::clone(of) }, of.ty())
    }

    /// The same expression with other notes.
    pub fn noted(&self, notes: Notes) -> Expr {
        Rc::new(Self { kind: self.kind.clone(), given: self.given.clone(), notes })
    }

    /// The same node of other content.
    pub fn with(&self, kind: Kind) -> Expr {
        Rc::new(Self { kind, given: self.given.clone(), notes: self.notes.clone() })
    }

    /// Its type.
    pub fn ty(&self) -> Type {
        if let Some(ty) = &self.given {
            return ty.clone();
        }
        match &self.kind {
            Kind::Column(column) => column.ty.borrow().clone(),
            Kind::Proxy(proxy) => proxy.base.ty(),
            Kind::Group(inner) | Kind::Label { of: inner, .. } => inner.ty(),
            Kind::Unary { operand, .. } => operand.ty(),
            Kind::Over { of, .. } | Kind::Filter { of, .. } => of.ty(),
            Kind::True | Kind::False | Kind::Exists(_) => {
                Type::new(TypeKind::Boolean { check: None })
            }
            Kind::Scalar(body) => body.columns().first().map_or_else(Type::null, |c| c.ty()),
            _ => Type::null(),
        }
    }

    /// Both stand for the same column, or are the same object. Notes do not count.
    pub fn same(&self, other: &Self) -> bool {
        match (&self.kind, &other.kind) {
            (Kind::Column(a), Kind::Column(b)) => Rc::ptr_eq(a, b),
            (Kind::Proxy(a), Kind::Proxy(b)) => a.key == b.key && a.from.same(&b.from),
            (Kind::Bind(a), Kind::Bind(b)) => Rc::ptr_eq(a, b),
            (
                Kind::Label { name: Name::Given(a), of: x },
                Kind::Label { name: Name::Given(b), of: y },
            ) => a == b && (Rc::ptr_eq(x, y) || x.same(y)),
            (Kind::Label { name: Name::Made(a), .. }, Kind::Label { name: Name::Made(b), .. }) => {
                a == b
            }
            _ => std::ptr::eq(self, other),
        }
    }

    /// The column's name in a result and in `.c` of a subquery, where it has one.
    pub fn name(&self) -> Option<Rc<str>> {
        match &self.kind {
            Kind::Column(column) => column.name.borrow().clone(),
            Kind::Proxy(Proxy { name, .. }) | Kind::Label { name, .. } => name.given().cloned(),
            Kind::LiteralColumn(text) => Some(Rc::clone(text)),
            Kind::Function(function) => Some(Rc::clone(&function.name)),
            _ => None,
        }
    }

    /// The FROM whose column it is, if it is a column.
    pub fn owner(&self) -> Option<FromClause> {
        match &self.kind {
            Kind::Column(column) => column.table.borrow().upgrade().map(FromClause::Table),
            Kind::Proxy(proxy) => Some(proxy.from.clone()),
            _ => None,
        }
    }

    /// The table's column that it is or at last stands for.
    pub fn base_column(&self) -> Option<Rc<Column>> {
        match &self.kind {
            Kind::Column(column) => Some(Rc::clone(column)),
            Kind::Proxy(proxy) => proxy.base.base_column(),
            Kind::Label { of, .. } => of.base_column(),
            _ => None,
        }
    }
}

impl FromClause {
    /// An alias of it; its name is made up where none is given.
    pub fn alias(&self, name: Option<&str>) -> Rc<Alias> {
        if let Self::Join(_) = self {
            // Joined tables are read as a subquery.
            let select = Select {
                items: vec![Item::From(self.clone())],
                froms: vec![self.clone()],
                labels: LabelStyle::TablenamePlusCol,
                correlate: Correlate::Only(Vec::new()),
                ..Select::default()
            };
            return select.body().subquery(name);
        }
        let made = match self {
            Self::Table(table) => Rc::clone(&table.name),
            Self::Alias(alias) => match &alias.name {
                Name::Given(name) => Rc::clone(name),
                Name::Made(made) => Rc::clone(&made.base),
                Name::Joined(_) => "anon".into(),
            },
            Self::Join(_) => "anon".into(),
        };
        let name = name.map_or_else(|| Name::made(&made), |name| Name::Given(name.into()));
        Rc::new(Alias { of: Source::From(self.clone()), name, notes: Default::default() })
    }

    /// As [`FromClause::alias`], but of joined tables each gets an alias of its own.
    pub fn flat(&self, name: Option<&str>) -> Self {
        let Self::Join(join) = self else { return Self::Alias(self.alias(name)) };
        let own = |side: &Self| {
            let named = match side {
                Self::Join(_) => name.map(str::to_owned),
                _ => name.zip(side.name()).map(|(name, own)| format!("{name}_{own}")),
            };
            side.flat(named.as_deref())
        };
        let (left, right) = (own(&join.left), own(&join.right));
        let mut columns = left.exprs();
        columns.extend(right.exprs());
        let on =
            super::walk::replace(&join.on, &mut |part| super::walk::corresponding(&columns, part));
        Self::Join(Rc::new(Join { left, right, on, outer: join.outer, full: join.full }))
    }

    /// It, joined to another.
    pub fn join(&self, right: &FromClause, on: &Expr, outer: bool) -> Self {
        let (left, right, on) = (self.clone(), right.clone(), Rc::clone(on));
        Self::Join(Rc::new(Join { left, right, on, outer, full: false }))
    }

    /// Both are the same object.
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Table(a), Self::Table(b)) => Rc::ptr_eq(a, b),
            (Self::Alias(a), Self::Alias(b)) => Rc::ptr_eq(a, b),
            (Self::Join(a), Self::Join(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }
}

impl Body {
    /// It in parentheses behind FROM, as `subquery()` does it.
    pub fn subquery(&self, name: Option<&str>) -> Rc<Alias> {
        let name = name.map_or_else(|| Name::made("anon"), |name| Name::Given(name.into()));
        Rc::new(Alias { of: Source::Subquery(self.clone()), name, notes: Default::default() })
    }

    /// It as one value.
    pub fn scalar(&self) -> Expr {
        Element::plain(Kind::Scalar(self.clone()))
    }

    /// `EXISTS (…)`.
    pub fn exists(&self) -> Expr {
        Element::plain(Kind::Exists(self.clone()))
    }
}

impl Table {
    /// Its column of this key as an expression.
    pub fn column(&self, key: &str) -> Option<Expr> {
        self.columns.borrow().get(key).map(Element::column)
    }
}

impl Select {
    /// Nothing selected yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// It as what gives rows.
    pub fn body(self) -> Body {
        Body::Select(Rc::new(self))
    }
}
