//! The databases that a script's engines are on: in memory, or a file that a person has named.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;

use indexmap::IndexMap;

use super::core::database::{Database, DatabaseError, Effect, Opener};
use super::python::Bound;
use crate::rows::Value;
use crate::scratch::guard::Wall;
use crate::scratch::{Budget, FailureKind, Image, Moment, Ran, Scratch, ScratchError, Stop};

/// How many statements a run may send.
const STATEMENTS: u64 = 100_000;
/// How much a run may ask of SQLite: some ten seconds of work.
const BUDGET: Budget =
    Budget { steps: 400_000_000, rows: 200_000, bytes: 64 << 20, millis: 60_000 };

/// The databases of one run, by URL. All of them share what the run may use.
pub struct Databases {
    moment: Moment,
    /// The file that all engines are on, where a person has named one.
    file: Option<Shared>,
    named: RefCell<IndexMap<Box<str>, Shared>>,
    left: Rc<RefCell<Left>>,
}

type Shared = Rc<RefCell<dyn Database>>;

/// What a run may still use.
struct Left {
    statements: u64,
    steps: u64,
}

/// What a run may still use of its databases.
#[derive(Clone)]
pub struct Allowance(Rc<RefCell<Left>>);

/// One database.
struct One {
    ground: Ground,
    left: Rc<RefCell<Left>>,
}

/// A database that a world is on, and what of it is committed.
#[derive(Clone)]
pub struct Ground {
    scratch: Rc<RefCell<Scratch>>,
    /// The contents before the transaction that is open.
    committed: Rc<RefCell<Option<Image>>>,
}

impl Ground {
    /// A world's ground.
    pub fn new(scratch: Scratch) -> Self {
        Self { scratch: Rc::new(RefCell::new(scratch)), committed: Rc::default() }
    }

    /// What is committed.
    ///
    /// # Errors
    ///
    /// When memory runs out.
    pub fn image(&self) -> Result<Image, ScratchError> {
        match self.committed.borrow().as_ref().filter(|_| self.is_open()) {
            Some(committed) => Ok(committed.clone()),
            None => self.scratch.borrow_mut().image(),
        }
    }

    /// Puts other contents in.
    ///
    /// # Errors
    ///
    /// When memory runs out.
    pub fn restore(&self, image: &Image) -> Result<(), ScratchError> {
        self.scratch.borrow_mut().restore(image)
    }

    /// Whether a transaction is open.
    pub fn is_open(&self) -> bool {
        self.scratch.borrow().in_transaction()
    }

    /// A second database with what is committed, for work that may yet be thrown away.
    ///
    /// # Errors
    ///
    /// When SQLite cannot be opened, or memory runs out.
    pub fn copy(&self) -> Result<Scratch, ScratchError> {
        let image = self.image()?;
        let mut copy = self.scratch.borrow_mut().beside()?;
        copy.restore(&image)?;
        Ok(copy)
    }

    /// Whether alembic keeps a record in it.
    ///
    /// # Errors
    ///
    /// When memory runs out.
    pub fn is_migrated(&self) -> Result<bool, ScratchError> {
        let sql = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'alembic_version'";
        let (rows, _) = self.scratch.borrow().read(sql, &Budget::default())?;
        Ok(rows.is_some_and(|rows| !rows.rows.is_empty()))
    }

    /// The names of its tables.
    ///
    /// # Errors
    ///
    /// When memory runs out.
    pub fn tables(&self) -> Result<Vec<String>, ScratchError> {
        let schema = self.scratch.borrow().schema()?;
        Ok(schema.tables.into_iter().map(|table| table.name).collect())
    }

    /// Keeps what is committed, before a statement that begins a transaction.
    fn keep(&self, sql: &str) {
        let begins = sql.get(..5).is_some_and(|word| word.eq_ignore_ascii_case("BEGIN"));
        if begins && !self.is_open() {
            *self.committed.borrow_mut() = self.scratch.borrow_mut().image().ok();
        }
    }
}

impl Databases {
    /// Databases in memory, at a moment that stands still.
    pub fn in_memory(moment: Moment) -> Self {
        let left = Rc::new(RefCell::new(Left { statements: STATEMENTS, steps: BUDGET.steps }));
        Self { moment, file: None, named: RefCell::default(), left }
    }

    /// The database in a file, which every engine of the script is on, whatever its URL says.
    ///
    /// # Errors
    ///
    /// What SQLite says where it cannot be opened.
    pub fn on_file(path: &Path, moment: Moment) -> Result<Self, String> {
        let mut databases = Self::in_memory(moment);
        let scratch = Scratch::on_file(path, moment).map_err(|error| error.to_string())?;
        databases.file = Some(databases.shared(scratch));
        Ok(databases)
    }

    /// One database that is there already, such as a lesson's.
    pub fn on(ground: &Ground) -> Self {
        let mut databases = Self::in_memory(Moment::default());
        let (ground, left) = (ground.clone(), Rc::clone(&databases.left));
        databases.file = Some(Rc::new(RefCell::new(One { ground, left })));
        databases
    }

    /// What may be used, from nothing again.
    pub fn refill(left: &Allowance) {
        *left.0.borrow_mut() = Left { statements: STATEMENTS, steps: BUDGET.steps };
    }

    /// What a run may use of these databases.
    pub fn allowance(&self) -> Allowance {
        Allowance(Rc::clone(&self.left))
    }

    fn shared(&self, scratch: Scratch) -> Shared {
        Rc::new(RefCell::new(One { ground: Ground::new(scratch), left: Rc::clone(&self.left) }))
    }

    fn fresh(&self) -> Result<Shared, DatabaseError> {
        let scratch = Scratch::for_program(self.moment)
            .map_err(|error| DatabaseError::Sqlite { code: 1, message: error.to_string() })?;
        Ok(self.shared(scratch))
    }
}

impl Opener for Databases {
    fn open(&self, url: &str) -> Result<Shared, DatabaseError> {
        let Some(rest) = url.strip_prefix("sqlite") else {
            let kind = url.split([':', '+']).next().unwrap_or(url);
            return Err(DatabaseError::Unsupported(format!("the database {kind}")));
        };
        if let Some(file) = &self.file {
            return Ok(Rc::clone(file));
        }
        // `sqlite+pysqlite:///name`: what stands behind the third slash is the file's name. It is
        // kept in memory: no text of a script reaches a file.
        let name = rest.split_once(":///").map_or("", |(_, name)| name);
        if name.is_empty() || name == ":memory:" || name.contains("mode=memory") {
            return self.fresh();
        }
        if let Some(known) = self.named.borrow().get(name) {
            return Ok(Rc::clone(known));
        }
        let fresh = self.fresh()?;
        self.named.borrow_mut().insert(name.into(), Rc::clone(&fresh));
        Ok(fresh)
    }
}

impl Database for One {
    fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<Effect, DatabaseError> {
        let steps = {
            let mut left = self.left.borrow_mut();
            if left.statements == 0 {
                return Err(DatabaseError::Stopped(Bound::Database));
            }
            left.statements -= 1;
            left.steps
        };
        let budget = Budget { steps, ..BUDGET };
        self.ground.keep(sql);
        let sent = self.ground.scratch.borrow_mut().send(sql, parameters, &budget);
        let sent = sent.map_err(refused)?;
        let mut left = self.left.borrow_mut();
        left.steps = left.steps.saturating_sub(sent.steps);
        if sent.rows.truncated {
            return Err(DatabaseError::Stopped(Bound::Database));
        }
        Ok(Effect {
            columns: sent.rows.columns,
            rows: sent.rows.rows,
            changed: sent.changed,
            last_row: sent.last_row,
        })
    }

    fn in_transaction(&self) -> bool {
        self.ground.is_open()
    }
}

fn refused(ran: Ran) -> DatabaseError {
    match ran {
        Ran::Stopped(Stop::Steps) => DatabaseError::Stopped(Bound::Database),
        Ran::Stopped(Stop::Memory) => DatabaseError::Stopped(Bound::Memory),
        Ran::Stopped(Stop::Clock | Stop::Interrupted) => DatabaseError::Stopped(Bound::Interrupted),
        Ran::Failed(failure) => match failure.kind {
            FailureKind::Denied(wall) => DatabaseError::Unsupported(denied(&wall)),
            _ => DatabaseError::Sqlite { code: failure.code, message: failure.message },
        },
        // They are no failures, and are not given as such.
        Ran::Rows(_) | Ran::Done { .. } => {
            DatabaseError::Sqlite { code: 1, message: "not an error".to_owned() }
        }
    }
}

/// What is not allowed, to be followed by "is not supported here".
fn denied(wall: &Wall) -> String {
    match wall {
        Wall::File => "reaching files from SQL (ATTACH, VACUUM)".to_owned(),
        Wall::Extension => "loading code from SQL".to_owned(),
        Wall::Temp => "TEMP in SQL".to_owned(),
        Wall::Pragma(name) => format!("PRAGMA {name}"),
        Wall::VirtualTable => "a virtual table".to_owned(),
        Wall::SystemTable(name) => format!("writing to {name}"),
        Wall::Unknown => "this statement".to_owned(),
    }
}
