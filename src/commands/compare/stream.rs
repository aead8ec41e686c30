//! Many pairs: read from the standard input, compared side by side, answered in their order.

use std::io::{self, BufReader};
use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread;
use std::time::Duration;

use crate::counterexample::Finding;
use crate::report::comparison;
use crate::report::pair::{Id, Pair, Unread};
use crate::scratch::ScratchError;

use super::super::{Context, Exit, Stop};
use super::bench::{Bench, Outcome};
use super::lines::{LONGEST, Line, next};

/// How many lines for each that is worked on may wait to be compared, or to be written.
const WAITING: usize = 4;

/// A thread's stack: that of the main thread, on which everything else is run.
const STACK: usize = 8 << 20;

/// A line to be answered.
struct Job {
    number: usize,
    line: Line,
    answer: Sender<Answer>,
}

/// What is written for a line, and how far it ends well.
struct Answer {
    text: io::Result<String>,
    exit: Exit,
}

/// Answers every line of the standard input by one on the standard output.
pub(super) fn run(context: &mut Context<'_>, jobs: Option<NonZeroUsize>) -> Result<Exit, Stop> {
    let cores = || thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let jobs = jobs.map_or_else(cores, NonZeroUsize::get).min(MOST);
    let (work, waiting) = sync_channel::<Job>(jobs);
    let (order, answers) = sync_channel(jobs.saturating_mul(WAITING));
    let waiting = Arc::new(Mutex::new(waiting));
    let memory = Arc::new(RwLock::new(()));
    for _ in 0..jobs {
        let (waiting, memory) = (Arc::clone(&waiting), Arc::clone(&memory));
        started(move || compare_all(&waiting, &memory))?;
    }
    // Whoever is left of these threads when nobody reads any more ends with the program: one that
    // waits for a line would not hear of it.
    started(move || read_all(&work, &order))?;
    drop(waiting);
    let mut exit = Exit::Right;
    for answer in answers {
        let answer = answer?.recv().unwrap_or_else(|_| lost());
        context.out.text(&answer.text?)?;
        exit = exit.max(answer.exit);
    }
    Ok(exit)
}

/// The most pairs that are compared at once; memory is one for all.
const MOST: usize = 256;

fn started(work: impl FnOnce() + Send + 'static) -> Result<(), Stop> {
    let thread = thread::Builder::new().stack_size(STACK).spawn(work);
    thread.map(drop).map_err(|error| Stop::Failed(format!("no thread could be started: {error}")))
}

/// Reads lines until there are no more, or nobody waits for their answers.
fn read_all(work: &SyncSender<Job>, order: &SyncSender<io::Result<Receiver<Answer>>>) {
    let mut stream = BufReader::new(io::stdin());
    let mut number = 0;
    loop {
        let line = match next(&mut stream) {
            Ok(Some(line)) => line,
            Ok(None) => return,
            Err(error) => {
                // It is told in its place, if anyone is left to be told.
                let _ = order.send(Err(error));
                return;
            }
        };
        number += 1;
        if matches!(&line, Line::Read(line) if line.trim_ascii().is_empty()) {
            continue;
        }
        let (answer, receiver) = channel();
        let job = Job { number, line, answer };
        if order.send(Ok(receiver)).is_err() || work.send(job).is_err() {
            return;
        }
    }
}

/// Compares what comes until there is no more.
fn compare_all(waiting: &Mutex<Receiver<Job>>, memory: &RwLock<()>) {
    let mut bench = None;
    loop {
        let job = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = job else { return };
        let answer = answered(&mut bench, &job, memory);
        // Nobody waits for it where the output is closed.
        let _ = job.answer.send(answer);
    }
}

fn answered(bench: &mut Option<Bench>, job: &Job, memory: &RwLock<()>) -> Answer {
    let pair = match &job.line {
        Line::Read(line) => Pair::read(line),
        Line::TooLong => {
            let reason = format!("it is longer than {} MB", LONGEST >> 20);
            Err(Unread { id: Id::default(), reason })
        }
    };
    let pair = match pair {
        Ok(pair) => pair,
        Err(unread) => return refused(&unread.id, job.number, &unread.reason, Duration::ZERO),
    };
    let (outcome, took) = match compared(bench, &pair, memory) {
        Ok(compared) => compared,
        Err(error) => {
            // What a failure leaves behind is not gone on with.
            *bench = None;
            return refused(&pair.id, job.number, &error.to_string(), Duration::ZERO);
        }
    };
    match outcome {
        Outcome::Compared(search) => {
            let exit = match search.finding {
                Finding::Same => Exit::Right,
                Finding::Different(_) => Exit::Unfinished,
                Finding::Undecided(_) => Exit::Failed,
            };
            Answer { text: comparison::line(&pair.id, &search, took), exit }
        }
        Outcome::Unmade(why) => refused(&pair.id, job.number, &why, took),
    }
}

/// Compares a pair beside others; where memory runs out, once more with all of it, so that the
/// answer does not hang on what the others do.
fn compared(
    bench: &mut Option<Bench>,
    pair: &Pair,
    memory: &RwLock<()>,
) -> Result<(Outcome, Duration), ScratchError> {
    let shared = memory.read().unwrap_or_else(PoisonError::into_inner);
    let mut own = match bench.take() {
        Some(own) => own,
        None => Bench::new()?,
    };
    let (outcome, took) = own.pair(pair)?;
    drop(shared);
    if !outcome.wants_memory() {
        *bench = Some(own);
        return Ok((outcome, took));
    }
    drop(own);
    let _alone = memory.write().unwrap_or_else(PoisonError::into_inner);
    let mut own = Bench::new()?;
    let again = own.pair(pair)?;
    *bench = Some(own);
    Ok(again)
}

fn refused(id: &Id, number: usize, why: &str, took: Duration) -> Answer {
    let text = comparison::refused(id, &format!("line {number}: {why}"), took);
    Answer { text, exit: Exit::Failed }
}

/// The answer for a line whose thread ended before it could give one.
fn lost() -> Answer {
    let why = "the tool failed on this line";
    Answer { text: comparison::refused(&Id::default(), why, Duration::ZERO), exit: Exit::Failed }
}
