//! The keys of a lesson and its steps.

use super::expect::EXPECT;
use super::{Key, Kind, Role, Shape};

const PROSE: Kind = Kind::Text(Role::Prose);
const SQL: Kind = Kind::Text(Role::Sql);
const BEYOND: Kind = Kind::Word(&["require", "remark", "ignore"]);
const DATA: Kind = Kind::Map(&TABLES);

/// A lesson file.
pub static LESSON: Shape = Shape::new(
    "a lesson",
    &[
        Key::new("title", PROSE, "The title.").required(),
        Key::new("about", PROSE, "One sentence on what it is about."),
        Key::new("minutes", Kind::Whole(1, 1000), "How long it takes."),
        Key::new("goals", Kind::List(&PROSE), "What the learner will be able to do."),
        Key::new("after", Kind::List(&Kind::Text(Role::Name)), "Ids of lessons to do first."),
        Key::new("setup", SQL, "SQL that runs before the first step."),
        Key::new("database", Kind::Text(Role::File), "A file of SQL instead of `setup`."),
        Key::new("data", DATA, "Rows by table, there before the first step."),
        Key::new("variants", Kind::List(&Kind::Map(&VARIANT)), "Other data to be right on too."),
        Key::new("assume", Kind::List(&SQL), "Queries that return no row on any data."),
        Key::new("beyond", BEYOND, "What a difference on other data means."),
        Key::new("steps", Kind::List(&Kind::Map(&STEP)), "The steps.").required(),
        Key::new("recap", PROSE, "Markdown shown at the end."),
        Key::new("resources", Kind::List(&Kind::Map(&RESOURCE)), "Where to read on."),
    ],
);

/// A step. Which keys go together is decided by `load::step`.
pub static STEP: Shape = Shape::new(
    "a step",
    &[
        Key::new("say", PROSE, "Markdown to read first."),
        Key::new(
            "show",
            Kind::Either(&Kind::Text(Role::Source), &Kind::List(&Kind::Text(Role::Source))),
            "`erd`, a table or a query, or several, to draw with the step.",
        ),
        Key::new("data", DATA, "Rows by table that arrive with this step."),
        Key::new("reveal", PROSE, "A question to think about."),
        Key::new("id", Kind::Text(Role::Id), "The step's name in progress and reports."),
        Key::new("ask", PROSE, "What the learner is to do."),
        Key::new("language", Kind::Word(&["sql", "relation", "orm"]), "What is typed."),
        Key::new("task", Kind::Word(&["describe"]), "Say what holds instead of making it so."),
        Key::new("answer", SQL, "The reference; after `reveal`, the answer to the question."),
        Key::new("also", Kind::List(&SQL), "Other right answers."),
        Key::new("wrong", Kind::List(&Kind::Map(&WRONG)), "Answers that must not pass."),
        Key::new("choices", Kind::List(&Kind::Map(&CHOICE)), "What there is to choose from."),
        Key::new("hints", Kind::List(&PROSE), "Hints, in the order in which they are given."),
        Key::new("then", PROSE, "What to notice, shown once it is right."),
        Key::new("points", Kind::Whole(0, 1000), "What it is worth."),
        Key::new("beyond", BEYOND, "What a difference on other data means."),
        Key::new("everywhere", Kind::Flag, "A change is judged on the variants too."),
        Key::new("expect", Kind::Map(&EXPECT), "What must hold, beyond the reference."),
    ],
);

static TABLES: Shape = Shape::new("`data`", &[]).and_names(&Kind::Table);

static VARIANT: Shape = Shape::new(
    "a variant",
    &[
        Key::new("name", PROSE, "What is other about it: a store that sells nothing.").required(),
        Key::new("add", DATA, "Rows to add; a row with a key that is there replaces it."),
        Key::new("empty", Kind::List(&Kind::Text(Role::Name)), "Tables to empty first."),
    ],
);

static WRONG: Shape = Shape::new(
    "a wrong answer",
    &[
        Key::new("answer", SQL, "The answer.").required(),
        Key::new("because", PROSE, "The words for any answer that behaves alike."),
    ],
);

static CHOICE: Shape = Shape::new(
    "a choice",
    &[
        Key::new("right", PROSE, "A choice that is to be chosen."),
        Key::new("wrong", PROSE, "A choice that is not."),
        Key::new("because", PROSE, "What a learner reads who got it wrong."),
    ],
);

static RESOURCE: Shape = Shape::new(
    "a resource",
    &[
        Key::new("title", Kind::Text(Role::Line), "What it is called.").required(),
        Key::new("url", Kind::Text(Role::Line), "Where it is.").required(),
    ],
);
