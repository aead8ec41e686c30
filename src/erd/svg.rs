//! A model as a picture for a web page.
//!
//! Text is text, in the fonts of whoever looks; the colours are those of the page's light or dark
//! manner, and stand in the drawing itself too for readers without CSS. There is nothing in it
//! that is run or fetched.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::Escape;
use super::card::{Card, Detail, Row};
use super::cut::cut;
use super::foot::Signs;
use super::graph::{Graph, Tip};
use super::layout::{Cards, Layout, Limits, Metrics, Point, Rect, Size, Wire, lay_out};
use super::words;
use super::xml::xml;
use crate::relation::{Cardinality, Participation};

/// Pixels.
const METRICS: Metrics = Metrics {
    foot: 30,
    pitch: 14,
    channel: 84,
    gap: 28,
    lane: 16,
    apart: 40,
    crossing: 60.0,
    length: 0.12,
    height: 1.0,
    width: 0.55,
};
/// Around the whole.
const MARGIN: i32 = 24;
/// The height of a row, and of the title.
const ROW: i32 = 22;
const TITLE: i32 = 30;
/// Between the edge of a box and its text.
const PAD: i32 = 12;
/// Between the columns of a box.
const SPACE: i32 = 16;
/// The width of a column of text in the fonts below, on the safe side.
const LETTER: f64 = 7.9;
/// The same of a title, which is bold and in another font.
const TITLE_LETTER: f64 = 9.2;
/// The widest picture; where this is not enough, it is wider.
const WIDEST: i32 = 1800;
/// A name or a type is cut to this many letters.
const NAME: usize = 40;
const TYPE: usize = 24;

const STYLE: &str = "\
.erd-page{fill:#ffffff}.erd-box{fill:#ffffff;stroke:#8c959f}.erd-head{fill:#ddf4ff}\
.erd-rule{stroke:#8c959f}.erd-line{fill:none;stroke:#57606a}.erd-ring{fill:#ffffff;stroke:#57606a}\
.erd-title,.erd-name{fill:#1f2328}.erd-type,.erd-label{fill:#59636e}.erd-mark{fill:#0550ae}\
@media (prefers-color-scheme:dark){.erd-page{fill:#0d1117}.erd-box{fill:#161b22;stroke:#6e7681}\
.erd-head{fill:#12304f}.erd-rule{stroke:#6e7681}.erd-line{stroke:#9aa4af}\
.erd-ring{fill:#0d1117;stroke:#9aa4af}.erd-title,.erd-name{fill:#e6edf3}\
.erd-type,.erd-label{fill:#9aa4af}.erd-mark{fill:#79c0ff}}";

const MONO: &str = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace";
const SANS: &str = "system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif";

/// Draws a model under a title. The same graph gives the same text.
pub fn draw(graph: &Graph, title: &str, escape: Escape) -> String {
    let cards = SvgCards::of(graph, escape);
    let limits = [WIDEST, WIDEST * 4, i32::MAX / 4];
    let laid = limits
        .into_iter()
        .find_map(|width| lay_out(graph, &cards, &METRICS, Limits { width, columns: 1 }));
    let layout = laid.unwrap_or_default();
    let picture = Picture { graph, cards: &cards, escape };
    picture.draw(&layout, title)
}

struct Picture<'g> {
    graph: &'g Graph,
    cards: &'g SvgCards<'g>,
    escape: Escape,
}

impl Picture<'_> {
    fn draw(&self, layout: &Layout, title: &str) -> String {
        let (width, height) = (layout.width + 2 * MARGIN, layout.height + 2 * MARGIN);
        let mut text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"erd-t erd-d\">\n\
             <title id=\"erd-t\">{}</title>\n<desc id=\"erd-d\">{}</desc>\n<style>{STYLE}</style>\n\
             <rect class=\"erd-page\" width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n\
             <g transform=\"translate({MARGIN} {MARGIN})\" font-family=\"{MONO}\" font-size=\"13\">\n",
            xml(&(self.escape)(title)),
            xml(&self.description()),
        );
        text += "<g class=\"erd-line\" fill=\"none\" stroke=\"#57606a\" stroke-width=\"1.5\" \
                 stroke-linejoin=\"round\" stroke-linecap=\"round\">\n";
        for wire in &layout.wires {
            self.wire(&mut text, wire);
        }
        text += "</g>\n";
        for rect in &layout.boxes {
            self.card(&mut text, rect);
        }
        for wire in &layout.wires {
            self.label(&mut text, wire);
        }
        text + "</g>\n</svg>\n"
    }

    /// The links in words, for those who do not see the picture.
    fn description(&self) -> String {
        let tables: Vec<String> =
            self.graph.nodes.iter().map(|node| (self.escape)(&node.name)).collect();
        let mut text = format!("Tables: {}.", tables.join(", "));
        for edge in &self.graph.edges {
            let _ = write!(text, " {}", words::link(self.graph, edge, self.escape));
        }
        text
    }

    fn wire(&self, text: &mut String, wire: &Wire) {
        let points = drawn(wire);
        let mut path = String::new();
        for (index, point) in points.iter().enumerate() {
            let letter = if index == 0 { 'M' } else { 'L' };
            let _ = write!(path, "{letter}{} {}", point.x, point.y);
        }
        let _ = writeln!(text, "<path d=\"{path}\"/>");
        let tips = &self.graph.edges[wire.edge].tips;
        let reversed: Vec<Point> = points.iter().rev().copied().collect();
        for (tip, points) in tips.iter().zip([&points, &reversed]) {
            if let [end, next, ..] = points[..] {
                foot(text, tip, end, if next.x > end.x { 1 } else { -1 });
            }
        }
    }

    /// The word of a link, above the longest stretch that goes across.
    fn label(&self, text: &mut String, wire: &Wire) {
        let Some(label) = &self.graph.edges[wire.edge].label else { return };
        let points = drawn(wire);
        let across = points.windows(2).filter(|ends| ends[0].y == ends[1].y);
        let Some(longest) = across.max_by_key(|ends| ends[0].x.abs_diff(ends[1].x)) else { return };
        let x = (longest[0].x + longest[1].x) / 2;
        let label = xml(&cut(&(self.escape)(label), NAME, Signs::Box));
        let _ = writeln!(
            text,
            "<text class=\"erd-label\" x=\"{x}\" y=\"{}\" fill=\"#59636e\" font-size=\"12\" \
             font-family=\"{SANS}\" text-anchor=\"middle\">{label}</text>",
            longest[0].y - 10
        );
    }

    fn card(&self, text: &mut String, rect: &Rect) {
        let card = &self.cards.cards[rect.node];
        let Rect { x, y, width, height, .. } = *rect;
        let _ = writeln!(
            text,
            "<g>\n<rect class=\"erd-box\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" \
             rx=\"6\" fill=\"#ffffff\" stroke=\"#8c959f\"/>"
        );
        let bottom = y + TITLE;
        let (left, right) = (x + 6, x + width - 6);
        // The head has round corners above and none below.
        let _ = writeln!(
            text,
            "<path class=\"erd-head\" fill=\"#ddf4ff\" d=\"M{x} {bottom}V{}Q{x} {y} {left} {y}H{right}\
             Q{} {y} {} {}V{bottom}Z\"/>\n\
             <path class=\"erd-rule\" stroke=\"#8c959f\" d=\"M{x} {bottom}H{}\"/>\n\
             <rect class=\"erd-rule\" fill=\"none\" stroke=\"#8c959f\" x=\"{x}\" y=\"{y}\" \
             width=\"{width}\" height=\"{height}\" rx=\"6\"/>",
            y + 6,
            x + width,
            x + width,
            y + 6,
            x + width,
        );
        let _ = writeln!(
            text,
            "<text class=\"erd-title\" x=\"{}\" y=\"{}\" fill=\"#1f2328\" font-weight=\"600\" \
             font-size=\"14\" font-family=\"{SANS}\">{}</text>",
            x + PAD,
            y + 20,
            xml(&card.title)
        );
        let widths = SvgCards::widths(card);
        for (index, row) in card.rows.iter().enumerate() {
            let y = y + middle(rect, index) + 4;
            let mut cell = |class: &str, fill: &str, x: i32, cell: &str| {
                if !cell.is_empty() {
                    let _ = writeln!(
                        text,
                        "<text class=\"{class}\" x=\"{x}\" y=\"{y}\" fill=\"{fill}\">{}</text>",
                        xml(cell)
                    );
                }
            };
            cell("erd-name", "#1f2328", x + PAD, &row.name);
            cell("erd-type", "#59636e", x + PAD + widths[0], &row.declared);
            cell("erd-mark", "#0550ae", x + PAD + widths[0] + widths[1], row.mark);
        }
        if card.more > 0 {
            let _ = writeln!(
                text,
                "<text class=\"erd-type\" x=\"{}\" y=\"{}\" fill=\"#59636e\">…{} more</text>",
                x + PAD,
                y + middle(rect, card.rows.len()) + 4,
                card.more
            );
        }
        *text += "</g>\n";
    }
}

/// A line's corners as they are drawn: up to the very edge of a box.
fn drawn(wire: &Wire) -> Vec<Point> {
    let mut points = wire.points.clone();
    let last = points.len().saturating_sub(1);
    for (end, next) in [(0, 1), (last, last.saturating_sub(1))] {
        if points.len() > 1 && points[next].x < points[end].x {
            points[end].x += 1;
        }
    }
    points
}

/// A crow's foot at the end of a line that leaves its box to the right (1) or to the left (-1).
fn foot(text: &mut String, tip: &Tip, end: Point, to: i32) {
    let Point { x, y } = end;
    let at = |away: i32| x + to * away;
    let bar = |away: i32| format!("M{} {}V{}", at(away), y - 6, y + 6);
    let mut path = String::new();
    match tip.cardinality {
        Some(Cardinality::Many) => {
            let _ = write!(path, "M{x} {}L{} {y}L{x} {}", y - 7, at(13), y + 7);
        }
        Some(Cardinality::One) => path += &bar(8),
        None => {}
    }
    if tip.participation == Some(Participation::Mandatory) {
        path += &bar(if tip.cardinality == Some(Cardinality::Many) { 18 } else { 14 });
    }
    if !path.is_empty() {
        let _ = writeln!(text, "<path d=\"{path}\"/>");
    }
    if tip.participation == Some(Participation::Optional) {
        let _ = writeln!(
            text,
            "<circle class=\"erd-ring\" cx=\"{}\" cy=\"{y}\" r=\"4.5\" fill=\"#ffffff\"/>",
            at(18)
        );
    }
}

/// The middle of the first line of a row, below the upper edge of its box.
fn middle(rect: &Rect, row: usize) -> i32 {
    rect.slots.get(row).and_then(|slots| slots.first()).copied().unwrap_or(TITLE)
}

/// The boxes of the picture.
struct SvgCards<'g> {
    graph: &'g Graph,
    cards: Vec<Card>,
}

impl<'g> SvgCards<'g> {
    fn of(graph: &'g Graph, escape: Escape) -> Self {
        let card = |entity| {
            let mut card = Card::of(entity, Detail::Full, escape);
            for row in &mut card.rows {
                row.name = cut(&row.name, NAME, Signs::Box);
                row.declared = cut(&row.declared, TYPE, Signs::Box);
            }
            card.title = cut(&card.title, NAME, Signs::Box);
            card
        };
        Self { graph, cards: graph.nodes.iter().map(card).collect() }
    }

    /// How wide the names, the types and the marks of a box are, with the space behind them.
    fn widths(card: &Card) -> [i32; 3] {
        let widest = |text: fn(&Row) -> &str| {
            let widest = card.rows.iter().map(|row| text(row).width()).max().unwrap_or(0);
            if widest == 0 { 0 } else { pixels(widest, LETTER) + SPACE }
        };
        [widest(|row| &row.name), widest(|row| &row.declared), widest(|row| row.mark)]
    }
}

fn pixels(letters: usize, letter: f64) -> i32 {
    // At most some hundred letters of some pixels.
    (letters as f64 * letter).ceil() as i32
}

impl Cards for SvgCards<'_> {
    fn size(&self, node: usize, ends: &[usize]) -> Size {
        let card = &self.cards[node];
        let title = pixels(card.title.width(), TITLE_LETTER);
        let rows: i32 = Self::widths(card).iter().sum::<i32>() - SPACE;
        let mut top = TITLE + 2;
        let slots: Vec<Vec<i32>> = card
            .lines(ends)
            .into_iter()
            .map(|lines| {
                let slots = (0..i32::try_from(lines).unwrap_or(i32::MAX))
                    .map(|line| top + ROW / 2 + METRICS.pitch * line)
                    .collect::<Vec<_>>();
                top = slots.last().map_or(top, |last| last + ROW / 2);
                slots
            })
            .collect();
        Size { width: title.max(rows).max(90) + 2 * PAD, height: top + 4, slots }
    }

    fn row(&self, edge: usize, tip: usize) -> usize {
        let edge = &self.graph.edges[edge];
        self.cards[edge.tips[tip].node].row_of(edge.ends(tip))
    }
}
