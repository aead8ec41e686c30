//! SELECT, and several joined by UNION.

use std::rc::Rc;

use super::{Compiler, Entry, Place};
use crate::orm::core::coerce::from_value;
use crate::orm::core::combine::boolean_items;
use crate::orm::core::label::{Labelled, labelled};
use crate::orm::core::walk::{froms_of, walk};
use crate::orm::core::{
    Body, Compound, Correlate, Element, Expr, FromClause, Item, Kind, LabelStyle, Library, Name,
    Op, Select, Type,
};
use crate::orm::python::{Run, Value};

impl Compiler<'_> {
    /// `index` is the place in a UNION, where it stands in one.
    pub(super) fn select(
        &mut self,
        select: &Rc<Select>,
        as_from: bool,
        is_result: bool,
        index: Option<usize>,
    ) -> Run<String> {
        let select = self.plain(select)?;
        let around = self.entry();
        let froms = self.display_froms(&select, &around, as_from)?;
        let leaves: Vec<FromClause> = froms.iter().flat_map(reads).collect();
        let mut correlate = around.correlate.clone();
        correlate.extend(leaves.iter().cloned());
        let columns = select.columns();
        let labels = columns.iter().map(|column| (resolve_name(column), Rc::clone(column)));
        let from_labels = leaves.iter().flat_map(FromClause::keyed);
        self.stack.push(Entry {
            correlate,
            froms: leaves.clone(),
            labels: labels.collect(),
            from_labels: from_labels.collect(),
        });
        let text = self.select_text(&select, &columns, &froms, as_from, is_result, index);
        self.stack.pop();
        text
    }

    fn select_text(
        &mut self,
        select: &Select,
        columns: &[Expr],
        froms: &[FromClause],
        as_from: bool,
        is_result: bool,
        index: Option<usize>,
    ) -> Run<String> {
        let mut text = "SELECT ".to_owned();
        self.note_ctes(&select.ctes)?;
        text.push_str(&self.prefixes(&select.prefixes)?);
        if select.distinct {
            text.push_str("DISTINCT ");
        }
        let counts = is_result && index.is_none_or(|index| index == 0);
        let style = if as_from && select.labels == LabelStyle::None {
            LabelStyle::Disambiguate
        } else {
            select.labels
        };
        let mut parts = Vec::new();
        for column in labelled(columns, style, true) {
            parts.push(self.select_column(&column, as_from, counts)?);
        }
        text.push_str(&parts.join(", "));
        if parts.is_empty() {
            text.truncate(text.trim_end().len());
        }
        let place = Place::default();
        if !froms.is_empty() {
            let mut parts = Vec::new();
            for from in froms {
                parts.push(self.from(from, true)?);
            }
            text.push_str(" \nFROM ");
            text.push_str(&parts.join(", "));
        }
        if !select.wheres.is_empty() {
            let conditions = self.conditions(&select.wheres, &place)?;
            if !conditions.is_empty() {
                text.push_str(" \nWHERE ");
                text.push_str(&conditions);
            }
        }
        self.lint(select, froms);
        text.push_str(&self.groups(&select.groups, &place)?);
        if !select.havings.is_empty() {
            let conditions = self.conditions(&select.havings, &place)?;
            if !conditions.is_empty() {
                text.push_str(" \nHAVING ");
                text.push_str(&conditions);
            }
        }
        text.push_str(&self.orders(&select.orders, &place)?);
        text.push_str(&self.limit(select.limit.as_ref(), select.offset.as_ref())?);
        if select.for_update && !self.is_sqlite() {
            text.push_str(" FOR UPDATE");
        }
        Ok(text)
    }

    /// The select without what only a later layer understands.
    fn plain(&mut self, select: &Rc<Select>) -> Run<Rc<Select>> {
        if let Some(known) = self.lowered.get(&Rc::as_ptr(select)) {
            return Ok(Rc::clone(known));
        }
        let body = Body::Select(Rc::clone(select));
        let plain = match Library::lowered(self.machine, &body, &self.around)? {
            Body::Select(plain) => plain,
            _ => Rc::clone(select),
        };
        self.kept.push(body);
        self.lowered.insert(Rc::as_ptr(select), Rc::clone(&plain));
        Ok(plain)
    }

    /// Conditions joined by AND.
    pub(super) fn conditions(&mut self, conditions: &[Expr], place: &Place) -> Run<String> {
        let items = boolean_items(&Op::And, conditions.to_vec());
        self.list(&items, " AND ", place)
    }

    fn groups(&mut self, groups: &[Expr], place: &Place) -> Run<String> {
        let mut texts = Vec::new();
        for group in groups {
            texts.push(match &group.kind {
                Kind::LabelText(_) => self.order(group, place)?,
                _ => self.expr(group, place)?,
            });
        }
        texts.retain(|text| !text.is_empty());
        Ok(if texts.is_empty() { String::new() } else { format!(" GROUP BY {}", texts.join(", ")) })
    }

    fn orders(&mut self, orders: &[Expr], place: &Place) -> Run<String> {
        let mut texts = Vec::new();
        for order in orders {
            texts.push(self.order(order, place)?);
        }
        texts.retain(|text| !text.is_empty());
        Ok(if texts.is_empty() { String::new() } else { format!(" ORDER BY {}", texts.join(", ")) })
    }

    fn limit(&mut self, limit: Option<&Expr>, offset: Option<&Expr>) -> Run<String> {
        let place = Place::default();
        let mut text = String::new();
        if limit.is_none() && offset.is_none() {
            return Ok(text);
        }
        let number = |number| Element::bind("param", Value::Int(number), Type::integer());
        if let Some(limit) = limit {
            text.push_str("\n LIMIT ");
            text.push_str(&self.expr(limit, &place)?);
        }
        match offset {
            Some(offset) => {
                if limit.is_none() && self.is_sqlite() {
                    text.push_str("\n LIMIT ");
                    text.push_str(&self.expr(&number(-1), &place)?);
                } else if limit.is_none() {
                    text.push_str("\n LIMIT -1");
                }
                text.push_str(" OFFSET ");
                text.push_str(&self.expr(offset, &place)?);
            }
            None if self.is_sqlite() => {
                text.push_str(" OFFSET ");
                text.push_str(&self.expr(&number(0), &place)?);
            }
            None => {}
        }
        Ok(text)
    }

    /// A column between SELECT and FROM.
    fn select_column(&mut self, labelled: &Labelled, as_from: bool, counts: bool) -> Run<String> {
        let place = Place { in_columns: true, ..Place::default() };
        self.listed_column(labelled, as_from, counts, place)
    }

    /// A column behind RETURNING.
    pub(super) fn returning_column(&mut self, labelled: &Labelled, bare: bool) -> Run<String> {
        let place = Place { in_columns: true, bare, ..Place::default() };
        self.listed_column(labelled, false, true, place)
    }

    fn listed_column(
        &mut self,
        labelled: &Labelled,
        as_from: bool,
        counts: bool,
        place: Place,
    ) -> Run<String> {
        let column = &labelled.column;
        let name = match &column.kind {
            Kind::Label { name, .. } => {
                let text = self.expr(column, &place)?;
                if counts {
                    let name = self.named(name);
                    self.add_result(name, labelled);
                }
                return Ok(text);
            }
            _ => labelled.required.clone().or_else(|| {
                if needs_label(column, as_from, self.is_sqlite()) {
                    labelled.fallback.clone()
                } else {
                    None
                }
            }),
        };
        match name {
            Some(name) => {
                let name = self.named(&name);
                let inner = Place { in_label: true, ..place };
                let text = self.expr(column, &inner)?;
                if counts {
                    self.add_result(Rc::clone(&name), labelled);
                }
                Ok(format!("{text} AS {}", self.quote(&name)))
            }
            None => {
                let text = self.expr(column, &place)?;
                if counts {
                    let name = match (&column.kind, column.plain_name()) {
                        (_, Some(name)) => self.named(&name),
                        (Kind::Unary { operand, .. }, None) => {
                            operand.name().unwrap_or_else(|| text.as_str().into())
                        }
                        _ => text.as_str().into(),
                    };
                    self.add_result(name, labelled);
                }
                Ok(text)
            }
        }
    }

    fn add_result(&mut self, name: Rc<str>, labelled: &Labelled) {
        self.add_column(name, &labelled.column);
        if labelled.repeated
            && let Some(last) = self.columns.last_mut()
        {
            last.expr = None;
        }
    }

    pub(super) fn compound(
        &mut self,
        compound: &Compound,
        as_from: bool,
        is_result: bool,
    ) -> Run<String> {
        let around = self.entry();
        let mut width = None;
        for (index, part) in compound.parts.iter().enumerate() {
            let own = part.columns();
            if *width.get_or_insert(own.len()) != own.len() {
                let first = width.unwrap_or_default();
                let text = format!(
                    "All selectables passed to CompoundSelect must have identical numbers of \
                     columns; select #1 has {first} columns, select #{} has {}",
                    index + 1,
                    own.len()
                );
                return Err(self.error("CompileError", text));
            }
        }
        // ORDER BY names the columns of what is joined, as if that were a FROM.
        let whole = Body::Compound(Rc::new(compound.clone())).subquery(None);
        let keyed = FromClause::Alias(whole).keyed();
        let labels: Vec<_> = keyed.into_iter().map(|(key, expr)| (Some(key), expr)).collect();
        self.stack.push(Entry {
            correlate: around.correlate,
            froms: around.froms,
            labels,
            from_labels: Vec::new(),
        });
        let text = self.compound_text(compound, as_from, is_result);
        self.stack.pop();
        text
    }

    fn compound_text(
        &mut self,
        compound: &Compound,
        as_from: bool,
        is_result: bool,
    ) -> Run<String> {
        self.note_ctes(&compound.ctes)?;
        let mut parts = Vec::new();
        for (index, part) in compound.parts.iter().enumerate() {
            let counts = is_result && index == 0;
            parts.push(match part {
                Body::Select(select) => {
                    let text = self.select(select, as_from, is_result, Some(index))?;
                    let own = select.limit.is_some()
                        || select.offset.is_some()
                        || !select.orders.is_empty();
                    if own { format!("({text})") } else { text }
                }
                Body::Compound(_) => format!("({})", self.body(part, as_from, counts)?),
                Body::Text(_) => self.body(part, as_from, counts)?,
            });
        }
        let mut text = parts.join(&format!(" {} ", compound.keyword));
        let place = Place { bare: true, ..Place::default() };
        text.push_str(&self.groups(&compound.groups, &place)?);
        text.push_str(&self.orders(&compound.orders, &place)?);
        text.push_str(&self.limit(compound.limit.as_ref(), compound.offset.as_ref())?);
        Ok(text)
    }

    /// What is written behind FROM: what is read from, less what the queries around give.
    fn display_froms(
        &mut self,
        select: &Select,
        around: &Entry,
        as_from: bool,
    ) -> Run<Vec<FromClause>> {
        let mut froms = self.froms(select)?;
        let without = |of: &[FromClause], taken: &[FromClause]| -> Vec<FromClause> {
            of.iter().filter(|own| !taken.iter().any(|t| t.same(own))).cloned().collect()
        };
        let explicit: Vec<FromClause> = if as_from {
            without(&around.correlate, &around.froms)
        } else {
            around.correlate.clone()
        };
        let in_both = |a: &[FromClause], b: &[FromClause]| -> Vec<FromClause> {
            a.iter().filter(|own| b.iter().any(|other| other.same(own))).cloned().collect()
        };
        match &select.correlate {
            Correlate::Only(only) => {
                let taken = in_both(&in_both(&froms, &explicit), only);
                froms = without(&froms, &taken);
            }
            Correlate::Except(except) => {
                let taken = without(&in_both(&froms, &explicit), except);
                froms = without(&froms, &taken);
            }
            Correlate::Auto => {
                if !as_from && !around.froms.is_empty() && froms.len() > 1 {
                    let left = without(&froms, &around.froms);
                    if left.is_empty() {
                        let text = "Select statement returned no FROM clauses due to \
                                    auto-correlation; specify correlate(<tables>) to control \
                                    correlation manually.";
                        return Err(self.error("InvalidRequestError", text));
                    }
                    froms = left;
                }
            }
        }
        Ok(froms)
    }

    /// What a select reads from, each once, and nothing that a join has.
    fn froms(&mut self, select: &Select) -> Run<Vec<FromClause>> {
        let mut found: Vec<FromClause> = Vec::new();
        let add = |found: &mut Vec<FromClause>, from: FromClause| {
            if !found.iter().any(|other| other.same(&from)) {
                found.push(from);
            }
        };
        for from in self.join_all(select)? {
            add(&mut found, from);
        }
        for item in &select.items {
            for from in item_froms(item) {
                add(&mut found, from);
            }
        }
        for condition in &select.wheres {
            for from in froms_of(condition) {
                add(&mut found, from);
            }
        }
        let hidden: Vec<FromClause> = found
            .iter()
            .filter_map(|from| match from {
                FromClause::Join(join) => {
                    let mut hidden = reads(&join.left);
                    hidden.extend(reads(&join.right));
                    Some(hidden)
                }
                _ => None,
            })
            .flatten()
            .collect();
        found.retain(|from| !hidden.iter().any(|other| other.same(from)));
        Ok(found)
    }

    /// The FROMs that a select was given, with its joins made.
    fn join_all(&mut self, select: &Select) -> Run<Vec<FromClause>> {
        let mut froms = select.froms.clone();
        for join in &select.joins {
            let Some(right) = &join.from else {
                return Err(self.machine.unsupported("a join to this"));
            };
            let left = match &join.left_from {
                Some(left) => Some(left.clone()),
                None if froms.is_empty() => {
                    self.implicit_left(select, right, join.condition.as_ref())?
                }
                None => None,
            };
            let at = match &left {
                Some(left) => froms.iter().position(|from| {
                    from.same(left) || reads(from).iter().any(|part| part.same(left))
                }),
                None => {
                    let all = self.joinable(&froms, right, join.condition.as_ref())?;
                    match all.as_slice() {
                        [one] => Some(*one),
                        [] => return Err(self.no_left(right)?),
                        _ => return Err(self.many_lefts()),
                    }
                }
            };
            let whole = at.and_then(|at| froms.get(at).cloned()).or_else(|| left.clone());
            let Some(whole) = whole else { return Err(self.no_left(right)?) };
            let on = match &join.condition {
                Some(condition) => Rc::clone(condition),
                None => {
                    let side = left.filter(|_| join.left_from.is_some());
                    let side = side.unwrap_or_else(|| whole.clone());
                    crate::orm::core::froms::join_condition(self.machine, &side, right)?
                }
            };
            let joined = crate::orm::core::Join {
                left: whole,
                right: right.clone(),
                on,
                outer: join.outer,
                full: join.full,
            };
            let joined = FromClause::Join(Rc::new(joined));
            match at.and_then(|at| froms.get_mut(at)) {
                Some(place) => *place = joined,
                None => froms.push(joined),
            }
        }
        Ok(froms)
    }

    fn no_left(&mut self, right: &FromClause) -> Run<crate::orm::python::Stop> {
        let shown = self.machine.repr(&from_value(right))?;
        let text = format!(
            "Don't know how to join to {shown}. Please use the .select_from() method to establish \
             an explicit left side, as well as providing an explicit ON clause if not present \
             already to help resolve the ambiguity."
        );
        Ok(self.error("InvalidRequestError", text))
    }

    fn many_lefts(&mut self) -> crate::orm::python::Stop {
        let text = "Can't determine which FROM clause to join from, there are multiple FROMS \
                    which can join to this entity. Please use the .select_from() method to \
                    establish an explicit left side, as well as providing an explicit ON clause \
                    if not present already to help resolve the ambiguity.";
        self.error("InvalidRequestError", text)
    }

    /// The FROM of the select list or the conditions that a join without a left side starts at.
    fn implicit_left(
        &mut self,
        select: &Select,
        right: &FromClause,
        on: Option<&Expr>,
    ) -> Run<Option<FromClause>> {
        let mut potential: Vec<FromClause> = Vec::new();
        let all = select.items.iter().flat_map(item_froms);
        for from in all.chain(select.wheres.iter().flat_map(froms_of)) {
            if !potential.iter().any(|other| other.same(&from)) {
                potential.push(from);
            }
        }
        let found = self.joinable(&potential, right, on)?;
        match found.as_slice() {
            [one] => Ok(potential.get(*one).cloned()),
            [] => Err(self.no_left(right)?),
            _ => Err(self.many_lefts()),
        }
    }

    /// The places of those FROMs that can be joined with this one.
    fn joinable(
        &mut self,
        froms: &[FromClause],
        right: &FromClause,
        on: Option<&Expr>,
    ) -> Run<Vec<usize>> {
        if froms.len() == 1 && on.is_some() {
            return Ok(vec![0]);
        }
        let mut found = Vec::new();
        if let Some(on) = on {
            // Those that have, with what is joined, all columns of the condition.
            let mut named: Vec<Expr> = Vec::new();
            walk(on, false, &mut |part| {
                if matches!(part.kind, Kind::Column(_) | Kind::Proxy(_)) {
                    named.push(Rc::clone(part));
                }
                true
            });
            let joined = right.exprs();
            for (at, from) in froms.iter().enumerate() {
                let own = from.exprs();
                let has = |column: &Expr| own.iter().chain(&joined).any(|c| c.same(column));
                if !from.same(right) && named.iter().all(has) {
                    found.push(at);
                }
            }
        } else {
            for (at, from) in froms.iter().enumerate() {
                if crate::orm::core::froms::can_join(self.machine, from, right)? {
                    found.push(at);
                }
            }
            if found.is_empty() && froms.len() == 1 {
                found.push(0);
            }
        }
        if found.is_empty() && on.is_some() {
            found.extend(0..froms.len());
        }
        if found.len() > 1 {
            // What a join further on has already is left to that join.
            let hidden: Vec<FromClause> = found
                .iter()
                .filter_map(|at| froms.get(*at))
                .filter(|from| matches!(from, FromClause::Join(_)))
                .flat_map(|from| reads(from).into_iter().skip(1))
                .collect();
            found.retain(|at| {
                froms.get(*at).is_none_or(|from| !hidden.iter().any(|other| other.same(from)))
            });
        }
        Ok(found)
    }
}

/// The FROMs of what stands between SELECT and FROM.
pub(super) fn item_froms(item: &Item) -> Vec<FromClause> {
    match item {
        Item::Expr(expr) => froms_of(expr),
        Item::From(from) => reads(from),
        Item::Entity(entity) => reads(&entity.from),
    }
}

/// A FROM and, where it is a join, those that it is joined of.
fn reads(from: &FromClause) -> Vec<FromClause> {
    match from {
        FromClause::Join(join) => {
            let mut found = vec![from.clone()];
            found.extend(reads(&join.left));
            found.extend(reads(&join.right));
            found
        }
        _ => vec![from.clone()],
    }
}

/// The name by which ORDER BY finds a column of the select list.
fn resolve_name(column: &Expr) -> Option<Rc<str>> {
    match column.qualified_label() {
        Some(Name::Given(name)) => Some(name),
        Some(_) => None,
        None => column.key().or_else(|| column.proxy_key()),
    }
}

/// Whether a column with no label of its own gets one.
fn needs_label(column: &Expr, as_from: bool, sqlite: bool) -> bool {
    match &column.kind {
        Kind::Column(_) | Kind::Proxy(_) => as_from && column.owner().is_some(),
        Kind::LiteralColumn(_) | Kind::Text(_) => false,
        Kind::Unary { op, operand } => {
            let mut inner = operand;
            while let Kind::Group(content) = &inner.kind {
                inner = content;
            }
            (sqlite && matches!(op, Op::IsTrue | Op::IsFalse))
                || inner.plain_name().is_none()
                || as_from
        }
        _ => column.plain_name().is_none(),
    }
}
