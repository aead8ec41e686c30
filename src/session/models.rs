//! What is mapped, class by class, beside what the database keeps.

use crate::check::code::gaps;

use crate::feedback::code::{first_sentence, gap};
use crate::feedback::count::list;
use crate::feedback::relation::link;
use crate::lesson::{Body, Language};
use crate::orm::mapped::{Mapped, Obstacle};
use crate::orm::recording::Related;
use crate::outcome::stage::StageError;
use crate::relation::{End, Link};
use crate::schema::{Schema, Table};

use super::page::outlines;
use super::{Effect, Effects, Model, Note, Session};

impl Session {
    /// The classes that are mapped, their relationships in words.
    pub(super) fn models(&mut self) -> Effects {
        let mapped = self.in_world(|live| live.mapped()).unwrap_or_default();
        if mapped.is_empty() {
            return Ok(vec![Effect::Note(Note::NoModels)]);
        }
        let made = self.live.schema()?;
        let schema = self.declared_schema()?;
        let tables = outlines(&mut self.beside)?;
        let gaps = gaps(&mapped, &schema);
        let is_told = mapped
            .iter()
            .flat_map(|it| &it.open)
            .any(|open| matches!(open.obstacle, Obstacle::KeyToNothing { .. }));
        let model = |it: &Mapped| {
            let outline = tables.iter().find(|table| table.name.eq_ignore_ascii_case(&it.table));
            let target = |column: &str| {
                let columns = &outline?.columns;
                columns.iter().find(|(name, _)| name.eq_ignore_ascii_case(column))?.1.clone()
            };
            let columns = it.columns.iter().map(|(name, column)| (name.clone(), target(column)));
            let own = gaps.iter().filter(|gap| gap.class == it.class).map(gap);
            let astray = it.astray.as_ref().filter(|_| !is_told);
            let lacks = made.table(&it.table).and_then(|table| lacks(it, table));
            Model {
                class: it.class.clone(),
                table: it.table.clone(),
                made: made.table(&it.table).is_some(),
                columns: columns.collect(),
                relationships: relationships(it, &mapped),
                gaps: astray
                    .map(|why| format!("{why}."))
                    .into_iter()
                    .chain(lacks)
                    .chain(own)
                    .collect(),
            }
        };
        Ok(vec![Effect::Models(mapped.iter().map(model).collect())])
    }

    /// Whether ORM code belongs to the lesson up to here.
    fn speaks_code(&self) -> bool {
        let so_far = self.lesson.steps.iter().take(self.at + 1);
        so_far
            .filter_map(|step| match &step.body {
                Body::Task(task) => Some(task.language),
                _ => None,
            })
            .any(|language| language == Language::Orm)
    }

    /// The live database with the tables that are declared and not made yet; it stands beside the
    /// live one afterwards.
    pub(super) fn declared_schema(&mut self) -> Result<Schema, StageError> {
        if self.world.is_none() && self.runs == 0 && !self.speaks_code() {
            return Ok(self.live.schema()?);
        }
        if self.live.in_transaction() {
            return Ok(self.live.schema()?);
        }
        let image = self.live.image()?;
        let planned = self.in_world(|live| live.planned()).unwrap_or_default();
        self.beside.restore(&image)?;
        if !planned.is_empty() {
            // What cannot be made is said when it is asked for in earnest.
            self.beside.run(&planned.join(";\n"), &self.budget);
        }
        Ok(self.beside.schema()?)
    }

    /// The classes that are mapped and whose tables cannot be made, by a schema that has all that can.
    pub(super) fn unmade(&mut self, schema: &Schema) -> Vec<Mapped> {
        if self.world.is_none() || self.live.in_transaction() {
            return Vec::new();
        }
        let mapped = self.in_world(|live| live.mapped()).unwrap_or_default();
        mapped.into_iter().filter(|it| schema.table(&it.table).is_none()).collect()
    }
}

/// That a table that was made lacks columns that its class has.
fn lacks(it: &Mapped, table: &Table) -> Option<String> {
    let columns = it.columns.iter().map(|(_, column)| column);
    let lacks: Vec<String> = columns
        .filter(|column| !table.columns.iter().any(|own| own.name.eq_ignore_ascii_case(column)))
        .map(|column| format!("`{column}`"))
        .collect();
    (!lacks.is_empty()).then(|| {
        format!(
            "The table {} lacks {}: `create_all()` leaves a table that is there as it is.",
            table.name,
            list(&lacks)
        )
    })
}

/// What leads to other classes, in words.
fn relationships(it: &Mapped, all: &[Mapped]) -> Vec<(String, String)> {
    let words = it.relationships.iter().map(|relationship| {
        let related = &relationship.related;
        let target = all.iter().find(|other| other.class == related.target);
        let target = target.map_or(related.target.as_str(), |target| target.table.as_str());
        (related.attribute.clone(), sentence(&it.table, target, related))
    });
    let open = it.open.iter().map(|open| (open.attribute.clone(), obstacle(&open.obstacle)));
    words.chain(open).collect()
}

/// What stands in the way of a relationship.
fn obstacle(obstacle: &Obstacle) -> String {
    match obstacle {
        Obstacle::NoClass(target) => format!("waits for a class {target}"),
        Obstacle::NoOtherSide { target, named, instead: Some(instead) } => {
            format!("back_populates=\"{named}\", and {target} calls it {instead}")
        }
        Obstacle::NoOtherSide { target, named, instead: None } => {
            format!("back_populates=\"{named}\", and {target} has no {named}")
        }
        Obstacle::KeyToNothing { column, names, .. } => {
            format!("cannot be completed: {column} refers to {names}, and there is no such table")
        }
        Obstacle::Raises(why) => format!("cannot be completed: {}", first_sentence(why)),
        Obstacle::Behind(class, attribute) => {
            format!("cannot be completed before {class}.{attribute} is")
        }
    }
}

/// What a relationship says: "a country has one capital".
fn sentence(table: &str, target: &str, related: &Related) -> String {
    let (own, other) = (End::one(table), End::many(target));
    let held = |end: End| Link::new(end, End { cardinality: None, ..End::one(table) });
    match (related.direction, related.uselist) {
        ("MANYTOONE", _) => link::belongs(&held(End::one(target))),
        ("MANYTOMANY", true) => {
            let through = related.secondary.clone();
            link::sentence(&Link { through, ..Link::new(End::many(table), other) })
        }
        (_, true) => link::sentence(&Link::new(own, other)),
        (_, false) => link::sentence(&Link::new(own, End::one(target))),
    }
}
