//! The real program at a real terminal, as someone types.
//!
//! The line editor switches bracketed paste on when it begins to read a line and off when it has
//! one. These two marks say when the program listens and when it works, so that no test has to
//! guess how long anything takes. What is drawn goes into a screen of the terminal's size, so that
//! a test can look at what a person would see.

// Not every test uses all of it.
#![allow(dead_code)]

use std::fs::File;
use std::io::Write;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use rexpect::process::PtyProcess;
use rexpect::process::signal::Signal;
use rexpect::process::wait::WaitStatus;
use rustix::termios::{Winsize, tcsetwinsize};

#[path = "screen.rs"]
mod screen;
#[path = "setup.rs"]
mod setup;

use screen::Screen;
pub use setup::Setup;

/// The program waits for a line.
const LISTENS: &str = "\u{1b}[?2004h";
/// The program has a line.
const WORKS: &str = "\u{1b}[?2004l";
/// It has drawn its line.
const DRAWN: &str = "\u{1b}[?2026l";
/// When a test gives up: no more than a guard against one that would never end.
const PATIENCE: Duration = Duration::from_secs(120);
/// How long to wait before something is tried again.
const A_MOMENT: Duration = Duration::from_millis(20);

pub const CTRL_C: &str = "\u{3}";
pub const CTRL_D: &str = "\u{4}";
pub const CTRL_R: &str = "\u{12}";
/// Takes away what is typed.
pub const CTRL_U: &str = "\u{15}";
pub const TAB: &str = "\t";
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
    /// What a person sees.
    seen: Screen,
    /// Lines of the program's own that the terminal had to break.
    broken: Vec<String>,
    /// The program's line editor marks when it listens.
    marks: bool,
    /// Where the program keeps progress.
    _home: Option<tempfile::TempDir>,
}

impl Terminal {
    /// `relatable …` in the folder of the fixtures, up to its first prompt.
    #[track_caller]
    pub fn start(arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let setup = Setup::of(arguments);
        environment.iter().fold(setup, |setup, (name, value)| setup.set(name, value)).starts()
    }

    /// `relatable learn session.yaml --from STEP`, without colours.
    pub fn at(lesson: &str, step: &str) -> Self {
        Self::start(&["learn", lesson, "--from", step], &[("NO_COLOR", "1")])
    }

    /// Presses keys and waits for nothing.
    pub fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("the terminal takes keys");
        self.keys.flush().expect("the terminal takes keys");
    }

    /// Waits until a text stands on the screen; gives all that stands there.
    #[track_caller]
    pub fn shows(&mut self, text: &str) -> String {
        self.shows_that(text, |seen| seen.contains(text))
    }

    /// Waits until the screen is as is wanted; gives all that stands there.
    #[track_caller]
    pub fn shows_that(&mut self, name: &str, wanted: impl Fn(&str) -> bool) -> String {
        loop {
            let seen = self.seen.text();
            if wanted(&seen) {
                return seen;
            }
            let goes_on = self.receive(PATIENCE);
            assert!(goes_on, "it ended without {name:?}:\n{}", self.seen.text());
        }
    }

    /// What stands on the screen, without the ends of lines that are empty.
    pub fn seen(&self) -> String {
        self.seen.text()
    }

    /// Lines of the program's own that the terminal had to break. What is typed is not among them.
    pub fn broken(&self) -> &[String] {
        &self.broken
    }

    /// Changes the size of the window; the program is told by SIGWINCH.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.seen.resize(columns, rows);
        let size = Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&self.keys, size).expect("the terminal takes a size");
    }

    /// Waits until the program has said a text since it was last listened to, or has ended.
    #[track_caller]
    pub fn says(&mut self, text: &str) -> bool {
        self.comes(text, PATIENCE)
    }

    /// Presses a key that has the line editor draw all of its text again, up to the end of that.
    #[track_caller]
    pub fn redraws(&mut self, key: &str) {
        self.press(key);
        self.wait_for(DRAWN);
    }

    /// Waits for the first sign, which is not the program's.
    #[track_caller]
    fn is_on(&mut self) {
        while self.raw.is_empty() {
            assert!(self.receive(PATIENCE), "the terminal ends at once");
        }
        self.raw.remove(0);
        self.unread.remove(0);
    }

    /// Takes what has come, without waiting.
    pub fn catches_up(&mut self) {
        while let Ok(bytes) = self.output.try_recv() {
            self.takes(&bytes);
        }
        self.unread.clear();
    }

    /// Dies by SIGKILL; gives what it said to the very end.
    pub fn dies(mut self) -> String {
        self.process.signal(Signal::SIGKILL).expect("it runs");
        let status = self.process.wait().expect("it ends");
        assert!(matches!(status, WaitStatus::Signaled(_, Signal::SIGKILL, _)), "{status:?}");
        while self.receive(PATIENCE) {}
        text(&self.raw)
    }

    /// Types a line and Enter; gives what the program says before it listens again or ends.
    #[track_caller]
    pub fn types(&mut self, line: &str) -> String {
        self.screen.push_str(&format!("{}{line}\n", self.prompt));
        self.press(line);
        self.press("\r");
        if self.marks {
            self.wait_for(WORKS);
        }
        self.listen()
    }

    /// Presses keys that end the line by themselves.
    #[track_caller]
    pub fn presses(&mut self, keys: &str, name: &str) -> String {
        self.screen.push_str(&format!("{}<{name}>\n", self.prompt));
        self.press(keys);
        if self.marks {
            self.wait_for(WORKS);
        }
        self.listen()
    }

    /// Presses keys that end the line, and does something while the program is at work.
    #[track_caller]
    pub fn meanwhile(&mut self, keys: &str, act: impl FnOnce(&mut Self)) -> String {
        self.press(keys);
        self.wait_for(WORKS);
        act(self);
        self.listen()
    }

    /// Pastes into a terminal that does not mark it: the lines come as if they were typed. Gives
    /// what the program says once it has read the last one.
    #[track_caller]
    pub fn pastes_unmarked(&mut self, text: &str) -> String {
        self.press(&format!("{}\r", text.replace('\n', "\r")));
        for _ in text.lines().skip(1) {
            self.wait_for(WORKS);
            self.wait_for(LISTENS);
        }
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
            // It stands in one line on every screen.
            let answer = format!(".sync{round}. .help");
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

    /// Reads up to the next prompt, or to the end.
    #[track_caller]
    fn listen(&mut self) -> String {
        if !self.marks {
            return self.listen_plainly();
        }
        let (said, listens) = self.wait_for_raw(LISTENS);
        self.broken.extend(self.seen.breaks(&said));
        let mut said = plain(&text(&said));
        // The editor ends the line that was typed.
        if !self.screen.is_empty() {
            said = said.strip_prefix('\n').unwrap_or(&said).to_owned();
        }
        self.screen.push_str(&said);
        self.prompt = if listens { self.wait_for("> ").0 + "> " } else { String::new() };
        said
    }

    /// The same where nothing marks that the program listens: it has asked, and is silent.
    #[track_caller]
    fn listen_plainly(&mut self) -> String {
        let prompts = ["\nsql> ", "\n> ", "\n...> "];
        while !prompts.iter().any(|prompt| self.unread.ends_with(prompt.as_bytes())) {
            if !self.receive(PATIENCE) {
                break;
            }
        }
        let said = std::mem::take(&mut self.unread);
        self.broken.extend(self.seen.breaks(&said));
        let said = text(&said).replace('\r', "");
        self.screen.push_str(&said);
        said
    }

    /// What comes before a mark, without escape sequences, and whether the mark came, which is
    /// taken too; it does not where the program ends.
    #[track_caller]
    fn wait_for(&mut self, mark: &str) -> (String, bool) {
        let (before, came) = self.wait_for_raw(mark);
        (plain(&text(&before)), came)
    }

    #[track_caller]
    fn wait_for_raw(&mut self, mark: &str) -> (Vec<u8>, bool) {
        let began = Instant::now();
        loop {
            if let Some(at) = find(&self.unread, mark) {
                let before: Vec<u8> = self.unread.drain(..at).collect();
                self.unread.drain(..mark.len());
                return (before, true);
            }
            if !self.receive(PATIENCE) {
                return (std::mem::take(&mut self.unread), false);
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

    fn takes(&mut self, bytes: &[u8]) {
        self.raw.extend_from_slice(bytes);
        self.unread.extend_from_slice(bytes);
        self.seen.takes(bytes);
    }

    /// Takes what comes next, and waits a while for it; false at the end.
    #[track_caller]
    fn receive(&mut self, patience: Duration) -> bool {
        match self.output.recv_timeout(patience) {
            Ok(bytes) => {
                self.takes(&bytes);
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
