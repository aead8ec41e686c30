//! The keys of `expect`.

use super::{Key, Kind, Role, Shape};

const NAME: Kind = Kind::Text(Role::Name);
const NAMES: Kind = Kind::List(&NAME);
const SQL: Kind = Kind::Text(Role::Sql);
const LINE: Kind = Kind::Text(Role::Line);
const REFUSALS: Kind = Kind::Word(&["unique", "primary key", "foreign key", "not null", "check"]);

/// What a step expects beyond "the same as the reference".
pub static EXPECT: Shape = Shape::new(
    "`expect`",
    &[
        Key::new("rows", Kind::Rows, "The result is these rows on the lesson's data."),
        Key::new("columns", NAMES, "The result has these column names."),
        Key::new(
            "order",
            Kind::Either(&Kind::Word(&["none", "exact"]), &Kind::Map(&ORDER)),
            "How the order of rows counts.",
        ),
        Key::new("names", Kind::Word(&["ignore", "match"]), "Whether column names count."),
        Key::new("within", Kind::Number, "Numeric tolerance."),
        Key::new("tables", Kind::Map(&TABLES), "These tables hold these rows afterwards."),
        Key::new("ignore", NAMES, "Columns that do not count, as `users.created_at`."),
        Key::new("relations", Kind::List(&LINE), "The database enforces these relations."),
        Key::new("models", Kind::Map(&MODELS), "ORM code declared these classes."),
        Key::new("schema", Kind::Map(&SCHEMA), "By table and column, what it must be."),
        Key::new("probes", Kind::List(&Kind::Map(&PROBE)), "What the finished state does."),
        Key::new(
            "refused",
            Kind::Either(&REFUSALS, &Kind::Map(&REFUSED)),
            "The answer itself must be refused, by this constraint.",
        ),
        Key::new("output", Kind::Text(Role::Prose), "ORM code printed this."),
        Key::new("statements", Kind::Map(&STATEMENTS), "How many statements ORM code sent."),
        Key::new("uses", NAMES, "Constructs that the statement must contain."),
        Key::new("avoids", NAMES, "Constructs that the statement must not contain."),
    ],
);

static PROBE: Shape = Shape::new(
    "a probe",
    &[
        Key::new("first", SQL, "SQL that must succeed first."),
        Key::new("accept", SQL, "A statement that must succeed."),
        Key::new("refuse", SQL, "A statement that must be refused."),
        Key::new("by", REFUSALS, "The constraint that must refuse it."),
        Key::new("query", SQL, "A query."),
        Key::new("rows", Kind::Rows, "The rows that the query must give."),
        Key::new("because", Kind::Text(Role::Prose), "What the learner reads otherwise."),
    ],
);

static ORDER: Shape = Shape::new(
    "`order`",
    &[Key::new("by", NAMES, "Columns of the result that fix the order.").required()],
);

static REFUSED: Shape = Shape::new(
    "`refused`",
    &[Key::new("by", REFUSALS, "The constraint that must refuse the answer.").required()],
);

static TABLES: Shape = Shape::new("`tables`", &[]).and_names(&Kind::Table);

static SCHEMA: Shape = Shape::new("`schema`", &[]).and_names(&Kind::Map(&TABLE));

static TABLE: Shape = Shape::new(
    "a table of `schema`",
    &[
        Key::new("index", Kind::List(&NAMES), "Lists of columns that an index begins with."),
        Key::new("absent", Kind::Flag, "The table must not be there."),
    ],
)
.and_names(&LINE);

static MODELS: Shape = Shape::new("`models`", &[]).and_names(&Kind::Map(&MODEL));

static MODEL: Shape = Shape::new("a class of `models`", &[]).and_names(&Kind::Map(&ATTRIBUTE));

static ATTRIBUTE: Shape = Shape::new(
    "an attribute of `models`",
    &[
        Key::new("target", NAME, "The class that it leads to."),
        Key::new("uselist", Kind::Flag, "Whether it holds a list."),
        Key::new("back_populates", NAME, "The attribute at the other side."),
        Key::new("secondary", NAME, "The join table."),
        Key::new("lazy", NAME, "How it is loaded."),
    ],
);

static STATEMENTS: Shape = Shape::new(
    "`statements`",
    &[Key::new("at most", Kind::Whole(0, 1_000_000), "No more than this.").required()],
);
