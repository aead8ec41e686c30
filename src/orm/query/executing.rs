//! `do_orm_execute`: who listens to a session hears of every statement before it is sent, and may
//! put another one in its place.

use std::cell::RefCell;
use std::rc::Rc;

use super::super::core::{Delete, Insert, Select, Update};
use super::super::python::{Args, Machine, Native, Run, Value};
use super::super::unit_of_work::Session;
use super::settings::Settings;
use super::{entity, mapped};

/// The name of the event.
const EVENT: &str = "do_orm_execute";

/// What a listener is given.
struct ExecuteState {
    session: Rc<Session>,
    statement: RefCell<Value>,
    parameters: Value,
    options: RefCell<Vec<(Rc<str>, Value)>>,
}

/// Tells those who listen of a statement: the one that is to be sent.
///
/// # Errors
///
/// What they raise.
pub fn hear(
    machine: &mut Machine,
    session: &Rc<Session>,
    statement: &Value,
    parameters: &Value,
) -> Run<Value> {
    if !session.has_listeners(EVENT) {
        return Ok(statement.clone());
    }
    let state = Rc::new(ExecuteState {
        session: Rc::clone(session),
        statement: RefCell::new(statement.clone()),
        parameters: parameters.clone(),
        options: RefCell::default(),
    });
    session.fire_alone(machine, EVENT, &Value::Native(Rc::clone(&state) as _))?;
    let statement = state.statement.borrow().clone();
    let options = state.options.take();
    if options.is_empty() {
        return Ok(statement);
    }
    machine.call_method(
        &statement,
        "execution_options",
        Args { positional: vec![], named: options },
    )
}

/// As [`hear`], for a SELECT of mapped classes.
///
/// # Errors
///
/// What they raise.
pub fn hear_select(
    machine: &mut Machine,
    session: &Rc<Session>,
    select: &Rc<Select>,
) -> Run<Rc<Select>> {
    if !session.has_listeners(EVENT) {
        return Ok(Rc::clone(select));
    }
    let given = Value::Native(Rc::clone(select) as _);
    let heard = hear(machine, session, &given, &Value::None)?;
    match heard.native::<Select>() {
        Some(select) => Ok(select),
        None => Err(machine.unsupported("a do_orm_execute listener that makes no SELECT of one")),
    }
}

impl ExecuteState {
    fn select(&self) -> Option<Rc<Select>> {
        self.statement.borrow().native::<Select>()
    }

    fn settings(&self) -> Option<Settings> {
        self.select().map(|select| Settings::of(&select))
    }

    fn is_mapped(&self, machine: &Machine) -> bool {
        let statement = self.statement.borrow().clone();
        if let Some(select) = statement.native::<Select>() {
            return mapped::is_mapped(machine, &select);
        }
        let entity = statement
            .native::<Insert>()
            .map(|own| own.entity.clone())
            .or_else(|| statement.native::<Update>().map(|own| own.entity.clone()))
            .or_else(|| statement.native::<Delete>().map(|own| own.entity.clone()));
        entity.flatten().is_some()
    }

    fn options(&self) -> Vec<(Rc<str>, Value)> {
        let mut all = self.select().map_or_else(Vec::new, |select| select.execution.clone());
        all.extend(self.options.borrow().iter().cloned());
        all
    }
}

const METHODS: [&str; 2] = ["update_execution_options", "invoke_statement"];

impl Native for ExecuteState {
    fn type_name(&self) -> Rc<str> {
        "ORMExecuteState".into()
    }

    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }

    fn methods(&self) -> &'static [&'static str] {
        &METHODS
    }

    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        let statement = self.statement.borrow().clone();
        let settings = self.settings();
        let settings = settings.as_ref();
        Ok(Some(match name {
            "statement" => statement,
            "session" => self.session.value(),
            "parameters" => self.parameters.clone(),
            "is_select" => {
                let is_compound = statement.native::<super::super::core::Compound>().is_some();
                Value::Bool(self.select().is_some() || is_compound)
            }
            "is_insert" => Value::Bool(statement.native::<Insert>().is_some()),
            "is_update" => Value::Bool(statement.native::<Update>().is_some()),
            "is_delete" => Value::Bool(statement.native::<Delete>().is_some()),
            "is_from_statement" => {
                let given = statement.native::<super::super::core::natives::FromStatement>();
                Value::Bool(given.is_some())
            }
            "is_executemany" => Value::Bool(matches!(self.parameters, Value::List(_))),
            "is_orm_statement" => Value::Bool(self.is_mapped(machine)),
            "is_column_load" => Value::Bool(settings.is_some_and(|own| own.refreshes.is_some())),
            "is_relationship_load" => {
                let is_lazy = |own: &Settings| own.current.is_some() && own.refreshes.is_none();
                Value::Bool(settings.is_some_and(is_lazy))
            }
            "execution_options" | "local_execution_options" => Value::dict(self.options()),
            "user_defined_options" => Value::list(Vec::new()),
            "bind_mapper" => {
                let select = self.select();
                let first = select.and_then(|select| {
                    select.items.iter().find_map(|item| match item {
                        super::super::core::Item::Entity(item) => entity::of_value(&item.value),
                        super::super::core::Item::Expr(expr) => entity::of_expr(expr),
                        super::super::core::Item::From(_) => None,
                    })
                });
                first.map_or(Value::None, |own| Value::Native(Rc::clone(entity::mapper(&own)) as _))
            }
            _ => return Ok(METHODS.contains(&name).then(|| Value::bound(self, name))),
        }))
    }

    fn set_attribute(self: Rc<Self>, _: &mut Machine, name: &str, value: Value) -> Run<bool> {
        if name != "statement" {
            return Ok(false);
        }
        let before = self.statement.replace(value);
        drop(before);
        Ok(true)
    }

    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        match name {
            "update_execution_options" => {
                self.options.borrow_mut().extend(args.named);
                Ok(Some(Value::None))
            }
            "invoke_statement" => Err(machine.unsupported("ORMExecuteState.invoke_statement()")),
            _ => Ok(None),
        }
    }
}
