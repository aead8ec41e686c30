//! Flask-SQLAlchemy's `Pagination`: one page of what a query gives.

use std::cell::RefCell;
use std::rc::Rc;

use super::flask::abort;
use super::modules::get;
use crate::orm::python::{Args, Iter, Machine, Native, Run, Value};

/// What is paged through.
#[derive(Clone)]
pub(super) enum Paged {
    /// `query.paginate()`.
    Query(Value),
    /// `db.paginate(select)`, with the session.
    Select(Value, Value),
}

/// One page.
pub(super) struct Pagination {
    of: Paged,
    page: i64,
    per_page: i64,
    max_per_page: Option<i64>,
    items: Value,
    total: RefCell<Value>,
}

/// What `paginate()` takes.
struct Wanted {
    page: i64,
    per_page: i64,
    max_per_page: Option<i64>,
    error_out: bool,
    count: bool,
}

const PARAMETERS: [&str; 6] = ["*", "page?", "per_page?", "max_per_page?", "error_out?", "count?"];

/// `paginate(…)`.
pub(super) fn paginate(machine: &mut Machine, of: Paged, args: Args) -> Run<Value> {
    let taken = args.bind(machine, "paginate", &PARAMETERS)?;
    let mut values = taken.values.into_iter();
    let mut next = || values.next().flatten().filter(|value| !value.is_none());
    let number = |value: Option<Value>| match value {
        Some(Value::Int(number)) => Some(number),
        _ => None,
    };
    let (page, per_page) = (number(next()).unwrap_or(1), number(next()).unwrap_or(20));
    let max_per_page = number(next());
    let flag = |machine: &mut Machine, value: Option<Value>| match value {
        Some(value) => machine.truth(&value),
        None => Ok(true),
    };
    let (error_out, count) = (next(), next());
    let error_out = flag(machine, error_out)?;
    let count = flag(machine, count)?;
    page_of(machine, of, Wanted { page, per_page, max_per_page, error_out, count })
}

fn page_of(machine: &mut Machine, of: Paged, wanted: Wanted) -> Run<Value> {
    let Wanted { mut page, mut per_page, max_per_page, error_out, count } = wanted;
    per_page = max_per_page.map_or(per_page, |most| per_page.min(most));
    if (page < 1 || per_page < 1) && error_out {
        return Err(abort(machine, 404, None));
    }
    page = page.max(1);
    if per_page < 1 {
        per_page = 20;
    }
    let offset = (page - 1).saturating_mul(per_page);
    let items = items(machine, &of, per_page, offset)?;
    let is_empty = machine.length(&items)? == 0;
    if is_empty && page != 1 && error_out {
        return Err(abort(machine, 404, None));
    }
    let total = if count { total(machine, &of)? } else { Value::None };
    let total = RefCell::new(total);
    Ok(Value::of(Pagination { of, page, per_page, max_per_page, items, total }))
}

fn items(machine: &mut Machine, of: &Paged, limit: i64, offset: i64) -> Run<Value> {
    let (Paged::Query(asked) | Paged::Select(asked, _)) = of;
    let limited = machine.call_method(asked, "limit", Args::of(vec![Value::Int(limit)]))?;
    let limited = machine.call_method(&limited, "offset", Args::of(vec![Value::Int(offset)]))?;
    match of {
        Paged::Query(_) => machine.call_method(&limited, "all", Args::none()),
        Paged::Select(_, session) => {
            let result = machine.call_method(session, "execute", Args::of(vec![limited]))?;
            let unique = machine.call_method(&result, "unique", Args::none())?;
            let scalars = machine.call_method(&unique, "scalars", Args::none())?;
            Ok(Value::list(machine.collect(&scalars)?))
        }
    }
}

fn total(machine: &mut Machine, of: &Paged) -> Run<Value> {
    let unordered = |machine: &mut Machine, value: &Value| {
        machine.call_method(value, "order_by", Args::of(vec![Value::None]))
    };
    match of {
        Paged::Query(query) => {
            let query = unordered(machine, query)?;
            machine.call_method(&query, "count", Args::none())
        }
        Paged::Select(select, session) => {
            let named = |machine: &Machine, module, name| {
                get(machine, module, name).ok_or_else(|| machine.unsupported(name))
            };
            let lazily = named(machine, "sqlalchemy.orm", "lazyload")?;
            let lazily = machine.call(&lazily, Args::of(vec![Value::str("*")]))?;
            let select = machine.call_method(select, "options", Args::of(vec![lazily]))?;
            let select = unordered(machine, &select)?;
            let inner = machine.call_method(&select, "subquery", Args::none())?;
            let functions = named(machine, "sqlalchemy", "func")?;
            let count = machine.call_method(&functions, "count", Args::none())?;
            let make = named(machine, "sqlalchemy", "select")?;
            let outer = machine.call(&make, Args::of(vec![count]))?;
            let outer = machine.call_method(&outer, "select_from", Args::of(vec![inner]))?;
            machine.call_method(session, "scalar", Args::of(vec![outer]))
        }
    }
}

impl Pagination {
    fn pages(&self) -> i64 {
        match *self.total.borrow() {
            Value::Int(total) if total > 0 => (total - 1) / self.per_page + 1,
            _ => 0,
        }
    }

    fn count(&self, machine: &mut Machine) -> Run<i64> {
        Ok(i64::try_from(machine.length(&self.items)?).unwrap_or(i64::MAX))
    }

    fn first(&self, machine: &mut Machine) -> Run<i64> {
        let is_empty = self.count(machine)? == 0;
        Ok(if is_empty { 0 } else { (self.page - 1) * self.per_page + 1 })
    }

    /// Another page, whose total is the same.
    fn turn(&self, machine: &mut Machine, page: i64, args: Args) -> Run<Value> {
        let taken = args.bind(machine, "next", &["*", "error_out?"])?;
        let error_out = match taken.values.into_iter().flatten().next() {
            Some(value) => machine.truth(&value)?,
            None => false,
        };
        let Self { per_page, max_per_page, .. } = *self;
        let wanted = Wanted { page, per_page, max_per_page, error_out, count: false };
        let turned = page_of(machine, self.of.clone(), wanted)?;
        if let Some(page) = turned.native::<Self>() {
            let total = self.total.borrow().clone();
            *page.total.borrow_mut() = total;
        }
        Ok(turned)
    }

    /// The numbers of pages to offer, with None for a gap.
    fn offered(&self, machine: &mut Machine, args: Args) -> Run<Value> {
        let names = ["*", "left_edge?", "left_current?", "right_current?", "right_edge?"];
        let taken = args.bind(machine, "iter_pages", &names)?;
        let mut values = taken.values.into_iter();
        let mut number = |usual| match values.next().flatten() {
            Some(Value::Int(number)) => number,
            _ => usual,
        };
        let (left_edge, left_current) = (number(2), number(2));
        let (right_current, right_edge) = (number(4), number(2));
        let (end, page) = (self.pages() + 1, self.page);
        let mut offered: Vec<Value> = Vec::new();
        let left = (1 + left_edge).min(end);
        offered.extend((1..left).map(Value::Int));
        if end > 1 && left < end {
            let from = left.max(page - left_current);
            let to = (page + right_current + 1).min(end);
            if from > left {
                offered.push(Value::None);
            }
            offered.extend((from..to).map(Value::Int));
            let right = to.max(end - right_edge);
            if to < end && right > to {
                offered.push(Value::None);
            }
            offered.extend((right..end).map(Value::Int));
        }
        Ok(Value::Iterator(Iter::over("generator", offered)))
    }
}

impl Native for Pagination {
    fn type_name(&self) -> Rc<str> {
        match self.of {
            Paged::Query(_) => "QueryPagination".into(),
            Paged::Select(..) => "SelectPagination".into(),
        }
    }
    fn into_native(self: Rc<Self>) -> Rc<dyn Native> {
        self
    }
    fn methods(&self) -> &'static [&'static str] {
        &["iter_pages", "next", "prev"]
    }
    fn attributes(&self) -> Vec<Rc<str>> {
        let names = ["first", "has_next", "has_prev", "items", "last", "max_per_page", "next_num"];
        let more = ["page", "pages", "per_page", "prev_num", "total"];
        names.iter().chain(&more).map(|&name| name.into()).collect()
    }
    fn call_method(
        self: Rc<Self>,
        machine: &mut Machine,
        name: &str,
        args: Args,
    ) -> Run<Option<Value>> {
        Ok(Some(match name {
            "iter_pages" => self.offered(machine, args)?,
            "next" => self.turn(machine, self.page + 1, args)?,
            "prev" => self.turn(machine, self.page - 1, args)?,
            _ => return Ok(None),
        }))
    }
    fn get_attribute(self: Rc<Self>, machine: &mut Machine, name: &str) -> Run<Option<Value>> {
        let optional = |there: bool, number: i64| match there {
            true => Value::Int(number),
            false => Value::None,
        };
        let (has_prev, has_next) = (self.page > 1, self.page < self.pages());
        Ok(Some(match name {
            "items" => self.items.clone(),
            "page" => Value::Int(self.page),
            "per_page" => Value::Int(self.per_page),
            "max_per_page" => optional(self.max_per_page.is_some(), self.max_per_page.unwrap_or(0)),
            "total" => self.total.borrow().clone(),
            "pages" => Value::Int(self.pages()),
            "first" => Value::Int(self.first(machine)?),
            "last" => {
                let first = self.first(machine)?;
                Value::Int(first.max(first + self.count(machine)? - 1))
            }
            "has_prev" => Value::Bool(has_prev),
            "has_next" => Value::Bool(has_next),
            "prev_num" => optional(has_prev, self.page - 1),
            "next_num" => optional(has_next, self.page + 1),
            _ => return Ok(None),
        }))
    }
    fn iterate(self: Rc<Self>, machine: &mut Machine) -> Run<Option<Rc<Iter>>> {
        machine.iterate(&self.items).map(Some)
    }
}
