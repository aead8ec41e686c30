//! The operations that make a database what the models declare, in the order in which alembic
//! finds them. Where it goes through a set, which has no order, the order here is that of names.

use super::version::TABLE;
use super::{
    AlterColumn, Change, ColumnSpec, IndexSpec, KeySpec, Operation, TableSpec, UniqueSpec,
};
use crate::orm::python::repr_of;

/// What was found between two sides.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The operations, from the database to the models.
    pub operations: Vec<Operation>,
    /// What alembic logs of them: `Detected added table 'users'`.
    pub detected: Vec<String>,
    /// Indexes of expressions, which alembic passes over.
    pub skipped: Vec<String>,
}

/// Compares the models, those that others refer to first, with a database.
pub(super) fn compare(models: &[TableSpec], database: &[TableSpec]) -> Found {
    let mut found = Found::default();
    let in_database = |name: &str| database.iter().find(|table| table.name == name);
    let in_models = |name: &str| models.iter().find(|table| table.name == name);
    let own = |table: &&TableSpec| table.name != TABLE;
    for table in models.iter().filter(own).filter(|table| in_database(&table.name).is_none()) {
        found.operations.push(Operation::CreateTable(table.clone()));
        found.log(format!("added table {}", repr_of(&table.name)));
        let changes = indexes(&mut found, table, &[], &table.indexes);
        found.alter(&table.name, changes);
    }
    let gone: Vec<&TableSpec> =
        database.iter().filter(own).filter(|table| in_models(&table.name).is_none()).collect();
    for table in children_first(gone) {
        let changes = indexes(&mut found, table, &table.indexes, &[]);
        found.alter(&table.name, changes);
        found.operations.push(Operation::DropTable(table.clone()));
        found.log(format!("removed table {}", repr_of(&table.name)));
    }
    for before in database.iter().filter(own) {
        if let Some(after) = in_models(&before.name) {
            let changes = changes(&mut found, before, after);
            found.alter(&before.name, changes);
        }
    }
    found
}

impl Found {
    fn log(&mut self, what: String) {
        self.detected.push(format!("Detected {what}"));
    }

    fn alter(&mut self, table: &str, changes: Vec<Change>) {
        if !changes.is_empty() {
            self.operations.push(Operation::Alter { table: table.to_owned(), changes });
        }
    }
}

/// Tables in an order in which none goes before one that refers to it.
fn children_first(mut tables: Vec<&TableSpec>) -> Vec<&TableSpec> {
    let mut ordered = Vec::with_capacity(tables.len());
    while !tables.is_empty() {
        let refers = |one: &TableSpec, other: &TableSpec| {
            one.name != other.name && one.keys.iter().any(|key| key.target == other.name)
        };
        let free = tables.iter().position(|table| !tables.iter().any(|one| refers(one, table)));
        // In a circle the first by name goes first.
        ordered.push(tables.remove(free.unwrap_or(0)));
    }
    ordered
}

/// What is to be done to a table that is on both sides.
fn changes(found: &mut Found, before: &TableSpec, after: &TableSpec) -> Vec<Change> {
    let mut changes = Vec::new();
    let column = |table: &TableSpec, name: &str| {
        table.columns.iter().find(|column| column.name == name).cloned()
    };
    for added in after.columns.iter().filter(|it| column(before, &it.name).is_none()) {
        changes.push(Change::AddColumn(added.clone()));
        found.log(format!("added column '{}.{}'", after.name, added.name));
    }
    for model in &after.columns {
        if let Some(own) = column(before, &model.name) {
            let altered = altered(found, &after.name, &own, model);
            changes.extend(altered.map(Change::AlterColumn));
        }
    }
    changes.extend(constraints(found, before, after));
    changes.extend(keys(found, before, after));
    for gone in before.columns.iter().filter(|it| column(after, &it.name).is_none()) {
        changes.push(Change::DropColumn(gone.clone()));
        found.log(format!("removed column '{}.{}'", after.name, gone.name));
    }
    changes
}

fn altered(
    found: &mut Found,
    table: &str,
    own: &ColumnSpec,
    model: &ColumnSpec,
) -> Option<AlterColumn> {
    let nullable = (own.nullable != model.nullable).then_some(model.nullable);
    if let Some(nullable) = nullable {
        let what = if nullable { "NULL" } else { "NOT NULL" };
        found.log(format!("{what} on column '{table}.{}'", own.name));
    }
    let ty = own.ty.differs(&model.ty).then(|| model.ty.clone());
    if let Some(ty) = &ty {
        let (from, to) = (&own.ty.repr, &ty.repr);
        found.log(format!("type change from {from} to {to} on '{table}.{}'", own.name));
    }
    if nullable.is_none() && ty.is_none() {
        return None;
    }
    // Defaults are not compared; where there is one, alembic looks no further.
    let has_default = own.default.is_some() || model.default.is_some();
    let autoincrement = if model.is_number { Some(true) } else { model.autoincrement };
    Some(AlterColumn {
        column: own.name.clone(),
        existing_type: own.ty.clone(),
        ty,
        existing_nullable: own.nullable,
        nullable,
        autoincrement: autoincrement.filter(|_| !has_default),
        existing_default: own.default.clone(),
    })
}

/// A UNIQUE or an index: alembic compares the two together.
#[derive(Clone)]
enum Sign {
    Unique(UniqueSpec),
    Index(IndexSpec),
}

impl Sign {
    fn name(&self) -> Option<&str> {
        match self {
            Self::Unique(unique) => unique.name.as_ref().map(|name| name.text.as_str()),
            Self::Index(index) => Some(&index.name.text),
        }
    }

    fn added(&self, found: &mut Found) -> Change {
        let name = self.name().map_or_else(|| "None".to_owned(), repr_of);
        match self {
            Self::Unique(unique) => {
                let columns = tuple(&unique.columns);
                found.log(format!("added unique constraint {name} on '{columns}'"));
                Change::CreateUnique(unique.clone())
            }
            Self::Index(index) => {
                found.log(format!("added index {name} on '{}'", tuple(&index.columns)));
                Change::CreateIndex(index.clone())
            }
        }
    }

    fn dropped(&self) -> Change {
        match self {
            Self::Unique(unique) => Change::DropUnique(unique.clone()),
            Self::Index(index) => Change::DropIndex(index.clone()),
        }
    }

    fn removed(&self, found: &mut Found, table: &str) -> Change {
        let name = self.name().map_or_else(|| "None".to_owned(), repr_of);
        let what = match self {
            Self::Unique(_) => "unique constraint",
            Self::Index(_) => "index",
        };
        found.log(format!("removed {what} {name} on {}", repr_of(table)));
        self.dropped()
    }

    /// How one in the database differs from a model's of its name and kind.
    fn differs(&self, model: &Self) -> Option<(&'static str, String)> {
        match (self, model) {
            (Self::Index(own), Self::Index(model)) => {
                let mut said = Vec::new();
                if own.unique != model.unique {
                    let (own, model) = (truth(own.unique), truth(model.unique));
                    said.push(format!("unique={own} to unique={model}"));
                }
                if own.columns != model.columns {
                    let (own, model) = (tuple(&own.columns), tuple(&model.columns));
                    said.push(format!("expression {own} to {model}"));
                }
                (!said.is_empty()).then(|| ("index", said.join(", ")))
            }
            (Self::Unique(own), Self::Unique(model)) => {
                let (own, model) = (sorted(&own.columns), sorted(&model.columns));
                let said = || format!("expression {} to {}", tuple(&own), tuple(&model));
                (own != model).then(|| ("unique constraint", said()))
            }
            _ => None,
        }
    }
}

/// The indexes of a table that is new or goes: its UNIQUEs come and go with it.
fn indexes(
    found: &mut Found,
    table: &TableSpec,
    before: &[IndexSpec],
    after: &[IndexSpec],
) -> Vec<Change> {
    let side = |indexes: &[IndexSpec]| indexes.iter().cloned().map(Sign::Index).collect();
    signs(found, &table.name, side(before), side(after))
}

fn constraints(found: &mut Found, before: &TableSpec, after: &TableSpec) -> Vec<Change> {
    let side = |table: &TableSpec| {
        let uniques = table.uniques.iter().cloned().map(Sign::Unique);
        uniques.chain(table.indexes.iter().cloned().map(Sign::Index)).collect()
    };
    signs(found, &after.name, side(before), side(after))
}

fn signs(found: &mut Found, table: &str, before: Vec<Sign>, mut after: Vec<Sign>) -> Vec<Change> {
    let known = |name: &str| before.iter().any(|own| own.name() == Some(name));
    after.retain(|sign| match sign {
        Sign::Index(index) if index.has_expressions && !known(&index.name.text) => {
            found.skipped.push(index.name.text.clone());
            false
        }
        _ => true,
    });
    let unnamed = |signs: &[Sign]| -> Vec<Vec<String>> {
        let columns = signs.iter().filter_map(|sign| match sign {
            Sign::Unique(unique) => Some((unique.name.is_none(), sorted(&unique.columns))),
            Sign::Index(_) => None,
        });
        columns.filter(|(is_unnamed, _)| *is_unnamed).map(|(_, columns)| columns).collect()
    };
    let by_name = |signs: &[Sign]| -> Vec<(String, Sign)> {
        let named = signs.iter().filter_map(|it| Some((it.name()?.to_owned(), it.clone())));
        let mut named: Vec<_> = named.collect();
        named.sort_by(|(one, _), (other, _)| one.cmp(other));
        named
    };
    let (own, models) = (by_name(&before), by_name(&after));
    let find = |side: &[(String, Sign)], name: &str| {
        side.iter().find(|(own, _)| own == name).map(|(_, sign)| sign.clone())
    };
    let mut changes = Vec::new();
    let wanted_unnamed = unnamed(&after);
    for (name, sign) in own.iter().filter(|(name, _)| find(&models, name).is_none()) {
        // A model's UNIQUE without a name may have one in the database.
        let is_meant =
            matches!(sign, Sign::Unique(it) if wanted_unnamed.contains(&sorted(&it.columns)));
        if !is_meant && !name.is_empty() {
            changes.push(sign.removed(found, table));
        }
    }
    for (name, model) in &models {
        let Some(sign) = find(&own, name) else { continue };
        if std::mem::discriminant(&sign) != std::mem::discriminant(model) {
            changes.push(sign.removed(found, table));
            changes.push(model.added(found));
        } else if let Some((what, said)) = sign.differs(model) {
            let (name, table) = (repr_of(name), repr_of(table));
            found.log(format!("changed {what} {name} on {table}: {said}"));
            changes.extend([sign.dropped(), model.dropped().reversed_one()]);
        }
    }
    for (_, model) in models.iter().filter(|(name, _)| find(&own, name).is_none()) {
        changes.push(model.added(found));
    }
    let there: Vec<Vec<String>> = before.iter().filter_map(Sign::unique_columns).collect();
    for model in after.iter().filter(|it| it.name().is_none()) {
        if model.unique_columns().is_some_and(|columns| !there.contains(&columns)) {
            changes.push(model.added(found));
        }
    }
    changes
}

impl Sign {
    /// The columns of a UNIQUE, in the order of their names.
    fn unique_columns(&self) -> Option<Vec<String>> {
        match self {
            Self::Unique(unique) => Some(sorted(&unique.columns)),
            Self::Index(_) => None,
        }
    }
}

impl Change {
    /// What makes again what this drops.
    fn reversed_one(self) -> Self {
        match self {
            Self::DropUnique(unique) => Self::CreateUnique(unique),
            Self::DropIndex(index) => Self::CreateIndex(index),
            other => other,
        }
    }
}

/// The foreign keys that go, and those that come: a changed one does both.
fn keys(found: &mut Found, before: &TableSpec, after: &TableSpec) -> Vec<Change> {
    let mut changes = Vec::new();
    let has = |table: &TableSpec, key: &KeySpec| table.keys.iter().any(|own| own.is_same(key));
    let said = |key: &KeySpec| {
        let (columns, targets) = (key.columns.join(", "), key.targets.join(", "));
        format!("foreign key ({columns})({targets}) on table {}", after.name)
    };
    for gone in before.keys.iter().filter(|key| !has(after, key)) {
        changes.push(Change::DropKey(gone.clone()));
        found.log(format!("removed {}", said(gone)));
    }
    for new in after.keys.iter().filter(|key| !has(before, key)) {
        changes.push(Change::CreateKey(new.clone()));
        found.log(format!("added {}", said(new)));
    }
    changes
}

impl KeySpec {
    /// Whether both say the same, apart from their names.
    fn is_same(&self, other: &Self) -> bool {
        let action = |action: &Option<String>| {
            action.as_ref().map(|it| it.to_lowercase()).filter(|it| it != "no action")
        };
        let when = |key: &Self| match (&key.initially, key.deferrable) {
            (Some(initially), _) if initially.eq_ignore_ascii_case("deferred") => 2,
            (_, Some(true)) => 1,
            _ => 0,
        };
        self.columns == other.columns
            && self.target == other.target
            && self.targets == other.targets
            && action(&self.on_delete) == action(&other.on_delete)
            && action(&self.on_update) == action(&other.on_update)
            && when(self) == when(other)
    }
}

fn sorted(columns: &[String]) -> Vec<String> {
    let mut columns = columns.to_vec();
    columns.sort();
    columns
}

/// Names as Python shows a tuple of them.
fn tuple(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| repr_of(name)).collect();
    match quoted.as_slice() {
        [only] => format!("({only},)"),
        _ => format!("({})", quoted.join(", ")),
    }
}

fn truth(truth: bool) -> &'static str {
    if truth { "True" } else { "False" }
}
