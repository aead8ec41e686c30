//! Opening, keeping and going back.

use std::time::Duration;

use rusqlite::{Connection, MAIN_DB};

use super::guard::Guard;
use super::history::History;
use super::meter::Meter;
use super::still::{Moment, Still};
use super::{Image, Interrupt, ScratchError, limits, mathematics};

/// One scratch database.
///
/// Restoring an image into one costs less than opening another, so keep it.
#[derive(Debug)]
pub struct Scratch {
    pub(super) connection: Connection,
    pub(super) guard: Guard,
    pub(super) meter: Meter,
    pub(super) still: Still,
    pub(super) history: History,
    /// The image that the contents were last known to be.
    loaded: Option<Image>,
    /// A statement that can write was run since.
    pub(super) written: bool,
    /// The limit on pages is gone: `deserialize` lifts it. It comes back with the next run, whose
    /// statements need the schema, as setting the limit does; a restore is twice as quick without.
    boundless: bool,
    /// How long SQLite worked on each statement of the last script.
    pub(super) times: Vec<Duration>,
    /// A statement set a flag that the end of a transaction would clear.
    pub(super) deferring: bool,
}

impl Scratch {
    /// An empty scratch database with all walls up.
    ///
    /// # Errors
    ///
    /// When SQLite cannot be opened.
    pub fn new() -> Result<Self, ScratchError> {
        Self::stopped_by(Interrupt::default())
    }

    /// An empty scratch database whose runs an interrupt stops that is there already.
    ///
    /// # Errors
    ///
    /// When SQLite cannot be opened.
    pub fn stopped_by(interrupt: Interrupt) -> Result<Self, ScratchError> {
        Self::around(limits::open()?, interrupt)
    }

    /// Puts up the walls around a connection.
    pub(super) fn around(
        mut connection: Connection,
        interrupt: Interrupt,
    ) -> Result<Self, ScratchError> {
        let (guard, meter, still) = (Guard::default(), Meter::new(interrupt), Still::default());
        mathematics::register(&connection)?;
        still.hide(&connection)?;
        let history = History::default();
        history.hide(&connection)?;
        still.set(Moment::default());
        guard.surround(&mut connection)?;
        meter.watch(&mut connection)?;
        Ok(Self {
            connection,
            guard,
            meter,
            still,
            history,
            loaded: None,
            written: false,
            times: Vec::new(),
            boundless: false,
            deferring: false,
        })
    }

    /// How long SQLite worked on each statement of the script that was run last. They are no part
    /// of the [`Script`](super::Script): what a statement did is the same on every machine, and
    /// nothing that is judged may hang on how long it took.
    pub fn times(&self) -> &[Duration] {
        &self.times
    }

    /// What stops a run in this database.
    pub fn interrupt(&self) -> Interrupt {
        self.meter.interrupt()
    }

    /// Sets what `now` and `random()` are from here on; the same for an answer and its reference.
    pub fn set_moment(&self, moment: Moment) {
        self.still.set(moment);
    }

    /// What `now` and `random()` are.
    pub(super) fn moment(&self) -> Moment {
        self.still.get()
    }

    /// Makes the contents those of the image: an open transaction is rolled back. Does nothing
    /// where the contents already are those of this image and nothing was written since.
    ///
    /// # Errors
    ///
    /// When SQLite cannot take the image, for want of memory.
    pub fn restore(&mut self, image: &Image) -> Result<(), ScratchError> {
        self.settle()?;
        self.history.expire();
        if !self.written && self.loaded.as_ref().is_some_and(|loaded| loaded.is_same(image)) {
            return Ok(());
        }
        self.loaded = None;
        let bytes: &[u8] = &image.0;
        let Self { connection, guard, .. } = self;
        guard.trust(|| connection.deserialize_read_exact(MAIN_DB, bytes, bytes.len(), false))?;
        self.boundless = true;
        self.loaded = Some(image.clone());
        self.written = false;
        Ok(())
    }

    /// The contents now, without what an open transaction did: it is rolled back.
    ///
    /// # Errors
    ///
    /// When memory runs out.
    pub fn image(&mut self) -> Result<Image, ScratchError> {
        self.settle()?;
        if let Some(loaded) = self.loaded.as_ref().filter(|_| !self.written) {
            return Ok(loaded.clone());
        }
        let Self { connection, guard, .. } = self;
        let image = guard.trust(|| {
            let bytes = connection.serialize(MAIN_DB)?;
            Ok::<_, rusqlite::Error>(Image((*bytes).into()))
        })?;
        self.loaded = Some(image.clone());
        self.written = false;
        Ok(image)
    }

    /// Whether a transaction is open.
    pub fn in_transaction(&self) -> bool {
        !self.connection.is_autocommit()
    }

    /// Whether the contents are those of the image that was last restored or taken: nothing that
    /// can write was run since, and no transaction is open.
    pub fn is_pristine(&self) -> bool {
        self.loaded.is_some() && !self.written && !self.in_transaction()
    }

    /// Sets the limit on pages, if a restore has lifted it.
    pub(super) fn bound(&mut self) -> rusqlite::Result<()> {
        if self.boundless {
            self.guard.trust(|| limits::limit_pages(&self.connection))?;
            self.boundless = false;
        }
        Ok(())
    }

    /// Ends what a script may have left behind on the connection.
    fn settle(&mut self) -> Result<(), ScratchError> {
        let open = self.in_transaction();
        let Self { connection, guard, deferring, .. } = self;
        guard.trust(|| {
            if open {
                connection.execute_batch("ROLLBACK")?;
            }
            if *deferring {
                connection.execute_batch("PRAGMA defer_foreign_keys = OFF")?;
            }
            *deferring = false;
            Ok(())
        })
    }
}
