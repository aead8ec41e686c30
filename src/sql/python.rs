//! Inputs that are plainly Python, as SQLAlchemy's notation is.

use super::kind::is_first_word;

/// Whether an input is plainly Python; `false` for SQL, for a broken statement, and wherever there
/// is doubt.
pub fn is_python(text: &str) -> bool {
    let Some(line) = text.lines().map(str::trim).find(|line| !line.is_empty()) else {
        return false;
    };
    let in_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    let (first, rest) = line.split_at(line.find(|letter| !in_name(letter)).unwrap_or(line.len()));
    let rest = rest.trim_start();
    let block = line.ends_with(':');
    match first {
        "class" | "def" | "for" | "while" | "if" | "try" | "with" => block,
        "import" => !rest.is_empty(),
        "from" => rest.contains(" import "),
        "print" => rest.starts_with('('),
        "" => line.starts_with('@') && line[1..].starts_with(in_name),
        name if is_first_word(name) || name.starts_with(|digit: char| digit.is_ascii_digit()) => {
            false
        }
        _ => {
            let target = rest.trim_start_matches(|letter| in_name(letter) || letter == '.');
            let dotted = rest.starts_with('.');
            let assigns =
                target.trim_start().starts_with('=') && (dotted || target.len() == rest.len());
            let calls = target.starts_with(['(', '[']) && dotted;
            let declares =
                target.len() == rest.len() && rest.starts_with('(') && rest.ends_with(')');
            assigns || calls || declares
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn python_is_told() {
        for text in [
            "class Store(Base):\n    __tablename__ = 'stores'",
            "session.query(Store).all()",
            "session.commit()",
            "from sqlalchemy import Column",
            "import sqlalchemy as sa",
            "s1.courses.append(c1)",
            "s1 = Student(name='Alice')",
            "store.name = 'Corner'",
            "print(s1.courses)",
            "for s in students:",
            "with Session(engine) as session:",
            "Column(Integer)",
        ] {
            assert!(is_python(text), "{text}");
        }
    }

    #[test]
    fn sql_and_what_could_be_sql_is_not() {
        for text in [
            "SELECT 1 -- one",
            "select -- hello",
            "commit -- done",
            "selct * from stores",
            "stores",
            "stores -- a comment of words",
            "stores\n-- profiles",
            "WITH a AS (SELECT 1) SELECT * FROM a",
            "from stores select *",
            "delete from a",
            "SELECT a\n-<b",
            "users -> posts",
            "a --- b",
            "-- users",
            "what is a join",
            "",
            "é",
            "show tables",
            "1 = 1",
        ] {
            assert!(!is_python(text), "{text}");
        }
    }
}
