//! What is to be drawn of a model: its entities, and a line for each foreign key.

use std::collections::HashMap;

use crate::relation::finding::Inferred;
use crate::relation::{Cardinality, End, Entity, Model, Participation};

/// What is to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graph {
    /// The boxes: the entities of the model in its order.
    pub nodes: Vec<Entity>,
    /// The lines between them.
    pub edges: Vec<Edge>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// The link of the model that it draws: an index. Two lines draw one link where it is
    /// many-to-many through a join table.
    pub link: usize,
    /// Its two tips: at the entity that is referred to, and at the one that holds the key.
    pub tips: [Tip; 2],
    /// The columns of the foreign key, where they are known.
    pub columns: Vec<String>,
    /// The columns that it refers to: those that are declared, else the primary key; empty where
    /// neither is known.
    pub targets: Vec<String>,
    /// A word for it.
    pub label: Option<String>,
}

/// Where a line meets a box, and what is drawn there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tip {
    /// The box: an index of the nodes.
    pub node: usize,
    /// How many of it there are at most.
    pub cardinality: Option<Cardinality>,
    /// Whether there is at least one.
    pub participation: Option<Participation>,
}

impl Edge {
    /// The columns to which its first or its second tip leads.
    pub fn ends(&self, end: usize) -> &[String] {
        if end == 0 { &self.targets } else { &self.columns }
    }
}

impl Graph {
    /// The graph of a database: its keys lead to the columns that they refer to.
    pub fn of_inferred(inferred: &Inferred) -> Self {
        let mut graph = Self::of(&inferred.model);
        for edge in &mut graph.edges {
            // Each link of such a model is one foreign key, with its proof at the same place.
            if let Some(proof) = inferred.proofs.get(edge.link) {
                edge.targets.clone_from(&proof.key.targets);
            }
        }
        graph
    }

    /// The graph of a model: its keys lead to primary keys.
    ///
    /// A many-to-many link through a join table is drawn as the two foreign keys of that table,
    /// unless these are links of the model themselves; without a join table, as one line.
    pub fn of(model: &Model) -> Self {
        let mut names = Names::default();
        let mut graph = Self { nodes: Vec::new(), edges: Vec::new() };
        for entity in &model.entities {
            // Two entities of one name are one table.
            if names.index(&entity.name) == graph.nodes.len() {
                graph.nodes.push(entity.clone());
            }
        }
        let mut node = |name: &str| {
            let at = names.index(name);
            if at == graph.nodes.len() {
                graph.nodes.push(Entity { name: name.to_owned(), attributes: Vec::new() });
            }
            at
        };
        for (index, link) in model.links.iter().enumerate() {
            let edge = |tips: [Tip; 2], columns: &[String]| Edge {
                link: index,
                tips,
                columns: columns.to_vec(),
                targets: Vec::new(),
                label: link.label.clone(),
            };
            let Some(through) = link.through.as_deref() else {
                let tips = [&link.left, &link.right].map(|end| Tip::of(node(&end.entity), end));
                graph.edges.push(edge(tips, &link.columns));
                continue;
            };
            let join = node(through);
            let ends = [(&link.left, &link.right), (&link.right, &link.left)];
            for (at, (end, other)) in ends.into_iter().enumerate() {
                let is_second = at == 1 && names_alike(end, other);
                if !has_key(model, through, &end.entity, usize::from(is_second)) {
                    let one = Tip {
                        node: node(&end.entity),
                        cardinality: Some(Cardinality::One),
                        participation: Some(Participation::Mandatory),
                    };
                    let many = Tip {
                        node: join,
                        cardinality: Some(Cardinality::Many),
                        participation: other.participation,
                    };
                    graph.edges.push(edge([one, many], &[]));
                }
            }
        }
        for edge in &mut graph.edges {
            let [one, other] = edge.tips;
            let many = Some(Cardinality::Many);
            // What is many on both sides is held by no key yet.
            if (one.cardinality, other.cardinality) != (many, many) {
                let own = graph.nodes[one.node].attributes.iter();
                let keys = own.filter(|attribute| attribute.primary_key);
                edge.targets = keys.map(|attribute| attribute.name.clone()).collect();
            }
        }
        graph
    }

    /// The nodes that hang together, each group in the order of the model, and the groups in the
    /// order of their first.
    pub fn components(&self) -> Vec<Vec<usize>> {
        let mut group: Vec<usize> = (0..self.nodes.len()).collect();
        fn root(group: &mut [usize], mut at: usize) -> usize {
            while group[at] != at {
                group[at] = group[group[at]];
                at = group[at];
            }
            at
        }
        for edge in &self.edges {
            let [one, other] = edge.tips.map(|tip| root(&mut group, tip.node));
            group[one.max(other)] = one.min(other);
        }
        let mut components: Vec<Vec<usize>> = vec![Vec::new(); self.nodes.len()];
        for node in 0..self.nodes.len() {
            components[root(&mut group, node)].push(node);
        }
        components.retain(|nodes| !nodes.is_empty());
        components
    }
}

impl Tip {
    fn of(node: usize, end: &End) -> Self {
        Self { node, cardinality: end.cardinality, participation: end.participation }
    }
}

/// Names as SQLite tells them apart, numbered as they come.
#[derive(Debug, Default)]
struct Names(HashMap<String, usize>);

impl Names {
    fn index(&mut self, name: &str) -> usize {
        let next = self.0.len();
        *self.0.entry(name.to_ascii_lowercase()).or_insert(next)
    }
}

fn names_alike(one: &End, other: &End) -> bool {
    crate::relation::same(&one.entity, &other.entity)
}

/// Whether the model has more than so many foreign keys from a table to another as links.
fn has_key(model: &Model, table: &str, target: &str, more_than: usize) -> bool {
    let is_it = |link: &&crate::relation::Link| {
        !link.is_many_to_many()
            && crate::relation::same(&link.right.entity, table)
            && crate::relation::same(&link.left.entity, target)
    };
    model.links.iter().filter(is_it).count() > more_than
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relation::Link;

    fn many_to_many(left: &str, right: &str, through: Option<&str>) -> Link {
        Link { through: through.map(str::to_owned), ..Link::new(End::many(left), End::many(right)) }
    }

    fn lines(model: &Model) -> Vec<[usize; 2]> {
        Graph::of(model).edges.iter().map(|edge| edge.tips.map(|tip| tip.node)).collect()
    }

    #[test]
    fn a_many_to_many_is_drawn_as_it_is_held() {
        let mut model = Model::default();
        model.say(many_to_many("students", "courses", None)).unwrap();
        assert_eq!(lines(&model), [[0, 1]]);

        let mut model = Model::default();
        model.say(many_to_many("students", "courses", Some("enrollments"))).unwrap();
        assert_eq!(lines(&model), [[0, 2], [1, 2]]);

        model.say(Link::new(End::one("Students"), End::many("enrollments"))).unwrap();
        assert_eq!(lines(&model), [[1, 2], [0, 2]], "a key that is said is not drawn twice");
    }

    #[test]
    fn a_table_paired_with_itself_has_two_keys_in_the_join_table() {
        let mut model = Model::default();
        model.say(many_to_many("users", "users", Some("follows"))).unwrap();
        assert_eq!(lines(&model), [[0, 1], [0, 1]]);
        model.say(Link::new(End::one("users"), End::many("follows"))).unwrap();
        assert_eq!(lines(&model), [[0, 1], [0, 1]]);
    }

    #[test]
    fn what_hangs_together_is_found() {
        let mut model = Model::default();
        model.name("alone");
        model.say(Link::new(End::one("a"), End::many("b"))).unwrap();
        model.say(Link::new(End::one("c"), End::many("d"))).unwrap();
        model.say(Link::new(End::one("d"), End::many("a"))).unwrap();
        assert_eq!(Graph::of(&model).components(), [vec![0], vec![1, 2, 3, 4]]);
    }
}
