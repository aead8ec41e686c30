//! Parts that do not hang together, beside and below each other.

use super::{Layout, Rect, Wire};

/// Sets parts in rows of at most so much width, in their order. A part that is low enough stands
/// below the one before it.
pub(super) fn shelve(parts: Vec<Layout>, width: i32, apart: i32) -> Layout {
    let mut all = Layout::default();
    let (mut top, mut bottom) = (0, 0);
    // The stack at the end of the row: where it begins and ends, and how deep it is.
    let (mut left, mut right, mut depth) = (0, 0, 0);
    for part in parts {
        let has_room_below =
            depth > top && depth + apart + part.height <= bottom && left + part.width <= width;
        let (x, y) = if has_room_below {
            (left, depth + apart)
        } else if right > 0 && right + apart * 2 + part.width <= width {
            (right + apart * 2, top)
        } else if right > 0 {
            top = bottom + apart;
            (0, top)
        } else {
            (0, 0)
        };
        right = if has_room_below { right.max(x + part.width) } else { x + part.width };
        (left, depth) = (x, y + part.height);
        bottom = bottom.max(depth);
        all.width = all.width.max(right);
        let moved = |rect: Rect| Rect { x: rect.x + x, y: rect.y + y, ..rect };
        all.boxes.extend(part.boxes.into_iter().map(moved));
        for wire in part.wires {
            let points = wire.points.into_iter().map(|mut point| {
                (point.x, point.y) = (point.x + x, point.y + y);
                point
            });
            all.wires.push(Wire { edge: wire.edge, points: points.collect() });
        }
    }
    all.height = bottom;
    all
}
