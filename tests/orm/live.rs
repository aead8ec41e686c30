//! The same code in a real SQLAlchemy and in ours, where a Python with it is at hand:
//! `RELATABLE_SQLALCHEMY` names that Python (`.ci/run` makes one). Scripts are written from seeds,
//! so that every run of the test looks at the same ones; `RELATABLE_LIVE_SEEDS=FROM..TO` looks at
//! others, and `RELATABLE_LIVE_FOLDER` keeps scripts and recordings. The recorder is `run_case.py`.

mod script;

use std::path::{Path, PathBuf};
use std::process::Command;

use super::compare::{differences, ours, theirs};

/// The variable that names a Python with SQLAlchemy.
const PYTHON: &str = "RELATABLE_SQLALCHEMY";
/// The seeds that every run looks at.
const SEEDS: std::ops::Range<u64> = 0..48;

fn python() -> Option<PathBuf> {
    let found = std::env::var_os(PYTHON).map(PathBuf::from);
    if found.is_none() {
        eprintln!("{PYTHON} names no Python with sqlalchemy: nothing was compared live");
    }
    found
}

/// Records every script of a folder by the real one.
fn record(python: &Path, folder: &Path) {
    let runner = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/orm/run_case.py");
    let recorded = Command::new(python)
        .arg(runner)
        .arg("--write")
        .arg(folder)
        .args(["-j", "2"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&recorded.stdout);
    assert!(recorded.status.success(), "{said}{}", String::from_utf8_lossy(&recorded.stderr));
}

fn seeds() -> std::ops::Range<u64> {
    let Ok(text) = std::env::var("RELATABLE_LIVE_SEEDS") else { return SEEDS };
    let (from, to) = text.split_once("..").expect("RELATABLE_LIVE_SEEDS=FROM..TO");
    from.parse().unwrap()..to.parse().unwrap()
}

/// Runs both, and tells of every part that differs.
#[track_caller]
fn compared(scripts: &[(String, String)]) {
    let Some(python) = python() else { return };
    let temporary = tempfile::tempdir().unwrap();
    let kept = std::env::var_os("RELATABLE_LIVE_FOLDER").map(PathBuf::from);
    let folder = kept.as_deref().unwrap_or(temporary.path());
    for (name, text) in scripts {
        std::fs::write(folder.join(format!("{name}.py")), text).unwrap();
    }
    record(&python, folder);
    let (mut said, mut wrong) = (String::new(), 0);
    for (name, text) in scripts {
        let path = folder.join(format!("{name}.py"));
        let mut told = match ours(&path) {
            Ok(got) => differences(&theirs(&path), &got, &[])
                .into_iter()
                .map(|miss| format!("{name}: {} differs:\n     {}\n", miss.part, miss.detail))
                .collect::<String>(),
            Err(why) => format!("{name}: {why}\n"),
        };
        if !told.is_empty() {
            wrong += 1;
            told += text;
            said += &told;
        }
    }
    assert!(said.is_empty(), "{wrong} of {} scripts differ:\n{said}", scripts.len());
}

#[test]
fn scripts_from_seeds_do_the_same_in_the_real_one() {
    let scripts: Vec<_> =
        seeds().map(|seed| (format!("seed_{seed:04}"), script::from_seed(seed))).collect();
    compared(&scripts);
}

#[test]
fn what_was_recorded_is_what_the_real_one_does() {
    let Some(python) = python() else { return };
    let recorded = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/orm/oracle");
    let folder = tempfile::tempdir().unwrap();
    for name in ["h012_quickstart", "s001_g_all_three_classic", "h066_no_primary_key"] {
        let file = format!("{name}.py");
        std::fs::copy(recorded.join(&file), folder.path().join(&file)).unwrap();
    }
    record(&python, folder.path());
    for name in ["h012_quickstart", "h066_no_primary_key"] {
        let file = format!("{name}.py");
        let (was, is) = (theirs(&recorded.join(&file)), theirs(&folder.path().join(&file)));
        assert_eq!(was, is, "{name}: this is another release than the recordings are of");
    }
}
