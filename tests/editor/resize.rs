//! A window that changes its size.

use crate::at_names;

#[test]
fn what_is_drawn_next_fits_the_window_as_it_is() {
    let mut terminal = at_names((80, 24));
    terminal.types(".help");
    for (columns, rows) in [(20, 10), (200, 60), (40, 12), (20, 24)] {
        terminal.resize(columns, rows);
        let said = terminal.types(".help");
        let widest = said.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        assert!(widest <= usize::from(columns), "{said}");
        assert!(widest > usize::from(columns).min(80) / 2, "the room is used: {said}");
        terminal.types(".nothing of the kind is there");
    }
    assert_eq!(terminal.broken(), [] as [String; 0]);
}

#[test]
fn what_is_typed_stays_when_the_window_changes() {
    let mut terminal = at_names((80, 24));
    terminal.press("select name, name, name, name ");
    terminal.shows("name, name, name, name");
    for (columns, rows) in [(20, 10), (200, 60), (40, 12)] {
        terminal.resize(columns, rows);
        terminal.press("x");
        terminal.shows("x");
        terminal.press("\u{7f}");
    }
    terminal.press("from stores;");
    let said = terminal.types("");
    assert!(said.contains("Corner"), "{said}");
    assert!(said.lines().all(|line| line.chars().count() <= 40), "{said}");
}

#[test]
fn between_steps_the_next_one_fits() {
    let mut terminal = at_names((80, 24));
    terminal.types("select name from stores;");
    terminal.resize(40, 12);
    let said = terminal.types("");
    assert!(said.lines().any(|line| line.chars().count() == 40), "its rule is as wide: {said}");
    assert_eq!(terminal.broken(), [] as [String; 0]);
}

#[test]
fn while_a_statement_is_at_work_the_result_fits() {
    let mut terminal = at_names((80, 24));
    terminal.press("with recursive n(i) as (select 1 union all select i + 1 from n limit 300000) ");
    terminal.press("select max(i) as the_largest_number_of_all_those_that_were_counted, ");
    terminal.press("min(i) as the_smallest_number_of_them_all from n;");
    let said = terminal.meanwhile("\r", |terminal| terminal.resize(30, 24));
    assert!(said.lines().all(|line| line.chars().count() <= 30), "{said}");
    assert!(said.contains("300000"), "{said}");
}
