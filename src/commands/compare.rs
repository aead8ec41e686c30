//! `relatable compare`.

mod setup;
mod bench;
mod lines;
mod stream;

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use crate::cli::compare::{Compare, ComparisonFormat};
use crate::counterexample::{Finding, Question, Undecided};
use crate::diagnostic::Source;
use crate::feedback::{Block, Feedback, Tone, comparison, mistake};
use crate::render::diagnostic::diagnostic;
use crate::render::{self, escape};
use crate::report;
use crate::scratch::file::is_database;
use crate::scratch::{Budget, Scratch, limits};

use super::open::must_exist;
use super::{Context, Exit, Stop};
use setup::Unmade;

/// Compares two queries, or pairs of them.
pub(super) fn run(context: &mut Context<'_>, compare: &Compare) -> Result<Exit, Stop> {
    // What clap requires: without --jsonl all three are there.
    match (&compare.setup, &compare.reference, &compare.candidate) {
        (Some(setup), Some(reference), Some(candidate)) => {
            one(context, compare, setup, reference, candidate)
        }
        _ => stream::run(context, compare.jobs),
    }
}

fn one(
    context: &mut Context<'_>,
    compare: &Compare,
    setup: &Path,
    reference: &str,
    candidate: &str,
) -> Result<Exit, Stop> {
    let source = read(setup)?;
    let mut scratch = Scratch::new().map_err(|error| Stop::Failed(error.to_string()))?;
    let ground = bench::ground(&mut scratch, &[&source]);
    let ground = ground.map_err(|unmade| stop(&unmade, context))?;
    let question = bench::question(&ground, reference, compare.order);
    let began = Instant::now();
    let search = bench::compared(&mut scratch, &ground, &question, candidate)
        .map_err(|error| Stop::Failed(error.to_string()))?;
    let took = began.elapsed();
    let exit = match &search.finding {
        Finding::Same => Exit::Right,
        Finding::Different(_) => Exit::Unfinished,
        Finding::Undecided(_) => Exit::Failed,
    };
    if compare.format == ComparisonFormat::Json {
        context.out.text(&report::comparison::document(&search, took)?)?;
        return Ok(exit);
    }
    let lines = match &search.finding {
        Finding::Same => render::comparison::same(&comparison::same(search.sets), &context.look),
        Finding::Different(witness) => {
            let told = comparison::told(witness, &question.comparison);
            render::comparison::different(&told, &witness.script, &context.look)
        }
        Finding::Undecided(why) => {
            return Err(undecided(context, &mut scratch, &question, candidate, why));
        }
    };
    for line in lines {
        context.out.line(&line)?;
    }
    Ok(exit)
}

/// Why it could not be found out. Of a query that does not run, the place.
fn undecided(
    context: &Context<'_>,
    scratch: &mut Scratch,
    question: &Question,
    candidate: &str,
    why: &Undecided,
) -> Stop {
    let (which, text, said) = match why {
        Undecided::Reference(said) => ("reference", question.reference.as_str(), said),
        Undecided::Candidate(said) => ("candidate", candidate, said),
        _ => return Stop::Failed(comparison::reason(why)),
    };
    let mut place = || {
        scratch.restore(&question.image).ok()?;
        let schema = scratch.schema().ok()?;
        let script = scratch.run(text, &Budget::default());
        // What is no query at all is not refused for what it would do.
        let failure = script.failure().filter(|failure| failure.message == *said)?;
        Some(mistake::feedback(text, failure, &schema).blocks)
    };
    let Some(place) = place() else { return Stop::Failed(comparison::reason(why)) };
    let mut blocks = vec![Block::Told(format!("The {which} does not run:"))];
    blocks.extend(place);
    let feedback = Feedback { tone: Tone::NotYet, blocks };
    Stop::Undone(render::feedback::feedback(&feedback, &context.errors))
}

/// The text of the setup.
fn read(path: &Path) -> Result<Arc<Source>, Stop> {
    let is_input = path == Path::new("-");
    let name = if is_input { "<stdin>".into() } else { path.display().to_string() };
    let shown = escape::line(&name);
    if !is_input {
        must_exist(path)?;
        if path.is_dir() {
            return Err(usage(format!("\"{shown}\" is a folder. Give the name of a file of SQL.")));
        }
        if is_database(path).unwrap_or(false) {
            return Err(usage(format!(
                "\"{shown}\" is a database, and --setup takes SQL. `sqlite3 {shown} .dump` writes it."
            )));
        }
    }
    let mut bytes = Vec::new();
    let read = |from: &mut dyn Read, bytes: &mut Vec<u8>| {
        from.take(limits::SCRIPT_BYTES as u64 + 1).read_to_end(bytes)
    };
    let done = match is_input {
        true => read(&mut io::stdin(), &mut bytes),
        false => File::open(path).and_then(|mut file| read(&mut file, &mut bytes)),
    };
    done.map_err(|error| Stop::Failed(format!("\"{shown}\" cannot be read: {error}")))?;
    if bytes.len() > limits::SCRIPT_BYTES {
        let most = limits::SCRIPT_BYTES >> 20;
        return Err(Stop::Failed(format!("\"{shown}\" is longer than {most} MB")));
    }
    let text = String::from_utf8(bytes)
        .map_err(|_| Stop::Failed(format!("\"{shown}\" is no text in UTF-8")))?;
    // A byte order mark would be an unknown word to SQLite.
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    Ok(Source::new(name, text))
}

fn stop(unmade: &Unmade, context: &Context<'_>) -> Stop {
    match unmade {
        Unmade::Broken(problem) => Stop::Undone(diagnostic(problem, &context.errors)),
        Unmade::Stopped(stopped) => {
            let why = comparison::reason(&Undecided::Stopped(*stopped));
            Stop::Failed(format!("the setup was not run to its end: {why}"))
        }
        Unmade::Scratch(error) => Stop::Failed(error.to_string()),
    }
}

fn usage(line: String) -> Stop {
    Stop::Usage(vec![line])
}
