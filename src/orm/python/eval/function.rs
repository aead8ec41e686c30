//! Functions that a script defines: making them, and binding what they are called with.

use std::cell::RefCell;
use std::rc::Rc;

use super::deep::deeper;
use super::{Activation, Progress};
use crate::orm::python::syntax::{Annotation, Body, Definition, Lambda, ParameterKind};
use crate::orm::python::{Args, Frame, Function, Machine, Run, Scope, Stop, Value};

impl Machine {
    /// `def`: makes the function, has it decorated and binds it.
    pub(super) fn define(&mut self, scope: &Rc<Scope>, definition: &Definition) -> Run<()> {
        let mut decorators = Vec::new();
        for decorator in &definition.decorators {
            decorators.push((self.value(scope, decorator)?, decorator.place));
        }
        let qualified = self.qualified(&definition.code.name);
        let mut function = self.function(scope, &definition.code, qualified)?;
        if let (Some(returns), Value::Function(made)) = (&definition.returns, &function) {
            let value = self.annotation(scope, returns)?;
            let annotations = Value::dict(vec![("return".into(), value)]);
            self.extend_annotations(made, annotations);
        }
        for (decorator, place) in decorators.into_iter().rev() {
            self.at(place);
            function = self.call(&decorator, Args::of(vec![function]))?;
        }
        self.store(scope, &definition.variable, function);
        Ok(())
    }

    fn extend_annotations(&mut self, function: &Rc<Function>, more: Value) {
        let before = function.dict.borrow().get("__annotations__").cloned();
        let (Some(Value::Dict(before)), Value::Dict(more)) = (before, &more) else {
            function.dict.borrow_mut().insert("__annotations__".into(), more);
            return;
        };
        let more = more.entries.borrow().clone();
        before.entries.borrow_mut().extend(more);
    }

    /// The name of what is defined here with what stands around it.
    pub(super) fn qualified(&self, name: &str) -> Rc<str> {
        let around = self.running.frames.last().and_then(|frame| match &frame.function {
            Some(function) if !frame.scope.is_class => {
                Some(format!("{}.<locals>.{name}", function.qualified))
            }
            _ => match frame.scope.names.borrow().get("__qualname__") {
                Some(Value::Str(class)) if frame.scope.is_class => Some(format!("{class}.{name}")),
                _ => None,
            },
        });
        around.unwrap_or_else(|| name.to_owned()).into()
    }

    /// A function, with its default values and annotations worked out.
    pub(super) fn function(
        &mut self,
        scope: &Rc<Scope>,
        code: &Rc<Lambda>,
        qualified: Rc<str>,
    ) -> Run<Value> {
        // With the variables that it knows, which live as long as it does.
        self.use_memory(6)?;
        let mut defaults = Vec::with_capacity(code.parameters.len());
        for parameter in &code.parameters {
            let default = parameter.default.as_ref().map(|default| self.value(scope, default));
            defaults.push(default.transpose()?);
        }
        let mut annotations = Vec::new();
        for parameter in &code.parameters {
            if let Some(annotation) = &parameter.annotation {
                annotations.push((Rc::clone(&parameter.name), self.annotation(scope, annotation)?));
            }
        }
        let function = Function {
            name: Rc::clone(&code.name),
            qualified,
            code: Rc::clone(code),
            scope: Rc::clone(scope),
            defaults,
            dict: RefCell::default(),
            text: self.text_of_frame(),
        };
        if !annotations.is_empty() {
            let annotations = Value::dict(annotations);
            function.dict.borrow_mut().insert("__annotations__".into(), annotations);
        }
        Ok(Value::Function(Rc::new(function)))
    }

    /// An annotation's value, or its text where annotations are postponed.
    pub(super) fn annotation(&mut self, scope: &Rc<Scope>, annotation: &Annotation) -> Run<Value> {
        if self.running.postponed {
            return Ok(Value::Str(Rc::clone(&annotation.text)));
        }
        self.value(scope, &annotation.expression)
    }

    /// Calls a function of the script.
    pub(super) fn call_function(&mut self, function: &Rc<Function>, args: Args) -> Run<Value> {
        let scope = Scope::within(&function.scope, false);
        self.bind(function, args, &scope)?;
        if function.code.is_generator {
            return Ok(self.generator(function, scope));
        }
        self.framed(Rc::clone(&scope), Some(Rc::clone(function)), |machine| {
            match &function.code.body {
                Body::Expression(expression) => machine.value(&scope, expression),
                Body::Block(block) => match Activation::new(scope, block).run(machine, None)? {
                    Progress::Done(value) | Progress::Yielded(value) => Ok(value),
                },
            }
        })
    }

    /// The number of the text that the code stands in which is being run.
    fn text_of_frame(&self) -> u32 {
        self.running.frames.last().map_or(self.running.text, |frame| frame.text)
    }

    /// Runs a body as a frame of its own: an exception that leaves it has its line, and the line
    /// afterwards is what it was before.
    pub(super) fn framed<T>(
        &mut self,
        scope: Rc<Scope>,
        function: Option<Rc<Function>>,
        body: impl FnOnce(&mut Self) -> Run<T>,
    ) -> Run<T> {
        if self.depth >= self.limits.depth {
            return Err(self.error("RecursionError", "maximum recursion depth exceeded"));
        }
        let (line, span) = (self.line.get(), self.running.span.get());
        self.depth += 1;
        let before = self.text_of_frame();
        let text = function.as_ref().map_or(before, |function| function.text);
        self.running.frames.push(Frame { scope, function, text });
        let mut result = deeper(|| body(self));
        self.running.frames.pop();
        self.depth -= 1;
        if let Err(Stop::Raised(raised)) = &mut result {
            raised.lines.push(self.line.get());
        }
        if let Err(Stop::Bounds(_)) = &result
            && (text != before || self.running.halted.get().is_none())
        {
            let here = if text == before { self.running.span.get() } else { span };
            self.running.halted.set(Some(here));
        }
        if text != before
            && let Err(stop) = &mut result
        {
            stop.move_to(span);
        }
        self.line.set(line);
        self.running.span.set(span);
        result
    }

    /// Gives the parameters their values.
    fn bind(&mut self, function: &Rc<Function>, args: Args, scope: &Rc<Scope>) -> Run<()> {
        let parameters = &function.code.parameters;
        let mut values: Vec<Option<Value>> = vec![None; parameters.len()];
        let Args { positional, named } = args;
        let given = positional.len();
        let takes = |kind| matches!(kind, ParameterKind::Positional | ParameterKind::Either);
        let places = parameters.iter().filter(|parameter| takes(parameter.kind)).count();
        let mut positional = positional.into_iter();
        for (value, argument) in values.iter_mut().zip(positional.by_ref().take(places)) {
            *value = Some(argument);
        }
        let rest: Vec<Value> = positional.collect();
        let mut more = Vec::new();
        let mut refused = Vec::new();
        for (name, value) in named {
            let place = parameters.iter().position(|parameter| {
                parameter.name == name
                    && matches!(parameter.kind, ParameterKind::Either | ParameterKind::Keyword)
            });
            match place.and_then(|place| values.get_mut(place)) {
                Some(Some(_)) => {
                    let text = format!(
                        "{}() got multiple values for argument '{name}'",
                        function.qualified
                    );
                    return Err(self.error("TypeError", text));
                }
                Some(slot) => *slot = Some(value),
                None if parameters.iter().any(|p| p.kind == ParameterKind::Keywords) => {
                    more.push((name, value));
                }
                None if parameters.iter().any(|p| p.name == name && takes(p.kind)) => {
                    refused.push(name);
                }
                None => {
                    let text = format!(
                        "{}() got an unexpected keyword argument '{name}'",
                        function.qualified
                    );
                    return Err(self.error("TypeError", text));
                }
            }
        }
        if !refused.is_empty() {
            let text = format!(
                "{}() got some positional-only arguments passed as keyword arguments: '{}'",
                function.qualified,
                refused.join(", ")
            );
            return Err(self.error("TypeError", text));
        }
        let takes_rest = parameters.iter().any(|p| p.kind == ParameterKind::Rest);
        if !rest.is_empty() && !takes_rest {
            return Err(self.too_many(function, given, &values));
        }
        for (value, default) in values.iter_mut().zip(&function.defaults) {
            if value.is_none() {
                value.clone_from(default);
            }
        }
        let missing = |kinds: &[ParameterKind]| -> Vec<Rc<str>> {
            let pairs = parameters.iter().zip(&values);
            let missing = pairs.filter(|(p, value)| value.is_none() && kinds.contains(&p.kind));
            missing.map(|(parameter, _)| Rc::clone(&parameter.name)).collect()
        };
        let names = missing(&[ParameterKind::Positional, ParameterKind::Either]);
        if !names.is_empty() {
            return Err(self.too_few(function, "positional", &names));
        }
        let names = missing(&[ParameterKind::Keyword]);
        if !names.is_empty() {
            return Err(self.too_few(function, "keyword-only", &names));
        }
        let (mut rest, mut more) = (Some(rest), Some(more));
        let mut variables = scope.names.borrow_mut();
        for (parameter, value) in parameters.iter().zip(values) {
            let value = match parameter.kind {
                ParameterKind::Rest => Value::tuple(rest.take().unwrap_or_default()),
                ParameterKind::Keywords => Value::dict(more.take().unwrap_or_default()),
                _ => value.unwrap_or(Value::None),
            };
            variables.insert(Rc::clone(&parameter.name), value);
        }
        Ok(())
    }

    fn too_many(
        &mut self,
        function: &Rc<Function>,
        given: usize,
        values: &[Option<Value>],
    ) -> Stop {
        let parameters = &function.code.parameters;
        let positional = |p: &&crate::orm::python::syntax::Parameter| {
            matches!(p.kind, ParameterKind::Positional | ParameterKind::Either)
        };
        let most = parameters.iter().filter(positional).count();
        let needed = parameters.iter().filter(positional).filter(|p| p.default.is_none()).count();
        let takes =
            if needed < most { format!("from {needed} to {most}") } else { most.to_string() };
        let noun = if most == 1 && needed == most { "argument" } else { "arguments" };
        let by_name = parameters
            .iter()
            .zip(values)
            .filter(|(p, value)| p.kind == ParameterKind::Keyword && value.is_some())
            .count();
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        let were = if by_name > 0 {
            format!(
                "{given} positional argument{} (and {by_name} keyword-only argument{}) were",
                plural(given),
                plural(by_name)
            )
        } else if given == 1 {
            "1 was".to_owned()
        } else {
            format!("{given} were")
        };
        let name = &function.qualified;
        let text = format!("{name}() takes {takes} positional {noun} but {were} given");
        self.error("TypeError", text)
    }

    fn too_few(&mut self, function: &Rc<Function>, kind: &str, names: &[Rc<str>]) -> Stop {
        let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
        let list = match quoted.as_slice() {
            [one] => one.clone(),
            [one, two] => format!("{one} and {two}"),
            [rest @ .., last] => format!("{}, and {last}", rest.join(", ")),
            [] => String::new(),
        };
        let plural = if names.len() == 1 { "" } else { "s" };
        let text = format!(
            "{}() missing {} required {kind} argument{plural}: {list}",
            function.qualified,
            names.len()
        );
        self.error("TypeError", text)
    }
}
