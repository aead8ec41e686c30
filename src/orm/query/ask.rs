//! `session.execute()`, `scalars()` and `scalar()`.

use std::rc::Rc;

use indexmap::IndexMap;

use super::super::core::natives::FromStatement;
use super::super::core::result::{About, ResultSet, chunk_of};
use super::super::core::{
    Body, Delete, Insert, Item, Params, Select, Statement, Update, engine::Fetched,
};
use super::super::mapper::{Mapper, Property};
use super::super::python::{Args, Machine, Run, Value};
use super::super::unit_of_work::{Session, insert_batches};
use super::answer::result;
use super::bulk::{self, Synchronize};
use super::executing::hear;
use super::plan::plan;
use super::rows::Reading;
use super::send::{Sending, Sent, send, sent_by};
use super::{entity, fill, given, mapped};

/// Runs a statement that a script gave to a session.
///
/// # Errors
///
/// What flushing, the statement or loading raises.
pub fn execute(
    machine: &mut Machine,
    session: &Rc<Session>,
    function: &str,
    args: Args,
) -> Run<Rc<ResultSet>> {
    let names = ["statement", "params?", "*", "execution_options?", "bind_arguments?", "**kw"];
    let taken = args.bind(machine, function, &names)?;
    let mut values = taken.values.into_iter();
    let statement = values.next().flatten().unwrap_or(Value::None);
    let params = values.next().flatten().filter(|value| !value.is_none());
    let options = values.next().flatten().filter(|value| !value.is_none());
    let given = params.clone().unwrap_or(Value::None);
    let statement = hear(machine, session, &statement, &given)?;
    // One mapping is for the statement itself, a list of them for one row each.
    let alone = matches!(params, Some(Value::Dict(_)));
    let params = match params {
        Some(params) => read_params(machine, &params)?,
        None => Vec::new(),
    };
    let mut execution: Vec<(Rc<str>, Value)> = Vec::new();
    if let Some(options) = options {
        for key in machine.collect(&options)? {
            let value = machine.item(&options, &key)?;
            execution.push((machine.str(&key)?, value));
        }
    }
    if let Some(select) = statement.native::<Select>() {
        return self::select(machine, session, &select, params, execution);
    }
    if let Some(given) = statement.native::<FromStatement>() {
        let populates = flag(machine, &execution, &given.execution, POPULATES)?.unwrap_or(false);
        let params = params.into_iter().next().unwrap_or_default();
        let sending = Sending { params, populates, ..Sending::default() };
        let inner = given::statement(machine, &given.statement)?;
        let sent = sent_by(machine, session, &given.select, &inner, sending)?;
        return Ok(result(sent, None));
    }
    if let Some(insert) = statement.native::<Insert>() {
        return self::insert(machine, session, &insert, params, execution);
    }
    if let Some(update) = statement.native::<Update>() {
        return match params.first() {
            Some(only) if alone && update.entity.is_some() => {
                let update = Rc::new(fill::update(&update, only));
                self::update(machine, session, &update, Vec::new(), execution)
            }
            _ => self::update(machine, session, &update, params, execution),
        };
    }
    if let Some(delete) = statement.native::<Delete>() {
        return match params.first() {
            Some(only) if alone && delete.entity.is_some() => {
                let delete = Rc::new(fill::delete(&delete, only));
                self::delete(machine, session, &delete, Vec::new(), execution)
            }
            _ => self::delete(machine, session, &delete, params, execution),
        };
    }
    let plain = given::statement(machine, &statement)?;
    session.prepare(machine)?;
    session.autoflush_now(machine)?;
    let connection = session.connection(machine)?;
    let fetched = connection.execute(machine, &plain, params)?;
    Ok(fetched.into_result())
}

/// One set of parameters, or several.
fn read_params(machine: &mut Machine, value: &Value) -> Run<Vec<Params>> {
    if !matches!(value, Value::Dict(_)) {
        let mut all = Vec::new();
        for one in machine.collect(value)? {
            all.extend(read_params(machine, &one)?);
        }
        return Ok(all);
    }
    let mut params = Params::new();
    for key in machine.collect(value)? {
        let own = machine.item(value, &key)?;
        let name = machine.str(&key)?;
        params.insert(name, own);
    }
    Ok(vec![params])
}

fn option(execution: &[(Rc<str>, Value)], own: &[(Rc<str>, Value)], name: &str) -> Option<Value> {
    let last = |options: &[(Rc<str>, Value)]| {
        options.iter().rev().find(|(key, _)| &**key == name).map(|(_, value)| value.clone())
    };
    last(execution).or_else(|| last(own))
}

/// What says that the rows of objects which are there already are read again.
const POPULATES: &str = "populate_existing";

fn flag(
    machine: &mut Machine,
    execution: &[(Rc<str>, Value)],
    own: &[(Rc<str>, Value)],
    name: &str,
) -> Run<Option<bool>> {
    option(execution, own, name).map(|value| machine.truth(&value)).transpose()
}

fn select(
    machine: &mut Machine,
    session: &Rc<Session>,
    select: &Rc<Select>,
    params: Vec<Params>,
    execution: Vec<(Rc<str>, Value)>,
) -> Run<Rc<ResultSet>> {
    if !mapped::is_mapped(machine, select) {
        let connection = session.connection(machine)?;
        let statement = Statement::Query(Body::Select(Rc::clone(select)));
        let fetched = connection.execute(machine, &statement, params)?;
        return Ok(fetched.into_result());
    }
    let mut sending =
        Sending { params: params.into_iter().next().unwrap_or_default(), ..Sending::default() };
    if let Some(populates) = flag(machine, &execution, &select.execution, POPULATES)? {
        sending.populates = populates;
    }
    if let Some(flushes) = flag(machine, &execution, &select.execution, "autoflush")? {
        sending.flushes = flushes;
    }
    let chunk = option(&execution, &select.execution, "yield_per");
    let chunk = chunk.as_ref().and_then(chunk_of);
    sending.is_heard = true;
    let sent = send(machine, session, select, sending)?;
    Ok(result(sent, chunk))
}

fn mapper_of(value: Option<&Value>) -> Option<Rc<Mapper>> {
    value.and_then(entity::of_value).map(|entity| Rc::clone(entity::mapper(&entity)))
}

/// Rows that RETURNING gave, as what was asked for.
fn returned(
    machine: &mut Machine,
    session: &Rc<Session>,
    items: &[Item],
    mut fetched: Fetched,
    populates: bool,
) -> Run<Rc<ResultSet>> {
    let select = Rc::new(Select { items: items.to_vec(), ..Select::default() });
    let plan = Rc::new(plan(machine, &select)?);
    let mut reading = Reading::new(machine, session, &plan);
    reading.populates = populates;
    let rows = reading.read(machine, &fetched.rows)?;
    let columns = std::mem::take(&mut fetched.columns);
    Ok(result(Sent { plan, columns, rows }, None))
}

/// What RETURNING has to name for what was asked for.
fn returning(machine: &mut Machine, items: &[Item]) -> Run<Vec<Item>> {
    if items.is_empty() {
        return Ok(Vec::new());
    }
    let select = Rc::new(Select { items: items.to_vec(), ..Select::default() });
    Ok(plan(machine, &select)?.select.items.clone())
}

/// What `type()` calls the result of rows that are written in batches.
const OF_A_BATCH: &str = "IteratorResult";

fn insert(
    machine: &mut Machine,
    session: &Rc<Session>,
    insert: &Rc<Insert>,
    params: Vec<Params>,
    execution: Vec<(Rc<str>, Value)>,
) -> Run<Rc<ResultSet>> {
    let Some(mapper) = mapper_of(insert.entity.as_ref()) else {
        let connection = session.connection(machine)?;
        let fetched = connection.execute(machine, &Statement::Insert(Rc::clone(insert)), params)?;
        return Ok(fetched.into_result());
    };
    session.autoflush_now(machine)?;
    let nulls = flag(machine, &execution, &insert.execution, "render_nulls")?.unwrap_or(false);
    let populates = flag(machine, &execution, &insert.execution, POPULATES)?.unwrap_or(false);
    let asked = insert.returning.clone();
    let mut own = Insert::clone(insert);
    own.values = own.values.map(|values| by_column(&mapper, values));
    own.many = own.many.into_iter().map(|values| by_column(&mapper, values)).collect();
    own.returning = returning(machine, &asked)?;
    let connection = session.connection(machine)?;
    let statement = Statement::Insert(Rc::new(own));
    if params.is_empty() {
        let fetched = connection.execute(machine, &statement, params)?;
        return match asked.is_empty() {
            true => Ok(fetched.into_result()),
            false => returned(machine, session, &asked, fetched, populates),
        };
    }
    let mut fetched = Fetched::default();
    for batch in insert_batches(&mapper, &params, nulls) {
        fetched.append(connection.execute(machine, &statement, batch)?);
    }
    if asked.is_empty() {
        // Rows are written here as a flush writes them: nothing is known of them afterwards.
        let about = About { type_name: Some(OF_A_BATCH), gives_no_rows: true, ..About::default() };
        return Ok(ResultSet::new(Rc::default(), Vec::new(), about));
    }
    returned(machine, session, &asked, fetched, populates)
}

/// Values by attribute as values by column.
fn by_column<T>(mapper: &Mapper, params: IndexMap<Rc<str>, T>) -> IndexMap<Rc<str>, T> {
    let properties = mapper.properties.borrow();
    let name = |key: Rc<str>| match properties.get(&key) {
        Some(Property::Column(column)) => column.column.key(),
        _ => key,
    };
    params.into_iter().map(|(key, value)| (name(key), value)).collect()
}

fn update(
    machine: &mut Machine,
    session: &Rc<Session>,
    update: &Rc<Update>,
    params: Vec<Params>,
    execution: Vec<(Rc<str>, Value)>,
) -> Run<Rc<ResultSet>> {
    let mapper = mapper_of(update.entity.as_ref());
    let (Some(mapper), true) = (mapper, params.is_empty()) else {
        return many(machine, session, update, params);
    };
    let how = option(&execution, &update.execution, "synchronize_session");
    let how = Synchronize::read(machine, how)?;
    let asked = update.returning.clone();
    let mut own = Update::clone(update);
    own.values = by_column(&mapper, own.values);
    own.returning = returning(machine, &asked)?;
    let fetched = bulk::update(machine, session, own, &mapper, how)?;
    if asked.is_empty() {
        return Ok(fetched.into_result());
    }
    returned(machine, session, &asked, fetched, false)
}

/// `update(User)` with a list of rows, each told by its key; or an UPDATE of a table.
fn many(
    machine: &mut Machine,
    session: &Rc<Session>,
    update: &Rc<Update>,
    params: Vec<Params>,
) -> Run<Rc<ResultSet>> {
    let Some(mapper) = mapper_of(update.entity.as_ref()) else {
        let connection = session.connection(machine)?;
        let fetched = connection.execute(machine, &Statement::Update(Rc::clone(update)), params)?;
        return Ok(fetched.into_result());
    };
    session.autoflush_now(machine)?;
    let params = params.into_iter().map(|one| by_column(&mapper, one)).collect();
    bulk::update_rows(machine, session, update, &mapper, params)?;
    let about = About { type_name: Some(OF_A_BATCH), ..About::default() };
    Ok(ResultSet::new(Rc::default(), Vec::new(), about))
}

fn delete(
    machine: &mut Machine,
    session: &Rc<Session>,
    delete: &Rc<Delete>,
    params: Vec<Params>,
    execution: Vec<(Rc<str>, Value)>,
) -> Run<Rc<ResultSet>> {
    let Some(mapper) = mapper_of(delete.entity.as_ref()) else {
        let connection = session.connection(machine)?;
        let fetched = connection.execute(machine, &Statement::Delete(Rc::clone(delete)), params)?;
        return Ok(fetched.into_result());
    };
    let how = option(&execution, &delete.execution, "synchronize_session");
    let how = Synchronize::read(machine, how)?;
    let asked = delete.returning.clone();
    let mut own = Delete::clone(delete);
    own.returning = returning(machine, &asked)?;
    let fetched = bulk::delete(machine, session, own, &mapper, how)?;
    if asked.is_empty() {
        return Ok(fetched.into_result());
    }
    returned(machine, session, &asked, fetched, false)
}
