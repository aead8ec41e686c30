//! Decodes `expect`.

use crate::lesson::problems::Problems;
use crate::lesson::yaml::{Content, Entry, Node};
use crate::lesson::{
    AttributeRule, Columns, Expect, ModelRule, Order, Probe, ProbeWant, RefusedBy, SchemaRule,
    TableRule, Text,
};
use crate::rows::Row;
use crate::sql::column::ColumnRule;
use crate::sql::constructs::Construct;

use super::fields::{self, Fields};
use super::{data, suggest};

/// Decodes the map under `expect`.
pub(super) fn expect(node: &Node, problems: &mut Problems) -> Expect {
    let fields = Fields::new(node);
    let rows = fields.entry("rows").map(|entry| data::rows(entry, problems));
    let columns = fields.has("columns").then(|| fields.texts("columns"));
    if let (Some(rows), Some(columns)) = (&rows, &columns) {
        agree(rows, columns, fields, problems);
    }
    Expect {
        rows,
        columns,
        order: fields.node("order").and_then(order),
        match_names: fields.string("names").as_deref() == Some("match"),
        within: fields.number("within"),
        tables: fields.node("tables").map_or_else(Vec::new, |node| data::expected(node, problems)),
        ignore: fields.texts("ignore").iter().filter_map(|text| column(text, problems)).collect(),
        schema: fields.node("schema").map_or_else(Vec::new, |node| schema(node, problems)),
        relations: fields.texts("relations"),
        probes: fields.items("probes").iter().filter_map(|node| probe(node, problems)).collect(),
        refused: fields.node("refused").and_then(refused),
        models: fields.node("models").map_or_else(Vec::new, |node| models(node, problems)),
        output: fields.text("output"),
        most_statements: fields
            .node("statements")
            .and_then(|node| Fields::new(node).whole("at most")),
        uses: constructs("uses", fields, problems),
        avoids: constructs("avoids", fields, problems),
        span: node.span,
    }
}

/// Whether anything in it speaks of a state, so that the answer is judged by what it leaves.
pub(super) fn speaks_of_a_state(expect: &Expect) -> bool {
    let Expect { tables, schema, relations, probes, refused, .. } = expect;
    let says_nothing =
        tables.is_empty() && schema.is_empty() && relations.is_empty() && probes.is_empty();
    !says_nothing || refused.is_some()
}

fn agree(rows: &[Row], columns: &[Text], fields: Fields<'_>, problems: &mut Problems) {
    let width = rows.first().map_or(columns.len(), Vec::len);
    if width != columns.len() {
        let message = format!("the rows have {width} cells, and `columns` names {}", columns.len());
        problems.error_with(fields.place("columns"), message, "Name each column of the result.");
    }
}

fn order(node: &Node) -> Option<Order> {
    match fields::text(node).as_ref().map(|text| text.text.as_str()) {
        Some("none") => Some(Order::None),
        Some("exact") => Some(Order::Exact),
        Some(_) => None,
        None => Some(Order::By(Fields::new(node).texts("by"))),
    }
}

fn column(text: &Text, problems: &mut Problems) -> Option<(String, String)> {
    match text.text.split_once('.') {
        Some((table, column)) if !table.is_empty() && !column.is_empty() => {
            Some((table.to_owned(), column.to_owned()))
        }
        _ => {
            problems.error_with(
                text.span,
                format!("`{}` names no column of a table", text.text),
                "Write table and column, as `users.created_at`.",
            );
            None
        }
    }
}

fn schema(node: &Node, problems: &mut Problems) -> Vec<SchemaRule> {
    let rules = node.entries().iter().map(|entry| {
        let table = Text { text: entry.key.clone(), span: entry.key_span };
        let fields = Fields::new(&entry.value);
        let rule = if fields.has("absent") {
            absent(entry, fields, problems);
            TableRule::Absent
        } else {
            let (columns, indexes) = (columns(fields, problems), indexes(fields, problems));
            TableRule::Has { columns, indexes }
        };
        SchemaRule { table, rule }
    });
    rules.collect()
}

fn models(node: &Node, problems: &mut Problems) -> Vec<ModelRule> {
    let mut rule = |entry: &Entry| ModelRule {
        class: Text { text: entry.key.clone(), span: entry.key_span },
        attributes: entry.value.entries().iter().map(|it| attribute(it, problems)).collect(),
    };
    node.entries().iter().map(&mut rule).collect()
}

fn attribute(entry: &Entry, problems: &mut Problems) -> AttributeRule {
    let fields = Fields::new(&entry.value);
    AttributeRule {
        name: Text { text: entry.key.clone(), span: entry.key_span },
        target: fields.string("target"),
        uselist: fields.has("uselist").then(|| fields.flag("uselist")),
        back_populates: fields.string("back_populates"),
        secondary: fields.string("secondary"),
        lazy: fields.string("lazy"),
        column: fields.text("column").inspect(|line| {
            if let Err(message) = ColumnRule::parse(&line.text) {
                problems.error(line.span, message);
            }
        }),
    }
}

fn absent(entry: &Entry, fields: Fields<'_>, problems: &mut Problems) {
    if fields.entries().len() > 1 {
        let message = format!("`{}` cannot be absent and have columns", entry.key);
        problems.error(fields.place("absent"), message);
    } else if !fields.flag("absent") {
        problems.error_with(
            fields.place("absent"),
            "`absent` is there to be `true`",
            "A table that must be there is written with its columns.",
        );
    }
}

/// The line `absent` says that the column must not be there.
fn columns(fields: Fields<'_>, problems: &mut Problems) -> Vec<(Text, Option<Text>)> {
    let mut columns = Vec::new();
    for entry in fields.entries().iter().filter(|entry| entry.key != "index") {
        let Some(line) = fields::text(&entry.value) else { continue };
        let name = Text { text: entry.key.clone(), span: entry.key_span };
        let present = Some(line).filter(|line| line.text.trim() != "absent");
        if let Some(line) = &present
            && let Err(message) = ColumnRule::parse(&line.text)
        {
            problems.error(line.span, message);
        }
        columns.push((name, present));
    }
    columns
}

fn indexes(fields: Fields<'_>, problems: &mut Problems) -> Vec<Columns> {
    let mut indexes = Vec::new();
    for item in fields.items("index") {
        let columns: Columns =
            item.items().iter().filter_map(|item| Some(fields::text(item)?.text)).collect();
        if item.items().is_empty() && matches!(item.content, Content::List(_)) {
            problems.error(item.span, "an index begins with one column at least");
        }
        indexes.push(columns);
    }
    indexes
}

fn probe(node: &Node, problems: &mut Problems) -> Option<Probe> {
    let fields = Fields::new(node);
    let rows = fields.entry("rows").map(|entry| data::rows(entry, problems));
    let by = fields.node("by").and_then(refused);
    if !matches!(node.content, Content::Map(_)) {
        return None;
    }
    let wants: Vec<&str> =
        ["accept", "refuse", "query"].into_iter().filter(|key| fields.has(key)).collect();
    let [want] = wants[..] else {
        let message = match wants[..] {
            [] => "a probe tries something: this one tries nothing".to_owned(),
            _ => format!("a probe tries one thing, this one has `{}`", wants.join("` and `")),
        };
        let place = wants.get(1).map_or(first_key(fields), |key| fields.place(key));
        problems.error_with(
            place,
            message,
            "Give it one of `accept`, `refuse` (with `by`) and `query` (with `rows`).",
        );
        return None;
    };
    for (key, with) in [("by", "refuse"), ("rows", "query")] {
        let message = match (fields.has(key), want == with) {
            (true, false) => format!("`{key}` goes with `{with}`, and this probe has `{want}`"),
            (false, true) => format!("`{key}` is missing: `{with}` needs it"),
            _ => continue,
        };
        let place = if fields.has(key) { fields.place(key) } else { fields.place(want) };
        let help = match key {
            "by" => {
                "`by` names the constraint that must refuse: unique, primary key, foreign key, not null or check."
            }
            _ => "`rows` lists what the query must give, each row as `- [1, Alice]`.",
        };
        problems.error_with(place, message, help);
    }
    let text = fields.text(want)?;
    let want = match want {
        "accept" => ProbeWant::Accept(text),
        "refuse" => ProbeWant::Refuse(text, by?),
        _ => ProbeWant::Query(text, rows?),
    };
    let (first, because) = (fields.text("first"), fields.string("because"));
    Some(Probe { first, want, because, span: node.span })
}

fn first_key(fields: Fields<'_>) -> crate::diagnostic::Span {
    fields.entries().first().map_or(fields.span, |entry| entry.key_span)
}

/// The constraint that a node names, itself or under `by`.
fn refused(node: &Node) -> Option<RefusedBy> {
    let words = fields::text(node).or_else(|| Fields::new(node).text("by"))?;
    RefusedBy::ALL.into_iter().find(|kind| kind.words() == words.text)
}

fn constructs(key: &str, fields: Fields<'_>, problems: &mut Problems) -> Vec<Construct> {
    let mut constructs = Vec::new();
    for text in fields.texts(key) {
        match Construct::from_words(&text.text) {
            Ok(construct) => constructs.push(construct),
            Err(nearest) => {
                let message = format!("`{key}` knows no construct `{}`", text.text);
                match nearest {
                    Some(nearest) => problems.error_with(
                        text.span,
                        message,
                        suggest::did_you_mean(nearest),
                    ),
                    None => problems.error_with(
                        text.span,
                        message,
                        "Constructs are written like `join`, `left join`, `subquery`, `exists`, `group by`, `distinct`, `union`, `limit`.",
                    ),
                }
            }
        }
    }
    constructs
}
