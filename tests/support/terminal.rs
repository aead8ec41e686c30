//! The real program at a real terminal, as someone types.
//!
//! The line editor switches bracketed paste on when it begins to read a line and off when it has
//! one. These two marks say when the program listens and when it works, so that no test has to
//! guess how long anything takes.

// Not every test uses all of it.
#![allow(dead_code)]

use std::fs::File;
use std::io::{Read, Write};
use std::process::Command;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use rexpect::process::PtyProcess;
use rexpect::process::wait::WaitStatus;

use crate::program::{PROGRAM, fixtures};

/// The program waits for a line.
const LISTENS: &str = "\u{1b}[?2004h";
/// The program has a line.
const WORKS: &str = "\u{1b}[?2004l";
/// When a test gives up: no more than a guard against one that would never end.
const PATIENCE: Duration = Duration::from_secs(120);
/// How long to wait before something is tried again.
const A_MOMENT: Duration = Duration::from_millis(20);

pub const CTRL_C: &str = "\u{3}";
pub const CTRL_D: &str = "\u{4}";
pub const UP: &str = "\u{1b}[A";

/// A terminal with the program in it.
pub struct Terminal {
    process: PtyProcess,
    keys: File,
    output: Receiver<Vec<u8>>,
    /// What came and was not looked at yet.
    unread: Vec<u8>,
    /// The prompt that waits, without colours.
    prompt: String,
    /// Everything that came, as it came.
    raw: Vec<u8>,
    /// Prompts, what was typed, and what the program said.
    screen: String,
    /// Where the program keeps progress.
    _home: tempfile::TempDir,
}

impl Terminal {
    /// `relatable …` in the folder of the fixtures, up to its first prompt.
    pub fn start(arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut command = Command::new(PROGRAM);
        command.args(arguments).current_dir(fixtures()).env("TERM", "xterm");
        for variable in ["NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR"] {
            command.env_remove(variable);
        }
        let home = tempfile::tempdir().expect("a folder");
        command.env("RELATABLE_HOME", home.path());
        command.envs(environment.iter().copied());
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
        let mut terminal = Self {
            process,
            keys,
            output,
            unread: Vec::new(),
            prompt: String::new(),
            raw: Vec::new(),
            screen: String::new(),
            _home: home,
        };
        terminal.listen();
        terminal
    }

    /// `relatable learn session.yaml --from STEP`, without colours.
    pub fn at(lesson: &str, step: &str) -> Self {
        Self::start(&["learn", lesson, "--from", step], &[("NO_COLOR", "1")])
    }

    /// Types a line and Enter; gives what the program says before it listens again or ends.
    #[track_caller]
    pub fn types(&mut self, line: &str) -> String {
        self.screen.push_str(&format!("{}{line}\n", self.prompt));
        self.press(line);
        self.press("\r");
        self.wait_for(WORKS);
        self.listen()
    }

    /// Presses keys that end the line by themselves.
    #[track_caller]
    pub fn presses(&mut self, keys: &str, name: &str) -> String {
        self.screen.push_str(&format!("{}<{name}>\n", self.prompt));
        self.press(keys);
        self.wait_for(WORKS);
        self.listen()
    }

    /// Types a line that keeps the program at work until it is interrupted. The interrupt is
    /// repeated, because it is lost where the work has not begun.
    #[track_caller]
    pub fn types_and_interrupts(&mut self, line: &str) -> String {
        self.screen.push_str(&format!("{}{line}\n", self.prompt));
        self.press(line);
        self.press("\r");
        self.wait_for(WORKS);
        let began = Instant::now();
        while !self.comes(LISTENS, A_MOMENT) {
            assert!(began.elapsed() < PATIENCE, "it goes on:\n{}", text(&self.raw));
            self.press(CTRL_C);
        }
        let said = self.listen();
        self.catch_up();
        said
    }

    /// An interrupt more than was needed reaches the prompt as a key, and may take along what was
    /// typed right behind it. Once a command that was never typed before has its answer, all of
    /// them were read; none of this belongs to what a test looks at.
    #[track_caller]
    fn catch_up(&mut self) {
        let began = Instant::now();
        let answer = (0..).find_map(|round| {
            assert!(began.elapsed() < PATIENCE, "it does not answer:\n{}", text(&self.raw));
            self.press(&format!("\u{15}.sync{round}\r"));
            let answer = format!("There is no command .sync{round}.");
            self.comes(&answer, A_MOMENT).then_some(answer)
        });
        self.wait_for(&answer.unwrap_or_default());
        self.wait_for(LISTENS);
        self.press("\u{15}.cancel\r");
        self.wait_for(WORKS);
        self.wait_for(LISTENS);
        self.prompt = self.wait_for("> ").0 + "> ";
    }

    /// Waits for the program's end: what a person saw, and the exit code.
    #[track_caller]
    pub fn ends(mut self) -> (String, i32) {
        let began = Instant::now();
        while self.receive(PATIENCE) {
            assert!(began.elapsed() < PATIENCE, "it does not end:\n{}", text(&self.raw));
        }
        match self.process.wait() {
            Ok(WaitStatus::Exited(_, code)) => (std::mem::take(&mut self.screen), code),
            other => panic!("{other:?}"),
        }
    }

    /// What a person saw, with colours left out.
    pub fn screen(&self) -> &str {
        &self.screen
    }

    /// Every byte that came.
    pub fn raw(&self) -> String {
        text(&self.raw)
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("the terminal takes keys");
        self.keys.flush().expect("the terminal takes keys");
    }

    /// Reads up to the next prompt, or to the end.
    #[track_caller]
    fn listen(&mut self) -> String {
        let (mut said, listens) = self.wait_for(LISTENS);
        // The editor ends the line that was typed.
        if !self.screen.is_empty() {
            said = said.strip_prefix('\n').unwrap_or(&said).to_owned();
        }
        self.screen.push_str(&said);
        self.prompt = if listens { self.wait_for("> ").0 + "> " } else { String::new() };
        said
    }

    /// What comes before a mark, without escape sequences, and whether the mark came, which is
    /// taken too; it does not where the program ends.
    #[track_caller]
    fn wait_for(&mut self, mark: &str) -> (String, bool) {
        let began = Instant::now();
        loop {
            if let Some(at) = find(&self.unread, mark) {
                let before: Vec<u8> = self.unread.drain(..at).collect();
                self.unread.drain(..mark.len());
                return (plain(&text(&before)), true);
            }
            if !self.receive(PATIENCE) {
                return (plain(&text(&std::mem::take(&mut self.unread))), false);
            }
            let waited = began.elapsed();
            assert!(waited < PATIENCE, "{mark:?} does not come:\n{}", text(&self.raw));
        }
    }

    /// Whether a mark comes within some time; it stays to be read.
    #[track_caller]
    fn comes(&mut self, mark: &str, within: Duration) -> bool {
        let began = Instant::now();
        while find(&self.unread, mark).is_none() {
            let left = within.saturating_sub(began.elapsed());
            if left.is_zero() || !self.receive(left) {
                return false;
            }
        }
        true
    }

    /// Takes what comes next, and waits a while for it; false at the end.
    #[track_caller]
    fn receive(&mut self, patience: Duration) -> bool {
        match self.output.recv_timeout(patience) {
            Ok(bytes) => {
                self.raw.extend_from_slice(&bytes);
                self.unread.extend_from_slice(&bytes);
                true
            }
            Err(RecvTimeoutError::Timeout) => {
                assert!(patience < PATIENCE, "nothing comes any more:\n{}", text(&self.raw));
                true
            }
            Err(RecvTimeoutError::Disconnected) => false,
        }
    }
}

fn find(bytes: &[u8], mark: &str) -> Option<usize> {
    bytes.windows(mark.len()).position(|window| window == mark.as_bytes())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A text without escape sequences (`ESC [ … letter`) and carriage returns.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\u{1b}' => {
                characters.find(|end| end.is_ascii_alphabetic());
            }
            '\r' => {}
            other => plain.push(other),
        }
    }
    plain
}
