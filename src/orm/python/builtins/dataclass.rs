//! `@dataclass`, as far as plain data goes.

use std::rc::Rc;

use super::library::functions;
use crate::orm::python::{Args, Class, Comparison, Instance, Machine, Names, Native, Run, Value};

/// `field(default=…, default_factory=…)`.
struct Field {
    default: Option<Value>,
    factory: Option<Value>,
    in_init: bool,
    in_repr: bool,
}

impl Native for Field {
    fn type_name(&self) -> Rc<str> {
        "Field".into()
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

/// A field of a dataclass with its name.
#[derive(Clone)]
struct Named {
    name: Rc<str>,
    field: Rc<Field>,
}

/// A method in Rust that stands in a script's class.
struct ClassMethod {
    name: &'static str,
    function: Value,
}

impl Native for ClassMethod {
    fn type_name(&self) -> Rc<str> {
        "function".into()
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }

    fn repr(self: Rc<Self>, _machine: &mut Machine) -> Run<Option<Rc<str>>> {
        Ok(Some(format!("<function {}>", self.name).into()))
    }

    fn call(self: Rc<Self>, machine: &mut Machine, args: Args) -> Run<Option<Value>> {
        machine.call(&self.function, args).map(Some)
    }

    fn is_descriptor(&self) -> bool {
        true
    }

    fn descriptor_get(
        self: Rc<Self>,
        _machine: &mut Machine,
        instance: Option<&Rc<Instance>>,
        _owner: &Rc<Class>,
    ) -> Run<Value> {
        Ok(match instance {
            Some(instance) => Value::Method(Rc::new(crate::orm::python::Method {
                receiver: Value::Instance(Rc::clone(instance)),
                function: self.function.clone(),
            })),
            None => self.function.clone(),
        })
    }
}

/// What a script can import from `dataclasses`.
pub(super) fn names() -> Names {
    functions(&[
        ("dataclass", dataclass),
        ("field", field),
        ("asdict", |machine, args| {
            let value = args.take_one(machine, "asdict")?;
            machine.fields_of(&value).map(Value::dict)
        }),
        ("astuple", |machine, args| {
            let value = args.take_one(machine, "astuple")?;
            let fields = machine.fields_of(&value)?;
            Ok(Value::tuple(fields.into_iter().map(|(_, value)| value).collect()))
        }),
        ("replace", |machine, args| {
            let value = args.positional.first().cloned().unwrap_or(Value::None);
            let mut fields = machine.fields_of(&value)?;
            for (name, new) in args.named {
                match fields.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, slot)) => *slot = new,
                    None => fields.push((name, new)),
                }
            }
            let class = Value::Class(machine.class_of(&value));
            machine.call(&class, Args { positional: Vec::new(), named: fields })
        }),
    ])
}

fn field(machine: &mut Machine, args: Args) -> Run<Value> {
    let parameters = [
        "*",
        "default?",
        "default_factory?",
        "init?",
        "repr?",
        "hash?",
        "compare?",
        "metadata?",
        "kw_only?",
    ];
    let taken = args.bind(machine, "field", &parameters)?;
    let mut values = taken.values.into_iter();
    let (default, factory, init, repr) = (
        values.next().flatten(),
        values.next().flatten(),
        values.next().flatten(),
        values.next().flatten(),
    );
    let flag = |machine: &mut Machine, value: Option<Value>| match value {
        Some(value) => machine.truth(&value),
        None => Ok(true),
    };
    let (in_init, in_repr) = (flag(machine, init)?, flag(machine, repr)?);
    Ok(Value::of(Field { default, factory, in_init, in_repr }))
}

/// `@dataclass` and `@dataclass(…)`.
fn dataclass(machine: &mut Machine, args: Args) -> Run<Value> {
    let mut options = Options { order: false, frozen: false, eq: true, repr: true };
    for (name, value) in &args.named {
        let value = machine.truth(value)?;
        match &**name {
            "order" => options.order = value,
            "frozen" => options.frozen = value,
            "eq" => options.eq = value,
            "repr" => options.repr = value,
            "init" | "slots" | "kw_only" | "unsafe_hash" if !value => {}
            other => return Err(machine.unsupported(format!("dataclass({other}=True)"))),
        }
    }
    match args.positional.into_iter().next() {
        Some(Value::Class(class)) => machine.make_dataclass(&class, options),
        Some(_) => Err(machine.error("TypeError", "dataclass() should be called on a class")),
        None => Ok(Value::function("dataclass", move |machine, args| {
            match args.take_one(machine, "dataclass")? {
                Value::Class(class) => machine.make_dataclass(&class, options),
                _ => Err(machine.error("TypeError", "dataclass() should be called on a class")),
            }
        })),
    }
}

#[derive(Clone, Copy)]
struct Options {
    order: bool,
    frozen: bool,
    eq: bool,
    repr: bool,
}

/// Where a dataclass keeps its fields.
const FIELDS: &str = "__dataclass_fields__";

/// The fields of a class, as its `__dataclass_fields__` has them.
struct FieldList(Vec<Named>);

impl Native for FieldList {
    fn type_name(&self) -> Rc<str> {
        "dict".into()
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}

impl Machine {
    /// The fields of a dataclass's object with their values.
    fn fields_of(&mut self, value: &Value) -> Run<Vec<(Rc<str>, Value)>> {
        let list = match value {
            Value::Instance(instance) => Self::in_class(&instance.class, FIELDS),
            _ => None,
        };
        let Some(list) = list.and_then(|list| list.native::<FieldList>()) else {
            let text = "asdict() should be called on dataclass instances";
            return Err(self.error("TypeError", text));
        };
        let mut found = Vec::new();
        for named in &list.0 {
            let value = self.attribute(value, &named.name)?;
            let value = match &value {
                Value::Instance(inner) if Self::in_class(&inner.class, FIELDS).is_some() => {
                    Value::dict(self.nested(|machine| machine.fields_of(&value))?)
                }
                _ => value,
            };
            found.push((Rc::clone(&named.name), value));
        }
        Ok(found)
    }

    fn make_dataclass(&mut self, class: &Rc<Class>, options: Options) -> Run<Value> {
        let mut fields: Vec<Named> = Vec::new();
        for ancestor in class.ancestors.iter().rev() {
            let inherited = ancestor.dict.borrow().get(FIELDS).cloned();
            if let Some(list) = inherited.and_then(|list| list.native::<FieldList>()) {
                for named in &list.0 {
                    fields.retain(|known| known.name != named.name);
                    fields.push(named.clone());
                }
            }
        }
        let annotations = class.annotations.borrow().clone();
        for (name, annotation) in annotations {
            if self.is_class_variable(&annotation)? {
                continue;
            }
            let default = class.dict.borrow().get(&name).cloned();
            let field = match default {
                None => {
                    Rc::new(Field { default: None, factory: None, in_init: true, in_repr: true })
                }
                Some(value) => match value.native::<Field>() {
                    Some(field) => {
                        let mut dict = class.dict.borrow_mut();
                        match &field.default {
                            Some(default) => dict.insert(Rc::clone(&name), default.clone()),
                            None => dict.shift_remove(&name),
                        };
                        field
                    }
                    None => {
                        if matches!(value, Value::List(_) | Value::Dict(_))
                            || matches!(&value, Value::Set(set) if !set.frozen)
                        {
                            let kind = self.class_of(&value);
                            let shown = self.repr(&Value::Class(kind))?;
                            let text = format!(
                                "mutable default {shown} for field {name} is not allowed: use \
                                 default_factory"
                            );
                            return Err(self.error("ValueError", text));
                        }
                        let default = Some(value);
                        Rc::new(Field { default, factory: None, in_init: true, in_repr: true })
                    }
                },
            };
            match fields.iter_mut().find(|known| known.name == name) {
                Some(known) => known.field = field,
                None => fields.push(Named { name, field }),
            }
        }
        let mut has_default = false;
        for named in fields.iter().filter(|named| named.field.in_init) {
            let own = named.field.default.is_some() || named.field.factory.is_some();
            if has_default && !own {
                let text =
                    format!("non-default argument '{}' follows default argument", named.name);
                return Err(self.error("TypeError", text));
            }
            has_default |= own;
        }
        let list: Rc<[Named]> = fields.clone().into();
        let put = |name: &'static str, function: Value, only_if_missing: bool| {
            let mut dict = class.dict.borrow_mut();
            if !(only_if_missing && dict.contains_key(name)) {
                dict.insert(name.into(), Value::of(ClassMethod { name, function }));
            }
        };
        put("__init__", init(Rc::clone(&list), Rc::clone(&class.name), options.frozen), true);
        if options.repr {
            put("__repr__", repr(Rc::clone(&list)), true);
        }
        if options.eq {
            put("__eq__", compared("__eq__", Rc::clone(&list), Comparison::Equal), true);
        }
        if options.order {
            for (name, op) in [
                ("__lt__", Comparison::Less),
                ("__le__", Comparison::LessOrEqual),
                ("__gt__", Comparison::Greater),
                ("__ge__", Comparison::GreaterOrEqual),
            ] {
                put(name, compared(name, Rc::clone(&list), op), true);
            }
        }
        if options.frozen {
            let list = Rc::clone(&list);
            put(
                "__hash__",
                Value::function("__hash__", move |machine, args| {
                    let value = args.take_one(machine, "__hash__")?;
                    let values = values_of(machine, &value, &list)?;
                    machine.hash(&Value::tuple(values)).map(Value::Int)
                }),
                true,
            );
            put(
                "__setattr__",
                Value::function("__setattr__", |machine, args| {
                    let [_, name, _] = args.take(machine, "__setattr__", 3)?;
                    let name = machine.str(&name.unwrap_or(Value::None))?;
                    let class = machine.builtin_class("FrozenInstanceError");
                    Err(machine.raise(&class, format!("cannot assign to field '{name}'")))
                }),
                true,
            );
        } else if options.eq {
            let mut dict = class.dict.borrow_mut();
            if !dict.contains_key("__hash__") {
                dict.insert("__hash__".into(), Value::None);
            }
        }
        let fields = Value::of(FieldList(fields));
        class.dict.borrow_mut().insert(FIELDS.into(), fields);
        Ok(Value::Class(Rc::clone(class)))
    }

    fn is_class_variable(&mut self, annotation: &Value) -> Run<bool> {
        if let Value::Str(text) = annotation {
            return Ok(text.starts_with("ClassVar") || text.starts_with("typing.ClassVar"));
        }
        if let Some(annotation) = annotation.native::<super::annotation::Annotation>() {
            return Ok(&*annotation.name == "ClassVar");
        }
        Ok(annotation
            .native::<super::annotation::Form>()
            .is_some_and(|form| form.name == "ClassVar"))
    }
}

fn init(fields: Rc<[Named]>, class: Rc<str>, frozen: bool) -> Value {
    let _ = class;
    Value::function("__init__", move |machine, mut args| {
        if args.positional.is_empty() {
            return Err(machine.error("TypeError", "__init__() needs an object"));
        }
        let value = args.positional.remove(0);
        let Value::Instance(instance) = &value else {
            return Err(machine.error("TypeError", "__init__() needs an object"));
        };
        let parameters: Vec<String> = fields
            .iter()
            .filter(|named| named.field.in_init)
            .map(|named| {
                let optional = named.field.default.is_some() || named.field.factory.is_some();
                format!("{}{}", named.name, if optional { "?" } else { "" })
            })
            .collect();
        // `self` counts where Python says how many arguments there were.
        args.positional.insert(0, value.clone());
        let mut names = vec!["self"];
        names.extend(parameters.iter().map(String::as_str));
        let function = format!("{}.__init__", instance.class.name);
        let taken = args.bind(machine, &function, &names)?;
        let mut given = taken.values.into_iter().skip(1);
        for named in fields.iter() {
            let value_given = if named.field.in_init { given.next().flatten() } else { None };
            let made = match (value_given, &named.field.default, &named.field.factory) {
                (Some(made), ..) => Some(made),
                (None, Some(default), _) => Some(default.clone()),
                (None, None, Some(factory)) => Some(machine.call(factory, Args::none())?),
                (None, None, None) => None,
            };
            if let Some(made) = made {
                if frozen {
                    let old = instance.dict.borrow_mut().insert(Rc::clone(&named.name), made);
                    drop(old);
                } else {
                    machine.set_attribute(&value, &named.name, made)?;
                }
            }
        }
        if let Some(after) = machine.special(&value, "__post_init__") {
            machine.call_special(&value, &after, Vec::new())?;
        }
        Ok(Value::None)
    })
}

fn values_of(machine: &mut Machine, value: &Value, fields: &[Named]) -> Run<Vec<Value>> {
    fields.iter().map(|named| machine.attribute(value, &named.name)).collect()
}

fn repr(fields: Rc<[Named]>) -> Value {
    Value::function("__repr__", move |machine, args| {
        let value = args.take_one(machine, "__repr__")?;
        let mut texts = Vec::new();
        for named in fields.iter().filter(|named| named.field.in_repr) {
            let field = machine.attribute(&value, &named.name)?;
            texts.push(format!("{}={}", named.name, machine.repr(&field)?));
        }
        let class = machine.class_of(&value);
        Ok(Value::str(format!("{}({})", class.name, texts.join(", "))))
    })
}

fn compared(name: &'static str, fields: Rc<[Named]>, op: Comparison) -> Value {
    Value::function(name, move |machine, args| {
        let [value, other] = args.take(machine, name, 2)?;
        let (value, other) = (value.unwrap_or(Value::None), other.unwrap_or(Value::None));
        let (class, of_other) = (machine.class_of(&value), machine.class_of(&other));
        if !Rc::ptr_eq(&class, &of_other) {
            return Ok(Value::NotImplemented);
        }
        let x = Value::tuple(values_of(machine, &value, &fields)?);
        let y = Value::tuple(values_of(machine, &other, &fields)?);
        machine.compare(op, &x, &y)
    })
}
