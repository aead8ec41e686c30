//! Assigns to targets, and deletes them.

use std::rc::Rc;

use super::deep::deeper;
use crate::orm::python::operator::Binary;
use crate::orm::python::syntax::{Expression, ExpressionKind};
use crate::orm::python::{Machine, Run, Scope, Value};

impl Machine {
    /// `target = value`.
    pub(super) fn assign(
        &mut self,
        scope: &Rc<Scope>,
        target: &Expression,
        value: Value,
    ) -> Run<()> {
        match &target.kind {
            ExpressionKind::Name(name) => {
                self.store(scope, name, value);
                Ok(())
            }
            ExpressionKind::Attribute(object, name) => {
                let object = self.value(scope, object)?;
                self.at(target.place);
                self.set_attribute(&object, name, value)
            }
            ExpressionKind::Subscript(object, key) => {
                let object = self.value(scope, object)?;
                let key = self.value(scope, key)?;
                self.at(target.place);
                self.set_item(&object, &key, value)
            }
            ExpressionKind::Tuple(targets) | ExpressionKind::List(targets) => {
                deeper(|| self.unpack(scope, targets, &value))
            }
            ExpressionKind::Starred(inner) => self.assign(scope, inner, value),
            _ => Err(self.unsupported("this target of an assignment")),
        }
    }

    fn unpack(&mut self, scope: &Rc<Scope>, targets: &[Expression], value: &Value) -> Run<()> {
        let starred = |target: &Expression| matches!(target.kind, ExpressionKind::Starred(_));
        let star = targets.iter().position(starred);
        let mut values = self.unpacked(value, targets.len(), star)?.into_iter();
        for (position, target) in targets.iter().enumerate() {
            let value = if Some(position) == star {
                let rest = values.len() + 1 + position - targets.len();
                Value::list(values.by_ref().take(rest).collect())
            } else {
                values.next().unwrap_or(Value::None)
            };
            self.assign(scope, target, value)?;
        }
        Ok(())
    }

    /// The values for so many targets, or Python's complaint that they are too many or too few.
    fn unpacked(&mut self, value: &Value, wanted: usize, star: Option<usize>) -> Run<Vec<Value>> {
        let iterator = match self.iterate(value) {
            Err(stop) if self.is_not_iterable(&stop, value) => {
                let kind = self.class_of(value);
                let text = format!("cannot unpack non-iterable {} object", kind.name);
                return Err(self.error("TypeError", text));
            }
            iterator => iterator?,
        };
        let mut found = Vec::new();
        while star.is_some() || found.len() <= wanted {
            match self.next(&iterator)? {
                Some(value) => found.push(value),
                None => break,
            }
            self.step(1)?;
        }
        let least = wanted - usize::from(star.is_some());
        if found.len() < least {
            let at_least = if star.is_some() { "at least " } else { "" };
            let text = format!(
                "not enough values to unpack (expected {at_least}{least}, got {})",
                found.len()
            );
            return Err(self.error("ValueError", text));
        }
        if star.is_none() && found.len() > wanted {
            let text = format!("too many values to unpack (expected {wanted})");
            return Err(self.error("ValueError", text));
        }
        Ok(found)
    }

    /// `target op= value`: the target is looked up once.
    pub(super) fn augment(
        &mut self,
        scope: &Rc<Scope>,
        target: &Expression,
        op: Binary,
        value: &Expression,
        received: &Value,
    ) -> Run<()> {
        let right = |machine: &mut Self| match value.kind {
            ExpressionKind::Received => Ok(received.clone()),
            _ => machine.value(scope, value),
        };
        match &target.kind {
            ExpressionKind::Attribute(object, name) => {
                let object = self.value(scope, object)?;
                self.at(target.place);
                let before = self.attribute(&object, name)?;
                let right = right(self)?;
                self.at(target.place);
                let after = self.binary_in_place(op, &before, &right)?;
                self.set_attribute(&object, name, after)
            }
            ExpressionKind::Subscript(object, key) => {
                let object = self.value(scope, object)?;
                let key = self.value(scope, key)?;
                self.at(target.place);
                let before = self.item(&object, &key)?;
                let right = right(self)?;
                self.at(target.place);
                let after = self.binary_in_place(op, &before, &right)?;
                self.set_item(&object, &key, after)
            }
            _ => {
                let before = self.value(scope, target)?;
                let right = right(self)?;
                self.at(target.place);
                let after = self.binary_in_place(op, &before, &right)?;
                self.assign(scope, target, after)
            }
        }
    }

    /// `del target`.
    pub(super) fn delete(&mut self, scope: &Rc<Scope>, target: &Expression) -> Run<()> {
        match &target.kind {
            ExpressionKind::Name(name) => {
                self.at(target.place);
                self.unbind(scope, name)
            }
            ExpressionKind::Attribute(object, name) => {
                let object = self.value(scope, object)?;
                self.at(target.place);
                self.delete_attribute(&object, name)
            }
            ExpressionKind::Subscript(object, key) => {
                let object = self.value(scope, object)?;
                let key = self.value(scope, key)?;
                self.at(target.place);
                self.delete_item(&object, &key)
            }
            ExpressionKind::Tuple(targets) | ExpressionKind::List(targets) => {
                targets.iter().try_for_each(|target| deeper(|| self.delete(scope, target)))
            }
            _ => Err(self.unsupported("this target of `del`")),
        }
    }
}
