//! Judging what the schema says, by affinity and effect and not by its words.

use crate::lesson::{SchemaRule, TableRule, Text};
use crate::nearest::nearest;
use crate::rows::Value;
use crate::schema::{Column, ForeignKey, Schema, Table};
use crate::sql::column::ColumnRule;
use crate::verdict::{Reason, Rule, TableDiffers};

/// What the schema does not say as it should.
pub fn check(rules: &[SchemaRule], schema: &Schema) -> Vec<Reason> {
    rules.iter().flat_map(|rule| table(rule, schema)).collect()
}

fn table(rule: &SchemaRule, schema: &Schema) -> Vec<Reason> {
    let name = &rule.table.text;
    let found = schema.table(name);
    let differences = match (&rule.rule, found) {
        (TableRule::Absent, None) => Vec::new(),
        (TableRule::Absent, Some(_)) => vec![TableDiffers::NotWanted],
        (TableRule::Has { .. }, None) => {
            let others = schema.tables.iter().map(|table| table.name.as_str());
            let nearest = nearest(name, others).map(str::to_owned);
            vec![TableDiffers::Missing { nearest }]
        }
        (TableRule::Has { columns, indexes }, Some(table)) => {
            let columns =
                columns.iter().flat_map(|(name, rule)| column(name, rule.as_ref(), table));
            let lacking = indexes.iter().filter(|columns| !has_index(table, columns));
            let lacking = lacking.map(|columns| lacks(columns.clone(), Rule::Index));
            columns.chain(lacking).collect()
        }
    };
    let reason = |difference| Reason::Table { table: name.clone(), difference };
    differences.into_iter().map(reason).collect()
}

fn column(name: &Text, words: Option<&Text>, table: &Table) -> Vec<TableDiffers> {
    let name = &name.text;
    match (words, table.column(name)) {
        (None, None) => Vec::new(),
        (None, Some(_)) => vec![TableDiffers::ColumnNotWanted { column: name.clone() }],
        (Some(_), None) => {
            let others = table.columns.iter().map(|column| column.name.as_str());
            let nearest = nearest(name, others).map(str::to_owned);
            vec![TableDiffers::ColumnMissing { column: name.clone(), nearest }]
        }
        // The loader has parsed the words; what it let pass parses here too.
        (Some(words), Some(column)) => ColumnRule::parse(&words.text)
            .map(|rule| against(&rule, column, table))
            .unwrap_or_default(),
    }
}

/// What a column lacks of what is said of it in SQL's words.
pub fn of_column(name: &str, words: &Text, table: &Table) -> Vec<TableDiffers> {
    let name = Text { text: name.to_owned(), span: words.span };
    column(&name, Some(words), table)
}

/// What a column lacks of a rule. What the rule does not say does not count.
fn against(rule: &ColumnRule, column: &Column, table: &Table) -> Vec<TableDiffers> {
    let columns = || vec![column.name.clone()];
    let mut differences = Vec::new();
    if let Some(wanted) = rule.affinity.filter(|wanted| *wanted != column.affinity) {
        differences.push(TableDiffers::ColumnType {
            column: column.name.clone(),
            wanted,
            declared: column.declared.clone(),
            actual: column.affinity,
        });
    }
    let is_key =
        table.primary_key.len() == 1 && table.primary_key[0].eq_ignore_ascii_case(&column.name);
    if rule.primary_key && !is_key {
        differences.push(lacks(columns(), Rule::PrimaryKey));
    }
    match (rule.not_null, column.not_null) {
        (Some(true), false) => differences.push(lacks(columns(), Rule::NotNull)),
        (Some(false), true) => {
            differences.push(TableDiffers::Has { columns: columns(), rule: Rule::NotNull });
        }
        _ => {}
    }
    if rule.unique && !table.is_unique(&columns()) {
        differences.push(lacks(columns(), Rule::Unique));
    }
    if let Some((target, key)) = &rule.references {
        let found = table.foreign_keys.iter().find(|found| refers(found, column, target, key));
        let differs = |wanted: &Option<String>, found: &str| {
            wanted.clone().filter(|wanted| !wanted.eq_ignore_ascii_case(found))
        };
        match found {
            None => {
                let rule = Rule::References(target.clone(), key.clone());
                differences.push(lacks(columns(), rule));
            }
            Some(found) => {
                let on_delete = differs(&rule.on_delete, &found.on_delete).map(Rule::OnDelete);
                let on_update = differs(&rule.on_update, &found.on_update).map(Rule::OnUpdate);
                let actions = on_delete.into_iter().chain(on_update);
                differences.extend(actions.map(|rule| lacks(columns(), rule)));
            }
        }
    }
    if let Some(wanted) = &rule.default {
        let same = column.default.as_ref().is_some_and(|found| plain(found) == plain(wanted));
        if !same {
            differences.push(lacks(columns(), Rule::Default(wanted.clone())));
        }
    }
    differences
}

fn refers(found: &ForeignKey, column: &Column, target: &str, key: &Option<String>) -> bool {
    let [own] = found.columns.as_slice() else { return false };
    let aims = |key: &String| found.targets.iter().any(|target| target.eq_ignore_ascii_case(key));
    own.eq_ignore_ascii_case(&column.name)
        && found.table.eq_ignore_ascii_case(target)
        && key.as_ref().is_none_or(aims)
}

/// Whether an index begins with these columns in this order; the primary key's counts too.
fn has_index(table: &Table, columns: &[String]) -> bool {
    let begins = |have: &[Option<String>]| {
        columns.len() <= have.len()
            && columns.iter().zip(have).all(|(wanted, have)| {
                have.as_ref().is_some_and(|have| have.eq_ignore_ascii_case(wanted))
            })
    };
    let key: Vec<Option<String>> = table.primary_key.iter().cloned().map(Some).collect();
    begins(&key) || table.indexes.iter().any(|index| !index.partial && begins(&index.columns))
}

fn lacks(columns: Vec<String>, rule: Rule) -> TableDiffers {
    TableDiffers::Lacks { columns, rule }
}

/// An SQL text without what does not matter between two spellings of one default. A text in
/// double quotes is a text there: SQLite knows no columns in a default.
fn plain(sql: &str) -> String {
    let sql = sql.trim().trim_start_matches('(').trim_end_matches(')').trim();
    let double = sql.strip_prefix('"').and_then(|sql| sql.strip_suffix('"'));
    if let Some(text) = double {
        return Value::Text(text.replace("\"\"", "\"")).literal();
    }
    if sql.starts_with('\'') {
        return sql.to_owned();
    }
    match sql.to_ascii_lowercase().as_str() {
        "true" => "1".to_owned(),
        "false" => "0".to_owned(),
        other => {
            other.parse::<f64>().map_or_else(|_| other.to_owned(), |number| number.to_string())
        }
    }
}
