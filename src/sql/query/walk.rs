//! Ways through a query: to each of its parts, and to one part by its path.

use super::{Arguments, Call, Core, Expr, Item, Link, Over, Query, Relation, Select, Source, Term};

/// A part of a query.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Node<'q> {
    /// The query, a subquery or a table of WITH.
    Query(&'q Query),
    /// A SELECT or VALUES.
    Core(&'q Core),
    /// An expression.
    Expr(&'q Expr),
}

/// A part of a query, to be changed.
#[derive(Debug, PartialEq)]
pub enum NodeMut<'q> {
    /// The query, a subquery or a table of WITH.
    Query(&'q mut Query),
    /// A SELECT or VALUES.
    Core(&'q mut Core),
    /// An expression.
    Expr(&'q mut Expr),
}

/// In what a part stands in the part around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Clause {
    /// The query itself.
    Whole,
    /// A table of WITH.
    With,
    /// A SELECT or VALUES of a query.
    Body,
    /// What is selected.
    Item,
    /// FROM: a subquery, or what a function is given.
    From,
    /// ON.
    On,
    /// WHERE.
    Where,
    /// GROUP BY.
    GroupBy,
    /// HAVING.
    Having,
    /// WINDOW.
    Window,
    /// A row of VALUES.
    Values,
    /// ORDER BY.
    OrderBy,
    /// LIMIT.
    Limit,
    /// OFFSET.
    Offset,
    /// An expression: a part of another.
    Expr,
}

impl Clause {
    /// The keyword that it begins with, where it is one that is not always there.
    pub fn keyword(self) -> Option<&'static str> {
        Some(match self {
            Self::On => "ON",
            Self::Where => "WHERE",
            Self::GroupBy => "GROUP BY",
            Self::Having => "HAVING",
            Self::Window => "WINDOW",
            Self::OrderBy => "ORDER BY",
            Self::Limit => "LIMIT",
            Self::Offset => "OFFSET",
            _ => return None,
        })
    }
}

/// The way to a part: at each step the number of the child, counted from 0.
pub type Path = Vec<usize>;

/// The children of a part, in the order in which they are written. The same text serves for
/// parts that are looked at and for parts that are changed.
macro_rules! children {
    ($Node:ident, $sources:ident, $calls:ident, $windows:ident, $terms:ident
        $(, $mutable:tt)?) => {
        impl<'q> $Node<'q> {
            /// The parts directly within this one, in the order in which they are written.
            pub fn children(self) -> Vec<(Clause, Self)> {
                let mut found = Vec::new();
                match self {
                    Self::Query(query) => {
                        let Query { with, first, rest, order_by, limit, offset, .. } = query;
                        for cte in with {
                            found.push((Clause::With, Self::Query(&$($mutable)? cte.query)));
                        }
                        found.push((Clause::Body, Self::Core(first)));
                        for (_, core) in rest {
                            found.push((Clause::Body, Self::Core(core)));
                        }
                        $terms(order_by, Clause::OrderBy, &mut found);
                        found.extend(limit.into_iter().map(|it| (Clause::Limit, Self::Expr(it))));
                        found.extend(offset.into_iter().map(|it| (Clause::Offset, Self::Expr(it))));
                    }
                    Self::Core(Core::Values(rows)) => {
                        for expr in rows.into_iter().flatten() {
                            found.push((Clause::Values, Self::Expr(expr)));
                        }
                    }
                    Self::Core(Core::Select(select)) => {
                        let Select { items, from, filter, group_by, having, windows, .. } =
                            &$($mutable)? **select;
                        for item in items {
                            if let Item::Expr(expr, _) = item {
                                found.push((Clause::Item, Self::Expr(expr)));
                            }
                        }
                        $sources(from, &mut found);
                        found.extend(filter.into_iter().map(|it| (Clause::Where, Self::Expr(it))));
                        for expr in group_by {
                            found.push((Clause::GroupBy, Self::Expr(expr)));
                        }
                        found.extend(having.into_iter().map(|it| (Clause::Having, Self::Expr(it))));
                        for (_, window) in windows {
                            $windows(window, Clause::Window, &mut found);
                        }
                    }
                    Self::Expr(expr) => {
                        let mut add = |expr| found.push((Clause::Expr, Self::Expr(expr)));
                        match expr {
                            Expr::Column(_) | Expr::Literal(_) | Expr::Parameter(_) => {}
                            Expr::Unary(_, inner)
                            | Expr::IsNull { inner, .. }
                            | Expr::Cast { inner, .. }
                            | Expr::Collate { inner, .. }
                            | Expr::Parens(inner) => add(inner),
                            Expr::Binary(left, _, right) => {
                                add(left);
                                add(right);
                            }
                            Expr::And(list) | Expr::Or(list) | Expr::Row(list) => {
                                list.into_iter().for_each(add);
                            }
                            Expr::Between { inner, low, high, .. } => {
                                add(inner);
                                add(low);
                                add(high);
                            }
                            Expr::Like { inner, pattern, escape, .. } => {
                                add(inner);
                                add(pattern);
                                if let Some(escape) = escape {
                                    add(escape);
                                }
                            }
                            Expr::InList { inner, list, .. } => {
                                add(inner);
                                list.into_iter().for_each(add);
                            }
                            Expr::InQuery { inner, query, .. } => {
                                add(inner);
                                found.push((Clause::Expr, Self::Query(query)));
                            }
                            Expr::InTable { inner, arguments, .. } => {
                                add(inner);
                                arguments.into_iter().flatten().for_each(add);
                            }
                            Expr::Exists(query) | Expr::Subquery(query) => {
                                found.push((Clause::Expr, Self::Query(query)));
                            }
                            Expr::Case { operand, arms, otherwise } => {
                                if let Some(operand) = operand {
                                    add(operand);
                                }
                                for (when, then) in arms {
                                    add(when);
                                    add(then);
                                }
                                if let Some(otherwise) = otherwise {
                                    add(otherwise);
                                }
                            }
                            Expr::Call(call) => $calls(call, &mut found),
                        }
                    }
                }
                found
            }

            /// The part at the end of a path.
            pub fn at(self, path: &[usize]) -> Option<Self> {
                let mut node = self;
                for step in path {
                    node = node.children().into_iter().nth(*step)?.1;
                }
                Some(node)
            }
        }

        fn $sources<'q>(
            sources: &'q $($mutable)? Vec<Source>,
            found: &mut Vec<(Clause, $Node<'q>)>,
        ) {
            for source in sources {
                match &$($mutable)? source.relation {
                    Relation::Table { .. } => {}
                    Relation::Call { arguments, .. } => {
                        found.extend(arguments.into_iter().map(|it| (Clause::From, $Node::Expr(it))));
                    }
                    Relation::Query(query) => found.push((Clause::From, $Node::Query(query))),
                    Relation::Nested(inner) => $sources(inner, found),
                }
                if let Link::On(condition) = &$($mutable)? source.link {
                    found.push((Clause::On, $Node::Expr(condition)));
                }
            }
        }

        fn $calls<'q>(call: &'q $($mutable)? Call, found: &mut Vec<(Clause, $Node<'q>)>) {
            let Call { arguments, order_by, filter, over, .. } = call;
            if let Arguments::List(list) = arguments {
                found.extend(list.into_iter().map(|it| (Clause::Expr, $Node::Expr(it))));
            }
            $terms(order_by, Clause::Expr, found);
            found.extend(filter.into_iter().map(|it| (Clause::Expr, $Node::Expr(it))));
            if let Some(Over::Window(window)) = over {
                $windows(window, Clause::Expr, found);
            }
        }

        fn $windows<'q>(
            window: &'q $($mutable)? super::Window,
            clause: Clause,
            found: &mut Vec<(Clause, $Node<'q>)>,
        ) {
            let super::Window { partition_by, order_by, .. } = window;
            found.extend(partition_by.into_iter().map(|it| (clause, $Node::Expr(it))));
            $terms(order_by, clause, found);
        }

        fn $terms<'q>(
            terms: &'q $($mutable)? Vec<Term>,
            clause: Clause,
            found: &mut Vec<(Clause, $Node<'q>)>,
        ) {
            for term in terms {
                found.push((clause, $Node::Expr(&$($mutable)? term.expr)));
            }
        }
    };
}

children!(Node, sources_of, parts_of_call, parts_of_window, parts_of_terms);
children!(NodeMut, sources_of_mut, parts_of_call_mut, parts_of_window_mut, parts_of_terms_mut, mut);

impl Query {
    /// Visits every part, subqueries and all: each before what is within it, in the order in
    /// which they are written.
    pub fn visit<'q>(&'q self, visit: &mut dyn FnMut(&[usize], Clause, Node<'q>)) {
        fn step<'q>(
            path: &mut Path,
            clause: Clause,
            node: Node<'q>,
            visit: &mut dyn FnMut(&[usize], Clause, Node<'q>),
        ) {
            visit(path, clause, node);
            for (at, (clause, child)) in node.children().into_iter().enumerate() {
                path.push(at);
                step(path, clause, child, visit);
                path.pop();
            }
        }
        step(&mut Path::new(), Clause::Whole, Node::Query(self), visit);
    }

    /// Visits every expression, those of subqueries too: each before what is within it.
    pub fn each_expr<'q>(&'q self, visit: &mut dyn FnMut(&'q Expr)) {
        self.visit(&mut |_, _, node| {
            if let Node::Expr(expr) = node {
                visit(expr);
            }
        });
    }

    /// Visits every expression to change it, those of subqueries too: each after what is within
    /// it, so that what is put in its place is not visited again.
    pub fn each_expr_mut(&mut self, visit: &mut dyn FnMut(&mut Expr)) {
        fn within(node: NodeMut<'_>, visit: &mut dyn FnMut(&mut Expr)) {
            match node {
                NodeMut::Expr(expr) => {
                    for (_, child) in NodeMut::Expr(expr).children() {
                        within(child, visit);
                    }
                    visit(expr);
                }
                other => other.children().into_iter().for_each(|(_, child)| within(child, visit)),
            }
        }
        within(NodeMut::Query(self), visit);
    }

    /// Every SELECT with the number of queries around it, the outermost having none: each before
    /// those within it.
    pub fn selects(&self) -> Vec<(usize, &Select)> {
        fn step<'q>(node: Node<'q>, depth: usize, found: &mut Vec<(usize, &'q Select)>) {
            let depth = depth + usize::from(matches!(node, Node::Query(_)));
            if let Node::Core(Core::Select(select)) = node {
                found.push((depth - 1, select));
            }
            for (_, child) in node.children() {
                step(child, depth, found);
            }
        }
        let mut found = Vec::new();
        step(Node::Query(self), 0, &mut found);
        found
    }

    /// The part at the end of a path, to be changed.
    pub fn at_mut(&mut self, path: &[usize]) -> Option<NodeMut<'_>> {
        NodeMut::Query(self).at(path)
    }
}

impl<'q> Node<'q> {
    /// Every expression within this part that stands in the same scope: not those of subqueries.
    pub fn own_exprs(self) -> Vec<&'q Expr> {
        fn step<'q>(node: Node<'q>, found: &mut Vec<&'q Expr>) {
            for (_, child) in node.children() {
                if let Node::Expr(expr) = child {
                    found.push(expr);
                    step(child, found);
                }
            }
        }
        let mut found = Vec::new();
        step(self, &mut found);
        found
    }
}
