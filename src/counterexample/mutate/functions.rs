//! Mistakes in functions: aggregates, COALESCE, CASE, windows.

use super::found::Found;
use super::mistake::Kind;
use super::scope::Holds;
use super::site::{Site, Spot};
use crate::sql::query::{Arguments, Call, Expr, Name, Over};

/// Functions that are easily forgotten, and whose first argument could stand alone.
const FORGOTTEN: [&str; 10] =
    ["nullif", "round", "abs", "lower", "upper", "trim", "ltrim", "rtrim", "date", "length"];

pub(super) fn functions(site: &Site<'_>, found: &mut Found) {
    for spot in &site.spots {
        match spot.expr {
            Expr::Call(call) => {
                if call.is_aggregate() {
                    counts(site, spot, call, found);
                    distinct(spot, call, found);
                    others(site, spot, call, found);
                }
                forgotten(spot, call, found);
                windows(spot, call, found);
            }
            Expr::Cast { inner, .. } => {
                found.expr(spot, Kind::MissingFunction, 0, (**inner).clone());
            }
            Expr::Collate { inner, .. } => {
                found.expr(spot, Kind::MissingFunction, 1, (**inner).clone());
            }
            Expr::Case { .. } => case(spot, found),
            _ => {}
        }
    }
}

/// COUNT of rows, of values, of different values.
fn counts(site: &Site<'_>, spot: &Spot<'_>, call: &Call, found: &mut Found) {
    if !call.is("count") {
        return;
    }
    let counting = |arguments: Arguments, distinct: bool| {
        let order_by = Vec::new();
        Expr::Call(Box::new(Call { arguments, distinct, order_by, ..call.clone() }))
    };
    let counted = match &call.arguments {
        Arguments::Star => None,
        Arguments::List(list) => list.first(),
    };
    if counted.is_some() {
        found.expr(spot, Kind::Count, 0, counting(Arguments::Star, false));
    }
    // Something of each table that could be counted: its key, and what can be NULL.
    for (number, table) in site.scope.own().iter().enumerate() {
        let nullable = table.columns.iter().filter(|column| column.nullable && !column.key);
        // Of equal names only one is counted.
        let names = table.columns.iter().filter(|column| {
            call.distinct && column.holds == Holds::Texts && !column.id && !column.nullable
        });
        let key = table.key().into_iter().chain(names).chain(nullable);
        for (rank, column) in key.take(4).enumerate() {
            let expr = site.scope.expr(table, column);
            if counted.is_some_and(|counted| *counted.bare() == expr) {
                continue;
            }
            // A column of the first table is never lost by a LEFT JOIN.
            let rank = rank * 2 + usize::from(number == 0) + 1;
            let distinct = call.distinct;
            found.expr(spot, Kind::Count, rank, counting(Arguments::List(vec![expr]), distinct));
        }
    }
    if counted.is_none() && call.over.is_none() {
        let tables = site.scope.own().iter();
        let ids = tables.flat_map(|table| {
            let ids = table.columns.iter().filter(|column| column.id);
            ids.map(move |column| site.scope.expr(table, column))
        });
        for column in ids.take(8) {
            let arguments = Arguments::List(vec![column]);
            found.expr(spot, Kind::Count, 3, counting(arguments, true));
        }
    }
}

/// DISTINCT within an aggregate, in or out.
fn distinct(spot: &Spot<'_>, call: &Call, found: &mut Found) {
    let single = matches!(&call.arguments, Arguments::List(list) if list.len() == 1);
    let matters = !call.is("min") && !call.is("max");
    if single && matters && call.over.is_none() {
        let new = Call { distinct: !call.distinct, ..call.clone() };
        found.expr(spot, Kind::AggregateDistinct, 0, Expr::Call(Box::new(new)));
    }
}

/// Another aggregate of the same.
fn others(site: &Site<'_>, spot: &Spot<'_>, call: &Call, found: &mut Found) {
    let Arguments::List(list) = &call.arguments else { return };
    let place = list.first().and_then(|it| site.scope.find_expr(it));
    // Nobody adds up ids.
    let holds = place.filter(|place| !place.column.id).map(|place| place.column.holds);
    let name = call.name.plain().to_ascii_lowercase();
    let others: &[&str] = match name.as_str() {
        "count" if holds == Some(Holds::Numbers) => &["SUM"],
        "sum" => &["COUNT", "AVG", "TOTAL", "MAX"],
        "total" => &["SUM", "COUNT"],
        "avg" => &["SUM", "MAX", "MIN"],
        "min" => &["MAX"],
        "max" => &["MIN"],
        _ => &[],
    };
    let numbers = ["SUM", "AVG"];
    let counts_too = matches!(name.as_str(), "min" | "max") && holds == Some(Holds::Numbers);
    let more = numbers.iter().filter(|_| counts_too);
    for (rank, other) in others.iter().chain(more).enumerate() {
        let new = Call { name: Name((*other).to_owned()), ..call.clone() };
        found.expr(spot, Kind::Aggregate, rank, Expr::Call(Box::new(new)));
    }
    // The average over all rows, those without a value counted as 0.
    if name == "avg"
        && call.over.is_none()
        && let [value] = list.as_slice()
    {
        let zero = super::values::number_expr(0);
        let filled = Call {
            name: Name("COALESCE".to_owned()),
            distinct: false,
            arguments: Arguments::List(vec![value.clone(), zero]),
            order_by: Vec::new(),
            filter: None,
            over: None,
        };
        let arguments = Arguments::List(vec![Expr::Call(Box::new(filled))]);
        let new = Call { arguments, ..call.clone() };
        found.expr(spot, Kind::Aggregate, 2, Expr::Call(Box::new(new)));
    }
}

/// COALESCE and the like left out.
fn forgotten(spot: &Spot<'_>, call: &Call, found: &mut Found) {
    let Arguments::List(list) = &call.arguments else { return };
    let Some(first) = list.first() else { return };
    if call.is("coalesce") || call.is("ifnull") {
        found.expr(spot, Kind::MissingCoalesce, 0, first.clone());
        if let Some(last) = list.get(1) {
            found.expr(spot, Kind::MissingCoalesce, 2, last.clone());
        }
    } else if FORGOTTEN.iter().any(|name| call.is(name)) {
        found.expr(spot, Kind::MissingFunction, 0, first.clone());
    } else if (call.is("min") || call.is("max")) && list.len() > 1 {
        let other = if call.is("min") { "MAX" } else { "MIN" };
        let new = Call { name: Name(other.to_owned()), ..call.clone() };
        found.expr(spot, Kind::Aggregate, 0, Expr::Call(Box::new(new)));
    }
}

/// CASE without its ELSE, without one of its parts, or with two of them exchanged.
fn case(spot: &Spot<'_>, found: &mut Found) {
    let Expr::Case { operand, arms, otherwise } = spot.expr else { return };
    let case = |arms: Vec<(Expr, Expr)>, otherwise: Option<Box<Expr>>| Expr::Case {
        operand: operand.clone(),
        arms,
        otherwise,
    };
    let arm = |at: usize| format!("WHEN {} THEN {}", arms[at].0, arms[at].1);
    if let Some(last) = otherwise {
        let told = (format!("ELSE {last}"), "");
        found.expr_told(spot, Kind::Case, 0, told, case(arms.clone(), None));
    }
    for at in 1..arms.len() {
        let mut swapped = arms.clone();
        swapped.swap(at - 1, at);
        let (first, second) = (&arms[at - 1].0, &arms[at].0);
        let told = (
            format!("WHEN {first} before WHEN {second}"),
            format!("WHEN {second} before WHEN {first}"),
        );
        found.expr_told(spot, Kind::Case, 1, told, case(swapped, otherwise.clone()));
    }
    for at in (0..arms.len()).filter(|_| arms.len() > 1) {
        let mut fewer = arms.clone();
        fewer.remove(at);
        let told = (arm(at), "");
        found.expr_told(spot, Kind::Case, 2, told, case(fewer, otherwise.clone()));
    }
}

/// Another window, or another function over it.
fn windows(spot: &Spot<'_>, call: &Call, found: &mut Found) {
    let Some(over) = &call.over else { return };
    let name = call.name.plain().to_ascii_lowercase();
    let others: &[&str] = match name.as_str() {
        "row_number" => &["RANK", "DENSE_RANK"],
        "rank" => &["DENSE_RANK", "ROW_NUMBER"],
        "dense_rank" => &["RANK", "ROW_NUMBER"],
        "lag" => &["LEAD"],
        "lead" => &["LAG"],
        "first_value" => &["LAST_VALUE"],
        "last_value" => &["FIRST_VALUE"],
        _ => &[],
    };
    for other in others {
        let new = Call { name: Name((*other).to_owned()), ..call.clone() };
        found.expr(spot, Kind::Window, 0, Expr::Call(Box::new(new)));
    }
    let Over::Window(window) = over else { return };
    let mut choices = Vec::new();
    if !window.partition_by.is_empty() {
        let mut new = window.clone();
        new.partition_by.clear();
        choices.push(new);
    }
    if !window.order_by.is_empty() {
        let mut new = window.clone();
        new.order_by.clear();
        new.frame = None;
        choices.push(new);
        for at in 0..window.order_by.len() {
            let mut new = window.clone();
            new.order_by[at].direction = super::orders::opposite(new.order_by[at].direction);
            choices.push(new);
        }
        let mut new = window.clone();
        new.order_by.pop();
        choices.push(new);
    }
    if window.frame.is_some() {
        choices.push(crate::sql::query::Window { frame: None, ..window.clone() });
    }
    for window in choices {
        let new = Call { over: Some(Over::Window(window)), ..call.clone() };
        found.expr(spot, Kind::Window, 1, Expr::Call(Box::new(new)));
    }
}
