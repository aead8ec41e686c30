//! The classes that are mapped.

use super::flow::{Face, Span, flow, inline};
use super::{Look, escape};
use crate::session::Model;

/// Each class with its table, its columns and what leads to other classes.
pub(super) fn models(models: &[Model], look: &Look) -> Vec<String> {
    models.iter().flat_map(|it| model(it, look)).collect()
}

fn model(model: &Model, look: &Look) -> Vec<String> {
    let arrow = look.symbols().arrow;
    let (class, table) = (look.line(&model.class), look.line(&model.table));
    let not_made = if model.made { "" } else { " (not made yet)" };
    let stands = match look.manner.is_spoken() {
        true => format!(" stands for {table}{not_made}."),
        false => format!(" {arrow} {table}{not_made}"),
    };
    let front = [Span::new(class, Face::Strong), Span::new(stands, Face::Plain)];
    let mut lines = flow(&front, look, "", "  ");
    let columns = model.columns.iter().map(|(column, target)| match target {
        Some(target) => format!("{} {arrow} {}", look.line(column), look.line(target)),
        None => look.line(column),
    });
    let columns = columns.collect::<Vec<_>>().join(", ");
    lines.extend(flow(&[Span::new(columns, Face::Dim)], look, "  ", "  "));
    let names = model.relationships.iter().map(|(name, _)| look.line(name));
    let width = names.map(|name| escape::width(&name)).max().unwrap_or(0);
    for (name, words) in &model.relationships {
        let name = look.line(name);
        let pad = " ".repeat(width - escape::width(&name) + 3);
        let front = format!("  {}{pad}", look.style.code(&name));
        let rest = " ".repeat(width + 5);
        let words = look.symbols().words(&look.line(words));
        let words = flow(&[Span::new(words, Face::Plain)], look, &rest, &rest);
        lines.extend(words.iter().enumerate().map(|(number, line)| match number {
            0 => format!("{front}{}", line.trim_start()),
            _ => line.clone(),
        }));
    }
    for gap in &model.gaps {
        lines.extend(flow(&inline(gap, Face::NotYet), look, "  ", "  "));
    }
    lines
}
