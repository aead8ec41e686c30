//! A verdict in words, in the order in which a person would look.

use super::count::{is, list, number, things};
use super::difference::{cells, cells_sentence, differing, marked, rows_sentence};
use super::{Block, Feedback, Tone};
use super::{background, cause, code, made, mistake, other_data, relation, table};
use crate::answer::letter;
use crate::lesson::{Body, Step, TaskKind};
use crate::relation::name::singular;
use crate::rows::Value;
use crate::scratch::Stop;
use crate::sql::target::{Target, Verb};
use crate::verdict::{
    Cause, ChoicesDiffer, Deed, MistakeKind, Origin, ProbeResult, Reason, Remark, RowsDiffer,
    Unsaid, Verdict, Wrong,
};

/// The words for a verdict on an answer to a step.
pub fn feedback(step: &Step, verdict: &Verdict) -> Feedback {
    match verdict {
        Verdict::Right(None) => said(Tone::Right, right(step)),
        Verdict::Right(Some(remark)) => remarked(remark),
        Verdict::Undecided(stop) => said(Tone::Undecided, vec![text(undecided(*stop))]),
        Verdict::Wrong(wrong) => said(Tone::NotYet, not_yet(step, wrong)),
    }
}

/// The words for a verdict once more, and what stands behind the thinking error.
pub fn why(step: &Step, verdict: &Verdict) -> Feedback {
    let mut feedback = feedback(step, verdict);
    let wrong = match verdict {
        Verdict::Wrong(wrong) => Some(wrong),
        Verdict::Right(Some(remark)) => match &**remark {
            Remark::Beyond(wrong) => Some(wrong),
            Remark::LeftOpen(open) => {
                feedback.blocks.push(text(background::left_open(open)));
                None
            }
            Remark::MapperGaps(_) => None,
        },
        Verdict::Right(None) | Verdict::Undecided(_) => None,
    };
    let refused = match verdict {
        Verdict::Wrong(wrong) => wrong.reasons.iter().find_map(background::refusal),
        _ => None,
    };
    let cause = wrong.and_then(|wrong| wrong.cause.as_ref());
    let behind = cause.and_then(background::text).or(refused);
    feedback.blocks.extend(behind.map(text));
    let made = wrong.and_then(|wrong| wrong.variant.as_ref()?.made());
    feedback.blocks.extend(made.map(|_| text(background::MADE)));
    feedback
}

fn said(tone: Tone, blocks: Vec<Block>) -> Feedback {
    Feedback { tone, blocks }
}

fn text(text: impl Into<String>) -> Block {
    Block::Text(text.into())
}

/// What is said of what is right. Of a quiz, the author says why: who chose well may have guessed.
fn right(step: &Step) -> Vec<Block> {
    let mut blocks = vec![text("Right.")];
    if let Body::Quiz(quiz) = &step.body {
        let right = || quiz.choices.iter().filter(|choice| choice.right);
        let alone = right().count() == 1;
        blocks.extend(right().filter_map(|choice| {
            let because = choice.because.as_ref()?;
            Some(if alone { text(because) } else { chosen(&choice.text, because) })
        }));
    }
    blocks
}

/// One choice of several, and the author's words for it.
fn chosen(choice: &str, because: &str) -> Block {
    text(format!("· {choice}: {because}"))
}

fn remarked(remark: &Remark) -> Feedback {
    let blocks = match remark {
        Remark::Beyond(wrong) => elsewhere("Right, but not on all data.", wrong),
        Remark::LeftOpen(open) => {
            vec![text(format!("Right, but not for certain. {}", cause::left_open(open)))]
        }
        Remark::MapperGaps(gaps) => vec![text(code::gaps(gaps))],
    };
    said(Tone::Right, blocks)
}

fn undecided(stop: Stop) -> &'static str {
    match stop {
        Stop::Clock => {
            "Not judged: it took too long on this machine. That says nothing about the answer; \
             try it again, or a simpler one."
        }
        Stop::Memory => {
            "Not judged: memory ran out. That says nothing about the answer; try it again, or a \
             simpler one."
        }
        Stop::Interrupted | Stop::Steps => "Not judged: it was interrupted.",
    }
}

fn not_yet(step: &Step, wrong: &Wrong) -> Vec<Block> {
    let changing = matches!(&step.body, Body::Task(task) if task.kind == TaskKind::Change);
    if let Some(data) = &wrong.variant {
        let opening = match data.origin {
            Origin::Variant(_) => "Right on this data, but not always.",
            Origin::Made(_) => "Right on the data you see, but not always.",
        };
        let mut blocks = elsewhere(opening, wrong);
        blocks.extend(explanation(wrong));
        return blocks;
    }
    if let [Reason::Choices(differ)] = wrong.reasons.as_slice() {
        return choices(differ);
    }
    if let Some(swapped @ Cause::ColumnsSwapped(_)) = &wrong.cause {
        // Every row differs then, and none of them says more than this.
        let mut blocks = vec![text(format!("Not yet. {}", cause::sentence(swapped)))];
        blocks.extend(wrong.because.as_ref().map(|because| text(&because.words)));
        return blocks;
    }
    let mut blocks = Vec::new();
    let opening = if changing { "Not there yet" } else { "Not yet" };
    match wrong.reasons.as_slice() {
        [only] => {
            let (sentence, more) = reason(only);
            blocks.push(text(format!("{opening}: {}", ended(&sentence))));
            blocks.extend(more);
        }
        many => {
            let left = things(many.len(), "thing");
            blocks.push(text(format!("{opening}: {left} {} left.", is(many.len()))));
            for one in many {
                let (sentence, more) = reason(one);
                blocks.push(text(format!("· {}", ended(&sentence))));
                blocks.extend(more);
            }
        }
    }
    blocks.extend(explanation(wrong));
    blocks
}

/// A difference that shows on other data than the lesson's: that data, and what goes wrong on it.
fn elsewhere(opening: &str, wrong: &Wrong) -> Vec<Block> {
    let mut blocks = match &wrong.variant {
        Some(data) => other_data::supposing(opening, data),
        None => vec![text(opening)],
    };
    // Both results stand between what is said of them and the rows that differ.
    let mut results = wrong.variant.as_ref().map(other_data::results).unwrap_or_default();
    for one in &wrong.reasons {
        let (sentence, more) = reason(one);
        blocks.push(text(ended(&begun(one, &sentence))));
        blocks.append(&mut results);
        blocks.extend(more);
    }
    blocks
}

/// The author's words for the thinking error, and ours where the evidence shows one: before
/// the author's where those were not written for it, and left out where they were.
fn explanation(wrong: &Wrong) -> Vec<Block> {
    let said = wrong.because.as_ref().is_some_and(|because| because.of_this_cause);
    let ours = wrong.cause.as_ref().filter(|_| !said).map(cause::sentence);
    let theirs = wrong.because.as_ref().map(|because| because.words.clone());
    ours.into_iter().chain(theirs).map(text).collect()
}

/// A reason as the middle of a sentence, and the blocks that show it.
fn reason(reason: &Reason) -> (String, Vec<Block>) {
    let plain = |sentence: &str| (sentence.to_owned(), Vec::new());
    match reason {
        Reason::Failed(failed) => {
            let refused = matches!(failed.kind, MistakeKind::Refused { .. });
            let sentence = if refused { "the database refused it" } else { "it did not run" };
            (sentence.to_owned(), vec![mistake::block(failed)])
        }
        Reason::RanAway => plain(
            "it was stopped, because it did more work than a step allows. Is there a recursion \
             without an end, or a join without a condition?",
        ),
        Reason::Blank => plain("there is nothing to judge"),
        Reason::NoResult => plain("a query is asked for, and this gives no result"),
        Reason::Wrote(tables) => {
            (format!("a query is asked for, and this also changes {}", list(tables)), Vec::new())
        }
        Reason::OpenTransaction => {
            plain("the transaction is still open. COMMIT keeps what it did, ROLLBACK takes it back")
        }
        Reason::ColumnCount { wanted, actual } => (column_count(wanted, actual), Vec::new()),
        Reason::ColumnNames { wanted, actual } => (
            format!("the columns should be called {}, not {}", list(wanted), list(actual)),
            Vec::new(),
        ),
        Reason::Rows(rows) => (rows_sentence(rows), marked(rows)),
        Reason::Cells { columns, rows } => (cells_sentence(columns, rows), differing(rows)),
        Reason::Order { position, row, wanted } => (
            format!(
                "the rows are right, but not their order. In place {} stands {}, where {} should",
                position + 1,
                cells(row).join(", "),
                cells(wanted).join(", ")
            ),
            Vec::new(),
        ),
        Reason::Lacks(construct) => (
            format!(
                "this step is about {}, and the answer has none",
                construct.words().to_uppercase()
            ),
            Vec::new(),
        ),
        Reason::Contains(construct) => (
            format!("this step asks to do without {}", construct.words().to_uppercase()),
            Vec::new(),
        ),
        Reason::Unchanged => plain("nothing has changed in the database"),
        Reason::Table { table: name, difference } => table::say(name, difference),
        Reason::Probe { because, tried, result } => probe(because.as_deref(), tried, result),
        Reason::NotRefused { by, did } if touched_nothing(did) => (
            format!("it touched no row, so that {} had nothing to refuse", by.constraint()),
            Vec::new(),
        ),
        Reason::NotRefused { by, .. } => (
            format!("the database took it, and {} should have refused it", by.constraint()),
            Vec::new(),
        ),
        Reason::TakenAfterChanges(by) => (
            format!(
                "the database took it, because of what you changed before. From the beginning of \
                 the step {} refuses it: .reset goes back there",
                by.constraint()
            ),
            Vec::new(),
        ),
        Reason::RefusedElsewhere(actual) => (
            "it was refused, but it tries something else than what is asked".to_owned(),
            vec![mistake::block(actual)],
        ),
        Reason::RefusedOtherwise { wanted, actual } => (
            format!("it was refused, but not by {}", wanted.constraint()),
            vec![mistake::block(actual)],
        ),
        Reason::Relation(differs) => relation::reason::wanted(&differs.inferred, &differs.asked),
        Reason::Untrue(differs) => relation::reason::untrue(&differs.inferred, &differs.asked),
        Reason::Unsaid(unsaid) => (self::unsaid(unsaid), Vec::new()),
        Reason::Unread { text, error } => {
            ("it cannot be read".to_owned(), vec![relation::unread::block(text, error)])
        }
        Reason::NotMade(making) => (
            "it cannot be made so".to_owned(),
            made::feedback(&making.model, &making.made, &making.inferred).blocks,
        ),
        Reason::Code(differs) => code::reason(differs),
        Reason::Choices(_) => plain("another choice"),
    }
}

/// What a description leaves out, without giving it away.
fn unsaid(unsaid: &Unsaid) -> String {
    match unsaid {
        Unsaid::Link { left, right } => {
            format!("it is true, but nothing is said yet of how {left} and {right} relate")
        }
        Unsaid::Cardinality { entity, of } => {
            let (one, other) = (singular(of), singular(entity));
            format!(
                "it is true, but it does not say how many {entity} one {one} can have: one {other}, or many"
            )
        }
        Unsaid::Participation { entity, of } => {
            let (one, other) = (singular(of), singular(entity));
            format!("it is true, but it does not say whether each {one} has to have a {other}")
        }
        Unsaid::Through { left, right } => format!(
            "it is true, but it does not say through which table {left} and {right} are \
             many-to-many"
        ),
    }
}

/// Whether statements on rows found none to work on.
fn touched_nothing(did: &[Deed]) -> bool {
    let on_rows =
        |target: &Target| matches!(target.verb, Verb::Insert | Verb::Update | Verb::Delete);
    let nothing = |deed: &Deed| deed.rows == 0 && deed.target.as_ref().is_some_and(on_rows);
    !did.is_empty() && did.iter().all(nothing)
}

fn column_count(wanted: &[String], actual: &[String]) -> String {
    let have = things(actual.len(), "column");
    // An expression's name would give the answer away.
    let plain =
        |name: &String| name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    let names =
        if wanted.iter().all(plain) { format!(": {}", list(wanted)) } else { String::new() };
    let are = if wanted.len() == 1 { "is" } else { "are" };
    format!("the result has {have}, and {} {are} wanted{names}", number(wanted.len()))
}

fn probe(because: Option<&str>, tried: &str, result: &ProbeResult) -> (String, Vec<Block>) {
    let tried = match result {
        ProbeResult::NotReady(mistake) => &mistake.text,
        _ => tried,
    };
    let (came, mut blocks) = match result {
        ProbeResult::NotReady(mistake) | ProbeResult::Refused(mistake) => {
            ("should be accepted, and was not".to_owned(), vec![text(mistake::sentence(mistake))])
        }
        ProbeResult::Accepted(by) => {
            (format!("should be refused by {}, and was accepted", by.constraint()), Vec::new())
        }
        ProbeResult::RefusedOtherwise { wanted, actual } => (
            format!("should be refused by {}, and was refused otherwise", wanted.constraint()),
            vec![text(mistake::sentence(actual))],
        ),
        ProbeResult::Rows(rows) => match only_cell(rows) {
            Some((actual, wanted)) => {
                let (actual, wanted) = (actual.literal(), wanted.literal());
                (format!("gives {actual}, and {wanted} is wanted"), Vec::new())
            }
            None => (format!("gives other rows: {}", rows_sentence(rows)), marked(rows)),
        },
        ProbeResult::Stopped => ("did not come to an end".to_owned(), Vec::new()),
    };
    let tried = one_line(tried);
    match because {
        Some(because) => {
            let mut shown = vec![text(format!("Tried: `{tried}` {came}."))];
            shown.append(&mut blocks);
            (because.trim().trim_end_matches('.').to_owned(), shown)
        }
        None => (format!("`{tried}` {came}"), blocks),
    }
}

/// The one cell that came and the one that was wanted, where there is no more to either side.
fn only_cell(rows: &RowsDiffer) -> Option<(&Value, &Value)> {
    let RowsDiffer { missing, extra, wanted: 1, actual: 1, truncated: false } = rows else {
        return None;
    };
    match (extra.as_slice(), missing.as_slice()) {
        ([actual], [wanted]) => match (actual.as_slice(), wanted.as_slice()) {
            ([actual], [wanted]) => Some((actual, wanted)),
            _ => None,
        },
        _ => None,
    }
}

fn choices(differ: &ChoicesDiffer) -> Vec<Block> {
    if !differ.unknown.is_empty() {
        let last = letter(differ.choices.saturating_sub(1));
        let unknown = list(&differ.unknown);
        return vec![text(format!(
            "{unknown} is none of the choices: answer with letters from a to {last}."
        ))];
    }
    let mut blocks = Vec::new();
    let because: Vec<&str> =
        differ.wrong.iter().filter_map(|(_, because)| because.as_deref()).collect();
    let opening = match (differ.wrong.as_slice(), differ.left_out) {
        ([], 1) => "Right so far: one more holds.".to_owned(),
        ([], more) => format!("Right so far: {} more hold.", number(more)),
        ([_], _) if !because.is_empty() => format!("Not quite. {}", because[0]),
        ([(wrong, _)], _) => format!("Not quite: “{wrong}” does not hold."),
        (several, _) => format!("Not quite: {} of these do not hold.", number(several.len())),
    };
    blocks.push(text(opening));
    if differ.wrong.len() > 1 {
        blocks.extend(differ.wrong.iter().map(|(wrong, because)| match because {
            Some(because) => chosen(wrong, because),
            None => text(format!("· {wrong}")),
        }));
    }
    blocks
}

/// A sentence with a capital, unless it begins with the name of a table or column.
fn begun(reason: &Reason, sentence: &str) -> String {
    let mut letters = sentence.chars();
    match (reason, letters.next()) {
        (Reason::Table { .. }, _) | (_, None) => sentence.to_owned(),
        (_, Some(first)) => first.to_uppercase().chain(letters).collect(),
    }
}

/// A sentence with its full stop.
fn ended(sentence: &str) -> String {
    if sentence.ends_with(['?', '.', '!']) { sentence.to_owned() } else { format!("{sentence}.") }
}

fn one_line(sql: &str) -> String {
    let words: Vec<&str> = sql.split_whitespace().collect();
    words.join(" ").trim_end_matches(';').to_owned()
}
