//! The keys that mean something of their own while an input goes on over several lines.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rustyline::{Cmd, ConditionalEventHandler, Event, EventContext, Movement, RepeatCount};

/// Whether an input is open, and whether it is wanted back for editing.
#[derive(Debug, Default)]
pub struct Open {
    /// Lines were typed before this one.
    pub is_open: AtomicBool,
    /// The up key was pressed at it.
    pub recalled: AtomicBool,
    /// ORM code is typed.
    pub is_code: AtomicBool,
    /// The spaces that stood on the line already, while nobody has begun it with spaces of their own.
    pub offered: AtomicUsize,
}

/// The up key: at an open input it asks for that input back, to be edited whole.
#[derive(Debug)]
pub struct UpKey(pub Arc<Open>);

impl ConditionalEventHandler for UpKey {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, ctx: &EventContext<'_>) -> Option<Cmd> {
        let first = !ctx.line().get(..ctx.pos()).unwrap_or_default().contains('\n');
        let open = self.0.is_open.load(Ordering::Relaxed);
        (open && first).then(|| {
            self.0.recalled.store(true, Ordering::Relaxed);
            Cmd::AcceptLine
        })
    }
}

/// The tab key: where nothing stands before it on a line that goes on, it indents.
#[derive(Debug)]
pub struct TabKey(pub Arc<Open>);

impl ConditionalEventHandler for TabKey {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, ctx: &EventContext<'_>) -> Option<Cmd> {
        let before = ctx.line().get(..ctx.pos()).unwrap_or_default();
        let (above, line) = before.rsplit_once('\n').map_or((false, before), |it| (true, it.1));
        let goes_on = above || self.0.is_open.load(Ordering::Relaxed);
        let indent = if self.0.is_code.load(Ordering::Relaxed) { CODE_INDENT } else { "  " };
        (goes_on && line.trim().is_empty()).then(|| Cmd::Insert(1, indent.to_owned()))
    }
}

/// How far in the body of a block of code stands: four spaces, as many as the editor's own.
const CODE_INDENT: &str = "    ";

/// The same as a number, for the editor.
pub const INDENT_SIZE: u8 = 4;

/// The backspace key: where only spaces stand before it in a line of code, it moves out as far as
/// Tab moves in.
#[derive(Debug)]
pub struct BackKey(pub Arc<Open>);

impl ConditionalEventHandler for BackKey {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, ctx: &EventContext<'_>) -> Option<Cmd> {
        let before = ctx.line().get(..ctx.pos()).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let is_code = self.0.is_code.load(Ordering::Relaxed);
        let indented = line.ends_with(CODE_INDENT) && line.trim().is_empty();
        (is_code && indented && line.len() % CODE_INDENT.len() == 0)
            .then_some(Cmd::Dedent(Movement::WholeLine))
    }
}

/// The space bar: a line of code stands indented as it probably goes on, but whoever begins it with
/// spaces indents it as they mean, from the margin. So does a paste by a terminal that does not
/// mark pastes.
#[derive(Debug)]
pub struct SpaceKey(pub Arc<Open>);

/// Of [`Open::offered`]: the first space has cleared the line, and comes with the second. The editor
/// can do one thing at a key.
const CLEARED: usize = usize::MAX;

impl ConditionalEventHandler for SpaceKey {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, ctx: &EventContext<'_>) -> Option<Cmd> {
        let offered = self.0.offered.swap(0, Ordering::Relaxed);
        let is_untouched = ctx.line().trim().is_empty() && ctx.pos() == ctx.line().len();
        match offered {
            0 => None,
            CLEARED => ctx.line().is_empty().then(|| Cmd::Insert(1, "  ".to_owned())),
            _ => (is_untouched && ctx.line().len() == offered).then(|| {
                self.0.offered.store(CLEARED, Ordering::Relaxed);
                Cmd::Kill(Movement::WholeLine)
            }),
        }
    }
}
