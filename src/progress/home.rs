//! The folder in which progress is kept, and the names under which it is kept there.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

/// The variable that names another folder.
pub const VARIABLE: &str = "RELATABLE_HOME";

/// `RELATABLE_HOME` where it is set and not empty; else `relatable` in the folder for state that
/// the platform has (XDG's on Unix), or in the one for data where it knows none for state. `None`
/// where there is no home folder either.
pub fn home() -> Option<PathBuf> {
    chosen(std::env::var_os(VARIABLE), || {
        let native = etcetera::base_strategy::choose_native_strategy().ok()?;
        Some(native.state_dir().unwrap_or_else(|| native.data_dir()))
    })
}

/// What [`home`] gives in an environment. `native` is asked only where it counts.
fn chosen(own: Option<OsString>, native: impl FnOnce() -> Option<PathBuf>) -> Option<PathBuf> {
    match own.filter(|path| !path.is_empty()) {
        Some(path) => Some(PathBuf::from(path)),
        None => Some(native()?.join("relatable")),
    }
}

/// The name under which the progress of a lesson file is kept, [`super::Subject::lesson`]: its
/// absolute path with links followed, so that one file has one name wherever it is opened from.
/// Where the file is gone, its path is made absolute without looking.
pub fn name_of_file(path: &Path) -> String {
    let real = path.canonicalize().or_else(|_| std::path::absolute(path));
    real.unwrap_or_else(|_| path.to_owned()).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(own: Option<&str>, native: Option<&str>) -> Option<PathBuf> {
        chosen(own.map(OsString::from), || native.map(PathBuf::from))
    }

    #[test]
    fn the_variable_counts_where_it_says_something() {
        assert_eq!(of(Some("here"), Some("/state")), Some("here".into()));
        assert_eq!(of(Some(""), Some("/state")), Some("/state/relatable".into()));
        assert_eq!(of(None, Some("/state")), Some("/state/relatable".into()));
        assert_eq!(of(Some("here"), None), Some("here".into()));
        assert_eq!(of(None, None), None);
    }

    #[test]
    fn a_file_has_one_name() {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().canonicalize().unwrap();
        std::fs::write(real.join("a.yaml"), "").unwrap();
        std::fs::create_dir(real.join("b")).unwrap();
        let direct = name_of_file(&real.join("a.yaml"));
        assert_eq!(direct, real.join("a.yaml").to_str().unwrap());
        assert_eq!(name_of_file(&real.join("b/../a.yaml")), direct);
        assert!(Path::new(&name_of_file(Path::new("gone.yaml"))).is_absolute());
    }
}
