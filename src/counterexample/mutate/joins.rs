//! Mistakes in joins: their kind, their ON, what stands in WHERE instead.

use super::found::Found;
use super::links::{conditions, linked, sources_in, without};
use super::mistake::Kind;
use super::site::Site;
use crate::sql::query::{Expr, Item, Join, JoinKind, Link, Name, Select, Source};

pub(super) fn joins(site: &Site<'_>, found: &mut Found) {
    for at in 1..site.select.from.len() {
        kinds(site, at, found);
        ons(site, at, found);
        moved(site, at, found);
    }
    all_left(site, found);
    for at in 0..site.select.from.len() {
        left_out(site, at, found);
    }
}

/// Another kind of join.
fn kinds(site: &Site<'_>, at: usize, found: &mut Found) {
    let source = &site.select.from[at];
    let linked = source.join.natural || source.link != Link::None;
    let others: &[JoinKind] = match source.join.kind {
        JoinKind::Comma => return commas(site, at, found),
        JoinKind::Inner | JoinKind::Cross if !linked => &[],
        JoinKind::Inner | JoinKind::Cross => &[JoinKind::Left, JoinKind::Right, JoinKind::Full],
        JoinKind::Left => &[JoinKind::Inner, JoinKind::Right, JoinKind::Full],
        JoinKind::Right => &[JoinKind::Inner, JoinKind::Left, JoinKind::Full],
        JoinKind::Full => &[JoinKind::Left, JoinKind::Inner, JoinKind::Right],
    };
    for (rank, kind) in others.iter().enumerate() {
        let join = Join { kind: *kind, ..source.join };
        let told = (told(site, source, source.join), told(site, source, join));
        found.select(site, Kind::JoinKind, rank, told, |select| select.from[at].join = join);
    }
}

/// A comma that WHERE links, as LEFT JOIN with what links it.
fn commas(site: &Site<'_>, at: usize, found: &mut Found) {
    let Some(filter) = &site.select.filter else { return };
    let number = site_number(site.select, at);
    let links = |condition: &Expr| {
        linked(&site.scope, condition).is_some_and(|(left, right)| {
            let here = |place: usize, out: usize| out == 0 && place == number;
            let before = |place: usize, out: usize| out > 0 || place <= number;
            (here(left.source, left.out) || here(right.source, right.out))
                && before(left.source, left.out)
                && before(right.source, right.out)
        })
    };
    let (on, rest): (Vec<_>, Vec<_>) = filter.conjuncts().iter().cloned().partition(links);
    let source = &site.select.from[at];
    let join = Join { kind: JoinKind::Left, natural: false };
    let Some(on) = Expr::all(on) else { return };
    let told = ("a comma".to_owned(), told(site, source, join));
    found.select(site, Kind::JoinKind, 0, told, |select| {
        select.from[at].join = join;
        select.from[at].link = Link::On(on);
        select.filter = Expr::all(rest);
    });
}

/// All inner joins made LEFT: one alone is often undone by the next.
fn all_left(site: &Site<'_>, found: &mut Found) {
    let is_inner =
        |source: &Source| source.join.kind == JoinKind::Inner && source.link != Link::None;
    let from = &site.select.from;
    if from.iter().skip(1).filter(|source| is_inner(source)).count() < 2 {
        return;
    }
    let told = ("JOIN each time", "LEFT JOIN each time");
    found.select(site, Kind::JoinKind, 0, told, |select| {
        for source in select.from.iter_mut().skip(1).filter(|source| is_inner(source)) {
            source.join.kind = JoinKind::Left;
        }
    });
}

/// ON left out, or other columns in it.
fn ons(site: &Site<'_>, at: usize, found: &mut Found) {
    let source = &site.select.from[at];
    if source.join.natural {
        let told = (told(site, source, source.join), "");
        found.select(site, Kind::MissingOn, 0, told, |select| select.from[at].join.natural = false);
    }
    let was = match &source.link {
        Link::None => return,
        Link::On(condition) => format!("ON {condition}"),
        Link::Using(columns) => {
            let names: Vec<_> = columns.iter().map(Name::to_string).collect();
            format!("USING ({})", names.join(", "))
        }
    };
    let told = (&was, "");
    found.select(site, Kind::MissingOn, 0, told, |select| select.from[at].link = Link::None);
    let Link::On(condition) = &source.link else { return };
    let own = &site.scope.own().get(site_number(site.select, at));
    let others = site.scope.own().iter().take(site_number(site.select, at));
    let shared = own.is_some_and(|own| {
        others.clone().any(|other| other.columns.iter().any(|it| own.column(&it.name).is_some()))
    });
    if shared {
        let join = Join { natural: true, ..source.join };
        let told = (&was, join.to_string());
        found.select(site, Kind::WrongOn, 3, told, |select| {
            select.from[at].join.natural = true;
            select.from[at].link = Link::None;
        });
    }
    for (number, link) in condition.conjuncts().iter().enumerate() {
        for (rank, wrong) in wrong_links(site, link).into_iter().enumerate() {
            let mut conditions = condition.conjuncts().to_vec();
            let told = (format!("ON {link}"), format!("ON {wrong}"));
            conditions[number] = wrong;
            found.select(site, Kind::WrongOn, rank, told, |select| {
                select.from[at].link = Expr::all(conditions).map_or(Link::None, Link::On);
            });
        }
    }
}

/// What a link would be with another key on one of its sides, the likeliest first.
pub(super) fn wrong_links(site: &Site<'_>, link: &Expr) -> Vec<Expr> {
    let Some((left, right)) = linked(&site.scope, link) else { return Vec::new() };
    let Expr::Binary(left_expr, operator, right_expr) = link.bare() else { return Vec::new() };
    let mut found = Vec::new();
    for (place, other, is_left) in [(left, right, true), (right, left, false)] {
        let columns = place.table.columns.iter();
        let columns = columns.filter(|column| column.id && **column != *place.column);
        for column in columns.filter(|column| column.is_like(place.column)) {
            let wrong = Box::new(site.scope.expr(place.table, column));
            let (left, right) = match is_left {
                true => (wrong, right_expr.clone()),
                false => (left_expr.clone(), wrong),
            };
            // Two primary keys are compared most often.
            let rank = usize::from(!(column.key && other.column.key));
            found.push((rank, Expr::Binary(left, *operator, right)));
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, link)| link).collect()
}

/// Conditions moved from ON into WHERE, and from WHERE into ON, where an outer join tells them
/// apart.
fn moved(site: &Site<'_>, at: usize, found: &mut Found) {
    let source = &site.select.from[at];
    if !matches!(source.join.kind, JoinKind::Left | JoinKind::Right | JoinKind::Full) {
        return;
    }
    let own = conditions(&source.link);
    for (number, condition) in own.iter().enumerate().filter(|_| own.len() > 1) {
        let rank = usize::from(linked(&site.scope, condition).is_some());
        let told = (format!("ON … AND {condition}"), format!("WHERE {condition}"));
        found.select(site, Kind::WhereForOn, rank, told, |select| {
            select.from[at].link = without(own, number).map_or(Link::None, Link::On);
            let filter = select.filter.take().into_iter().chain([condition.clone()]);
            select.filter = Expr::all(filter.collect());
        });
    }
    let (Some(filter), Link::On(on)) = (&site.select.filter, &source.link) else { return };
    let place = site_number(site.select, at);
    for (number, condition) in filter.conjuncts().iter().enumerate() {
        let spoken_of = sources_in(&site.scope, condition);
        if spoken_of.iter().any(|source| *source > place) {
            continue;
        }
        let rank = usize::from(!spoken_of.contains(&place));
        let told = (format!("WHERE {condition}"), format!("ON … AND {condition}"));
        found.select(site, Kind::OnForWhere, rank, told, |select| {
            select.filter = without(filter.conjuncts(), number);
            select.from[at].link =
                Expr::all(vec![on.clone(), condition.clone()]).map_or(Link::None, Link::On);
        });
    }
}

/// A table left out of which nothing is shown and nothing is asked but what links it.
fn left_out(site: &Site<'_>, at: usize, found: &mut Found) {
    let select = site.select;
    let flat = select.from.iter().all(|source| {
        !source.join.natural
            && !matches!(source.link, Link::Using(_))
            && source.known_as().is_some()
    });
    let starred = select.items.iter().any(|item| !matches!(item, Item::Expr(..)));
    let first_needed = at == 0
        && select.from.get(1).is_none_or(|next| {
            matches!(next.join.kind, JoinKind::Left | JoinKind::Right | JoinKind::Full)
        });
    if !flat || starred || first_needed || select.from.len() < 2 {
        return;
    }
    let speaks = |expr: &Expr| sources_in(&site.scope, expr).contains(&at);
    let links = |condition: &Expr| speaks(condition) && linked(&site.scope, condition).is_some();
    let mut changed = select.clone();
    let gone = changed.from.remove(at);
    if at == 0
        && let Some(first) = changed.from.first_mut()
    {
        first.link = Link::None;
    }
    let filter: Vec<Expr> = select.filter.iter().flat_map(Expr::conjuncts).cloned().collect();
    let asked =
        conditions(&gone.link).iter().all(|condition| linked(&site.scope, condition).is_some());
    changed.filter = Expr::all(filter.into_iter().filter(|condition| !links(condition)).collect());
    if !asked
        || still_speaks(&changed, &speaks)
        || site.query.order_by.iter().any(|it| speaks(&it.expr))
    {
        return;
    }
    let Some(name) = gone.known_as() else { return };
    let told = (name, "");
    found.select(site, Kind::MissingJoin, 0, told, |select| *select = changed);
}

fn still_speaks(select: &Select, speaks: &dyn Fn(&Expr) -> bool) -> bool {
    let items = select.items.iter().filter_map(|item| match item {
        Item::Expr(expr, _) => Some(expr),
        Item::Star | Item::TableStar(_) => None,
    });
    let links = select.from.iter().flat_map(|source| conditions(&source.link));
    let rest = select.filter.iter().chain(&select.group_by).chain(&select.having);
    items.chain(links).chain(rest).any(speaks)
}

/// The number of a table among all tables of FROM, those within parentheses counted.
fn site_number(select: &Select, at: usize) -> usize {
    let before = Select { from: select.from[..at].to_vec(), ..empty() };
    before.sources().len()
}

fn empty() -> Select {
    Select {
        distinct: false,
        items: Vec::new(),
        from: Vec::new(),
        filter: None,
        group_by: Vec::new(),
        having: None,
        windows: Vec::new(),
    }
}

/// A join in words; with its table where there are several.
fn told(site: &Site<'_>, source: &Source, join: Join) -> String {
    match source.known_as().filter(|_| site.select.from.len() > 2) {
        Some(name) => format!("{join} {name}"),
        None => join.to_string(),
    }
}
