//! Classes mapped by scripts, without sessions and queries: what relationships come to, and what
//! SQLAlchemy says about those that cannot be. Its own words were taken from the real one.

use std::rc::Rc;

use super::{Direction, configure_mappers, library, relationships};
use crate::orm::core::{self as sql, Database, DatabaseError, Library, Opener};
use crate::orm::python::{Limits, Machine, Run, Stop};

struct Nowhere;

impl Opener for Nowhere {
    fn open(&self, _name: &str) -> Result<Rc<std::cell::RefCell<dyn Database>>, DatabaseError> {
        Err(DatabaseError::Unsupported("a database".into()))
    }
}

/// A machine that has run a script, and how that ended.
fn ran(source: &str) -> (Machine, Run<()>) {
    let limits = Limits { steps: 1_000_000, memory: 1_000_000, output: 1 << 16, depth: 200 };
    let mut machine = Machine::new(limits, 0);
    Library::install(&mut machine, Rc::new(Nowhere));
    sql::python::install(&mut machine);
    library::install(&mut machine);
    let head = "from sqlalchemy import Column, Integer, String, ForeignKey, Table\n\
                from sqlalchemy.orm import *\nBase = declarative_base()\n";
    let done = machine.run(&format!("{head}{source}"), "test.py");
    let done = done.and_then(|()| configure_mappers(&mut machine));
    (machine, done)
}

#[track_caller]
fn message(source: &str) -> String {
    match ran(source) {
        (mut machine, Err(Stop::Raised(raised))) => {
            let class = Rc::clone(&raised.exception.class.name);
            let value = crate::orm::python::Value::Instance(raised.exception);
            let text = machine.str(&value).ok().unwrap();
            format!("{class}: {text}")
        }
        (_, Err(Stop::Unsupported(what))) => format!("not supported: {}", what.what),
        _ => panic!("it raised nothing"),
    }
}

#[track_caller]
fn mapped(source: &str) -> Machine {
    let (mut machine, done) = ran(source);
    if let Err(Stop::Raised(raised)) = done {
        let value = crate::orm::python::Value::Instance(raised.exception);
        panic!("{}", machine.str(&value).ok().unwrap());
    }
    machine
}

/// `Class.attribute → Target direction`, with `[]` for a collection.
fn told(machine: &Machine) -> Vec<String> {
    let word = |direction| match direction {
        Direction::OneToMany => "one to many",
        Direction::ManyToOne => "many to one",
        Direction::ManyToMany => "many to many",
    };
    let mut told: Vec<String> = relationships(machine)
        .iter()
        .map(|one| {
            let many = if one.uselist { "[]" } else { "" };
            let via = one.secondary.as_ref().map_or_else(String::new, |via| format!(" via {via}"));
            format!(
                "{}.{}: {}{many}, {}{via}",
                one.class,
                one.attribute,
                one.target,
                word(one.direction)
            )
        })
        .collect();
    told.sort();
    told
}

const TWO: &str = "
class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    posts = relationship('Post'USER)
class Post(Base):
    __tablename__ = 'posts'
    id = Column(Integer, primary_key=True)
    user_id = Column(Integer, KEY)
    POST
";

fn two(user: &str, key: &str, post: &str) -> String {
    TWO.replace("USER", user).replace("KEY", key).replace("POST", post)
}

#[test]
fn the_side_with_the_key_is_the_many_side() {
    let source = two(
        ", back_populates='user'",
        "ForeignKey('users.id')",
        "user = relationship('User', back_populates='posts')",
    );
    assert_eq!(
        told(&mapped(&source)),
        ["Post.user: User, many to one", "User.posts: Post[], one to many"]
    );
}

#[test]
fn a_backref_makes_the_other_side() {
    let source = two(", backref='user'", "ForeignKey('users.id')", "pass");
    assert_eq!(
        told(&mapped(&source)),
        ["Post.user: User, many to one", "User.posts: Post[], one to many"]
    );
}

#[test]
fn a_table_in_between_makes_many_to_many() {
    let source = "
links = Table('links', Base.metadata,
    Column('a', ForeignKey('a.id')), Column('b', ForeignKey('b.id')))
class A(Base):
    __tablename__ = 'a'
    id = Column(Integer, primary_key=True)
    bs = relationship('B', secondary='links', backref='many')
class B(Base):
    __tablename__ = 'b'
    id = Column(Integer, primary_key=True)
";
    assert_eq!(
        told(&mapped(source)),
        ["A.bs: B[], many to many via links", "B.many: A[], many to many via links"]
    );
}

#[test]
fn a_class_may_relate_to_itself() {
    let source = "
class Node(Base):
    __tablename__ = 'nodes'
    id = Column(Integer, primary_key=True)
    parent_id = Column(ForeignKey('nodes.id'))
    children = relationship('Node', backref=backref('parent', remote_side=[id]))
";
    assert_eq!(
        told(&mapped(source)),
        ["Node.children: Node[], one to many", "Node.parent: Node, many to one"]
    );
}

#[test]
fn annotations_tell_class_and_collection() {
    let source = "
from typing import List, Optional
class Base(DeclarativeBase): pass
class Parent(Base):
    __tablename__ = 'parents'
    id: Mapped[int] = mapped_column(primary_key=True)
    children: Mapped[List['Child']] = relationship(back_populates='parent')
class Child(Base):
    __tablename__ = 'children'
    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[Optional[int]] = mapped_column(ForeignKey('parents.id'))
    parent: Mapped['Parent'] = relationship(back_populates='children')
print([(c.name, c.nullable) for c in Child.__table__.columns])
";
    let machine = mapped(source);
    assert_eq!(machine.output, "[('id', False), ('parent_id', True)]\n");
    assert_eq!(
        told(&machine),
        ["Child.parent: Parent, many to one", "Parent.children: Child[], one to many"]
    );
}

#[test]
fn what_cannot_be_joined_is_refused() {
    insta::assert_snapshot!(message(&two("", "nullable=True", "pass")), @"NoForeignKeysError: Could not determine join condition between parent/child tables on relationship User.posts - there are no foreign keys linking these tables.  Ensure that referencing columns are associated with a ForeignKey or ForeignKeyConstraint, or specify a 'primaryjoin' expression.");
    let twice = two("", "ForeignKey('users.id')", "other = Column(ForeignKey('users.id'))");
    insta::assert_snapshot!(message(&twice), @"AmbiguousForeignKeysError: Could not determine join condition between parent/child tables on relationship User.posts - there are multiple foreign key paths linking the tables.  Specify the 'foreign_keys' argument, providing a list of those columns which should be counted as containing a foreign key reference to the parent table.");
}

#[test]
fn names_that_nothing_has_are_told() {
    let unknown = two(".replace('P', 'Q')", "ForeignKey('users.id')", "pass");
    insta::assert_snapshot!(message(&unknown), @"InvalidRequestError: When initializing mapper Mapper[User(users)], expression 'Qost' failed to locate a name ('Qost'). If this is a class name, consider adding this relationship() to the <class '__main__.User'> class after both dependent classes have been defined.");
    let wrong = two(", back_populates='usr'", "ForeignKey('users.id')", "pass");
    insta::assert_snapshot!(message(&wrong), @"InvalidRequestError: Mapper 'Mapper[Post(posts)]' has no property 'usr'.  If this property was indicated from other mappers or configure events, ensure registry.configure() has been called.");
}

#[test]
fn sides_that_do_not_fit_are_refused() {
    let same = "
class Node(Base):
    __tablename__ = 'nodes'
    id = Column(Integer, primary_key=True)
    up = Column(ForeignKey('nodes.id'))
    parent = relationship('Node', back_populates='children')
    children = relationship('Node', back_populates='parent')
";
    insta::assert_snapshot!(message(same), @"ArgumentError: Node.parent and back-reference Node.children are both of the same direction <RelationshipDirection.ONETOMANY: 1>.  Did you mean to set remote_side on the many-to-one side ?");
    let orphans = two(
        "",
        "ForeignKey('users.id')",
        "user = relationship('User', cascade='all, delete-orphan', overlaps='posts')",
    );
    assert!(
        message(&orphans).starts_with("ArgumentError: For many-to-one relationship Post.user, ")
    );
}

#[test]
fn a_failure_is_remembered() {
    let source = two("", "nullable=True", "pass")
        + "
for _ in range(2):
    try:
        configure_mappers()
    except Exception as error:
        print(str(error)[:40])
";
    let (machine, _) = ran(&source);
    assert_eq!(
        machine.output,
        "Could not determine join condition betwe\nOne or more mappers failed to initialize\n"
    );
}

#[test]
fn classes_that_cannot_be_mapped_are_refused() {
    insta::assert_snapshot!(message("class A(Base):\n    __tablename__ = 'a'\n    x = Column(Integer)"), @"ArgumentError: Mapper Mapper[A(a)] could not assemble any primary key columns for mapped table 'a'");
    insta::assert_snapshot!(message("class A(Base):\n    x = Column(Integer, primary_key=True)"), @"InvalidRequestError: Class <class '__main__.A'> does not have a __table__ or __tablename__ specified and does not inherit from an existing table-mapped class.");
}

#[test]
fn two_that_write_one_column_are_warned_of() {
    let source = two("", "ForeignKey('users.id')", "user = relationship('User')");
    let machine = mapped(&source);
    let warnings: Vec<&str> = machine.warnings.iter().map(|w| w.message.as_str()).collect();
    let [warning] = warnings.as_slice() else { panic!("{warnings:?}") };
    assert!(warning.starts_with(
        "relationship 'Post.user' will copy column users.id to column posts.user_id, which \
         conflicts with relationship(s): 'User.posts' (copies users.id to posts.user_id)."
    ));
}

#[test]
fn comparisons_have_the_text_of_the_real_one() {
    let source = two(
        ", back_populates='user'",
        "ForeignKey('users.id')",
        "user = relationship('User', back_populates='posts')",
    ) + "
print(User.posts.any(Post.id > 3))
print(Post.user == None)
print(~User.posts.any())
U = aliased(User)
print(U.posts.any())
";
    insta::assert_snapshot!(mapped(&source).output, @r#"
    EXISTS (SELECT 1 
    FROM posts, users 
    WHERE users.id = posts.user_id AND posts.id > :id_1)
    posts.user_id IS NULL
    NOT (EXISTS (SELECT 1 
    FROM posts, users 
    WHERE users.id = posts.user_id))
    EXISTS (SELECT 1 
    FROM posts, users AS users_1 
    WHERE users_1.id = posts.user_id)
    "#);
}
