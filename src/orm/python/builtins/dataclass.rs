//! `@dataclass`, as far as plain data goes.

pub mod field;
mod method;

use std::rc::Rc;

pub use field::{Field, Named, Options};

use self::method::{ClassMethod, compared, init, repr, values_of};
use super::library::functions;
use crate::orm::python::{Args, Class, Comparison, Machine, Names, Native, Run, Value};

/// What a script can import from `dataclasses`.
pub(super) fn names() -> Names {
    functions(&[
        ("dataclass", dataclass),
        ("field", field),
        ("fields", |machine, args| {
            let value = args.take_one(machine, "fields")?;
            match Machine::field_list(&value) {
                Some(list) => Ok(Value::tuple(list.0.iter().cloned().map(Value::of).collect())),
                None => {
                    let text = "must be called with a dataclass type or instance";
                    Err(machine.error("TypeError", text))
                }
            }
        }),
        ("is_dataclass", |machine, args| {
            let value = args.take_one(machine, "is_dataclass")?;
            Ok(Value::Bool(Machine::field_list(&value).is_some()))
        }),
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
    let (_hash, compare) = (values.next().flatten(), values.next().flatten());
    let (_metadata, by_name) = (values.next().flatten(), values.next().flatten());
    let by_name = match by_name {
        Some(value) => Some(machine.truth(&value)?),
        None => None,
    };
    let flag = |machine: &mut Machine, value: Option<Value>| match value {
        Some(value) => machine.truth(&value),
        None => Ok(true),
    };
    let (in_init, in_repr) = (flag(machine, init)?, flag(machine, repr)?);
    let compares = flag(machine, compare)?;
    Ok(Value::of(Field { default, factory, in_init, in_repr, compares, by_name, is_left: false }))
}

/// `@dataclass` and `@dataclass(…)`.
fn dataclass(machine: &mut Machine, args: Args) -> Run<Value> {
    let mut options = Options::default();
    for (name, value) in &args.named {
        let value = machine.truth(value)?;
        match &**name {
            "order" => options.order = value,
            "frozen" => options.frozen = value,
            "eq" => options.eq = value,
            "repr" => options.repr = value,
            "init" => options.init = value,
            "kw_only" => options.by_name = value,
            "unsafe_hash" => options.hashes = value,
            "match_args" => {}
            "slots" if !value => {}
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
        let fields = self.own_fields(class)?;
        let name = format!("{}.__init__", class.name);
        self.complete_dataclass(class, fields, options, &name)?;
        Ok(Value::Class(Rc::clone(class)))
    }

    /// The fields that a class's body declares.
    fn own_fields(&mut self, class: &Rc<Class>) -> Run<Vec<Named>> {
        let mut fields: Vec<Named> = Vec::new();
        let annotations = class.annotations.borrow().clone();
        for (name, annotation) in annotations {
            if self.is_class_variable(&annotation)? {
                continue;
            }
            let default = class.dict.borrow().get(&name).cloned();
            let field = match default {
                None => Rc::default(),
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
                        Rc::new(Field { default, ..Field::default() })
                    }
                },
            };
            fields.push(Named { name, field });
        }
        Ok(fields)
    }

    /// The fields of a dataclass's body take the places of those that it inherits.
    fn place_fields(class: &Rc<Class>, own: Vec<Named>, options: Options) -> Vec<Named> {
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
        for named in own {
            let by_name = Some(named.field.by_name.unwrap_or(options.by_name));
            let field = Rc::new(Field { by_name, ..named.field.copied() });
            match fields.iter_mut().find(|known| known.name == named.name) {
                Some(known) => known.field = field,
                None => fields.push(Named { name: named.name, field }),
            }
        }
        let list = Value::of(FieldList(fields.clone()));
        class.dict.borrow_mut().insert(FIELDS.into(), list);
        fields
    }

    /// Gives a class the methods of a dataclass. Its `__init__` is called `init_name` in messages.
    ///
    /// # Errors
    ///
    /// TypeError where a field without a default follows one that has one.
    pub fn complete_dataclass(
        &mut self,
        class: &Rc<Class>,
        own: Vec<Named>,
        options: Options,
        init_name: &str,
    ) -> Run<()> {
        let fields = Self::place_fields(class, own, options);
        let mut has_default = false;
        let by_position = |named: &&Named| named.field.in_init && named.field.by_name != Some(true);
        for named in fields.iter().filter(by_position) {
            let own = named.field.is_optional();
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
        if options.init {
            put("__init__", init(Rc::clone(&list), init_name, options.frozen), true);
        }
        let all = Rc::clone(&list);
        let list: Rc<[Named]> = fields.into_iter().filter(|named| named.field.compares).collect();
        if options.repr {
            put("__repr__", repr(all), true);
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
        if options.frozen || options.hashes {
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
        } else if options.eq {
            let mut dict = class.dict.borrow_mut();
            if !dict.contains_key("__hash__") {
                dict.insert("__hash__".into(), Value::None);
            }
        }
        if options.frozen {
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
        }
        Ok(())
    }

    fn field_list(value: &Value) -> Option<Rc<FieldList>> {
        let list = match value {
            Value::Instance(instance) => Self::in_class(&instance.class, FIELDS),
            Value::Class(class) => Self::in_class(class, FIELDS),
            _ => None,
        };
        list?.native()
    }

    /// The class itself is a dataclass.
    pub fn is_dataclass(class: &Class) -> bool {
        class.dict.borrow().contains_key(FIELDS)
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
