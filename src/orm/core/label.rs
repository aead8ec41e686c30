//! How columns are named: in the select list, and as columns of a subquery.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use crate::orm::core::{
    Body, Element, Expr, FromClause, Identity, Kind, LabelStyle, Name, Op, Source, Unlabelled,
};

/// A column of a select list and how it is named.
pub struct Labelled {
    /// The label that it must have.
    pub required: Option<Name>,
    /// Its key in `.c` of a subquery.
    pub key: Option<Rc<str>>,
    /// The label that it gets where it has to have one.
    pub fallback: Option<Name>,
    /// The column.
    pub column: Expr,
    /// It stands there a second time.
    pub repeated: bool,
}

impl Element {
    /// Whose made up names these are.
    fn identity(&self, which: u32) -> Identity {
        match &self.kind {
            Kind::Column(column) => Identity::Of(Rc::as_ptr(column) as usize, which),
            Kind::Proxy(proxy) => {
                Identity::Column(address(&proxy.from), Rc::clone(&proxy.key), which)
            }
            Kind::Bind(bind) => Identity::Of(Rc::as_ptr(bind) as usize, which),
            Kind::Label { name: Name::Given(name), of } => {
                let Identity::Of(of, _) = of.identity(0) else { return of.identity(which) };
                Identity::Column(of, Rc::clone(name), which)
            }
            _ => Identity::Of(std::ptr::from_ref(self) as usize, which),
        }
    }

    /// Its name in SQL, where it is something that has one.
    fn own_name(&self) -> Option<Name> {
        match &self.kind {
            Kind::Column(column) => column.name.borrow().clone().map(Name::Given),
            Kind::Proxy(proxy) => Some(proxy.name.clone()),
            Kind::Label { name, .. } => Some(name.clone()),
            Kind::LiteralColumn(text) => Some(Name::Given(Rc::clone(text))),
            Kind::Function(function) => Some(Name::Given(Rc::clone(&function.name))),
            _ => None,
        }
    }

    /// The name of a column or label; that of a function is none of these.
    pub fn plain_name(&self) -> Option<Name> {
        if matches!(self.kind, Kind::Function(_)) { None } else { self.own_name() }
    }

    /// What it wraps and is named like.
    fn wrapped(&self) -> Option<&Expr> {
        match &self.kind {
            Kind::Cast(inner) | Kind::Coerce(inner) => Some(inner),
            Kind::Unary { op: Op::IsTrue | Op::IsFalse, operand } => Some(operand),
            _ => None,
        }
    }

    /// A made up name of it, beginning with this.
    fn made_label(&self, seed: Option<Name>, which: u32) -> Name {
        let seed =
            if which > 0 { seed.map(|seed| seed.then(Name::Given("_".into()))) } else { seed };
        match seed {
            Some(Name::Given(seed)) => Name::of(self.identity(which), &seed),
            Some(seed) => seed.then(Name::of(self.identity(which), "")),
            None => Name::of(self.identity(which), "anon"),
        }
    }

    /// The label that it gets where it has no name.
    pub fn anonymous_label(&self) -> Name {
        if let Some(inner) = self.wrapped()
            && !matches!(inner.kind, Kind::Text(_))
        {
            return inner.plain_name().unwrap_or_else(|| inner.anonymous_label());
        }
        self.made_label(self.own_name(), 0)
    }

    /// The label of the form `table_column`.
    pub fn qualified_label(&self) -> Option<Name> {
        match &self.kind {
            Kind::Column(column) => {
                let name = column.name.borrow().clone()?;
                self.qualified(&Name::Given(name))
            }
            Kind::Proxy(proxy) => self.qualified(&proxy.name),
            Kind::Label { name, .. } => Some(name.clone()),
            Kind::Group(inner) => {
                Some(inner.qualified_label().unwrap_or_else(|| self.anonymous_label()))
            }
            _ => self.wrapped().and_then(|inner| inner.qualified_label()),
        }
    }

    /// The label of the form `table_key`.
    fn qualified_key_label(&self) -> Option<Name> {
        let key = self.proxy_key();
        if !matches!(self.kind, Kind::Column(_) | Kind::Proxy(_)) {
            return self.qualified_label();
        }
        match key {
            Some(key) if self.own_name() != Some(Name::Given(Rc::clone(&key))) => {
                self.qualified(&Name::Given(key))
            }
            _ => self.qualified_label(),
        }
    }

    fn qualified(&self, name: &Name) -> Option<Name> {
        let owner = match self.owner() {
            None | Some(FromClause::Join(_)) => return Some(name.clone()),
            Some(owner) => owner,
        };
        let table = match &owner {
            FromClause::Table(table) => match &table.schema {
                Some(schema) => {
                    Name::Given(format!("{}_{}", schema.replace('.', "_"), table.name).into())
                }
                None => Name::Given(Rc::clone(&table.name)),
            },
            FromClause::Alias(alias) => alias.name.clone(),
            FromClause::Join(_) => return None,
        };
        let label = table.then(Name::Given("_".into())).then(name.clone());
        // A column of this very name would be taken for it.
        if let (Name::Given(label), FromClause::Table(table)) = (&label, &owner) {
            let columns = table.columns.borrow();
            if columns.contains_key(label) {
                let free = (1..).find_map(|number| {
                    let other: Rc<str> = format!("{label}_{number}").into();
                    (!columns.contains_key(&other)).then_some(other)
                });
                return free.map(Name::Given);
            }
        }
        Some(label)
    }

    /// Its key as a column of a subquery, where it has one.
    pub fn proxy_key(&self) -> Option<Rc<str>> {
        if let Some(key) = &self.notes.key {
            return Some(Rc::clone(key));
        }
        if let Some(inner) = self.wrapped()
            && !matches!(inner.kind, Kind::Text(_))
        {
            return inner.proxy_key();
        }
        match &self.kind {
            Kind::Column(column) => column.key.borrow().clone(),
            Kind::Proxy(proxy) => Some(Rc::clone(&proxy.key)),
            _ => self.own_name()?.given().cloned(),
        }
    }

    fn dedupe_label(&self, qualified: bool, which: u32) -> Name {
        let plain = self.own_name();
        if let Some(inner) = self.wrapped()
            && !qualified
            && let Some(name) = inner.plain_name()
        {
            return self.made_label(Some(name.then(Name::Given("_".into()))), 0);
        }
        let seed = if qualified || plain.is_none() {
            Some(self.qualified_label().unwrap_or_else(|| Name::Given("anon".into())))
        } else {
            plain
        };
        self.made_label(seed, which)
    }
}

fn address(from: &FromClause) -> usize {
    match from {
        FromClause::Table(table) => Rc::as_ptr(table) as usize,
        FromClause::Alias(alias) => Rc::as_ptr(alias) as usize,
        FromClause::Join(join) => Rc::as_ptr(join) as usize,
    }
}

/// The columns of a select list with their names, in the way of `_generate_columns_plus_names`.
pub fn labelled(columns: &[Expr], style: LabelStyle, repeats: bool) -> Vec<Labelled> {
    let mut keys = Keys::new(style);
    let mut names: HashMap<Name, Expr> = HashMap::new();
    let mut which = 1;
    let qualified = style == LabelStyle::TablenamePlusCol;
    let mut found = Vec::with_capacity(columns.len());
    for column in columns {
        let mut repeated = false;
        let (mut effective, mut required, mut fallback) = (None, None, None);
        let labels = match &column.kind {
            Kind::Text(_) | Kind::LiteralColumn(_) => false,
            Kind::Column(_) => column.owner().is_some(),
            _ => true,
        };
        if !labels {
        } else if style == LabelStyle::None {
            fallback = Some(column.plain_name().unwrap_or_else(|| column.anonymous_label()));
        } else {
            if qualified {
                effective = column.qualified_label();
                required = effective.clone();
            } else {
                effective = column.plain_name().filter(|_| column.wrapped().is_none());
            }
            fallback = effective.clone();
            if effective.is_none() {
                let is_label = column.own_name().is_none()
                    && column.notes.other.as_ref().is_none_or(|other| !other.is::<Unlabelled>());
                let noted = column.notes.key.clone().filter(|_| is_label);
                if let Some(noted) = noted {
                    effective = Some(Name::Given(noted));
                    (required, fallback) = (effective.clone(), effective.clone());
                } else {
                    let label = column.anonymous_label();
                    repeated = names.insert(label.clone(), Rc::clone(column)).is_some();
                    required = None;
                    fallback = Some(if repeated {
                        which += 1;
                        column.dedupe_label(qualified, which - 1)
                    } else {
                        label
                    });
                }
            }
        }
        if let Some(name) = &effective {
            match names.get(name) {
                None => {
                    names.insert(name.clone(), Rc::clone(column));
                }
                Some(other) if !other.same(column) => {
                    let mut label = if qualified {
                        column.made_label(column.qualified_label(), 0)
                    } else {
                        column.anonymous_label()
                    };
                    if repeats && names.contains_key(&label) {
                        label = column.dedupe_label(qualified, which);
                        which += 1;
                        repeated = true;
                    } else {
                        names.insert(label.clone(), Rc::clone(column));
                    }
                    (required, fallback) = (Some(label.clone()), Some(label));
                }
                Some(_) if repeats => {
                    let label = column.dedupe_label(qualified, which);
                    which += 1;
                    repeated = true;
                    (required, fallback) = (Some(label.clone()), Some(label));
                }
                Some(_) => {}
            }
        }
        let key = keys.next(column);
        found.push(Labelled { required, key, fallback, column: Rc::clone(column), repeated });
    }
    found
}

/// The keys in `.c` of a subquery: a second one gets a number.
struct Keys {
    style: LabelStyle,
    names: Vec<Name>,
    counters: HashMap<String, u32>,
    made: HashMap<u64, Rc<str>>,
}

impl Keys {
    fn new(style: LabelStyle) -> Self {
        Self { style, names: Vec::new(), counters: HashMap::new(), made: HashMap::new() }
    }

    fn next(&mut self, column: &Expr) -> Option<Rc<str>> {
        if matches!(column.kind, Kind::Text(_)) {
            return None;
        }
        let own = || column.proxy_key().map(Name::Given);
        if self.style == LabelStyle::None {
            return column.proxy_key().or_else(|| Some("_no_label".into()));
        }
        let qualified = self.style == LabelStyle::TablenamePlusCol;
        let name = if qualified { column.qualified_key_label() } else { own() };
        let is_new = |names: &[Name], name: &Name| !names.contains(name);
        let name = name.unwrap_or_else(|| Name::Given("_no_label".into()));
        if is_new(&self.names, &name) {
            self.names.push(name.clone());
            return Some(self.text(&name));
        }
        let made = column.made_label(Some(name), 0);
        Some(self.text(&made))
    }

    /// The name, made up ones numbered among these columns.
    fn text(&mut self, name: &Name) -> Rc<str> {
        match name {
            Name::Given(name) => Rc::clone(name),
            Name::Made(made) => {
                let mut hasher = DefaultHasher::new();
                made.hash(&mut hasher);
                let hash = hasher.finish();
                if let Some(known) = self.made.get(&hash) {
                    return Rc::clone(known);
                }
                let counter = self.counters.entry(made.base.to_string()).or_insert(1);
                let text: Rc<str> = format!("{}_{counter}", made.base).into();
                *counter += 1;
                self.made.insert(hash, Rc::clone(&text));
                text
            }
            Name::Joined(parts) => {
                let parts: Vec<Rc<str>> = parts.iter().map(|part| self.text(part)).collect();
                parts.concat().into()
            }
        }
    }
}

/// What a query selects, with the key in `.c` of a subquery of it and the name in SQL.
pub fn named_columns(body: &Body) -> Vec<(Rc<str>, Name, Expr)> {
    let (columns, style) = match body {
        Body::Select(select) => {
            // A subquery's columns have names that differ.
            let style = match select.labels {
                LabelStyle::None => LabelStyle::Disambiguate,
                style => style,
            };
            (select.columns(), style)
        }
        Body::Compound(compound) => match compound.parts.first() {
            Some(first) => return named_columns(first),
            None => return Vec::new(),
        },
        Body::Text(text) => {
            let keyed = |expr: &Expr| {
                let key = expr.key()?;
                Some((Rc::clone(&key), Name::Given(expr.name().unwrap_or(key)), Rc::clone(expr)))
            };
            return text.columns.iter().filter_map(keyed).collect();
        }
    };
    let mut found: Vec<(Rc<str>, Name, Expr)> = Vec::new();
    for Labelled { required, key, column, .. } in labelled(&columns, style, false) {
        let Some(key) = key else { continue };
        let named = match &column.kind {
            Kind::Column(_) => {
                let name = required.or_else(|| column.own_name());
                (key, name)
            }
            Kind::Proxy(_) | Kind::LiteralColumn(_) => {
                let own = column.key().unwrap_or(key);
                let key = required.as_ref().and_then(Name::given).cloned().unwrap_or(own);
                (key, required.or_else(|| column.own_name()))
            }
            Kind::Label { name, .. } => {
                let key = name.given().cloned().unwrap_or(key);
                (key, required.or_else(|| Some(name.clone())))
            }
            _ => match required {
                Some(name) => (name.given().cloned().unwrap_or(key), Some(name)),
                None => (key, Some(column.anonymous_label())),
            },
        };
        let (key, Some(name)) = named else { continue };
        if !found.iter().any(|(other, ..)| *other == key) {
            found.push((key, name, column));
        }
    }
    found
}

/// Whether a FROM is a subquery or what is like it: its columns are labelled in it.
pub fn is_subquery(source: &Source) -> bool {
    !matches!(source, Source::From(_))
}

impl Body {
    /// What it selects, with the key in `.c` of a subquery of it and the name in SQL.
    pub fn named_columns(&self) -> Vec<(Rc<str>, Name, Expr)> {
        named_columns(self)
    }
}
