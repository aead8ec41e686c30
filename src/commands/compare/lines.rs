//! Lines of a stream, of which no one can be too long for the memory.

use std::io::{self, BufRead};

/// The longest line that is read, in bytes.
pub(super) const LONGEST: usize = 4 << 20;

/// A line without its end.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// As it was read.
    Read(Vec<u8>),
    /// It is longer than [`LONGEST`], and was passed over.
    TooLong,
}

/// The next line; none at the end.
pub(super) fn next(stream: &mut impl BufRead) -> io::Result<Option<Line>> {
    let mut line = Vec::new();
    let (mut any, mut too_long) = (false, false);
    loop {
        let read = match stream.fill_buf() {
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if read.is_empty() {
            break;
        }
        any = true;
        let end = read.iter().position(|&byte| byte == b'\n');
        let part = &read[..end.unwrap_or(read.len())];
        too_long |= line.len() + part.len() > LONGEST;
        if too_long {
            line = Vec::new();
        } else {
            line.extend_from_slice(part);
        }
        let used = part.len() + usize::from(end.is_some());
        stream.consume(used);
        if end.is_some() {
            break;
        }
    }
    Ok(match (any, too_long) {
        (false, _) => None,
        (true, true) => Some(Line::TooLong),
        (true, false) => Some(Line::Read(line)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_whole_and_the_last_needs_no_end() {
        let mut stream = io::BufReader::with_capacity(3, &b"one\n\n23456\r\nlast"[..]);
        let mut lines = Vec::new();
        while let Some(Line::Read(line)) = next(&mut stream).unwrap() {
            lines.push(String::from_utf8(line).unwrap());
        }
        assert_eq!(lines, ["one", "", "23456\r", "last"]);
    }

    #[test]
    fn a_line_too_long_is_passed_over_and_the_next_is_read() {
        let mut text = vec![b'x'; LONGEST + 1];
        text.extend_from_slice(b"\nnext\n");
        let mut stream = io::BufReader::new(text.as_slice());
        assert_eq!(next(&mut stream).unwrap(), Some(Line::TooLong));
        assert_eq!(next(&mut stream).unwrap(), Some(Line::Read(b"next".to_vec())));
        assert_eq!(next(&mut stream).unwrap(), None);
        let mut exact = io::BufReader::new(&text[..LONGEST]);
        assert!(
            matches!(next(&mut exact).unwrap(), Some(Line::Read(line)) if line.len() == LONGEST)
        );
    }
}
