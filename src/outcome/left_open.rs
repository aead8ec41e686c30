//! What an answer leaves open and its reference does not.

use crate::sql::tokens::{Token, TokenKind, code};
use crate::verdict::LeftOpen;

/// Functions that give something else each time.
const CHANCE: [&str; 2] = ["random", "randomblob"];

/// The function by which a query draws lots, where the reference does not.
pub fn chance(answer: &str, reference: &str) -> Option<LeftOpen> {
    let drawn = |text: &str| {
        let tokens = code(text);
        let pairs = tokens.windows(2).filter(|pair| pair[1].is_mark("("));
        let function = |name: &str| CHANCE.into_iter().find(|it| it.eq_ignore_ascii_case(name));
        let is_name = |token: &Token<'_>| matches!(token.kind, TokenKind::Word | TokenKind::Quoted);
        let mut called = pairs.filter(|pair| is_name(&pair[0]));
        called.find_map(|pair| function(&pair[0].name()))
    };
    if drawn(reference).is_some() {
        return None;
    }
    drawn(answer).map(|function| LeftOpen::Chance(function.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(answer: &str) -> Option<LeftOpen> {
        chance(answer, "SELECT name FROM t")
    }

    #[test]
    fn chance_is_a_call_and_no_name() {
        let random = Some(LeftOpen::Chance("random".to_owned()));
        assert_eq!(of("select name from t order by RANDOM ( )"), random);
        assert_eq!(of("select \"random\"() from t"), random);
        assert_eq!(of("select random from t -- random()"), None);
        assert_eq!(of("select 'random()' from t"), None);
        assert_eq!(chance("SELECT random()", "SELECT abs(random())"), None);
    }
}
