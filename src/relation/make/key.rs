//! A foreign key for a table that is there.

use super::draft::NewKey;
use super::halt::Halt;
use super::names::holds;
use super::rebuild::{readable, rebuild, reference};
use super::target::Target;
use super::work::Work;
use super::{Note, Why, obstacle, ring};
use crate::relation::finding::Reference;
use crate::relation::same;
use crate::schema::Table;
use crate::sql::tokens::quoted;

/// What is asked of a new key.
#[derive(Debug, Clone, Default)]
pub(super) struct Wish {
    /// The table that is to hold it.
    pub table: String,
    /// The table that it is to refer to.
    pub target: String,
    /// Its columns, where they were said.
    pub columns: Vec<String>,
    /// A column that bears its name.
    pub loose: Option<String>,
    /// Every row has to have it.
    pub mandatory: bool,
}

/// Gives a table a key: a new column, or one that is there.
pub(super) fn add(work: &mut Work<'_>, wish: &Wish) -> Result<(), Halt> {
    let table = work.there(&wish.table)?;
    let broken = work.inferred.flaws.iter().find(|flaw| {
        reference(flaw)
            .is_some_and(|key| same(&key.table, &table.name) && same(&key.target, &wish.target))
    });
    if let Some(flaw) = broken {
        return Err(Why::Broken(flaw.clone()).into());
    }
    let target = Target::of(work, &wish.target, &wish.columns)?;
    let columns = columns(&table, &target, wish)?;
    let new: Vec<String> =
        columns.iter().filter(|name| table.column(name).is_none()).cloned().collect();
    let mut key = NewKey {
        types: target.types(table.strict),
        targets: target.names(),
        target: target.table.clone(),
        not_null: wish.mandatory && !new.is_empty(),
        unique: false,
        deferring: "",
        columns,
    };
    if wish.mandatory && !new.is_empty() {
        obstacle::no_values(work, &table.name, &new, &key.target)?;
    }
    if wish.mandatory {
        key.deferring = ring::deferring(work, &table.name, &key.target);
    }
    if new.is_empty() {
        obstacle::orphans(work, &whole(&table, &key))?;
    }
    write(work, &table, &key, &new)?;
    if !wish.mandatory && !new.is_empty() {
        let rows = work.count(&table.name)?;
        let (table, target) = (table.name, key.target);
        work.note(Note::MayBeNull { table, columns: key.columns, target, rows });
    }
    Ok(())
}

/// The columns of the key.
fn columns(table: &Table, target: &Target, wish: &Wish) -> Result<Vec<String>, Halt> {
    if !wish.columns.is_empty() {
        return Ok(wish.columns.clone());
    }
    if let ([_], Some(loose)) = (target.columns.as_slice(), &wish.loose) {
        return Ok(vec![loose.clone()]);
    }
    // A second key to the same table, and a key to itself, do not share the columns of the first.
    let to_target = |key: &&crate::schema::ForeignKey| same(&key.table, &target.table);
    let mut taken: Vec<String> =
        table.foreign_keys.iter().filter(to_target).flat_map(|key| key.columns.clone()).collect();
    if same(&table.name, &target.table) {
        taken.extend(target.names());
    }
    let columns = target.columns_for(&taken);
    let used =
        table.foreign_keys.iter().find(|key| columns.iter().any(|name| holds(&key.columns, name)));
    match used {
        Some(key) => Err(Why::ColumnInUse(Reference {
            table: table.name.clone(),
            columns: key.columns.clone(),
            target: key.table.clone(),
            targets: key.targets.clone(),
        })
        .into()),
        None => Ok(columns),
    }
}

/// Declares the key, with its new columns.
fn write(work: &mut Work<'_>, table: &Table, key: &NewKey, new: &[String]) -> Result<(), Halt> {
    let column = |name: &String, declared: &String| {
        let declared = if declared.is_empty() { String::new() } else { format!(" {declared}") };
        let not_null = if key.not_null { " NOT NULL" } else { "" };
        format!("{}{declared}{not_null}", quoted(name))
    };
    if let ([name], [declared], false) =
        (key.columns.as_slice(), key.types.as_slice(), new.is_empty())
    {
        let (table, column) = (quoted(&table.name), column(name, declared));
        return work.run(format!("ALTER TABLE {table} ADD COLUMN {column} {};", key.clause()));
    }
    for (name, declared) in key.columns.iter().zip(&key.types) {
        if holds(new, name) {
            let table = quoted(&table.name);
            work.run(format!("ALTER TABLE {table} ADD COLUMN {};", column(name, declared)))?;
        }
    }
    let table = work.there(&table.name)?;
    let create = readable(&table)?;
    let create = match key.columns.as_slice() {
        [only] => create.with_column_constraint(only, &key.clause()),
        _ => Some(create.with_constraint(&key.constraint())),
    };
    match create {
        Some(create) => rebuild(work, &table, &create),
        None => Err(Why::Unreadable(table.name.clone()).into()),
    }
}

fn whole(table: &Table, key: &NewKey) -> Reference {
    Reference {
        table: table.name.clone(),
        columns: key.columns.clone(),
        target: key.target.clone(),
        targets: key.targets.clone(),
    }
}
