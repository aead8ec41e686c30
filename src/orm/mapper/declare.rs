//! From a class's body to its table and its mapper.

use std::rc::Rc;

use indexmap::IndexMap;

use super::annotate::{annotate_column, annotate_relationship};
use super::build::Building;
use super::declared::{Declared, MappedColumn, Mapping};
use super::declared_attr::DeclaredAttr;
use super::entries;
use super::scan::{Scan, is_mapped_attribute};
use super::shared::set;
use super::synonym::Synonym;
use super::{Attribute, Mapper, Registry, Relationship, Unmapped, dataclass, mapper_of};
use crate::orm::core::{Column, MetaData, Table, errors};
use crate::orm::python::{Class, Machine, Native, Run, Value};

/// Maps a class: makes its table and its mapper.
///
/// # Errors
///
/// What SQLAlchemy raises about the class.
pub(super) fn map(machine: &mut Machine, registry: &Rc<Registry>, class: &Rc<Class>) -> Run<()> {
    let had_table = class.dict.borrow().contains_key("__table__");
    let mapped = map_whole(machine, registry, class);
    if mapped.is_err() {
        let table = class.dict.borrow().get("__table__").and_then(Value::native::<Table>);
        registry.shared.failed.borrow_mut().push(Unmapped {
            registry: Rc::clone(registry),
            class: Rc::clone(class),
            table: table.filter(|_| !had_table),
        });
    }
    mapped
}

fn map_whole(machine: &mut Machine, registry: &Rc<Registry>, class: &Rc<Class>) -> Run<()> {
    let mut scan = Scan::read(machine, registry, class)?;
    registry.add_class(machine, class);
    let inherits = inherited(machine, class)?;
    let declared = properties(machine, &mut scan)?;
    dataclass::complete(machine, &scan, &declared)?;
    let (properties, columns) = columns_of(machine, class, declared)?;
    let table = table(machine, &scan, &columns)?;
    let table = match table {
        Some(table) => Some(table),
        None => no_table(machine, &scan, inherits.as_ref(), &columns)?,
    };
    Building { scan, inherits, properties, columns, table }.build(machine)
}

/// The mapper that the class inherits from.
fn inherited(machine: &mut Machine, class: &Rc<Class>) -> Run<Option<Rc<Mapper>>> {
    let mut found: Vec<Rc<Mapper>> = Vec::new();
    for base in &class.bases {
        if let Some(mapper) = nearest_mapper(base)
            && !found.iter().any(|known| Rc::ptr_eq(known, &mapper))
        {
            found.push(mapper);
        }
    }
    if found.len() > 1 {
        let classes = found.iter().map(|mapper| Value::Class(Rc::clone(&mapper.class))).collect();
        let list = machine.repr(&Value::list(classes))?;
        let own = machine.repr(&Value::Class(Rc::clone(class)))?;
        return errors::invalid(machine, format!("Class {own} has multiple mapped bases: {list}"));
    }
    Ok(found.pop())
}

fn nearest_mapper(class: &Rc<Class>) -> Option<Rc<Mapper>> {
    mapper_of(class).or_else(|| class.ancestors.iter().find_map(|class| mapper_of(class)))
}

/// What the body declares, with what the annotations add to it.
fn properties(machine: &mut Machine, scan: &mut Scan) -> Run<IndexMap<Rc<str>, Declared>> {
    let mut found = IndexMap::new();
    let class = Rc::clone(&scan.class);
    let attributes: Vec<(Rc<str>, Value)> =
        scan.attributes.iter().map(|(name, value)| (Rc::clone(name), value.clone())).collect();
    for (name, value) in attributes {
        let value = if value.native::<DeclaredAttr>().is_some() {
            machine.attribute(&Value::Class(Rc::clone(&class)), &name)?
        } else {
            value
        };
        let reserved = match &*name {
            "registry" => Some("Declarative class registry"),
            "metadata" if value.native::<MetaData>().is_none() => Some("MetaData instance"),
            _ => None,
        };
        if let Some(noun) = reserved.filter(|_| value.native::<Registry>().is_none()) {
            machine.warn(
                "SAWarning",
                format!(
                    "Attribute name '{name}' should be left reserved for the {noun} when using a \
                     Declarative class."
                ),
            );
        }
        if let Value::Tuple(parts) = &value
            && let [part] = &parts[..]
            && (part.native::<Column>().is_some() || is_mapped_attribute(part))
        {
            machine.warn(
                "SAWarning",
                format!(
                    "Ignoring declarative-like tuple value of attribute '{name}': possibly a \
                     copy-and-paste error with a comma accidentally placed at the end of the line?"
                ),
            );
            continue;
        }
        let declared = if let Some(column) = value.native::<Column>() {
            column.take_name(&name);
            Declared::Column(column)
        } else if let Some(mapped) = value.native::<MappedColumn>() {
            annotate_column(machine, scan, &name, &mapped)?;
            Declared::Mapped(mapped)
        } else if let Some(relationship) = value.native::<Relationship>() {
            annotate_relationship(machine, scan, &name, &relationship)?;
            Declared::Relationship(relationship)
        } else if let Some(mapping) = value.native::<Mapping>() {
            if let Some(column) = &mapping.column {
                column.take_name(&name);
            }
            Declared::Mapping(mapping)
        } else if let Some(synonym) = value.native::<Synonym>() {
            Declared::Synonym(synonym)
        } else if let Some(attribute) = value.native::<Attribute>()
            && !Rc::ptr_eq(&attribute.mapper.class, &class)
            && attribute.key() != name
        {
            Declared::Synonym(Synonym::of(attribute.key()))
        } else {
            scan.warn_expression(machine, &class, &name, &value);
            set(&class, &name, value);
            continue;
        };
        found.insert(name, declared);
    }
    Ok(found)
}

/// What stays a property by name, and the columns of the table, with `sort_order`.
type Split = (IndexMap<Rc<str>, Declared>, Vec<(Rc<str>, Rc<Column>)>);

fn columns_of(
    machine: &mut Machine,
    class: &Class,
    declared: IndexMap<Rc<str>, Declared>,
) -> Run<Split> {
    let mut properties = IndexMap::new();
    let mut columns: Vec<(i64, Rc<str>, Rc<Column>)> = Vec::new();
    let mut names: IndexMap<Rc<str>, Vec<Rc<str>>> = IndexMap::new();
    for (key, declared) in declared {
        let (column, order, keep) = match &declared {
            Declared::Column(column) => (Some(Rc::clone(column)), 0, *column.key() != *key),
            Declared::Mapped(mapped) => {
                let column = mapped.column.borrow().clone();
                let special =
                    mapped.deferred.get().unwrap_or_else(|| {
                        mapped.group.borrow().is_some() || mapped.raiseload.get()
                    }) || mapped.active_history.get()
                        || mapped.usual.borrow().is_some();
                let keep = special || *column.key() != *key;
                (Some(column), mapped.sort_order.get(), keep)
            }
            Declared::Mapping(mapping) => (mapping.column.clone(), 0, true),
            _ => (None, 0, true),
        };
        if let Some(column) = column {
            let known = names.entry(column.name()).or_default();
            known.push(Rc::clone(&key));
            if !columns.iter().any(|(_, _, other)| Rc::ptr_eq(other, &column)) {
                columns.push((order, Rc::clone(&key), column));
            }
        }
        if keep {
            properties.insert(key, declared);
        }
    }
    for (name, mut keys) in names {
        if keys.len() > 1 {
            keys.sort();
            let message = format!(
                "On class '{}', Column object '{name}' named directly multiple times, only one will \
                 be used: {}. Consider using orm.synonym instead",
                class.name,
                keys.join(", ")
            );
            machine.warn("SAWarning", message);
        }
    }
    columns.sort_by_key(|(order, _, _)| *order);
    Ok((properties, columns.into_iter().map(|(_, key, column)| (key, column)).collect()))
}

/// The class's own table: made, or the one that it names as `__table__`.
fn table(
    machine: &mut Machine,
    scan: &Scan,
    columns: &[(Rc<str>, Rc<Column>)],
) -> Run<Option<Rc<Table>>> {
    if let Some(table) = scan.written_table(machine)? {
        for (_, column) in columns {
            if !super::condition::owns(&table, column) {
                let message = format!(
                    "Can't add additional column '{}' when specifying __table__",
                    column.key()
                );
                return errors::argument(machine, message);
            }
        }
        set(&scan.class, "__table__", Value::Native(Rc::clone(&table) as Rc<dyn Native>));
        return Ok(Some(table));
    }
    let Some(name) = &scan.table_name else { return Ok(None) };
    let metadata = scan.metadata(machine)?;
    let mut args: Vec<Value> =
        columns.iter().map(|(_, c)| Value::Native(Rc::clone(c) as Rc<dyn Native>)).collect();
    let mut options = Vec::new();
    match &scan.table_args {
        Some(Value::Dict(dict)) => options = entries::named(machine, dict)?,
        Some(Value::Tuple(parts)) => match &parts[..] {
            [rest @ .., Value::Dict(dict)] => {
                args.extend(rest.iter().cloned());
                options = entries::named(machine, dict)?;
            }
            all => args.extend(all.iter().cloned()),
        },
        _ => {}
    }
    if scan.registry.names_tables && shares_table(scan, &metadata, name, &args) {
        let before = scan.class.dict.borrow_mut().shift_remove("__tablename__");
        drop(before);
        return Ok(None);
    }
    let table = Table::define(machine, &metadata, name, args, options)?;
    set(&scan.class, "__table__", Value::Native(Rc::clone(&table) as Rc<dyn Native>));
    Ok(Some(table))
}

/// Flask-SQLAlchemy: a class with no primary key of its own, below one with a table, shares it.
fn shares_table(scan: &Scan, metadata: &MetaData, name: &str, args: &[Value]) -> bool {
    let has_key = args.iter().any(|value| match value.native::<Column>() {
        Some(column) => column.primary_key.get(),
        None => value.native::<crate::orm::core::Constraint>().is_some_and(|constraint| {
            matches!(constraint.kind, crate::orm::core::ConstraintKind::PrimaryKey { .. })
        }),
    });
    let known = metadata.tables.borrow().contains_key(name);
    let parent =
        scan.class.ancestors.iter().any(|base| base.dict.borrow().contains_key("__table__"));
    !known && !has_key && parent
}

/// A class without a table of its own: it inherits one, or is refused.
fn no_table(
    machine: &mut Machine,
    scan: &Scan,
    inherits: Option<&Rc<Mapper>>,
    columns: &[(Rc<str>, Rc<Column>)],
) -> Run<Option<Rc<Table>>> {
    let Some(parent) = inherits else {
        let class = machine.repr(&Value::Class(Rc::clone(&scan.class)))?;
        let message = format!(
            "Class {class} does not have a __table__ or __tablename__ specified and does not \
             inherit from an existing table-mapped class."
        );
        return errors::invalid(machine, message);
    };
    if scan.table_args.is_some() {
        let message = "Can't place __table_args__ on an inherited class with no table.";
        return errors::argument(machine, message);
    }
    for (_, column) in columns {
        let existing = parent.table.columns.borrow().get(&*column.name()).cloned();
        if let Some(existing) = existing {
            if Rc::ptr_eq(&existing, column) {
                continue;
            }
            let message = format!(
                "Column '{}' on class {} conflicts with existing column '{}'.  If using \
                 Declarative, consider using the use_existing_column parameter of mapped_column() \
                 to resolve conflicts.",
                column.name(),
                scan.class.name,
                super::condition::described(&existing)
            );
            return errors::argument(machine, message);
        }
        if column.primary_key.get() {
            let message = "Can't place primary key columns on an inherited class with no table.";
            return errors::argument(machine, message);
        }
        parent.table.append_column(machine, column)?;
    }
    Ok(None)
}
