//! A model as a list, where there is no room for a picture, or too much in it for one: each
//! entity with its columns, and below it a line for each key that it holds.

use unicode_width::UnicodeWidthStr;

use super::card::{Card, Detail};
use super::cut::cut;
use super::foot::{Signs, line};
use super::graph::{Edge, Graph};
use super::options::Options;

/// Entities with more columns in all than this are listed with their keys alone.
const COLUMNS: usize = 200;

/// The lines of the list; none is wider than asked.
pub(super) fn list(graph: &Graph, options: &Options) -> Vec<String> {
    let all: usize = graph.nodes.iter().map(|node| node.attributes.len()).sum();
    let mut lines = Vec::new();
    for (node, entity) in graph.nodes.iter().enumerate() {
        if node > 0 {
            lines.push(String::new());
        }
        let details: &[Detail] =
            if all > COLUMNS { &[Detail::Keys] } else { &[Detail::Full, Detail::Names] };
        let cards = details.iter().map(|&detail| Card::of(entity, detail, options.escape));
        let mut ways = cards.map(|card| rows(&card, false, options));
        let fits = |rows: &Vec<String>| rows.iter().all(|row| row.width() <= options.width);
        let rows = ways.find(fits).unwrap_or_else(|| {
            let last = Card::of(entity, details[details.len() - 1], options.escape);
            let rows = rows(&last, true, options);
            rows.iter().map(|row| cut(row, options.width, options.signs)).collect()
        });
        let title = (options.escape)(&entity.name);
        lines.push(cut(&title, options.width, options.signs));
        lines.extend(rows);
        for edge in graph.edges.iter().filter(|edge| edge.tips[1].node == node) {
            lines.extend(link(graph, edge, options));
        }
    }
    lines
}

/// The columns; with `narrow`, what each is for stands below its name.
fn rows(card: &Card, narrow: bool, options: &Options) -> Vec<String> {
    let widest = |text: fn(&super::card::Row) -> &str| {
        card.rows.iter().map(|row| text(row).width()).max().unwrap_or(0)
    };
    let (names, types) = (widest(|row| &row.name), widest(|row| &row.declared));
    let pad = |text: &str, width: usize| " ".repeat(width.saturating_sub(text.width()));
    let mut rows: Vec<String> = card
        .rows
        .iter()
        .flat_map(|row| {
            let mut line = format!("  {}{}", row.name, pad(&row.name, names));
            if types > 0 {
                line += &format!("  {}{}", row.declared, pad(&row.declared, types));
            }
            if !narrow {
                return vec![format!("{line}  {}", row.mark).trim_end().to_owned()];
            }
            let below = (!row.mark.is_empty()).then(|| format!("    {}", row.mark));
            [Some(line.trim_end().to_owned()), below].into_iter().flatten().collect()
        })
        .collect();
    if card.more > 0 {
        rows.push(format!("  {}", more(card.more, options.signs)));
    }
    rows
}

/// How many columns are not shown.
pub(super) fn more(count: usize, signs: Signs) -> String {
    let dots = if signs == Signs::Box { "…" } else { "..." };
    format!("{dots}{count} more")
}

/// A key as a line of its own, and where there is no room for that, as two.
fn link(graph: &Graph, edge: &Edge, options: &Options) -> Vec<String> {
    let [one, other] = edge.tips.map(|tip| (options.escape)(&graph.nodes[tip.node].name));
    let drawn = line(&edge.tips, options.signs);
    let columns = edge.columns.iter().map(|column| (options.escape)(column)).collect::<Vec<_>>();
    let mut by =
        if columns.is_empty() { String::new() } else { format!("  ({})", columns.join(", ")) };
    if let Some(label) = &edge.label {
        by += &format!("  {}", (options.escape)(label));
    }
    let whole = format!("  {one} {drawn} {other}");
    if whole.width() + by.width() <= options.width {
        return vec![whole + &by];
    }
    let second = format!("    {drawn} {other}");
    let mut lines = match (whole.width() <= options.width, second.width() <= options.width) {
        (true, _) => vec![whole],
        (false, true) => vec![format!("  {one}"), second],
        (false, false) => vec![format!("  {one}"), format!("    {drawn}"), format!("    {other}")],
    };
    if !by.is_empty() {
        lines.push(format!("    {}", by.trim_start()));
    }
    lines.iter().map(|line| cut(line, options.width, options.signs)).collect()
}
