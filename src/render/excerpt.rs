//! A line of text around a place in it.

use super::{Look, escape};

/// A line, escaped and cut so that the place is in it.
pub(super) struct Excerpt {
    pub(super) line: String,
    /// Columns before the place.
    pub(super) before: usize,
    /// Columns of the place.
    pub(super) marked: usize,
}

impl Excerpt {
    /// A line of which `marked` is the place, in so many columns. Of a longer one, a third of
    /// the room stands before the place.
    pub(super) fn of(before: &str, marked: &str, after: &str, room: usize, look: &Look) -> Self {
        // A line without an end is not looked at further than can be shown.
        let start = |text: &str| text.chars().take(room + 1).collect::<String>();
        let (marked, after) = (look.line(&start(marked)), look.line(&start(after)));
        let mut kept = Vec::new();
        let mut used = 0;
        let mut cut = false;
        let whole = escape::width(&marked) + escape::width(&after);
        let fits =
            before.chars().count() <= room && escape::width(&look.line(before)) + whole <= room;
        let most = if fits { room } else { room / 3 };
        for sign in before.chars().rev() {
            let shown = look.line(sign.encode_utf8(&mut [0; 4]));
            used += escape::width(&shown);
            if used > most {
                cut = true;
                break;
            }
            kept.push(sign);
        }
        let kept: String = kept.iter().rev().collect();
        let front = if cut { look.symbols().ellipsis } else { "" };
        let before = format!("{front}{}", look.line(&kept));
        let left = room.saturating_sub(escape::width(&before));
        let (marked, _) = look.shorten(&marked, left);
        let (after, _) = look.shorten(&after, left.saturating_sub(escape::width(&marked)));
        Self {
            before: escape::width(&before),
            marked: escape::width(&marked),
            line: format!("{before}{marked}{after}"),
        }
    }
}
