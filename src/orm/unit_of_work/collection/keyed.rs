//! `attribute_keyed_dict()` and its kin: which key a member of a dict has.

use std::rc::Rc;

use super::{By, Collection};
use crate::orm::core::{Column, Kind, Role, coerce, errors};
use crate::orm::mapper::Property;
use crate::orm::python::{Args, Machine, Native, Run, Value};
use crate::orm::unit_of_work::State;
use crate::orm::unit_of_work::kind::shown;
use crate::orm::unit_of_work::passive::{Got, Passive};

/// A `collection_class` that is a dict: how a member's key is found.
pub struct KeyedBy {
    by: Rule,
    ignores_missing: bool,
}

enum Rule {
    Attribute(Rc<str>),
    Columns(Vec<Rc<Column>>),
    Function(Value),
}

impl KeyedBy {
    /// `attribute_keyed_dict("name")`.
    ///
    /// # Errors
    ///
    /// TypeError about the arguments.
    pub fn attribute(machine: &mut Machine, args: Args) -> Run<Value> {
        let (first, ignores_missing) =
            Self::taken(machine, args, "attribute_keyed_dict", "attr_name")?;
        let name = machine.str(&first)?;
        Ok(Value::of(Self { by: Rule::Attribute(name), ignores_missing }))
    }

    /// `keyfunc_mapping(function)`.
    ///
    /// # Errors
    ///
    /// TypeError about the arguments.
    pub fn function(machine: &mut Machine, args: Args) -> Run<Value> {
        let (function, ignores_missing) = Self::taken(machine, args, "keyfunc_mapping", "keyfunc")?;
        Ok(Value::of(Self { by: Rule::Function(function), ignores_missing }))
    }

    /// `column_keyed_dict(column)`.
    ///
    /// # Errors
    ///
    /// TypeError about the arguments; ArgumentError where it is no column.
    pub fn column(machine: &mut Machine, args: Args) -> Run<Value> {
        let (given, ignores_missing) =
            Self::taken(machine, args, "column_keyed_dict", "mapping_spec")?;
        let given = match &given {
            Value::List(_) | Value::Tuple(_) => machine.collect(&given)?,
            _ => vec![given],
        };
        let mut columns = Vec::new();
        for one in given {
            let found = coerce::known(machine, &one, Role::Column)?;
            match found.as_ref().map(|expr| &expr.kind) {
                Some(Kind::Column(column)) => columns.push(Rc::clone(column)),
                _ => {
                    let what = "Column expression";
                    return Err(coerce::expected_for(machine, what, "mapping_spec", &one));
                }
            }
        }
        Ok(Value::of(Self { by: Rule::Columns(columns), ignores_missing }))
    }

    fn taken(machine: &mut Machine, args: Args, function: &str, first: &str) -> Run<(Value, bool)> {
        let parameters = [first, "*", "ignore_unpopulated_attribute?"];
        let taken = args.bind(machine, function, &parameters)?;
        let mut values = taken.values.into_iter();
        let first = values.next().flatten().unwrap_or(Value::None);
        let ignores = match values.next().flatten() {
            Some(value) => machine.truth(&value)?,
            None => false,
        };
        Ok((first, ignores))
    }

    /// The key of a member; none where it has none and that is to be passed over.
    pub(super) fn key(
        &self,
        machine: &mut Machine,
        collection: &Collection,
        item: &Value,
        by: By<'_>,
    ) -> Run<Option<Value>> {
        let found = match &self.by {
            Rule::Function(function) => {
                machine.call(function, Args::of(vec![item.clone()])).map(Got::Value)?
            }
            Rule::Attribute(name) => by_attribute(machine, item, name)?,
            Rule::Columns(columns) => {
                let state = State::required(machine, item)?;
                let (mut values, mut is_set) = (Vec::new(), true);
                for column in columns {
                    let property = state.column_property(machine, column)?;
                    let got = state.column_value(machine, column, Passive::LOAD)?;
                    is_set &= state.has(&crate::orm::unit_of_work::key_of(&property));
                    values.push(got.value().unwrap_or(Value::None));
                }
                match (values.len(), values.pop()) {
                    (1, Some(Value::None)) if !is_set => Got::Never,
                    (1, Some(Value::None)) => Got::Unknown,
                    (1, Some(value)) => Got::Value(value),
                    (_, last) => {
                        values.extend(last);
                        Got::Value(Value::tuple(values))
                    }
                }
            }
        };
        if let Got::Value(key) = found {
            return Ok(Some(key));
        }
        if self.ignores_missing {
            return Ok(None);
        }
        let relationship = match by {
            By::Token(token) => match &token.property {
                Property::Relationship(relationship) => shown(relationship),
                other => crate::orm::unit_of_work::key_of(other).to_string(),
            },
            By::Script | By::Silent => "unknown relationship".into(),
        };
        let _ = collection;
        if matches!(found, Got::Unknown) {
            machine.warn(
                "SAWarning",
                format!(
                    "Attribute keyed dictionary value for attribute '{relationship}' was None; \
                     this will raise in a future release. To skip this assignment entirely, Set \
                     the \"ignore_unpopulated_attribute=True\" parameter on the mapped collection \
                     factory."
                ),
            );
            return Ok(Some(Value::None));
        }
        let name = State::required(machine, item)?.name();
        let text = format!(
            "In event triggered from population of attribute '{relationship}' (potentially from a \
             backref), can't populate value in KeyFuncDict; dictionary key derived from {name} is \
             not populated. Ensure appropriate state is set up on the {name} object before \
             assigning to the {relationship} attribute. To skip this assignment entirely, Set the \
             \"ignore_unpopulated_attribute=True\" parameter on the mapped collection factory."
        );
        Err(errors::raise(machine, "InvalidRequestError", text))
    }
}

/// The key by an attribute: unknown for `None`, never where it was not set.
fn by_attribute(machine: &mut Machine, item: &Value, name: &Rc<str>) -> Run<Got> {
    let mut value = item.clone();
    for part in name.split('.') {
        value = machine.attribute(&value, part)?;
    }
    if !value.is_none() {
        return Ok(Got::Value(value));
    }
    let state = State::required(machine, item)?;
    if state.property(name).is_some() && !state.has(name) {
        return Ok(Got::Never);
    }
    Ok(Got::Unknown)
}

impl Native for KeyedBy {
    fn type_name(&self) -> Rc<str> {
        "type".into()
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
}
