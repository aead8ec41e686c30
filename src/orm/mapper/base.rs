//! Declarative bases: `declarative_base()`, `DeclarativeBase`, and what deriving from one does.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::declared::{Declared, MappedColumn, Mapping};
use super::shared::set;
use super::synonym::Synonym;
use super::{
    Attribute, Mapper, Property, Registry, Relationship, Shared, dataclass, declare, entries,
    mapper_of, object,
};
use crate::orm::core::{Column, MetaData};
use crate::orm::python::{Args, Class, Instance, Machine, Meta, Native, Run, Value};

/// What deriving from a declarative base does.
pub(super) struct Declarative;

/// What a base keeps in its slot.
struct BaseOf(Rc<Registry>);

/// The mark of `DeclarativeBase` itself, from which bases are derived.
struct Root;

impl Registry {
    /// `registry()`.
    pub fn new(
        machine: &mut Machine,
        metadata: Option<Rc<MetaData>>,
        annotation_types: Vec<(Value, Value)>,
        names_tables: bool,
    ) -> Rc<Self> {
        let shared = Shared::of(machine);
        let metadata = metadata.unwrap_or_else(|| MetaData::new(machine));
        let registry = Rc::new(Self {
            shared: Rc::clone(&shared),
            metadata,
            mappers: RefCell::default(),
            classes: RefCell::default(),
            annotation_types: RefCell::new(annotation_types),
            unconfigured: Cell::new(false),
            names_tables,
        });
        shared.registries.borrow_mut().push(Rc::clone(&registry));
        registry
    }

    /// The registry of the base that a class is derived from.
    pub fn of(class: &Class) -> Option<Rc<Self>> {
        let own = |class: &Class| {
            let slot = class.slot.borrow().clone()?;
            match slot.downcast::<BaseOf>() {
                Ok(base) => Some(Rc::clone(&base.0)),
                Err(slot) => slot.downcast::<Mapper>().ok().map(|m| Rc::clone(&m.registry)),
            }
        };
        own(class).or_else(|| class.ancestors.iter().find_map(|class| own(class)))
    }

    /// Makes a class known by its name, with a word where there is one of that name already.
    pub(super) fn add_class(&self, machine: &mut Machine, class: &Rc<Class>) {
        let mut known = self.classes.borrow().get(&class.name).cloned().unwrap_or_default();
        if known.iter().any(|other| other.module == class.module) {
            let message = format!(
                "This declarative base already contains a class with the same class name and \
                 module name as {}.{}, and will be replaced in the string-lookup table.",
                class.module, class.name
            );
            machine.warn("SAWarning", message);
        }
        known.push(Rc::clone(class));
        self.classes.borrow_mut().insert(Rc::clone(&class.name), known);
    }

    /// `registry.generate_base()` and `declarative_base()`.
    pub(super) fn generate_base(self: &Rc<Self>, machine: &mut Machine, args: Args) -> Run<Value> {
        let parameters = ["mapper?", "cls?", "name?", "metaclass?"];
        let mut taken = args.bind(machine, "generate_base", &parameters)?;
        let mut take = |at: usize| {
            taken.values.get_mut(at).and_then(Option::take).filter(|value| !value.is_none())
        };
        if take(0).is_some() || take(3).is_some() {
            return Err(machine.unsupported("a base with a mapper or metaclass of your own"));
        }
        let bases = match take(1) {
            None => vec![machine.builtin_class("object")],
            Some(Value::Class(class)) => vec![class],
            Some(other) => machine
                .collect(&other)?
                .iter()
                .filter_map(|value| match value {
                    Value::Class(class) => Some(Rc::clone(class)),
                    _ => None,
                })
                .collect(),
        };
        let name = take(2).unwrap_or_else(|| Value::str("Base"));
        let name = machine.str(&name)?;
        let base = self.base_class(machine, &name, "sqlalchemy.orm.decl_api", bases);
        Ok(Value::Class(base))
    }

    /// A declarative base of this registry.
    pub fn base_class(
        self: &Rc<Self>,
        machine: &mut Machine,
        name: &str,
        module: &str,
        bases: Vec<Rc<Class>>,
    ) -> Rc<Class> {
        let base = machine.new_class(name, module, bases, Some(Rc::new(Declarative)));
        self.become_base(&base);
        base
    }

    fn become_base(self: &Rc<Self>, base: &Rc<Class>) {
        set(base, "registry", Value::Native(Rc::clone(self) as Rc<dyn Native>));
        set(base, "metadata", Value::Native(Rc::clone(&self.metadata) as Rc<dyn Native>));
        *base.slot.borrow_mut() = Some(Rc::new(BaseOf(Rc::clone(self))));
    }
}

/// `declarative_base(…)`.
///
/// # Errors
///
/// TypeError for arguments that are none.
pub fn declarative_base(machine: &mut Machine, args: Args) -> Run<Value> {
    let parameters = [
        "*",
        "metadata?",
        "mapper?",
        "cls?",
        "name?",
        "class_registry?",
        "type_annotation_map?",
        "constructor?",
        "metaclass?",
    ];
    let taken = args.bind(machine, "declarative_base", &parameters)?;
    let given =
        |at: usize| taken.values.get(at).cloned().flatten().filter(|value| !value.is_none());
    for (at, what) in [(4, "class_registry"), (6, "constructor")] {
        if given(at).is_some() {
            return Err(machine.unsupported(format!("declarative_base({what}=…)")));
        }
    }
    let metadata = given(0).and_then(|value| value.native::<MetaData>());
    let types = annotation_types(machine, given(5))?;
    let registry = Registry::new(machine, metadata, types, false);
    let named = [(1, "mapper"), (2, "cls"), (3, "name"), (7, "metaclass")];
    let named = named.into_iter().filter_map(|(at, name)| Some((name.into(), given(at)?)));
    let args = Args { positional: Vec::new(), named: named.collect() };
    registry.generate_base(machine, args)
}

/// `registry(…)`.
///
/// # Errors
///
/// TypeError for arguments that are none.
pub fn registry(machine: &mut Machine, args: Args) -> Run<Value> {
    let parameters = ["*", "metadata?", "class_registry?", "type_annotation_map?", "constructor?"];
    let taken = args.bind(machine, "registry", &parameters)?;
    let given = |at: usize| taken.values.get(at).cloned().flatten();
    let metadata = given(0).and_then(|value| value.native::<MetaData>());
    let types = annotation_types(machine, given(2))?;
    let registry = Registry::new(machine, metadata, types, false);
    Ok(Value::Native(registry))
}

fn annotation_types(machine: &mut Machine, value: Option<Value>) -> Run<Vec<(Value, Value)>> {
    match value {
        Some(Value::Dict(dict)) => entries::entries(machine, &dict),
        _ => Ok(Vec::new()),
    }
}

/// `DeclarativeBase`: the class that bases are derived from.
pub fn root(machine: &mut Machine) -> Rc<Class> {
    let object = machine.builtin_class("object");
    let meta: Rc<dyn Meta> = Rc::new(Declarative);
    let root =
        machine.new_class("DeclarativeBase", "sqlalchemy.orm.decl_api", vec![object], Some(meta));
    *root.slot.borrow_mut() = Some(Rc::new(Root));
    root
}

/// The base `db.Model` of Flask-SQLAlchemy: tables are named after their classes, and objects tell
/// their key. `bases` are those of a `model_class`, or `object`.
pub fn flask_base(
    machine: &mut Machine,
    metadata: &Rc<MetaData>,
    bases: Vec<Rc<Class>>,
) -> Rc<Class> {
    let registry = Registry::new(machine, Some(Rc::clone(metadata)), Vec::new(), true);
    registry.base_class(machine, "Model", "flask_sqlalchemy.extension", bases)
}

/// `MappedAsDataclass`: the mapped classes below it are dataclasses.
pub fn as_dataclass(machine: &mut Machine) -> Rc<Class> {
    let object = machine.builtin_class("object");
    let (name, module) = ("MappedAsDataclass", "sqlalchemy.orm.decl_api");
    let class = machine.new_class(name, module, vec![object], Some(Rc::new(Declarative)));
    *class.slot.borrow_mut() = Some(Rc::new(dataclass::Mixin));
    class
}

fn is_root(class: &Class) -> bool {
    class.slot.borrow().as_ref().is_some_and(|slot| slot.is::<Root>())
}

/// The class's own body says so.
fn is_abstract(machine: &mut Machine, class: &Class) -> Run<bool> {
    let value = class.dict.borrow().get("__abstract__").cloned();
    value.map_or(Ok(false), |value| machine.truth(&value))
}

impl Meta for Declarative {
    fn class_made(
        &self,
        machine: &mut Machine,
        class: &Rc<Class>,
        keywords: &[(Rc<str>, Value)],
    ) -> Run<()> {
        if dataclass::is_one(class) || class.bases.iter().any(|base| dataclass::is_mixin(base)) {
            dataclass::keywords(machine, class, keywords)?;
            dataclass::say(class, keywords);
        }
        if class.bases.iter().any(|base| is_root(base)) {
            let own = |name: &str| class.dict.borrow().get(name).cloned();
            let metadata = own("metadata").and_then(|value| value.native::<MetaData>());
            let types = annotation_types(machine, own("type_annotation_map"))?;
            let registry = match own("registry").and_then(|value| value.native::<Registry>()) {
                Some(registry) => registry,
                None => Registry::new(machine, metadata.clone(), types, false),
            };
            registry.become_base(class);
            if let Some(metadata) = metadata {
                set(class, "metadata", Value::Native(metadata));
            }
            return dataclass::unmapped(machine, class);
        }
        let Some(registry) = Registry::of(class) else {
            return dataclass::unmapped(machine, class);
        };
        if is_abstract(machine, class)? {
            return dataclass::unmapped(machine, class);
        }
        if registry.names_tables && wants_name(class) {
            let name = super::naming::camel_to_snake_case(&class.name);
            set(class, "__tablename__", Value::str(name));
        }
        declare::map(machine, &registry, class)
    }

    fn class_attribute_set(
        &self,
        machine: &mut Machine,
        class: &Rc<Class>,
        name: &str,
        value: &Value,
    ) -> Run<bool> {
        let Some(mapper) = mapper_of(class) else { return Ok(false) };
        let key: Rc<str> = name.into();
        let declared = if let Some(column) = value.native::<Column>() {
            column.take_name(&key);
            (Declared::Column(Rc::clone(&column)), column)
        } else if let Some(mapped) = value.native::<MappedColumn>() {
            let column = mapped.column.borrow().clone();
            column.take_name(&key);
            (Declared::Mapped(mapped), column)
        } else if let Some(mapping) = value.native::<Mapping>() {
            match &mapping.column {
                Some(column) => {
                    column.take_name(&key);
                    (Declared::Mapping(Rc::clone(&mapping)), Rc::clone(column))
                }
                None => {
                    let Some(expression) = mapping.expression.clone() else { return Ok(false) };
                    let property = super::ExpressionProperty {
                        key: Rc::clone(&key),
                        expression: super::condition::labelled(&expression),
                        deferred: mapping.deferred,
                        by_query: mapping.by_query,
                        parent: std::cell::OnceCell::new(),
                    };
                    let property = Property::Expression(Rc::new(property));
                    mapper.add_property(machine, &key, property, false)?;
                    return Ok(true);
                }
            }
        } else if let Some(relationship) = value.native::<Relationship>() {
            let property = Property::Relationship(relationship);
            let configure = mapper.configured.get();
            mapper.add_property(machine, &key, property, configure)?;
            return Ok(true);
        } else if let Some(synonym) = value.native::<Synonym>() {
            synonym.stands(class, &key);
            synonym.place.set(mapper.properties.borrow().len());
            mapper.synonyms.borrow_mut().insert(key, Rc::clone(&synonym.name));
            return Ok(false);
        } else if let Some(attribute) = value.native::<Attribute>()
            && attribute.key() != key
        {
            let synonym = Synonym::of(attribute.key());
            synonym.stands(class, &key);
            synonym.place.set(mapper.properties.borrow().len());
            mapper.synonyms.borrow_mut().insert(Rc::clone(&key), attribute.key());
            set(class, &key, Value::Native(synonym));
            return Ok(true);
        } else {
            return Ok(false);
        };
        mapper.add_column(machine, &key, &declared.1, &declared.0)?;
        Ok(true)
    }

    fn instance_made(&self, machine: &mut Machine, instance: &Rc<Instance>) -> Run<()> {
        object::made(machine, instance)
    }

    fn init(&self, machine: &mut Machine, instance: &Rc<Instance>, args: Args) -> Run<()> {
        object::init(machine, instance, args)
    }

    fn repr(&self, machine: &mut Machine, instance: &Rc<Instance>) -> Run<Option<Rc<str>>> {
        let Some(mapper) = super::mapper_of_object(instance) else { return Ok(None) };
        if !mapper.registry.names_tables {
            return Ok(None);
        }
        let key = match Shared::instrumentation(machine)?.identity(instance) {
            Err(standing) => format!("({standing} {})", instance.identity),
            Ok(values) => {
                let mut parts = Vec::new();
                for value in values {
                    parts.push(machine.str(&value)?.to_string());
                }
                parts.join(", ")
            }
        };
        Ok(Some(format!("<{} {key}>", instance.class.name).into()))
    }
}

/// Flask-SQLAlchemy: no class of its line that is no mixin names its table.
fn wants_name(class: &Class) -> bool {
    let own = class.dict.borrow().contains_key("__tablename__");
    if own {
        return false;
    }
    for base in &class.ancestors {
        let Some(value) = base.dict.borrow().get("__tablename__").cloned() else { continue };
        if value.native::<super::declared_attr::DeclaredAttr>().is_some() {
            return false;
        }
        let is_abstract = matches!(base.dict.borrow().get("__abstract__"), Some(Value::Bool(true)));
        let is_model = Registry::of(base).is_some();
        return !is_abstract && is_model;
    }
    true
}
