//! Reading lines where the terminal can do nothing but print: no key of its own, no sequence.

use std::io::{self, BufRead, Write};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// The terminals that the line editor does not draw on; the same as in rustyline's `tty`.
const UNABLE: [&str; 3] = ["dumb", "cons25", "emacs"];

/// What comes from the keyboard.
#[derive(Debug)]
pub enum Read {
    /// A line, without its line break.
    Line(String),
    /// Ctrl-C.
    Interrupt,
    /// Ctrl-D.
    End,
    /// The keyboard is gone.
    Failed(io::Error),
}

/// Where Ctrl-C is to be told, while a line is read.
static READING: Mutex<Option<Sender<Read>>> = Mutex::new(None);

/// Lines from the keyboard. They are read on a thread of their own: reading goes on in the
/// terminal when Ctrl-C is pressed, and so does this thread, for the next line.
#[derive(Debug)]
pub struct Lines {
    ask: Sender<()>,
    sender: Sender<Read>,
    answers: Receiver<Read>,
    asked: bool,
}

/// Whether lines can only be read plainly: the terminal says so, or what is printed goes
/// elsewhere.
pub fn is_plain() -> bool {
    let term = std::env::var("TERM").unwrap_or_default();
    let unable = UNABLE.iter().any(|name| name.eq_ignore_ascii_case(&term));
    unable || !io::IsTerminal::is_terminal(&io::stdout())
}

/// Tells of Ctrl-C, where somebody reads a line.
pub fn interrupted() {
    let reading = READING.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(sender) = &*reading {
        // Nobody waits for it any more: then there is nothing to interrupt.
        let _ = sender.send(Read::Interrupt);
    }
}

fn reading(sender: Option<Sender<Read>>) {
    *READING.lock().unwrap_or_else(PoisonError::into_inner) = sender;
}

impl Lines {
    /// Reads nothing until it is asked.
    pub fn new() -> Self {
        let (ask, asked) = channel();
        let (sender, answers) = channel();
        let lines = sender.clone();
        thread::spawn(move || {
            while asked.recv().is_ok() {
                let mut bytes = Vec::new();
                let read = match io::stdin().lock().read_until(b'\n', &mut bytes) {
                    Ok(0) => Read::End,
                    Ok(_) => {
                        let line = String::from_utf8_lossy(&bytes);
                        Read::Line(line.trim_end_matches(['\n', '\r']).to_owned())
                    }
                    Err(error) => Read::Failed(error),
                };
                if lines.send(read).is_err() {
                    return;
                }
            }
        });
        Self { ask, sender, answers, asked: false }
    }

    /// Reads one line after a prompt.
    pub fn read(&mut self, prompt: &str) -> Read {
        let mut out = io::stdout();
        // A Ctrl-C that came while no line was read was for something else; from the moment when
        // the prompt can be seen, it is for this line.
        let early = self.answers.try_iter().find(|read| !matches!(read, Read::Interrupt));
        reading(Some(self.sender.clone()));
        if let Err(error) = out.write_all(prompt.as_bytes()).and_then(|()| out.flush()) {
            reading(None);
            return Read::Failed(error);
        }
        let read = early.unwrap_or_else(|| {
            if !self.asked {
                self.asked = self.ask.send(()).is_ok();
            }
            self.answers.recv().unwrap_or(Read::End)
        });
        reading(None);
        if !matches!(read, Read::Interrupt) {
            self.asked = false;
        }
        if matches!(read, Read::Interrupt | Read::End) {
            let _ = out.write_all(b"\n").and_then(|()| out.flush());
        }
        read
    }
}

impl Default for Lines {
    fn default() -> Self {
        Self::new()
    }
}
