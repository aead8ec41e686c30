//! Expressions of the parser's tree as expressions of ours.

use std::rc::Rc;

use num_bigint::BigInt;
use ruff_python_ast::{self as ast, Expr, Number, UnaryOp};
use ruff_text_size::Ranged;

use super::lower::Lower;
use super::name::{Scope, targets};
use super::sign::{binary, relation};
use super::{
    Arguments, Body, Clause, Comprehension, Conversion, Expression, ExpressionKind, Lambda, Makes,
    Piece,
};
use crate::orm::python::operator::Unary;

impl Lower<'_> {
    pub fn expressions(&mut self, expressions: &[Expr]) -> Vec<Expression> {
        expressions.iter().map(|expression| self.expression(expression)).collect()
    }

    pub fn expression(&mut self, expression: &Expr) -> Expression {
        stacker::maybe_grow(128 * 1024, 1024 * 1024, || {
            let mut place = self.place(expression.range());
            // What is looked up on an object is found on the line where its name stands, and so
            // is a method that is called: this is how CPython counts.
            place.line = match expression {
                Expr::Attribute(inner) => self.line(inner.attr.range.start().to_u32()),
                Expr::Call(call) => match &*call.func {
                    Expr::Attribute(inner) if is_method_call(call) => {
                        self.line(inner.attr.range.start().to_u32())
                    }
                    _ => place.line,
                },
                _ => place.line,
            };
            Expression { kind: self.expression_kind(expression), place }
        })
    }

    fn boxed(&mut self, expression: &Expr) -> Box<Expression> {
        Box::new(self.expression(expression))
    }

    fn expression_kind(&mut self, expression: &Expr) -> ExpressionKind {
        use ExpressionKind as Kind;
        match expression {
            Expr::NoneLiteral(_) => Kind::None,
            Expr::EllipsisLiteral(_) => Kind::Ellipsis,
            Expr::BooleanLiteral(literal) => Kind::Bool(literal.value),
            Expr::NumberLiteral(literal) => match &literal.value {
                Number::Int(number) => match number.as_i64() {
                    Some(number) => Kind::Int(number),
                    None => Kind::Big(Rc::new(large(&number.to_string()))),
                },
                Number::Float(number) => Kind::Float(*number),
                Number::Complex { .. } => Kind::Unsupported("a complex number"),
            },
            Expr::StringLiteral(literal) => Kind::Text(literal.value.to_str().into()),
            Expr::BytesLiteral(literal) => {
                Kind::Bytes(literal.value.bytes().collect::<Vec<u8>>().into())
            }
            Expr::FString(string) => Kind::Format(self.format(&string.value)),
            Expr::TString(_) => Kind::Unsupported("a template string"),
            Expr::Name(name) => Kind::Name(self.name(&name.id)),
            Expr::Tuple(inner) => Kind::Tuple(self.expressions(&inner.elts)),
            Expr::List(inner) => Kind::List(self.expressions(&inner.elts)),
            Expr::Set(inner) => Kind::Set(self.expressions(&inner.elts)),
            Expr::Dict(inner) => Kind::Dict(
                inner
                    .items
                    .iter()
                    .map(|item| {
                        let key = item.key.as_ref().map(|key| self.expression(key));
                        (key, self.expression(&item.value))
                    })
                    .collect(),
            ),
            Expr::Starred(inner) => Kind::Starred(self.boxed(&inner.value)),
            Expr::Attribute(inner) => {
                let name = super::name::mangled(&self.scopes, &inner.attr);
                Kind::Attribute(self.boxed(&inner.value), name.into())
            }
            Expr::Subscript(inner) => {
                Kind::Subscript(self.boxed(&inner.value), self.boxed(&inner.slice))
            }
            Expr::Slice(inner) => {
                let mut part = |part: &Option<Box<Expr>>| part.as_ref().map(|p| self.boxed(p));
                Kind::Slice([part(&inner.lower), part(&inner.upper), part(&inner.step)])
            }
            Expr::Call(call) => {
                let function = self.boxed(&call.func);
                Kind::Call(function, Box::new(self.arguments(&call.arguments)))
            }
            Expr::BinOp(inner) => {
                Kind::Binary(self.boxed(&inner.left), binary(inner.op), self.boxed(&inner.right))
            }
            Expr::UnaryOp(inner) => {
                let operand = self.boxed(&inner.operand);
                match inner.op {
                    UnaryOp::Not => Kind::Not(operand),
                    UnaryOp::Invert => Kind::Unary(Unary::Invert, operand),
                    UnaryOp::UAdd => Kind::Unary(Unary::Plus, operand),
                    UnaryOp::USub => Kind::Unary(Unary::Minus, operand),
                }
            }
            Expr::BoolOp(inner) => {
                let values = self.expressions(&inner.values);
                if inner.op == ast::BoolOp::And { Kind::And(values) } else { Kind::Or(values) }
            }
            Expr::Compare(inner) => {
                let left = self.boxed(&inner.left);
                let sides = inner.ops.iter().zip(&inner.comparators);
                Kind::Compare(
                    left,
                    sides.map(|(op, side)| (relation(*op), self.expression(side))).collect(),
                )
            }
            Expr::If(inner) => Kind::If(Box::new([
                self.expression(&inner.test),
                self.expression(&inner.body),
                self.expression(&inner.orelse),
            ])),
            Expr::Lambda(lambda) => Kind::Lambda(Rc::new(self.lambda(lambda))),
            Expr::Named(inner) => match &*inner.target {
                Expr::Name(name) => Kind::Bind(self.name(&name.id), self.boxed(&inner.value)),
                _ => Kind::Unsupported("`:=` with what is not a name"),
            },
            Expr::ListComp(inner) => {
                self.comprehension(Makes::List, &inner.elt, None, &inner.generators)
            }
            Expr::SetComp(inner) => {
                self.comprehension(Makes::Set, &inner.elt, None, &inner.generators)
            }
            Expr::DictComp(inner) => match &inner.key {
                Some(key) => {
                    self.comprehension(Makes::Dict, key, Some(&inner.value), &inner.generators)
                }
                None => Kind::Unsupported("`**` in a comprehension"),
            },
            Expr::Generator(inner) => {
                self.comprehension(Makes::Generator, &inner.elt, None, &inner.generators)
            }
            // One that stands alone was taken out by the statement.
            Expr::Yield(_) | Expr::YieldFrom(_) => Kind::Received,
            Expr::Await(_) => Kind::Unsupported("`await`"),
            Expr::IpyEscapeCommand(_) => Kind::Unsupported("a command of IPython"),
        }
    }

    pub fn arguments(&mut self, arguments: &ast::Arguments) -> Arguments {
        Arguments {
            positional: self.expressions(&arguments.args),
            named: arguments
                .keywords
                .iter()
                .map(|keyword| {
                    let name = keyword.arg.as_ref().map(|name| name.as_str().into());
                    (name, self.expression(&keyword.value))
                })
                .collect(),
        }
    }

    fn lambda(&mut self, lambda: &ast::ExprLambda) -> Lambda {
        let mut names = Vec::new();
        let mut parameters = Vec::new();
        if let Some(list) = &lambda.parameters {
            names.extend(list.iter().map(|parameter| parameter.name().to_string()));
            parameters = self.parameters(list);
        }
        let inside = std::iter::once(&*lambda.body);
        let scope = Scope::of_expressions(names.into_iter(), inside, false);
        self.scopes.push(scope);
        let body = self.expression(&lambda.body);
        self.scopes.pop();
        Lambda {
            name: "<lambda>".into(),
            parameters,
            body: Body::Expression(body),
            is_generator: false,
            doc: None,
            place: self.place(lambda.range),
        }
    }

    fn comprehension(
        &mut self,
        makes: Makes,
        element: &Expr,
        value: Option<&Expr>,
        generators: &[ast::Comprehension],
    ) -> ExpressionKind {
        if generators.iter().any(|generator| generator.is_async) {
            return ExpressionKind::Unsupported("`async for`");
        }
        let Some(first) = generators.first() else {
            return ExpressionKind::Unsupported("a comprehension without `for`");
        };
        let mut outermost = Some(self.expression(&first.iter));
        let scope = Scope::of_expressions(targets(generators), std::iter::empty(), true);
        self.scopes.push(scope);
        let clauses = generators
            .iter()
            .map(|generator| Clause {
                iterable: match outermost.take() {
                    Some(iterable) => iterable,
                    None => self.expression(&generator.iter),
                },
                target: self.expression(&generator.target),
                conditions: self.expressions(&generator.ifs),
            })
            .collect();
        let element = self.expression(element);
        let value = value.map(|value| self.expression(value));
        self.scopes.pop();
        ExpressionKind::Comprehension(Rc::new(Comprehension { makes, element, value, clauses }))
    }

    fn format(&mut self, value: &ast::FStringValue) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for part in value {
            match part {
                ast::FStringPart::Literal(text) => pieces.push(Piece::Text(text.as_str().into())),
                ast::FStringPart::FString(string) => self.pieces(&string.elements, &mut pieces),
            }
        }
        pieces
    }

    fn pieces(&mut self, elements: &[ast::InterpolatedStringElement], pieces: &mut Vec<Piece>) {
        for element in elements {
            match element {
                ast::InterpolatedStringElement::Literal(text) => {
                    pieces.push(Piece::Text((&*text.value).into()));
                }
                ast::InterpolatedStringElement::Interpolation(inner) => {
                    let mut conversion = match inner.conversion {
                        ast::ConversionFlag::None => Conversion::Plain,
                        ast::ConversionFlag::Str => Conversion::Str,
                        ast::ConversionFlag::Repr => Conversion::Repr,
                        ast::ConversionFlag::Ascii => Conversion::Ascii,
                    };
                    if let Some(debug) = &inner.debug_text {
                        pieces.push(Piece::Text(debug.as_str().into()));
                        if inner.format_spec.is_none() && conversion == Conversion::Plain {
                            conversion = Conversion::Repr;
                        }
                    }
                    let value = self.expression(&inner.expression);
                    let mut specification = Vec::new();
                    if let Some(format) = &inner.format_spec {
                        self.pieces(&format.elements, &mut specification);
                    }
                    pieces.push(Piece::Value(value, conversion, specification));
                }
            }
        }
    }
}

/// CPython calls a method straight away unless its arguments have to be unpacked.
fn is_method_call(call: &ast::ExprCall) -> bool {
    let starred = call.arguments.args.iter().any(|argument| matches!(argument, Expr::Starred(_)));
    !starred && call.arguments.keywords.iter().all(|keyword| keyword.arg.is_some())
}

/// An integer beyond 64 bits, as it is written: `0xffff_…` or its decimal digits.
fn large(text: &str) -> BigInt {
    let plain = text.replace('_', "").to_ascii_lowercase();
    let (digits, radix) = [("0x", 16), ("0o", 8), ("0b", 2)]
        .into_iter()
        .find_map(|(prefix, radix)| Some((plain.strip_prefix(prefix)?, radix)))
        .unwrap_or((&plain, 10));
    BigInt::parse_bytes(digits.as_bytes(), radix).unwrap_or_default()
}
