//! Markdown to lines: headings, paragraphs, emphasis, code, lists, quotations, tables.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::flow::{Face, Span, flow};
use super::page_table::page_table;
use super::{Look, code, escape};

/// Markdown as lines, no wider than the look's width where words allow it. HTML is shown, not
/// obeyed.
pub fn markdown(text: &str, look: &Look) -> Vec<String> {
    let mut page = Setter::new(look);
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        page.take(event);
    }
    page.end_paragraph();
    while page.lines.last().is_some_and(String::is_empty) {
        page.lines.pop();
    }
    page.lines
}

/// Sets one block after the other.
struct Setter<'a> {
    look: &'a Look,
    lines: Vec<String>,
    /// The present paragraph.
    spans: Vec<Span>,
    /// Faces that are open, innermost last.
    faces: Vec<Face>,
    /// Indents of the blocks that are open, innermost last.
    indents: Vec<String>,
    /// Lists that are open: the next number, or none for bullets.
    lists: Vec<Option<u64>>,
    /// What the first line of the present item begins with.
    bullet: Option<String>,
    /// The address of the link that is open.
    link: Option<String>,
    code_block: Option<String>,
    /// The rows of the table that is open, the first of them its head.
    table: Vec<Vec<String>>,
}

impl<'a> Setter<'a> {
    fn new(look: &'a Look) -> Self {
        Self {
            look,
            lines: Vec::new(),
            spans: Vec::new(),
            faces: Vec::new(),
            indents: Vec::new(),
            lists: Vec::new(),
            bullet: None,
            link: None,
            code_block: None,
            table: Vec::new(),
        }
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::Code(text) => self.push(self.look.line(&text), Face::Code),
            Event::SoftBreak => self.push(" ".to_owned(), self.face()),
            Event::HardBreak => self.push("\n".to_owned(), self.face()),
            Event::Rule => {
                self.gap();
                let rule = self.look.rule(self.look.width.min(20));
                if !rule.is_empty() {
                    self.lines.push(self.look.style.dim(&rule));
                }
                self.gap();
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { .. } => {
                self.end_paragraph();
                self.gap();
                self.faces.push(Face::Strong);
            }
            Tag::BlockQuote(_) => self.indents.push(self.look.symbols().quoted.to_owned()),
            Tag::CodeBlock(_) => {
                self.end_paragraph();
                self.code_block = Some(String::new());
            }
            Tag::List(first) => {
                self.end_paragraph();
                self.lists.push(first);
            }
            Tag::Item => self.begin_item(),
            Tag::Table(_) => self.end_paragraph(),
            Tag::TableHead | Tag::TableRow => self.table.push(Vec::new()),
            Tag::Emphasis => self.faces.push(Face::Emphasis),
            Tag::Strong => self.faces.push(Face::Strong),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.link = Some(self.look.line(&dest_url));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => {
                self.end_paragraph();
                self.gap();
            }
            TagEnd::Heading(_) => {
                self.end_paragraph();
                self.faces.pop();
            }
            TagEnd::BlockQuote(_) => {
                self.end_paragraph();
                self.indents.pop();
                self.gap();
            }
            TagEnd::CodeBlock => self.end_code_block(),
            TagEnd::List(_) => {
                self.lists.pop();
                if self.lists.is_empty() {
                    self.gap();
                }
            }
            TagEnd::Item => {
                self.end_paragraph();
                self.trim_gap();
                self.indents.pop();
                self.bullet = None;
            }
            TagEnd::Emphasis | TagEnd::Strong => {
                self.faces.pop();
            }
            TagEnd::Link | TagEnd::Image => self.end_link(),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Table => self.end_table(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        match &mut self.code_block {
            Some(code) => code.push_str(text),
            None => {
                // A text keeps no line breaks of its own but in HTML, where they are spaces.
                let text = escape::block(text).replace('\n', " ");
                self.push(text, self.face());
            }
        }
    }

    fn push(&mut self, text: String, face: Face) {
        self.spans.push(Span::new(text, face));
    }

    fn face(&self) -> Face {
        self.faces.last().copied().unwrap_or(Face::Plain)
    }

    fn begin_item(&mut self) {
        self.end_paragraph();
        let bullet = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => self.look.symbols().bullet.to_owned(),
        };
        self.indents.push(" ".repeat(escape::width(&bullet)));
        self.bullet = Some(bullet);
    }

    /// A link is its text, and its address where that says more.
    fn end_link(&mut self) {
        let Some(address) = self.link.take() else { return };
        if self.spans.last().is_none_or(|span| span.text != address) {
            self.push(format!(" ({address})"), Face::Dim);
        }
    }

    fn end_code_block(&mut self) {
        let Some(code) = self.code_block.take() else { return };
        let indent = format!("{}  ", self.indents.concat());
        let text = escape::block(code.trim_end_matches('\n'));
        self.lines.extend(code::code(&text, &indent, self.look));
        self.gap();
    }

    /// A cell is as wide as its text: faces would make it wider than it looks.
    fn end_cell(&mut self) {
        let text: String = self.spans.drain(..).map(|span| span.text).collect();
        if let Some(row) = self.table.last_mut() {
            row.push(text);
        }
    }

    fn end_table(&mut self) {
        let table = std::mem::take(&mut self.table);
        self.lines.extend(page_table(&table, &self.indents.concat(), self.look));
        self.gap();
    }

    fn end_paragraph(&mut self) {
        let spans = std::mem::take(&mut self.spans);
        if spans.is_empty() {
            return;
        }
        let rest = self.indents.concat();
        let first = match (self.bullet.take(), self.indents.split_last()) {
            (Some(bullet), Some((_, outer))) => format!("{}{bullet}", outer.concat()),
            _ => rest.clone(),
        };
        self.lines.extend(flow(&spans, self.look, &first, &rest));
    }

    /// One empty line, and not at the beginning.
    fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    /// Items of a list stand close together.
    fn trim_gap(&mut self) {
        if self.lines.last().is_some_and(String::is_empty) {
            self.lines.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str) -> String {
        markdown(text, &Look { width: 40, ..Look::plain() }).join("\n")
    }

    #[test]
    fn paragraphs_are_wrapped_and_code_keeps_its_quotes() {
        let text = "A *store* sells **many** items, and the key\nstands in `items.store_id`.\n\n\
            Nothing else.";
        insta::assert_snapshot!(set(text), @r"
        A store sells many items, and the key
        stands in `items.store_id`.

        Nothing else.
        ");
    }

    #[test]
    fn headings_lists_and_code_blocks() {
        let text = "# Keys\n\n- one that is so long that it has to go on below\n- two\n  1. first\n\
            \n```sql\nSELECT 1;\n  -- indented\n```\n\nafter";
        insta::assert_snapshot!(set(text), @r"
        Keys
        • one that is so long that it has to go
          on below
        • two
          1. first

          SELECT 1;
            -- indented

        after
        ");
    }

    #[test]
    fn tables_stand_in_columns() {
        let text =
            "Before:\n\n| side | key |\n|---|--:|\n| *many* | `store_id` |\n| one | |\n\nafter";
        insta::assert_snapshot!(set(text), @r"
        Before:

         side  key
         ────  ────────
         many  store_id
         one

        after
        ");
    }

    #[test]
    fn quotations_and_links() {
        insta::assert_snapshot!(set("> said [so](https://a.example)\n\n<https://b.example>"), @r"
        │ said so (https://a.example)

        https://b.example
        ");
    }

    #[test]
    fn neither_escapes_nor_html_reach_the_terminal() {
        insta::assert_snapshot!(set("a\u{1b}[2J <b>b</b>\n\n    code\u{1b}c"), @r"
        a\u{1b}[2J <b>b</b>

          code\u{1b}c
        ");
    }
}
