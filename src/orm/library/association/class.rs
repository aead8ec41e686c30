//! `User.keywords` of a proxy, on the class: what it means in a query.

use std::rc::Rc;

use super::super::modules::call;
use super::known::{Known, relationship};
use crate::orm::core::errors;
use crate::orm::mapper::shared::mapper_of;
use crate::orm::python::{Args, Binary, Comparison, Machine, Native, Run, Value};

/// A proxy of one class.
pub(super) struct ClassProxy {
    pub(super) known: Known,
}

/// What a proxy leads to.
enum End {
    /// Another proxy.
    Proxy(Rc<ClassProxy>),
    /// A relationship, and whether it is a collection.
    Objects(bool),
    /// A column.
    Column,
}

impl ClassProxy {
    /// The relationship, as an attribute of the owner's class.
    fn local(&self, machine: &mut Machine) -> Run<Value> {
        let owner = Value::Class(Rc::clone(&self.known.owner));
        machine.attribute(&owner, &self.known.proxy.collection)
    }

    /// The attribute behind it, of the other side's class.
    fn remote(&self, machine: &mut Machine) -> Run<Value> {
        let target = Value::Class(Rc::clone(&self.known.target));
        machine.attribute(&target, &self.known.proxy.attribute)
    }

    fn end(&self, machine: &mut Machine) -> Run<End> {
        if let Some(proxy) = self.remote(machine)?.native::<Self>() {
            return Ok(End::Proxy(proxy));
        }
        let mapper = mapper_of(&self.known.target);
        let found = mapper.and_then(|mapper| relationship(&mapper, &self.known.proxy.attribute));
        Ok(match found.as_ref().and_then(|it| it.resolved.get()) {
            Some(resolved) => End::Objects(resolved.uselist),
            None => End::Column,
        })
    }

    /// EXISTS over the relationship: `any()` of a collection, `has()` of one object.
    fn exists(&self, machine: &mut Machine, args: Args) -> Run<Value> {
        let local = self.local(machine)?;
        machine.call_method(&local, if self.known.is_scalar { "has" } else { "any" }, args)
    }

    /// `any(…)` and `has(…)`.
    fn any_or_has(&self, machine: &mut Machine, name: &str, args: Args) -> Run<Value> {
        let is_scalar = self.known.is_scalar;
        let end = self.end(machine)?;
        let value_is_scalar = matches!(end, End::Column | End::Objects(false));
        let refused = match &end {
            End::Proxy(_) => None,
            _ if name == "any" && is_scalar && value_is_scalar => {
                Some("'any()' not implemented for scalar attributes. Use has().")
            }
            _ if name == "has" && !(is_scalar && value_is_scalar) => {
                Some("'has()' not implemented for collections. Use any().")
            }
            _ => None,
        };
        if let Some(message) = refused {
            return Err(errors::raise(machine, "InvalidRequestError", message));
        }
        let inner = match end {
            End::Proxy(proxy) => proxy.any_or_has(machine, name, args)?,
            End::Objects(uselist) => {
                let remote = self.remote(machine)?;
                machine.call_method(&remote, if uselist { "any" } else { "has" }, args)?
            }
            End::Column if !args.named.is_empty() => {
                let message = "Can't apply keyword arguments to column-targeted association proxy; \
                               use ==";
                return Err(errors::raise(machine, "ArgumentError", message));
            }
            End::Column if name == "has" && !args.positional.is_empty() => {
                let message =
                    "Non-empty has() not allowed for column-targeted association proxy; use ==";
                return Err(errors::raise(machine, "ArgumentError", message));
            }
            End::Column => match args.positional.into_iter().next() {
                Some(criterion) => criterion,
                None => return self.exists(machine, Args::none()),
            },
        };
        self.exists(machine, Args::of(vec![inner]))
    }

    /// The attribute's name with a value, as `any(name=value)` takes it.
    fn named(&self, value: Value) -> Args {
        let name = Rc::clone(&self.known.proxy.attribute);
        Args { positional: Vec::new(), named: vec![(name, value)] }
    }

    fn contains_object(&self, machine: &mut Machine, other: Value) -> Run<Value> {
        match self.end(machine)? {
            End::Proxy(proxy) => {
                let inner = match proxy.known.is_scalar {
                    true => proxy.compared(machine, Comparison::Equal, &other)?,
                    false => machine.call_method(
                        &Value::Native(proxy),
                        "contains",
                        Args::of(vec![other]),
                    )?,
                };
                self.exists(machine, Args::of(vec![inner]))
            }
            End::Objects(true) if self.known.is_scalar => {
                let remote = self.remote(machine)?;
                let inner = machine.call_method(&remote, "contains", Args::of(vec![other]))?;
                self.exists(machine, Args::of(vec![inner]))
            }
            End::Objects(false) if self.known.is_scalar => {
                let message = "contains() doesn't apply to a scalar object endpoint; use ==";
                Err(errors::raise(machine, "InvalidRequestError", message))
            }
            _ => self.exists(machine, self.named(other)),
        }
    }

    fn compared(&self, machine: &mut Machine, op: Comparison, other: &Value) -> Run<Value> {
        let exists = match self.end(machine)? {
            End::Column => {
                let remote = self.remote(machine)?;
                let inner = machine.compare(op, &remote, other)?;
                self.exists(machine, Args::of(vec![inner]))?
            }
            // has() of a collection is refused: == is for what is one.
            _ if op == Comparison::Equal => {
                let local = self.local(machine)?;
                machine.call_method(&local, "has", self.named(other.clone()))?
            }
            _ => {
                let (local, remote) = (self.local(machine)?, self.remote(machine)?);
                let inner = machine.compare(op, &remote, other)?;
                machine.call_method(&local, "has", Args::of(vec![inner]))?
            }
        };
        if op == Comparison::Equal && other.is_none() {
            let local = self.local(machine)?;
            let nothing = machine.compare(Comparison::Equal, &local, &Value::None)?;
            return call(machine, "sqlalchemy", "or_", Args::of(vec![exists, nothing]));
        }
        Ok(exists)
    }
}

/// Operators of the column behind a proxy, as methods.
const OPERATORS: [&str; 13] = [
    "between",
    "desc",
    "asc",
    "endswith",
    "icontains",
    "ilike",
    "in_",
    "is_",
    "is_not",
    "isnot",
    "like",
    "not_in",
    "startswith",
];

impl Native for ClassProxy {
    fn type_name(&self) -> Rc<str> {
        "AssociationProxyInstance".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn methods(&self) -> &'static [&'static str] {
        &["any", "has", "contains"]
    }
    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        match name {
            "any" | "has" => return self.any_or_has(machine, name, args).map(Some),
            "contains" => {
                if !matches!(self.end(machine)?, End::Column) {
                    let taken = args.bind(machine, "contains", &["other", "**kw"])?;
                    let other = taken.values.into_iter().flatten().next().unwrap_or(Value::None);
                    return self.contains_object(machine, other).map(Some);
                }
            }
            _ if OPERATORS.contains(&name) => {}
            _ => return Ok(None),
        }
        let remote = self.remote(machine)?;
        let inner = machine.call_method(&remote, name, args)?;
        self.exists(machine, Args::of(vec![inner])).map(Some)
    }
    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(Some(match name {
            "local_attr" => self.local(machine)?,
            "remote_attr" => self.remote(machine)?,
            "attr" => Value::tuple(vec![self.local(machine)?, self.remote(machine)?]),
            "scalar" => Value::Bool(self.known.is_scalar),
            "target_class" => Value::Class(Rc::clone(&self.known.target)),
            _ if OPERATORS.contains(&name) => Value::bound(self.into_native(), name),
            _ => return Ok(None),
        }))
    }
    fn compare(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Comparison,
        other: &Value,
    ) -> Run<Option<Value>> {
        self.compared(machine, op, other).map(Some)
    }
    fn binary(
        self: Rc<Self>,
        machine: &mut Machine,
        _: Binary,
        _: &Value,
        _: bool,
    ) -> Run<Option<Value>> {
        Err(machine.unsupported("arithmetic with an association proxy"))
    }
}
