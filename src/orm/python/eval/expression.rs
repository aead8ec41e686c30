//! What each expression gives.

use std::cell::RefCell;
use std::rc::Rc;

use super::deep::deeper;
use crate::orm::python::syntax::{
    Arguments, Conversion, Expression, ExpressionKind, Makes, Piece, Relation,
};
use crate::orm::python::{Args, Dict, Machine, Run, Scope, Set, Slice, Value};

impl Machine {
    /// An expression's value.
    pub(super) fn value(&mut self, scope: &Rc<Scope>, expression: &Expression) -> Run<Value> {
        use ExpressionKind as Kind;
        match &expression.kind {
            Kind::None => Ok(Value::None),
            Kind::Ellipsis => Ok(Value::Ellipsis),
            Kind::Bool(value) => Ok(Value::Bool(*value)),
            Kind::Int(value) => Ok(Value::Int(*value)),
            Kind::Big(value) => Ok(Value::Big(Rc::clone(value))),
            Kind::Float(value) => Ok(Value::Float(*value)),
            Kind::Text(text) => Ok(Value::Str(Rc::clone(text))),
            Kind::Bytes(bytes) => Ok(Value::Bytes(Rc::clone(bytes))),
            Kind::Name(name) => {
                self.at(expression.place);
                self.load(scope, name)
            }
            _ => {
                self.step(1)?;
                deeper(|| self.compound(scope, expression))
            }
        }
    }

    fn compound(&mut self, scope: &Rc<Scope>, expression: &Expression) -> Run<Value> {
        use ExpressionKind as Kind;
        let place = expression.place;
        match &expression.kind {
            Kind::Format(pieces) => {
                let mut text = String::new();
                self.pieces(scope, pieces, &mut text)?;
                self.use_bytes(text.len())?;
                Ok(Value::str(text))
            }
            Kind::Tuple(items) => Ok(Value::tuple(self.values(scope, items)?)),
            Kind::List(items) => Ok(Value::list(self.values(scope, items)?)),
            Kind::Set(items) => {
                let set = Set::default();
                for item in self.values(scope, items)? {
                    self.at(place);
                    let key = self.key(&item)?;
                    set.members.borrow_mut().insert(key);
                }
                Ok(Value::Set(Rc::new(set)))
            }
            Kind::Dict(items) => self.dict(scope, expression, items),
            Kind::Attribute(object, name) => {
                let object = self.value(scope, object)?;
                self.at(place);
                self.attribute(&object, name)
            }
            Kind::Subscript(object, key) => {
                let object = self.value(scope, object)?;
                let key = self.value(scope, key)?;
                self.at(place);
                self.item(&object, &key)
            }
            Kind::Slice(parts) => {
                let mut found = [Value::None, Value::None, Value::None];
                for (part, found) in parts.iter().zip(&mut found) {
                    if let Some(part) = part {
                        *found = self.value(scope, part)?;
                    }
                }
                Ok(Value::Slice(Rc::new(Slice(found))))
            }
            Kind::Call(function, arguments) => {
                self.call_expression(scope, expression, function, arguments)
            }
            Kind::Binary(left, op, right) => {
                let left = self.value(scope, left)?;
                let right = self.value(scope, right)?;
                self.at(place);
                self.binary(*op, &left, &right)
            }
            Kind::Unary(op, operand) => {
                let operand = self.value(scope, operand)?;
                self.at(place);
                self.unary(*op, &operand)
            }
            Kind::Not(operand) => {
                let operand = self.value(scope, operand)?;
                self.at(place);
                Ok(Value::Bool(!self.truth(&operand)?))
            }
            Kind::And(operands) => self.junction(scope, operands, false),
            Kind::Or(operands) => self.junction(scope, operands, true),
            Kind::Compare(left, rest) => {
                let mut left = self.value(scope, left)?;
                let mut answer = Value::Bool(true);
                for (position, (relation, right)) in rest.iter().enumerate() {
                    if position > 0 && !self.truth(&answer)? {
                        break;
                    }
                    let right = self.value(scope, right)?;
                    self.at(place);
                    answer = self.relate(*relation, &left, &right)?;
                    left = right;
                }
                Ok(answer)
            }
            Kind::If(parts) => {
                let [test, yes, no] = &**parts;
                let chosen = if self.test(scope, test, &Value::None)? { yes } else { no };
                self.value(scope, chosen)
            }
            Kind::Lambda(code) => self.function(scope, code, Rc::clone(&code.name)),
            Kind::Comprehension(code) => {
                let Some(first) = code.clauses.first() else { return Ok(Value::None) };
                let iterable = self.value(scope, &first.iterable)?;
                self.at(place);
                let iterator = self.iterate(&iterable)?;
                match code.makes {
                    Makes::Generator => Ok(self.generator_expression(scope, code, iterator)),
                    _ => self.comprehension(scope, code, iterator, place),
                }
            }
            Kind::Bind(name, value) => {
                let value = self.value(scope, value)?;
                self.store(scope, name, value.clone());
                Ok(value)
            }
            Kind::Starred(_) => Err(self.error("SyntaxError", "can't use starred expression here")),
            Kind::Received => Err(self.unsupported("a `yield` within an expression")),
            Kind::Unsupported(what) => {
                self.at(place);
                Err(self.unsupported(*what))
            }
            Kind::None
            | Kind::Ellipsis
            | Kind::Bool(_)
            | Kind::Int(_)
            | Kind::Big(_)
            | Kind::Float(_)
            | Kind::Text(_)
            | Kind::Bytes(_)
            | Kind::Name(_) => self.value(scope, expression),
        }
    }

    /// An expression as a condition. `received` is what a `yield` in its place gave.
    pub(super) fn test(
        &mut self,
        scope: &Rc<Scope>,
        expression: &Expression,
        _received: &Value,
    ) -> Run<bool> {
        let value = self.value(scope, expression)?;
        if let Value::Bool(value) = value {
            return Ok(value);
        }
        self.at(expression.place);
        self.truth(&value)
    }

    /// Expressions that stand in a row, `*a` among them.
    fn values(&mut self, scope: &Rc<Scope>, items: &[Expression]) -> Run<Vec<Value>> {
        self.use_items(items.len())?;
        let mut found = Vec::with_capacity(items.len());
        for item in items {
            match &item.kind {
                ExpressionKind::Starred(inner) => {
                    let iterable = self.value(scope, inner)?;
                    self.at(item.place);
                    found.extend(self.spread(&iterable)?);
                }
                _ => found.push(self.value(scope, item)?),
            }
        }
        Ok(found)
    }

    /// `*iterable` within a list.
    fn spread(&mut self, iterable: &Value) -> Run<Vec<Value>> {
        match self.collect(iterable) {
            Err(stop) if self.is_not_iterable(&stop, iterable) => {
                let kind = self.class_of(iterable);
                let text = format!("Value after * must be an iterable, not {}", kind.name);
                Err(self.error("TypeError", text))
            }
            found => found,
        }
    }

    /// The error is that of iterating over this.
    pub(super) fn is_not_iterable(
        &mut self,
        stop: &crate::orm::python::Stop,
        value: &Value,
    ) -> bool {
        let crate::orm::python::Stop::Raised(raised) = stop else { return false };
        let kind = self.class_of(value);
        let text = format!("'{}' object is not iterable", kind.name);
        let kept = raised.exception.as_exception();
        let args = kept.args.borrow();
        args.first().and_then(Value::as_str) == Some(&text)
    }

    fn dict(
        &mut self,
        scope: &Rc<Scope>,
        whole: &Expression,
        items: &[(Option<Expression>, Expression)],
    ) -> Run<Value> {
        self.use_entries(items.len())?;
        let dict = Dict { entries: RefCell::default() };
        for (key, value) in items {
            match key {
                Some(key) => {
                    let key = self.value(scope, key)?;
                    let value = self.value(scope, value)?;
                    self.at(whole.place);
                    let key = self.key(&key)?;
                    let before = dict.entries.borrow_mut().insert(key, value);
                    drop(before);
                }
                None => {
                    let mapping = self.value(scope, value)?;
                    self.at(whole.place);
                    for (key, value) in self.mapping(&mapping)? {
                        let key = self.key(&key)?;
                        let before = dict.entries.borrow_mut().insert(key, value);
                        drop(before);
                    }
                }
            }
        }
        Ok(Value::Dict(Rc::new(dict)))
    }

    /// What `**mapping` gives.
    pub(super) fn mapping(&mut self, mapping: &Value) -> Run<Vec<(Value, Value)>> {
        if let Some(entries) = self.as_entries(mapping) {
            return Ok(entries.into_iter().map(|(key, value)| (key.0, value)).collect());
        }
        let Some(keys) = self.attribute_if_any(mapping, "keys")? else {
            let kind = self.class_of(mapping);
            return Err(self.error("TypeError", format!("'{}' object is not a mapping", kind.name)));
        };
        let keys = self.call(&keys, Args::none())?;
        let mut found = Vec::new();
        for key in self.collect(&keys)? {
            let value = self.item(mapping, &key)?;
            found.push((key, value));
        }
        Ok(found)
    }

    /// `and` ends at what is false, `or` at what is true.
    fn junction(&mut self, scope: &Rc<Scope>, operands: &[Expression], ends: bool) -> Run<Value> {
        let mut value = Value::None;
        for (position, operand) in operands.iter().enumerate() {
            value = self.value(scope, operand)?;
            if position + 1 < operands.len() {
                self.at(operand.place);
                if self.truth(&value)? == ends {
                    break;
                }
            }
        }
        Ok(value)
    }

    fn relate(&mut self, relation: Relation, left: &Value, right: &Value) -> Run<Value> {
        match relation {
            Relation::Compare(op) => self.compare(op, left, right),
            Relation::Is(not) => Ok(Value::Bool(left.is(right) != not)),
            Relation::In(not) => Ok(Value::Bool(self.contains(right, left)? != not)),
        }
    }

    fn pieces(&mut self, scope: &Rc<Scope>, pieces: &[Piece], text: &mut String) -> Run<()> {
        for piece in pieces {
            match piece {
                Piece::Text(piece) => text.push_str(piece),
                Piece::Value(expression, conversion, specification) => {
                    let value = self.value(scope, expression)?;
                    let mut format = String::new();
                    self.pieces(scope, specification, &mut format)?;
                    self.at(expression.place);
                    let value = match conversion {
                        Conversion::Plain => value,
                        Conversion::Str => Value::Str(self.str(&value)?),
                        Conversion::Repr => Value::Str(self.repr(&value)?),
                        Conversion::Ascii => Value::Str(ascii(&self.repr(&value)?)),
                    };
                    match (&value, format.is_empty()) {
                        (Value::Str(value), true) => text.push_str(value),
                        _ => text.push_str(&self.format(&value, &format)?),
                    }
                }
            }
        }
        Ok(())
    }

    /// What a call is given.
    pub(super) fn arguments(
        &mut self,
        scope: &Rc<Scope>,
        function: &Value,
        arguments: &Arguments,
    ) -> Run<Args> {
        let mut args = Args::none();
        for argument in &arguments.positional {
            match &argument.kind {
                ExpressionKind::Starred(inner) => {
                    let iterable = self.value(scope, inner)?;
                    match self.collect(&iterable) {
                        Err(stop) if self.is_not_iterable(&stop, &iterable) => {
                            let (name, kind) = (self.full_name(function), self.class_of(&iterable));
                            let text = format!(
                                "{name} argument after * must be an iterable, not {}",
                                kind.name
                            );
                            return Err(self.error("TypeError", text));
                        }
                        found => args.positional.extend(found?),
                    }
                }
                _ => args.positional.push(self.value(scope, argument)?),
            }
        }
        for (name, argument) in &arguments.named {
            let value = self.value(scope, argument)?;
            match name {
                Some(name) => args.named.push((Rc::clone(name), value)),
                None => self.spread_names(function, &value, &mut args)?,
            }
        }
        Ok(args)
    }

    /// `**mapping` within a call.
    fn spread_names(&mut self, function: &Value, mapping: &Value, args: &mut Args) -> Run<()> {
        if !matches!(mapping, Value::Dict(_)) && self.attribute_if_any(mapping, "keys")?.is_none() {
            let (name, kind) = (self.full_name(function), self.class_of(mapping));
            let text = format!("{name} argument after ** must be a mapping, not {}", kind.name);
            return Err(self.error("TypeError", text));
        }
        for (key, value) in self.mapping(mapping)? {
            let Value::Str(key) = key else {
                return Err(self.error("TypeError", "keywords must be strings"));
            };
            if args.named.iter().any(|(name, _)| *name == key) {
                let name = self.full_name(function);
                let text = format!("{name} got multiple values for keyword argument '{key}'");
                return Err(self.error("TypeError", text));
            }
            args.named.push((key, value));
        }
        Ok(())
    }
}

/// `ascii()` of what `repr()` gave.
pub(super) fn ascii(text: &str) -> Rc<str> {
    let mut found = String::with_capacity(text.len());
    for letter in text.chars() {
        match u32::from(letter) {
            0..=0x7f => found.push(letter),
            code @ 0x80..=0xff => found.push_str(&format!("\\x{code:02x}")),
            code @ 0x100..=0xffff => found.push_str(&format!("\\u{code:04x}")),
            code => found.push_str(&format!("\\U{code:08x}")),
        }
    }
    found.into()
}
