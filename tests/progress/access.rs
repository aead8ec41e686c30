//! Places that cannot be read or written.

use std::fs;
use std::io::Write;
use std::path::Path;

use relatable::progress::Record;
use relatable::progress::store::Store;
use relatable::progress::trouble::What;

use crate::support::{LESSON, answered, file, home_with, keeps, news, subject, what};

/// Nothing is there to keep progress in: the session has it in memory.
#[track_caller]
fn goes_on_without(home: Option<&Path>) -> What {
    let mut store = Store::open(home);
    let found = what(&store).expect("there is trouble");
    assert!(store.all().is_empty());
    let now = answered(1, "SELECT 1;");
    let told = store.keep(&subject(), &news("a", &Record::default(), &now)).unwrap_err();
    assert_eq!((&told.what, told.repeated), (&found, true));
    assert_eq!(store.lesson(LESSON).records["a"], now);
    assert!(store.restart(&subject()).is_err());
    assert!(store.lesson(LESSON).records.is_empty());
    found
}

#[test]
fn without_a_home_nothing_is_kept() {
    assert_eq!(goes_on_without(None), What::NoHome);
}

#[test]
fn nowhere_keeps_nothing_and_has_no_trouble() {
    let mut store = Store::nowhere();
    store.keep(&subject(), &news("a", &Record::default(), &answered(1, "SELECT 1;"))).unwrap();
    assert_eq!(store.lesson(LESSON), relatable::progress::Kept::default());
    assert_eq!(store.trouble(), None);
    assert!(!store.forget(LESSON).unwrap());
}

#[test]
fn a_home_that_is_not_there_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("state/relatable");
    let mut store = Store::open(Some(&home));
    assert_eq!(store.trouble(), None);
    keeps(&mut store);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&home), mode(&file(&home))), (0o700, 0o600));
    }
}

#[test]
fn to_look_makes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("relatable");
    let mut store = Store::look(Some(&home));
    assert!(store.all().is_empty() && !store.forget(LESSON).unwrap());
    assert_eq!(store.trouble(), None);
    assert!(!home.exists());
}

#[test]
fn a_folder_where_the_file_should_be() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(file(home.path())).unwrap();
    assert_eq!(goes_on_without(Some(home.path())), What::NoFile);
}

#[test]
fn a_file_where_the_folder_should_be() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("relatable");
    fs::write(&home, "mine").unwrap();
    assert!(matches!(goes_on_without(Some(&home)), What::Closed(_)));
    assert!(matches!(goes_on_without(Some(&home.join("deeper"))), What::Closed(_)));
    assert_eq!(fs::read_to_string(&home).unwrap(), "mine");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
    use std::os::unix::process::CommandExt;
    use std::path::PathBuf;
    use std::process::Command;

    use super::*;

    #[test]
    fn a_link_to_nowhere_is_left_alone() {
        let home = tempfile::tempdir().unwrap();
        let target = home.path().join("gone.db");
        symlink(&target, file(home.path())).unwrap();
        assert_eq!(goes_on_without(Some(home.path())), What::LeadsNowhere);
        assert!(!target.exists());
    }

    #[test]
    fn a_link_to_a_file_is_followed() {
        let (home, kept) = home_with(2);
        let other = tempfile::tempdir().unwrap();
        symlink(file(home.path()), file(other.path())).unwrap();
        let mut store = Store::open(Some(other.path()));
        assert_eq!((what(&store), store.lesson(LESSON)), (None, kept));
        keeps(&mut store);
        assert!(file(other.path()).is_symlink());
    }

    #[test]
    fn a_pipe_is_not_waited_for() {
        let home = tempfile::tempdir().unwrap();
        let made = Command::new("mkfifo").arg(file(home.path())).status().unwrap();
        assert!(made.success());
        assert_eq!(goes_on_without(Some(home.path())), What::NoFile);
    }

    #[test]
    fn a_path_that_is_no_text_is_a_path() {
        use std::os::unix::ffi::OsStringExt;
        let folder = tempfile::tempdir().unwrap();
        let name = std::ffi::OsString::from_vec(b"\xff\xfe \x1b[2J?mode=memory".to_vec());
        let home = folder.path().join(name);
        keeps(&mut Store::open(Some(&home)));
        assert_eq!(Store::open(Some(&home)).lesson(LESSON).records.len(), 1);
    }

    /// Names the home that the child looks at; without it, the child is not wanted.
    const HOME: &str = "RELATABLE_TEST_LOOKS_AT";

    /// The child: an ordinary user, who opens, reads and keeps, and says what came of it.
    #[test]
    #[ignore = "another test starts this one, as another user"]
    fn opens_as_an_ordinary_user() {
        let Some(home) = std::env::var_os(HOME) else { return };
        let mut store = Store::open(Some(home.as_ref()));
        let opened = what(&store).map(|what| format!("{what:?}")).unwrap_or_default();
        let read = store.lesson(LESSON).records.len();
        let kept =
            store.keep(&subject(), &news("a", &Record::default(), &answered(1, "SELECT 1;")));
        let kept = match kept {
            Ok(()) => "kept".to_owned(),
            Err(trouble) => format!("{:?} repeated {}", trouble.what, trouble.repeated),
        };
        writeln!(std::io::stdout(), "\nopened [{opened}], {read} steps, {kept}").unwrap();
    }

    /// What an ordinary user finds in a home with two steps kept, whose folder and file have these
    /// modes; without the file where that has none.
    fn found(folder_mode: u32, file_mode: Option<u32>) -> String {
        let (home, _) = home_with(2);
        // Whoever may everything is no ordinary user: the child is "nobody" then.
        let is_root = fs::metadata(home.path()).unwrap().uid() == 0;
        match file_mode {
            Some(mode) => set_mode(&file(home.path()), mode),
            None => fs::remove_file(file(home.path())).unwrap(),
        }
        let program = reachable();
        let mut command = Command::new(program.1);
        command.args(["--ignored", "--exact", "--nocapture"]);
        command.arg("access::unix::opens_as_an_ordinary_user").env(HOME, home.path());
        if is_root {
            const NOBODY: u32 = 65534;
            command.uid(NOBODY).gid(NOBODY);
            for path in [home.path(), &file(home.path())] {
                let _ = chown(path, Some(NOBODY), Some(NOBODY));
            }
        }
        set_mode(home.path(), folder_mode);
        let output = command.output().unwrap();
        set_mode(home.path(), 0o700);
        let said = String::from_utf8(output.stdout).unwrap();
        let line = said.lines().find(|line| line.starts_with("opened "));
        line.unwrap_or_else(|| panic!("{said}{:?}", output.stderr)).to_owned()
    }

    /// This program where anybody may run it.
    fn reachable() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("program");
        // Another process copies it: a file that this one had open for writing may still be open
        // in a child that another test has just begun, and is "busy" then.
        let mut copy = Command::new("cp");
        copy.arg(std::env::current_exe().unwrap()).arg(&program);
        assert!(copy.status().unwrap().success());
        set_mode(folder.path(), 0o755);
        set_mode(&program, 0o755);
        (folder, program)
    }

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn what_may_not_be_written_is_read() {
        insta::assert_snapshot!(found(0o555, Some(0o444)));
        insta::assert_snapshot!(found(0o755, Some(0o444)));
        insta::assert_snapshot!(found(0o555, Some(0o644)));
    }

    #[test]
    fn what_may_not_be_read_or_made_is_told() {
        insta::assert_snapshot!(found(0o755, Some(0o000)));
        insta::assert_snapshot!(found(0o000, Some(0o644)));
        insta::assert_snapshot!(found(0o555, None));
        insta::assert_snapshot!(found(0o755, None));
    }
}
