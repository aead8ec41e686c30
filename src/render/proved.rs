//! What came of a lesson that proved itself.

use super::flow::{Face, Span, flow};
use super::{Look, escape};

/// `ok      stores-and-items  13 steps: 20 answers right`: the id, which is as wide as `widest`
/// says, and what there is to say of the lesson.
pub fn proved(holds: bool, id: &str, widest: usize, said: &str, look: &Look) -> Vec<String> {
    let (word, face) = if holds { ("ok", Face::Right) } else { ("broken", Face::Broken) };
    let id = look.line(id);
    let plain = |text: String| Span::new(text, Face::Plain);
    if look.manner.is_spoken() {
        return flow(&[plain(format!("{word}: {id}, {said}."))], look, "", "");
    }
    let space = " ".repeat(widest.saturating_sub(escape::width(&id)));
    let front = format!("{word:<6}");
    match look.fits(&format!("{front}  {id}{space}  {said}")) {
        true => {
            let front = face.paint(&front, look);
            vec![format!("{front}  {id}{space}  {}", look.style.dim(said))]
        }
        false => {
            let spans =
                [Span::new(word, face), plain(format!(" {id} ")), Span::new(said, Face::Dim)];
            flow(&spans, look, "", "  ")
        }
    }
}

/// The line that sums up all lessons.
pub fn sum(line: &str, good: bool, look: &Look) -> Vec<String> {
    let face = if good { Face::Right } else { Face::Broken };
    match look.fits(line) {
        true => vec![face.paint(line, look)],
        false => flow(&[Span::new(line, face)], look, "", ""),
    }
}
