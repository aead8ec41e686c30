//! Rows of the file and what they mean.

use std::time::Duration;

use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::format::TEXT_BYTES;
use super::{Answered, Bookmark, Kept, Record, Subject};

const LESSON: &str = "SELECT lesson, title, asks, content, place_step, place_after, finished, \
                      touched \
                      FROM lessons";

/// The last second that a date with four digits for its year can have.
const LAST_SECOND: i64 = 253_402_207_200;

/// What is kept of one lesson.
pub(super) fn lesson(connection: &Connection, lesson: &str) -> rusqlite::Result<Option<Kept>> {
    let mut statement = connection.prepare_cached(&format!("{LESSON} WHERE lesson = ?1"))?;
    let found = statement.query_row([lesson], head).optional()?;
    let Some((_, mut kept)) = found else { return Ok(None) };
    steps(connection, lesson, &mut kept)?;
    Ok(Some(kept))
}

/// What is kept of every lesson, by name.
pub(super) fn all(connection: &Connection) -> rusqlite::Result<Vec<(Subject, Kept)>> {
    let mut statement = connection.prepare_cached(&format!("{LESSON} ORDER BY lesson"))?;
    let heads = statement.query_map([], head)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let whole = heads.into_iter().map(|(subject, mut kept)| {
        steps(connection, &subject.lesson, &mut kept)?;
        Ok((subject, kept))
    });
    whole.collect()
}

fn head(row: &Row<'_>) -> rusqlite::Result<(Subject, Kept)> {
    let content = row.get::<_, i64>(3)?.cast_unsigned();
    let subject = Subject { lesson: row.get(0)?, title: row.get(1)?, asks: size(row, 2)?, content };
    let after = row.get::<_, Option<u32>>(5)?.map(|after| after as usize);
    let step = row.get(4)?;
    let bookmark = after.map(|after| Bookmark { step, after });
    let kept = Kept {
        bookmark,
        content: Some(content),
        finished: row.get(6)?,
        touched: row.get(7)?,
        ..Kept::default()
    };
    Ok((subject, kept))
}

fn steps(connection: &Connection, lesson: &str, kept: &mut Kept) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT step, tries, hints, shown, answered, milliseconds FROM steps WHERE lesson = ?1",
    )?;
    let mut rows = statement.query([lesson])?;
    while let Some(row) = rows.next()? {
        let milliseconds: i64 = row.get(5)?;
        let milliseconds = u64::try_from(milliseconds)
            .map_err(|_| rusqlite::Error::IntegralValueOutOfRange(5, milliseconds))?;
        let record = Record {
            tries: row.get(1)?,
            hints: size(row, 2)?,
            shown: row.get(3)?,
            answered: answered(row)?,
            accepted: Vec::new(),
            spent: Duration::from_millis(milliseconds),
        };
        kept.records.insert(row.get(0)?, record);
    }
    let mut statement = connection.prepare_cached(
        "SELECT step, submission FROM submissions WHERE lesson = ?1 ORDER BY step, place",
    )?;
    let mut rows = statement.query([lesson])?;
    while let Some(row) = rows.next()? {
        if let Some(record) = kept.records.get_mut(row.get_ref(0)?.as_str()?) {
            record.accepted.push(row.get(1)?);
        }
    }
    Ok(())
}

fn size(row: &Row<'_>, column: usize) -> rusqlite::Result<usize> {
    Ok(row.get::<_, u32>(column)? as usize)
}

fn answered(row: &Row<'_>) -> rusqlite::Result<Answered> {
    let word: String = row.get(4)?;
    let known = ANSWERED.iter().find(|(_, known)| *known == word);
    let unknown = || rusqlite::Error::InvalidColumnType(4, "answered".to_owned(), Type::Text);
    known.map(|&(answered, _)| answered).ok_or_else(unknown)
}

/// Who answered a step, as the file and the reports name it.
pub(super) const ANSWERED: [(Answered, &str); 4] = [
    (Answered::Open, "open"),
    (Answered::Skipped, "skipped"),
    (Answered::Solution, "solution"),
    (Answered::Learner, "learner"),
];

/// Writes a lesson, and those of its steps.
pub(super) fn write(
    connection: &Connection,
    subject: &Subject,
    kept: &Kept,
    steps: &[&str],
) -> rusqlite::Result<()> {
    let place = kept.bookmark.as_ref();
    connection
        .prepare_cached(
            "INSERT INTO lessons VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO UPDATE SET \
             title = excluded.title, asks = excluded.asks, content = excluded.content, \
             place_step = excluded.place_step, place_after = excluded.place_after, \
             finished = excluded.finished, touched = excluded.touched",
        )?
        .execute(params![
            subject.lesson,
            subject.title,
            count(subject.asks),
            subject.content.cast_signed(),
            place.and_then(|place| place.step.as_deref()),
            place.map(|place| count(place.after)),
            kept.finished.map(|second| second.clamp(0, LAST_SECOND)),
            kept.touched.map(|second| second.clamp(0, LAST_SECOND)),
        ])?;
    for &step in steps {
        if let Some(record) = kept.records.get(step) {
            write_step(connection, &subject.lesson, step, record)?;
        }
    }
    Ok(())
}

fn write_step(
    connection: &Connection,
    lesson: &str,
    step: &str,
    record: &Record,
) -> rusqlite::Result<()> {
    let word = ANSWERED.iter().find(|(answered, _)| *answered == record.answered);
    let milliseconds = i64::try_from(record.spent.as_millis()).unwrap_or(i64::MAX);
    connection
        .prepare_cached(
            "INSERT INTO steps VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO UPDATE SET \
             tries = excluded.tries, hints = excluded.hints, shown = excluded.shown, \
             answered = excluded.answered, milliseconds = excluded.milliseconds",
        )?
        .execute(params![
            lesson,
            step,
            record.tries,
            count(record.hints),
            record.shown,
            word.map(|(_, word)| word),
            milliseconds.min(i64::from(u32::MAX) * 1000),
        ])?;
    connection
        .prepare_cached("DELETE FROM submissions WHERE lesson = ?1 AND step = ?2")?
        .execute([lesson, step])?;
    // An answer that no file should hold is not kept, and that it was given is.
    let fits = record.accepted.iter().map(String::len).sum::<usize>() <= TEXT_BYTES;
    let mut insert =
        connection.prepare_cached("INSERT INTO submissions VALUES (?1, ?2, ?3, ?4)")?;
    for (place, submission) in (1_u32..).zip(&record.accepted).filter(|_| fits) {
        insert.execute(params![lesson, step, place, submission])?;
    }
    Ok(())
}

/// Forgets the steps of a lesson.
pub(super) fn clear(connection: &Connection, lesson: &str) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM steps WHERE lesson = ?1")?.execute([lesson])?;
    Ok(())
}

/// Forgets a lesson; whether there was anything to forget.
pub(super) fn forget(connection: &Connection, lesson: &str) -> rusqlite::Result<bool> {
    let forgotten =
        connection.prepare_cached("DELETE FROM lessons WHERE lesson = ?1")?.execute([lesson])?;
    Ok(forgotten > 0)
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
