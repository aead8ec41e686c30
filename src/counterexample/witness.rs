//! interim
use super::ground::Ground;
use super::{FoundBy, Question, Witness};
use crate::rows::data_set::DataSet;
use crate::rows::wanted::Wanted;
use crate::scratch::{Ran, ScratchError};
pub fn replay(
    _g: &Ground,
    _q: &Question,
    _c: &str,
    data: &DataSet,
    read: Vec<(String, Vec<String>)>,
    found_by: FoundBy,
) -> Result<Option<Witness>, ScratchError> {
    Ok(Some(Witness {
        data: data.clone(),
        read,
        script: String::new(),
        wanted: Wanted::unordered(Default::default()),
        actual: Ran::Done { changed: 0 },
        found_by,
    }))
}
