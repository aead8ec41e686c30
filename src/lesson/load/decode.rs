//! From a source to a lesson, or to everything that is wrong with it.

use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Source, Span};
use crate::lesson::file::{LESSON, Shape};
use crate::lesson::problems::Problems;
use crate::lesson::shelf::{LARGEST, Shelf};
use crate::lesson::yaml::{self, Node};
use crate::lesson::{Lesson, Resource, Text, Variant};

use super::fields::Fields;
use super::{Loaded, data, shape, step, task};

/// Loads a lesson. `beside` is where the file of `database:` is looked for.
pub(in crate::lesson) fn decode(
    source: &Arc<Source>,
    beside: Option<&dyn Shelf>,
) -> Result<Loaded, Vec<Diagnostic>> {
    let mut problems = Problems::new(source);
    let lesson = tree(&LESSON, &mut problems).map(|root| lesson(&root, beside, &mut problems));
    match lesson {
        Some(lesson) if !problems.has_errors() => {
            Ok(Loaded { lesson, advice: problems.into_sorted() })
        }
        _ => Err(problems.into_sorted()),
    }
}

/// The tree of the file, checked against the shape; `None` where there is no tree.
pub(super) fn tree(shape: &'static Shape, problems: &mut Problems) -> Option<Rc<Node>> {
    let source = Arc::clone(problems.source());
    let text = &source.text;
    if text.len() > LARGEST {
        let message = format!("the text is longer than {} KB", LARGEST / 1024);
        problems.error_with(Span::default(), message, "Make several lessons of it.");
        return None;
    }
    if let Some(nul) = text.find('\0') {
        let message = "this is no text: it holds a byte that is zero";
        problems.error_with(Span::new(nul, nul + 1), message, "Save the file as UTF-8 text.");
        return None;
    }
    if text.trim().is_empty() {
        let message = "the file is empty";
        problems.error_with(
            Span::default(),
            message,
            format!("{} begins with `title: …`.", capital(shape.name)),
        );
        return None;
    }
    let root = yaml::read(problems)?;
    shape::check(&root, shape, problems);
    Some(root)
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn lesson(root: &Node, beside: Option<&dyn Shelf>, problems: &mut Problems) -> Lesson {
    let fields = Fields::new(root);
    let source = Arc::clone(problems.source());
    let steps = step::steps(fields, task::beyond(fields).unwrap_or_default(), problems);
    if fields.node("steps").is_some_and(|steps| steps.is_list() && steps.items().is_empty()) {
        let message = "`steps` is empty: a lesson needs one step at least";
        problems.error(fields.place("steps"), message);
    }
    Lesson {
        id: stem(&source.name),
        title: fields.string("title").unwrap_or_default(),
        about: fields.string("about"),
        minutes: fields.whole("minutes"),
        goals: fields.strings("goals"),
        after: fields.texts("after"),
        setup: setup(fields, beside, problems),
        data: fields.node("data").map_or_else(Vec::new, |node| data::tables(node, problems)),
        variants: fields
            .items("variants")
            .iter()
            .filter_map(|node| variant(node, problems))
            .collect(),
        assume: fields.texts("assume"),
        steps,
        recap: fields.string("recap"),
        resources: fields.items("resources").iter().filter_map(|node| resource(node)).collect(),
        source,
    }
}

/// A lesson's id: the stem of its file's name.
pub(super) fn stem(name: &str) -> String {
    let stem = Path::new(name).file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

fn setup(fields: Fields<'_>, beside: Option<&dyn Shelf>, problems: &mut Problems) -> Option<Text> {
    if fields.has("setup") && fields.has("database") {
        problems.error_with(
            fields.place("database"),
            "`database` stands here beside `setup`, and only one of them can make the tables",
            "Put everything into one of the two.",
        );
    }
    let Some(file) = fields.text("database") else { return fields.text("setup") };
    if !shape::is_file_name(&file.text) {
        return None;
    }
    let Some(beside) = beside else {
        let message = format!("`{}` cannot be read: this lesson is in no folder", file.text);
        problems.error_with(file.span, message, "Write its SQL under `setup`.");
        return None;
    };
    match beside.read_inside(&file.text) {
        Ok(text) if text.trim().is_empty() => {
            problems.error(file.span, format!("`{}` is empty", file.text));
            None
        }
        Ok(text) => Some(Text { text, span: file.span }),
        Err(unreadable) => {
            let message = format!("`{}` cannot be read: {}", file.text, unreadable.message);
            problems.error_with(file.span, message, unreadable.help);
            None
        }
    }
}

fn variant(node: &Node, problems: &mut Problems) -> Option<Variant> {
    let fields = Fields::new(node);
    let add = fields.node("add").map_or_else(Vec::new, |node| data::tables(node, problems));
    let name = fields.text("name")?;
    if !fields.has("add") && !fields.has("empty") {
        problems.error_with(
            name.span,
            "this variant is no other than the lesson's data",
            "Give it rows to `add`, or tables to `empty`.",
        );
    }
    Some(Variant { name, add, empty: fields.texts("empty") })
}

fn resource(node: &Node) -> Option<Resource> {
    let fields = Fields::new(node);
    Some(Resource { title: fields.string("title")?, url: fields.string("url")? })
}
