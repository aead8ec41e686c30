//! A terminal before it is switched on: its size, its environment, and the program in it.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::channel;
use std::thread;

use rexpect::process::PtyProcess;

use super::Terminal;
use super::screen::Screen;
use crate::program::{PROGRAM, fixtures};

/// A terminal that is not on yet.
#[derive(Debug)]
pub struct Setup {
    arguments: Vec<String>,
    folder: PathBuf,
    environment: Vec<(String, String)>,
    columns: u16,
    rows: u16,
    /// Where progress is kept; without one, in a new folder of the terminal's own.
    home: Option<PathBuf>,
    /// The terminal shows what is typed by itself.
    echoes: bool,
}

impl Setup {
    /// For `relatable …`: 80 columns, 24 rows, and colours.
    pub fn of(arguments: &[&str]) -> Self {
        Self {
            arguments: arguments.iter().map(|&argument| argument.to_owned()).collect(),
            folder: fixtures(),
            environment: vec![("TERM".to_owned(), "xterm".to_owned())],
            columns: 80,
            rows: 24,
            home: None,
            echoes: false,
        }
    }

    /// With a variable of the environment.
    pub fn set(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Without colours.
    pub fn colourless(self) -> Self {
        self.set("NO_COLOR", "1")
    }

    /// Of so many columns and rows, from the start.
    pub fn sized(self, columns: u16, rows: u16) -> Self {
        Self { columns, rows, ..self }
    }

    /// With what is kept in that folder.
    pub fn at_home(self, home: &Path) -> Self {
        Self { home: Some(home.to_owned()), ..self }
    }

    /// In another folder than that of the fixtures.
    pub fn within(self, folder: &Path) -> Self {
        Self { folder: folder.to_owned(), ..self }
    }

    /// One that can do nothing but print and show what is typed.
    pub fn dumb(self) -> Self {
        Self { echoes: true, ..self.set("TERM", "dumb") }
    }

    /// Switches it on, with the program up to its first prompt.
    #[track_caller]
    pub fn starts(self) -> Terminal {
        let mut terminal = self.begins();
        let said = terminal.listen();
        assert!(!said.is_empty(), "it ended at once");
        terminal
    }

    /// Switches it on; the program may have said nothing yet.
    pub fn begins(self) -> Terminal {
        // The terminal has its size before the program can ask for it. It says something first:
        // a terminal in which nothing ever was does not end.
        let echo = if self.echoes { "echo" } else { "-echo" };
        let size = format!("stty {echo} cols {} rows {}", self.columns, self.rows);
        let mut command = Command::new("sh");
        command.args(["-c", &format!("printf '\\r' && {size} && exec \"$@\""), "sh", PROGRAM]);
        command.args(&self.arguments).current_dir(&self.folder);
        for variable in [
            "NO_COLOR",
            "CLICOLOR_FORCE",
            "CLICOLOR",
            "COLORTERM",
            "RELATABLE_PLAIN",
            "RELATABLE_SCREEN_READER",
            "COLUMNS",
            "LINES",
            "VISUAL",
            "EDITOR",
        ] {
            command.env_remove(variable);
        }
        let own = self.home.is_none().then(|| tempfile::tempdir().expect("a folder"));
        let home = self.home.as_deref().or(own.as_ref().map(tempfile::TempDir::path));
        command.env("RELATABLE_HOME", home.expect("a home"));
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        let process = PtyProcess::new(command).expect("a terminal");
        let keys = process.get_file_handle().expect("its keys");
        let mut shown = process.get_file_handle().expect("its screen");
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            // Linux ends a terminal without a program with an error.
            while let Ok(count @ 1..) = shown.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let mut terminal = Terminal {
            process,
            keys,
            output,
            unread: Vec::new(),
            prompt: String::new(),
            raw: Vec::new(),
            screen: String::new(),
            seen: Screen::new(self.columns, self.rows),
            broken: Vec::new(),
            marks: !self.echoes,
            _home: own,
        };
        terminal.is_on();
        terminal
    }
}
