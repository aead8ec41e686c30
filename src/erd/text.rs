//! A model drawn with characters, at any width from [`LEAST`] columns.

use unicode_width::UnicodeWidthStr;

use super::Escape;
use super::canvas::Canvas;
use super::card::{Card, Detail, Row};
use super::cut::cut;
pub use super::foot::Signs;
use super::foot::{line, marks};
use super::graph::Graph;
use super::layout::{Cards, Layout, Limits, Metrics, Rect, Size, Wire, lay_out};
use super::list::{list, more};
pub use super::options::Options;
use super::words;

/// The least width that is kept to.
pub const LEAST: usize = 20;

/// More entities that are linked than this are listed: nobody can follow the lines.
const MOST: usize = 40;
/// Pictures of more entities than this show keys alone.
const MANY: usize = 15;
/// A picture in one column, with all that there is in its boxes, is not higher than this.
const TALL: i32 = 48;

/// Draws a model: as a picture with as much in its boxes as there is room for, or as a list. The
/// lines have no spaces at their ends.
pub fn draw(graph: &Graph, options: &Options) -> Vec<String> {
    let options = Options { width: options.width.max(LEAST), ..*options };
    picture(graph, &options).unwrap_or_else(|| list(graph, &options))
}

/// As [`draw`], always as a list.
pub fn listed(graph: &Graph, options: &Options) -> Vec<String> {
    let options = Options { width: options.width.max(LEAST), ..*options };
    list(graph, &options)
}

/// A model in sentences, for an ear: what is declared of each table, and each link. The lines are
/// as long as they are.
pub fn told(graph: &Graph, escape: Escape) -> Vec<String> {
    words::tables(graph, escape)
}

/// The characters with their distances.
const METRICS: Metrics = Metrics {
    foot: 3,
    pitch: 2,
    channel: 9,
    gap: 1,
    lane: 1,
    apart: 1,
    crossing: 6.0,
    length: 0.12,
    height: 1.0,
    width: 0.12,
};

fn picture(graph: &Graph, options: &Options) -> Option<Vec<String>> {
    let linked = graph.components().iter().filter(|nodes| nodes.len() > 1).flatten().count();
    if linked > MOST {
        return None;
    }
    let width = i32::try_from(options.width).unwrap_or(i32::MAX);
    let ways = [
        (Detail::Full, 2, i32::MAX),
        (Detail::Names, 2, i32::MAX),
        (Detail::Full, 1, TALL),
        (Detail::Names, 1, TALL),
        (Detail::Keys, 2, i32::MAX),
        (Detail::Keys, 1, i32::MAX),
    ];
    let ways = ways.into_iter().filter(|way| linked <= MANY || way.0 == Detail::Keys);
    for (detail, columns, height) in ways {
        let cards = TextCards::of(graph, detail, options);
        // Signs of ASCII stand a column further away from the box, see `draw_wire`.
        let foot = if options.signs == Signs::Ascii { METRICS.foot + 1 } else { METRICS.foot };
        let wide = Metrics { foot, ..METRICS };
        for metrics in [wide, Metrics { pitch: 1, channel: 7, ..wide }] {
            let laid = lay_out(graph, &cards, &metrics, Limits { width, columns });
            if let Some(layout) = laid.filter(|layout| layout.height <= height) {
                return Some(drawn(graph, &cards, &layout, options));
            }
        }
    }
    None
}

fn drawn(graph: &Graph, cards: &TextCards<'_>, layout: &Layout, options: &Options) -> Vec<String> {
    let mut canvas = Canvas::new(place(layout.width), place(layout.height), options.signs);
    for wire in &layout.wires {
        draw_wire(&mut canvas, graph, wire, options.signs);
    }
    for rect in &layout.boxes {
        cards.draw(&mut canvas, rect);
    }
    let mut lines = canvas.lines();
    let labelled = graph.edges.iter().filter_map(|edge| Some((edge, edge.label.as_ref()?)));
    for (index, (edge, label)) in labelled.enumerate() {
        if index == 0 {
            lines.push(String::new());
        }
        let [one, other] = edge.tips.map(|tip| (options.escape)(&graph.nodes[tip.node].name));
        let drawn = line(&edge.tips, options.signs);
        let text = format!("{one} {drawn} {other}: {}", (options.escape)(label));
        lines.push(cut(&text, options.width, options.signs));
    }
    lines
}

fn draw_wire(canvas: &mut Canvas, graph: &Graph, wire: &Wire, signs: Signs) {
    for ends in wire.points.windows(2) {
        let [from, to] = [ends[0], ends[1]];
        if from.y == to.y {
            canvas.across(place(from.y), place(from.x), place(to.x));
        } else {
            canvas.down(place(from.x), place(from.y), place(to.y));
        }
    }
    let tips = &graph.edges[wire.edge].tips;
    let from_first = [wire.points.first(), wire.points.get(1)];
    let from_last = [wire.points.last(), wire.points.iter().rev().nth(1)];
    for (tip, points) in tips.iter().zip([from_first, from_last]) {
        let [Some(end), Some(next)] = points else { continue };
        let to_the_right = next.x > end.x;
        let marks = marks(tip, to_the_right, signs);
        // `|||` at a box cannot be read: its edge is a bar too.
        let first = i32::from(marks[0] == '|');
        for (away, mark) in (first..).zip(marks) {
            let x = if to_the_right { end.x + away } else { end.x - away };
            if !matches!(mark, '─' | '-') {
                canvas.text(place(x), place(end.y), mark.encode_utf8(&mut [0; 4]));
            }
        }
    }
}

fn place(at: i32) -> usize {
    usize::try_from(at).unwrap_or(0)
}

/// The boxes of a picture.
struct TextCards<'g> {
    graph: &'g Graph,
    cards: Vec<Card>,
    signs: Signs,
    /// The most columns that a box takes.
    most: usize,
}

/// A name in a box is cut to this.
const NAME: usize = 28;
/// A type in a box is cut to this.
const TYPE: usize = 14;

impl<'g> TextCards<'g> {
    fn of(graph: &'g Graph, detail: Detail, options: &Options) -> Self {
        let signs = options.signs;
        let card = |entity| {
            let mut card = Card::of(entity, detail, options.escape);
            for row in &mut card.rows {
                row.name = cut(&row.name, NAME, signs);
                row.declared = cut(&row.declared, TYPE, signs);
            }
            card.title = cut(&card.title, NAME, signs);
            card
        };
        let cards = graph.nodes.iter().map(card).collect();
        Self { graph, cards, signs, most: options.width }
    }

    /// How wide the names, the types and the marks of a box are.
    fn widths(card: &Card) -> [usize; 3] {
        let widest = |text: fn(&Row) -> &str| {
            card.rows.iter().map(|row| text(row).width()).max().unwrap_or(0)
        };
        [widest(|row| &row.name), widest(|row| &row.declared), widest(|row| row.mark)]
    }

    /// The rows as text.
    fn rows(&self, card: &Card) -> Vec<String> {
        let widths = Self::widths(card);
        let mut rows: Vec<String> = card
            .rows
            .iter()
            .map(|row| {
                let cells = [row.name.as_str(), row.declared.as_str(), row.mark];
                let mut line = String::new();
                for (cell, width) in cells.into_iter().zip(widths).filter(|cell| cell.1 > 0) {
                    let space = if line.is_empty() { "" } else { " " };
                    line += &format!("{space}{cell}{}", " ".repeat(width - cell.width()));
                }
                line
            })
            .collect();
        if card.more > 0 {
            rows.push(more(card.more, self.signs));
        }
        rows
    }

    fn draw(&self, canvas: &mut Canvas, rect: &Rect) {
        let card = &self.cards[rect.node];
        let [x, y, width, height] = [rect.x, rect.y, rect.width, rect.height].map(place);
        let (corners, across, down) = match self.signs {
            Signs::Box => (["┌", "┐", "└", "┘"], "─", "│"),
            Signs::Ascii => (["+", "+", "+", "+"], "-", "|"),
        };
        let title = cut(&card.title, width.saturating_sub(5), self.signs);
        let rest = width.saturating_sub(title.width() + 4);
        canvas.text(x, y, &format!("{} {title} {}{}", corners[0], across.repeat(rest), corners[1]));
        let rows = self.rows(card);
        for line in 1..height.saturating_sub(1) {
            // A row stands at its first slot; the others are blank, and belong to it.
            let is_here = |slots: &Vec<i32>| slots.first().is_some_and(|&at| place(at) == line);
            let row = rect.slots.iter().position(is_here);
            let text = row.and_then(|row| rows.get(row)).map(String::as_str).unwrap_or_default();
            let text = cut(text, width.saturating_sub(4), self.signs);
            let space = " ".repeat(width.saturating_sub(4 + text.width()));
            canvas.text(x, y + line, &format!("{down} {text}{space} {down}"));
        }
        let foot = across.repeat(width.saturating_sub(2));
        canvas.text(x, y + height - 1, &format!("{}{foot}{}", corners[2], corners[3]));
    }
}

impl Cards for TextCards<'_> {
    fn size(&self, node: usize, ends: &[usize]) -> Size {
        let card = &self.cards[node];
        let rows = self.rows(card);
        let widest = rows.iter().map(|row| row.width()).max().unwrap_or(0);
        let width = (widest + 4).max(card.title.width() + 5).min(self.most);
        let mut below = 1;
        let slots: Vec<Vec<i32>> = card
            .lines(ends)
            .into_iter()
            .map(|lines| {
                let first = below;
                below += i32::try_from(lines).unwrap_or(i32::MAX);
                (first..below).collect()
            })
            .collect();
        let number = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
        Size { width: number(width), height: below + 1, slots }
    }

    fn row(&self, edge: usize, tip: usize) -> usize {
        let edge = &self.graph.edges[edge];
        self.cards[edge.tips[tip].node].row_of(edge.ends(tip))
    }
}
