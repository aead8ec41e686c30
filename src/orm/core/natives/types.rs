//! Types and their classes.

use std::rc::Rc;

use super::bound;
use crate::orm::core::coerce::{TypeClass, TypeObject, type_of, type_value};
use crate::orm::core::{Type, TypeKind};
use crate::orm::python::{Args, Class, Machine, Native, Run, Value};

fn innermost(ty: &Type) -> &Type {
    match &*ty.0 {
        TypeKind::Named { like, .. } => innermost(like),
        _ => ty,
    }
}

impl Native for TypeObject {
    fn type_name(&self) -> Rc<str> {
        self.ty.class_name()
    }

    fn methods(&self) -> &'static [&'static str] {
        &["compile", "with_variant", "copy"]
    }

    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        let number = |number: &Option<i64>| Some(number.map_or(Value::None, Value::Int));
        Ok(match (name, &*innermost(&self.ty).0) {
            ("length", TypeKind::String { length, .. } | TypeKind::LargeBinary { length }) => {
                number(length)
            }
            ("length", TypeKind::Enum(own)) => number(&own.length),
            (
                "precision",
                TypeKind::Numeric { precision, .. } | TypeKind::Float { precision, .. },
            ) => number(precision),
            ("scale", TypeKind::Numeric { scale, .. }) => number(scale),
            (
                "asdecimal",
                TypeKind::Numeric { as_decimal, .. } | TypeKind::Float { as_decimal, .. },
            ) => Some(Value::Bool(*as_decimal)),
            ("enums", TypeKind::Enum(own)) => {
                Some(Value::list(own.names.iter().map(|n| Value::Str(Rc::clone(n))).collect()))
            }
            ("enum_class", TypeKind::Enum(own)) => Some(own.class.clone().unwrap_or(Value::None)),
            ("name", TypeKind::Enum(own)) => Some(own.name.clone().map_or(Value::None, Value::Str)),
            ("python_type", kind) => {
                let name = match kind {
                    TypeKind::Integer | TypeKind::SmallInteger | TypeKind::BigInteger => "int",
                    TypeKind::Float { .. } | TypeKind::Double { .. } => "float",
                    TypeKind::Boolean { .. } => "bool",
                    TypeKind::Json { .. } => "dict",
                    TypeKind::LargeBinary { .. } => "bytes",
                    TypeKind::String { .. } => "str",
                    _ => {
                        let value = match kind {
                            TypeKind::Numeric { .. } => Value::Decimal(Default::default()),
                            TypeKind::DateTime => Value::DateTime(Default::default()),
                            TypeKind::Date => Value::Date(Default::default()),
                            TypeKind::Time => Value::Time(Default::default()),
                            TypeKind::Interval => Value::Delta(0),
                            TypeKind::Uuid { .. } => Value::Uuid(0),
                            _ => return Err(machine.error("NotImplementedError", "")),
                        };
                        return Ok(Some(Value::Class(machine.class_of(&value))));
                    }
                };
                Some(Value::Class(machine.builtin_class(name)))
            }
            _ => bound(&self, name),
        })
    }

    fn class(&self, machine: &Machine) -> Option<Rc<Class>> {
        super::class_named(machine, &self.ty.class_name())
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        match name {
            "compile" => self.str(machine).map(|text| text.map(Value::Str)),
            "with_variant" => {
                let mut positional = args.positional.into_iter();
                let other = positional.next().unwrap_or(Value::None);
                // Here is but one dialect: a variant for it takes the place of the type.
                match positional.any(|name| name.as_str() == Some("sqlite")) {
                    true => type_of(machine, &other).map(|ty| Some(type_value(&ty))),
                    false => Ok(Some(type_value(&self.ty))),
                }
            }
            "copy" => Ok(Some(type_value(&self.ty))),
            _ => Ok(None),
        }
    }

    fn str(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some(self.ty.ddl(false).unwrap_or_else(|| "NULL".to_owned()).into()))
    }

    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some(self.ty.repr().into()))
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

impl Native for TypeClass {
    fn type_name(&self) -> Rc<str> {
        "VisitableType".into()
    }

    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "__name__" => Some(Value::str(self.name)),
            "NULL" if self.name == "JSON" => Some(Value::None),
            _ => None,
        })
    }

    fn call(self: Rc<Self>, machine: &mut Machine, args: Args) -> Run<Option<Value>> {
        let ty = (self.make)(machine, args)?;
        Ok(Some(type_value(&ty)))
    }

    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some(format!("<class 'sqlalchemy.sql.sqltypes.{}'>", self.name).into()))
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}
