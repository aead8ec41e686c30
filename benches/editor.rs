//! What a keystroke costs, and Tab.
//!
//! At each key the line editor asks the helper whether all has to be drawn again
//! (`highlight_char`), for what is drawn (`highlight`), for a hint, and at Enter whether the input
//! is valid. The same is measured in a real terminal with the built program: from the key to the
//! end of what is drawn. There is no peer to run beside it, for the `sqlite3` shell knows neither
//! colours nor an input of several lines as one; the bare tokenizer says what the least is.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use relatable::render::Style;
use relatable::render::style::{ColorChoice, Environment};
use relatable::repl::editor::complete::Setting;
use relatable::repl::editor::helper::Helper;
use relatable::repl::editor::highlight::Before;
use relatable::session::{Prompt, Vocabulary};
use relatable::sql::scan::tokens_after;
use rustyline::Context;
use rustyline::completion::Completer;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::history::MemHistory;

#[path = "../tests/support/program.rs"]
mod program;
#[path = "../tests/support/terminal.rs"]
mod terminal;

/// A statement of so many lines, with something of everything that has a colour.
fn statement(lines: usize) -> String {
    let columns: Vec<String> = (0..lines - 3)
        .map(|n| {
            format!(
                "  case when table_7.column_{} > {n} then 'it (is) {n}' else \"a b\" end",
                n % 10
            )
        })
        .collect();
    format!("select -- a comment\n{}\nfrom table_7\nwhere (column_1 = 'x'", columns.join(",\n"))
}

/// A schema of 200 tables with 10 columns each.
fn vocabulary() -> Arc<Vocabulary> {
    let columns = || (0..10).map(|n| format!("column_{n}")).collect();
    let tables: Vec<(String, Vec<String>)> =
        (0..200).map(|n| (format!("table_{n}"), columns())).collect();
    let names = tables.iter().map(|(table, _)| table.clone()).collect();
    Arc::new(Vocabulary { tables, names: Arc::new(names), ..Vocabulary::default() })
}

fn helper() -> Helper {
    let style = Style::decide(ColorChoice::Always, &Environment::default(), true);
    let vocabulary = vocabulary();
    let before = Before { sql: true, tables: Arc::clone(&vocabulary.names), ..Before::default() };
    let mut helper = Helper::new(style);
    let setting = Setting { prompt: Some(Prompt::Sql), vocabulary, ..Setting::default() };
    helper.begin(before, setting);
    helper
}

fn keystroke(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("keystroke, 500 lines");
    let (helper, history) = (helper(), MemHistory::new());
    let context = Context::new(&history);
    let text = statement(500);
    assert_eq!(text.lines().count(), 500);
    for (place, at) in
        [("end", text.len()), ("middle", text[..text.len() / 2].rfind(',').unwrap_or(0))]
    {
        // Two texts in turns: what was typed, and what it was before.
        let longer = format!("{}x{}", &text[..at], &text[at..]);
        let mut turn = false;
        group.bench_function(format!("a letter at the {place}"), |bencher| {
            bencher.iter(|| {
                turn = !turn;
                let (line, at) = if turn { (&longer, at + 1) } else { (&text, at) };
                black_box(helper.highlight_char(line, at, CmdKind::Other));
                black_box(helper.hint(line, at, &context));
                black_box(helper.highlight(line, at).len())
            });
        });
    }
    group.bench_function("the bare tokenizer", |bencher| {
        bencher.iter(|| black_box(tokens_after(None, &text).len()));
    });
    group.finish();
}

fn in_a_terminal(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("keystroke in a terminal, 500 lines");
    for (columns, rows) in [(80, 24), (200, 60)] {
        let setup = terminal::Setup::of(&["learn", "session.yaml", "--from", "names"]);
        let mut terminal = setup.sized(columns, rows).starts();
        terminal.press(&format!("\u{1b}[200~{}\u{1b}[201~", statement(500)));
        terminal.shows("(column_1 = 'x'");
        terminal.catches_up();
        group.bench_function(format!("a letter and its removal, {columns}x{rows}"), |bencher| {
            bencher.iter(|| {
                terminal.redraws("y");
                terminal.redraws("\u{7f}");
            });
        });
    }
    group.finish();
}

fn completion(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("completion, 200 tables of 10 columns");
    let (helper, history) = (helper(), MemHistory::new());
    let context = Context::new(&history);
    let long = statement(500);
    let cases = [
        ("a table", "select * from t", 200),
        ("any column, before FROM", "select col", 10),
        ("anything that begins so", "select t", 0),
        (
            "a column of three joined tables",
            "select * from table_1 a join table_2 b on a.column_1 = b.column_2 join table_3 c on c.",
            10,
        ),
        ("at the end of 500 lines", long.as_str(), 0),
    ];
    for (what, text, least) in cases {
        let text = if least == 0 && text.len() > 100 {
            format!("{text} and col")
        } else {
            text.to_owned()
        };
        let offered = helper.complete(&text, text.len(), &context).map_or(0, |it| it.1.len());
        assert!(offered > 0 && offered >= least, "{what}: {offered}");
        group.bench_function(what, |bencher| {
            bencher.iter(|| {
                helper.complete(black_box(&text), text.len(), &context).map(|it| it.1.len())
            });
        });
    }
    group.finish();
}

criterion_group!(benches, keystroke, in_a_terminal, completion);
criterion_main!(benches);
