//! The keys of `expect`.

use super::{Count, Form, Key, Kind, Role, Rule, Shape};

const NAME: Kind = Kind::Text(Role::Name);
const NAMES: Kind = Kind::list(&NAME);
const CONSTRUCTS: Kind = Kind::list(&Kind::Text(Role::Construct));
const SQL: Kind = Kind::Text(Role::Sql);
const LINE: Kind = Kind::Text(Role::Line);
const REFUSALS: Kind = Kind::Word(&["unique", "primary key", "foreign key", "not null", "check"]);

/// What a step expects beyond "the same as the reference".
pub static EXPECT: Shape = Shape::new(
    "`expect`",
    &[
        Key::new(
            "rows",
            Kind::Rows,
            "The result is these rows on the lesson's data; on other data the reference decides.",
        ),
        Key::new("columns", NAMES, "The result has these column names, in this order."),
        Key::new(
            "order",
            Kind::Either(&Kind::Word(&["none", "exact"]), &Kind::Map(&ORDER)),
            "How the order of rows counts: `none`, `exact`, or `by` some columns. Without it, as \
             far as the reference's outermost ORDER BY fixes it.",
        ),
        Key::new(
            "names",
            Kind::Word(&["ignore", "match"]),
            "`match`: the result's column names are those of the reference. `ignore`: names do \
             not count, only their order does; that is so without this key.",
        ),
        Key::new(
            "within",
            Kind::Number,
            "How far apart two numbers may be and count as equal, absolutely; without it, a \
             billionth of their size.",
        ),
        Key::new(
            "tables",
            Kind::Map(&TABLES),
            "These tables hold these rows afterwards, in any order; columns left out do not \
             count. It replaces the comparison with what the reference leaves.",
        ),
        Key::new(
            "ignore",
            NAMES,
            "Columns that do not count when tables are compared, as `users.created_at`.",
        ),
        Key::new(
            "relations",
            Kind::list(&LINE),
            "The database enforces these relations, each in any notation: `stores -< items`, `a \
             user has one profile`. It replaces the comparison with what the reference leaves.",
        ),
        Key::new("models", Kind::Map(&MODELS), "ORM code declared these classes."),
        Key::new(
            "schema",
            Kind::Map(&SCHEMA),
            "What tables and columns must be like. What it does not speak of does not count. It \
             replaces the comparison with what the reference leaves.",
        ),
        Key::new(
            "probes",
            Kind::list(&Kind::Map(&PROBE)),
            "What the finished database must accept, refuse or answer. Each is tried and taken \
             back. They replace the comparison with what the reference leaves.",
        ),
        Key::new(
            "refused",
            Kind::Either(&REFUSALS, &Kind::Map(&REFUSED)),
            "The answer itself must be refused by the database, by this kind of constraint, in \
             trying what the reference tries.",
        ),
        Key::new("output", Kind::Text(Role::Prose), "ORM code printed this."),
        Key::new("statements", Kind::Map(&STATEMENTS), "How many statements ORM code sent."),
        Key::new(
            "uses",
            CONSTRUCTS,
            "Constructs that the answer must contain, as `left join` or `group by`.",
        ),
        Key::new("avoids", CONSTRUCTS, "Constructs that the answer must not contain."),
    ],
);

static PROBE: Shape = Shape::new(
    "a probe",
    &[
        Key::new("first", SQL, "SQL that must succeed before the probe is tried."),
        Key::new("accept", SQL, "A statement that must succeed."),
        Key::new("refuse", SQL, "A statement that the constraint under `by` must refuse."),
        Key::new("by", REFUSALS, "The kind of constraint that must refuse it."),
        Key::new("query", SQL, "A query that must give the `rows`."),
        Key::new("rows", Kind::Rows, "The rows that the query must give, in any order."),
        Key::new(
            "because",
            Kind::Text(Role::Prose),
            "What the learner reads when it comes out otherwise.",
        ),
    ],
)
.with(&[Rule::Forms(&[
    &Form {
        name: "a probe that must be accepted",
        told_by: &["accept"],
        needs: &["accept"],
        takes: &["first", "because"],
    },
    &Form {
        name: "a probe that must be refused",
        told_by: &["refuse"],
        needs: &["refuse", "by"],
        takes: &["first", "because"],
    },
    &Form {
        name: "a probe that asks",
        told_by: &["query"],
        needs: &["query", "rows"],
        takes: &["first", "because"],
    },
])]);

static ORDER: Shape = Shape::new(
    "`order`",
    &[Key::new(
        "by",
        NAMES,
        "Columns of the result that fix the order; rows that are equal in them may stand in any \
         order.",
    )
    .required()],
);

static REFUSED: Shape = Shape::new(
    "`refused`",
    &[Key::new("by", REFUSALS, "The kind of constraint that must refuse the answer.").required()],
);

static TABLES: Shape = Shape::new("`tables`", &[]).and_names(
    &Kind::Table,
    "A table and the rows that it must hold. No rows: the table is there and empty.",
);

static SCHEMA: Shape = Shape::new("`schema`", &[])
    .and_names(&Kind::Map(&TABLE), "A table that must be there, and what it must be like.");

static TABLE: Shape = Shape::new(
    "a table of `schema`",
    &[
        Key::new(
            "index",
            Kind::list(&Kind::List(&NAME, Count::from(1))),
            "Lists of columns: for each of them, an index must begin with these columns in this \
             order.",
        ),
        Key::new("absent", Kind::True, "The table must not be there; it stands alone."),
    ],
)
.and_names(
    &LINE,
    "A column, and what it must be like in SQL's own words: `text not null unique`, or `absent`.",
)
.with(&[Rule::Forms(&[
    &Form {
        name: "a table that must not be there",
        told_by: &["absent"],
        needs: &["absent"],
        takes: &[],
    },
    &Form { name: "a table that must be there", told_by: &[], needs: &[], takes: &["index"] },
])]);

static MODELS: Shape =
    Shape::new("`models`", &[]).and_names(&Kind::Map(&MODEL), "A class and its attributes.");

static MODEL: Shape = Shape::new("a class of `models`", &[])
    .and_names(&Kind::Map(&ATTRIBUTE), "An attribute and what it must be like.");

static ATTRIBUTE: Shape = Shape::new(
    "an attribute of `models`",
    &[
        Key::new("target", NAME, "The class that it leads to."),
        Key::new("uselist", Kind::Flag, "Whether it holds a list."),
        Key::new("back_populates", NAME, "The attribute at the other side."),
        Key::new("secondary", NAME, "The join table."),
        Key::new("lazy", NAME, "How it is loaded."),
        Key::new(
            "column",
            LINE,
            "What its column must be like, as the class says it, in SQL's own words: `integer not \
             null references users`. What is not said does not count.",
        ),
    ],
);

static STATEMENTS: Shape = Shape::new(
    "`statements`",
    &[Key::new("at most", Kind::Whole(0, 1_000_000), "No more statements than this.").required()],
);
