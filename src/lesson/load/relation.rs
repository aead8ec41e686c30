//! Texts that say relations, in any notation.

use crate::diagnostic::Span;
use crate::lesson::Text;
use crate::lesson::problems::Problems;
use crate::relation::notation::parse;

/// Reports what is wrong with a relation. Which tables there are is known only once the lesson
/// runs, and nothing that can be said is wrong for want of a table.
pub(super) fn relation(text: &Text, problems: &mut Problems) {
    let said = match parse(&text.text, &[]) {
        Ok(said) => said,
        Err(error) => {
            let source = problems.source();
            let start = text.place_of(error.span.start, source);
            let end = text.place_of(error.span.end.saturating_sub(1), source);
            let span = Span::new(start.start, start.end.max(end.end));
            let message = format!("this is no relation: {error}");
            let help = error.help().unwrap_or_else(|| {
                "Write it as `stores -< items` or `a store has many items`.".to_owned()
            });
            return problems.error_with(span, message, help);
        }
    };
    if said.asked {
        let end = text.place_of(text.text.len().saturating_sub(1), problems.source());
        let message = "this asks whether a relation holds, and a lesson says that it does";
        problems.error_with(end, message, "Leave the `?` out.");
    }
}
