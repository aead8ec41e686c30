//! Every script of the folders against its recording, and the table of what is not equal yet.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::compare::{Miss, differences, ours, scripts, theirs, unstable};

/// The folders of scripts, in `tests/orm/`.
const FOLDERS: [&str; 2] = ["oracle", "own"];
/// The part of a script that gave no recording at all.
const CRASH: &str = "crash";
/// Scripts nest deeply, and a debug build needs much of the stack for it.
const STACK: usize = 64 << 20;

/// Script (`folder/name`) → parts.
type Table = BTreeMap<String, BTreeSet<String>>;

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/orm")
}

/// A line for each script: `folder/name: part, part`; what follows a `#` is for people.
fn known() -> Table {
    let text = std::fs::read_to_string(home().join("misses.txt")).unwrap();
    let mut table = Table::new();
    for line in text.lines().map(|line| line.split('#').next().unwrap().trim()) {
        let Some((script, parts)) = line.split_once(':') else { continue };
        let parts = parts.split(',').map(|part| part.trim().to_owned()).collect();
        assert!(table.insert(script.to_owned(), parts).is_none(), "{script} stands twice");
    }
    table
}

fn written(table: &Table) -> String {
    let mut text = String::from(
        "# What is not equal to the real SQLAlchemy yet: script, and parts of its recording.\n\
         # RELATABLE_WRITE_MISSES=1 cargo test --test orm writes this table anew.\n",
    );
    for (script, parts) in table {
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        writeln!(text, "{script}: {}", parts.join(", ")).unwrap();
    }
    text
}

/// The misses of each script, worked out on a few threads.
fn found() -> BTreeMap<String, Vec<Miss>> {
    let mut todo: Vec<(String, PathBuf, Vec<String>)> = Vec::new();
    for folder in FOLDERS {
        let path = home().join(folder);
        let unstable = unstable(&path);
        for script in scripts(&path) {
            let name = script.file_stem().unwrap().to_string_lossy().into_owned();
            let loose = unstable.get(&name).cloned().unwrap_or_default();
            todo.push((format!("{folder}/{name}"), script, loose));
        }
    }
    let (next, done) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            let work = || {
                while let Some((name, script, loose)) =
                    todo.get(next.fetch_add(1, Ordering::Relaxed))
                {
                    let misses = match ours(script) {
                        Ok(got) => differences(&theirs(script), &got, loose),
                        Err(why) => vec![Miss { part: CRASH, detail: why }],
                    };
                    done.lock().unwrap().insert(name.clone(), misses);
                }
            };
            std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).unwrap();
        }
    });
    done.into_inner().unwrap()
}

#[test]
fn scripts_do_what_they_do_with_the_real_sqlalchemy() {
    let found = found();
    assert!(found.len() >= 79, "the scripts were not found");
    let is_missed = |(_, misses): &(&String, &Vec<Miss>)| !misses.is_empty();
    let table: Table = found
        .iter()
        .filter(is_missed)
        .map(|(name, misses)| {
            (name.clone(), misses.iter().map(|miss| miss.part.to_owned()).collect())
        })
        .collect();
    if std::env::var_os("RELATABLE_WRITE_MISSES").is_some() {
        std::fs::write(home().join("misses.txt"), written(&table)).unwrap();
    }
    let known = known();
    let mut wrong = String::new();
    for (script, misses) in &found {
        let expected = known.get(script).cloned().unwrap_or_default();
        for miss in misses.iter().filter(|miss| !expected.contains(miss.part)) {
            writeln!(wrong, "{script}: {} differs:\n     {}", miss.part, miss.detail).unwrap();
        }
        for part in expected.iter().filter(|part| !misses.iter().any(|it| it.part == **part)) {
            writeln!(wrong, "{script}: {part} is equal; take it out of misses.txt").unwrap();
        }
    }
    for script in known.keys().filter(|script| !found.contains_key(*script)) {
        writeln!(wrong, "{script} stands in misses.txt, and there is no such script").unwrap();
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
