//! What CPython refuses only once a text has been parsed: a `return` outside a function and the
//! like.

use std::collections::HashSet;

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{self as ast, Expr, InterpolatedStringElement, Stmt};
use ruff_text_size::Ranged;

use super::Mistake;
use super::name::{Owner, Scope};

/// The first thing that is wrong with a script that was parsed.
pub(super) fn check(source: &str, body: &[Stmt]) -> Option<Mistake> {
    let mut checker = Checker { source, around: vec![Around::default()], fields: 0, found: None };
    checker.future(body);
    checker.body(body);
    checker.found
}

/// What is around a statement, up to the function or class that it stands in.
#[derive(Default)]
struct Around {
    is_function: bool,
    loops: usize,
    bound: HashSet<String>,
    used: HashSet<String>,
    parameters: HashSet<String>,
    /// What a function binds anywhere in its body.
    scope: Option<Scope>,
}

/// Fields of f-strings nest no deeper.
const DEEPEST_FIELDS: usize = 2;

struct Checker<'s> {
    source: &'s str,
    around: Vec<Around>,
    /// The fields of f-strings that are open, one in the other's format.
    fields: usize,
    found: Option<Mistake>,
}

impl Checker<'_> {
    fn says(&mut self, message: impl Into<String>, place: impl Ranged) {
        if self.found.is_none() {
            let offset = place.range().start().to_usize();
            self.found =
                Some(Mistake { message: message.into(), ..Mistake::plain(self.source, offset) });
        }
    }

    fn body(&mut self, body: &[Stmt]) {
        body.iter().for_each(|statement| self.visit_stmt(statement));
    }

    fn innermost(&mut self) -> Option<&mut Around> {
        self.around.last_mut()
    }

    /// `from __future__` stands first, and knows what it is asked for.
    fn future(&mut self, body: &[Stmt]) {
        let mut early = true;
        for (position, statement) in body.iter().enumerate() {
            let Stmt::ImportFrom(import) = statement else {
                let is_doc = position == 0
                    && matches!(statement, Stmt::Expr(inner) if inner.value.is_string_literal_expr());
                early &= is_doc;
                continue;
            };
            if import.module.as_ref().is_none_or(|name| name.as_str() != "__future__") {
                early = false;
                continue;
            }
            if !early {
                let text = "from __future__ imports must occur at the beginning of the file";
                self.says(text, import);
            }
            for alias in &import.names {
                match alias.name.as_str() {
                    "nested_scopes" | "generators" | "division" | "absolute_import"
                    | "with_statement" | "print_function" | "unicode_literals"
                    | "barry_as_FLUFL" | "generator_stop" | "annotations" => {}
                    "braces" => self.says("not a chance", import),
                    name => {
                        let text = format!("future feature {name} is not defined");
                        self.says(text, import);
                    }
                }
            }
        }
    }

    fn function(&mut self, parameters: Option<&ast::Parameters>, body: impl FnOnce(&mut Self)) {
        let mut around = Around { is_function: true, ..Around::default() };
        let mut twice = None;
        for parameter in parameters.into_iter().flat_map(ast::Parameters::iter) {
            let name = parameter.name().to_string();
            if !around.parameters.insert(name.clone()) {
                twice = Some((name, parameter.range()));
            }
        }
        if let Some((name, range)) = twice {
            let text = format!("duplicate argument '{name}' in function definition");
            self.says(text, range);
        }
        around.bound.clone_from(&around.parameters);
        self.around.push(around);
        body(self);
        self.around.pop();
    }

    fn declared(&mut self, names: &[ast::Identifier], word: &str, place: &Stmt) {
        for name in names {
            let name = name.as_str();
            let Some(around) = self.around.last() else { continue };
            let message = if around.parameters.contains(name) {
                Some(format!("name '{name}' is parameter and {word}"))
            } else if around.bound.contains(name) {
                Some(format!("name '{name}' is assigned to before {word} declaration"))
            } else if around.used.contains(name) {
                Some(format!("name '{name}' is used prior to {word} declaration"))
            } else {
                None
            };
            if let Some(message) = message {
                self.says(message, place);
            }
        }
    }

    fn nonlocal(&mut self, names: &[ast::Identifier], place: &Stmt) {
        let Some((_, outer)) = self.around.split_last() else { return };
        if outer.is_empty() {
            return self.says("nonlocal declaration not allowed at module level", place);
        }
        let unknown: Vec<String> = names
            .iter()
            .filter(|name| {
                let binds = |around: &Around| {
                    around.scope.as_ref().is_some_and(|scope| scope.binds(name.as_str()))
                };
                !outer.iter().any(binds)
            })
            .map(|name| name.to_string())
            .collect();
        for name in unknown {
            self.says(format!("no binding for nonlocal '{name}' found"), place);
        }
    }

    /// A target with stars in it.
    fn target(&mut self, target: &Expr) {
        let items = match target {
            Expr::Starred(inner) => {
                let text = "starred assignment target must be in a list or tuple";
                return self.says(text, inner.range());
            }
            Expr::Tuple(inner) => &inner.elts,
            Expr::List(inner) => &inner.elts,
            _ => return,
        };
        let stars = items.iter().filter(|item| item.is_starred_expr()).count();
        if stars > 1 {
            self.says("multiple starred expressions in assignment", target);
        }
    }

    fn looped(&mut self, body: &[Stmt], otherwise: &[Stmt]) {
        if let Some(around) = self.innermost() {
            around.loops += 1;
        }
        self.body(body);
        if let Some(around) = self.innermost() {
            around.loops -= 1;
        }
        self.body(otherwise);
    }
}

impl<'a> Visitor<'a> for Checker<'_> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        let in_function = self.around.last().is_some_and(|around| around.is_function);
        let in_loop = self.around.last().is_some_and(|around| around.loops > 0);
        match statement {
            Stmt::FunctionDef(function) => {
                if let Some(around) = self.around.last_mut() {
                    around.bound.insert(function.name.to_string());
                }
                function.decorator_list.iter().for_each(|one| self.visit_decorator(one));
                self.visit_parameters(&function.parameters);
                let names = function.parameters.iter().map(|one| one.name().to_string());
                let scope = Scope::new(Owner::Function, &function.body, names);
                self.function(Some(&function.parameters), |checker| {
                    if let Some(around) = checker.around.last_mut() {
                        around.scope = Some(scope);
                    }
                    checker.body(&function.body);
                });
            }
            Stmt::ClassDef(class) => {
                if let Some(around) = self.around.last_mut() {
                    around.bound.insert(class.name.to_string());
                }
                class.decorator_list.iter().for_each(|one| self.visit_decorator(one));
                class.arguments.iter().for_each(|one| self.visit_arguments(one));
                self.around.push(Around::default());
                self.body(&class.body);
                self.around.pop();
            }
            Stmt::Return(_) if !in_function => self.says("'return' outside function", statement),
            Stmt::Break(_) if !in_loop => self.says("'break' outside loop", statement),
            Stmt::Continue(_) if !in_loop => {
                self.says("'continue' not properly in loop", statement);
            }
            Stmt::Global(names) => self.declared(&names.names, "global", statement),
            Stmt::Nonlocal(names) => {
                self.declared(&names.names, "nonlocal", statement);
                self.nonlocal(&names.names, statement);
            }
            Stmt::For(inner) => {
                self.visit_expr(&inner.iter);
                self.target(&inner.target);
                self.visit_expr(&inner.target);
                self.looped(&inner.body, &inner.orelse);
            }
            Stmt::While(inner) => {
                self.visit_expr(&inner.test);
                self.looped(&inner.body, &inner.orelse);
            }
            Stmt::Assign(inner) => {
                if let Expr::Starred(star) = &*inner.value {
                    self.says("can't use starred expression here", star);
                }
                inner.targets.iter().for_each(|target| self.target(target));
                self.visit_expr(&inner.value);
                inner.targets.iter().for_each(|target| self.visit_expr(target));
            }
            Stmt::Expr(inner) if inner.value.is_starred_expr() => {
                self.says("can't use starred expression here", statement);
            }
            Stmt::Try(inner) => {
                let last = inner.handlers.len().saturating_sub(1);
                for handler in inner.handlers.iter().take(last) {
                    let ast::ExceptHandler::ExceptHandler(one) = handler;
                    if one.type_.is_none() {
                        self.says("default 'except:' must be last", one);
                    }
                }
                walk_stmt(self, statement);
            }
            _ => walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        let in_function = self.around.last().is_some_and(|around| around.is_function);
        match expression {
            Expr::Name(name) => {
                if let Some(around) = self.around.last_mut() {
                    let names =
                        if name.ctx.is_load() { &mut around.used } else { &mut around.bound };
                    names.insert(name.id.to_string());
                }
            }
            Expr::Lambda(lambda) => {
                lambda.parameters.iter().for_each(|one| self.visit_parameters(one));
                self.function(lambda.parameters.as_deref(), |checker| {
                    checker.visit_expr(&lambda.body);
                });
            }
            Expr::Yield(_) | Expr::YieldFrom(_) if !in_function => {
                self.says("'yield' outside function", expression);
            }
            Expr::NumberLiteral(literal) => {
                if let Some(text) = too_long(self.source, literal) {
                    self.says(text, expression);
                }
            }
            Expr::Await(_) if !in_function => self.says("'await' outside function", expression),
            Expr::Call(call) => {
                let mut seen = HashSet::new();
                for keyword in &call.arguments.keywords {
                    if let Some(name) = &keyword.arg
                        && !seen.insert(name.as_str())
                    {
                        self.says(format!("keyword argument repeated: {name}"), keyword);
                    }
                }
                deeper(|| walk_expr(self, expression));
            }
            _ => deeper(|| walk_expr(self, expression)),
        }
    }

    fn visit_interpolated_string_element(&mut self, element: &'a InterpolatedStringElement) {
        let InterpolatedStringElement::Interpolation(field) = element else { return };
        if field.expression.is_starred_expr() {
            self.says("f-string: cannot use starred expression here", field);
        }
        if self.fields >= DEEPEST_FIELDS {
            self.says("f-string: expressions nested too deeply", field);
        }
        let around = std::mem::take(&mut self.fields);
        self.visit_expr(&field.expression);
        self.fields = around + 1;
        for element in field.format_spec.iter().flat_map(|spec| &spec.elements) {
            self.visit_interpolated_string_element(element);
        }
        self.fields = around;
    }

    fn visit_parameters(&mut self, parameters: &'a ast::Parameters) {
        for parameter in parameters.iter_non_variadic_params() {
            parameter.default.iter().for_each(|default| self.visit_expr(default));
        }
    }
}

/// CPython reads no integer of more decimal digits.
const MOST_DIGITS: usize = 4300;

fn too_long(source: &str, literal: &ast::ExprNumberLiteral) -> Option<String> {
    let text = source.get(literal.range.to_std_range())?;
    let is_decimal =
        literal.value.is_int() && text.bytes().all(|byte| byte != b'x' && byte != b'X');
    let count = text.bytes().filter(u8::is_ascii_digit).count();
    let is_binary = ["0b", "0B", "0o", "0O"].iter().any(|prefix| text.starts_with(prefix));
    (is_decimal && !is_binary && count > MOST_DIGITS).then(|| {
        format!(
            "Exceeds the limit ({MOST_DIGITS} digits) for integer string conversion: value has \
             {count} digits; use sys.set_int_max_str_digits() to increase the limit - Consider \
             hexadecimal for huge integer literals to avoid decimal conversion limits."
        )
    })
}

/// Goes on, on more stack where little of it is left.
fn deeper(go_on: impl FnOnce()) {
    stacker::maybe_grow(64 * 1024, 1024 * 1024, go_on);
}
