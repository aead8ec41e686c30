//! Mistakes in ORM code, and what is said of them.

use crate::program::Run;

fn at(step: &str) -> Run {
    Run::at("orm.yaml", step)
}

const IMPORTS: &str = "from sqlalchemy import Column, ForeignKey, Integer, String\n\
                       from sqlalchemy.orm import relationship";

fn author(back_populates: &str) -> String {
    format!(
        "class Author(Base):\n    __tablename__ = 'authors'\n    \
         id = Column(Integer, primary_key=True)\n    name = Column(String)\n    \
         books = relationship('Book', back_populates='{back_populates}')"
    )
}

fn book(back_populates: &str) -> String {
    format!(
        "class Book(Base):\n    __tablename__ = 'books'\n    \
         id = Column(Integer, primary_key=True)\n    title = Column(String)\n    \
         author_id = Column(ForeignKey('authors.id'))\n    \
         author = relationship('Author', back_populates='{back_populates}')"
    )
}

#[test]
fn a_name_for_the_other_side_that_it_does_not_have_is_told_of_the_side_that_says_it() {
    let run = at("map")
        .types(IMPORTS)
        .types(&author("authors"))
        .types(".models")
        .types(&book("book"))
        .types(".models")
        .types("author = Author(name='Ursula')")
        .types("author = Author(name='Ursula')")
        .types(&author("author"))
        .types(".models")
        .types(&book("books"));
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_class_of_nearly_that_name_is_pointed_out() {
    let run = at("map")
        .types(IMPORTS)
        .types(&author("author").replace("'Book'", "'Bok'"))
        .types(&book("books"))
        .types(&author("author"));
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_class_put_where_a_foreign_key_names_a_table_is_told() {
    let wrong = book("books").replace("'authors.id'", "'author.id'");
    let run = at("map")
        .types("Column(Integer)")
        .types(IMPORTS)
        .types(&author("author"))
        .types(&wrong)
        .types(".models")
        .types("Author()")
        .types(&book("books"));
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_table_that_cannot_be_made_is_missed_in_the_picture_with_a_word() {
    let shelf = "class Shelf(Base):\n    __tablename__ = 'shelves'\n    \
                 id = Column(Integer, primary_key=True)\n    \
                 room_id = Column(ForeignKey('room.id'))";
    let room = "class Room(Base):\n    __tablename__ = 'rooms'\n    \
                id = Column(Integer, primary_key=True)";
    let run = at("map")
        .types(IMPORTS)
        .types(shelf)
        .types(room)
        .types(".erd")
        .types(".models")
        .types(&shelf.replace("'room.id'", "'rooms.id'"))
        .types(".erd");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn what_is_no_object_of_the_other_class_is_told_with_what_is_wanted() {
    let run = at("titles")
        .types("ursula = session.get(Author, 1)")
        .types("ursula.books.append('Tehanu')")
        .types("ursula.books.append(Author(name='Iain'))")
        .types("ursula.books = Book(title='Tehanu')")
        .types("book = session.get(Book, 1)")
        .types("book.author = 'Iain'")
        .types("book.author = Author")
        .types("Book(title='Tehanu', author=2)")
        .types("Author(name='Ursula', books=['Tehanu'])");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_method_that_was_not_called_is_told() {
    let run = at("add")
        .types("ursula = session.get(Author, 1)")
        .types("ursula.books.append")
        .types("session.query(Author).all")
        .types("session.commit")
        .types("len")
        .types("print(session.commit)")
        .types("for author in session.query(Author).all:\n    print(author.name)\n")
        .types("session.query(Author).first.name")
        .types("session.query(Author).count > 3");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn steps_on_the_way_are_silent_and_what_was_never_added_is_named() {
    let run = Run::at("using-a-session", "add-them")
        .types("acme = Company(name='Acme')")
        .types("ada = Employee(name='Ada')")
        .types("acme.employees.append(ada)")
        .types("session.commit()")
        .types("session.commit()")
        .types(".why")
        .types("session.add(acme)")
        .types("session.flush()")
        .types("session.commit()");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn what_should_print_is_spoken_of_where_something_is_shown() {
    let run = at("titles")
        .types("ursula = session.get(Author, 1)")
        .types("def show(book):\n    print(book.title)")
        .types("ursula.books")
        .types("[book.title for book in ursula.books]")
        .types("for book in ursula.books:\n    print(book)")
        .types("for book in ursula.books:\n    show(book)");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn what_was_printed_on_the_way_is_no_part_of_the_answer() {
    let run = at("titles")
        .types("ursula = session.get(Author, 1)")
        .types("print(ursula.name)")
        .types("for book in ursula.books:\n    print(book.titel)")
        .types("for book in ursula.books:\n    print(book.title)");
    insta::assert_snapshot!(run.transcript());
}

const WEBSITE: &str = "class Website(Base):\n    __tablename__ = 'websites'\n    \
                       id = Column(Integer, primary_key=True)\n    name = Column(String)\n    \
                       pages = relationship('Page', back_populates='website', cascade='CASCADE')";
const PAGE: &str = "class Page(Base):\n    __tablename__ = 'pages'\n    \
                    id = Column(Integer, primary_key=True)\n    title = Column(String)\n    \
                    website_id = Column(ForeignKey('websites.id'), nullable=False)\n    \
                    website = relationship('Website', back_populates='pages')";

#[test]
fn a_cascade_that_leaves_orphans_is_told() {
    let run = Run::at("using-a-session", "children-go-too")
        .types(&WEBSITE.replace("CASCADE", "all, delete"))
        .types(PAGE)
        .types("session.delete(session.get(Website, 1))")
        .types("session.commit()")
        .types(&WEBSITE.replace("CASCADE", "all, delete-orphan"));
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn to_delete_a_child_is_not_to_take_it_out_of_its_list() {
    let run = Run::at("using-a-session", "orphan")
        .types("shop = session.get(Website, 2)")
        .types("print(len(shop.pages))")
        .types("session.delete(session.get(Page, 4))")
        .types("print(len(shop.pages))")
        .types("session.commit()")
        .types(".reset")
        .types("shop = session.get(Website, 2)\nprint(len(shop.pages))")
        .types("shop.pages.remove(session.get(Page, 4))")
        .types("print(len(shop.pages))")
        .types("session.commit()");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_join_table_takes_no_pair_twice() {
    let classes = "class Student(Base):\n    __tablename__ = 'students'\n    \
                   id = Column(Integer, primary_key=True)\n    name = Column(String)\n    \
                   courses = relationship('Course', secondary=student_course, back_populates='students')\n\n\
                   class Course(Base):\n    __tablename__ = 'courses'\n    \
                   id = Column(Integer, primary_key=True)\n    title = Column(String)\n    \
                   students = relationship('Student', secondary=student_course, back_populates='courses')";
    let table = "student_course = Table('student_course', Base.metadata, \
                 Column('student_id', ForeignKey('students.id')), \
                 Column('course_id', ForeignKey('courses.id')))";
    let run = Run::at("declaring-relationships", "many-to-many")
        .types(table)
        .types(classes)
        .types("")
        .types("Base.metadata.create_all(engine)");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_star_import_takes_the_engine_s_name() {
    let run = at("desk")
        .types("from sqlalchemy import *")
        .types("engine.connect()")
        .types("Base.metadata.create_all(engine)")
        .types("engine = create_engine('sqlite://')")
        .types("engine.connect().execute(text('SELECT COUNT(*) FROM books')).scalar()");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn what_is_known_and_not_here_is_named() {
    let run = at("titles")
        .types("import sqlite3")
        .types("sqlite3.connect(':memory:')")
        .types("from sqlalchemy.ext.asyncio import create_async_engine")
        .types("from sqlalchemy.ext import asyncio")
        .types("import sqlalchemy.foo")
        .types("from sqlalchemy.ext.hybrids import hybrid_property")
        .types("import sqlalchmy.orm")
        .types("import datetime")
        .types("datetime.now()")
        .types("from collections import OrderedDictionary");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn imports_hold_in_the_steps_behind() {
    let run = at("map")
        .types(IMPORTS)
        .types("from sqlalchemy.orm import Mapped, mapped_column")
        .types("import datetime")
        .types("x = 1")
        .types(&author("author"))
        .types(&book("books"))
        .types("")
        .types("datetime.date(2026, 1, 15)")
        .types("Boolean")
        .types("from sqlalchemy import *")
        .types("session.get(Author, 1).books")
        .types("session.add(Book(title='Tehanu', author=session.get(Author, 1)))\nsession.commit()")
        .types("# step: desk")
        .types("class Desk(Base):\n    __tablename__ = 'desks'\n    id: Mapped[int] = mapped_column(primary_key=True)\n    author_id = mapped_column(ForeignKey('authors.id'), unique=True)\n    author = relationship('Author', backref='desk')")
        .types("from sqlalchemy.orm import backref")
        .types("class Desk(Base):\n    __tablename__ = 'desks'\n    id: Mapped[int] = mapped_column(primary_key=True)\n    author_id = mapped_column(ForeignKey('authors.id'), unique=True)\n    author = relationship('Author', backref=backref('desk', uselist=False))")
        .types("Base.metadata.create_all(engine)")
        .types(".review");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_table_that_lacks_what_its_class_has_is_told() {
    let grown = author("author").replace("    books", "    email = Column(String)\n    books");
    let run = at("map")
        .types(IMPORTS)
        .types(&grown)
        .types(".models")
        .types("Base.metadata.create_all(engine)")
        .types(".models");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn what_only_raised_needs_no_undo() {
    let run = at("add")
        .types("ursula = session.get(Author, 1)")
        .types("ursula.bookz")
        .types("ursula.name = 'U. K.'")
        .types("nothing")
        .types("ursula.nam.upper()")
        .types(".undo")
        .types("ursula.name")
        .types(".undo")
        .types("ursula");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn code_where_nothing_is_asked_hears_of_enter() {
    let run = Run::of(&["learn", "using-a-session"])
        .types("from sqlalchemy import Column")
        .types("alembic upgrade head");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn code_is_told_to_an_ear() {
    let run = at("add")
        .flag("--screen-reader")
        .types(".models")
        .types("ursula = session.get(Author, 1)")
        .types("ursula.bookz")
        .types("session.commit")
        .types("session.add(Book(title='Tehanu'))")
        .types("session.commit()")
        .types(".statements");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_side_that_does_not_keep_the_other_in_step_is_told() {
    let run = at("map")
        .types(IMPORTS)
        .types(&author("author").replace(", back_populates='author'", ""))
        .types(&book("books"))
        .types(&author("author"));
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn what_several_relationships_wait_for_is_told_once() {
    let run = at("map")
        .types(IMPORTS)
        .types(&author("author").replace("'Book'", "'Bok'"))
        .types(&book("books"));
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn what_the_prompt_shows_is_told_from_what_is_printed() {
    let run = at("titles").types("session.get(Book, 1).title").types("author.name").types(".reset");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn what_leads_to_a_probe_and_fails_is_told_in_its_own_words() {
    let person = "class Person(Base):\n    __tablename__ = 'people'\n    \
        id = Column(Integer, primary_key=True)\n    \
        passport = relationship('Passport', uselist=False, back_populates='person')";
    let passport = "class Passport(Base):\n    __tablename__ = 'passports'\n    \
        id = Column(Integer, primary_key=True)\n    number = Column(String)\n    \
        person_id = Column(ForeignKey('people.id'), unique=True)\n    \
        person = relationship('Person', back_populates='passport')";
    let run = Run::at("declaring-relationships", "from-the-start")
        .types(IMPORTS)
        .types(person)
        .types(passport)
        .types("Base.metadata.create_all(engine)");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_loop_that_raised_leaves_its_variable_to_what_is_judged() {
    let run = Run::at("one-or-many-statements", "look-at-each")
        .types("for b in session.query(Band): print(f'{b.name}: {len(b.albums)}')")
        .types("for b in session.query(Band): print(f'{b.name}: {len(b.album)}')")
        .types("print(b.name, len(b.albums))");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_class_that_could_not_be_mapped_leaves_nothing_behind() {
    let genre = "class Genre(Base):\n    __tablename__ = 'genres'\n    id = Column(Integer)";
    let run = Run::at("declaring-relationships", "first-model")
        .types(IMPORTS)
        .types(genre)
        .types(&genre.replace("genres", "genre").replace("Integer)", "Integer, primary_key=True)"))
        .types("Base.metadata.create_all(engine)")
        .types(".tables");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn what_a_class_speaks_of_may_have_been_declared_after_it() {
    let album = "class Album(Base):\n    __tablename__ = 'albums'\n    \
        id = Column(Integer, primary_key=True)\n    title = Column(String)\n    \
        band_id = Column(Integer, ForeignKey('bands.id'))";
    let band = "class Band(Base):\n    __tablename__ = 'bands'\n    \
        id = Column(Integer, primary_key=True)\n    name = Column(String)\n    \
        albums = relationship('Album', back_populates='band')";
    let anew = album.replace("'bands.id'", "Band.id")
        + "\n    band = relationship(Band, back_populates='albums')";
    let run = Run::at("one-or-many-statements", "map-them")
        .types(IMPORTS)
        .types(album)
        .types(band)
        .types(&anew);
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn what_is_meant_stands_under_the_words_of_sqlalchemy() {
    let student = "class Student(Base):\n    __tablename__ = 'students'\n    \
        id = Column(Integer, primary_key=True)\n    name = Column(String)\n    \
        courses = relationship('Course', secondary='student_courses')";
    let course = "class Course(Base):\n    __tablename__ = 'courses'\n    \
        id = Column(Integer, primary_key=True)\n    title = Column(String)";
    let join = "student_course = Table('student_course', Base.metadata, \
        Column('student_id', ForeignKey('students.id')), \
        Column('course_id', ForeignKey('courses.id')))";
    let run = Run::at("declaring-relationships", "one-to-many")
        .types(IMPORTS)
        .types("from sqlalchemy import Table")
        .types(&course.replace("primary_key", "primarykey"))
        .types(&student.replace("secondary", "secondry"))
        .types(course)
        .types(student)
        .types(join)
        .types("Course(title='Logic')")
        .types(&student.replace("student_courses'", "student_course', lazy='select-in'"))
        .types("Student(name='Ada')")
        .types(&student.replace("student_courses", "student_course"))
        .types("Student('Ada')")
        .types("Course(titel='Logic')")
        .types("session.query(Student).filter_by(nam='Ada')");
    insta::assert_snapshot!(run.transcript());
}
