//! A world that goes on: at a prompt, and in a lesson whose steps are replayed.
//!
//! Its database is a scratch database in memory, begun from an [`Image`] and readable as one, with
//! foreign keys enforced, as everywhere in lessons.

mod declared;

use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

use self::declared::{Declared, Declaring, Piece};
pub use self::declared::{Import, imports};
use super::databases::Ground;
pub use super::left::{Apart, Left};
use super::mapped::Mapped;
use super::migrate::Revision;
use super::python::Limits;
use super::recording::{Failed, Mode, Recording};
use super::run::{LIMITS, World};
use super::typed::pieces::{Piece as Part, pieces};
use crate::scratch::{Image, Interrupt, Scratch, ScratchError};

/// What one input may use: somebody waits for it.
const LIMITS_OF_ONE: Limits = Limits { steps: 5_000_000, memory: 4_000_000, ..LIMITS };

/// A world that goes on.
pub struct Live {
    /// Where it could not be begun: why.
    world: Result<World, Box<Failed>>,
    ground: Ground,
    interrupt: Interrupt,
    mode: Mode,
    declared: Declared,
}

impl fmt::Debug for Live {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Live").finish_non_exhaustive()
    }
}

impl Live {
    /// A world over this database, in which nothing was typed yet.
    ///
    /// # Errors
    /// When the database cannot be opened.
    pub fn new(image: &Image, interrupt: Interrupt, mode: Mode) -> Result<Self, ScratchError> {
        let mut scratch = Scratch::stopped_by(interrupt.clone())?;
        scratch.restore(image)?;
        let ground = Ground::new(scratch);
        let world = begun(&ground, mode, &interrupt);
        Ok(Self { world, ground, interrupt, mode, declared: Declared::default() })
    }

    /// Runs what was typed, code and command lines of alembic, and says what it did.
    pub fn run(&mut self, text: &str) -> Recording {
        let mut whole = Recording::default();
        self.run_pieces(text).into_iter().for_each(|recording| whole.follow_with(recording));
        whole
    }

    /// Runs what was typed, piece by piece, and says what each of them did: the one that fails is
    /// the last.
    pub fn run_pieces(&mut self, text: &str) -> Vec<Recording> {
        self.interrupt.clear();
        if let Ok(world) = &mut self.world {
            world.begin_answer();
        }
        if self.ground.is_migrated().unwrap_or_default() {
            self.leave_tables_to_migrations();
        }
        let pieces = pieces(text);
        if !pieces.iter().any(|piece| piece.is_command) {
            return vec![self.run_code(text)];
        }
        let mut done: Vec<Recording> = Vec::new();
        for piece in pieces {
            if done.last().is_some_and(|last| last.error.is_some()) {
                break;
            }
            done.push(match (piece.is_command, &mut self.world) {
                (true, Ok(world)) => world.migrate(&text[piece.span], &self.ground),
                _ => self.run_code(&alone(text, &piece)),
            });
        }
        done
    }

    /// Has migrations make the tables from now on, which else are made when a session first needs
    /// them.
    pub fn leave_tables_to_migrations(&mut self) {
        if let Ok(world) = &mut self.world {
            world.leave_tables_to_migrations();
        }
    }

    /// The revisions that are written and not applied.
    pub fn pending(&self) -> Vec<Revision> {
        self.world.as_ref().map(|world| world.pending(&self.ground)).unwrap_or_default()
    }

    /// The revisions that are applied, the first one first.
    pub fn applied(&self) -> Vec<Revision> {
        self.world.as_ref().map(|world| world.applied(&self.ground)).unwrap_or_default()
    }

    /// Runs code. A class or a table that was declared before takes the place of what it was, and
    /// the world begins afresh with all that was declared. In a script that is an error of
    /// SQLAlchemy's, and at a prompt it is how a mistake is mended.
    fn run_code(&mut self, text: &str) -> Recording {
        let declaring = Declaring::of(text);
        let mapping = declaring.pieces.iter().filter(|piece| piece.is_mapping && !piece.goes_on());
        let names: Vec<Rc<str>> = mapping.filter_map(|piece| piece.name.clone()).collect();
        let again = self.declared.known(&names);
        if !again.is_empty() {
            return self.anew(text, &again, declaring);
        }
        let mut recording = self.typed(text);
        recording.declared = declaring.pieces.iter().any(Piece::is_model);
        // What failed when its table was declared already has left that table behind.
        if declaring.is_all && is_declared_already(&recording) {
            return self.anew(text, &names, declaring);
        }
        let failed = recording.error.as_ref();
        self.declared.take(declaring, failed.map(|it| it.span.map_or(0, |span| span.start)));
        recording
    }

    fn typed(&mut self, text: &str) -> Recording {
        match &mut self.world {
            Ok(world) => world.typed(text),
            Err(failed) => Recording { error: Some(Failed::clone(failed)), ..Recording::default() },
        }
    }

    /// Runs a text in a world of its own, begun with what was declared but for these names. What
    /// stands in the text behind its declarations runs when all is declared, as if it had been
    /// typed by itself. Where a declaration fails, all is declared as it was.
    fn anew(&mut self, text: &str, names: &[Rc<str>], declaring: Declaring) -> Recording {
        let (declares, goes_on) = declaring.parted(text);
        let (before, behind) = self.declared.around(names, declares);
        self.begin();
        self.typed(&before);
        let mut recording = self.typed(declares);
        if recording.error.is_none() {
            let rest = self.typed(&behind);
            // Its places are those of other texts.
            recording.error = rest.error.map(|failed| Failed { line: None, span: None, ..failed });
        }
        if recording.error.is_some() {
            let (all, _) = self.declared.around(&[], "");
            self.begin();
            self.typed(&all);
            return recording;
        }
        recording.declared = true;
        recording.anew = names.iter().map(|name| name.to_string()).collect();
        self.declared.take(declaring, Some(declares.len()));
        if let Some(goes_on) = goes_on {
            recording.follow_with(self.run_code(&goes_on));
        }
        recording
    }

    /// A world in which nothing was typed yet, over what is committed.
    fn begin(&mut self) {
        let mut begun = begun(&self.ground, self.mode, &self.interrupt);
        if let Ok(world) = &mut self.world {
            world.forget();
            if let Ok(begun) = &mut begun {
                begun.go_on_from(world);
            }
        }
        self.world = begun;
    }

    /// What is committed.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn image(&self) -> Result<Image, ScratchError> {
        self.ground.image()
    }

    /// Puts another database beneath it, as SQL that ran beside it leaves it. What was not
    /// committed is lost; objects read their rows again. Where it is the same database, nothing is
    /// done.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn restore(&mut self, image: &Image) -> Result<(), ScratchError> {
        if self.left().is_nothing() && self.ground.image()? == *image {
            return Ok(());
        }
        if let Ok(world) = &mut self.world {
            world.forget();
        }
        self.ground.restore(image)
    }

    /// What is mapped, in the order of declaration.
    pub fn mapped(&mut self) -> Vec<Mapped> {
        self.world.as_mut().map(World::mapped).unwrap_or_default()
    }

    /// The names that are bound, each with its type's name; `class NAME` for a class.
    pub fn names(&self) -> Vec<(String, String)> {
        self.world.as_ref().map(World::names).unwrap_or_default()
    }

    /// The imports that were typed.
    pub fn imports(&self) -> Vec<Import> {
        self.declared.imports()
    }

    /// The names that can be imported, by module.
    pub fn modules(&self) -> BTreeMap<String, Vec<String>> {
        self.world.as_ref().map(World::modules).unwrap_or_default()
    }

    /// The statements that would make the tables that are declared and not there yet.
    pub fn planned(&mut self) -> Vec<String> {
        match (&mut self.world, self.ground.tables()) {
            (Ok(world), Ok(there)) => world.planned(&there),
            _ => Vec::new(),
        }
    }

    /// The statements that would make all the tables that are declared.
    pub fn tables_in_sql(&mut self) -> Vec<String> {
        self.world.as_mut().map(|world| world.planned(&[])).unwrap_or_default()
    }

    /// The variables whose objects are in no session, and never were in the database: those with
    /// which the others would come along.
    pub fn apart(&mut self) -> Vec<Apart> {
        self.world.as_mut().map(World::apart).unwrap_or_default()
    }

    /// What the session holds back.
    pub fn left(&mut self) -> Left {
        let held = self.world.as_ref().map(World::held).unwrap_or_default();
        Left { open: self.ground.is_open(), ..held }
    }
}

fn begun(ground: &Ground, mode: Mode, interrupt: &Interrupt) -> Result<World, Box<Failed>> {
    let mut world = World::on(ground, mode, LIMITS_OF_ONE)?;
    let interrupt = interrupt.clone();
    world.listen(Rc::new(move || interrupt.is_set()));
    Ok(world)
}

/// SQLAlchemy's words for a second table of one name.
fn is_declared_already(recording: &Recording) -> bool {
    let failed = recording.error.as_ref();
    failed.is_some_and(|it| it.message.contains("is already defined for this MetaData instance"))
}

/// A piece of a text where it stands, with nothing before it: places in it are places in the text.
fn alone(text: &str, piece: &Part) -> String {
    let until = text.get(..piece.span.end).unwrap_or(text);
    declared::without_beginning(until, piece.span.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn live() -> Live {
        let image = Scratch::new().unwrap().image().unwrap();
        Live::new(&image, Interrupt::default(), Mode::Classic).unwrap()
    }

    fn runs(live: &mut Live, text: &str) -> Recording {
        let recording = live.run(text);
        assert_eq!(recording.error, None, "{text}");
        recording
    }

    #[test]
    fn a_class_that_is_declared_anew_takes_the_place_of_the_old_one() {
        let mut live = live();
        runs(&mut live, IMPORTS);
        runs(&mut live, AUTHOR);
        runs(&mut live, BOOK);
        runs(
            &mut live,
            "Base.metadata.create_all(engine)\nsession.add(Author())\nsession.commit()",
        );
        let recording = runs(&mut live, &AUTHOR.replace("id =", "age = Column(Integer)\n    id ="));
        assert_eq!(recording.anew, ["Author"]);
        let mapped = live.mapped();
        assert_eq!(mapped.len(), 2);
        assert!(mapped[0].has("age") && mapped[1].class == "Book");
        assert_eq!(mapped[0].relationships[0].related.target, "Book");
        // The rows are there, and what fails changes nothing.
        let counted = runs(&mut live, "print(session.query(Book).count())");
        assert_eq!(counted.output, "0\n");
        let failed = live.run(&AUTHOR.replace("Column(Integer", "Column(Integr"));
        assert!(failed.error.is_some() && failed.anew.is_empty());
        assert!(live.mapped()[0].has("age"));
    }

    #[test]
    fn what_a_class_declared_anew_speaks_of_stands_before_it() {
        let mut live = live();
        runs(&mut live, IMPORTS);
        runs(&mut live, BOOK);
        runs(&mut live, AUTHOR);
        runs(&mut live, &BOOK.replace("'authors.id'", "Author.id"));
        // Whatever is declared anew next is declared among the same.
        let recording = runs(&mut live, &AUTHOR.replace("id =", "age = Column(Integer)\n    id ="));
        assert_eq!(recording.anew, ["Author"]);
        assert_eq!(live.mapped().len(), 2);
        assert_eq!(live.mapped()[0].relationships[0].key.1, ["author_id"]);
    }

    #[test]
    fn a_class_that_failed_leaves_no_table_and_no_name() {
        let mut live = live();
        runs(&mut live, IMPORTS);
        runs(&mut live, "x = 1");
        let keyless = AUTHOR.replace(", primary_key=True", "").replace("authors", "writers");
        assert!(live.run(&keyless).error.is_some());
        let recording = runs(&mut live, AUTHOR);
        assert_eq!((recording.anew.len(), recording.warnings.len()), (0, 0));
        assert_eq!(live.planned().len(), 1);
        // What was bound is there yet.
        runs(&mut live, "x + 1");
    }

    #[test]
    fn a_class_that_failed_leaves_nothing_in_the_way() {
        let mut live = live();
        runs(&mut live, IMPORTS);
        let keyless = AUTHOR.replace(", primary_key=True", "");
        let failed = live.run(&keyless).error.unwrap();
        assert!(failed.message.contains("primary key"), "{}", failed.message);
        assert_eq!(runs(&mut live, AUTHOR).anew, [""; 0]);
    }

    #[test]
    fn what_stands_behind_a_declaration_runs_when_all_is_declared() {
        let mut live = live();
        runs(&mut live, IMPORTS);
        runs(&mut live, AUTHOR);
        runs(&mut live, BOOK);
        let pasted = format!(
            "{}\nBase.metadata.create_all(engine)\nprint(Book.__name__)\nnothing",
            AUTHOR.replace("id =", "age = Column(Integer)\n    id =")
        );
        let recording = live.run(&pasted);
        assert_eq!((recording.ddl.len(), recording.output.as_str()), (2, "Book\n"));
        let failed = recording.error.unwrap();
        assert_eq!((failed.line, &*failed.class), (Some(8), "NameError"));
        // What is declared stays, as it would have been typed by itself.
        assert!(live.mapped()[0].has("age"));
    }

    const IMPORTS: &str = "from sqlalchemy import Column, ForeignKey, Integer, String\n\
        from sqlalchemy.orm import relationship";
    const AUTHOR: &str = "class Author(Base):\n    __tablename__ = 'authors'\n    \
        id = Column(Integer, primary_key=True)\n    books = relationship('Book')";
    const BOOK: &str = "class Book(Base):\n    __tablename__ = 'books'\n    \
        id = Column(Integer, primary_key=True)\n    title = Column(String)\n    \
        author_id = Column(ForeignKey('authors.id'))";

    #[test]
    fn asking_what_is_mapped_between_two_classes_spoils_nothing() {
        let mut live = live();
        runs(&mut live, IMPORTS);
        runs(&mut live, AUTHOR);
        assert_eq!(live.mapped()[0].relationships, []);
        runs(&mut live, BOOK);
        assert_eq!(live.mapped()[0].relationships[0].related.target, "Book");
        assert_eq!(live.mapped()[0].relationships[0].key.1, ["author_id"]);
        assert_eq!(live.planned().len(), 2);
        let recording =
            runs(&mut live, "session.add(Author(books=[Book(title='x')]))\nsession.commit()");
        assert_eq!(recording.ddl.len(), 2);
        assert_eq!(recording.statements.len(), 2);
        assert!(live.planned().is_empty());
    }

    #[test]
    fn what_is_not_committed_is_in_no_image() {
        let mut live = live();
        for text in
            [IMPORTS, AUTHOR, BOOK, "b = Book(title='one')\nsession.add(b)\nsession.commit()"]
        {
            runs(&mut live, text);
        }
        let before = live.image().unwrap();
        runs(&mut live, "session.add(Book(title='two'))\nsession.flush()");
        assert!(live.left().open);
        assert_eq!(live.image().unwrap(), before);
        live.restore(&before).unwrap();
        assert!(live.left().is_nothing());
        let shown = runs(&mut live, "print(session.query(Book).count())\nb.title").shown;
        assert_eq!(shown, [(2, "'one'".to_owned())]);
    }

    #[test]
    fn what_never_ends_is_stopped() {
        let mut live = live();
        live.run("x = 1");
        let interrupt = live.interrupt.clone();
        let stops = std::thread::spawn(move || {
            std::thread::sleep(std::time::Duration::from_millis(50));
            interrupt.stop();
        });
        let failed = live.run("while True:\n    x += 1").error.unwrap();
        stops.join().unwrap();
        assert_eq!(failed.kind, crate::orm::recording::FailedKind::Stopped);
        assert_eq!(runs(&mut live, "x > 1").shown[0].1, "True");
    }
}
