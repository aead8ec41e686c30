//! The real program as a test drives it: from the folder of the fixtures, with text in its input.

// Not every test uses all of it.
#![allow(dead_code)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// The program under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_relatable");

/// The folder of the fixture lessons; every run begins there, so that no transcript names a path
/// of one machine.
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// What a run is told, and after that what it says.
#[derive(Debug)]
pub struct Run {
    arguments: Vec<String>,
    folder: PathBuf,
    /// Where progress is kept; without one, in a new folder of the run's own.
    home: Option<PathBuf>,
    input: Vec<u8>,
}

/// All that a run said.
#[derive(Debug)]
pub struct Said {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    /// `relatable …`
    pub fn of(arguments: &[&str]) -> Self {
        let arguments = arguments.iter().map(|&argument| argument.to_owned()).collect();
        Self { arguments, folder: fixtures(), home: None, input: Vec::new() }
    }

    /// `relatable learn LESSON --from STEP`
    pub fn at(lesson: &str, step: &str) -> Self {
        Self::of(&["learn", lesson, "--from", step])
    }

    /// In another folder than that of the fixtures.
    pub fn within(mut self, folder: &Path) -> Self {
        self.folder = folder.to_owned();
        self
    }

    /// With what is kept in that folder.
    pub fn at_home(mut self, home: &Path) -> Self {
        self.home = Some(home.to_owned());
        self
    }

    /// A line of input.
    pub fn types(mut self, line: &str) -> Self {
        self.input.extend_from_slice(line.as_bytes());
        self.input.push(b'\n');
        self
    }

    /// Input of any kind, as it is.
    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        self.input.extend_from_slice(bytes);
        self
    }

    /// Runs the program to its end.
    #[track_caller]
    pub fn said(&self) -> Said {
        let mut command = Command::new(PROGRAM);
        command.args(&self.arguments).current_dir(&self.folder);
        for variable in ["NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "RUST_BACKTRACE"] {
            command.env_remove(variable);
        }
        let own = tempfile::tempdir().expect("a folder");
        command.env("RELATABLE_HOME", self.home.as_deref().unwrap_or(own.path()));
        let output = command.write_stdin(self.input.clone()).output().expect("the program starts");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
        Said {
            code: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    /// The command line, both streams and the exit code, as a snapshot holds them.
    #[track_caller]
    pub fn transcript(&self) -> String {
        let said = self.said();
        let mut text = format!("$ relatable {}\n{}", self.arguments.join(" "), said.stdout);
        if !said.stderr.is_empty() {
            let _ = write!(text, "---- stderr\n{}", said.stderr);
        }
        let _ = write!(text, "---- exit code {:?}", said.code);
        text.replace("exit code Some(", "exit code ").trim_end_matches(')').to_owned()
    }
}
