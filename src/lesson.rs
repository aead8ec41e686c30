//! What an instructor writes: courses, lessons and steps, as the loader hands them on.
//!
//! The YAML format is described in `lesson/file.rs`. These types hold a lesson that has
//! loaded: required keys are there, unknown ones were refused, rows are as wide as their columns.

pub mod expect;
mod place;
mod problems;
mod shelf;
pub mod scalar;
mod yaml;
pub mod file;
pub mod json_schema;
pub mod load;
pub mod builtin;

use std::sync::Arc;

pub use expect::{
    AttributeRule, Columns, Expect, ExpectedTable, ModelRule, Order, Probe, ProbeWant, RefusedBy,
    SchemaRule, TableRule,
};

use crate::diagnostic::{Source, Span};
use crate::rows::Value;

/// A text that an author wrote, and where it stands in the lesson file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The text as YAML gives it, trimmed of trailing newlines.
    pub text: String,
    /// Where it stands in the file, without quotes or a block's `|`; of a `database:` file's text,
    /// where the lesson names the file. [`Text::place_of`] tells the place of any part of it.
    pub span: Span,
}

/// A folder of lessons, in the order in which they are meant to be taken.
#[derive(Debug, Clone)]
pub struct Course {
    /// The course's title.
    pub title: String,
    /// What the course is about.
    pub about: Option<String>,
    /// Its chapters. A folder without `course.yaml` is one chapter without a title.
    pub chapters: Vec<Chapter>,
}

/// Some lessons under one heading.
#[derive(Debug, Clone)]
pub struct Chapter {
    /// The heading.
    pub title: Option<String>,
    /// The lessons.
    pub lessons: Vec<Arc<Lesson>>,
}

/// One lesson.
#[derive(Debug, Clone)]
pub struct Lesson {
    /// The file's stem.
    pub id: String,
    /// The file.
    pub source: Arc<Source>,
    /// The title.
    pub title: String,
    /// One sentence on what it is about.
    pub about: Option<String>,
    /// How long it takes.
    pub minutes: Option<u32>,
    /// What the learner will be able to do.
    pub goals: Vec<String>,
    /// Ids of lessons to do first.
    pub after: Vec<Text>,
    /// SQL that runs before the first step; of a `database:` file, its text.
    pub setup: Option<Text>,
    /// Rows that are there before the first step.
    pub data: Vec<TableData>,
    /// Other data that a right answer must be right on too.
    pub variants: Vec<Variant>,
    /// Queries that return no row on any data that the lesson admits.
    pub assume: Vec<Text>,
    /// The steps, one at least.
    pub steps: Vec<Step>,
    /// Markdown shown at the end.
    pub recap: Option<String>,
    /// Where to read on.
    pub resources: Vec<Resource>,
}

impl Lesson {
    /// The step of that id or number, counted from 0.
    ///
    /// # Errors
    /// Where there is none: the nearest id, if one is near.
    pub fn find_step(&self, name: &str) -> Result<usize, Option<String>> {
        let name = name.trim();
        let ids = self.steps.iter().map(|step| step.id.as_ref().map(|id| id.text.as_str()));
        let ids: Vec<Option<&str>> = ids.collect();
        if let Some(step) = ids.iter().position(|id| *id == Some(name)) {
            return Ok(step);
        }
        if let Ok(number) = name.parse::<usize>()
            && (1..=ids.len()).contains(&number)
        {
            return Ok(number - 1);
        }
        let distance = |id: &&str| strsim::damerau_levenshtein(id, name);
        let nearest = ids.into_iter().flatten().min_by_key(distance);
        let nearest = nearest.filter(|id| distance(id) <= id.chars().count().div_ceil(2));
        Err(nearest.map(str::to_owned))
    }
}

/// Where to read on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub url: String,
}

/// Rows for one table.
#[derive(Debug, Clone, PartialEq)]
pub struct TableData {
    /// The table.
    pub table: Text,
    /// The rows, in the order in which they are inserted.
    pub rows: Vec<DataRow>,
}

/// One row of data: the columns that the author named and their cells.
#[derive(Debug, Clone, PartialEq)]
pub struct DataRow {
    /// The columns; shared by the rows of one list.
    pub columns: Arc<[String]>,
    /// One cell for each of `columns`.
    pub cells: Vec<Value>,
    /// Where the row stands.
    pub span: Span,
}

/// Other data: a change to what a step begins with.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// What is other about it, as a phrase: "a course that nobody takes".
    pub name: Text,
    /// Rows to add; a row with the key of one that is there replaces it.
    pub add: Vec<TableData>,
    /// Tables to empty first.
    pub empty: Vec<Text>,
}

/// One step of a lesson.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its name in progress and reports; there wherever something is to be answered.
    pub id: Option<Text>,
    /// Where the step stands.
    pub span: Span,
    /// Markdown to read first.
    pub say: Option<String>,
    /// What to draw from the database.
    pub show: Vec<Show>,
    /// Rows that arrive with this step.
    pub data: Vec<TableData>,
    /// What the learner does.
    pub body: Body,
}

/// Something of the database to show with a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Show {
    /// The diagram of all tables.
    Erd,
    /// A table's rows by its name, or a query's result.
    Rows(Text),
}

/// What a step asks of the learner.
#[derive(Debug, Clone)]
pub enum Body {
    /// Nothing: it is read.
    Read,
    /// To think about a question, whose answer comes on Enter.
    Reveal {
        /// The question.
        question: String,
        /// Its answer.
        answer: String,
    },
    /// To type an answer that is run.
    Task(Box<Task>),
    /// To choose.
    Quiz(Quiz),
}

/// A question that is answered by something to run.
#[derive(Debug, Clone)]
pub struct Task {
    /// What is asked.
    pub ask: String,
    /// The language of the answer.
    pub language: Language,
    /// Whether the answer changes the database or is a query; told from the reference.
    pub kind: TaskKind,
    /// The reference.
    pub answer: Text,
    /// Other right answers.
    pub also: Vec<Text>,
    /// Answers that must not pass.
    pub wrong: Vec<WrongAnswer>,
    /// Hints, in the order in which they are given.
    pub hints: Vec<String>,
    /// Shown once it is right.
    pub then: Option<String>,
    /// What it is worth.
    pub points: u32,
    /// What a difference on other data than the lesson's means; the step's, else the lesson's.
    pub beyond: Beyond,
    /// A change is judged on the variants too.
    pub everywhere: bool,
    /// What must hold, where it is not what the reference does.
    pub expect: Expect,
}

/// The languages in which a step can be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// SQL.
    #[default]
    Sql,
    /// A relation command that makes a relation true.
    Relation,
    /// A relation command that says what holds (`task: describe`).
    Description,
    /// SQLAlchemy's notation.
    Orm,
}

/// What the reference of a task does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskKind {
    /// It reads: judged by the rows that it gives.
    Query,
    /// It writes: judged by the state that it leaves.
    Change,
    /// It says which relations hold: judged by the database, and runs nothing.
    Describe,
}

/// What a difference on other data than the lesson's means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Beyond {
    /// The answer is not right.
    #[default]
    Require,
    /// The answer is right, with a remark.
    Remark,
    /// Nothing: it is not looked for.
    Ignore,
}

/// An answer that must not pass, and the thinking error behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongAnswer {
    /// The answer.
    pub answer: Text,
    /// The words for any answer that behaves alike.
    pub because: Option<String>,
}

/// A question that is answered by choosing.
#[derive(Debug, Clone)]
pub struct Quiz {
    /// What is asked.
    pub ask: String,
    /// What there is to choose from, in the order in which it is shown.
    pub choices: Vec<Choice>,
    /// Hints, in the order in which they are given.
    pub hints: Vec<String>,
    /// Shown once it is right.
    pub then: Option<String>,
    /// What it is worth.
    pub points: u32,
}

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it says.
    pub text: String,
    /// Whether it is to be chosen.
    pub right: bool,
    /// Why it is to be chosen or not: of a wrong one, who chose it reads this; of a right one, who
    /// answered the quiz.
    pub because: Option<String>,
}

impl Course {
    /// Every lesson in order.
    pub fn lessons(&self) -> impl Iterator<Item = &Arc<Lesson>> {
        self.chapters.iter().flat_map(|chapter| &chapter.lessons)
    }

    /// The lesson of that id.
    pub fn lesson(&self, id: &str) -> Option<&Arc<Lesson>> {
        self.lessons().find(|lesson| lesson.id == id)
    }
}

impl Step {
    /// Whether the learner has to answer something for the lesson to be finished.
    pub fn is_answerable(&self) -> bool {
        matches!(self.body, Body::Task(_) | Body::Quiz(_))
    }

    /// The hints, for a step that has an answer.
    pub fn hints(&self) -> &[String] {
        match &self.body {
            Body::Task(task) => &task.hints,
            Body::Quiz(quiz) => &quiz.hints,
            Body::Read | Body::Reveal { .. } => &[],
        }
    }
}
