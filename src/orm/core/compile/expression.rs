//! Expressions.

use std::rc::Rc;

use super::{Compiler, Dialect, Place, clean};
use crate::orm::core::group::{grouped, is_implicitly_boolean};
use crate::orm::core::quote::{has_odd_characters, quoted};
use crate::orm::core::types::Affinity;
use crate::orm::core::walk::stands_for;
use crate::orm::core::{
    Element, Expr, FromClause, Function, Kind, Name, Op, Place as Where, TextClause, Type,
};
use crate::orm::python::Run;

impl Compiler<'_> {
    /// An expression.
    pub(super) fn expr(&mut self, expr: &Expr, place: &Place) -> Run<String> {
        self.machine.step(1)?;
        stacker::maybe_grow(64 << 10, 1 << 20, || self.element(expr, place))
    }

    fn element(&mut self, expr: &Expr, place: &Place) -> Run<String> {
        let inner = Place { in_columns: false, ..place.clone() };
        match &expr.kind {
            Kind::Column(column) => {
                let Some(name) = column.name.borrow().clone() else {
                    if self.dialect == Dialect::Default {
                        return Ok("<name unknown>".to_owned());
                    }
                    let text = "Cannot compile Column object until its 'name' is assigned.";
                    return Err(self.error("CompileError", text));
                };
                let name = self.quote(&name);
                match column.table.borrow().upgrade() {
                    Some(table) if !place.bare => {
                        let table = self.quote_table(&table);
                        Ok(format!("{table}.{name}"))
                    }
                    _ => Ok(name),
                }
            }
            Kind::Proxy(proxy) => {
                let name = self.named(&proxy.name);
                let name = self.quote(&name);
                match &proxy.from {
                    FromClause::Alias(alias) if !place.bare => {
                        let table = self.named(&alias.name);
                        let table = self.quote(&table);
                        Ok(format!("{table}.{name}"))
                    }
                    _ => Ok(name),
                }
            }
            Kind::LiteralColumn(text) => Ok(clean(text)),
            Kind::Bind(bind) => self.bind(expr, bind),
            Kind::Null => Ok("NULL".to_owned()),
            Kind::True => Ok(if self.dialect == Dialect::Sqlite { "1" } else { "true" }.to_owned()),
            Kind::False => {
                Ok(if self.dialect == Dialect::Sqlite { "0" } else { "false" }.to_owned())
            }
            Kind::Text(clause) => self.text_clause(clause),
            Kind::LabelText(text) => self.label_text(text, place),
            Kind::Collation(name) => Ok(self.quote(name)),
            Kind::Unary { op, operand } => self.unary(op, operand, place),
            Kind::Binary { left, op: Op::GetItem | Op::PathGetItem, right, .. }
                if self.is_sqlite() =>
            {
                let (left, right) = (self.expr(left, &inner)?, self.expr(right, &inner)?);
                if expr.ty().affinity() == Affinity::Json {
                    return Ok(format!("JSON_QUOTE(JSON_EXTRACT({left}, {right}))"));
                }
                let ty = self.type_text(&expr.ty())?;
                Ok(format!("CAST(JSON_EXTRACT({left}, {right}) AS {ty})"))
            }
            Kind::Binary { left, op, right, escape, .. } => {
                let text = self.binary(left, op, right, &inner)?;
                match escape {
                    Some(escape) => {
                        let escape = escape.replace('\'', "''");
                        Ok(format!("{text} ESCAPE '{escape}'"))
                    }
                    None => Ok(text),
                }
            }
            Kind::List { op, items } => self.list(items, &op.text(), &inner),
            Kind::Tuple(items) => Ok(format!("({})", self.list(items, ", ", &inner)?)),
            Kind::Group(content) => Ok(format!("({})", self.expr(content, place)?)),
            Kind::Function(function) => self.function(function, &inner),
            Kind::Case { value, whens, otherwise } => {
                let mut text = "CASE ".to_owned();
                if let Some(value) = value {
                    text.push_str(&self.expr(value, &inner)?);
                    text.push(' ');
                }
                for (when, then) in whens {
                    let (when, then) = (self.expr(when, &inner)?, self.expr(then, &inner)?);
                    text.push_str(&format!("WHEN {when} THEN {then} "));
                }
                if let Some(otherwise) = otherwise {
                    text.push_str(&format!("ELSE {} ", self.expr(otherwise, &inner)?));
                }
                text.push_str("END");
                Ok(text)
            }
            Kind::Cast(content) => {
                let content = self.expr(content, &inner)?;
                let ty = self.type_text(&expr.ty())?;
                Ok(format!("CAST({content} AS {ty})"))
            }
            Kind::Coerce(content) => match &content.kind {
                Kind::Bind(_) => {
                    let typed = Element::typed(content.kind.clone(), expr.ty());
                    self.expr(&typed, place)
                }
                _ => self.expr(content, place),
            },
            Kind::Extract { field, of } => self.extract(field, of, &inner),
            Kind::Label { name, of } => self.label(name, of, place),
            Kind::Over { of, partition, order, frame } => {
                let text = self.expr(of, &inner)?;
                let mut parts = Vec::new();
                if !partition.is_empty() {
                    parts.push(format!("PARTITION BY {}", self.list(partition, ", ", &inner)?));
                }
                if !order.is_empty() {
                    parts.push(format!("ORDER BY {}", self.list(order, ", ", &inner)?));
                }
                if let Some((word, from, to)) = frame {
                    let from = self.frame_end(*from, "UNBOUNDED PRECEDING")?;
                    let to = self.frame_end(*to, "UNBOUNDED FOLLOWING")?;
                    parts.push(format!("{word} BETWEEN {from} AND {to}"));
                }
                Ok(format!("{text} OVER ({})", parts.join(" ")))
            }
            Kind::Filter { of, when } => {
                let (of, when) = (self.expr(of, &inner)?, self.expr(when, &inner)?);
                Ok(format!("{of} FILTER (WHERE {when})"))
            }
            Kind::Scalar(body) | Kind::Query(body) => {
                Ok(format!("({})", self.body(body, false, false)?))
            }
            Kind::Exists(body) => Ok(format!("EXISTS ({})", self.body(body, false, false)?)),
            Kind::From(from) => self.from(from, false),
        }
    }

    fn frame_end(&mut self, end: Option<i64>, unbounded: &str) -> Run<String> {
        let Some(end) = end else { return Ok(unbounded.to_owned()) };
        if end == 0 {
            return Ok("CURRENT ROW".to_owned());
        }
        let count = crate::orm::python::Value::Int(end.abs());
        let place =
            self.expr(&Element::bind("param", count, Type::integer()), &Place::default())?;
        Ok(format!("{place} {}", if end < 0 { "PRECEDING" } else { "FOLLOWING" }))
    }

    pub(super) fn quote(&self, name: &str) -> String {
        clean(&quoted(name, self.dialect))
    }

    pub(super) fn list(&mut self, items: &[Expr], between: &str, place: &Place) -> Run<String> {
        let mut texts = Vec::with_capacity(items.len());
        for item in items {
            let text = self.expr(item, place)?;
            if !text.is_empty() {
                texts.push(text);
            }
        }
        Ok(texts.join(between))
    }

    /// `text(…)`: `:name` is a value's place.
    pub(super) fn text_clause(&mut self, clause: &Rc<TextClause>) -> Run<String> {
        let source = clean(&clause.text);
        let mut out = String::with_capacity(source.len());
        let mut rest = source.as_str();
        let mut before = ' ';
        while let Some(at) = rest.find([':', '\\']) {
            let (plain, behind) = rest.split_at(at);
            out.push_str(plain);
            before = plain.chars().next_back().unwrap_or(before);
            if let Some(escaped) = behind.strip_prefix("\\:") {
                out.push(':');
                before = ':';
                rest = escaped;
                continue;
            }
            let after = behind.get(1..).unwrap_or_default();
            let length =
                after.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(after.len());
            let name = after.get(..length).unwrap_or_default();
            let follows = after.get(length..).unwrap_or_default();
            let stands_free = !matches!(before, ':' | '_') && !before.is_alphanumeric();
            let is_name = behind.starts_with(':') && !name.is_empty();
            let is_place = is_name && stands_free && !follows.starts_with(':');
            if is_place {
                let bind = clause
                    .binds
                    .get(name)
                    .cloned()
                    .unwrap_or_else(|| Element::parameter(name, Type::null()));
                out.push_str(&self.expr(&bind, &Place::default())?);
                before = 'x';
                rest = follows;
            } else {
                out.push_str(behind.get(..1).unwrap_or_default());
                before = ':';
                rest = after;
            }
        }
        out.push_str(rest);
        Ok(out)
    }

    fn unary(&mut self, op: &Op, operand: &Expr, place: &Place) -> Run<String> {
        let inner = Place { in_columns: false, ..place.clone() };
        match op {
            Op::IsTrue | Op::IsFalse => {
                let text = self.expr(operand, &inner)?;
                let plain = is_implicitly_boolean(operand) || self.dialect == Dialect::Default;
                Ok(match (op, plain) {
                    (Op::IsTrue, true) => text,
                    (Op::IsTrue, false) => format!("{text} = 1"),
                    (_, true) => format!("NOT {text}"),
                    (_, false) => format!("{text} = 0"),
                })
            }
            Op::Distinct if !place.in_function => {
                self.machine.warn(
                    "SAWarning",
                    "Column-expression-level unary distinct() should not be used outside of an \
                     aggregate function. For general 'SELECT DISTINCT' support use \
                     select().distinct().",
                );
                Ok(format!("DISTINCT {}", self.expr(operand, &inner)?))
            }
            op if op.is_order() => Ok(format!("{}{}", self.expr(operand, &inner)?, op.text())),
            _ => Ok(format!("{}{}", op.text(), self.expr(operand, &inner)?)),
        }
    }

    fn binary(&mut self, left: &Expr, op: &Op, right: &Expr, place: &Place) -> Run<String> {
        let sqlite = self.dialect == Dialect::Sqlite;
        match op {
            Op::TrueDiv if sqlite => {
                let (left, right) = (self.expr(left, place)?, self.expr(right, place)?);
                Ok(format!("{left} / ({right} + 0.0)"))
            }
            Op::TrueDiv => {
                let is_real = matches!(right.ty().affinity(), Affinity::Numeric | Affinity::Float);
                let ty = if is_real { right.ty() } else { Type::numeric() };
                let left = self.expr(left, place)?;
                let right = self.expr(right, place)?;
                Ok(format!("{left} / CAST({right} AS {})", self.type_text(&ty)?))
            }
            Op::FloorDiv => {
                let whole = [left, right].iter().all(|s| s.ty().affinity() == Affinity::Integer);
                let (left, right) = (self.expr(left, place)?, self.expr(right, place)?);
                Ok(if whole {
                    format!("{left} / {right}")
                } else {
                    format!("FLOOR({left} / {right})")
                })
            }
            Op::ILike | Op::NotILike => {
                let (left, right) = (self.lower(left, place)?, self.lower(right, place)?);
                Ok(format!("{left}{}{right}", op.text()))
            }
            Op::Pattern { place: at, ignores_case, .. } => {
                let left =
                    if *ignores_case { self.lower(left, place)? } else { self.expr(left, place)? };
                let sought = if *ignores_case {
                    self.lower(right, place)?
                } else {
                    self.expr(right, place)?
                };
                let sought = match at {
                    Where::Anywhere => format!("'%' || {sought} || '%'"),
                    Where::Start => format!("{sought} || '%'"),
                    Where::End => format!("'%' || {sought}"),
                };
                Ok(format!("{left}{}{sought}", op.text()))
            }
            Op::NotIn => {
                let (left, right) = (self.expr(left, place)?, self.expr(right, place)?);
                Ok(format!("({left} NOT IN {right})"))
            }
            Op::IsDistinctFrom if sqlite => {
                let (left, right) = (self.expr(left, place)?, self.expr(right, place)?);
                Ok(format!("{left} IS NOT {right}"))
            }
            Op::IsNotDistinctFrom if sqlite => {
                let (left, right) = (self.expr(left, place)?, self.expr(right, place)?);
                Ok(format!("{left} IS {right}"))
            }
            Op::BitXor if sqlite => {
                let (a, b) = (self.expr(left, place)?, self.expr(right, place)?);
                let (c, d) = (self.expr(left, place)?, self.expr(right, place)?);
                Ok(format!("({a} | {b} - {c} & {d})"))
            }
            Op::RegexpMatch | Op::NotRegexpMatch if !sqlite => {
                let (left, right) = (self.expr(left, place)?, self.expr(right, place)?);
                let not = if *op == Op::NotRegexpMatch { " <not regexp> " } else { " <regexp> " };
                Ok(format!("{left}{not}{right}"))
            }
            Op::GetItem | Op::PathGetItem => {
                let (left, right) = (self.expr(left, place)?, self.expr(right, place)?);
                Ok(format!("{left}[{right}]"))
            }
            _ => {
                let (left, right) = (self.expr(left, place)?, self.expr(right, place)?);
                Ok(format!("{left}{}{right}", op.text()))
            }
        }
    }

    fn lower(&mut self, expr: &Expr, place: &Place) -> Run<String> {
        Ok(format!("lower({})", self.expr(expr, place)?))
    }

    fn function(&mut self, function: &Function, place: &Place) -> Run<String> {
        let place = Place { in_function: true, ..place.clone() };
        let name = &*function.name;
        let lower = name.to_ascii_lowercase();
        let sqlite = self.dialect == Dialect::Sqlite;
        let bare = |text: &str| Ok(text.to_owned());
        let known = match lower.as_str() {
            "now" if sqlite => return bare("CURRENT_TIMESTAMP"),
            "localtimestamp" if sqlite => return bare("DATETIME(CURRENT_TIMESTAMP, 'localtime')"),
            "char_length" if sqlite => Some("length"),
            "current_date" => Some("CURRENT_DATE"),
            "current_time" => Some("CURRENT_TIME"),
            "current_timestamp" => Some("CURRENT_TIMESTAMP"),
            "current_user" => Some("CURRENT_USER"),
            "localtime" => Some("LOCALTIME"),
            "localtimestamp" => Some("LOCALTIMESTAMP"),
            "session_user" => Some("SESSION_USER"),
            "user" => Some("USER"),
            "sysdate" => Some("sysdate"),
            "random" => Some("random"),
            "coalesce" => Some("coalesce"),
            "cube" => Some("CUBE"),
            "rollup" => Some("ROLLUP"),
            "grouping_sets" => Some("GROUPING SETS"),
            "aggregate_strings" if sqlite => Some("group_concat"),
            _ => None,
        };
        if let Some(known) = known
            && known == known.to_ascii_uppercase()
            && function.args.is_empty()
        {
            return bare(known);
        }
        if known.is_none_or(|known| known == "sysdate" || known == "random") && lower == "sysdate" {
            return bare("sysdate");
        }
        let mut text = String::new();
        for part in &function.package {
            let part = if has_odd_characters(part) { self.quote(part) } else { clean(part) };
            text.push_str(&part);
            text.push('.');
        }
        match known {
            Some(known) => text.push_str(known),
            None if has_odd_characters(name) => text.push_str(&self.quote(name)),
            None => text.push_str(name),
        }
        let args = if function.args.is_empty() && lower == "count" {
            "*".to_owned()
        } else {
            self.list(&function.args, ", ", &place)?
        };
        Ok(format!("{text}({args})"))
    }

    fn extract(&mut self, field: &str, of: &Expr, place: &Place) -> Run<String> {
        let content = self.expr(of, place)?;
        if self.dialect == Dialect::Default {
            return Ok(format!("EXTRACT({field} FROM {content})"));
        }
        let format = match field {
            "month" => "%m",
            "day" => "%d",
            "year" => "%Y",
            "second" => "%S",
            "hour" => "%H",
            "doy" => "%j",
            "minute" => "%M",
            "epoch" => "%s",
            "dow" => "%w",
            "week" => "%W",
            _ => {
                let text = format!("{field} is not a valid extract argument.");
                return Err(self.error("CompileError", text));
            }
        };
        Ok(format!("CAST(STRFTIME('{format}', {content}) AS INTEGER)"))
    }

    fn label(&mut self, name: &Name, of: &Expr, place: &Place) -> Run<String> {
        if place.as_label.as_ref() == Some(name) {
            let name = self.named(name);
            return Ok(self.quote(&name));
        }
        let of = &grouped(of, Some(&Op::As));
        if place.in_columns && !place.in_label {
            let name = self.named(name);
            let inner = Place { in_columns: true, in_label: true, ..place.clone() };
            let content = self.expr(of, &inner)?;
            return Ok(format!("{content} AS {}", self.quote(&name)));
        }
        let inner = Place { in_columns: false, ..place.clone() };
        self.expr(of, &inner)
    }

    /// A text in ORDER BY or GROUP BY.
    fn label_text(&mut self, text: &Rc<str>, place: &Place) -> Run<String> {
        let Some(entry) = self.stack.last() else { return Ok(clean(text)) };
        let by_name = |(name, expr): &(Option<Rc<str>>, Expr)| {
            (name.as_ref() == Some(text)).then(|| Rc::clone(expr))
        };
        let found = entry.labels.iter().rev().find_map(by_name).or_else(|| {
            let named = |(name, expr): &(Rc<str>, Expr)| (name == text).then(|| Rc::clone(expr));
            entry.from_labels.iter().rev().find_map(named)
        });
        match found {
            Some(expr) => {
                let as_label = match &expr.kind {
                    Kind::Label { name, .. } => Some(name.clone()),
                    _ => None,
                };
                self.expr(&expr, &Place { as_label, ..place.clone() })
            }
            None => {
                let shown = self.machine.repr(&crate::orm::python::Value::Str(Rc::clone(text)))?;
                let message = format!(
                    "Can't resolve label reference for ORDER BY / GROUP BY / DISTINCT etc. \
                     Textual SQL expression {shown} should be explicitly declared as \
                     text({shown})"
                );
                Err(self.error("CompileError", message))
            }
        }
    }

    /// An expression of ORDER BY, where a label of the select list is written by its name.
    pub(super) fn order(&mut self, expr: &Expr, place: &Place) -> Run<String> {
        let label = ordering_label(expr);
        let as_label = label.and_then(|label| {
            let Kind::Label { name, of } = &label.kind else { return None };
            let entry = self.stack.last()?;
            let is_there = entry.labels.iter().any(|(_, other)| match &other.kind {
                Kind::Label { name: own, of: inner } => {
                    own == name && (Rc::ptr_eq(inner, of) || label.same(other) || inner.same(of))
                }
                Kind::Proxy(proxy) => proxy.name == *name && stands_for(other, of),
                _ => false,
            });
            is_there.then(|| name.clone())
        });
        self.expr(expr, &Place { as_label, ..place.clone() })
    }

    pub(super) fn type_text(&mut self, ty: &Type) -> Run<String> {
        match ty.ddl(self.dialect == Dialect::Sqlite) {
            Some(text) => Ok(clean(&text)),
            None if self.dialect == Dialect::Default => Ok("NULL".to_owned()),
            None => {
                let text = "Can't generate DDL for NullType(); did you forget to specify a type \
                            on this Column?";
                Err(self.error("CompileError", text))
            }
        }
    }
}

/// The label under DESC and its kin.
fn ordering_label(expr: &Expr) -> Option<&Expr> {
    match &expr.kind {
        Kind::Label { .. } => Some(expr),
        Kind::Unary { op, operand } if op.is_order() => ordering_label(operand),
        _ => None,
    }
}
