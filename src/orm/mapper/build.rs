//! Making the mapper of a class: its properties in SQLAlchemy's order, its key, its inheritance.

mod inherit;
mod polymorphic;
mod key;

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use indexmap::IndexMap;

use super::adding::adopt;
use super::condition::contains;
use super::declared::{Declared, column_property};
use super::foreign::{self};
use super::mapper_args::MapperArgs;
use super::scan::Scan;
use super::shared::set;
use super::synonym::Synonym;
use super::{Attribute, ColumnProperty, ExpressionProperty, Mapper, Property, Shared};
use crate::orm::core::{Column, Role, Table, coerce, errors};
use crate::orm::python::{Class, Function, Machine, Native, Run, Value};

/// A mapper that is being made.
pub(super) struct Building {
    /// The class's body.
    pub scan: Scan,
    /// The mapper that it inherits from.
    pub inherits: Option<Rc<Mapper>>,
    /// What is declared under another name than a column's, or is no column.
    pub properties: IndexMap<Rc<str>, Declared>,
    /// The columns that the class declares, with their attributes' names.
    pub columns: Vec<(Rc<str>, Rc<Column>)>,
    /// Its own table.
    pub table: Option<Rc<Table>>,
}

/// SQLAlchemy puts a function of its own before a class's `__init__`, which is called just that
/// where its arguments are wrong.
fn name_init(class: &Rc<Class>) {
    let Some((_, Value::Function(own))) = class.in_line("__init__") else { return };
    let named = Function {
        name: Rc::clone(&own.name),
        qualified: "__init__".into(),
        code: Rc::clone(&own.code),
        scope: Rc::clone(&own.scope),
        defaults: own.defaults.clone(),
        dict: own.dict.clone(),
        text: own.text,
    };
    set(class, "__init__", Value::Function(Rc::new(named)));
}

impl Building {
    /// Makes the mapper and puts its attributes on the class.
    ///
    /// # Errors
    ///
    /// ArgumentError where there is no primary key, and what `__mapper_args__` are refused for.
    pub fn build(self, machine: &mut Machine) -> Run<()> {
        let args = MapperArgs::of(machine, &self.scan)?;
        let class = Rc::clone(&self.scan.class);
        let single = self.table.is_none();
        let table = match (&self.table, &self.inherits) {
            (Some(table), _) => Rc::clone(table),
            (None, Some(parent)) => Rc::clone(&parent.table),
            (None, None) => return Err(machine.unsupported("a class without a table")),
        };
        let described = format!("Mapper[{}({})]", class.name, table.name);
        let inherit_condition = match &self.inherits {
            Some(parent) if !single => Some(match &args.inherit_condition {
                Some(given) => {
                    // Which side refers to the other is known once the foreign keys are resolved.
                    let sides = [[Rc::clone(&parent.table)], [Rc::clone(&table)]];
                    let [above, own] = &sides;
                    let _ = foreign::join(machine, above, &parent.table, own, None)?;
                    coerce::expression(machine, given, Role::Where)?
                }
                None => self.inherit_condition(machine, parent, &table)?,
            }),
            _ => None,
        };
        let equated = inherit_condition.as_ref().map(super::hierarchy::equated).unwrap_or_default();
        let properties = self.in_order(machine, &args, &table, &described, &equated)?;
        let primary_key = self.primary_key(machine, &args, &table, &described, &properties)?;
        let polymorphic = self.polymorphic(machine, &args, &described, &properties)?;
        let version = self.version(machine, &args, &properties)?;
        let shared = Shared::of(machine);
        let order = shared.mappers.get();
        shared.mappers.set(order + 1);
        let mapper = Rc::new(Mapper {
            registry: Rc::clone(&self.scan.registry),
            class: Rc::clone(&class),
            table,
            inherits: self.inherits.clone(),
            inherit_condition,
            joined: OnceCell::new(),
            with: RefCell::new(args.with.clone()),
            whole: OnceCell::new(),
            loads_apart: args.load.as_deref() == Some("selectin"),
            order,
            primary_key,
            properties: RefCell::new(properties),
            synonyms: RefCell::default(),
            polymorphic,
            children: RefCell::default(),
            validators: RefCell::default(),
            reconstructor: RefCell::default(),
            listeners: RefCell::default(),
            delete_orphans: RefCell::default(),
            version,
            eager_defaults: args.eager_defaults,
            configured: Cell::new(false),
            failed: RefCell::default(),
        });
        self.finish(machine, &mapper, &class, args.load.as_deref() == Some("inline"))
    }

    /// Makes the mapper known, and puts its attributes on the class.
    fn finish(
        self,
        machine: &mut Machine,
        mapper: &Rc<Mapper>,
        class: &Rc<Class>,
        is_inline: bool,
    ) -> Run<()> {
        if is_inline && let Some(parent) = &mapper.inherits {
            parent.comes_with(class);
        }
        if let Some(parent) = &mapper.inherits {
            parent.children.borrow_mut().push(Rc::clone(mapper));
        }
        if let Some(own) = &mapper.polymorphic
            && let Some(identity) = &own.identity
        {
            own.map.borrow_mut().push((identity.clone(), Rc::downgrade(mapper)));
        }
        name_init(class);
        *class.slot.borrow_mut() = Some(Rc::clone(mapper) as Rc<dyn std::any::Any>);
        set(class, "__mapper__", Value::Native(Rc::clone(mapper) as Rc<dyn Native>));
        let properties: Vec<(Rc<str>, Property)> = mapper
            .properties
            .borrow()
            .iter()
            .map(|(key, property)| (Rc::clone(key), property.clone()))
            .collect();
        for (key, property) in properties {
            adopt(mapper, &key, &property);
            let attribute = Attribute::of(mapper, property);
            set(class, &key, Value::Native(attribute));
        }
        if let Some(parent) = &mapper.inherits {
            let synonyms = parent.synonyms.borrow().clone();
            mapper.synonyms.borrow_mut().extend(synonyms);
        }
        for (key, declared) in &self.properties {
            if let Declared::Synonym(synonym) = declared {
                let name = Rc::clone(&synonym.name);
                synonym.stands(class, key);
                mapper.synonyms.borrow_mut().insert(Rc::clone(key), name);
                set(class, key, Value::Native(Rc::clone(synonym) as Rc<dyn Native>));
            }
        }
        super::validates::collect(machine, mapper)?;
        mapper.registry.mappers.borrow_mut().push(Rc::clone(mapper));
        mapper.registry.unconfigured.set(true);
        Ok(())
    }

    /// The properties: what is no plain column first, then what is inherited, then the columns.
    fn in_order(
        &self,
        machine: &mut Machine,
        args: &MapperArgs,
        table: &Rc<Table>,
        described: &str,
        equated: &[(Rc<Column>, Rc<Column>)],
    ) -> Run<IndexMap<Rc<str>, Property>> {
        let mut found: IndexMap<Rc<str>, Property> = IndexMap::new();
        let mut by_column: Vec<(Rc<Column>, Rc<str>, &Declared)> = Vec::new();
        for (key, declared) in &self.properties {
            if let Declared::Synonym(synonym) = declared {
                synonym.place.set(found.len());
            }
            let column = match declared {
                Declared::Column(column) => Some(Rc::clone(column)),
                Declared::Mapped(mapped) => Some(mapped.column.borrow().clone()),
                Declared::Mapping(mapping) => mapping.column.clone(),
                _ => None,
            };
            match (declared, column) {
                (_, Some(column)) => by_column.push((column, Rc::clone(key), declared)),
                (Declared::Relationship(relationship), None) => {
                    let property = Property::Relationship(Rc::clone(relationship));
                    found.insert(Rc::clone(key), property);
                }
                (Declared::Mapping(mapping), None) => {
                    if let Some(expression) = &mapping.expression {
                        let property = ExpressionProperty {
                            key: Rc::clone(key),
                            expression: super::condition::labelled(expression),
                            deferred: mapping.deferred,
                            by_query: mapping.by_query,
                            parent: OnceCell::new(),
                        };
                        found.insert(Rc::clone(key), Property::Expression(Rc::new(property)));
                    }
                }
                (Declared::Synonym(synonym), None) if synonym.map_column => {
                    let property = self.under_synonym(machine, key, synonym, table)?;
                    found.insert(Rc::clone(&synonym.name), property);
                }
                _ => {}
            }
        }
        let own: Vec<Rc<Column>> = table.columns.borrow().values().cloned().collect();
        if let Some(parent) = &self.inherits {
            let columns = (own.as_slice(), by_column.as_slice());
            self.inherit(machine, parent, columns, args, equated, &mut found);
        }
        for column in own {
            let explicit = by_column.iter().find(|(other, _, _)| Rc::ptr_eq(other, &column));
            if let Some((_, key, declared)) = explicit {
                let property = column_property(key, &column, Some(declared));
                place(&mut found, key, property, self.inherits.is_some());
                continue;
            }
            if mapped(&found, &column) || self.is_excluded(args, &column, table) {
                continue;
            }
            let key: Rc<str> = match &*args.prefix {
                "" => column.key(),
                prefix => format!("{prefix}{}", column.key()).into(),
            };
            match found.get(&key) {
                None | Some(Property::Column(_)) => {}
                Some(other) => {
                    let text = machine.repr(&other.value())?;
                    let message = format!(
                        "WARNING: when configuring property '{key}' on {described}, column '{}' \
                         conflicts with property '{text}'. To resolve this, map the column to the \
                         class under a different name in the 'properties' dictionary.  Or, to \
                         remove all awareness of the column entirely (including its availability \
                         as a foreign key), use the 'include_properties' or 'exclude_properties' \
                         mapper arguments to control specifically which table columns get mapped.",
                        column.key()
                    );
                    return errors::argument(machine, message);
                }
            }
            let property = column_property(&key, &column, None);
            place(&mut found, &key, property, self.inherits.is_some());
        }
        Ok(found)
    }

    /// The column of a synonym's own name, mapped under the name of the attribute.
    fn under_synonym(
        &self,
        machine: &mut Machine,
        key: &Rc<str>,
        synonym: &Synonym,
        table: &Rc<Table>,
    ) -> Run<Property> {
        let name = &synonym.name;
        let column = table.columns.borrow().get(key).cloned();
        let Some(column) = column else {
            let message = format!(
                "Can't compile synonym '{name}': no column on table '{}' named '{key}'",
                table.name
            );
            return errors::argument(machine, message);
        };
        Ok(Property::Column(Rc::new(column_property(name, &column, None))))
    }
}

/// The class's body has this for itself, and no column takes its place.
fn is_own(value: &Value) -> bool {
    matches!(
        value,
        Value::Function(_) | Value::Property(_) | Value::ClassMethod(_) | Value::StaticMethod(_)
    )
}

/// Puts a column's property in its place; one that is inherited under the name comes along.
fn place(
    found: &mut IndexMap<Rc<str>, Property>,
    key: &Rc<str>,
    mut property: ColumnProperty,
    inherits: bool,
) {
    if let Some(Property::Column(known)) = found.get(key)
        && inherits
    {
        if Rc::ptr_eq(&known.column, &property.column) {
            return;
        }
        property.also.push(Rc::clone(&known.column));
        property.also.extend(known.also.iter().cloned());
    }
    found.insert(Rc::clone(key), Property::Column(Rc::new(property)));
}

fn mapped(found: &IndexMap<Rc<str>, Property>, column: &Rc<Column>) -> bool {
    found.values().any(|property| match property {
        Property::Column(own) => Rc::ptr_eq(&own.column, column) || contains(&own.also, column),
        _ => false,
    })
}
