//! A step on the screen: rule, reading, tables, question, choices.

use super::code::code;
use super::flow::{Face, Span, flow, remark, voice};
use super::markdown::markdown;
use super::table::table;
use super::{Look, escape, relation};
use crate::answer::letter;
use crate::session::{Opening, Page, Shown, Wants};

/// A title that has this room in the rule is cut rather than put below it.
const TITLE: usize = 24;

/// A step as lines.
pub fn page(page: &Page, look: &Look) -> Vec<String> {
    let mut lines = rule(&page.title, page.place.number, page.place.of, look);
    if let Some(say) = &page.say {
        lines.extend(markdown(say, look));
        lines.push(String::new());
    }
    for shown in &page.shown {
        lines.extend(self::shown(shown, look));
        lines.push(String::new());
    }
    if let Some(ask) = &page.ask {
        lines.extend(markdown(ask, look));
    }
    for (index, choice) in page.choices.iter().enumerate() {
        let (label, indent) = match look.manner.is_spoken() {
            true => (format!("{}: ", letter(index)), ""),
            false => (format!("  {}  ", letter(index)), "     "),
        };
        let text = [Span::new(look.line(choice), Face::Plain)];
        lines.extend(flow(&text, look, &label, indent));
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.extend(page.yours.iter().flat_map(|yours| super::review::yours(yours, look)));
    lines.extend(wants(page.wants, look).into_iter().flat_map(|line| voice(&line, look)));
    lines
}

/// What a lesson is about, before its first step.
pub fn opening(opening: &Opening, look: &Look) -> Vec<String> {
    let title = [Span::new(look.line(&opening.title), Face::Strong)];
    let mut lines = flow(&title, look, "", "");
    if let Some(about) = &opening.about {
        lines.extend(markdown(about, look));
    }
    if !opening.goals.is_empty() {
        lines.push(String::new());
        lines.push("You will learn to".to_owned());
        for goal in &opening.goals {
            let text = [Span::new(look.line(goal), Face::Plain)];
            let bullet = look.symbols().bullet;
            lines.extend(flow(&text, look, bullet, &" ".repeat(bullet.chars().count())));
        }
    }
    if let Some(minutes) = opening.minutes {
        lines.extend(voice(&format!("About {minutes} minutes. .help lists the commands."), look));
    }
    lines
}

/// `── Stores and items ──── 4 of 10 ──`. Where a title has no room there, it stands below.
fn rule(title: &str, number: usize, of: usize, look: &Look) -> Vec<String> {
    let style = look.style;
    let title = look.line(title);
    if look.manner.is_spoken() {
        let heading = format!("Step {number} of {of}: {title}");
        return flow(&[Span::new(heading, Face::Strong)], look, "", "");
    }
    let front = format!("{} ", look.rule(2));
    let place = format!(" {number} of {of} {}", look.rule(2));
    let ruled = |text: &str| {
        let taken = escape::width(text) + escape::width(&place);
        look.rule(look.columns.saturating_sub(taken).max(2))
    };
    let room = look.columns.saturating_sub(escape::width(&place) + 6);
    if room < escape::width(&title).min(TITLE) {
        let place = format!("{front}{number} of {of} ");
        let rest = look.rule(look.columns.saturating_sub(escape::width(&place)));
        let mut lines = vec![style.dim(&format!("{place}{rest}"))];
        lines.extend(flow(&[Span::new(title, Face::Strong)], look, "", ""));
        return lines;
    }
    let (title, _) = look.shorten(&title, room);
    let rest = ruled(&format!("{front}{title} "));
    vec![format!(
        "{}{} {}{}",
        style.dim(&front),
        style.strong(&title),
        style.dim(&rest),
        style.dim(&place)
    )]
}

/// What Enter or an answer does, where it is not plain from the prompt.
fn wants(wants: Wants, look: &Look) -> Option<String> {
    match wants {
        Wants::Choices => Some("Several may hold: separate the letters by commas.".to_owned()),
        Wants::Return(number) => Some(format!("Enter returns to step {number}.")),
        Wants::Answer | Wants::Choice => None,
        Wants::Enter | Wants::Reveal if look.unattended => None,
        Wants::Enter => Some("Enter goes on.".to_owned()),
        Wants::Reveal => Some("Enter shows the answer.".to_owned()),
    }
}

fn shown(shown: &Shown, look: &Look) -> Vec<String> {
    match shown {
        Shown::Rows { title, rows } => {
            let indent = if look.manner.is_spoken() { "" } else { " " };
            let title = title.iter().flat_map(|title| {
                flow(&[Span::new(look.line(title), Face::Strong)], look, indent, indent)
            });
            title.chain(table(rows, None, None, look)).collect()
        }
        Shown::Erd(graph) => relation::erd(graph, look),
        Shown::Failed { query, message } => {
            let mut lines = code(&look.line(query), "  ", look);
            let words = format!("The lesson cannot show this: {}", look.line(message));
            lines.extend(remark(&words, look));
            lines
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::{Rows, Value};
    use crate::session::Place;

    fn stores() -> Page {
        Page {
            title: "Stores and items".to_owned(),
            place: Place { number: 4, of: 10, id: None },
            say: None,
            shown: Vec::new(),
            ask: None,
            choices: Vec::new(),
            yours: None,
            wants: Wants::Answer,
        }
    }

    fn drawn(step: &Page) -> String {
        page(step, &Look::plain()).join("\n")
    }

    #[test]
    fn a_question() {
        let ask = "List every store with the number of items that it sells. A store that sells \
            nothing counts as 0.";
        let step = Page { ask: Some(ask.to_owned()), ..stores() };
        insta::assert_snapshot!(drawn(&step), @r"
        ── Stores and items ─────────────────────────────────────────────── 4 of 10 ──
        List every store with the number of items that it sells. A store that sells
        nothing counts as 0.
        ");
    }

    #[test]
    fn a_quiz() {
        let step = Page {
            ask: Some("Which table holds the foreign key?".to_owned()),
            choices: vec!["stores".to_owned(), "items".to_owned()],
            wants: Wants::Choice,
            ..stores()
        };
        insta::assert_snapshot!(drawn(&step), @r"
        ── Stores and items ─────────────────────────────────────────────── 4 of 10 ──
        Which table holds the foreign key?
          a  stores
          b  items
        ");
    }

    #[test]
    fn something_to_read_with_a_table() {
        let rows = Rows {
            columns: vec!["name".to_owned()],
            rows: vec![vec![Value::Text("Corner".to_owned())]],
            truncated: false,
        };
        let step = Page {
            say: Some("A *store* sells items.".to_owned()),
            shown: vec![Shown::Rows { title: Some("stores".to_owned()), rows }],
            wants: Wants::Enter,
            ..stores()
        };
        insta::assert_snapshot!(drawn(&step), @r"
        ── Stores and items ─────────────────────────────────────────────── 4 of 10 ──
        A store sells items.

         stores
         name
         ──────
         Corner
        1 row
        Enter goes on.
        ");
    }

    #[test]
    fn a_long_title_leaves_room_for_the_place() {
        let step = Page { title: "x".repeat(200), ..stores() };
        assert_eq!(escape::width(&drawn(&step)), 78);
    }
}
