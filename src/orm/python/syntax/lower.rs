//! Statements of the parser's tree as statements of ours.

use std::rc::Rc;

use ruff_python_ast::{self as ast, Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};

use super::name::{Owner, Scope, resolve};
use super::sign::binary;
use super::{
    Annotated, Annotation, Arguments, Block, Body, ClassBody, Definition, Expression,
    ExpressionKind, For, Handler, Imported, Lambda, Name, Parameter, ParameterKind, Place,
    Statement, StatementKind, Try, While, With,
};

/// Turns one tree into the other.
pub(super) struct Lower<'s> {
    pub source: &'s str,
    /// Where each line begins.
    pub lines: Vec<u32>,
    /// The scopes around, the innermost last.
    pub scopes: Vec<Scope>,
}

impl<'s> Lower<'s> {
    pub fn new(source: &'s str, outermost: Scope) -> Self {
        let breaks = source.bytes().zip(1u32..).filter(|(byte, _)| *byte == b'\n');
        let lines = std::iter::once(0).chain(breaks.map(|(_, next)| next)).collect();
        Self { source, lines, scopes: vec![outermost] }
    }

    pub fn line(&self, offset: u32) -> u32 {
        u32::try_from(self.lines.partition_point(|start| *start <= offset)).unwrap_or(u32::MAX)
    }

    pub fn place(&self, range: TextRange) -> Place {
        let (start, end) = (range.start().to_u32(), range.end().to_u32());
        Place { line: self.line(start), start, end }
    }

    pub fn name(&self, id: &str) -> Name {
        resolve(&self.scopes, id)
    }

    pub fn text(&self, range: TextRange) -> &'s str {
        self.source.get(range.start().to_usize()..range.end().to_usize()).unwrap_or_default()
    }

    pub fn block(&mut self, body: &[Stmt]) -> Block {
        let mut found = Vec::with_capacity(body.len());
        for statement in body {
            stacker::maybe_grow(128 * 1024, 1024 * 1024, || self.statement(statement, &mut found));
        }
        found.into()
    }

    /// A statement; one that yields becomes two.
    fn statement(&mut self, statement: &Stmt, found: &mut Vec<Statement>) {
        let place = self.place(statement.range());
        let value = match statement {
            Stmt::Expr(inner) => Some(&*inner.value),
            Stmt::Assign(inner) => Some(&*inner.value),
            Stmt::AugAssign(inner) => Some(&*inner.value),
            Stmt::AnnAssign(inner) => inner.value.as_deref(),
            Stmt::Return(inner) => inner.value.as_deref(),
            _ => None,
        };
        let pause = match value {
            Some(Expr::Yield(inner)) => {
                let value = inner.value.as_ref().map(|value| self.expression(value));
                Some(StatementKind::Yield(value))
            }
            Some(Expr::YieldFrom(inner)) => {
                Some(StatementKind::YieldFrom(self.expression(&inner.value)))
            }
            _ => None,
        };
        if let Some(kind) = pause {
            found.push(Statement { kind, place });
            if matches!(statement, Stmt::Expr(_)) {
                return;
            }
        }
        let kind = self.kind(statement);
        found.push(Statement { kind, place });
    }

    fn kind(&mut self, statement: &Stmt) -> StatementKind {
        use StatementKind as Kind;
        match statement {
            Stmt::Pass(_) | Stmt::Global(_) | Stmt::Nonlocal(_) => Kind::Pass,
            Stmt::Break(_) => Kind::Break,
            Stmt::Continue(_) => Kind::Continue,
            Stmt::Expr(inner) => Kind::Expression(self.expression(&inner.value)),
            Stmt::Assign(inner) => {
                let value = self.expression(&inner.value);
                Kind::Assign(self.expressions(&inner.targets), value)
            }
            Stmt::AugAssign(inner) => {
                let target = self.expression(&inner.target);
                let op = binary(inner.op);
                Kind::Augment(target, op, self.expression(&inner.value))
            }
            Stmt::AnnAssign(inner) => Kind::Annotate(Box::new(Annotated {
                target: self.expression(&inner.target),
                annotation: self.annotation(&inner.annotation),
                value: inner.value.as_ref().map(|value| self.expression(value)),
                simple: inner.simple,
            })),
            Stmt::Delete(inner) => Kind::Delete(self.expressions(&inner.targets)),
            Stmt::Return(inner) => {
                Kind::Return(inner.value.as_ref().map(|value| self.expression(value)))
            }
            Stmt::Raise(inner) => {
                let exception = inner.exc.as_ref().map(|value| self.expression(value));
                Kind::Raise(exception, inner.cause.as_ref().map(|value| self.expression(value)))
            }
            Stmt::Assert(inner) => {
                let test = self.expression(&inner.test);
                Kind::Assert(test, inner.msg.as_ref().map(|value| self.expression(value)))
            }
            Stmt::Import(inner) => {
                Kind::Import(inner.names.iter().map(|alias| self.imported(alias)).collect())
            }
            Stmt::ImportFrom(inner) => Kind::ImportFrom(
                inner.level,
                inner.module.as_ref().map(|name| name.as_str()).unwrap_or_default().into(),
                inner.names.iter().map(|alias| self.imported(alias)).collect(),
            ),
            Stmt::If(inner) => self.branches(inner),
            Stmt::While(inner) => Kind::While(Rc::new(While {
                test: self.expression(&inner.test),
                body: self.block(&inner.body),
                otherwise: self.block(&inner.orelse),
            })),
            Stmt::For(inner) if inner.is_async => Kind::Unsupported("`async for`"),
            Stmt::For(inner) => Kind::For(Rc::new(For {
                iterable: self.expression(&inner.iter),
                target: self.expression(&inner.target),
                body: self.block(&inner.body),
                otherwise: self.block(&inner.orelse),
            })),
            Stmt::Try(inner) if inner.is_star => Kind::Unsupported("`except*`"),
            Stmt::Try(inner) => Kind::Try(Rc::new(Try {
                body: self.block(&inner.body),
                handlers: inner.handlers.iter().map(|handler| self.handler(handler)).collect(),
                otherwise: self.block(&inner.orelse),
                finally: self.block(&inner.finalbody),
            })),
            Stmt::With(inner) if inner.is_async => Kind::Unsupported("`async with`"),
            Stmt::With(inner) => self.with(&inner.items, &inner.body),
            Stmt::FunctionDef(inner) if inner.is_async => Kind::Unsupported("`async def`"),
            Stmt::FunctionDef(inner) => Kind::Function(Rc::new(self.definition(inner))),
            Stmt::ClassDef(inner) => Kind::Class(Rc::new(self.class(inner))),
            Stmt::Match(_) => Kind::Unsupported("`match`"),
            Stmt::TypeAlias(_) => Kind::Unsupported("the `type` statement"),
            Stmt::IpyEscapeCommand(_) => Kind::Unsupported("a command of IPython"),
        }
    }

    fn imported(&mut self, alias: &ast::Alias) -> Imported {
        let bound = match &alias.asname {
            Some(name) => name.as_str(),
            None => alias.name.split('.').next().unwrap_or_default(),
        };
        Imported {
            name: alias.name.as_str().into(),
            alias: alias.asname.as_ref().map(|name| name.as_str().into()),
            variable: self.name(bound),
        }
    }

    fn branches(&mut self, inner: &ast::StmtIf) -> StatementKind {
        let mut branches = vec![(self.expression(&inner.test), self.block(&inner.body))];
        let mut otherwise = Block::from([]);
        for clause in &inner.elif_else_clauses {
            match &clause.test {
                Some(test) => branches.push((self.expression(test), self.block(&clause.body))),
                None => otherwise = self.block(&clause.body),
            }
        }
        StatementKind::If(branches, otherwise)
    }

    fn handler(&mut self, handler: &ast::ExceptHandler) -> Handler {
        let ast::ExceptHandler::ExceptHandler(inner) = handler;
        Handler {
            kind: inner.type_.as_ref().map(|kind| self.expression(kind)),
            name: inner.name.as_ref().map(|name| self.name(name)),
            body: self.block(&inner.body),
            place: self.place(inner.range),
        }
    }

    fn with(&mut self, items: &[ast::WithItem], body: &[Stmt]) -> StatementKind {
        let Some((first, rest)) = items.split_first() else { return StatementKind::Pass };
        let manager = self.expression(&first.context_expr);
        let target = first.optional_vars.as_ref().map(|target| self.expression(target));
        let body = match rest.first() {
            None => self.block(body),
            Some(next) => {
                let place = self.place(next.range);
                let kind = stacker::maybe_grow(128 * 1024, 1024 * 1024, || self.with(rest, body));
                Block::from([Statement { kind, place }])
            }
        };
        StatementKind::With(Rc::new(With { manager, target, body }))
    }

    pub fn annotation(&mut self, expression: &Expr) -> Annotation {
        Annotation {
            text: self.text(expression.range()).into(),
            expression: self.expression(expression),
        }
    }

    pub fn parameters(&mut self, parameters: &ast::Parameters) -> Vec<Parameter> {
        let mut found = Vec::new();
        let mut plain = |this: &mut Self, list: &[ast::ParameterWithDefault], kind| {
            for parameter in list {
                let default = parameter.default.as_ref().map(|value| this.expression(value));
                found.push(this.parameter(&parameter.parameter, kind, default));
            }
        };
        plain(self, &parameters.posonlyargs, ParameterKind::Positional);
        plain(self, &parameters.args, ParameterKind::Either);
        let rest = found.len();
        let mut plain = |this: &mut Self, list: &[ast::ParameterWithDefault], kind| {
            for parameter in list {
                let default = parameter.default.as_ref().map(|value| this.expression(value));
                found.push(this.parameter(&parameter.parameter, kind, default));
            }
        };
        plain(self, &parameters.kwonlyargs, ParameterKind::Keyword);
        if let Some(parameter) = &parameters.vararg {
            found.insert(rest, self.parameter(parameter, ParameterKind::Rest, None));
        }
        if let Some(parameter) = &parameters.kwarg {
            found.push(self.parameter(parameter, ParameterKind::Keywords, None));
        }
        found
    }

    fn parameter(
        &mut self,
        parameter: &ast::Parameter,
        kind: ParameterKind,
        default: Option<Expression>,
    ) -> Parameter {
        Parameter {
            name: super::name::mangled(&self.scopes, &parameter.name).into(),
            kind,
            default,
            annotation: parameter.annotation.as_ref().map(|inner| self.annotation(inner)),
        }
    }

    fn definition(&mut self, function: &ast::StmtFunctionDef) -> Definition {
        let decorators = self.decorators(&function.decorator_list);
        let parameters = self.parameters(&function.parameters);
        let returns = function.returns.as_ref().map(|inner| self.annotation(inner));
        let names = function.parameters.iter().map(|parameter| parameter.name().to_string());
        let scope = Scope::new(Owner::Function, &function.body, names);
        let is_generator = scope.yields;
        self.scopes.push(scope);
        let body = self.block(&function.body);
        self.scopes.pop();
        Definition {
            variable: self.name(&function.name),
            code: Rc::new(Lambda {
                name: function.name.as_str().into(),
                parameters,
                doc: doc(&body),
                body: Body::Block(body),
                is_generator,
                place: self.place(function.range),
            }),
            decorators,
            returns,
        }
    }

    fn decorators(&mut self, decorators: &[ast::Decorator]) -> Vec<Expression> {
        decorators.iter().map(|decorator| self.expression(&decorator.expression)).collect()
    }

    fn class(&mut self, class: &ast::StmtClassDef) -> ClassBody {
        let decorators = self.decorators(&class.decorator_list);
        let arguments = match &class.arguments {
            Some(arguments) => self.arguments(arguments),
            None => Arguments::default(),
        };
        let name: Rc<str> = class.name.as_str().into();
        let mut scope = Scope::new(Owner::Class, &class.body, std::iter::empty());
        scope.class = Some(Rc::clone(&name));
        self.scopes.push(scope);
        let body = self.block(&class.body);
        self.scopes.pop();
        let variable = self.name(&class.name);
        ClassBody { name, variable, arguments, decorators, doc: doc(&body), body }
    }
}

/// A body's docstring.
pub(super) fn doc(body: &Block) -> Option<Rc<str>> {
    match &body.first()?.kind {
        StatementKind::Expression(Expression { kind: ExpressionKind::Text(text), .. }) => {
            Some(Rc::clone(text))
        }
        _ => None,
    }
}
