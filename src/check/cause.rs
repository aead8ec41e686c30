//! The thinking error behind a wrong answer, named only where the evidence shows it.

use crate::orm::recording::Mode;
use crate::outcome::{ChangeRun, Clues, Done, OrmRun, QueryOutcome, QueryRun, State};
use crate::rows::compare::{BagDifference, Tolerance};
use crate::rows::{Row, Rows, Value};
use crate::schema::{ForeignKey, Table};
use crate::sql::constructs::Construct;
use crate::sql::tokens::code;
use crate::sql::variation::Repair;
use crate::verdict::{Cause, ProbeResult, Reason, RowDiffers, RowsDiffer, Rule, TableDiffers};

/// The cause of a query's wrong result on one data set.
pub fn of_query(outcome: &QueryOutcome, run: &QueryRun, reasons: &[Reason]) -> Option<Cause> {
    let open = || outcome.left_open.clone().map(Cause::LeftOpen);
    of_result(outcome, run, reasons).or_else(open)
}

fn of_result(outcome: &QueryOutcome, run: &QueryRun, reasons: &[Reason]) -> Option<Cause> {
    let clues = &outcome.clues;
    let actual = run.script.rows()?;
    let reason = reasons.first()?;
    if let Some(list) = clues.null_lists.first()
        && matches!(reason, Reason::Rows(_) | Reason::Cells { .. })
    {
        return Some(Cause::NullInList { subquery: list.clone() });
    }
    if has_no_groups(outcome, run, actual) {
        return Some(Cause::NoGroups);
    }
    if let Some(swap) = &clues.swap {
        let (table, columns) = (swap.table.clone(), swap.columns.clone());
        return Some(if swap.both {
            Cause::KeysCompared { table, columns }
        } else {
            Cause::OtherKeyCompared { table, columns }
        });
    }
    match reason {
        Reason::Rows(rows) => of_rows(rows, actual, run, clues).or_else(|| {
            let copies = || fan_out(rows, actual, run);
            joins(outcome).then(copies).flatten().or_else(|| same_but_for_type_or_spelling(rows))
        }),
        Reason::Cells { rows: cells, .. } => of_cells(cells, actual, run, clues).or_else(|| {
            let adds_up = outcome.judged.contains(&Construct::Aggregate);
            let too_much = || multiplied(cells);
            (adds_up && joins(outcome)).then(too_much).flatten().or_else(|| spelled(cells))
        }),
        Reason::Order { wanted, .. } => {
            of_order(actual, run).or_else(|| repaired(Some(wanted), 0, clues))
        }
        _ => None,
    }
}

/// The cause of a wrong state.
pub fn of_change(run: &ChangeRun, reasons: &[Reason]) -> Option<Cause> {
    let differences = || {
        reasons.iter().filter_map(|reason| match reason {
            Reason::Table { table, difference } => Some((table, difference)),
            _ => None,
        })
    };
    let not_unique = || {
        differences().find_map(|(table, difference)| match difference {
            TableDiffers::Lacks { columns, rule: Rule::Unique } => not_unique(table, columns, run),
            _ => None,
        })
    };
    let swapped = || {
        differences().find_map(|(table, difference)| match difference {
            TableDiffers::Rows { columns, rows } => keys_swapped(table, columns, rows, run),
            TableDiffers::Cells { columns, rows } => {
                let rows = RowsDiffer {
                    missing: rows.iter().map(|row| row.wanted.clone()).collect(),
                    extra: rows.iter().map(|row| row.actual.clone()).collect(),
                    wanted: rows.len(),
                    actual: rows.len(),
                    truncated: false,
                };
                keys_swapped(table, columns, &rows, run)
            }
            _ => None,
        })
    };
    let not_made = || {
        let orm = run.orm.as_ref().filter(|orm| !migrates(orm, run))?;
        let unchanged = reasons.contains(&Reason::Unchanged).then(|| none_made(run, orm)).flatten();
        unchanged.or_else(|| {
            differences().find_map(|(table, difference)| not_made(table, difference, orm))
        })
    };
    let lost = || reasons.iter().find_map(|reason| lost_to_drop(reason, run));
    let not_added = || not_added(run, reasons);
    key_on_wrong_side(run)
        .or_else(not_made)
        .or_else(not_added)
        .or_else(lost)
        .or_else(not_unique)
        .or_else(swapped)
}

/// Objects of tables that lack rows are in no session, and nothing else is held back.
fn not_added(run: &ChangeRun, reasons: &[Reason]) -> Option<Cause> {
    let did = &run.orm.as_ref()?.did;
    let is_of_rows = |reason: &Reason| matches!(reason, Reason::Unchanged | Reason::Table { .. });
    if !did.left.is_nothing() || !reasons.iter().any(is_of_rows) {
        return None;
    }
    let lacks_rows = |class: &str| {
        let mapped = did.mapped.iter().find(|mapped| mapped.class == class);
        let count = |state: &State, table: &str| state.rows(table).map_or(0, |it| it.rows.len());
        mapped.is_some_and(|it| count(&run.wanted, &it.table) > count(&run.after, &it.table))
    };
    let apart = did.apart.iter().filter(|apart| lacks_rows(&apart.class));
    let names: Vec<String> = apart.map(|apart| apart.name.clone()).collect();
    (!names.is_empty()).then_some(Cause::NotAdded(names))
}

/// Tables are made by migrations here: `create_all()` would take from them what they are to do.
fn migrates(orm: &OrmRun, run: &ChangeRun) -> bool {
    let has = |done: &Done| !done.pending.is_empty() || !done.applied.is_empty();
    has(&orm.wanted) || has(&orm.did) || run.before.schema.table("alembic_version").is_some()
}

/// A class is mapped, its table is wanted, and nothing was made.
fn none_made(run: &ChangeRun, orm: &OrmRun) -> Option<Cause> {
    let is_wanted = |table: &str| run.wanted.rows(table).is_some();
    let mut mapped = orm.did.mapped.iter();
    let mapped = mapped.find(|it| is_wanted(&it.table) && run.after.rows(&it.table).is_none())?;
    let flask = orm.did.recording.mode == Mode::Flask;
    let (class, table) = (mapped.class.clone(), mapped.table.clone());
    Some(Cause::TableNotMade { class, table, flask })
}

/// A class says what its table lacks: `create_all()` was not called, or came to a table that was
/// there already.
fn not_made(table: &str, difference: &TableDiffers, run: &OrmRun) -> Option<Cause> {
    let mapped = run.did.mapped.iter().find(|mapped| mapped.table.eq_ignore_ascii_case(table))?;
    let class = mapped.class.clone();
    let flask = run.did.recording.mode == Mode::Flask;
    match difference {
        TableDiffers::Missing { .. } => {
            Some(Cause::TableNotMade { class, table: mapped.table.clone(), flask })
        }
        TableDiffers::ColumnMissing { column, .. } => {
            let says = |(_, own): &(String, String)| own.eq_ignore_ascii_case(column);
            mapped.columns.iter().any(says).then(|| Cause::TableOfBefore {
                class,
                table: mapped.table.clone(),
                column: column.clone(),
            })
        }
        _ => None,
    }
}

/// Rows of a table are missing or other that a DROP of another table took or changed.
fn lost_to_drop(reason: &Reason, run: &ChangeRun) -> Option<Cause> {
    let speaks_of = |table: &str| match reason {
        Reason::Table { table: own, difference } => {
            let of_rows =
                matches!(difference, TableDiffers::Rows { .. } | TableDiffers::Cells { .. });
            of_rows && own.eq_ignore_ascii_case(table)
        }
        Reason::Probe { tried, result: ProbeResult::Rows(_), .. } => {
            code(tried).iter().any(|token| token.name().eq_ignore_ascii_case(table))
        }
        _ => false,
    };
    let cascade = run.cascades.iter().find(|cascade| speaks_of(&cascade.table))?;
    let (dropped, table) = (cascade.dropped.clone(), cascade.table.clone());
    Some(Cause::LostToDrop { dropped, table, lost: cascade.lost })
}

fn of_rows(rows: &RowsDiffer, actual: &Rows, run: &QueryRun, clues: &Clues) -> Option<Cause> {
    if let Some(order) = permutation(actual, run) {
        return Some(Cause::ColumnsSwapped(order));
    }
    if clues.unconditional_join && rows.actual > rows.wanted {
        return Some(Cause::CrossJoin { rows: rows.actual });
    }
    repaired(rows.missing.first(), rows.missing.len(), clues).filter(|cause| match cause {
        // One word for another can help by chance: only where nothing holds for both, or
        // nothing is missing, is it the word that was mistaken.
        Cause::BothAtOnce => rows.actual == 0,
        Cause::EitherOne => rows.missing.is_empty(),
        _ => true,
    })
}

fn of_cells(cells: &[RowDiffers], actual: &Rows, run: &QueryRun, clues: &Clues) -> Option<Cause> {
    if let Some(order) = permutation(actual, run) {
        return Some(Cause::ColumnsSwapped(order));
    }
    if clues.unconditional_join {
        return Some(Cause::CrossJoin { rows: actual.rows.len() });
    }
    let first = cells.first()?;
    let column = *first.columns.first()?;
    let (came, wanted) = (first.actual.get(column)?, first.wanted.get(column)?);
    if Value::plain(came) == Value::plain(wanted) {
        return Some(Cause::TypeOnly { actual: came.clone(), wanted: wanted.clone() });
    }
    repaired(Some(&first.wanted), cells.len(), clues)
}

/// Whether the judged statement joins at all: without a join, no copies come from one.
fn joins(outcome: &QueryOutcome) -> bool {
    let joins = [Construct::Join, Construct::CommaJoin];
    joins.iter().any(|join| outcome.judged.contains(join))
}

fn of_order(actual: &Rows, run: &QueryRun) -> Option<Cause> {
    let mut reversed = actual.clone();
    reversed.rows.reverse();
    let same = run.wanted.difference(&reversed, true, Tolerance::default()).is_none();
    same.then_some(Cause::Reversed)
}

/// One row came where several were wanted, from an aggregate over all rows.
fn has_no_groups(outcome: &QueryOutcome, run: &QueryRun, actual: &Rows) -> bool {
    let has = |construct| outcome.judged.contains(&construct);
    has(Construct::Aggregate)
        && !has(Construct::GroupBy)
        && !has(Construct::Subquery)
        && actual.rows.len() == 1
        && run.wanted.given().len() > 1
}

/// The cause that a repair proves: what undoes one mistake and gives just what was wanted.
fn repaired(lost: Option<&Row>, count: usize, clues: &Clues) -> Option<Cause> {
    let row = || lost.and_then(|row| row.first()).cloned();
    clues.repairs.iter().find_map(|variation| {
        Some(match &variation.kind {
            Repair::JoinToLeft { tables } => Cause::LostToJoin {
                lost: row()?,
                count,
                table: match tables.as_slice() {
                    [only] => Some(only.clone()),
                    _ => None,
                },
                joined_side: false,
            },
            Repair::JoinToRight { table } | Repair::JoinToFull { table } => Cause::LostToJoin {
                lost: row()?,
                count,
                table: Some(table.clone()),
                joined_side: true,
            },
            Repair::LeftToJoin { table } => Cause::KeptWithoutPartner { table: table.clone() },
            Repair::LeftJoinFilter { .. } => Cause::FilterAfterOuterJoin { lost: row()? },
            Repair::CountStar { .. } => Cause::CountedNulls { row: row()?, counted: "*".into() },
            Repair::CountColumn { from, .. } => {
                Cause::CountedNulls { row: row()?, counted: from.clone() }
            }
            Repair::CountDistinct { column } => {
                Cause::CountedCopies { row: row()?, column: column.clone() }
            }
            Repair::RemoveDistinct | Repair::UnionToUnionAll => Cause::MergedDuplicates,
            Repair::UnionAllToUnion => Cause::KeptDuplicates,
            Repair::EqualsNull => Cause::EqualsNull,
            Repair::NotInNull { column } => Cause::NullInList { subquery: column.clone() },
            Repair::GroupByKey { from, to } => {
                Cause::GroupedByName { name: from.clone(), key: to.clone() }
            }
            Repair::SwapDirection { term } => Cause::OtherDirection { term: term.clone() },
            Repair::AndToOr => Cause::BothAtOnce,
            Repair::OrToAnd => Cause::EitherOne,
            // Copies are shown to be copies row by row: see `fan_out`.
            Repair::AddDistinct => return None,
        })
    })
}

/// Rows that came several times: nothing is missing, and every extra row is a copy of a wanted
/// one, so that taking copies away gives just what was wanted.
fn fan_out(rows: &RowsDiffer, actual: &Rows, run: &QueryRun) -> Option<Cause> {
    let tolerance = Tolerance::default();
    let count =
        |among: &[Row], row: &Row| among.iter().filter(|other| tolerance.rows(other, row)).count();
    let wanted = run.wanted.given();
    let copies = rows.missing.is_empty()
        && !rows.truncated
        && rows.extra.iter().all(|row| count(wanted, row) > 0);
    let row = rows.extra.first().filter(|_| copies)?;
    Some(Cause::FanOut {
        row: row.clone(),
        times: count(&actual.rows, row),
        wanted: count(wanted, row),
    })
}

/// Numbers that are whole multiples of what was wanted, in every cell that differs.
fn multiplied(cells: &[RowDiffers]) -> Option<Cause> {
    let times = |cell: &RowDiffers| -> Option<i64> {
        let [column] = cell.columns.as_slice() else { return None };
        let (actual, wanted) =
            (number(cell.actual.get(*column)?)?, number(cell.wanted.get(*column)?)?);
        let times = actual / wanted;
        let whole = wanted != 0.0 && times >= 2.0 && (times - times.round()).abs() < 1e-9;
        whole.then_some(times.round() as i64)
    };
    let all: Option<Vec<i64>> = cells.iter().map(times).collect();
    let times = *all?.first()?;
    Some(Cause::FanOutSummed { row: cells.first()?.wanted.first()?.clone(), times })
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(number) => Some(*number as f64),
        Value::Real(number) => Some(*number),
        _ => None,
    }
}

/// Most columns whose every order is tried.
const MOST_SWAPPED: usize = 5;

/// Where each wanted column stands, if only their order differs.
fn permutation(actual: &Rows, run: &QueryRun) -> Option<Vec<usize>> {
    let width = actual.columns.len();
    if !(2..=MOST_SWAPPED).contains(&width) || actual.rows.len() > 1_000 || actual.truncated {
        return None;
    }
    let mut orders = vec![Vec::new()];
    for _ in 0..width {
        orders = orders
            .into_iter()
            .flat_map(|order: Vec<usize>| {
                (0..width)
                    .filter(|column| !order.contains(column))
                    .map(|column| [order.as_slice(), &[column]].concat())
                    .collect::<Vec<_>>()
            })
            .collect();
    }
    let identity: Vec<usize> = (0..width).collect();
    orders.into_iter().filter(|order| *order != identity).find(|order| {
        let rows: Vec<Row> = actual
            .rows
            .iter()
            .map(|row| order.iter().map(|&column| row[column].clone()).collect())
            .collect();
        let wanted = run.wanted.given();
        !rows.is_empty()
            && rows.len() == wanted.len()
            && BagDifference::between(wanted, &rows, Tolerance::default()).is_empty()
    })
}

fn same_but_for_type_or_spelling(rows: &RowsDiffer) -> Option<Cause> {
    let [missing, ..] = rows.missing.as_slice() else { return None };
    if rows.missing.len() != rows.extra.len() {
        return None;
    }
    let alike = |left: &Row, right: &Row| {
        left.iter().zip(right).all(|(left, right)| spelled_otherwise(left, right) || left == right)
    };
    let typed = |left: &Row, right: &Row| {
        left.iter().zip(right).all(|(left, right)| left.plain() == right.plain())
    };
    if rows.missing.iter().all(|row| rows.extra.iter().any(|other| typed(row, other))) {
        let extra = rows.extra.iter().find(|other| typed(missing, other))?;
        let (actual, wanted) =
            extra.iter().zip(missing).find(|(actual, wanted)| actual != wanted)?;
        return Some(Cause::TypeOnly { actual: actual.clone(), wanted: wanted.clone() });
    }
    let all = rows.missing.iter().all(|row| rows.extra.iter().any(|other| alike(row, other)));
    all.then_some(Cause::SpellingOnly)
}

/// Every cell that differs does so in letter case or spaces alone.
fn spelled(cells: &[RowDiffers]) -> Option<Cause> {
    let alike = |cell: &RowDiffers| {
        cell.columns.iter().all(|&column| {
            let pair = cell.actual.get(column).zip(cell.wanted.get(column));
            pair.is_some_and(|(actual, wanted)| spelled_otherwise(actual, wanted))
        })
    };
    cells.iter().all(alike).then_some(Cause::SpellingOnly)
}

fn spelled_otherwise(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Text(left), Value::Text(right)) => {
            left != right && left.trim().to_lowercase() == right.trim().to_lowercase()
        }
        _ => false,
    }
}

/// A wanted key is not there, and the table that it should refer to refers back instead.
fn key_on_wrong_side(run: &ChangeRun) -> Option<Cause> {
    let is_new = |table: &Table, key: &ForeignKey| {
        let before = run.before.schema.table(&table.name);
        before.is_none_or(|before| !before.foreign_keys.iter().any(|other| other.is_same(key)))
    };
    run.wanted.schema.tables.iter().find_map(|wanted| {
        let actual = run.after.schema.table(&wanted.name)?;
        wanted.foreign_keys.iter().find_map(|key| {
            let there = actual.foreign_keys.iter().any(|other| other.is_same(key));
            let target = run.after.schema.table(&key.table)?;
            let back = |other: &&ForeignKey| other.table.eq_ignore_ascii_case(&wanted.name);
            let mut backward = target.foreign_keys.iter().filter(back);
            let turned = !there && backward.any(|other| is_new(target, other));
            let self_reference = key.table.eq_ignore_ascii_case(&wanted.name);
            (turned && !self_reference).then(|| Cause::KeyOnWrongSide {
                wanted: wanted.name.clone(),
                actual: target.name.clone(),
            })
        })
    })
}

/// A column that should be unique is a foreign key without being so.
fn not_unique(table: &str, columns: &[String], run: &ChangeRun) -> Option<Cause> {
    let [column] = columns else { return None };
    let found = run.after.schema.table(table)?;
    let key = found
        .foreign_keys
        .iter()
        .find(|key| matches!(key.columns.as_slice(), [own] if own.eq_ignore_ascii_case(column)))?;
    Some(Cause::NotUnique {
        table: table.to_owned(),
        column: column.clone(),
        target: key.table.clone(),
    })
}

/// The extra rows are missing ones with the two foreign keys exchanged.
fn keys_swapped(
    table: &str,
    columns: &[String],
    rows: &RowsDiffer,
    run: &ChangeRun,
) -> Option<Cause> {
    let found = run.after.schema.table(table)?;
    let singles = found.foreign_keys.iter().filter_map(|key| match key.columns.as_slice() {
        [column] => columns.iter().position(|name| name.eq_ignore_ascii_case(column)),
        _ => None,
    });
    let keys: Vec<usize> = singles.collect();
    let [left, right] = *keys.as_slice() else { return None };
    let swapped = |row: &Row| {
        let mut row = row.clone();
        row.swap(left, right);
        rows.missing.contains(&row)
    };
    (!rows.extra.is_empty() && rows.extra.iter().all(swapped)).then(|| Cause::KeysSwapped {
        table: table.to_owned(),
        columns: (columns[left].clone(), columns[right].clone()),
    })
}
