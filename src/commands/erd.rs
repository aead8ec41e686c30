//! `relatable erd`.

mod source;
mod write;

use std::path::Path;

use crate::cli::erd::{DiagramFormat, Erd};
use crate::erd::text::{Options, Signs};
use crate::erd::{Escape, dot, svg, text};
use crate::relation::Model;
use crate::relation::notation::print;
use crate::relation::said::Notation;
use crate::render::{Manner, escape, fitted};

use super::{Context, Exit, Out, Stop};

/// The widest drawing that may be asked for.
const WIDEST: usize = 1000;

/// Draws a diagram, to the standard output or a file.
pub(super) fn run(context: &mut Context<'_>, erd: &Erd) -> Result<Exit, Stop> {
    let format = format(erd)?;
    if let Some(path) = &erd.output {
        write::must_not_be_input(path, &erd.what)?;
    }
    if let Some(width) = erd.width.filter(|width| !(text::LEAST..=WIDEST).contains(width)) {
        let least = text::LEAST;
        return Err(Stop::Usage(vec![format!(
            "--width {width} cannot be drawn: give a number of columns from {least} to {WIDEST}."
        )]));
    }
    let source = source::of(context, &erd.what, erd.step.as_deref())?;
    if source.model.entities.is_empty() {
        return Err(Stop::Usage(vec![source.empty]));
    }
    let drawn = draw(context, &source, erd, format);
    if format != DiagramFormat::Text {
        // What the picture cannot hold.
        for line in &source.missing {
            Out::stderr().line(line)?;
        }
    }
    match &erd.output {
        None => context.out.text(&drawn)?,
        Some(path) => {
            let written = write::write(path, &drawn, erd.force)?;
            context.out.line(&written)?;
        }
    }
    Ok(Exit::Right)
}

fn draw(
    context: &Context<'_>,
    source: &source::Source,
    erd: &Erd,
    format: DiagramFormat,
) -> String {
    let graph = &source.graph;
    let ascii = erd.ascii || context.look.manner != Manner::Full;
    let name: Escape = if ascii { plain_line } else { escape::line };
    match format {
        DiagramFormat::Text => {
            let signs = if ascii { Signs::Ascii } else { Signs::Box };
            let width = erd.width.unwrap_or(context.look.columns);
            let options = Options { width, signs, escape: name };
            let lines = match context.look.manner {
                Manner::Spoken => {
                    let told = text::told(graph, name);
                    told.iter().flat_map(|line| fitted(line, &context.look)).collect()
                }
                Manner::Full | Manner::Plain => text::draw(graph, &options),
            };
            let missing = source.missing.iter().flat_map(|line| fitted(line, &context.look));
            let space = (!source.missing.is_empty()).then(String::new);
            let lines = lines.into_iter().chain(space).chain(missing);
            lines.map(|line| format!("{line}\n")).collect()
        }
        DiagramFormat::Svg => svg::draw(graph, &source.title, escape::line),
        DiagramFormat::Dot => dot::draw(graph, escape::line),
        DiagramFormat::Mermaid => mermaid(&source.model),
    }
}

/// The model as Mermaid, with names that cannot drive a terminal.
fn mermaid(model: &Model) -> String {
    format!("{}\n", escape::block(&print(model, Notation::Mermaid).text))
}

fn plain_line(text: &str) -> String {
    escape::line_with(text, Manner::Plain.symbols())
}

/// The format that is asked for, or that the ending of the output's name says.
fn format(erd: &Erd) -> Result<DiagramFormat, Stop> {
    if let Some(format) = erd.format {
        return Ok(format);
    }
    let Some(ending) = erd.output.as_deref().and_then(Path::extension) else {
        return Ok(DiagramFormat::Text);
    };
    let ending = ending.to_string_lossy();
    match ending.to_ascii_lowercase().as_str() {
        "txt" | "text" => Ok(DiagramFormat::Text),
        "svg" => Ok(DiagramFormat::Svg),
        "mmd" | "mermaid" => Ok(DiagramFormat::Mermaid),
        "dot" | "gv" => Ok(DiagramFormat::Dot),
        _ => Err(Stop::Usage(vec![format!(
            "\".{}\" is no format of a diagram: end the name in .txt, .svg, .mmd or .dot, or say \
             --format.",
            escape::line(&ending)
        )])),
    }
}
