//! `Bundle("name", A.x, B.y)`: columns that come as one value of a row.

use std::rc::Rc;

use indexmap::IndexMap;

use super::super::core::row::Row;
use super::super::core::{
    EntityItem, Expr, FromClause, Item, ResultColumn, Role, coerce, errors, walk,
};
use super::super::python::{Args, Machine, Native, Run, Value};
use super::entity;

/// Columns under a name.
pub struct Bundle {
    name: Rc<str>,
    /// What the script gave, by the names under which a row has them.
    given: IndexMap<Rc<str>, (Value, Expr)>,
}

/// Where a bundle's columns stand among those of a row.
pub struct Bundled {
    /// The first.
    pub start: usize,
    /// Its name, and that of each of its columns.
    pub bundle: Rc<Bundle>,
}

impl Bundle {
    /// The bundle between SELECT and FROM; none for what is no bundle.
    pub fn item(value: &Value) -> Option<Item> {
        let bundle = value.native::<Self>()?;
        let columns: Vec<Expr> = bundle.given.values().map(|(_, expr)| Rc::clone(expr)).collect();
        let first = columns.first()?;
        let from = entity::of_expr(first).map(|entity| entity::from(&entity));
        let from: FromClause = from.or_else(|| walk::froms_of(first).into_iter().next())?;
        let entity = None;
        Some(Item::Entity(Rc::new(EntityItem { value: value.clone(), columns, from, entity })))
    }

    /// How many columns it has.
    fn width(&self) -> usize {
        self.given.len()
    }
}

/// Where bundles stand among what was asked for, each item counted with all that it asks for.
pub fn among(items: &[Item]) -> Vec<Bundled> {
    let mut found = Vec::new();
    let mut start = 0_usize;
    for item in items {
        let width = match item {
            Item::Expr(_) => 1,
            Item::From(from) => from.exprs().len(),
            Item::Entity(item) => match item.value.native::<Bundle>() {
                Some(bundle) => {
                    let width = bundle.width();
                    found.push(Bundled { start, bundle });
                    width
                }
                None if entity::of_value(&item.value).is_some() => 1,
                None => item.columns.len(),
            },
        };
        start = start.saturating_add(width);
    }
    found
}

/// A row's values, those of each bundle made one.
pub fn gathered(bundles: &[Bundled], mut values: Vec<Value>) -> Vec<Value> {
    // From the last on, so that the places before it stay.
    for bundled in bundles.iter().rev() {
        let end = bundled.start.saturating_add(bundled.bundle.width()).min(values.len());
        let start = bundled.start.min(end);
        let own: Vec<Value> = values.drain(start..end).collect();
        let columns = bundled.bundle.given.iter().map(|(name, (_, expr))| ResultColumn {
            key: Rc::clone(name),
            name: Rc::clone(name),
            expr: Some(Rc::clone(expr)),
            ty: expr.ty(),
        });
        let row = Value::of(Row { columns: columns.collect(), values: own, is_mapped: true });
        values.insert(start, row);
    }
    values
}

/// A row's columns, those of each bundle made one of its name.
pub fn columns(bundles: &[Bundled], mut columns: Vec<ResultColumn>) -> Vec<ResultColumn> {
    for bundled in bundles.iter().rev() {
        let end = bundled.start.saturating_add(bundled.bundle.width()).min(columns.len());
        let start = bundled.start.min(end);
        let first = columns.drain(start..end).next();
        let name = &bundled.bundle.name;
        if let Some(first) = first {
            let own = ResultColumn {
                key: Rc::clone(name),
                name: Rc::clone(name),
                expr: None,
                ty: first.ty,
            };
            columns.insert(start, own);
        }
    }
    columns
}

/// `Bundle(name, *columns, single_entity=False)`.
///
/// # Errors
///
/// ArgumentError for what is no column.
pub fn bundle(machine: &mut Machine, args: Args) -> Run<Value> {
    let taken = args.bind(machine, "Bundle.__init__", &["name", "*exprs", "**kw"])?;
    let mut values = taken.values.into_iter();
    let name = values.next().flatten().unwrap_or(Value::None);
    let name = machine.str(&name)?;
    for (key, value) in &taken.named {
        match &**key {
            "single_entity" if machine.truth(value)? => {
                return Err(machine.unsupported("Bundle with single_entity=True"));
            }
            "single_entity" => {}
            _ => {
                let text = format!("Bundle.__init__() got an unexpected keyword argument '{key}'");
                return Err(machine.error("TypeError", text));
            }
        }
    }
    let mut given = IndexMap::new();
    for value in taken.rest {
        if value.native::<Bundle>().is_some() {
            return Err(machine.unsupported("a Bundle within a Bundle"));
        }
        let expr = coerce::expression(machine, &value, Role::Columns)?;
        let Some(key) = expr.key() else {
            return errors::argument(machine, "a column of a Bundle needs a name: use label()");
        };
        given.insert(key, (value, expr));
    }
    Ok(Value::of(Bundle { name, given }))
}

impl Native for Bundle {
    fn type_name(&self) -> Rc<str> {
        "Bundle".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn get_attribute(self: Rc<Self>, _: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "name" => Some(Value::Str(Rc::clone(&self.name))),
            "c" | "columns" => Some(Value::of(Columns(self))),
            _ => None,
        })
    }
}

/// `bundle.c`.
struct Columns(Rc<Bundle>);

impl Native for Columns {
    fn type_name(&self) -> Rc<str> {
        "ReadOnlyColumnCollection".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn attributes(&self) -> Vec<Rc<str>> {
        self.0.given.keys().cloned().collect()
    }
    fn get_attribute(self: Rc<Self>, _: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(self.0.given.get(name).map(|(value, _)| value.clone()))
    }
    fn get_item(self: Rc<Self>, _: &mut Machine, key: &Value) -> Run<Option<Value>> {
        let found = key.as_str().and_then(|name| self.0.given.get(name));
        Ok(found.map(|(value, _)| value.clone()))
    }
}
