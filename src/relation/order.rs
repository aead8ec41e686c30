//! In which order a printer names entities, so that what it prints names them in the model's.

use super::{Link, Model, same};

/// One thing to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Statement<'m> {
    /// An entity alone.
    Entity(&'m str),
    /// A link, from its left end.
    Forth(&'m Link),
    /// A link, from its right end.
    Back(&'m Link),
}

/// What to say, one after the other, so that every entity is first named where the model has it.
///
/// `first` are as many entities as have been named already; `ways` says in which of both ways
/// (forth, back) a link can be said. A link that can be said in none is left out. `with_joins`: what
/// is said of a link names its join table.
pub(super) fn statements<'m>(
    model: &'m Model,
    first: usize,
    with_joins: bool,
    ways: impl Fn(&Link) -> (bool, bool),
) -> Vec<Statement<'m>> {
    let names: Vec<&str> = model.entities.iter().map(|entity| entity.name.as_str()).collect();
    let mut named = first.min(names.len());
    let mut said = Vec::new();
    for link in &model.links {
        let (forth, back) = ways(link);
        if !(forth || back) {
            continue;
        }
        loop {
            let fits = |order: [&str; 3]| fits(&names, named, &order);
            let through =
                link.through.as_deref().filter(|_| with_joins).unwrap_or(&link.right.entity);
            let (left, right) = (link.left.entity.as_str(), link.right.entity.as_str());
            let way = if forth && let Some(new) = fits([left, right, through]) {
                Some((new, Statement::Forth(link)))
            } else if back && let Some(new) = fits([right, left, through]) {
                Some((new, Statement::Back(link)))
            } else {
                None
            };
            if let Some((new, statement)) = way {
                named += new;
                said.push(statement);
                break;
            }
            let Some(next) = names.get(named) else {
                // A model that does not name all its entities is said all the same.
                said.push(if forth { Statement::Forth(link) } else { Statement::Back(link) });
                break;
            };
            said.push(Statement::Entity(next));
            named += 1;
        }
    }
    said.extend(names[named..].iter().map(|name| Statement::Entity(name)));
    said
}

/// How many new names these are, where they are just the next of the model.
fn fits(names: &[&str], named: usize, said: &[&str; 3]) -> Option<usize> {
    let mut new = 0;
    for name in said {
        let known = names[..named + new].iter().any(|known| same(known, name));
        if known {
            continue;
        }
        // A name is spelt as in the model where it is first said.
        if names.get(named + new) != Some(name) {
            return None;
        }
        new += 1;
    }
    Some(new)
}
