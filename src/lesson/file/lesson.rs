//! The keys of a lesson and its steps.

use super::expect::EXPECT;
use super::{Count, Form, Key, Kind, Role, Rule, Shape};

const PROSE: Kind = Kind::Text(Role::Prose);
const SQL: Kind = Kind::Text(Role::Sql);
const BEYOND: Kind = Kind::Word(&["require", "remark", "ignore"]);
const DATA: Kind = Kind::Map(&TABLES);

/// A lesson file.
pub static LESSON: Shape = Shape::new(
    "a lesson",
    &[
        Key::new("title", PROSE, "The lesson's title.").required(),
        Key::new("about", PROSE, "What it is about, in a sentence; shown as it begins."),
        Key::new("minutes", Kind::Whole(1, 1000), "About how many minutes it takes."),
        Key::new(
            "goals",
            Kind::list(&PROSE),
            "What the learner will be able to do; shown as it begins.",
        ),
        Key::new(
            "after",
            Kind::list(&Kind::Text(Role::Name)),
            "Lessons to do first: each by its id, which is its file's name without the ending.",
        ),
        Key::new(
            "setup",
            SQL,
            "SQL that runs before the first step: the tables. Instead of it, `database` names a \
             file.",
        ),
        Key::new(
            "database",
            Kind::Text(Role::File),
            "A file of SQL in the lesson's own folder, which runs instead of `setup`.",
        ),
        Key::new(
            "data",
            DATA,
            "The rows that are there before the first step, by table. Tables may stand in any \
             order: keys are checked once all rows are in.",
        ),
        Key::new(
            "variants",
            Kind::list(&Kind::Map(&VARIANT)),
            "Other data that a right answer must also be right on.",
        ),
        Key::new(
            "assume",
            Kind::list(&SQL),
            "What holds on all data beyond the schema: queries that must return no row.",
        ),
        Key::new(
            "beyond",
            BEYOND,
            "What it means for every step of the lesson when an answer is right on the lesson's \
             data and not on other data: a variant, or rows that are made up. `require`: it is not \
             right; that is so without this key. `remark`: it is right, and the difference is \
             shown. `ignore`: other data is not looked at.",
        ),
        Key::new(
            "steps",
            Kind::List(&Kind::Map(&STEP), Count::from(1)),
            "The steps, in the order in which they are taken.",
        )
        .required(),
        Key::new("recap", PROSE, "Markdown that is shown at the end."),
        Key::new("resources", Kind::list(&Kind::Map(&RESOURCE)), "Where to read on."),
    ],
)
.with(&[Rule::One(&["setup", "database"])]);

/// A step.
pub static STEP: Shape = Shape::new(
    "a step",
    &[
        Key::new("say", PROSE, "Markdown to read, before anything that is asked."),
        Key::new(
            "show",
            Kind::Either(&Kind::Text(Role::Source), &Kind::list(&Kind::Text(Role::Source))),
            "A table's name, a query or `erd` (the diagram of all tables), or a list of them: \
             what is drawn with the step.",
        ),
        Key::new(
            "data",
            DATA,
            "Rows that arrive with this step, by table; they stay for the steps after it.",
        ),
        Key::new(
            "reveal",
            PROSE,
            "A question to think about. Nothing is typed; `answer` is shown on Enter.",
        ),
        Key::new(
            "id",
            Kind::Text(Role::Id),
            "The step's name in progress and reports, needed wherever something is asked. It has \
             lower-case letters, digits, `-` and `_`, and stands once in a lesson.",
        ),
        Key::new("ask", PROSE, "What the learner is to do."),
        Key::new(
            "language",
            Kind::Word(&["sql", "relation", "orm"]),
            "What is typed; without it, SQL. A relation is understood where SQL is asked for, too.",
        ),
        Key::new(
            "task",
            Kind::Word(&["make", "describe"]),
            "With `language: relation`, what a relation does. `make`: it is made true in the \
             database, which is judged like any change; that is so without this key. `describe`: \
             it says what holds there, and changes nothing.",
        ),
        Key::new(
            "answer",
            SQL,
            "After `ask`, the reference: SQL or a relation, that is run, compared with and shown \
             by `.solution`. After `reveal`, the answer to the question, in Markdown.",
        ),
        Key::new("also", Kind::list(&SQL), "Other right answers; `check` has each of them pass."),
        Key::new(
            "wrong",
            Kind::list(&Kind::Map(&WRONG)),
            "Answers that must not pass; `check` has each of them fail.",
        ),
        Key::new(
            "choices",
            Kind::List(
                &Kind::Map(&CHOICE),
                Count { least: 2, most: Some(26), one_has: Some("right") },
            ),
            "What there is to choose from, in the order in which it is shown. One right choice: \
             the learner chooses it. Several: all that hold.",
        ),
        Key::new("hints", Kind::list(&PROSE), "Hints, given one by one, the gentlest first."),
        Key::new("then", PROSE, "What to notice, shown once the answer is right."),
        Key::new("points", Kind::Whole(0, 1000), "What the step is worth; without it, 1."),
        Key::new(
            "beyond",
            BEYOND,
            "The same as the lesson's `beyond`, for this step; without it, the lesson's.",
        ),
        Key::new(
            "everywhere",
            Kind::Flag,
            "`true`: an answer that changes something is judged on the variants too. A query is \
             anyway.",
        ),
        Key::new(
            "expect",
            Kind::Map(&EXPECT),
            "What must hold, where it is not just what the reference does.",
        ),
    ],
)
.with(&[Rule::Forms(&[&REVEAL, &QUIZ, &TASK, &READ])]);

/// A step that is read.
pub static READ: Form =
    Form { name: "a step to read", told_by: &[], needs: &["say"], takes: &["id", "show", "data"] };

/// A question to think about.
pub static REVEAL: Form = Form {
    name: "a question to think about",
    told_by: &["reveal"],
    needs: &["reveal", "answer"],
    takes: &["id", "say", "show", "data"],
};

/// A question that is answered by something to run.
pub static TASK: Form = Form {
    name: "a question that is answered by something to run",
    told_by: &["ask"],
    needs: &["id", "ask", "answer"],
    takes: &[
        "say",
        "show",
        "data",
        "language",
        "task",
        "also",
        "wrong",
        "hints",
        "then",
        "points",
        "beyond",
        "everywhere",
        "expect",
    ],
};

/// A question that is answered by choosing.
pub static QUIZ: Form = Form {
    name: "a quiz",
    told_by: &["ask", "choices"],
    needs: &["id", "ask", "choices"],
    takes: &["say", "show", "data", "hints", "then", "points"],
};

static TABLES: Shape = Shape::new("`data`", &[]).and_names(
    &Kind::Table,
    "A table and its rows: `columns` and `rows`, or a list of rows that name their columns.",
);

static VARIANT: Shape = Shape::new(
    "a variant",
    &[
        Key::new(
            "name",
            PROSE,
            "What is other about it, as a phrase that a learner reads: `a store that sells \
             nothing`.",
        )
        .required(),
        Key::new(
            "add",
            DATA,
            "Rows to add, by table. A row with the key of one that is there replaces it.",
        ),
        Key::new(
            "empty",
            Kind::list(&Kind::Text(Role::Name)),
            "Tables to empty first, before rows are added.",
        ),
    ],
)
.with(&[Rule::Some(&["add", "empty"])]);

static WRONG: Shape = Shape::new(
    "a wrong answer",
    &[
        Key::new("answer", SQL, "The answer that must not pass.").required(),
        Key::new(
            "because",
            PROSE,
            "The thinking error behind it. A learner reads it after any answer that goes wrong in \
             the same way.",
        ),
    ],
);

static CHOICE: Shape = Shape::new(
    "a choice",
    &[
        Key::new("right", PROSE, "The text of a choice that is to be chosen."),
        Key::new("wrong", PROSE, "The text of a choice that is not."),
        Key::new(
            "because",
            PROSE,
            "Why it is right or wrong. That of a wrong choice is read by who chose it, that of a \
             right one once the quiz is answered, before `then`.",
        ),
    ],
)
.with(&[Rule::Forms(&[
    &Form { name: "a right choice", told_by: &["right"], needs: &["right"], takes: &["because"] },
    &Form { name: "a wrong choice", told_by: &["wrong"], needs: &["wrong"], takes: &["because"] },
])]);

static RESOURCE: Shape = Shape::new(
    "a resource",
    &[
        Key::new("title", Kind::Text(Role::Line), "What it is called.").required(),
        Key::new("url", Kind::Text(Role::Line), "Where it is.").required(),
    ],
);
