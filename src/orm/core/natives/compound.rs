//! `union(…)` and its kin: each method gives a changed copy.

use std::rc::Rc;

use super::body::{limit_of, ordering, selected, shared, with_params};
use super::bound;
use crate::orm::core::compile;
use crate::orm::core::{Body, Compound, LabelStyle, Statement};
use crate::orm::python::{Args, Machine, Native, Run, Value};

impl Compound {
    /// Nothing joined yet.
    pub fn empty() -> Self {
        Self {
            keyword: "UNION",
            parts: Vec::new(),
            orders: Vec::new(),
            groups: Vec::new(),
            limit: None,
            offset: None,
            labels: LabelStyle::Disambiguate,
            ctes: Vec::new(),
            options: Vec::new(),
            execution: Vec::new(),
        }
    }

    /// Its parts joined by a word.
    pub fn of(keyword: &'static str, parts: Vec<Body>) -> Self {
        Self { keyword, parts, ..Self::empty() }
    }

    fn changed(&self, change: impl FnOnce(&mut Self)) -> Value {
        let mut copy = self.clone();
        change(&mut copy);
        Value::of(copy)
    }
}

const COMPOUND_METHODS: &[&str] = &[
    "order_by",
    "group_by",
    "limit",
    "offset",
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
    "options",
    "execution_options",
    "add_cte",
    "params",
];

impl Native for Compound {
    fn type_name(&self) -> Rc<str> {
        "CompoundSelect".into()
    }

    fn class(&self, machine: &Machine) -> Option<Rc<crate::orm::python::Class>> {
        super::class_named(machine, &self.type_name())
    }

    fn methods(&self) -> &'static [&'static str] {
        COMPOUND_METHODS
    }

    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        let body = Body::Compound(Rc::clone(&self));
        Ok(match name {
            "selected_columns" | "exported_columns" => Some(selected(&body)),
            _ => bound(&self, name),
        })
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        Ok(Some(match name {
            "order_by" => {
                let orders = ordering(machine, &self.orders, &args)?;
                self.changed(|compound| compound.orders = orders)
            }
            "group_by" => {
                let groups = ordering(machine, &self.groups, &args)?;
                self.changed(|compound| compound.groups = groups)
            }
            "limit" => {
                let limit = limit_of(machine, args, "limit")?;
                self.changed(|compound| compound.limit = limit)
            }
            "offset" => {
                let offset = limit_of(machine, args, "offset")?;
                self.changed(|compound| compound.offset = offset)
            }
            "options" => self.changed(|compound| compound.options.extend(args.positional)),
            "execution_options" => self.changed(|compound| compound.execution.extend(args.named)),
            "params" => return Ok(Some(with_params(machine, &Body::Compound(self), &args)?)),
            _ => return shared(machine, &Body::Compound(self), name, args),
        }))
    }

    fn str(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let statement = Statement::Query(Body::Compound(self));
        Ok(Some(compile::text(machine, &statement)?.into()))
    }

    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        super::plain_repr(machine, "sql.selectable.CompoundSelect")
    }

    fn truth(self: Rc<Self>, machine: &mut Machine) -> Run<Option<bool>> {
        Err(machine.error("TypeError", "Boolean value of this clause is not defined"))
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}
