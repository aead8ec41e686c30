use std::path::Path;

use super::*;

#[test]
fn no_file_is_attached_or_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("stolen.db");
    let name = file.display();
    let mut target = Target::new();
    for attack in [
        format!("ATTACH '{name}' AS other"),
        format!("ATTACH DATABASE ('{name}' || '') AS other"),
        format!("ATTACH (SELECT '{name}') AS other"),
        format!("ATTACH 'file:{name}?mode=rwc' AS other"),
        "ATTACH ':memory:' AS other".to_owned(),
        "ATTACH '' AS other".to_owned(),
        "DETACH main".to_owned(),
        "DETACH (SELECT 'main')".to_owned(),
        format!("VACUUM INTO '{name}'"),
        format!("VACUUM main INTO (SELECT '{name}')"),
        "VACUUM".to_owned(),
    ] {
        target.is_denied(&attack, &Wall::File);
        assert!(!file.exists(), "{attack}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn nothing_is_stored_outside_of_memory() {
    let mut target = Target::new();
    for name in ["temp_store_directory", "data_store_directory", "journal_mode"] {
        target.is_denied(&format!("PRAGMA {name} = 'wal'"), &Wall::Pragma(name.to_owned()));
    }
    assert!(!Path::new(":memory:").exists());
}
