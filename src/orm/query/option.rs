//! Loader options: `joinedload(User.posts)`, `load_only(User.name)` and their kin.

mod words;
mod named;
mod method;

pub use method::functions;

use std::cmp::Ordering;
use std::rc::Rc;

use super::super::core::{Expr, FromClause};
use super::super::mapper::{Attribute, Entity, Lazy, Mapper, Relationship};
use super::super::python::Value;
use super::criteria::LoaderCriteria;
use super::entity;
use super::path::Path;

/// What a script holds: `joinedload(…)`, `Load(User)`. Its methods give a changed copy.
#[derive(Clone)]
pub struct LoaderOption {
    /// Where the next method starts; none for `lazyload("*")`, which is about every entity.
    pub path: Option<Path>,
    /// It ends in a column, behind which nothing goes on.
    pub closed: Option<String>,
    /// What it says.
    pub directives: Vec<Rc<Directive>>,
}

/// One thing that an option says.
#[derive(Clone)]
pub struct Directive {
    /// The entity whose attribute it is about; none where it is about all entities.
    pub path: Option<Path>,
    /// The attribute.
    pub about: About,
    /// How it is loaded; none for `defaultload()`.
    pub how: Option<How>,
    /// `innerjoin=`.
    pub innerjoin: Option<Inner>,
    /// `contains_eager()`: the statement has the rows already, from this alias where there is one.
    pub contained: Option<Option<FromClause>>,
    /// `of_type()`.
    pub of_type: Option<Entity>,
    /// `and_()`.
    pub narrowed: Option<Expr>,
    /// `with_expression()`: what the attribute is.
    pub expression: Option<Expr>,
    /// Why this way of loading is none for the attribute, told when a statement is made of it.
    pub unsuited: Option<String>,
    /// `chunksize=` of `selectinload()`.
    pub chunk: Option<usize>,
    /// `recursion_depth=`: so many levels of a class that refers to itself; all of them where
    /// negative.
    pub depth: Option<i64>,
    /// It also holds for what is loaded later.
    pub propagates: bool,
}

/// What an directive is about.
#[derive(Clone)]
pub enum About {
    /// A relationship.
    Relationship(Rc<Relationship>),
    /// A column's attribute.
    Column(Rc<str>),
    /// All relationships that nothing else is said of.
    Relationships,
    /// All columns that nothing else is said of.
    Columns,
    /// The deferred columns of a group.
    Group(Rc<str>),
    /// What derived classes have beyond their base.
    Subclasses(Vec<Rc<Mapper>>),
}

/// How an attribute is loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// A relationship.
    Lazy(Lazy),
    /// A column later, when it is asked for; `true` raises then.
    Defer(bool),
    /// A column at once.
    Undefer,
}

/// `innerjoin=` of `joinedload()`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inner {
    /// `False`.
    No,
    /// `True`.
    Yes,
    /// `"unnested"`.
    Unnested,
}

impl LoaderOption {
    /// `Load(entity)`.
    pub fn of(entity: Entity) -> Self {
        Self { path: Some(Path::of(entity)), closed: None, directives: Vec::new() }
    }
}

/// The entity through which an attribute was reached.
pub fn owner(attribute: &Attribute) -> Entity {
    attribute.entity()
}

/// `User.name`, as messages call an attribute.
pub fn attribute_name(attribute: &Attribute) -> String {
    format!("{}.{}", entity::name(&owner(attribute)), attribute.key())
}

impl Directive {
    /// What of it holds for a deeper level of a class that refers to itself: all of it down to its
    /// depth; on the level below nothing is loaded on its behalf, nor as the class says.
    pub fn deeper(self: &Rc<Self>, path: &Path, current: &Path) -> Option<Rc<Self>> {
        let (Some(depth), About::Relationship(relationship)) = (self.depth, &self.about) else {
            return None;
        };
        let rest = current.behind(path)?;
        if !rest.steps.iter().all(|step| Rc::ptr_eq(&step.by, relationship)) {
            return None;
        }
        let levels = i64::try_from(rest.steps.len()).unwrap_or(i64::MAX);
        match levels.cmp(&(depth + 1)) {
            _ if depth < 0 => Some(Rc::clone(self)),
            Ordering::Less => Some(Rc::clone(self)),
            Ordering::Equal => {
                let how = Some(How::Lazy(Lazy::Select));
                Some(Rc::new(Self { how, depth: None, ..Self::clone(self) }))
            }
            Ordering::Greater => None,
        }
    }
}

/// The option also holds for what its objects load later.
pub fn propagates(option: &Value) -> bool {
    if let Some(own) = option.native::<LoaderCriteria>() {
        return own.propagates;
    }
    let Some(option) = option.native::<LoaderOption>() else { return false };
    option.path.is_some() && option.directives.iter().any(|directive| directive.propagates)
}
