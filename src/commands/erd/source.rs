//! Where the model to draw comes from.

use std::path::Path;

use crate::diagnostic::{self, Diagnostic};
use crate::erd::graph::Graph;
use crate::feedback::relation::flaw::unseen;
use crate::outcome::stage::Stage;
use crate::relation::finding::Inferred;
use crate::relation::infer::infer;
use crate::relation::notation::{looks_like_relation, parse};
use crate::relation::{Model, same};
use crate::render::{self, escape};
use crate::scratch::file::{FileError, schema_of};
use crate::session::note::Note;

use super::super::learn::lesson_of;
use super::super::{Context, Stop, open};

/// A model, and what it is of.
pub(super) struct Source {
    pub(super) model: Model,
    /// What is drawn of it.
    pub(super) graph: Graph,
    /// The keys that lead nowhere, so that no line can tell of them: sentences.
    pub(super) missing: Vec<String>,
    /// What the picture is called.
    pub(super) title: String,
    /// What to say where there is nothing in it.
    pub(super) empty: String,
}

impl Source {
    fn of(inferred: Inferred, title: String, empty: String) -> Self {
        let missing = unseen(&inferred).iter().map(|words| escape::line(words)).collect();
        let graph = Graph::of_inferred(&inferred);
        Self { model: inferred.model, graph, missing, title, empty }
    }
}

/// The model of a database file, of a lesson, or of relations.
pub(super) fn of(
    context: &Context<'_>,
    what: &[String],
    step: Option<&str>,
) -> Result<Source, Stop> {
    let text = what.join(" ");
    let path = Path::new(&text);
    let is_file = what.len() == 1 && is_of_a_database(path);
    if what.len() > 1 && what.iter().any(|it| is_of_a_database(Path::new(it))) {
        return Err(usage("One database is drawn at a time: give its file alone.".to_owned()));
    }
    // "A table and its key" is a lesson, and begins as a relation may; no lesson is called by a
    // foot or a bar.
    let is_lesson = || {
        let has_sign = text.contains(['<', '>', '|']);
        let is_relation = has_sign || looks_like_relation(&text);
        what.len() == 1 && (!is_relation || lesson_of(context, &text).is_ok())
    };
    if !is_file && is_lesson() {
        return lesson(context, &text, step);
    }
    if step.is_some() {
        return Err(usage("--step is for lessons: nothing else has steps.".to_owned()));
    }
    if is_file {
        open::must_exist(path)?;
        return file(path);
    }
    relations(context, what)
}

/// Endings that people give to databases.
const ENDINGS: [&str; 5] = ["db", "db3", "sqlite", "sqlite3", "s3db"];

/// Whether an argument names a database file: by its ending, or as a file that is no lesson.
fn is_of_a_database(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let has = |endings: &[&str]| endings.iter().any(|it| it.eq_ignore_ascii_case(ending));
    has(&ENDINGS) || path.is_dir() || (path.is_file() && !has(&["yaml", "yml", "json"]))
}

fn file(path: &Path) -> Result<Source, Stop> {
    let name = escape::line(&path.display().to_string());
    if path.is_dir() {
        return Err(usage(format!("\"{name}\" is a folder. Give the name of a database file.")));
    }
    let schema = match schema_of(path) {
        Ok(schema) => schema,
        // An empty file is an empty database to SQLite, but nothing can be drawn of it.
        Err(FileError::NotADatabase) if path.metadata().is_ok_and(|file| file.len() == 0) => {
            return Err(usage(format!("\"{name}\" is empty: it has no tables to draw.")));
        }
        Err(FileError::NotADatabase) => {
            return Err(usage(format!("\"{name}\" is no SQLite database, or an encrypted one.")));
        }
        Err(error) => {
            let error = escape::line(&error.to_string());
            return Err(Stop::Failed(format!("\"{name}\" cannot be drawn: {error}")));
        }
    };
    let title =
        path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let empty = format!("\"{name}\" has no tables to draw.");
    Ok(Source::of(infer(&schema), title, empty))
}

/// What is said by each of some texts, put together.
fn relations(context: &Context<'_>, texts: &[String]) -> Result<Source, Stop> {
    let mut model = Model::default();
    for text in texts {
        let said = parse(text, &[]).map_err(|error| {
            let source = diagnostic::Source::new("relation", text.to_owned());
            let mut problem = Diagnostic::error(&source, error.span, error.kind.to_string());
            problem.help = error.kind.help();
            Stop::Usage(render::diagnostic::diagnostic(&problem, &context.look))
        })?;
        if said.asked {
            let text = escape::line(text);
            return Err(usage(format!("\"{text}\" asks. To have it drawn, leave the ? out.")));
        }
        for entity in said.model.entities {
            let known = model.entities.iter_mut().find(|it| same(&it.name, &entity.name));
            match known {
                Some(known) if known.attributes.is_empty() => known.attributes = entity.attributes,
                Some(_) => {}
                None => model.entities.push(entity),
            }
        }
        for link in said.model.links {
            model.say(link).map_err(|_| {
                let text = escape::line(text);
                usage(format!("\"{text}\" contradicts what is said before it."))
            })?;
        }
    }
    let title = texts.join("; ").split_whitespace().collect::<Vec<_>>().join(" ");
    let empty = "There is no relation to draw.".to_owned();
    let graph = Graph::of(&model);
    Ok(Source { model, graph, missing: Vec::new(), title, empty })
}

fn lesson(context: &Context<'_>, name: &str, step: Option<&str>) -> Result<Source, Stop> {
    let (lesson, _) = lesson_of(context, name)?;
    let at = match step {
        None => 0,
        Some(step) => lesson.find_step(step).map_err(|nearest| {
            let unknown = Note::UnknownStep { name: step.trim().to_owned(), nearest };
            let ids = lesson.steps.iter().filter_map(|step| step.id.as_ref());
            let ids: Vec<String> = ids.map(|id| escape::line(&id.text)).collect();
            let words = escape::line(&unknown.words());
            Stop::Usage(vec![words, format!("Its steps are: {}.", ids.join(", "))])
        })?,
    };
    let title = lesson.title.clone();
    let shown = escape::line(&title);
    let empty = match step {
        None => format!(
            "\"{shown}\" begins without tables. --step STEP draws those with which a step begins."
        ),
        Some(_) => format!("There are no tables yet at that step of \"{shown}\"."),
    };
    let mut stage = Stage::new(lesson).map_err(|error| Stop::Failed(error.to_string()))?;
    let image = stage.image(at)?;
    stage.scratch.restore(&image).map_err(|error| Stop::Failed(error.to_string()))?;
    let schema = stage.scratch.schema().map_err(|error| Stop::Failed(error.to_string()))?;
    Ok(Source::of(infer(&schema), title, empty))
}

fn usage(line: String) -> Stop {
    Stop::Usage(vec![line])
}
