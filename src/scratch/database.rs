//! Opening, running in, keeping and going back.

use super::{Budget, Image, Interrupt, ScratchError, Script};
use crate::schema::Schema;

/// One scratch database.
#[derive(Debug)]
pub struct Scratch {}

impl Scratch {
    /// An empty scratch database with all walls up.
    pub fn new() -> Result<Self, ScratchError> {
        Ok(Self {})
    }

    /// What stops a run in this database.
    pub fn interrupt(&self) -> Interrupt {
        Interrupt::default()
    }

    /// Makes the contents those of the image: an open transaction is rolled back. Does nothing
    /// where the contents already are those of this image and nothing was written since.
    pub fn restore(&mut self, _image: &Image) -> Result<(), ScratchError> {
        Ok(())
    }

    /// The contents now, without what an open transaction did: it is rolled back.
    pub fn image(&mut self) -> Result<Image, ScratchError> {
        Ok(Image(std::sync::Arc::new([])))
    }

    /// Runs a script. Whatever the text does is in the [`Script`]; it is never an error.
    pub fn run(&mut self, _text: &str, _budget: &Budget) -> Script {
        Script::default()
    }

    /// Whether a transaction is open.
    pub fn in_transaction(&self) -> bool {
        false
    }

    /// What the database declares.
    pub fn schema(&self) -> Result<Schema, ScratchError> {
        Ok(Schema::default())
    }
}
