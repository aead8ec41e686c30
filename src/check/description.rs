//! Judging a description: all that is said holds, and nothing of what was wanted is left out.

use super::relation::unmet;
use crate::outcome::Description;
use crate::relation::ask::ask;
use crate::relation::finding::{Finding, Inferred};
use crate::relation::{End, Link, Model};
use crate::verdict::{Reason, Unsaid, Verdict, Wrong};

/// The verdict on a description.
pub fn check(description: &Description) -> Verdict {
    let reasons = reasons(description);
    if reasons.is_empty() {
        return Verdict::Right(None);
    }
    Verdict::Wrong(Wrong { variant: None, reasons, cause: None, because: None })
}

fn reasons(description: &Description) -> Vec<Reason> {
    let Description { text, said, wanted, inferred } = description;
    let said = match said {
        Ok(said) => said,
        Err(error) => {
            return vec![Reason::Unread { text: text.clone(), error: error.clone() }];
        }
    };
    let untrue = unmet(said, inferred);
    if !untrue.is_empty() {
        return untrue.into_iter().map(|differs| Reason::Untrue(Box::new(differs))).collect();
    }
    let said = Told::by(said, inferred);
    let wanted = Told::by(wanted, inferred);
    wanted.beyond(&said, inferred).into_iter().map(Reason::Unsaid).collect()
}

/// What a model that holds tells of the foreign keys of a database: many-to-many tells of two.
struct Told<'m> {
    /// A foreign key, as an index of the database's links, and the link that tells of it.
    links: Vec<(usize, &'m Link)>,
}

impl<'m> Told<'m> {
    fn by(model: &'m Model, inferred: &Inferred) -> Self {
        let of = |link: &'m Link| match ask(inferred, link) {
            Finding::Holds(keys) => keys.into_iter().map(|key| (key, link)).collect(),
            Finding::Fails(_) => Vec::new(),
        };
        Self { links: model.links.iter().flat_map(of).collect() }
    }

    /// What this tells and the other does not.
    fn beyond(&self, other: &Self, inferred: &Inferred) -> Vec<Unsaid> {
        let mut unsaid = Vec::new();
        for &(key, wanted) in &self.links {
            let Some(held) = inferred.model.links.get(key) else { continue };
            let (left, right) = (held.left.entity.clone(), held.right.entity.clone());
            let told: Vec<&Link> = other
                .links
                .iter()
                .filter(|(known, _)| *known == key)
                .map(|(_, link)| *link)
                .collect();
            let lacks = if told.is_empty() {
                Some(Unsaid::Link { left, right })
            } else if let Some(hides) = hidden(wanted, &told) {
                let (left, right) = (hides.left.entity.clone(), hides.right.entity.clone());
                Some(Unsaid::Through { left, right })
            } else if wanted.is_many_to_many() || told.iter().any(|link| link.is_many_to_many()) {
                // It says how many there are of either, and nothing more of the key itself.
                None
            } else {
                let all = |of: fn(&End) -> bool, end: fn(&Link) -> &End| {
                    !of(end(wanted)) || told.iter().any(|link| of(end(link)))
                };
                let counts: fn(&End) -> bool = |end| end.cardinality.is_some();
                let takes_part: fn(&End) -> bool = |end| end.participation.is_some();
                let ends: [fn(&Link) -> &End; 2] = [|link| &link.left, |link| &link.right];
                let [at_left, at_right] = ends;
                if !all(counts, at_right) {
                    Some(Unsaid::Cardinality { entity: right, of: left })
                } else if !all(counts, at_left) {
                    Some(Unsaid::Cardinality { entity: left, of: right })
                } else if !all(takes_part, at_left) {
                    Some(Unsaid::Participation { entity: left, of: right })
                } else if !all(takes_part, at_right) {
                    Some(Unsaid::Participation { entity: right, of: left })
                } else {
                    None
                }
            };
            unsaid.extend(lacks.filter(|lacks| !unsaid.contains(lacks)));
        }
        unsaid
    }
}

/// Where the table that holds a key is wanted by its name, and all that tells of the key is a
/// many-to-many that passes over it: that link.
fn hidden<'m>(wanted: &Link, told: &[&'m Link]) -> Option<&'m Link> {
    let passes_over = |link: &Link| link.is_many_to_many() && link.through.is_none();
    let is_named = |link: &&Link| !passes_over(link);
    if passes_over(wanted) || told.iter().any(is_named) {
        return None;
    }
    told.first().copied()
}
