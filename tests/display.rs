//! What a person sees, at every width and in every manner.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use relatable::diagnostic::Source;
use relatable::feedback::{Block, Caret, Differing, Feedback, Mark, Marked, Tone};
use relatable::lesson::{builtin, load};
use relatable::render::course::{Progress, catalogue, overview};
use relatable::render::diagnostic::diagnostic;
use relatable::render::effects::effects;
use relatable::render::feedback::feedback;
use relatable::render::table::table;
use relatable::render::{Look, Manner, escape, fitted, proved};
use relatable::rows::{Rows, Value};
use relatable::session::{Command, Effect, Event, Session};

#[path = "support/program.rs"]
mod program;

use program::{Run, fixtures};

const WIDTHS: [usize; 5] = [20, 40, 78, 120, 200];

fn at(columns: usize, manner: Manner) -> Look {
    let mut look = Look { manner, ..Look::plain() };
    look.fit(Some(columns));
    look
}

/// A lesson with everything in it, and what someone types there, as the screen shows it.
fn session(look: &Look) -> String {
    static EFFECTS: LazyLock<Vec<Vec<Effect>>> = LazyLock::new(take_lesson);
    let drawn: Vec<String> = EFFECTS.iter().map(|said| effects(said, &[], look)).collect();
    drawn.join("\n")
}

fn take_lesson() -> Vec<Vec<Effect>> {
    let path = fixtures().join("display.yaml");
    let lesson = Arc::new(load::load_file(&path).unwrap().lesson);
    let mut session = Session::new(lesson).unwrap();
    let typed = [
        "",
        "",
        "a",
        "c",
        ".progress",
        "b",
        "",
        ".tables",
        "select nmae, id, founded_in_the_year, what_people_say_of_it from stores where id = 1;",
        "select stores.name, count(*) from stores join items on items.store_id = stores.id group by 1;",
        "select stores.name, count(*) from stores left join items on items.store_id = stores.id
            group by stores.id;",
        "select stores.name, count(items.id) from stores left join items
            on items.store_id = stores.id group by stores.name;",
        "select * from stores, items where stores.id = 99;",
        "select * from stores, items where items.id = 3;",
        "insert into items values (7, 'Soap', 1, 2);",
        ".schema items",
        ".help",
        ".hint",
        ".help hint",
        ".undo",
        "select stores.name, count(items.id) from stores left join items on items.store_id = stores.id
            group by stores.id;",
        "",
    ];
    let mut said = vec![session.enter(0).unwrap()];
    for line in typed {
        let event = match line.starts_with('.') {
            true => Event::Command(Command::read(line)),
            false => Event::Submit(line.to_owned()),
        };
        said.push(session.handle(event).unwrap());
    }
    said
}

/// No line is wider than the terminal, unless it is one word that is.
#[track_caller]
fn assert_fits(screen: &str, columns: usize) {
    for line in screen.lines().filter(|line| escape::width(line) > columns) {
        let word = line.trim();
        assert!(!word.contains(' '), "wider than {columns}: {line:?}");
        assert!(escape::width(word) > columns, "its indent is too wide for {columns}: {line:?}");
    }
}

#[test]
fn a_whole_page_at_every_width() {
    for columns in WIDTHS {
        let screen = session(&at(columns, Manner::Full));
        assert_fits(&screen, columns);
        insta::assert_snapshot!(format!("full_{columns}"), screen);
    }
}

#[test]
fn a_whole_page_in_ascii_and_in_sentences() {
    for (name, manner) in [("plain", Manner::Plain), ("spoken", Manner::Spoken)] {
        for columns in WIDTHS {
            let screen = session(&at(columns, manner));
            assert_fits(&screen, columns);
            if columns == 40 || columns == 78 {
                insta::assert_snapshot!(format!("{name}_{columns}"), screen);
            }
        }
    }
}

#[test]
fn every_width_between_fits_too() {
    for columns in 20..=200 {
        for manner in [Manner::Full, Manner::Plain, Manner::Spoken] {
            assert_fits(&session(&at(columns, manner)), columns);
        }
    }
}

#[test]
fn lists_proofs_and_broken_lessons_fit() {
    let (course, _) = builtin::course().unwrap();
    let text = "titel: A lesson\nabout: {a: 1}\nsteps:\n  - ask: What?\n    choices: [a, b]\n";
    let broken = load::load(Source::new("/a/folder/of/lessons.yaml", text), None).unwrap_err();
    assert!(broken.len() > 2);
    for columns in 20..=200 {
        for manner in [Manner::Full, Manner::Plain, Manner::Spoken] {
            let look = at(columns, manner);
            let mut lines =
                overview(&course, &Progress::default(), course.lessons().next().unwrap(), &look);
            let listed = catalogue(&course, &Progress::default(), &look);
            let listed: Vec<String> =
                listed.into_iter().chain(relatable::render::course::help(&look)).collect();
            // To an eye, ids are broken at their hyphens; an ear hears them whole.
            let fits = listed.iter().all(|line| escape::width(line) <= columns);
            assert!(fits || manner == Manner::Spoken, "{listed:#?}");
            lines.extend(listed);
            lines.extend(broken.iter().flat_map(|problem| diagnostic(problem, &look)));
            lines.extend(proved::proved(true, "a-lesson", 12, "7 steps: 5 answers right", &look));
            lines.extend(proved::sum("2 lessons, 22 steps: 20 answers right", true, &look));
            lines.extend(fitted("There is no file or folder \"nowhere.yaml\".", &look));
            assert_fits(&lines.join("\n"), columns);
        }
    }
}

#[test]
fn the_size_of_the_moment_counts() {
    let mut look = at(40, Manner::Full);
    let narrow = session(&look);
    look.fit(Some(120));
    assert_eq!(session(&look), session(&at(120, Manner::Full)));
    look.fit(Some(40));
    assert_eq!(session(&look), narrow);
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<i64>().prop_map(Value::Integer),
        any::<f64>().prop_filter("NaN is NULL", |it| !it.is_nan()).prop_map(Value::Real),
        any::<String>().prop_map(Value::Text),
        "[a-z ]{0,200}".prop_map(Value::Text),
        "(日|👩\u{200d}🌾|🇩🇪|❤\u{fe0f}|e\u{301}|x| ){0,40}".prop_map(Value::Text),
        prop::collection::vec(any::<u8>(), 0..40).prop_map(Value::Blob),
    ]
}

fn rows() -> impl Strategy<Value = Rows> {
    (1_usize..12).prop_flat_map(|columns| {
        let names = prop::collection::vec("[a-z_( 日]{1,30}", columns);
        let row = prop::collection::vec(value(), columns);
        let rows = prop::collection::vec(row, 0..6);
        (names, rows, any::<bool>()).prop_map(|(columns, rows, truncated)| Rows {
            columns,
            rows,
            truncated,
        })
    })
}

proptest! {
    #[test]
    fn no_line_of_a_result_is_wider_than_the_terminal(
        rows in rows(),
        columns in 20_usize..=200,
        manner in prop_oneof![Just(Manner::Full), Just(Manner::Plain)],
    ) {
        let look = at(columns, manner);
        for line in table(&rows, Some("look around as long as you like"), None, &look) {
            // The names of a result without rows are words.
            let word = !line.trim().contains(' ') && rows.rows.is_empty();
            prop_assert!(word || escape::width(&line) <= columns, "{line:?}");
        }
    }

    #[test]
    fn no_number_is_cut(numbers in prop::collection::vec(any::<i64>(), 1..8), columns in 24_usize..=200) {
        let names = numbers.iter().map(|number| format!("column_{number}")).collect();
        let cells = numbers.iter().map(|&number| Value::Integer(number)).collect();
        let rows = Rows { columns: names, rows: vec![cells], truncated: false };
        let shown = table(&rows, None, None, &at(columns, Manner::Full)).join("\n");
        for number in numbers {
            let number = number.to_string();
            prop_assert!(shown.split([' ', '\n']).any(|word| word == number), "{number}\n{shown}");
        }
    }

    #[test]
    fn no_line_of_feedback_is_wider_than_the_terminal(
        rows in rows(),
        cells in prop::collection::vec("[a-z日]{0,60}", 1..6),
        line in "[a-z =;,日\t\u{1b}]{0,300}",
        column in 0_usize..300,
        width in 1_usize..40,
        columns in 20_usize..=200,
    ) {
        let differing = Differing {
            row: cells.clone(),
            column: 1,
            actual: "1".to_owned(),
            wanted: "'x'".to_owned(),
        };
        let blocks = vec![
            Block::Marked(vec![Marked { mark: Mark::Missing, cells: cells.clone() }]),
            Block::Differing(vec![differing]),
            Block::Caret(Caret { line, column, width, message: "That is not it.".to_owned() }),
            Block::Table { title: "stores".to_owned(), rows: rows.clone() },
            Block::Table { title: "yours gives".to_owned(), rows },
        ];
        for manner in [Manner::Full, Manner::Plain] {
            let words = Feedback { tone: Tone::NotYet, blocks: blocks.clone() };
            let screen = feedback(&words, &at(columns, manner)).join("\n");
            for line in screen.lines() {
                // A cell that is one word may be wider than what is left beside its mark.
                let one_word = line.trim_start_matches([' ', '−', '-']).split(' ').count() == 1;
                prop_assert!(one_word || escape::width(line) <= columns, "{line:?}");
            }
        }
    }
}

#[test]
fn a_row_too_wide_for_the_terminal_is_turned_on_its_side() {
    let text = |text: &str| Value::Text(text.to_owned());
    let columns = ["id", "title", "summary", "note"].map(str::to_owned).into();
    let long = "A sentence that says what there is to say, and does not come to its end soon.";
    let row = |id, note| vec![Value::Integer(id), text("Left or right"), text(long), note];
    let rows =
        Rows { columns, rows: vec![row(1, Value::Null), row(2, text("x"))], truncated: true };
    let drawn = |manner| table(&rows, None, None, &at(40, manner)).join("\n");
    insta::assert_snapshot!("turned_full", drawn(Manner::Full));
    insta::assert_snapshot!("turned_plain", drawn(Manner::Plain));
    insta::assert_snapshot!("turned_spoken", drawn(Manner::Spoken));
}

#[test]
fn a_long_result_on_its_side_is_cut_and_says_so() {
    let columns: Vec<String> = (1..=45).map(|number| format!("column_{number}")).collect();
    let row: Vec<Value> = (1..=45).map(Value::Integer).collect();
    let rows = Rows { columns, rows: vec![row; 30], truncated: false };
    let lines = table(&rows, None, None, &at(78, Manner::Full));
    assert_eq!(
        lines[lines.len() - 2..],
        ["… and 27 more rows", "30 rows · 5 columns more not shown"]
    );
    let long = vec![Value::Text("word ".repeat(1000)); 7];
    let columns = (1..=7).map(|number| format!("column_{number}")).collect();
    let rows = Rows { columns, rows: vec![long], truncated: false };
    let lines = table(&rows, None, None, &at(78, Manner::Full));
    assert_eq!(lines.last().unwrap(), "1 row · long values are cut");
    assert!(lines.len() < 60, "{lines:#?}");
}

/// Sessions in which nothing is typed, asked or stored that is not ASCII.
fn ascii_runs() -> Vec<Run> {
    vec![
        Run::of(&["learn", "session.yaml"])
            .types("select nmae\tfrom stores;")
            .types("select name from stores where name = 'no';")
            .types("select 'a\nb', name from stores;")
            .types("select name from items;")
            .types(".hint")
            .types(".progress")
            .types(".tables")
            .types(".schema")
            .types(".timer on")
            .types("select name from stores;")
            .types("insert into stores values (3, 'Depot');")
            .types(".undo")
            .types("insert into stores")
            .types("values (3, 'Depot'), (4, 'Pier');")
            .types(".solution")
            .types(".help")
            .types(".help timer")
            .types("explain query plan select 1;")
            .types("create table owners (id integer primary key, name text);")
            .types("a")
            .types("b")
            .types("b")
            .types("a, b")
            .types("a, c"),
        Run::of(&["learn", "causes.yaml"]).types("select 1;").types(".progress"),
        Run::of(&["learn", "shop.yaml", "--from", "all-names"])
            .types("with recursive n(i) as (select 1 union all select i + 1 from n limit 50)")
            .types("select i, hex(zeroblob(100)) as bytes from n;")
            .types("select price from stores;"),
        Run::of(&["lessons"]),
        Run::of(&["check", "session.yaml"]),
        Run::of(&["learn", "nowhere.yaml"]),
        Run::of(&["--help"]),
    ]
}

#[test]
fn no_sign_of_the_tool_escapes_ascii() {
    for flag in ["--plain", "--screen-reader"] {
        for run in ascii_runs() {
            let said = run.flag(flag).said();
            let odd = |text: &str| text.lines().find(|line| !line.is_ascii()).map(str::to_owned);
            assert_eq!(odd(&said.stdout), None, "{flag}: {:?}", said.stderr);
            assert_eq!(odd(&said.stderr), None, "{flag}");
            assert!(!said.stdout.contains('\u{1b}') && !said.stderr.contains('\u{1b}'));
        }
    }
}

#[test]
fn a_lesson_keeps_its_own_signs() {
    let lesson = std::fs::read_to_string(fixtures().join("display.yaml")).unwrap();
    let run = Run::of(&["--plain", "--color", "always", "learn", "display.yaml"]);
    let shown = run.types("c").types("b").said().stdout;
    let odd = |text: &str| text.chars().filter(|sign| !sign.is_ascii()).collect::<Vec<_>>();
    let of_lesson = odd(&lesson);
    assert!(odd(&shown).iter().all(|sign| of_lesson.contains(sign)), "{shown}");
    assert!(shown.contains("A *store*") || shown.contains("items — so each"), "{shown}");
    assert!(shown.contains("Not quite: \"neither “one”\" does not hold."), "{shown}");
    assert!(!shown.contains('\u{1b}'), "plain has no colours, whoever asks");
}

#[test]
fn the_environment_asks_as_the_flags_do() {
    let shown = |run: Run| run.types("a").said().stdout;
    let learn = || Run::of(&["learn", "session.yaml"]);
    let plain = shown(learn().flag("--plain"));
    let spoken = shown(learn().flag("--screen-reader"));
    assert_ne!(plain, spoken);
    assert_eq!(shown(learn().set("RELATABLE_PLAIN", "1")), plain);
    assert_eq!(shown(learn().set("RELATABLE_SCREEN_READER", "yes")), spoken);
    assert_eq!(shown(learn().set("RELATABLE_PLAIN", "1").flag("--screen-reader")), spoken);
    assert_eq!(shown(learn().set("RELATABLE_PLAIN", "")), shown(learn()), "empty is unset");
}

/// `0.4 ms` made the same everywhere.
fn untimed(text: &str) -> String {
    let words: Vec<&str> = text.split_inclusive([' ', '\n']).collect();
    let mut untimed = String::new();
    for (index, word) in words.iter().enumerate() {
        let before_unit = words.get(index + 1).is_some_and(|unit| unit.trim_end() == "ms");
        match word.trim().parse::<f64>() {
            Ok(_) if before_unit => untimed.push_str("T "),
            _ => untimed.push_str(word),
        }
    }
    untimed
}

#[test]
fn results_tell_how_long_they_took_on_request() {
    let run = Run::of(&["learn", "session.yaml", "--from", "names"])
        .types("select 1 where 0;")
        .types(".timer")
        .types("select 1 where 0; select 2 where 0;")
        .types("create table t (a);")
        .types("insert into t values (1), (2);")
        .types("select nmae from stores;")
        .types(".timer off")
        .types("select 1 where 0;");
    insta::assert_snapshot!(untimed(&run.said().stdout));
}

#[test]
fn no_time_enters_a_verdict() {
    let run = |timer: &str| {
        let run = Run::of(&["learn", "session.yaml", "--from", "names"]).types(timer);
        let run = run.types("select name from items;").types(".why").types(".check");
        let said = run.types("select name from stores;").said().stdout;
        let verdict = said.lines().skip_while(|line| !line.starts_with("Timing")).skip(1);
        verdict.filter(|line| !line.contains(" ms")).collect::<Vec<_>>().join("\n")
    };
    let off = run(".timer off").replace("\n2 rows\n", "\n");
    assert_eq!(run(".timer on"), off);
}

/// The code of a source without its tests and comments.
fn code(source: &str) -> String {
    let code = source.split("#[cfg(test)]\nmod ").next().unwrap();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") && !path.ends_with("tests.rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            found.push((path.display().to_string().replace('\\', "/"), code(&text)));
        }
    }
}

#[test]
fn signs_come_from_one_place() {
    let mut found = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    let is_face = |path: &str| {
        ["render", "repl", "commands", "lint", "cli"]
            .iter()
            .any(|it| path.contains(&format!("/src/{it}")))
    };
    // What is said below the faces is written in signs for which every manner has its own.
    let known = "…→·“”−";
    assert_eq!(Manner::Plain.symbols().words(known), "...->-\"\"-");
    for (path, code) in found {
        let odd: String = code.chars().filter(|sign| !sign.is_ascii()).collect();
        // The wide forms of signs that begin a formula are data there, and never shown.
        // Diagrams have their own two sets of signs, and test that the one is ASCII.
        let may = path.ends_with("render/symbols.rs")
            || path.ends_with("report/rfc4180.rs")
            || path.contains("/src/erd/");
        assert!(may || !is_face(&path) || odd.is_empty(), "{path}: {odd}");
        assert!(may || odd.chars().all(|sign| known.contains(sign)), "{path}: {odd}");
    }
}
