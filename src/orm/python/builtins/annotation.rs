//! Types as they stand in annotations: `Optional["X"]`, `list[int]`, `X | None`.

use std::rc::Rc;

use crate::orm::python::{Args, Binary, Class, Comparison, Machine, Native, Run, Value};

/// A name of the `typing` module that is no class of its own: `Optional`, `List`, `Any`, ….
pub struct Form {
    /// Its name.
    pub name: &'static str,
}

/// A type with arguments.
pub struct Annotation {
    /// What it was written with: `Optional`, `Union`, `List`, `list`, `Annotated`, a class's name;
    /// `Optional[X]` and `X | None` are both `Union` with `None` among the arguments.
    pub name: Rc<str>,
    /// The class behind it: `list` for `List[…]` and `list[…]`, a script's class; `None` for
    /// `Union` and other forms without one.
    pub origin: Value,
    /// The arguments in order: classes, `str` for names in quotes, `None`, annotations, or
    /// anything else for `Annotated` and `Literal`.
    pub args: Vec<Value>,
    /// How it is written: from `typing`, of a class itself, or with `|`.
    style: Style,
}

#[derive(Clone, Copy, PartialEq)]
enum Style {
    Typing,
    Class,
    Bar,
}

/// The forms of the `typing` module, with the class that each stands for.
pub(super) const FORMS: &[(&str, &str)] = &[
    ("Any", ""),
    ("Optional", ""),
    ("Union", ""),
    ("Literal", ""),
    ("ClassVar", ""),
    ("Final", ""),
    ("Annotated", ""),
    ("Callable", ""),
    ("Generic", ""),
    ("Protocol", ""),
    ("NoReturn", ""),
    ("Never", ""),
    ("Self", ""),
    ("LiteralString", ""),
    ("TypeAlias", ""),
    ("Required", ""),
    ("NotRequired", ""),
    ("Concatenate", ""),
    ("Iterable", ""),
    ("Iterator", ""),
    ("Generator", ""),
    ("Sequence", ""),
    ("MutableSequence", ""),
    ("Collection", ""),
    ("Container", ""),
    ("Mapping", ""),
    ("MutableMapping", ""),
    ("MutableSet", ""),
    ("Hashable", ""),
    ("Sized", ""),
    ("Awaitable", ""),
    ("Coroutine", ""),
    ("SupportsInt", ""),
    ("List", "list"),
    ("Set", "set"),
    ("FrozenSet", "frozenset"),
    ("Dict", "dict"),
    ("Tuple", "tuple"),
    ("Type", "type"),
    ("DefaultDict", "defaultdict"),
    ("OrderedDict", "OrderedDict"),
    ("Counter", "Counter"),
    ("Deque", "deque"),
];

impl Annotation {
    /// `class[args]`, as a library's own generic class gives it.
    pub fn of(class: Rc<Class>, args: Vec<Value>) -> Self {
        let name = Rc::clone(&class.name);
        Self { name, origin: Value::Class(class), args, style: Style::Class }
    }

    /// The alternatives of a union, none for what is no union.
    pub fn alternatives(&self) -> Option<&[Value]> {
        (&*self.name == "Union").then_some(&self.args)
    }
}

/// The classes behind a union of classes for `isinstance`; the inner `None` says that it is a
/// type with arguments that nothing can be checked by. None for what is no annotation.
pub(super) fn classes(value: &Value) -> Option<Option<Vec<Value>>> {
    if let Some(form) = value.native::<Form>() {
        return Some(match form.name {
            "Any" | "Optional" | "Union" => None,
            name => {
                let class = FORMS.iter().find(|(known, _)| *known == name)?.1;
                let _ = class;
                None
            }
        });
    }
    let annotation = value.native::<Annotation>()?;
    Some(annotation.alternatives().map(<[Value]>::to_vec))
}

impl Machine {
    /// What `Form[key]` is.
    fn annotated(&mut self, name: &'static str, key: &Value) -> Run<Value> {
        let args = match key {
            Value::Tuple(items) => items.to_vec(),
            one => vec![one.clone()],
        };
        let class = FORMS.iter().find(|(known, _)| *known == name).map_or("", |(_, class)| class);
        let origin = match class {
            "" => Value::None,
            class => Value::Class(self.builtin_class(class)),
        };
        Ok(match name {
            "Optional" => {
                if args.len() != 1 {
                    let shown = self.repr(key)?;
                    let text = format!("typing.Optional requires a single type. Got {shown}.");
                    return Err(self.error("TypeError", text));
                }
                let mut args = args;
                args.push(Value::None);
                union(args, Style::Typing)
            }
            "Union" => union(args, Style::Typing),
            "Any" | "NoReturn" | "Never" | "Self" | "TypeAlias" | "LiteralString" | "Hashable"
            | "Sized" => {
                return Err(self.error("TypeError", format!("typing.{name} is not subscriptable")));
            }
            _ => Value::of(Annotation { name: name.into(), origin, args, style: Style::Typing }),
        })
    }

    /// `X | Y` of classes, `None` and annotations.
    pub(in crate::orm::python) fn union_of(&mut self, a: &Value, b: &Value) -> Run<Option<Value>> {
        let is_type = |value: &Value| match value {
            Value::Class(_) => true,
            Value::Native(_) => {
                value.native::<Form>().is_some() || value.native::<Annotation>().is_some()
            }
            _ => false,
        };
        let may_join = |value: &Value, other: &Value| {
            is_type(value)
                || value.is_none()
                || matches!(value, Value::Str(_)) && matches!(other, Value::Native(_))
        };
        if !(is_type(a) || is_type(b)) || !may_join(a, b) || !may_join(b, a) {
            return Ok(None);
        }
        let plain = |value: &Value| {
            matches!(value, Value::Class(_) | Value::None)
                || value.native::<Annotation>().is_some_and(|part| part.style != Style::Typing)
        };
        let style = if plain(a) && plain(b) { Style::Bar } else { Style::Typing };
        Ok(Some(union(vec![a.clone(), b.clone()], style)))
    }

    /// `Class[key]`.
    pub(in crate::orm::python) fn class_item(
        &mut self,
        class: &Rc<Class>,
        key: &Value,
    ) -> Run<Value> {
        if let Some(members) = self.enum_members(class) {
            let found = members.into_iter().find(|(name, _)| key.as_str() == Some(name));
            return match found {
                Some((_, member)) => Ok(member),
                None => Err(self.key_error(key.clone())),
            };
        }
        let own = self.attribute_if_any(&Value::Class(Rc::clone(class)), "__class_getitem__")?;
        if let Some(method) = own {
            return self.call(&method, Args::of(vec![key.clone()]));
        }
        let generic = [
            "list",
            "tuple",
            "dict",
            "set",
            "frozenset",
            "type",
            "defaultdict",
            "OrderedDict",
            "Counter",
            "deque",
        ];
        let is_generic = class.is_builtin() && generic.contains(&&*class.name)
            || class.annotations.borrow().contains_key("__generic__")
            || class.ancestors.iter().any(|class| class.line == 0 && &*class.name == "Generic");
        if !is_generic {
            let text = format!("type '{}' is not subscriptable", class.name);
            return Err(self.error("TypeError", text));
        }
        let args = match key {
            Value::Tuple(items) => items.to_vec(),
            one => vec![one.clone()],
        };
        Ok(Value::of(Annotation::of(Rc::clone(class), args)))
    }

    fn type_text(&mut self, value: &Value, style: Style) -> Run<Rc<str>> {
        Ok(match value {
            Value::Class(class) if &*class.name == "NoneType" => "None".into(),
            Value::Class(class) if &*class.module == "builtins" => Rc::clone(&class.name),
            Value::Class(class) => format!("{}.{}", class.module, class.qualified()).into(),
            Value::Ellipsis => "...".into(),
            Value::Str(_) if style == Style::Typing => {
                format!("ForwardRef({})", self.repr(value)?).into()
            }
            Value::List(list) => {
                let items = list.items.borrow().clone();
                let mut texts = Vec::new();
                for item in &items {
                    texts.push(self.type_text(item, style)?);
                }
                format!("[{}]", texts.join(", ")).into()
            }
            _ => self.repr(value)?,
        })
    }
}

/// A union: flat, and each alternative once.
fn union(args: Vec<Value>, style: Style) -> Value {
    let mut flat: Vec<Value> = Vec::new();
    for arg in args {
        let inner = arg.native::<Annotation>();
        let parts = match inner.as_ref().and_then(|inner| inner.alternatives()) {
            Some(parts) => parts.to_vec(),
            None => vec![arg],
        };
        for part in parts {
            let part = match part {
                Value::Class(class) if &*class.name == "NoneType" => Value::None,
                other => other,
            };
            if !flat.iter().any(|known| known.is(&part)) {
                flat.push(part);
            }
        }
    }
    match <[Value; 1]>::try_from(flat) {
        Ok([one]) => one,
        Err(args) => {
            Value::of(Annotation { name: "Union".into(), origin: Value::None, args, style })
        }
    }
}

impl Native for Form {
    fn type_name(&self) -> Rc<str> {
        "_SpecialForm".into()
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }

    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some(format!("typing.{}", self.name).into()))
    }

    fn key(&self) -> Option<Vec<u8>> {
        Some(format!("typing {}", self.name).into_bytes())
    }

    fn get_item(self: Rc<Self>, machine: &mut Machine, key: &Value) -> Run<Option<Value>> {
        machine.annotated(self.name, key).map(Some)
    }

    fn binary(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Binary,
        other: &Value,
        reflected: bool,
    ) -> Run<Option<Value>> {
        let own = Value::Native(self);
        match (op, reflected) {
            (Binary::Or, false) => machine.union_of(&own, other),
            (Binary::Or, true) => machine.union_of(other, &own),
            _ => Ok(None),
        }
    }

    fn methods(&self) -> &'static [&'static str] {
        &["__mro_entries__"]
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        _args: Args,
    ) -> Run<Option<Value>> {
        if name != "__mro_entries__" {
            return Ok(None);
        }
        let class =
            FORMS.iter().find(|(known, _)| *known == self.name).map_or("", |(_, class)| class);
        let class = if class.is_empty() { "object" } else { class };
        Ok(Some(Value::tuple(vec![Value::Class(machine.builtin_class(class))])))
    }

    fn call(self: Rc<Self>, machine: &mut Machine, args: Args) -> Run<Option<Value>> {
        match FORMS.iter().find(|(known, class)| *known == self.name && !class.is_empty()) {
            Some((_, class)) => machine.construct(class, args).map(Some),
            None => {
                let text = format!("Type {} cannot be instantiated", self.name);
                Err(machine.error("TypeError", text))
            }
        }
    }
}

impl Native for Annotation {
    fn type_name(&self) -> Rc<str> {
        match self.style {
            Style::Typing => "_GenericAlias",
            Style::Class => "types.GenericAlias",
            Style::Bar => "types.UnionType",
        }
        .into()
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }

    fn repr(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<str>>> {
        let mut texts = Vec::new();
        for arg in &self.args {
            if &*self.name == "Literal" {
                texts.push(machine.repr(arg)?);
                continue;
            }
            texts.push(machine.type_text(arg, self.style)?);
        }
        if self.style == Style::Bar {
            return Ok(Some(texts.join(" | ").into()));
        }
        let is_optional =
            &*self.name == "Union" && self.args.len() == 2 && self.args.iter().any(Value::is_none);
        if is_optional {
            texts.retain(|text| &**text != "None");
        }
        let name = match &*self.name {
            _ if is_optional => "typing.Optional".to_owned(),
            "Callable" if texts.len() == 2 => {
                return Ok(Some(format!("typing.Callable[{}]", texts.join(", ")).into()));
            }
            name if self.style == Style::Typing => format!("typing.{name}"),
            _ => machine.type_text(&self.origin.clone(), self.style)?.to_string(),
        };
        Ok(Some(format!("{name}[{}]", texts.join(", ")).into()))
    }

    fn get_attribute(self: Rc<Self>, _machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        Ok(match name {
            "__origin__" => Some(self.origin.clone()),
            "__args__" => Some(Value::tuple(self.args.clone())),
            "__name__" => Some(Value::Str(Rc::clone(&self.name))),
            "__mro_entries__" => Some(Value::bound(self.into_native(), name)),
            _ => None,
        })
    }

    fn methods(&self) -> &'static [&'static str] {
        &["__mro_entries__"]
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        _args: Args,
    ) -> Run<Option<Value>> {
        if name != "__mro_entries__" {
            return Ok(None);
        }
        let class = match &self.origin {
            class @ Value::Class(_) => class.clone(),
            _ => Value::Class(machine.builtin_class("object")),
        };
        Ok(Some(Value::tuple(vec![class])))
    }

    fn call(self: Rc<Self>, machine: &mut Machine, args: Args) -> Run<Option<Value>> {
        match &self.origin {
            class @ Value::Class(_) => machine.call(class, args).map(Some),
            _ => Ok(None),
        }
    }

    fn binary(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Binary,
        other: &Value,
        reflected: bool,
    ) -> Run<Option<Value>> {
        let own = Value::Native(self);
        match (op, reflected) {
            (Binary::Or, false) => machine.union_of(&own, other),
            (Binary::Or, true) => machine.union_of(other, &own),
            _ => Ok(None),
        }
    }

    fn compare(
        self: Rc<Self>,
        machine: &mut Machine,
        op: Comparison,
        other: &Value,
    ) -> Run<Option<Value>> {
        let Some(other) = other.native::<Annotation>() else { return Ok(None) };
        let (x, y) = (Value::tuple(self.args.clone()), Value::tuple(other.args.clone()));
        let equal = self.name == other.name && machine.equal(&x, &y)?;
        Ok(match op {
            Comparison::Equal => Some(Value::Bool(equal)),
            Comparison::NotEqual => Some(Value::Bool(!equal)),
            _ => None,
        })
    }
}
