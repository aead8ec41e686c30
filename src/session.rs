//! Where the learner is: events in, effects out.
//!
//! A [`Session`] owns the learner's scratch database and the [`Grader`]. It prints nothing and
//! reads nothing: the prompt, the pipe and the tests drive the very same code with [`Event`]s,
//! and each draws the [`Effect`]s in its own way. What counts as an attempt is decided here and
//! nowhere else.

pub mod command;
pub mod note;
pub mod vocabulary;
pub mod answers;
mod names;
mod contents;
mod mistake;
mod page;
mod run;
mod settle;
mod path;
mod keep;
mod review;
mod again;
mod relation;
mod models;
mod undo;
mod attempt;
mod world;
mod imports;
mod quiet;
mod code;
mod steer;
mod events;

pub use command::Shows;
use std::sync::Arc;
use std::time::Duration;

pub use command::Command;
pub use keep::Resumed;
pub use note::Note;
pub use review::{ReviewLine, Yours};
pub use vocabulary::Vocabulary;

use crate::enact::is_relation;
use crate::erd::graph::Graph;
use crate::feedback::Feedback;
use crate::feedback::relation::overview::Overview;
use crate::grade::{Graded, Grader};
use crate::lesson::{Language, Lesson, Resource};
use crate::orm::live::Import;
use crate::orm::migrate::command::is_command;
use crate::orm::recording::Recording;
use crate::outcome::preparation::Preparation;
use crate::outcome::stage::StageError;
use crate::progress::{Answered, Bookmark, Record};
use crate::rows::Rows;
use crate::scratch::{Budget, Image, Scratch};
use crate::sql::python::is_python;

/// One learner in one lesson.
#[derive(Debug)]
pub struct Session {
    lesson: Arc<Lesson>,
    grader: Grader,
    /// What the learner works in.
    live: Scratch,
    /// For looking at other states than the live one.
    beside: Scratch,
    budget: Budget,
    /// The step, from 0; the number of steps stands for the end.
    at: usize,
    stage: Stage,
    /// The earlier step that is being looked at.
    looking_at: Option<usize>,
    /// The end was reached once: going on leads from one unanswered step to the next.
    revisiting: bool,
    records: Vec<Record>,
    typed: Typed,
    /// Results say how long they took.
    timed: bool,
    /// What whoever keeps progress was told.
    told: Told,
    /// Somebody is there, and what is done is kept.
    attended: bool,
    /// The steps that were offered to be tried again, at the end; the last is offered now.
    offered: Vec<usize>,
    /// Where going on leads from a step that is gone through once more.
    came_from: Option<usize>,
    /// The lesson was finished before; Enter goes through it once more.
    anew: bool,
    /// To be said with the next page.
    notices: Vec<Note>,
    over: bool,
    /// The names that were last completed from.
    known: vocabulary::Known,
    /// The world that ORM code runs in, from the first of it in a step on.
    world: Option<world::World>,
    /// The imports that were typed in steps that were left.
    imports: Vec<Import>,
    /// The language that is typed, where it is not the step's own.
    spoken: Option<Language>,
    /// How the statements are shown that code sends.
    shows: Shows,
    /// What the last code did.
    sent: Option<Recording>,
    /// How often code ran.
    runs: u64,
}

/// How far the present step has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// There is nothing to answer.
    Reading,
    /// A question to think about; its answer has not been shown.
    Thinking,
    /// An answer is waited for.
    Open,
    /// Answered, or its answer was shown; it stays until the learner goes on.
    Passed,
    /// Past the last step.
    Ended,
}

/// What was typed since the present step began, or since it was passed.
#[derive(Debug, Default)]
struct Typed {
    /// What the live database should hold when nothing had been typed.
    base: Option<Image>,
    /// The submissions that did something to the live database or to the world, oldest first.
    changes: Vec<Change>,
    /// The ORM code that was accepted.
    accepted: Vec<String>,
    /// The imports of earlier steps that hold in this one, once they were looked for.
    imports: Option<String>,
    /// The last submission, whatever it did.
    last: Option<String>,
    /// The last judgement.
    graded: Option<Graded>,
    /// The last judgement that was said.
    said: Option<Graded>,
    /// The learner knows of the open transaction.
    told_of_transaction: bool,
}

/// What was told to whoever keeps it.
#[derive(Debug, Default)]
struct Told {
    records: Vec<Record>,
    bookmark: Option<Bookmark>,
    finished: bool,
    /// Something was told, or was kept from an earlier session.
    begun: bool,
}

/// A submission that did something to the live database, or to the world of ORM code.
#[derive(Debug)]
struct Change {
    text: String,
    language: Language,
    /// It only looked, but may have been meant to print what is asked for.
    looks: bool,
    /// The contents before it; `None` where a transaction was open, which an image would end.
    before: Option<Image>,
}

/// What happens to a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// One finished input: statements, an answer to a quiz, or nothing, which is a bare Enter.
    Submit(String),
    /// A dot-command.
    Command(Command),
    /// Go to the step of this id or number: a `-- step:` mark in piped text.
    Go(String),
    /// The input ended.
    End,
}

/// What an event leads to, for a face to draw, from top to bottom.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// The lesson begins.
    Opening(Box<Opening>),
    /// A step, to be read.
    Page(Box<Page>),
    /// A result; `aside` stands beside its row count.
    Rows {
        /// The result.
        rows: Rows,
        /// Why it is not judged as a try.
        aside: Option<String>,
        /// How long SQLite worked on it, where that is wanted.
        took: Option<Duration>,
    },
    /// A statement without a result.
    Done {
        /// The number of rows that it changed, where it can change any.
        changed: Option<u64>,
        /// How long SQLite worked on it, where that is wanted.
        took: Option<Duration>,
    },
    /// What was done to make a relation true.
    Made {
        /// The statements that ran, each with its `;`.
        sql: Vec<String>,
        /// What there is to say of it.
        words: Feedback,
    },
    /// Every relation of the database.
    Relations(Box<Overview>),
    /// The database as a diagram.
    Erd(Box<Graph>),
    /// Words about an answer, or about a statement that failed.
    Feedback(Feedback),
    /// Why an input is not judged as a try, where no result stands above it.
    Aside(String),
    /// The tool's own voice.
    Note(Note),
    /// Commands that help after a miss.
    Offer(Vec<&'static str>),
    /// Markdown to read: what to notice, or the answer of a question to think about.
    Reading(String),
    /// A hint, and how many are left.
    Hint {
        /// Markdown.
        text: String,
        /// How many more there are.
        left: usize,
    },
    /// SQL that the lesson ran: the reference.
    Reference(String),
    /// The same in ORM code.
    ReferenceCode(String),
    /// What ORM code did; what ended it is told apart from this.
    Code {
        /// The code.
        text: String,
        /// What it did.
        recording: Box<Recording>,
        /// How its statements are shown.
        shows: Shows,
    },
    /// How many statements code sent, and which were alike.
    Sent(Box<Recording>),
    /// What is mapped.
    Models(Vec<Model>),
    /// The tables, and how they refer to each other.
    Tables(Vec<Outline>),
    /// The statements that made the tables.
    Schema(Vec<String>),
    /// How far the learner has come.
    Progress(Vec<ProgressLine>),
    /// The list of lessons is wanted; a face that knows the course shows it.
    Lessons,
    /// Help on one command.
    Help(&'static command::Entry),
    /// All commands, where this is typed.
    Commands(command::Typing),
    /// The steps so far with what was accepted.
    Review(Vec<ReviewLine>),
    /// What is asked at the moment, in short: Markdown.
    Goal(Place, String),
    /// Past the last step.
    Summary(Box<Summary>),
    /// The session is over before the lesson is finished: where the learner was; `None` past the
    /// last step.
    Leave(Option<Place>),
}

/// What a lesson is about, before its first step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The lesson's title.
    pub title: String,
    /// One sentence on what it is about.
    pub about: Option<String>,
    /// How long it takes.
    pub minutes: Option<u32>,
    /// What the learner will be able to do.
    pub goals: Vec<String>,
}

/// A step as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The lesson's title.
    pub title: String,
    /// Where the step stands.
    pub place: Place,
    /// Markdown to read first.
    pub say: Option<String>,
    /// Tables and results to look at.
    pub shown: Vec<Shown>,
    /// What is asked, in Markdown.
    pub ask: Option<String>,
    /// What there is to choose from.
    pub choices: Vec<String>,
    /// Of an earlier step that is read again: what became of it.
    pub yours: Option<Yours>,
    /// What Enter or an answer does.
    pub wants: Wants,
}

/// What a step waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wants {
    /// Enter, to go on.
    Enter,
    /// Enter, to see the answer.
    Reveal,
    /// An answer to be run.
    Answer,
    /// One choice.
    Choice,
    /// Several choices.
    Choices,
    /// Enter, to return to the step of this number from an earlier one.
    Return(usize),
}

/// Something of the database, shown with a step.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    /// A table's rows under its name, or a query's result without one.
    Rows {
        /// The table.
        title: Option<String>,
        /// The rows.
        rows: Rows,
    },
    /// The diagram of all tables.
    Erd(Box<Graph>),
    /// A query of the lesson that does not run.
    Failed {
        /// The query.
        query: String,
        /// SQLite's message.
        message: String,
    },
}

/// One table in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// Its name.
    pub name: String,
    /// Its columns; where a column refers to another table, to which: `stores.id`.
    pub columns: Vec<(String, Option<String>)>,
    /// How many rows it holds.
    pub rows: Option<i64>,
}

/// A place in a lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The step, from 1.
    pub number: usize,
    /// How many steps there are.
    pub of: usize,
    /// The step's id, where it has one.
    pub id: Option<String>,
}

/// What became of one step that asks something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgressLine {
    /// The step.
    pub place: Place,
    /// What became of it.
    pub record: Record,
    /// The learner is there.
    pub here: bool,
}

/// How the lesson went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The lesson's title.
    pub title: String,
    /// Steps that the learner answered.
    pub answered: usize,
    /// Steps that ask something.
    pub of: usize,
    /// Points for the steps that the learner answered.
    pub points: u32,
    /// Points that there were to win.
    pub points_of: u32,
    /// Answers that counted, over all steps.
    pub tries: u32,
    /// Steps that the learner did not answer.
    pub open: Vec<ProgressLine>,
    /// Markdown.
    pub recap: Option<String>,
    /// Where to read on.
    pub resources: Vec<Resource>,
}

/// A mapped class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// The class.
    pub class: String,
    /// Its table.
    pub table: String,
    /// The table is in the database.
    pub made: bool,
    /// Its columns; where a column refers to another table, to which: `stores.id`.
    pub columns: Vec<(String, Option<String>)>,
    /// What leads to other classes: the attribute, and what it says in words.
    pub relationships: Vec<(String, String)>,
    /// Where the mapper says more than the database keeps. May hold `code` in backquotes.
    pub gaps: Vec<String>,
}

/// How input is to be read at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prompt {
    /// SQL statements, each to its `;`; a bare Enter goes on where nothing is asked any more.
    Sql,
    /// Relations, each a line; what begins as SQL does goes to its `;`.
    Relation,
    /// ORM code, by Python's rules.
    Orm,
    /// One line, whatever it says.
    Line,
}

impl Prompt {
    /// Whether a line at the beginning of an input is the whole input, with no `;` to wait for:
    /// what is no SQL.
    pub fn is_whole(self, line: &str) -> bool {
        match self {
            Self::Line => true,
            Self::Orm => false,
            Self::Relation => is_relation(line, Language::Relation) || is_code(line),
            Self::Sql => is_relation(line, Language::Sql) || is_code(line),
        }
    }
}

/// Whether a line is plainly Python, or a command line of alembic.
fn is_code(line: &str) -> bool {
    is_python(line) || is_command(line)
}

/// What every event gives: effects, or why the tool cannot go on.
pub type Effects = Result<Vec<Effect>, StageError>;

impl Session {
    /// How input is to be read.
    pub fn prompt(&self) -> Prompt {
        if self.looking_at.is_some() {
            return Prompt::Line;
        }
        let runs = match self.stage {
            Stage::Open => self.task().is_some(),
            Stage::Reading | Stage::Passed => self.task().is_some() || self.spoken.is_some(),
            Stage::Thinking | Stage::Ended => false,
        };
        match self.language() {
            _ if !runs => Prompt::Line,
            Language::Relation | Language::Description => Prompt::Relation,
            Language::Sql => Prompt::Sql,
            Language::Orm => Prompt::Orm,
        }
    }

    /// Whether nothing but Enter is waited for; without a terminal, a face goes on by itself.
    pub fn waits_for_enter(&self) -> bool {
        !self.over && matches!(self.stage, Stage::Reading | Stage::Thinking | Stage::Passed)
    }

    /// Whether somebody is there, and what is done is kept.
    pub fn is_attended(&self) -> bool {
        self.attended
    }

    /// Whether there is nothing more to do.
    pub fn is_over(&self) -> bool {
        self.over
    }

    /// Whether every step that asks something was answered by the learner.
    pub fn is_finished(&self) -> bool {
        let mut asks = self.asks().peekable();
        let nothing_asked = asks.peek().is_none();
        let reached_end = self.stage == Stage::Ended;
        asks.all(|step| self.records[step].answered == Answered::Learner)
            && (reached_end || !nothing_asked)
    }

    /// Where the learner is.
    pub fn place(&self) -> Place {
        self.place_of(self.at)
    }

    /// What can be made beforehand for its lesson, where the learner is first.
    pub fn preparation(&self) -> Option<Preparation> {
        Preparation::new(&self.lesson, self.grader.suites(), self.at)
    }

    /// The lesson.
    pub fn lesson(&self) -> &Arc<Lesson> {
        &self.lesson
    }

    /// What became of each step so far.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    fn place_of(&self, step: usize) -> Place {
        let of = self.lesson.steps.len();
        let id = self.lesson.steps.get(step).and_then(|step| step.id.as_ref());
        Place { number: (step + 1).min(of), of, id: id.map(|id| id.text.clone()) }
    }

    /// The steps that ask something.
    fn asks(&self) -> impl Iterator<Item = usize> {
        let steps = self.lesson.steps.iter().enumerate();
        steps.filter(|(_, step)| step.is_answerable()).map(|(index, _)| index)
    }
}
