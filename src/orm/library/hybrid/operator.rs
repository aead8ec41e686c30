//! The operators as functions: what a comparator's `operate(op, other)` is given.

use std::rc::Rc;

use crate::orm::core::method;
use crate::orm::python::{Args, Binary, Comparison, Machine, Native, Run, Unary, Value};

/// One operator, called with its operands.
#[derive(Clone, Copy)]
pub(crate) enum Operator {
    /// `+` and its kin.
    Binary(Binary),
    /// `==` and its kin.
    Comparison(Comparison),
    /// `-` and its kin.
    Unary(Unary),
    /// `like()` and other methods of expressions.
    Method(&'static str),
}

/// The operators that Python writes as signs, with the names of their methods and of the functions
/// in the module `operator`.
const SIGNS: [(&str, &str, Operator); 21] = [
    ("__eq__", "eq", Operator::Comparison(Comparison::Equal)),
    ("__ne__", "ne", Operator::Comparison(Comparison::NotEqual)),
    ("__lt__", "lt", Operator::Comparison(Comparison::Less)),
    ("__le__", "le", Operator::Comparison(Comparison::LessOrEqual)),
    ("__gt__", "gt", Operator::Comparison(Comparison::Greater)),
    ("__ge__", "ge", Operator::Comparison(Comparison::GreaterOrEqual)),
    ("__add__", "add", Operator::Binary(Binary::Add)),
    ("__sub__", "sub", Operator::Binary(Binary::Subtract)),
    ("__mul__", "mul", Operator::Binary(Binary::Multiply)),
    ("__truediv__", "truediv", Operator::Binary(Binary::Divide)),
    ("__floordiv__", "floordiv", Operator::Binary(Binary::FloorDivide)),
    ("__mod__", "mod", Operator::Binary(Binary::Modulo)),
    ("__and__", "and_", Operator::Binary(Binary::And)),
    ("__or__", "or_", Operator::Binary(Binary::Or)),
    ("__lshift__", "lshift", Operator::Binary(Binary::ShiftLeft)),
    ("__rshift__", "rshift", Operator::Binary(Binary::ShiftRight)),
    ("__radd__", "add", Operator::Binary(Binary::Add)),
    ("__rsub__", "sub", Operator::Binary(Binary::Subtract)),
    ("__rmul__", "mul", Operator::Binary(Binary::Multiply)),
    ("__neg__", "neg", Operator::Unary(Unary::Minus)),
    ("__invert__", "inv", Operator::Unary(Unary::Invert)),
];

/// Methods that are no operators of two sides, and so do not go through `operate()`.
const APART: [&str; 7] = ["label", "cast", "op", "bool_op", "any_", "all_", "self_group"];

impl Operator {
    /// Every method of a comparator that is an operator: its name, the operator's own name, itself.
    pub(crate) fn all() -> Vec<(&'static str, String, Self)> {
        let signs = SIGNS.iter().map(|(method, name, op)| (*method, (*name).to_owned(), *op));
        let methods = method::METHODS.iter().filter(|name| !APART.contains(name));
        let methods = methods.map(|name| (*name, named(name), Self::Method(name)));
        signs.chain(methods).collect()
    }

    /// Its operands stand the other way round.
    pub(crate) fn is_reflected(method: &str) -> bool {
        matches!(method, "__radd__" | "__rsub__" | "__rmul__")
    }

    fn apply(self, machine: &mut Machine, args: Args) -> Run<Value> {
        let mut positional = args.positional.into_iter();
        let left = positional.next().unwrap_or(Value::None);
        match self {
            Self::Method(name) => {
                let args = Args { positional: positional.collect(), named: args.named };
                machine.call_method(&left, name, args)
            }
            Self::Unary(op) => machine.unary(op, &left),
            Self::Binary(op) => {
                let right = positional.next().unwrap_or(Value::None);
                machine.binary(op, &left, &right)
            }
            Self::Comparison(op) => {
                let right = positional.next().unwrap_or(Value::None);
                machine.compare(op, &left, &right)
            }
        }
    }
}

/// What SQLAlchemy calls the operator of a method.
fn named(method: &str) -> String {
    match method {
        "is_" | "is_not" | "isnot" | "between" => method.trim_end_matches('_').to_owned() + "_op",
        name => format!("{}_op", name.trim_end_matches('_')),
    }
}

/// An operator as the function that a script is given.
pub(crate) struct Function {
    /// The operator.
    pub operator: Operator,
    /// Its name.
    pub name: Rc<str>,
}

impl Native for Function {
    fn type_name(&self) -> Rc<str> {
        match self.operator {
            Operator::Method(_) => "function".into(),
            _ => "builtin_function_or_method".into(),
        }
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn call(self: Rc<Self>, machine: &mut Machine, args: Args) -> Run<Option<Value>> {
        self.operator.apply(machine, args).map(Some)
    }
    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok((name == "__name__").then(|| Value::Str(Rc::clone(&self.name))))
    }
    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let address = Rc::as_ptr(&self).cast::<()>() as usize;
        Ok(Some(match self.operator {
            Operator::Method(_) => format!("<function {} at 0x{address:x}>", self.name).into(),
            _ => format!("<built-in function {}>", self.name).into(),
        }))
    }
}
