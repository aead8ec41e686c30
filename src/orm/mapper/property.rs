//! `User.name.property`: what a script sees of a property that is a column or an expression.

use std::rc::{Rc, Weak};

use super::{ColumnProperty, ExpressionProperty, Mapper};
use crate::orm::core::Kind;
use crate::orm::python::{Machine, Native, Run, Value};

impl Native for ColumnProperty {
    fn type_name(&self) -> Rc<str> {
        "ColumnProperty".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "key" => Some(Value::Str(Rc::clone(&self.key))),
            "columns" => {
                let all = std::iter::once(&self.column).chain(&self.also);
                let value = |column: &Rc<_>| Value::Native(Rc::clone(column) as Rc<dyn Native>);
                Some(Value::list(all.map(value).collect()))
            }
            "expression" => Some(Value::Native(Rc::clone(&self.column) as Rc<dyn Native>)),
            "deferred" => Some(Value::Bool(self.deferred)),
            "parent" => parent_value(self.parent.get().and_then(Weak::upgrade)),
            _ => None,
        })
    }
    fn str(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let parent = self.parent.get().and_then(Weak::upgrade);
        Ok(parent.map(|parent| format!("{}.{}", parent.class.name, self.key).into()))
    }
    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let address = Rc::as_ptr(&self).cast::<()>() as usize;
        Ok(Some(format!("<ColumnProperty at 0x{address:x}; {}>", self.key).into()))
    }
}

impl ExpressionProperty {
    /// It has a value in a query that says nothing of it.
    pub fn has_default(&self) -> bool {
        let inner = match &self.expression.kind {
            Kind::Label { of, .. } => of,
            _ => &self.expression,
        };
        !self.by_query || !matches!(inner.kind, Kind::Null)
    }
}

impl Native for ExpressionProperty {
    fn type_name(&self) -> Rc<str> {
        "MappedSQLExpression".into()
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "key" => Some(Value::Str(Rc::clone(&self.key))),
            "columns" => {
                Some(Value::list(vec![
                    Value::Native(Rc::clone(&self.expression) as Rc<dyn Native>),
                ]))
            }
            "expression" => Some(Value::Native(Rc::clone(&self.expression) as Rc<dyn Native>)),
            "deferred" => Some(Value::Bool(self.deferred)),
            "parent" => parent_value(self.parent.get().and_then(Weak::upgrade)),
            _ => None,
        })
    }
    fn str(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let parent = self.parent.get().and_then(Weak::upgrade);
        Ok(parent.map(|parent| format!("{}.{}", parent.class.name, self.key).into()))
    }
    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let address = Rc::as_ptr(&self).cast::<()>() as usize;
        Ok(Some(format!("<MappedSQLExpression at 0x{address:x}; {}>", self.key).into()))
    }
}

fn parent_value(parent: Option<Rc<Mapper>>) -> Option<Value> {
    parent.map(|mapper| Value::Native(mapper as Rc<dyn Native>))
}
