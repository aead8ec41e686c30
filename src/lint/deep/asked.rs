//! What a step requires, and whether it says so.

use super::advice::Advice;
use super::order::{Clause, says_order};
use crate::diagnostic::Span;
use crate::lesson::{Lesson, Order, Task};
use crate::sql::order::ranking;

/// An order that a step requires, and of which its words do not speak.
pub(super) fn order(lesson: &Lesson, index: usize, task: &Task) -> Option<Advice> {
    let clause = Clause::outermost(&task.answer.text);
    let keys = match (&task.expect.order, &clause) {
        (Some(Order::None), _) => return None,
        (Some(Order::By(columns)), _) => columns.iter().map(|column| column.text.clone()).collect(),
        (Some(Order::Exact), Some(clause)) => clause.names.clone(),
        (Some(Order::Exact), None) => Vec::new(),
        (None, None) => return None,
        (None, Some(clause)) => clause.names.clone(),
    };
    // Of one row there is no order.
    let limit = ranking(&task.answer.text, 1).and_then(|ranking| ranking.limit);
    if limit.is_some_and(|limit| limit.trim() == "1") {
        return None;
    }
    let say = lesson.steps.get(index).and_then(|step| step.say.as_deref()).unwrap_or_default();
    if says_order(&task.ask, &keys) || says_order(say, &keys) {
        return None;
    }
    let place = |offset: usize| task.answer.place_of(offset, &lesson.source);
    let span = match clause {
        Some(clause) => Span::new(place(clause.start).start, place(clause.end.max(1) - 1).end),
        None => task.answer.span,
    };
    Some(Advice {
        span,
        message: "the order of the rows counts here, and `ask` does not mention it".to_owned(),
        help: "Say in `ask` by what to order them, or have it not count: `expect: {order: none}`."
            .to_owned(),
    })
}
