//! ORM code at the prompt: declared, used, mistaken, looked at.

use crate::program::Run;

fn at(step: &str) -> Run {
    Run::at("orm.yaml", step)
}

#[test]
fn classes_come_in_pieces_and_mistakes_are_told_where_they_are() {
    let run = at("map")
        .types("from sqlalchemy import Column, ForeignKey, Integer, Strng")
        .types("from sqlalchemy import Column, ForeignKey, Integer, String")
        .types("from sqlalchemy.orm import relationship")
        .types("class Author(Base)")
        .types("class Author(Base):\n    __tablename__ = 'authors'\n\n    id = Column(Integr)")
        .types("class Author(Base):\n    __tablename__ = 'authors'\n\n    id = Column(Integer, primary_key=True)\n    books = relationship('Book', back_populates='author')")
        .types(".models")
        .types("class Book(Base):\n    __tablename__ = 'books'\n    id = Column(Integer, primary_key=True)\n    author_id = Column(ForeignKey('authors.id'))\n    author = relationship('Author', back_populates='books')")
        .types(".models");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn what_is_sent_stands_under_each_input() {
    let run = at("add")
        .types("ursula = session.get(Author, 1)")
        .types("ursula.books")
        .types("print(ursula.nam)")
        .types("tehanu = Book(title='Tehanu')")
        .types("ursula.books.append(tehanu)")
        .types("session.commit()")
        .types("");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn what_is_not_committed_is_told_and_can_be_taken_back() {
    let run = at("add")
        .types("session.add(Book(title='Tehanu'))")
        .types("session.commit()")
        .types(".undo")
        .types("session.query(Book).count()")
        .types("session.get(Author, 1).books.append(Book(title='Tehanu'))")
        .types(".reset")
        .types("session.new")
        .types(".solution");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn sql_and_code_see_the_same_rows() {
    let run = at("add")
        .types("select title from books;")
        .types(".sql")
        .types("update authors set name = 'U. K.' where id = 1;")
        .types("print(1)")
        .types(".orm")
        .types("session.get(Author, 1).name")
        .types("session.add(Author(name='new'))")
        .types(".sql")
        .types("delete from books where id = 2;")
        .types("begin;")
        .types(".orm")
        .types("session.query(Author).count()");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn statements_are_counted_and_shown_as_wanted() {
    let run = at("titles")
        .types(".statements")
        .types("for author in session.query(Author):\n    print(author.name, len(author.books))")
        .types(".statements")
        .types(".statements full")
        .types("session.query(Book.title).filter(Book.title.like('E%')).all()")
        .types(".statements off")
        .types("for book in session.get(Author, 1).books:\n    print(book.title)");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_mapper_that_says_more_than_the_database_is_pointed_out() {
    let run = at("desk")
        .types("from sqlalchemy.orm import backref")
        .types("class Desk(Base):\n    __tablename__ = 'desks'\n    id = Column(Integer, primary_key=True)\n    author_id = Column(ForeignKey('authors.id'))\n    author = relationship('Author', backref=backref('desk', uselist=False))")
        .types(".erd")
        .types("Base.metadata.create_all(engine)")
        .types(".models");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn another_language_than_the_step_s_is_run_and_not_judged() {
    let run = at("count")
        .types("session.query(Book).count()")
        .types(".orm")
        .types("session.query(Book).count()")
        .types("select count(*) from books")
        .types("books >- authors")
        .types("books >- authors ?")
        .types(".sql")
        .types("select count(*) from books;");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn what_is_open_and_what_is_broken() {
    let run = at("titles")
        .types("print(")
        .types("  'one'")
        .types(")")
        .types("while True:\n    pass")
        .types("x = 'half")
        .types("import os")
        .types(".cancel");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn marks_go_to_steps_and_pieces_end_there() {
    let run = Run::of(&["learn", "orm.yaml"])
        .types("# step: titles")
        .types("for book in session.get(Author, 1).books:\n    print(book.title)")
        .types("# step: add")
        .types("ursula = session.get(Author, 1)\nursula.books.append(Book(title='Tehanu'))")
        .types("session.commit()");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn what_is_declared_in_pieces_is_judged_as_far_as_it_goes() {
    let author = "class Author(Base):\n    __tablename__ = 'authors'\n    \
                  id = Column(Integer, primary_key=True)\n    \
                  books = relationship('Book', back_populates='author')";
    let keyless = "class Book(Base):\n    __tablename__ = 'books'\n    \
                   id = Column(Integer, primary_key=True)\n    author_id = Column(Integer)\n    \
                   author = relationship('Author', back_populates='books')";
    let run = at("map")
        .types("from sqlalchemy import Column, Foreignkey, Integer")
        .types("from sqlalchemy import Column, ForeignKey, Integer")
        .types("from sqlalchemy.orm import relationship")
        .types(author)
        .types(".models")
        .types(keyless)
        .types(".models");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn a_table_that_was_not_made_is_named_with_what_makes_it() {
    let run = Run::of(&["learn", "declaring-relationships", "--from", "2"])
        .types("from sqlalchemy import Column, ForeignKey, Integer, String, Table")
        .types("from sqlalchemy.orm import relationship")
        .types("class Genre(Base):\n    __tablename__ = 'genres'\n    id = Column(Integer, primary_key=True)")
        .types(".why")
        .types("Base.metadata.create_all(engine)")
        .types("class Genre(Base):\n    __tablename__ = 'genres'\n    id = Column(Integer, primary_key=True)\n    name = Column(String)")
        .types("Base.metadata.drop_all(engine)")
        .types("Base.metadata.create_all(engine)");
    insta::assert_snapshot!(run.transcript());
}

#[test]
fn what_goes_wrong_in_a_function_of_before_stands_at_its_call() {
    let run = at("add")
        .types("def rename(author, name):\n    author.name = nam")
        .types("rename(session.get(Author, 1), 'U. K.')");
    insta::assert_snapshot!(run.transcript());
}
