//! Operators and comparisons of any values.

use crate::orm::python::{Binary, Comparison, Key, Machine, Run, Unary, Value};

impl Machine {
    /// `bool(value)`.
    pub fn truth(&mut self, value: &Value) -> Run<bool> {
        todo!()
    }
    /// `a == b`, as a condition.
    pub fn equal(&mut self, a: &Value, b: &Value) -> Run<bool> {
        todo!()
    }
    /// `a op b`.
    pub fn compare(&mut self, op: Comparison, a: &Value, b: &Value) -> Run<Value> {
        todo!()
    }
    /// `a op b`.
    pub fn binary(&mut self, op: Binary, a: &Value, b: &Value) -> Run<Value> {
        todo!()
    }
    /// `a op= b`: what `a` is bound to afterwards. A list, set or dict grows where it stands.
    pub fn binary_in_place(&mut self, op: Binary, a: &Value, b: &Value) -> Run<Value> {
        todo!()
    }
    /// `op a`.
    pub fn unary(&mut self, op: Unary, a: &Value) -> Run<Value> {
        todo!()
    }
    /// The value as a key, or TypeError: unhashable.
    pub fn key(&mut self, value: &Value) -> Run<Key> {
        todo!()
    }
}

impl std::hash::Hash for Key {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        todo!()
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        todo!()
    }
}

impl Eq for Key {}
