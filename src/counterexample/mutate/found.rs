//! The mistakes that were found possible, before the most telling of them are made.

use std::fmt::Display;

use super::mistake::{Kind, Mistake};
use super::site::{Body, Site, Spot};
use crate::sql::query::walk::{NodeMut, Path};
use crate::sql::query::{Core, Expr, Query, Select};

/// A mistake that can be made.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) mistake: Mistake,
    /// How likely it is among those of its kind: 0 comes first.
    pub(super) rank: usize,
    path: Path,
    part: Part,
}

/// What is put in the place of a part.
#[derive(Debug)]
enum Part {
    Query(Box<Query>),
    Select(Box<Select>),
    Expr(Expr),
}

/// All that were found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) candidates: Vec<Candidate>,
}

impl Found {
    /// An expression in the place of another; both are quoted. Of what may stand in the query more
    /// than once it is said where.
    pub(super) fn expr(&mut self, spot: &Spot<'_>, kind: Kind, rank: usize, new: Expr) {
        let place = match spot.expr {
            Expr::Column(_) | Expr::Call(_) => spot.clause.keyword(),
            _ => None,
        };
        let was = match place {
            Some(keyword) => format!("{} in {keyword}", spot.expr),
            None => spot.expr.to_string(),
        };
        let is = new.to_string();
        self.expr_told(spot, kind, rank, (was, is), new);
    }

    /// An expression in the place of another, told of in these words: what it was, what it is.
    pub(super) fn expr_told<W: Display, I: Display>(
        &mut self,
        spot: &Spot<'_>,
        kind: Kind,
        rank: usize,
        (was, is): (W, I),
        new: Expr,
    ) {
        let mistake = Mistake::new(kind, &was.to_string(), &is.to_string());
        let path = spot.path.clone();
        self.candidates.push(Candidate { mistake, rank, path, part: Part::Expr(new) });
    }

    /// A SELECT with something changed.
    pub(super) fn select<W: Display, I: Display>(
        &mut self,
        site: &Site<'_>,
        kind: Kind,
        rank: usize,
        (was, is): (W, I),
        change: impl FnOnce(&mut Select),
    ) {
        let mut select = Box::new(site.select.clone());
        change(&mut select);
        let mistake = Mistake::new(kind, &was.to_string(), &is.to_string());
        let path = site.path.clone();
        self.candidates.push(Candidate { mistake, rank, path, part: Part::Select(select) });
    }

    /// A query with something changed.
    pub(super) fn query<W: Display, I: Display>(
        &mut self,
        (query, path): (&Query, &Path),
        kind: Kind,
        rank: usize,
        (was, is): (W, I),
        change: impl FnOnce(&mut Query),
    ) {
        let mut query = Box::new(query.clone());
        change(&mut query);
        let mistake = Mistake::new(kind, &was.to_string(), &is.to_string());
        let path = path.clone();
        self.candidates.push(Candidate { mistake, rank, path, part: Part::Query(query) });
    }

    /// A query with something changed.
    pub(super) fn body<W: Display, I: Display>(
        &mut self,
        body: &Body<'_>,
        kind: Kind,
        rank: usize,
        told: (W, I),
        change: impl FnOnce(&mut Query),
    ) {
        self.query((body.query, &body.path), kind, rank, told, change);
    }
}

impl Candidate {
    /// The query with this mistake in it.
    pub(super) fn made(self, query: &Query) -> (Mistake, Option<String>) {
        let mut query = query.clone();
        let done = match (query.at_mut(&self.path), self.part) {
            (Some(NodeMut::Query(place)), Part::Query(new)) => {
                *place = *new;
                true
            }
            (Some(NodeMut::Core(place)), Part::Select(new)) => {
                *place = Core::Select(new);
                true
            }
            (Some(NodeMut::Expr(place)), Part::Expr(new)) => {
                *place = new;
                true
            }
            _ => false,
        };
        (self.mistake, done.then(|| query.to_string()))
    }
}
