//! Methods of `Query` that make other statements of it, and those that say how it is sent.

use std::rc::Rc;

use super::super::super::core::{
    Body, Compound, Correlate, Element, Expr, FromClause, Item, Kind, LabelStyle, Name, Select,
    Source, Type, errors,
};
use super::super::super::python::{Args, Machine, Run, Value};
use super::super::entity;
use super::super::settings::{Before, Settings};
use super::{Query, from_of};

impl Query {
    pub(super) fn set_method(
        &self,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        let value = match name {
            "union" | "union_all" | "intersect" | "intersect_all" | "except_" | "except_all" => {
                return self.combined(machine, name, &args.positional).map(Some);
            }
            "subquery" => {
                let names = ["name?", "with_labels?", "reduce_columns?"];
                let taken = args.bind(machine, "Query.subquery", &names)?;
                let mut values = taken.values.into_iter();
                let given = values.next().flatten().filter(|value| !value.is_none());
                let labelled = match values.next().flatten() {
                    Some(value) => machine.truth(&value)?,
                    None => false,
                };
                let labels =
                    if labelled { LabelStyle::TablenamePlusCol } else { LabelStyle::Disambiguate };
                let body = self.body(machine, labels)?;
                let alias = body.subquery(given.as_ref().and_then(Value::as_str));
                Value::Native(alias as _)
            }
            "cte" => {
                let names = ["name?", "recursive?", "nesting?"];
                let taken = args.bind(machine, "Query.cte", &names)?;
                let mut values = taken.values.into_iter();
                let given = values.next().flatten().filter(|value| !value.is_none());
                let recursive = match values.next().flatten() {
                    Some(value) => machine.truth(&value)?,
                    None => false,
                };
                let query = self.body(machine, LabelStyle::Disambiguate)?;
                let name = match given.as_ref().and_then(Value::as_str) {
                    Some(name) => Name::Given(name.into()),
                    None => Name::made("anon"),
                };
                let of = Source::Cte { query, recursive, restates: None };
                let alias =
                    super::super::super::core::Alias { of, name, notes: Default::default() };
                Value::Native(Rc::new(alias) as _)
            }
            "scalar_subquery" | "as_scalar" => {
                let body = self.body(machine, LabelStyle::Disambiguate)?;
                Value::Native(body.scalar() as _)
            }
            "label" => {
                let taken = args.bind(machine, "Query.label", &["name"])?;
                let given = taken.values.into_iter().next().flatten().unwrap_or(Value::None);
                let body = self.body(machine, LabelStyle::Disambiguate)?;
                let name = machine.str(&given)?;
                Value::Native(Element::label(&name, &body.scalar()) as _)
            }
            "exists" => Value::Native(self.exists(machine)? as _),
            "correlate" => {
                let mut froms = Vec::new();
                for value in args.positional.iter().filter(|value| !value.is_none()) {
                    froms.push(from_of(machine, value)?);
                }
                self.changed(|query| query.select.correlate = Correlate::Only(froms))
            }
            "enable_eagerloads" => {
                let on = flag(machine, &args)?;
                self.changed(|query| query.settings.eager = on)
            }
            "autoflush" => {
                let on = flag(machine, &args)?;
                self.changed(|query| query.flushes = on)
            }
            "populate_existing" => self.changed(|query| query.populates = true),
            "yield_per" => self.changed(|query| query.yields = true),
            "only_return_tuples" => {
                let on = flag(machine, &args)?;
                self.changed(|query| query.tuples = on)
            }
            "tuples" => self.changed(|query| query.tuples = true),
            "with_labels" | "set_label_style" | "enable_assertions" | "reset_joinpoint" => {
                self.changed(|_| {})
            }
            "with_for_update" => self.changed(|query| query.select.for_update = true),
            "execution_options" => {
                let mut query = self.clone();
                for (name, value) in args.named {
                    match &*name {
                        "populate_existing" => query.populates = machine.truth(&value)?,
                        "autoflush" => query.flushes = machine.truth(&value)?,
                        "yield_per" => query.yields = true,
                        _ => {}
                    }
                    query.select.execution.push((name, value));
                }
                query.value()
            }
            "params" => {
                let mut query = self.clone();
                for value in &args.positional {
                    for key in machine.collect(value)? {
                        let own = machine.item(value, &key)?;
                        let name = machine.str(&key)?;
                        query.params.insert(name, own);
                    }
                }
                query.params.extend(args.named);
                query.value()
            }
            "from_statement" => {
                let given = args.positional.first().cloned().unwrap_or(Value::None);
                self.changed(|query| query.given = Some(given))
            }
            "with_session" => {
                let given = args.positional.first().cloned().unwrap_or(Value::None);
                let session = given.native::<super::Session>();
                self.changed(|query| query.session = session)
            }
            _ => return Ok(None),
        };
        Ok(Some(value))
    }

    fn combined(&self, machine: &mut Machine, name: &str, others: &[Value]) -> Run<Value> {
        let keyword = match name {
            "union" => "UNION",
            "union_all" => "UNION ALL",
            "intersect" => "INTERSECT",
            "intersect_all" => "INTERSECT ALL",
            "except_" => "EXCEPT",
            _ => "EXCEPT ALL",
        };
        let mut parts = vec![self.body(machine, LabelStyle::TablenamePlusCol)?];
        for other in others {
            parts.push(match (other.native::<Query>(), other.native::<Select>()) {
                (Some(query), _) => query.body(machine, LabelStyle::TablenamePlusCol)?,
                (None, Some(select)) => Body::Select(select),
                (None, None) => {
                    let shown = machine.repr(other)?;
                    let text = format!(
                        "SELECT construct for inclusion in a UNION or other set construct \
                         expected, got {shown}."
                    );
                    return errors::argument(machine, text);
                }
            });
        }
        let compound = Compound {
            keyword,
            parts,
            orders: Vec::new(),
            groups: Vec::new(),
            limit: None,
            offset: None,
            labels: LabelStyle::TablenamePlusCol,
            ctes: Vec::new(),
            options: Vec::new(),
            execution: Vec::new(),
        };
        let alias = Body::Compound(Rc::new(compound)).subquery(None);
        Ok(self.around(FromClause::Alias(alias)).value())
    }

    /// A query of the same entities, read from a subquery.
    fn around(&self, base: FromClause) -> Self {
        let mut query = self.clone();
        query.is_collection = false;
        query.select = Select {
            items: self.select.items.clone(),
            labels: LabelStyle::TablenamePlusCol,
            options: self.select.options.clone(),
            execution: self.select.execution.clone(),
            ..Select::default()
        };
        query.sources = Vec::new();
        query.settings = Settings {
            is_legacy: true,
            eager: self.settings.eager,
            base: Some(base),
            narrows: false,
            ..Settings::default()
        };
        query
    }

    /// `SELECT count(*) FROM (…)`.
    pub(super) fn counting(&self) -> Self {
        let mut select = self.unplanned(LabelStyle::TablenamePlusCol);
        select.correlate = Correlate::Only(Vec::new());
        let alias = Body::Select(Rc::new(select)).subquery(None);
        let star = Element::plain(Kind::LiteralColumn("*".into()));
        let count = Element::function("count", vec![star], Type::integer());
        let mut query = self.clone();
        query.is_collection = false;
        query.select = Select {
            items: vec![Item::Expr(count)],
            froms: vec![FromClause::Alias(alias)],
            labels: LabelStyle::TablenamePlusCol,
            ..Select::default()
        };
        query.settings =
            Settings { is_legacy: true, eager: false, narrows: false, ..Settings::default() };
        query
    }

    fn exists(&self, machine: &mut Machine) -> Run<Expr> {
        let mut query = self.clone();
        let before = Before {
            items: std::mem::take(&mut query.select.items),
            joins: std::mem::take(&mut query.select.joins),
            options: Vec::new(),
        };
        let entity = self.first_entity();
        query.settings.before.push(before);
        let one = Element::plain(Kind::LiteralColumn("1".into()));
        query.select.items = vec![Item::Expr(one)];
        query.select.options = Vec::new();
        if let Some(entity) = entity {
            let from = entity::from(&entity);
            let joined = !self.select.joins.is_empty();
            if !joined && !query.select.froms.iter().any(|own| own.same(&from)) {
                query.select.froms.push(from);
            }
            query.sources.push(entity);
        }
        let body = query.body(machine, LabelStyle::TablenamePlusCol)?;
        Ok(body.exists())
    }
}

/// The one argument as a condition.
fn flag(machine: &mut Machine, args: &Args) -> Run<bool> {
    match args.positional.first().or_else(|| args.named.first().map(|(_, value)| value)) {
        Some(value) => machine.truth(value),
        None => Ok(true),
    }
}
