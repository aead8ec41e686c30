//! The end of a lesson, and leaving before it.

use super::Look;
use super::flow::{Face, Span, flow, inline};
use super::markdown::markdown;
use super::pairs::{Pair, pairs};
use crate::progress::Answered;
use crate::session::{Place, ProgressLine, Summary};

/// How the lesson went, what to remember, and where to read on.
pub(super) fn summary(summary: &Summary, look: &Look) -> Vec<String> {
    let title = look.line(&summary.title);
    let mut lines = Vec::new();
    let said = |text: String, face| flow(&[Span::new(text, face)], look, "", "");
    let answered = format!("{} of {} answered", summary.answered, summary.of);
    let points = format!("{} of {} points", summary.points, summary.points_of);
    let tries = format!("{} {}", summary.tries, if summary.tries == 1 { "try" } else { "tries" });
    if summary.of == 0 {
        lines.extend(said(format!("\"{title}\" is read."), Face::Right));
    } else if summary.open.is_empty() {
        lines.extend(said(format!("\"{title}\" is finished."), Face::Right));
        lines.extend(said(format!("{answered}, {points}, {tries}."), Face::Plain));
    } else {
        lines.extend(said(format!("\"{title}\" is not finished yet."), Face::NotYet));
        lines.extend(said(format!("{answered}, {points}, {tries}. Still open:"), Face::Plain));
        lines.extend(summary.open.iter().flat_map(|step| open_step(step, look)));
    }
    if let Some(recap) = &summary.recap {
        lines.push(String::new());
        lines.extend(markdown(recap, look));
    }
    if !summary.resources.is_empty() {
        lines.push(String::new());
        lines.push("To read on:".to_owned());
        for resource in &summary.resources {
            lines.extend(link(&look.line(&resource.title), &look.line(&resource.url), look));
        }
    }
    lines
}

/// Where a session was left.
pub(super) fn leave(place: &Place, look: &Look) -> Vec<String> {
    let id = place.id.as_ref().map(|id| format!(", `{}`", id.replace('`', "'")));
    let text =
        format!("You were at step {} of {}{}.", place.number, place.of, id.unwrap_or_default());
    flow(&inline(&text, Face::Plain), look, "", "")
}

/// A title and an address, which stands below where there is no room for it.
fn link(title: &str, url: &str, look: &Look) -> Vec<String> {
    if !look.manner.is_spoken() && look.fits(&format!("  {title}  {url}")) {
        return vec![format!("  {title}  {}", look.style.dim(url))];
    }
    let mut lines = flow(&[Span::new(title, Face::Plain)], look, "  ", "  ");
    lines.extend(flow(&[Span::new(url, Face::Dim)], look, "  ", "  "));
    lines
}

fn open_step(step: &ProgressLine, look: &Look) -> Vec<String> {
    let id = look.line(step.place.id.as_deref().unwrap_or_default());
    let became = match step.record.answered {
        Answered::Solution => "solution shown",
        Answered::Skipped => "skipped",
        Answered::Open | Answered::Learner => "",
    };
    let number = step.place.number;
    if look.manner.is_spoken() {
        let became = if became.is_empty() { String::new() } else { format!(", {became}") };
        return flow(
            &[Span::new(format!("Step {number}, {id}{became}."), Face::Plain)],
            look,
            "",
            "",
        );
    }
    let pair = Pair {
        mark: vec![Span::new(format!("  {number:>3}  "), Face::Plain)],
        name: id,
        face: Face::Plain,
        rest: vec![Span::new(became, Face::Dim)],
    };
    pairs(&[pair], 2, look)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::Resource;
    use crate::progress::Record;

    fn finished() -> Summary {
        Summary {
            title: "Stores and items".to_owned(),
            answered: 7,
            of: 7,
            points: 9,
            points_of: 9,
            tries: 11,
            open: Vec::new(),
            recap: Some("The key stands on the side of the *many*.".to_owned()),
            resources: vec![Resource {
                title: "Foreign keys".to_owned(),
                url: "https://sqlite.org/foreignkeys.html".to_owned(),
            }],
        }
    }

    #[test]
    fn a_finished_lesson() {
        insta::assert_snapshot!(summary(&finished(), &Look::plain()).join("\n"), @r#"
        "Stores and items" is finished.
        7 of 7 answered, 9 of 9 points, 11 tries.

        The key stands on the side of the many.

        To read on:
          Foreign keys  https://sqlite.org/foreignkeys.html
        "#);
    }

    #[test]
    fn a_lesson_with_steps_left() {
        let open = ProgressLine {
            place: Place { number: 5, of: 10, id: Some("no-partner".to_owned()) },
            record: Record { answered: Answered::Solution, ..Record::default() },
            here: false,
        };
        let left = Summary {
            answered: 6,
            points: 7,
            open: vec![open],
            recap: None,
            resources: Vec::new(),
            ..finished()
        };
        insta::assert_snapshot!(summary(&left, &Look::plain()).join("\n"), @r#"
        "Stores and items" is not finished yet.
        6 of 7 answered, 7 of 9 points, 11 tries. Still open:
            5  no-partner  solution shown
        "#);
    }

    #[test]
    fn leaving_says_where_one_was() {
        let place = Place { number: 4, of: 10, id: Some("count-items".to_owned()) };
        insta::assert_snapshot!(
            leave(&place, &Look::plain()).join("\n"),
            @"You were at step 4 of 10, `count-items`."
        );
    }
}
