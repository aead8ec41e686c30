//! `TypeDecorator`: types that the script makes of others.

use std::rc::Rc;

use crate::orm::core::{Type, TypeKind};
use crate::orm::python::{Class, Machine, Value};

/// The name of the class that such types derive from.
pub const NAME: &str = "TypeDecorator";

/// Whether a class is derived from `TypeDecorator`.
pub fn is_decorator(_machine: &Machine, class: &Rc<Class>) -> bool {
    let own = |class: &Rc<Class>| &*class.name == NAME && class.module.starts_with("sqlalchemy");
    own(class) || class.ancestors.iter().any(own)
}

/// The type that an object of such a class is; `inner` is the type that its `impl` names.
pub fn of_object(object: &Value, inner: Type) -> Type {
    Type::new(TypeKind::Decorator { object: object.clone(), inner })
}
