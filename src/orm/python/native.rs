//! Objects of a library.

use std::any::Any;
use std::rc::Rc;

use crate::orm::python::{
    Args, Binary, Class, Comparison, Instance, Iter, Machine, Raised, Run, Unary, Value,
};

/// An object of a library. Every method has a default that does what a plain Python object does;
/// where it returns an `Option`, none means that the object has no say and Python goes on.
///
/// `self: Rc<Self>` lets an object hand itself on. To get the type back from a value, see
/// [`Value::native`].
#[expect(unused_variables, reason = "the defaults have no say")]
pub trait Native: Any {
    /// What `type(x).__name__` and messages call it.
    fn type_name(&self) -> Rc<str>;

    /// It is written in C with CPython, which its methods tell by their type.
    fn is_compiled(&self) -> bool {
        false
    }

    /// The class that `type(x)` gives and `isinstance` asks, where the library has one.
    fn class(&self, machine: &Machine) -> Option<Rc<Class>> {
        None
    }

    /// `x.name`.
    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(None)
    }

    /// `x.name = value`; false is Python's AttributeError.
    fn set_attribute(self: Rc<Self>, machine: &mut Machine, name: &str, value: Value) -> Run<bool> {
        Ok(false)
    }

    /// `del x.name`; false is Python's AttributeError.
    fn delete_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<bool> {
        Ok(false)
    }

    /// `x.name(…)`, asked before `get_attribute`, so that a method needs no object of its own.
    /// An object that answers here must answer `get_attribute` for the same name by
    /// [`Value::bound`], which is what the default of [`Machine::get_attribute`] relies on:
    /// names of methods are listed by [`Native::methods`].
    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        Ok(None)
    }

    /// The names that `call_method` answers to; also what completion and "did you mean" offer.
    fn methods(&self) -> &'static [&'static str] {
        &[]
    }

    /// What the `repr` of a bound method calls it.
    fn method_name(&self, name: &str) -> String {
        format!("{}.{name}", self.type_name())
    }

    /// The names of attributes for completion and "did you mean", methods left out.
    fn attributes(&self) -> Vec<Rc<str>> {
        Vec::new()
    }

    /// `x(…)`.
    fn call(self: Rc<Self>, machine: &mut Machine, args: Args) -> Run<Option<Value>> {
        Ok(None)
    }

    /// `repr(x)`; the default is `<type object at 0x…>`.
    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(None)
    }

    /// `str(x)`; the default is `repr(x)`.
    fn str(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(None)
    }

    /// `x op other`, or `other op x` where `reflected`.
    fn binary(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Binary,
        other: &Value,
        reflected: bool,
    ) -> Run<Option<Value>> {
        Ok(None)
    }

    /// `x op other`; where the object stands on the right, the operator comes mirrored.
    fn compare(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Comparison,
        other: &Value,
    ) -> Run<Option<Value>> {
        Ok(None)
    }

    /// `op x`.
    fn unary(self: Rc<Self>, machine: &mut Machine, op: Unary) -> Run<Option<Value>> {
        Ok(None)
    }

    /// `bool(x)`.
    fn truth(self: Rc<Self>, machine: &mut Machine) -> Run<Option<bool>> {
        Ok(None)
    }

    /// `len(x)`.
    fn len(self: Rc<Self>, machine: &mut Machine) -> Run<Option<usize>> {
        Ok(None)
    }

    /// `x[key]`.
    fn get_item(self: Rc<Self>, machine: &mut Machine, key: &Value) -> Run<Option<Value>> {
        Ok(None)
    }

    /// `x[key] = value`; false is Python's TypeError.
    fn set_item(self: Rc<Self>, machine: &mut Machine, key: &Value, value: Value) -> Run<bool> {
        Ok(false)
    }

    /// `del x[key]`; false is Python's TypeError.
    fn delete_item(self: Rc<Self>, machine: &mut Machine, key: &Value) -> Run<bool> {
        Ok(false)
    }

    /// `item in x`; the default goes through the iterator.
    fn contains(self: Rc<Self>, machine: &mut Machine, item: &Value) -> Run<Option<bool>> {
        Ok(None)
    }

    /// `iter(x)`.
    fn iterate(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<Iter>>> {
        Ok(None)
    }

    /// `with x`: what `as` names.
    fn enter(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Value>> {
        Ok(None)
    }

    /// The end of `with x`, with the exception that ends it; true swallows that.
    fn exit(self: Rc<Self>, machine: &mut Machine, raised: Option<&Raised>) -> Run<bool> {
        Ok(false)
    }

    /// Where it is hashed and compared as a key other than by identity: equal bytes, equal key.
    fn key(&self) -> Option<Vec<u8>> {
        None
    }

    /// Standing in a class, it answers `object.name` and `Class.name` itself (`__get__`).
    fn is_descriptor(&self) -> bool {
        false
    }

    /// `instance.name`, or `owner.name` where there is no instance, for a descriptor. A descriptor
    /// with [`Native::takes_sets`] is asked before the object's own `__dict__`.
    fn descriptor_get(
        self: Rc<Self>,
        machine: &mut Machine,
        instance: Option<&Rc<Instance>>,
        owner: &Rc<Class>,
    ) -> Run<Value> {
        Ok(Value::Native(self.into_native()))
    }

    /// Itself as a value's content.
    fn into_native(self: Rc<Self>) -> Rc<dyn Native>;

    /// It has `__set__`.
    fn takes_sets(&self) -> bool {
        false
    }

    /// `instance.name = value` for a descriptor.
    fn descriptor_set(
        self: Rc<Self>,
        machine: &mut Machine,
        instance: &Rc<Instance>,
        value: Value,
    ) -> Run<()> {
        Ok(())
    }

    /// `del instance.name` for a descriptor.
    fn descriptor_delete(
        self: Rc<Self>,
        machine: &mut Machine,
        instance: &Rc<Instance>,
    ) -> Run<()> {
        Ok(())
    }

    /// The class's body has ended: under which name it stands there (`__set_name__`).
    fn named(self: Rc<Self>, machine: &mut Machine, owner: &Rc<Class>, name: &str) -> Run<()> {
        Ok(())
    }
}
