//! Which variables of the script a text binds, and which it takes from what ran before it.

use std::collections::HashSet;
use std::mem;
use std::rc::Rc;

use super::walk::{Use, read};
use super::{
    Block, Body, ClassBody, Definition, Expression, ExpressionKind, Lambda, Module, Name, Reach,
    StatementKind, Try,
};

/// What a text does with the variables of the script.
#[derive(Debug, Default)]
pub struct Variables {
    /// What it binds, binds anew or deletes, on whatever way it takes; not what it imports.
    pub bound: HashSet<Rc<str>>,
    /// What it reads, on some way that it may take, without having bound it on that way. What a
    /// function reads counts as read where the function is defined.
    pub taken: HashSet<Rc<str>>,
}

/// The variables of a text. Text within texts (`relationship("…")`) names none.
pub fn variables(module: &Module) -> Variables {
    let mut walk = Walk::default();
    walk.block(&module.body);
    walk.found
}

#[derive(Default)]
struct Walk {
    found: Variables,
    /// What is bound on every way that leads to where the walk is.
    sure: HashSet<Rc<str>>,
    /// The same for the class's body that the walk is in.
    own: HashSet<Rc<str>>,
}

impl Walk {
    fn block(&mut self, block: &Block) {
        stacker::maybe_grow(64 * 1024, 1024 * 1024, || {
            block.iter().for_each(|statement| self.statement(&statement.kind));
        });
    }

    fn statement(&mut self, statement: &StatementKind) {
        use StatementKind as Kind;
        match statement {
            Kind::Expression(value) | Kind::YieldFrom(value) => self.read(value),
            Kind::Assign(targets, value) => {
                self.read(value);
                targets.iter().for_each(|target| self.target(target));
            }
            Kind::Augment(target, _, value) => {
                self.read(target);
                self.read(value);
                self.target(target);
            }
            Kind::Annotate(annotated) => {
                self.read(&annotated.annotation.expression);
                if let Some(value) = &annotated.value {
                    self.read(value);
                    self.target(&annotated.target);
                }
            }
            Kind::Delete(targets) => targets.iter().for_each(|target| {
                self.read(target);
                self.target(target);
            }),
            Kind::Return(value) | Kind::Yield(value) => self.all(value),
            Kind::Raise(value, cause) => self.all(value.iter().chain(cause)),
            Kind::Assert(test, message) => {
                self.read(test);
                self.all(message);
            }
            Kind::Import(names) | Kind::ImportFrom(_, _, names) => {
                names.iter().for_each(|it| self.sure(&it.variable));
            }
            Kind::If(branches, otherwise) => self.branches(branches, otherwise),
            Kind::While(code) => {
                self.read(&code.test);
                self.perhaps(|walk| walk.block(&code.body));
                self.perhaps(|walk| walk.block(&code.otherwise));
            }
            Kind::For(code) => {
                self.read(&code.iterable);
                self.perhaps(|walk| {
                    walk.target(&code.target);
                    walk.block(&code.body);
                });
                self.perhaps(|walk| walk.block(&code.otherwise));
            }
            Kind::Try(code) => self.attempt(code),
            Kind::With(code) => {
                self.read(&code.manager);
                code.target.iter().for_each(|target| self.target(target));
                self.block(&code.body);
            }
            Kind::Function(code) => self.function(code),
            Kind::Class(code) => self.class(code),
            Kind::Pass | Kind::Break | Kind::Continue | Kind::Unsupported(_) => {}
        }
    }

    /// What several ways lead to knows only what each of them bound.
    fn branches(&mut self, branches: &[(Expression, Block)], otherwise: &Block) {
        let mut ways = Vec::new();
        for (test, block) in branches {
            self.read(test);
            ways.push(self.perhaps(|walk| walk.block(block)));
        }
        ways.push(self.perhaps(|walk| walk.block(otherwise)));
        self.meet(ways);
    }

    fn attempt(&mut self, code: &Try) {
        let mut ways = vec![self.perhaps(|walk| {
            walk.block(&code.body);
            walk.block(&code.otherwise);
        })];
        for handler in &code.handlers {
            ways.push(self.perhaps(|walk| {
                walk.all(&handler.kind);
                handler.name.iter().for_each(|name| walk.bind(name));
                walk.block(&handler.body);
                // Python forgets the exception's name behind its handler.
                handler.name.iter().for_each(|name| walk.forget(name));
            }));
        }
        self.meet(ways);
        self.block(&code.finally);
    }

    /// Walks a way that may not be taken; gives what is bound at its end.
    fn perhaps(&mut self, way: impl FnOnce(&mut Self)) -> (HashSet<Rc<str>>, HashSet<Rc<str>>) {
        let before = (self.sure.clone(), self.own.clone());
        way(self);
        let (sure, own) = before;
        (mem::replace(&mut self.sure, sure), mem::replace(&mut self.own, own))
    }

    fn meet(&mut self, ways: Vec<(HashSet<Rc<str>>, HashSet<Rc<str>>)>) {
        let common = ways.into_iter().reduce(|(mut sure, mut own), other| {
            sure.retain(|name| other.0.contains(name));
            own.retain(|name| other.1.contains(name));
            (sure, own)
        });
        (self.sure, self.own) = common.unwrap_or_default();
    }

    fn function(&mut self, code: &Definition) {
        self.all(&code.decorators);
        self.parameters(&code.code);
        self.all(code.returns.iter().map(|it| &it.expression));
        // It may be called, or not: what it binds in the script is not sure.
        self.perhaps(|walk| match &code.code.body {
            Body::Block(body) => walk.block(body),
            Body::Expression(body) => walk.read(body),
        });
        self.bind(&code.variable);
    }

    fn parameters(&mut self, code: &Lambda) {
        for parameter in &code.parameters {
            self.all(&parameter.default);
            self.all(parameter.annotation.iter().map(|it| &it.expression));
        }
    }

    fn class(&mut self, code: &ClassBody) {
        self.all(&code.decorators);
        self.all(&code.arguments.positional);
        self.all(code.arguments.named.iter().map(|(_, value)| value));
        let around = mem::take(&mut self.own);
        self.block(&code.body);
        self.own = around;
        self.bind(&code.variable);
    }

    fn all<'a>(&mut self, expressions: impl IntoIterator<Item = &'a Expression>) {
        expressions.into_iter().for_each(|expression| self.read(expression));
    }

    fn read(&mut self, expression: &Expression) {
        read(expression, &mut |name, used| match used {
            // `a and (b := 1)` may not come to bind it.
            Use::Bound => self.changed(name),
            Use::Read => self.taken(name),
        });
    }

    fn taken(&mut self, name: &Name) {
        let is_own = match name.reach {
            Reach::Local | Reach::Outer(_) => return,
            Reach::Class(_) => self.own.contains(&name.id),
            Reach::Global | Reach::Anywhere => false,
        };
        if !is_own && !self.sure.contains(&name.id) {
            self.found.taken.insert(Rc::clone(&name.id));
        }
    }

    fn target(&mut self, target: &Expression) {
        match &target.kind {
            ExpressionKind::Name(name) => self.bind(name),
            ExpressionKind::Tuple(items) | ExpressionKind::List(items) => {
                items.iter().for_each(|item| self.target(item));
            }
            ExpressionKind::Starred(inner) => self.target(inner),
            _ => self.read(target),
        }
    }

    fn bind(&mut self, name: &Name) {
        self.changed(name);
        self.sure(name);
    }

    fn changed(&mut self, name: &Name) {
        if matches!(name.reach, Reach::Global | Reach::Anywhere) {
            self.found.bound.insert(Rc::clone(&name.id));
        }
    }

    fn sure(&mut self, name: &Name) {
        match name.reach {
            Reach::Local | Reach::Outer(_) => false,
            Reach::Class(_) => self.own.insert(Rc::clone(&name.id)),
            Reach::Global | Reach::Anywhere => self.sure.insert(Rc::clone(&name.id)),
        };
    }

    fn forget(&mut self, name: &Name) {
        self.own.remove(&name.id);
        self.sure.remove(&name.id);
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    fn of(text: &str) -> (Vec<String>, Vec<String>) {
        let found = variables(&read(text).unwrap());
        let sorted = |names: HashSet<Rc<str>>| {
            let mut names: Vec<String> = names.iter().map(|name| name.to_string()).collect();
            names.sort();
            names
        };
        (sorted(found.bound), sorted(found.taken))
    }

    #[track_caller]
    fn takes(text: &str, expected: &[&str]) {
        assert_eq!(of(text).1, expected, "{text}");
    }

    #[track_caller]
    fn binds(text: &str, expected: &[&str]) {
        assert_eq!(of(text).0, expected, "{text}");
    }

    #[test]
    fn what_is_read_before_it_is_bound_is_taken() {
        takes("a = 1\nb = a", &[]);
        takes("a = a.boss", &["a"]);
        takes("a += 1", &["a"]);
        takes("a.name = 'x'", &["a"]);
        takes("a[i] = v", &["a", "i", "v"]);
        takes("x = f'{a.name!r:>{w}}'", &["a", "w"]);
        takes("'a'; it.a; f(a=1)", &["f", "it"]);
        takes("[x for x in a if x in b]", &["a", "b"]);
        takes("del a", &["a"]);
        takes("with a as b:\n    b.c(d)", &["a", "d"]);
        takes("import a\nfrom b import c as d\na(b, c, d)", &["b", "c"]);
    }

    #[test]
    fn a_way_that_may_not_be_taken_binds_nothing_for_sure() {
        takes("for a in b:\n    a\na", &["a", "b"]);
        takes("if t:\n    a = 1\nelse:\n    a = 2\na", &["t"]);
        takes("if t:\n    a = 1\na", &["a", "t"]);
        takes("try:\n    a = 1\nexcept E as e:\n    e\n    a = 2\na\ne", &["E", "e"]);
        takes("try:\n    a = 1\nexcept E:\n    pass\na", &["E", "a"]);
        takes("t and (a := 1)\na", &["a", "t"]);
        takes("while t:\n    a = 1\nelse:\n    a", &["a", "t"]);
    }

    #[test]
    fn functions_and_classes_have_names_of_their_own() {
        takes("def f(a, b=c):\n    d = a\n    return d + e\nf()", &["c", "e"]);
        takes("def f():\n    global a\n    a = 1\nf()\na", &["a"]);
        takes("class A(B):\n    a = 1\n    b = a + c\nA", &["B", "c"]);
        takes("class A:\n    a = 1\n    def f(self):\n        return a", &["a"]);
        takes("lambda x: x + a", &["a"]);
    }

    #[test]
    fn whatever_a_text_may_bind_is_bound() {
        binds("a, (b, *c) = d.e = x", &["a", "b", "c"]);
        binds("for a in x:\n    if b:\n        with c as d:\n            e = 1", &["a", "d", "e"]);
        binds("if (n := 1):\n    pass", &["n"]);
        binds("del a", &["a"]);
        binds("def f():\n    global g\n    g = h = 1", &["f", "g"]);
        binds("class A:\n    x = 1", &["A"]);
        binds("import a\nfrom b import c", &[]);
        binds("a: int\nb: int = 1", &["b"]);
    }
}
