//! Which scope a name belongs to, by Python's rules.

use std::collections::HashSet;
use std::rc::Rc;

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{self as ast, Expr, Stmt};

use super::{Name, Reach};

/// What a scope belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// The script.
    Module,
    /// Text that is run within scopes that are not known beforehand.
    Anywhere,
    /// A class's body.
    Class,
    /// A function, a lambda or a comprehension.
    Function,
}

/// A scope while the tree is made.
#[derive(Debug)]
pub(super) struct Scope {
    pub owner: Owner,
    /// The name of the class, for names that begin with two underscores.
    pub class: Option<Rc<str>>,
    bound: HashSet<String>,
    global: HashSet<String>,
    nonlocal: HashSet<String>,
    pub yields: bool,
}

impl Scope {
    /// A scope in which a body's assignments bind, and these names besides.
    pub fn new(owner: Owner, body: &[Stmt], names: impl Iterator<Item = String>) -> Self {
        let mut binder = Binder { scope: Self::empty(owner) };
        binder.scope.bound.extend(names);
        for statement in body {
            binder.visit_stmt(statement);
        }
        binder.scope.settled()
    }

    /// A lambda's or a comprehension's scope.
    pub fn of_expressions<'a>(
        names: impl Iterator<Item = String>,
        inside: impl Iterator<Item = &'a Expr>,
        comprehension: bool,
    ) -> Self {
        let mut binder = Binder { scope: Self::empty(Owner::Function) };
        if !comprehension {
            inside.for_each(|expression| binder.visit_expr(expression));
        }
        binder.scope.bound.extend(names);
        binder.scope.settled()
    }

    /// The name is bound in it.
    pub fn binds(&self, name: &str) -> bool {
        self.bound.contains(name)
    }

    fn empty(owner: Owner) -> Self {
        let (bound, global, nonlocal) = Default::default();
        Self { owner, class: None, bound, global, nonlocal, yields: false }
    }

    fn settled(mut self) -> Self {
        for name in self.global.iter().chain(&self.nonlocal) {
            self.bound.remove(name);
        }
        self
    }
}

/// Where a name is, seen from the innermost of these scopes.
pub(super) fn resolve(scopes: &[Scope], id: &str) -> Name {
    let reach = reach(scopes, id);
    Name { id: Rc::from(mangled(scopes, id)), reach }
}

/// `__name` within a class is `_Class__name`.
pub(super) fn mangled(scopes: &[Scope], id: &str) -> String {
    let class = scopes.iter().rev().find_map(|scope| scope.class.as_ref());
    match class.map(|class| class.trim_start_matches('_')) {
        Some(class) if id.starts_with("__") && !id.ends_with("__") && !class.is_empty() => {
            format!("_{class}{id}")
        }
        _ => id.to_owned(),
    }
}

fn reach(scopes: &[Scope], id: &str) -> Reach {
    let Some((innermost, around)) = scopes.split_last() else { return Reach::Anywhere };
    if innermost.global.contains(id) {
        return Reach::Global;
    }
    match innermost.owner {
        Owner::Module => Reach::Global,
        Owner::Anywhere => Reach::Anywhere,
        Owner::Function if innermost.bound.contains(id) => Reach::Local,
        Owner::Function => further(around, id),
        Owner::Class => match further(around, id) {
            Reach::Outer(hops) if innermost.nonlocal.contains(id) => Reach::Outer(hops),
            Reach::Outer(hops) => Reach::Class(Some(hops)),
            Reach::Anywhere if !innermost.bound.contains(id) => Reach::Anywhere,
            _ => Reach::Class(None),
        },
    }
}

/// Where a name is that the scope within these does not bind.
fn further(scopes: &[Scope], id: &str) -> Reach {
    for (hops, scope) in scopes.iter().rev().enumerate() {
        match scope.owner {
            Owner::Module => return Reach::Global,
            Owner::Anywhere => return Reach::Anywhere,
            Owner::Class => {}
            Owner::Function if scope.global.contains(id) => return Reach::Global,
            Owner::Function if scope.bound.contains(id) => return Reach::Outer(hops + 1),
            Owner::Function => {}
        }
    }
    Reach::Global
}

/// Collects what a body binds, without going into functions and classes within.
struct Binder {
    scope: Scope,
}

impl Binder {
    fn bind(&mut self, name: &str) {
        self.scope.bound.insert(name.to_owned());
    }
}

impl<'a> Visitor<'a> for Binder {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::FunctionDef(function) => {
                self.bind(&function.name);
                for decorator in &function.decorator_list {
                    self.visit_decorator(decorator);
                }
                self.visit_parameters(&function.parameters);
            }
            Stmt::ClassDef(class) => {
                self.bind(&class.name);
                for decorator in &class.decorator_list {
                    self.visit_decorator(decorator);
                }
                if let Some(arguments) = &class.arguments {
                    self.visit_arguments(arguments);
                }
            }
            Stmt::Global(names) => {
                self.scope.global.extend(names.names.iter().map(|name| name.to_string()));
            }
            Stmt::Nonlocal(names) => {
                self.scope.nonlocal.extend(names.names.iter().map(|name| name.to_string()));
            }
            Stmt::Import(import) => {
                for alias in &import.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name);
                    self.bind(name.split('.').next().unwrap_or_default());
                }
            }
            Stmt::ImportFrom(import) => {
                for alias in &import.names {
                    self.bind(alias.asname.as_ref().unwrap_or(&alias.name));
                }
            }
            _ => walk_stmt(self, statement),
        }
    }

    fn visit_except_handler(&mut self, handler: &'a ast::ExceptHandler) {
        let ast::ExceptHandler::ExceptHandler(inner) = handler;
        if let Some(name) = &inner.name {
            self.bind(name);
        }
        ast::visitor::walk_except_handler(self, handler);
    }

    fn visit_parameters(&mut self, parameters: &'a ast::Parameters) {
        for parameter in parameters.iter_non_variadic_params() {
            if let Some(default) = &parameter.default {
                self.visit_expr(default);
            }
        }
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Name(name) if !name.ctx.is_load() => self.bind(&name.id),
            Expr::Named(named) => {
                if let Expr::Name(name) = &*named.target {
                    self.bind(&name.id);
                }
                self.visit_expr(&named.value);
            }
            Expr::Lambda(lambda) => {
                if let Some(parameters) = &lambda.parameters {
                    self.visit_parameters(parameters);
                }
            }
            Expr::Yield(_) | Expr::YieldFrom(_) => {
                self.scope.yields = true;
                walk_expr(self, expression);
            }
            _ => stacker::maybe_grow(64 * 1024, 1024 * 1024, || walk_expr(self, expression)),
        }
    }

    /// A comprehension's own names are not bound here; what `:=` binds in it is.
    fn visit_comprehension(&mut self, comprehension: &'a ast::Comprehension) {
        self.visit_expr(&comprehension.iter);
        comprehension.ifs.iter().for_each(|test| self.visit_expr(test));
    }
}

/// The names that a target binds.
struct Names(HashSet<String>);

impl<'a> Visitor<'a> for Names {
    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Name(name) if !name.ctx.is_load() => {
                self.0.insert(name.id.to_string());
            }
            Expr::Tuple(_) | Expr::List(_) | Expr::Starred(_) => walk_expr(self, expression),
            _ => {}
        }
    }
}

/// The names that a comprehension's targets bind.
pub(super) fn targets(generators: &[ast::Comprehension]) -> impl Iterator<Item = String> {
    let mut names = Names(HashSet::new());
    generators.iter().for_each(|generator| names.visit_expr(&generator.target));
    names.0.into_iter()
}
