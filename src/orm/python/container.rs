//! What holds other values: length, items, membership, iteration.

use std::rc::Rc;

use crate::orm::python::{Iter, Machine, Run, Value};

impl Machine {
    /// `len(value)`.
    pub fn length(&mut self, value: &Value) -> Run<usize> {
        todo!()
    }
    /// `value[key]`.
    pub fn item(&mut self, value: &Value, key: &Value) -> Run<Value> {
        todo!()
    }
    /// `value[key] = new`.
    pub fn set_item(&mut self, value: &Value, key: &Value, new: Value) -> Run<()> {
        todo!()
    }
    /// `del value[key]`.
    pub fn delete_item(&mut self, value: &Value, key: &Value) -> Run<()> {
        todo!()
    }
    /// `item in value`.
    pub fn contains(&mut self, value: &Value, item: &Value) -> Run<bool> {
        todo!()
    }
    /// `iter(value)`.
    pub fn iterate(&mut self, value: &Value) -> Run<Rc<Iter>> {
        todo!()
    }
    /// `next(iter)`, none at its end.
    pub fn next(&mut self, iter: &Rc<Iter>) -> Run<Option<Value>> {
        todo!()
    }
    /// All that iterating gives.
    pub fn collect(&mut self, value: &Value) -> Run<Vec<Value>> {
        todo!()
    }
}
