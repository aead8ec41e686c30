//! When two answers are wrong in the same way: as a person would see it, who looks at what they
//! did and not at how they were spelled.

use std::sync::Arc;

use super::{CodeDiffers, Deed, Mistake, MistakeKind, ProbeResult, Reason, RowDiffers, RowsDiffer};
use super::{RelationDiffers, TableDiffers, Wrong};
use crate::orm::recording::Failed;
use crate::relation::finding::Inferred;
use crate::relation::{End, Link, Model};
use crate::rows::Row;
use crate::schema::ForeignKey;
use crate::sql::tokens::{TokenKind, code};

impl Wrong {
    /// Whether another answer is wrong for the same reasons, on the same data.
    pub fn is_alike(&self, other: &Self) -> bool {
        let same = |(left, right)| plain(left) == plain(right);
        let same_data = match (&self.variant, &other.variant) {
            (Some(own), Some(other)) => own.is_same_data(other),
            (own, other) => own.is_none() && other.is_none(),
        };
        same_data
            && self.reasons.len() == other.reasons.len()
            && self.reasons.iter().zip(&other.reasons).all(same)
    }
}

/// A reason without what does not count: the case of names and types, the spelling of what was
/// tried, and the order of rows that have none.
fn plain(reason: &Reason) -> Reason {
    match reason.clone() {
        Reason::Failed(mistake) => Reason::Failed(failure(mistake)),
        Reason::RefusedElsewhere(mistake) => Reason::RefusedElsewhere(failure(mistake)),
        Reason::RefusedOtherwise { wanted, actual } => {
            Reason::RefusedOtherwise { wanted, actual: failure(actual) }
        }
        Reason::NotRefused { by, did } => {
            let did = did.into_iter().map(|deed| Deed { target: deed.target.map(aim), ..deed });
            Reason::NotRefused { by, did: did.collect() }
        }
        Reason::Wrote(tables) => Reason::Wrote(tables.iter().map(|table| low(table)).collect()),
        Reason::ColumnCount { wanted, actual } => {
            Reason::ColumnCount { wanted, actual: actual.iter().map(|name| sql(name)).collect() }
        }
        Reason::ColumnNames { wanted, actual } => {
            Reason::ColumnNames { wanted, actual: actual.iter().map(|name| low(name)).collect() }
        }
        Reason::Rows(rows) => Reason::Rows(bag(rows)),
        Reason::Cells { rows, .. } => Reason::Cells { columns: Vec::new(), rows: cells(rows) },
        Reason::Table { table, difference } => {
            Reason::Table { table: low(&table), difference: declared(difference) }
        }
        Reason::Probe { because, tried, result } => {
            let result = match result {
                ProbeResult::NotReady(mistake) => ProbeResult::NotReady(failure(mistake)),
                ProbeResult::Refused(mistake) => ProbeResult::Refused(failure(mistake)),
                ProbeResult::RefusedOtherwise { wanted, actual } => {
                    ProbeResult::RefusedOtherwise { wanted, actual: failure(actual) }
                }
                ProbeResult::Rows(rows) => ProbeResult::Rows(bag(rows)),
                other @ (ProbeResult::Accepted(_) | ProbeResult::Stopped) => other,
            };
            Reason::Probe { because, tried, result }
        }
        Reason::Relation(differs) => Reason::Relation(finding(*differs)),
        Reason::Untrue(differs) => Reason::Untrue(finding(*differs)),
        Reason::Code(differs) => Reason::Code(Box::new(failing(*differs))),
        // What cannot be read, or is refused, has nothing in common with another.
        other @ (Reason::RanAway
        | Reason::Unsaid(_)
        | Reason::Unread { .. }
        | Reason::NotMade(_)
        | Reason::Blank
        | Reason::NoResult
        | Reason::OpenTransaction
        | Reason::TakenAfterChanges(_)
        | Reason::Order { .. }
        | Reason::Lacks(_)
        | Reason::Contains(_)
        | Reason::Unchanged
        | Reason::Choices(_)) => other,
    }
}

/// What was found of a relation, beside the tables and links that are there: an answer that made
/// others goes wrong in another way. What its columns are called does not count.
/// Two exceptions of one class and message are alike, wherever they were raised.
fn failing(differs: CodeDiffers) -> CodeDiffers {
    match differs {
        CodeDiffers::Raised { failed, .. } => {
            let failed = Failed { line: None, span: None, hint: None, ..failed };
            CodeDiffers::Raised { text: String::new(), failed }
        }
        other => other,
    }
}

fn finding(differs: RelationDiffers) -> Box<RelationDiffers> {
    let model = &differs.inferred.model;
    let mut plain = Model::default();
    let mut names: Vec<String> = model.entities.iter().map(|entity| low(&entity.name)).collect();
    names.sort();
    names.iter().for_each(|name| plain.name(name));
    plain.links = model.links.iter().map(|link| bare(link.clone())).collect();
    plain.links.sort_by_cached_key(|link| format!("{link:?}"));
    let inferred = Arc::new(Inferred { model: plain, ..Inferred::default() });
    Box::new(RelationDiffers { inferred, ..differs })
}

fn bare(link: Link) -> Link {
    let end = |end: End| End { entity: low(&end.entity), ..end };
    Link { left: end(link.left), right: end(link.right), columns: Vec::new(), ..link }
}

/// A failure by what it is about and what was tried. What the parser could not read has nothing
/// but its text.
fn failure(mistake: Mistake) -> Mistake {
    let text = sql(&mistake.text);
    let of_text = |kind| Mistake { text, span: None, tried: None, kind };
    let tried = mistake.tried.map(aim);
    let of_kind = |kind| Mistake { text: String::new(), span: None, tried, kind };
    match mistake.kind {
        MistakeKind::Refused { constraint, columns, message } => of_kind(MistakeKind::Refused {
            constraint,
            columns: columns.iter().map(|column| low(column)).collect(),
            message: low(&message),
        }),
        MistakeKind::NoTable { name, .. } => {
            of_kind(MistakeKind::NoTable { name: low(&name), nearest: None, tables: Vec::new() })
        }
        MistakeKind::NoColumn { name, table, .. } => of_kind(MistakeKind::NoColumn {
            name: low(&name),
            table: table.as_deref().map(low),
            nearest: None,
            elsewhere: None,
            quoted: false,
        }),
        MistakeKind::Ambiguous { name, tables } => {
            of_kind(MistakeKind::Ambiguous { name: low(&name), tables })
        }
        MistakeKind::NoFunction { name, .. } => {
            of_kind(MistakeKind::NoFunction { name: low(&name), nearest: None })
        }
        MistakeKind::Exists(name) => of_kind(MistakeKind::Exists(low(&name))),
        MistakeKind::Denied(wall) => of_kind(MistakeKind::Denied(wall)),
        MistakeKind::FirstWord { .. }
        | MistakeKind::Syntax { .. }
        | MistakeKind::Misplaced { .. }
        | MistakeKind::OpenQuote(_)
        | MistakeKind::Unfinished
        | MistakeKind::Limit(_)
        | MistakeKind::Other(_) => of_text(MistakeKind::Unfinished),
    }
}

fn declared(difference: TableDiffers) -> TableDiffers {
    let all = |names: Vec<String>| names.iter().map(|name| low(name)).collect();
    match difference {
        TableDiffers::Missing { nearest } => {
            TableDiffers::Missing { nearest: nearest.as_deref().map(low) }
        }
        TableDiffers::ColumnMissing { column, nearest } => TableDiffers::ColumnMissing {
            column: low(&column),
            nearest: nearest.as_deref().map(low),
        },
        TableDiffers::ColumnNotWanted { column } => {
            TableDiffers::ColumnNotWanted { column: low(&column) }
        }
        TableDiffers::ColumnType { column, wanted, declared, actual } => TableDiffers::ColumnType {
            column: low(&column),
            wanted,
            declared: sql(&declared),
            actual,
        },
        TableDiffers::Lacks { columns, rule } => {
            TableDiffers::Lacks { columns: all(columns), rule }
        }
        TableDiffers::Has { columns, rule } => TableDiffers::Has { columns: all(columns), rule },
        TableDiffers::KeyMissing(key) => TableDiffers::KeyMissing(key),
        TableDiffers::KeyNotWanted(key) => TableDiffers::KeyNotWanted(ForeignKey {
            columns: all(key.columns),
            table: low(&key.table),
            targets: all(key.targets),
            ..key
        }),
        TableDiffers::Rows { columns, rows } => {
            TableDiffers::Rows { columns: all(columns), rows: bag(rows) }
        }
        TableDiffers::Cells { columns, rows } => {
            TableDiffers::Cells { columns: all(columns), rows: cells(rows) }
        }
        other @ (TableDiffers::NotWanted | TableDiffers::IsNoView | TableDiffers::IsView) => other,
    }
}

fn bag(mut rows: RowsDiffer) -> RowsDiffer {
    rows.missing.sort_by_cached_key(literals);
    rows.extra.sort_by_cached_key(literals);
    rows
}

fn cells(mut rows: Vec<RowDiffers>) -> Vec<RowDiffers> {
    rows.sort_by_cached_key(|row| (literals(&row.wanted), literals(&row.actual)));
    rows
}

fn literals(row: &Row) -> Vec<String> {
    row.iter().map(crate::rows::Value::literal).collect()
}

fn aim(target: crate::sql::target::Target) -> crate::sql::target::Target {
    crate::sql::target::Target { table: low(&target.table), ..target }
}

/// SQL as its tokens, without the case of names and keywords, comments and the `;` at its end.
fn sql(text: &str) -> String {
    let mut tokens = code(text);
    while tokens.last().is_some_and(|token| token.kind == TokenKind::Semicolon) {
        tokens.pop();
    }
    let folded = tokens.iter().map(|token| match token.kind {
        TokenKind::Word | TokenKind::Quoted => low(&token.name()),
        _ => token.text.to_owned(),
    });
    folded.collect::<Vec<_>>().join(" ")
}

fn low(name: &str) -> String {
    name.to_ascii_lowercase()
}
