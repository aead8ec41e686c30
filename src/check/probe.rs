//! Judging probes of the finished state, and whether the answer itself was refused.

use crate::lesson::{Probe, ProbeWant, RefusedBy};
use crate::outcome::{ChangeRun, ProbeRun, mistake};
use crate::rows::compare::{BagDifference, Tolerance};
use crate::rows::{Row, Rows};
use crate::scratch::{Constraint, Failure, FailureKind, Ran, Script};
use crate::sql::target::{Target, target};
use crate::verdict::{Deed, Mistake, MistakeKind, ProbeResult, Reason, RowsDiffer};

/// The probes that did not come out as they should, in their order. One that could not even be
/// begun says nothing new where another did not hold before it.
pub fn check(probes: &[Probe], change: &ChangeRun, tolerance: Tolerance) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for (probe, run) in probes.iter().zip(&change.probes) {
        let tried = &probe.tried().text;
        let Some(result) = result(probe, run, change, tolerance) else { continue };
        let begun = !matches!(result, ProbeResult::NotReady(_));
        if begun || reasons.is_empty() {
            let tried = tried.trim().to_owned();
            // The author's words are for the probe, and not for what leads to it.
            let because = probe.because.clone().filter(|_| begun);
            reasons.push(Reason::Probe { because, tried, result });
        }
    }
    reasons
}

/// How a probe came out, if otherwise than it should.
fn result(
    probe: &Probe,
    run: &ProbeRun,
    change: &ChangeRun,
    tolerance: Tolerance,
) -> Option<ProbeResult> {
    let schema = &change.after.schema;
    let mistake = |failure: &Failure| {
        let mut mistake = mistake::of(&probe.tried().text, failure, schema);
        if let MistakeKind::Refused { constraint, .. } = &mut mistake.kind
            && failure.code == BY_TRIGGER
            && !restricts(change)
        {
            *constraint = Constraint::Other;
        }
        mistake
    };
    let first = probe.first.as_ref().zip(run.first.as_ref());
    if let Some((text, script)) = first {
        if let Some(failure) = script.failure() {
            return Some(ProbeResult::NotReady(mistake::of(&text.text, failure, schema)));
        }
        if script.stopped().is_some() {
            return Some(ProbeResult::Stopped);
        }
    }
    if run.tried.stopped().is_some() {
        return Some(ProbeResult::Stopped);
    }
    match (&probe.want, run.tried.failure()) {
        (ProbeWant::Accept(_), None) => None,
        (ProbeWant::Accept(_) | ProbeWant::Query(..), Some(failure)) => {
            Some(ProbeResult::Refused(mistake(failure)))
        }
        (ProbeWant::Refuse(_, by), None) => Some(ProbeResult::Accepted(*by)),
        (ProbeWant::Refuse(_, by), Some(failure)) => (!is_by(failure, *by, change))
            .then(|| ProbeResult::RefusedOtherwise { wanted: *by, actual: mistake(failure) }),
        (ProbeWant::Query(_, rows), None) => differing(rows, &run.tried, tolerance),
    }
}

fn differing(wanted: &[Row], script: &Script, tolerance: Tolerance) -> Option<ProbeResult> {
    let nothing = Rows::default();
    let actual = script.rows().unwrap_or(&nothing);
    let difference = BagDifference::between(wanted, &actual.rows, tolerance);
    if difference.is_empty() && !actual.truncated {
        return None;
    }
    Some(ProbeResult::Rows(RowsDiffer {
        missing: difference.missing.iter().map(|&index| wanted[index].clone()).collect(),
        extra: difference.extra.iter().map(|&index| actual.rows[index].clone()).collect(),
        wanted: wanted.len(),
        actual: actual.rows.len(),
        truncated: actual.truncated,
    }))
}

/// Whether the answer itself was refused, for the reason that was wanted, in trying what the
/// reference tries: the same kind of statement on the same table, with the same columns in the way.
pub fn refused(
    by: RefusedBy,
    text: &str,
    reference: &str,
    change: &ChangeRun,
    mistake: Option<Mistake>,
) -> Option<Reason> {
    let (Some(failure), Some(actual)) = (change.script.failure(), mistake) else {
        return Some(Reason::NotRefused { by, did: deeds(text, &change.script) });
    };
    if !matches!(failure.kind, FailureKind::Refused(_)) {
        return Some(Reason::Failed(actual));
    }
    if !is_by(failure, by, change) {
        return Some(Reason::RefusedOtherwise { wanted: by, actual });
    }
    let wanted = change.refused.as_ref()?;
    let same_columns = wanted.failure().is_none_or(|wanted| wanted.message == failure.message);
    let same_target = match (aim(reference, wanted), aim(text, &change.script)) {
        (Some(wanted), Some(actual)) => wanted.is_same(&actual),
        // What is not aimed at a table's rows cannot be compared.
        (None, _) => true,
        (Some(_), None) => false,
    };
    (!same_columns || !same_target).then_some(Reason::RefusedElsewhere(actual))
}

/// What the statement that ended a script was aimed at.
pub(super) fn aim(text: &str, script: &Script) -> Option<Target> {
    let span = script.statements.last()?.span;
    target(text.get(span.start..span.end)?)
}

/// What the statements of a script did that could change something. Several that do the same one
/// after the other did it once, to all of their rows.
fn deeds(text: &str, script: &Script) -> Vec<Deed> {
    let mut deeds: Vec<Deed> = Vec::new();
    for statement in script.statements.iter().filter(|statement| !statement.read_only) {
        let target = text.get(statement.span.start..statement.span.end).and_then(target);
        let rows = match &statement.ran {
            Ran::Done { changed } => *changed,
            // RETURNING gives the rows that it changed.
            Ran::Rows(rows) => u64::try_from(rows.rows.len()).unwrap_or(u64::MAX),
            Ran::Failed(_) | Ran::Stopped(_) => 0,
        };
        let same = |other: &&mut Deed| match (&other.target, &target) {
            (Some(one), Some(other)) => one.is_same(other),
            _ => false,
        };
        match deeds.last_mut().filter(same) {
            Some(deed) => deed.rows = deed.rows.saturating_add(rows),
            None => deeds.push(Deed { target, rows }),
        }
    }
    deeds
}

/// Whether a failure is a refusal by that kind of constraint. A primary key is unique too.
fn is_by(failure: &Failure, by: RefusedBy, change: &ChangeRun) -> bool {
    let FailureKind::Refused(constraint) = &failure.kind else { return false };
    match by {
        RefusedBy::Unique => {
            matches!(constraint, Constraint::Unique | Constraint::PrimaryKey)
        }
        RefusedBy::PrimaryKey => *constraint == Constraint::PrimaryKey,
        RefusedBy::ForeignKey => {
            *constraint == Constraint::ForeignKey
                && (failure.code != BY_TRIGGER || restricts(change))
        }
        RefusedBy::NotNull => *constraint == Constraint::NotNull,
        RefusedBy::Check => *constraint == Constraint::Check,
    }
}

/// SQLite's SQLITE_CONSTRAINT_TRIGGER: what RESTRICT gives, and a trigger's RAISE as well.
const BY_TRIGGER: i32 = 1811;

/// Whether a refusal with that code can come from RESTRICT: a key says so, and the answer made no
/// trigger that could have said the same words.
fn restricts(change: &ChangeRun) -> bool {
    let (before, after) = (&change.before.schema, &change.after.schema);
    let is_restrict = |action: &str| action.eq_ignore_ascii_case("RESTRICT");
    let mut keys = after.tables.iter().flat_map(|table| &table.foreign_keys);
    before.triggers == after.triggers
        && keys.any(|key| is_restrict(&key.on_delete) || is_restrict(&key.on_update))
}
