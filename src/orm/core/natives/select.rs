//! `select(…)`: each method gives a changed copy.

use std::rc::Rc;

use super::body::{froms_of_args, limit_of, ordering, selected, shared, with_params};
use super::{Columns, bound};
use crate::orm::core::coerce::{self, expected, expr_value, expression, item};
use crate::orm::core::compile::label::named_columns;
use crate::orm::core::compile::{self};
use crate::orm::core::errors::{argument, invalid, raise};
use crate::orm::core::{
    Alias, Body, Correlate, Element, Expr, FromClause, Item, Kind, Role, Select, SelectJoin,
    Statement, Type,
};
use crate::orm::python::{Args, Machine, Native, Run, Value};

const METHODS: &[&str] = &[
    "where",
    "filter",
    "filter_by",
    "having",
    "order_by",
    "group_by",
    "limit",
    "offset",
    "slice",
    "fetch",
    "distinct",
    "select_from",
    "join",
    "outerjoin",
    "join_from",
    "outerjoin_from",
    "add_columns",
    "column",
    "with_only_columns",
    "correlate",
    "correlate_except",
    "with_for_update",
    "options",
    "execution_options",
    "get_execution_options",
    "prefix_with",
    "suffix_with",
    "add_cte",
    "subquery",
    "alias",
    "cte",
    "scalar_subquery",
    "as_scalar",
    "label",
    "exists",
    "union",
    "union_all",
    "intersect",
    "intersect_all",
    "except_",
    "except_all",
    "compile",
    "params",
    "set_label_style",
    "reduce_columns",
    "get_final_froms",
    "lateral",
    "is_derived_from",
    "with_hint",
    "with_statement_hint",
    "in_",
    "is_",
    "get_label_style",
    "from_statement",
];

impl Select {
    fn changed(&self, change: impl FnOnce(&mut Self)) -> Value {
        let mut copy = self.clone();
        change(&mut copy);
        Value::of(copy)
    }

    /// Conditions of `filter_by`: columns of the last FROM that was joined, by name.
    fn by_names(&self, machine: &mut Machine, named: &[(Rc<str>, Value)]) -> Run<Vec<Expr>> {
        let lower = crate::orm::core::Library::of(machine).lower.borrow().clone();
        if let Some(lower) = lower
            && let Some(conditions) = lower.filter_by(machine, self, named)?
        {
            return Ok(conditions);
        }
        let mut entities: Vec<FromClause> = Vec::new();
        entities.extend(self.joins.iter().filter_map(|join| join.from.clone()));
        entities.extend(self.froms.iter().flat_map(FromClause::leaves));
        for item in &self.items {
            match item {
                Item::From(from) => entities.push(from.clone()),
                Item::Entity(entity) => entities.push(entity.from.clone()),
                Item::Expr(expr) => entities.extend(expr.owner()),
            }
        }
        let mut conditions = Vec::new();
        for (name, value) in named {
            let mut unique: Vec<FromClause> = Vec::new();
            for from in &entities {
                if !unique.iter().any(|other| other.same(from)) {
                    unique.push(from.clone());
                }
            }
            let mut found = unique.iter().filter_map(|from| from.column(name));
            let (column, second) = (found.next(), found.next().is_some());
            let mut names: Vec<String> =
                unique.iter().take(3).map(crate::orm::core::froms::description).collect();
            if unique.len() > 3 {
                names.push(format!("... ({} total)", unique.len()));
            }
            let names = names.join(", ");
            if second {
                let text = format!(
                    "Attribute name \"{name}\" is ambiguous; it exists in multiple FROM clause \
                     entities ({names}). Use filter() with explicit column references instead of \
                     filter_by()."
                );
                return Err(raise(machine, "AmbiguousColumnError", text));
            }
            let Some(column) = column else {
                let text = format!(
                    "None of the FROM clause entities have a property \"{name}\". Searched \
                     entities: {names}"
                );
                return invalid(machine, text);
            };
            let op = crate::orm::python::Comparison::Equal;
            conditions.push(crate::orm::core::operate::compare(machine, &column, op, value)?);
        }
        Ok(conditions)
    }

    fn joined(&self, machine: &mut Machine, name: &str, args: Args) -> Run<Value> {
        let has_left = name.ends_with("_from");
        let parameters: &[&str] = if has_left {
            &["from_", "target", "onclause?", "isouter?", "full?"]
        } else {
            &["target", "onclause?", "isouter?", "full?"]
        };
        let taken = args.bind(machine, &format!("Select.{name}"), parameters)?;
        let mut values = taken.values.into_iter();
        let left = if has_left { values.next().flatten() } else { None };
        let target = values.next().flatten().unwrap_or(Value::None);
        let on = values.next().flatten().filter(|on| !on.is_none());
        let outer = matches!(values.next().flatten(), Some(Value::Bool(true)));
        let full = matches!(values.next().flatten(), Some(Value::Bool(true)));
        let left_from = match &left {
            Some(left) => coerce::from_if_any(machine, left)?,
            None => None,
        };
        let from = coerce::from_if_any(machine, &target)?;
        if from.is_none()
            && !matches!(target, Value::Native(_) | Value::Class(_) | Value::Instance(_))
        {
            let what = "Join target, typically a FROM expression, or ORM relationship attribute";
            return Err(expected(machine, what, &target));
        }
        let condition = match &on {
            Some(on) => coerce::on_clause(machine, on)?,
            None => None,
        };
        let join = SelectJoin {
            target,
            from,
            on,
            condition,
            left,
            left_from,
            outer: outer || name.starts_with("outer"),
            full,
        };
        Ok(self.changed(|select| select.joins.push(join)))
    }

    fn correlated(&self, machine: &mut Machine, name: &str, args: &Args) -> Run<Value> {
        let froms = match args.positional.as_slice() {
            [Value::None] => Vec::new(),
            _ => froms_of_args(machine, args)?,
        };
        let correlate =
            if name == "correlate" { Correlate::Only(froms) } else { Correlate::Except(froms) };
        Ok(self.changed(|select| select.correlate = correlate))
    }
}

impl Native for Select {
    fn type_name(&self) -> Rc<str> {
        "Select".into()
    }

    fn class(&self, machine: &Machine) -> Option<Rc<crate::orm::python::Class>> {
        super::class_named(machine, &self.type_name())
    }

    fn methods(&self) -> &'static [&'static str] {
        METHODS
    }

    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        let body = Body::Select(Rc::clone(&self));
        Ok(match name {
            "selected_columns" | "exported_columns" => Some(selected(&body)),
            "c" | "columns" => {
                machine.warn(
                    "SADeprecationWarning",
                    "The SelectBase.c and SelectBase.columns attributes are deprecated and will \
                     be removed in a future release; these attributes implicitly create a \
                     subquery that should be explicit.  Please call SelectBase.subquery() first \
                     in order to create a subquery, which then contains this attribute.  To \
                     access the columns that this SELECT object SELECTs from, use the \
                     SelectBase.selected_columns attribute. (deprecated since: 1.4)",
                );
                Some(Columns::of(&FromClause::Alias(body.subquery(None))))
            }
            "froms" => Some(Value::list(Vec::new())),
            "whereclause" => {
                let all = crate::orm::core::walk::and_all(&self.wheres);
                Some(all.map_or(Value::None, |expr| expr_value(&expr)))
            }
            "column_descriptions" => {
                let mut found = Vec::new();
                for (key, _, expr) in named_columns(&body) {
                    found.push(Value::dict(vec![
                        ("name".into(), Value::Str(key)),
                        ("type".into(), coerce::type_value(&expr.ty())),
                        ("expr".into(), expr_value(&expr)),
                    ]));
                }
                Some(Value::list(found))
            }
            _ => bound(&self, name),
        })
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        if let Some(owner) = owner_of(name) {
            args.only_positional(machine, &format!("{owner}.{name}"))?;
        }
        Ok(Some(match name {
            "where" | "filter" | "having" => {
                let mut conditions = Vec::new();
                for value in &args.positional {
                    conditions.push(expression(machine, value, Role::Where)?);
                }
                let is_having = name == "having";
                self.changed(|select| {
                    let own = if is_having { &mut select.havings } else { &mut select.wheres };
                    own.extend(conditions);
                })
            }
            "filter_by" => {
                let conditions = self.by_names(machine, &args.named)?;
                self.changed(|select| select.wheres.extend(conditions))
            }
            "order_by" => {
                let orders = ordering(machine, &self.orders, &args)?;
                self.changed(|select| select.orders = orders)
            }
            "group_by" => {
                let groups = ordering(machine, &self.groups, &args)?;
                self.changed(|select| select.groups = groups)
            }
            "limit" => {
                let limit = limit_of(machine, args, "limit")?;
                self.changed(|select| select.limit = limit)
            }
            "offset" => {
                let offset = limit_of(machine, args, "offset")?;
                self.changed(|select| select.offset = offset)
            }
            "slice" => {
                let taken = args.bind(machine, "slice", &["start", "stop"])?;
                let number = |value: Option<Value>| match value {
                    Some(Value::Int(number)) => Some(number),
                    _ => None,
                };
                let mut values = taken.values.into_iter();
                let start = number(values.next().flatten());
                let stop = number(values.next().flatten());
                let bind = |number| Element::bind("param", Value::Int(number), Type::integer());
                let own_offset = match self.offset.as_ref().map(|offset| &offset.kind) {
                    Some(Kind::Bind(own)) => match own.value {
                        Some(Value::Int(number)) => number,
                        _ => 0,
                    },
                    _ => 0,
                };
                let begin = start.unwrap_or(0);
                self.changed(|select| {
                    if let Some(stop) = stop {
                        select.limit = Some(bind((stop - begin).max(0)));
                    }
                    let offset = own_offset + begin;
                    select.offset = (offset != 0).then(|| bind(offset));
                })
            }
            "distinct" => self.changed(|select| select.distinct = true),
            "select_from" => {
                let froms = froms_of_args(machine, &args)?;
                self.changed(|select| select.froms.extend(froms))
            }
            "join" | "outerjoin" | "join_from" | "outerjoin_from" => {
                self.joined(machine, name, args)?
            }
            "add_columns" | "column" => {
                let mut items = Vec::new();
                for value in &args.positional {
                    items.push(item(machine, value)?);
                }
                self.changed(|select| select.items.extend(items))
            }
            "with_only_columns" => {
                let mut items = Vec::new();
                for value in &args.positional {
                    if let Value::List(_) = value {
                        let text = "The \"columns\" argument to Select.with_only_columns(), when \
                                    referring to a sequence of items, is now passed as a series \
                                    of positional elements, rather than as a list. ";
                        return argument(machine, text);
                    }
                    items.push(item(machine, value)?);
                }
                let keeps = args.named.iter().any(|(name, value)| {
                    &**name == "maintain_column_froms" && matches!(value, Value::Bool(true))
                });
                let froms: Vec<FromClause> = if keeps {
                    self.items
                        .iter()
                        .filter_map(|own| match own {
                            Item::From(from) => Some(from.clone()),
                            Item::Expr(expr) => expr.owner(),
                            Item::Entity(entity) => Some(entity.from.clone()),
                        })
                        .collect()
                } else {
                    Vec::new()
                };
                self.changed(|select| {
                    select.items = items;
                    for from in froms {
                        if !select.froms.iter().any(|own| own.same(&from)) {
                            select.froms.push(from);
                        }
                    }
                })
            }
            "correlate" | "correlate_except" => self.correlated(machine, name, &args)?,
            "with_for_update" => self.changed(|select| select.for_update = true),
            "options" => self.changed(|select| select.options.extend(args.positional)),
            "get_execution_options" => Value::dict(self.execution.clone()),
            "execution_options" => self.changed(|select| {
                for (name, value) in args.named {
                    select.execution.retain(|(own, _)| *own != name);
                    select.execution.push((name, value));
                }
            }),
            "prefix_with" => {
                let mut prefixes = Vec::new();
                for value in &args.positional {
                    prefixes.push(match value {
                        Value::Str(text) => Element::text(text),
                        other => expression(machine, other, Role::Expression)?,
                    });
                }
                self.changed(|select| select.prefixes.extend(prefixes))
            }
            "add_cte" => {
                let ctes: Vec<Rc<Alias>> =
                    args.positional.iter().filter_map(Value::native::<Alias>).collect();
                self.changed(|select| select.ctes.extend(ctes))
            }
            "set_label_style" => self.changed(|_| {}),
            "params" => return Ok(Some(with_params(machine, &Body::Select(self), &args)?)),
            "with_hint" | "with_statement_hint" => Value::Native(self as _),
            "from_statement" => self.given(machine, args)?,
            "get_final_froms" => Value::list(Vec::new()),
            _ => return shared(machine, &Body::Select(self), name, args),
        }))
    }

    fn str(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let statement = Statement::Query(Body::Select(self));
        Ok(Some(compile::text(machine, &statement)?.into()))
    }

    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        super::plain_repr(machine, "sql.selectable.Select")
    }

    fn truth(self: Rc<Self>, machine: &mut Machine) -> Run<Option<bool>> {
        Err(machine.error("TypeError", "Boolean value of this clause is not defined"))
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

/// `select(…)`.
///
/// # Errors
///
/// ArgumentError for what cannot be selected.
pub fn select(machine: &mut Machine, args: Args) -> Run<Value> {
    if let Some((name, _)) = args.named.first() {
        let text = format!("select() got an unexpected keyword argument '{name}'");
        return Err(machine.error("TypeError", text));
    }
    let mut select = Select::new();
    for value in &args.positional {
        if let Value::List(_) | Value::Tuple(_) = value {
            let items = machine.collect(value)?;
            let mut shown = Vec::new();
            for own in &items {
                shown.push(machine.repr(own)?.to_string());
            }
            let got = machine.repr(value)?;
            let advice = match value {
                Value::List(_) => format!(" Did you mean to say select({})?", shown.join(", ")),
                _ => String::new(),
            };
            let text = format!(
                "Column expression, FROM clause, or other columns clause element expected, got \
                 {got}.{advice}"
            );
            return Err(raise(machine, "ArgumentError", text));
        }
        select.items.push(item(machine, value)?);
    }
    Ok(Value::of(select))
}

/// The class of SQLAlchemy's that has a method which takes any number of arguments, none by name.
fn owner_of(method: &str) -> Option<&'static str> {
    match method {
        "where" | "filter" | "having" | "distinct" | "select_from" => Some("Select"),
        "order_by" | "group_by" => Some("GenerativeSelect"),
        "options" => Some("Executable"),
        _ => None,
    }
}
