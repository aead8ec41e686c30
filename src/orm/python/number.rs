//! Operators and comparisons of any values.

pub(crate) mod whole;
mod exact;
mod arithmetic;
mod large;
mod decimal;
mod moment;
mod order;
mod key;

use std::rc::Rc;

use num_bigint::BigInt;

use crate::orm::python::{Args, Binary, Dict, Machine, Run, Set, Stop, Unary, Value};

/// How an operator is written, and the methods that a class takes part by: of the left side, of
/// the right side, and in place.
pub(in crate::orm::python) fn names(
    op: Binary,
) -> (&'static str, &'static str, &'static str, &'static str) {
    match op {
        Binary::Add => ("+", "__add__", "__radd__", "__iadd__"),
        Binary::Subtract => ("-", "__sub__", "__rsub__", "__isub__"),
        Binary::Multiply => ("*", "__mul__", "__rmul__", "__imul__"),
        Binary::Divide => ("/", "__truediv__", "__rtruediv__", "__itruediv__"),
        Binary::FloorDivide => ("//", "__floordiv__", "__rfloordiv__", "__ifloordiv__"),
        Binary::Modulo => ("%", "__mod__", "__rmod__", "__imod__"),
        Binary::Power => ("**", "__pow__", "__rpow__", "__ipow__"),
        Binary::And => ("&", "__and__", "__rand__", "__iand__"),
        Binary::Or => ("|", "__or__", "__ror__", "__ior__"),
        Binary::Xor => ("^", "__xor__", "__rxor__", "__ixor__"),
        Binary::ShiftLeft => ("<<", "__lshift__", "__rlshift__", "__ilshift__"),
        Binary::ShiftRight => (">>", "__rshift__", "__rrshift__", "__irshift__"),
        Binary::MatrixMultiply => ("@", "__matmul__", "__rmatmul__", "__imatmul__"),
    }
}

impl Machine {
    /// `bool(value)`.
    pub fn truth(&mut self, value: &Value) -> Run<bool> {
        Ok(match value {
            Value::None => false,
            Value::Bool(truth) => *truth,
            Value::Int(number) => *number != 0,
            Value::Float(number) => *number != 0.0,
            Value::Decimal(number) => !number.is_zero(),
            Value::Delta(micros) => *micros != 0,
            Value::Str(text) => !text.is_empty(),
            Value::Bytes(bytes) => !bytes.is_empty(),
            Value::List(list) => !list.items.borrow().is_empty(),
            Value::Tuple(items) => !items.is_empty(),
            Value::Dict(dict) => !dict.entries.borrow().is_empty(),
            Value::Set(set) => !set.members.borrow().is_empty(),
            Value::Range(start, stop, step) => {
                if *step > 0 {
                    start < stop
                } else {
                    start > stop
                }
            }
            Value::Native(native) => match Rc::clone(native).truth(self)? {
                Some(truth) => truth,
                None => Rc::clone(native).len(self)?.is_none_or(|length| length > 0),
            },
            Value::Instance(instance) => {
                if let Some(method) = self.special(value, "__bool__") {
                    match self.call_special(value, &method, Vec::new())? {
                        Value::Bool(truth) => truth,
                        other => {
                            let kind = self.type_name(&other);
                            let text = format!("__bool__ should return bool, returned {kind}");
                            return Err(self.error("TypeError", text));
                        }
                    }
                } else if self.special(value, "__len__").is_some() {
                    self.length(value)? > 0
                } else if self.is_enum(&instance.class) && !self.is_plain_data(&instance.class) {
                    true
                } else if let Some(part) = Self::part(instance) {
                    self.truth(&part)?
                } else {
                    true
                }
            }
            _ => true,
        })
    }

    /// `a op b`.
    pub fn binary(&mut self, op: Binary, a: &Value, b: &Value) -> Run<Value> {
        if let (Value::Int(x), Value::Int(y)) = (a, b) {
            return self.integers(op, *x, *y);
        }
        if let Some(value) = self.binary_if_any(op, a, b)? {
            return Ok(value);
        }
        let flag = self.builtin_class("Flag");
        if matches!(op, Binary::And | Binary::Or | Binary::Xor) && self.is_instance(a, &flag) {
            return Err(self.unsupported("putting the members of a Flag together"));
        }
        Err(self.no_operator(names(op).0, op, a, b))
    }

    /// `a op= b`: what `a` is bound to afterwards. A list, set or dict grows where it stands.
    pub fn binary_in_place(&mut self, op: Binary, a: &Value, b: &Value) -> Run<Value> {
        let (sign, _, _, method) = names(op);
        match (a, op) {
            (Value::Int(x), _) if let Value::Int(y) = b => return self.integers(op, *x, *y),
            (Value::List(list), Binary::Add) => {
                let more = self.collect(b)?;
                self.use_items(more.len())?;
                list.items.borrow_mut().extend(more);
                return Ok(a.clone());
            }
            (Value::List(list), Binary::Multiply) => {
                if let Some(Value::List(repeated)) = self.builtin_binary(op, a, b)? {
                    let items = repeated.items.take();
                    *list.items.borrow_mut() = items;
                    return Ok(a.clone());
                }
            }
            (Value::Set(set), Binary::Or | Binary::And | Binary::Subtract | Binary::Xor)
                if !set.frozen && matches!(b, Value::Set(_)) =>
            {
                if let Some(Value::Set(result)) = self.builtin_binary(op, a, b)? {
                    let members = result.members.take();
                    *set.members.borrow_mut() = members;
                    return Ok(a.clone());
                }
            }
            (Value::Dict(_), Binary::Or) => {
                self.dict_update(a, b)?;
                return Ok(a.clone());
            }
            (Value::Instance(instance), _) => {
                if let Some(special) = self.special(a, method) {
                    let value = self.call_special(a, &special, vec![b.clone()])?;
                    if !matches!(value, Value::NotImplemented) {
                        return Ok(value);
                    }
                } else if let Some(part) = Self::part(instance)
                    && matches!(part, Value::List(_) | Value::Set(_) | Value::Dict(_))
                    && self.special(a, names(op).1).is_none()
                {
                    self.binary_in_place(op, &part, b)?;
                    if let Value::List(list) = &part {
                        self.shorten_deque(instance, list)?;
                    }
                    return Ok(a.clone());
                }
            }
            (Value::Native(native), _) => {
                let args = Args::of(vec![b.clone()]);
                if let Some(value) = Rc::clone(native).call_method(self, method, args)? {
                    return Ok(value);
                }
            }
            _ => {}
        }
        if let Some(value) = self.binary_if_any(op, a, b)? {
            return Ok(value);
        }
        Err(self.no_operator(&format!("{sign}="), op, a, b))
    }

    fn binary_if_any(&mut self, op: Binary, a: &Value, b: &Value) -> Run<Option<Value>> {
        let is_plain = |value: &Value| !matches!(value, Value::Instance(_) | Value::Native(_));
        if is_plain(a) && is_plain(b) {
            return self.builtin_binary(op, a, b);
        }
        let (_, method, reflected, _) = names(op);
        if let (Value::Instance(x), Value::Instance(y)) = (a, b)
            && !Rc::ptr_eq(&x.class, &y.class)
            && y.class.derives_from(&x.class)
            && let Some(value) = self.try_special(b, reflected, a)?
        {
            return Ok(Some(value));
        }
        if let Some(value) = self.try_special(a, method, b)? {
            return Ok(Some(value));
        }
        if let Value::Native(native) = a
            && let Some(value) = Rc::clone(native).binary(self, op, b, false)?
        {
            return Ok(Some(value));
        }
        if let Value::Native(native) = b
            && let Some(value) = Rc::clone(native).binary(self, op, a, true)?
        {
            return Ok(Some(value));
        }
        if let Some(value) = self.try_special(b, reflected, a)? {
            return Ok(Some(value));
        }
        if let Some(value) = self.counters(op, a, b)? {
            return Ok(Some(value));
        }
        let (x, y) = (Self::plain_part(a), Self::plain_part(b));
        if (matches!(x, Value::Native(_)) || matches!(y, Value::Native(_)))
            && op != Binary::Modulo
            && op != Binary::Or
        {
            return Ok(None);
        }
        // A text's `%` shows an object as the object shows itself.
        let right = if matches!((op, &x), (Binary::Modulo, Value::Str(_))) { b } else { &y };
        self.builtin_binary(op, &x, right)
    }

    /// A method that a class wrote for an operator; none where it has no say.
    fn try_special(&mut self, value: &Value, name: &str, other: &Value) -> Run<Option<Value>> {
        let Some(method) = self.special(value, name) else { return Ok(None) };
        match self.call_special(value, &method, vec![other.clone()])? {
            Value::NotImplemented => Ok(None),
            value => Ok(Some(value)),
        }
    }

    /// Python's TypeError for an operator that neither side has.
    fn no_operator(&mut self, sign: &str, op: Binary, a: &Value, b: &Value) -> Stop {
        let (left, right) = (self.type_name(a), self.type_name(b));
        let is_sequence =
            |value: &Value| matches!(value, Value::Str(_) | Value::List(_) | Value::Tuple(_));
        let text = match (op, a, b) {
            (Binary::Add, Value::Str(_) | Value::List(_) | Value::Tuple(_), _) => {
                format!("can only concatenate {left} (not \"{right}\") to {left}")
            }
            (Binary::Add, Value::Bytes(_), _) => format!("can't concat {right} to bytes"),
            (Binary::Multiply, _, _) if is_sequence(a) => {
                format!("can't multiply sequence by non-int of type '{right}'")
            }
            (Binary::Multiply, _, _) if is_sequence(b) => {
                format!("can't multiply sequence by non-int of type '{left}'")
            }
            _ => {
                let sign = match sign {
                    "**" => "** or pow()",
                    "**=" => "**=",
                    other => other,
                };
                format!("unsupported operand type(s) for {sign}: '{left}' and '{right}'")
            }
        };
        let stop = self.error("TypeError", text);
        let stop = self.uncalled(stop, a);
        self.uncalled(stop, b)
    }

    /// An operator between values of Python's own types; none where they have no such operator.
    pub(in crate::orm::python) fn builtin_binary(
        &mut self,
        op: Binary,
        a: &Value,
        b: &Value,
    ) -> Run<Option<Value>> {
        use Value as V;
        Ok(Some(match (op, a, b) {
            (Binary::Or | Binary::And | Binary::Xor, V::Bool(x), V::Bool(y)) => V::Bool(match op {
                Binary::Or => x | y,
                Binary::And => x & y,
                _ => x ^ y,
            }),
            (Binary::Modulo, V::Str(format), _) => V::str(self.percent(format, b)?),
            (Binary::Add, V::Str(x), V::Str(y)) => {
                self.use_bytes(x.len() + y.len())?;
                let mut text = String::with_capacity(x.len() + y.len());
                text.push_str(x);
                text.push_str(y);
                V::Str(text.into())
            }
            (Binary::Add, V::Bytes(x), V::Bytes(y)) => {
                self.use_bytes(x.len() + y.len())?;
                V::Bytes([&**x, &**y].concat().into())
            }
            (Binary::Add, V::List(x), V::List(y)) => {
                let both = x.items.borrow().len() + y.items.borrow().len();
                self.use_items(both)?;
                let mut items = Vec::with_capacity(both);
                items.extend(x.items.borrow().iter().cloned());
                items.extend(y.items.borrow().iter().cloned());
                V::list(items)
            }
            (Binary::Add, V::Tuple(x), V::Tuple(y)) => {
                self.use_items(x.len() + y.len())?;
                V::tuple(x.iter().chain(y.iter()).cloned().collect())
            }
            (Binary::Multiply, V::Str(_) | V::List(_) | V::Tuple(_) | V::Bytes(_), V::Big(_))
            | (Binary::Multiply, V::Big(_), V::Str(_) | V::List(_) | V::Tuple(_) | V::Bytes(_)) => {
                let text = "cannot fit 'int' into an index-sized integer";
                return Err(self.error("OverflowError", text));
            }
            (Binary::Multiply, V::Str(_) | V::List(_) | V::Tuple(_) | V::Bytes(_), V::Int(n)) => {
                self.repeated(a, *n)?
            }
            (Binary::Multiply, V::Int(n), V::Str(_) | V::List(_) | V::Tuple(_) | V::Bytes(_)) => {
                self.repeated(b, *n)?
            }
            (Binary::Multiply, V::Str(_) | V::List(_) | V::Tuple(_) | V::Bytes(_), V::Bool(n)) => {
                self.repeated(a, i64::from(*n))?
            }
            (Binary::Multiply, V::Bool(n), V::Str(_) | V::List(_) | V::Tuple(_) | V::Bytes(_)) => {
                self.repeated(b, i64::from(*n))?
            }
            (_, V::Set(x), V::Set(y)) => return self.sets(op, x, y),
            (Binary::Or, V::Dict(x), V::Dict(y)) => {
                let mut entries = x.entries.borrow().clone();
                let more = y.entries.borrow().clone();
                self.use_entries(entries.len() + more.len())?;
                entries.extend(more);
                V::Dict(Rc::new(Dict { entries: entries.into() }))
            }
            (
                Binary::Or,
                V::Class(_) | V::None | V::Native(_),
                V::Class(_) | V::None | V::Native(_) | V::Str(_),
            ) => {
                return self.union_of(a, b);
            }
            _ => {
                if let Some(value) = self.moments(op, a, b)? {
                    return Ok(Some(value));
                }
                return self.numbers(op, a, b);
            }
        }))
    }

    /// A sequence so many times over.
    fn repeated(&mut self, value: &Value, times: i64) -> Run<Value> {
        let times = usize::try_from(times).unwrap_or(0);
        let mut charge = |length: usize, each: u64| {
            let size = (length as u64).saturating_mul(times as u64);
            self.use_bytes(size.saturating_mul(each))?;
            self.step(size / 64)
        };
        Ok(match value {
            Value::Str(text) => {
                charge(text.len(), 1)?;
                Value::str(text.repeat(times))
            }
            Value::Bytes(bytes) => {
                charge(bytes.len(), 1)?;
                Value::Bytes(bytes.repeat(times).into())
            }
            Value::List(list) => {
                let items = list.items.borrow().clone();
                charge(items.len(), size_of::<Value>() as u64)?;
                let count = items.len().saturating_mul(times);
                Value::list(items.into_iter().cycle().take(count).collect())
            }
            Value::Tuple(items) => {
                charge(items.len(), size_of::<Value>() as u64)?;
                let count = items.len().saturating_mul(times);
                Value::tuple(items.iter().cloned().cycle().take(count).collect())
            }
            other => other.clone(),
        })
    }

    fn sets(&mut self, op: Binary, x: &Rc<Set>, y: &Rc<Set>) -> Run<Option<Value>> {
        let members = {
            let (left, right) = (x.members.borrow(), y.members.borrow());
            match op {
                Binary::Or => left.iter().chain(right.iter()).cloned().collect(),
                Binary::And => left.iter().filter(|key| right.contains(*key)).cloned().collect(),
                Binary::Subtract => {
                    left.iter().filter(|key| !right.contains(*key)).cloned().collect()
                }
                Binary::Xor => {
                    let more = right.iter().filter(|key| !left.contains(*key));
                    left.iter().filter(|key| !right.contains(*key)).chain(more).cloned().collect()
                }
                _ => return Ok(None),
            }
        };
        let set = Set { members: std::cell::RefCell::new(members), frozen: x.frozen };
        let size = set.members.borrow().len() as u64;
        self.step(size)?;
        self.use_entries(size)?;
        Ok(Some(Value::Set(Rc::new(set))))
    }

    /// `op a`.
    pub fn unary(&mut self, op: Unary, a: &Value) -> Run<Value> {
        let (sign, method) = match op {
            Unary::Minus => ("-", "__neg__"),
            Unary::Plus => ("+", "__pos__"),
            Unary::Invert => ("~", "__invert__"),
        };
        match a {
            Value::Instance(instance) => {
                if let Some(special) = self.special(a, method) {
                    return self.call_special(a, &special, Vec::new());
                }
                if let Some(part) = Self::part(instance) {
                    return self.unary(op, &part);
                }
            }
            Value::Native(native) => {
                if let Some(value) = Rc::clone(native).unary(self, op)? {
                    return Ok(value);
                }
            }
            _ => {
                if let Some(value) = self.builtin_unary(op, a)? {
                    return Ok(value);
                }
            }
        }
        let kind = self.type_name(a);
        Err(self.error("TypeError", format!("bad operand type for unary {sign}: '{kind}'")))
    }

    fn builtin_unary(&mut self, op: Unary, a: &Value) -> Run<Option<Value>> {
        Ok(Some(match (op, a) {
            (_, Value::Bool(truth)) => {
                return self.builtin_unary(op, &Value::Int(i64::from(*truth)));
            }
            (Unary::Minus, Value::Int(number)) => match number.checked_neg() {
                Some(number) => Value::Int(number),
                None => whole::value(-BigInt::from(*number)),
            },
            (Unary::Minus, Value::Big(number)) => whole::value(-&**number),
            (Unary::Invert, Value::Big(number)) => whole::value(!&**number),
            (
                Unary::Plus,
                Value::Int(_)
                | Value::Big(_)
                | Value::Float(_)
                | Value::Decimal(_)
                | Value::Delta(_),
            ) => a.clone(),
            (Unary::Invert, Value::Int(number)) => Value::Int(!number),
            (Unary::Minus, Value::Float(number)) => Value::Float(-number),
            (Unary::Minus, Value::Decimal(number)) => {
                Value::Decimal(if number.is_zero() { number.abs() } else { -*number })
            }
            (Unary::Minus, Value::Delta(micros)) => Value::Delta(-micros),
            _ => return Ok(None),
        }))
    }
}

/// The operator that a special method stands for, and whether it is the right side's.
pub(in crate::orm::python) fn operator_of(method: &str) -> Option<(Binary, bool)> {
    const ALL: [Binary; 13] = [
        Binary::Add,
        Binary::Subtract,
        Binary::Multiply,
        Binary::Divide,
        Binary::FloorDivide,
        Binary::Modulo,
        Binary::Power,
        Binary::And,
        Binary::Or,
        Binary::Xor,
        Binary::ShiftLeft,
        Binary::ShiftRight,
        Binary::MatrixMultiply,
    ];
    ALL.iter().find_map(|op| {
        let (_, left, right, in_place) = names(*op);
        match method {
            _ if method == left || method == in_place => Some((*op, false)),
            _ if method == right => Some((*op, true)),
            _ => None,
        }
    })
}
