//! The names that a metadata's naming convention makes for constraints and indexes.

use std::rc::Rc;

use crate::orm::core::errors::raise;
use crate::orm::core::walk::walk;
use crate::orm::core::{
    Column, Constraint, ConstraintKind, Element, ForeignKey, Kind, Name, Table,
};
use crate::orm::python::{Machine, Run, Value};

impl Table {
    /// Gives a constraint the name that the metadata's convention makes for it.
    pub(crate) fn name_constraint(
        &self,
        machine: &mut Machine,
        constraint: &Constraint,
    ) -> Run<()> {
        let kind = match constraint.kind {
            ConstraintKind::PrimaryKey { .. } => "pk",
            ConstraintKind::ForeignKey { .. } => "fk",
            ConstraintKind::Unique => "uq",
            ConstraintKind::Check(_) => "ck",
        };
        let mut columns = constraint.columns.borrow().clone();
        if let ConstraintKind::Check(expr) = &constraint.kind
            && columns.is_empty()
        {
            walk(expr, false, &mut |part| {
                if let Kind::Column(column) = &part.kind {
                    columns.push(Rc::clone(column));
                }
                true
            });
        }
        let given = constraint.name.borrow().clone();
        if given.is_some() && kind != "ck" {
            return Ok(());
        }
        if let ConstraintKind::ForeignKey { elements, .. } = &constraint.kind {
            let key = elements.borrow().first().cloned();
            let name = self.conventional(machine, kind, &columns, given, key.as_deref())?;
            if let Some(name) = name {
                *constraint.name.borrow_mut() = Some(name);
                constraint.named_by_rule.set(true);
            }
            return Ok(());
        }
        if let Some(name) = self.conventional(machine, kind, &columns, given, None)? {
            *constraint.name.borrow_mut() = Some(name);
            constraint.named_by_rule.set(true);
        }
        Ok(())
    }

    /// The name of a constraint or index by the metadata's convention, where it has one.
    pub(crate) fn conventional(
        &self,
        machine: &mut Machine,
        kind: &str,
        columns: &[Rc<Column>],
        given: Option<Rc<str>>,
        key: Option<&ForeignKey>,
    ) -> Run<Option<Rc<str>>> {
        let Some(metadata) = self.metadata.upgrade() else { return Ok(None) };
        let Some(Value::Str(pattern)) = metadata.naming.borrow().get(kind).cloned() else {
            return Ok(None);
        };
        if pattern.contains("%(constraint_name)s") && given.is_none() {
            if kind == "ck" {
                let text = "Naming convention including %(constraint_name)s token requires that \
                            constraint is explicitly named.";
                return Err(raise(machine, "InvalidRequestError", text));
            }
            return Ok(None);
        }
        if given.is_some() && !pattern.contains("%(constraint_name)s") {
            return Ok(None);
        }
        let mut name = String::new();
        let mut rest = &*pattern;
        while let Some((before, after)) = rest.split_once("%(") {
            name.push_str(before);
            let Some((token, behind)) = after.split_once(")s") else { break };
            name.push_str(&self.token(token, columns, given.as_deref(), key));
            rest = behind;
        }
        name.push_str(rest);
        Ok(Some(name.into()))
    }

    fn token(
        &self,
        token: &str,
        columns: &[Rc<Column>],
        given: Option<&str>,
        key: Option<&ForeignKey>,
    ) -> String {
        let label = |column: &Rc<Column>| -> String {
            match Element::column(column).qualified_label() {
                Some(Name::Given(label)) => label.to_string(),
                _ => column.name().to_string(),
            }
        };
        let referred = key.map(|key| key.target_fullname());
        let (table, column) = match referred.as_deref().and_then(|full| full.rsplit_once('.')) {
            Some((table, column)) => (table.to_owned(), column.to_owned()),
            None => (String::new(), String::new()),
        };
        let part = |rest: &str| -> Option<String> {
            let all = |joint: &str, what: &dyn Fn(&Rc<Column>) -> String| {
                columns.iter().map(what).collect::<Vec<_>>().join(joint)
            };
            let named: &dyn Fn(&Rc<Column>) -> String = &|column| column.name().to_string();
            Some(match rest {
                "0_name" | "0_key" => columns.first().map(named).unwrap_or_default(),
                "0_label" => columns.first().map(label).unwrap_or_default(),
                "0N_name" | "0N_key" => all("", named),
                "0_N_name" | "0_N_key" => all("_", named),
                "0N_label" => all("", &label),
                "0_N_label" => all("_", &label),
                _ => return None,
            })
        };
        match token {
            "table_name" => self.name.to_string(),
            "referred_table_name" => table,
            "referred_column_0_name" => column,
            "constraint_name" => given.unwrap_or_default().to_owned(),
            _ => token.strip_prefix("column_").and_then(part).unwrap_or_default(),
        }
    }
}
