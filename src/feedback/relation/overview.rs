//! Every relation of a database, in all notations.

use super::{census, flaw, link, proof};
use crate::relation::census::Census;
use crate::relation::finding::{Inferred, Join};
use crate::relation::notation::print;
use crate::relation::said::Notation;
use crate::relation::{End, Link, Model};

/// What is said of a database as a whole. Texts are not escaped: faces do that.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Overview {
    /// Each link, and what relates through a join table.
    pub relations: Vec<Told>,
    /// Tables that no link speaks of.
    pub alone: Vec<String>,
    /// What is wrong with the keys, in sentences.
    pub flaws: Vec<String>,
    /// The whole database as a diagram of Mermaid's.
    pub mermaid: String,
}

/// One relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The crow's-foot line.
    pub line: String,
    /// The same in sentences, without full stops.
    pub sentences: Vec<String>,
    /// The columns that prove it.
    pub proof: Option<String>,
    /// What the rows say of it.
    pub census: Option<String>,
}

/// Everything that there is to say of a database.
pub fn overview(inferred: &Inferred, rows: &Census) -> Overview {
    let counted = census::of_links(inferred, rows).into_iter();
    let links = inferred.model.links.iter().zip(&inferred.proofs).zip(counted);
    let links = links.map(|((held, by), counted)| Told {
        line: crow(&said(inferred, held)),
        sentences: link::sentences(held),
        proof: Some(proof::line(by)),
        census: Some(counted).filter(|line| !line.is_empty()),
    });
    let joins = inferred.joins.iter().zip(census::of_joins(inferred, rows));
    let joins = joins.filter(|(join, _)| join.is_plain).filter_map(|(join, counted)| {
        let link = many_to_many(inferred, join)?;
        Some(Told {
            line: crow(&link),
            sentences: link::sentences(&link),
            proof: None,
            census: Some(counted).filter(|line| !line.is_empty()),
        })
    });
    let relations: Vec<Told> = links.chain(joins).collect();
    let is_linked = |name: &str| {
        let links = &inferred.model.links;
        links.iter().any(|link| link.left.entity == name || link.right.entity == name)
    };
    let names = inferred.model.entities.iter().map(|entity| entity.name.clone());
    Overview {
        relations,
        alone: names.filter(|name| !is_linked(name)).collect(),
        flaws: inferred.flaws.iter().map(|flaw| flaw::sentence(flaw, inferred)).collect(),
        mermaid: print(&inferred.model, Notation::Mermaid).text,
    }
}

/// The link with the columns of its key only where they tell it from another.
fn said(inferred: &Inferred, link: &Link) -> Link {
    let same = |other: &&Link| {
        other.left.entity == link.left.entity && other.right.entity == link.right.entity
    };
    match inferred.model.links.iter().filter(same).count() {
        0 | 1 => Link { columns: Vec::new(), ..link.clone() },
        _ => link.clone(),
    }
}

fn many_to_many(inferred: &Inferred, join: &Join) -> Option<Link> {
    let end = |at: usize| Some(inferred.model.links.get(at)?.left.entity.clone());
    let (left, right) = (End::many(end(join.left)?), End::many(end(join.right)?));
    Some(Link { through: Some(join.table.clone()), ..Link::new(left, right) })
}

fn crow(link: &Link) -> String {
    let model = Model { entities: Vec::new(), links: vec![link.clone()] };
    print(&model, Notation::Crow).text
}
