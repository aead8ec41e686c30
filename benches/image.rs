//! An image restored into a scratch database, beside a bare `deserialize` of the same bytes.
//!
//! The goal: no more than twice the time.

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use relatable::scratch::{Budget, Image, Scratch};
use rusqlite::{Connection, MAIN_DB};

const LESSON: &str = "
    CREATE TABLE students (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE courses (id INTEGER PRIMARY KEY, title TEXT NOT NULL UNIQUE);
    CREATE TABLE enrollments (
        student_id INTEGER NOT NULL REFERENCES students,
        course_id INTEGER NOT NULL REFERENCES courses,
        PRIMARY KEY (student_id, course_id)
    );
    INSERT INTO students (name) VALUES ('Alice'), ('Bob'), ('Carol'), ('Bob');
    INSERT INTO courses (title) VALUES ('Art'), ('Mathematics'), ('Music');
    INSERT INTO enrollments VALUES (1, 1), (1, 2), (2, 2), (4, 3);";

const WRITE: &str = "INSERT INTO students (name) VALUES ('Dora')";

/// Two images of the same bytes, so that going from one to the other is never for nothing.
fn images() -> [Image; 2] {
    [(); 2].map(|()| {
        let mut scratch = Scratch::new().unwrap();
        scratch.run(LESSON, &Budget::default());
        scratch.image().unwrap()
    })
}

fn bytes() -> Vec<u8> {
    let mut connection = Connection::open_in_memory().unwrap();
    connection.execute_batch(LESSON).unwrap();
    connection.serialize(MAIN_DB).unwrap().to_vec()
}

fn restore(criterion: &mut Criterion) {
    let (bytes, images) = (bytes(), images());
    assert_eq!(bytes.len(), images[0].size());
    let mut group = criterion.benchmark_group("image");

    let mut bare = Connection::open_in_memory().unwrap();
    group.bench_function("deserialize", |bencher| {
        bencher.iter(|| {
            bare.deserialize_read_exact(MAIN_DB, &bytes[..], bytes.len(), false).unwrap();
        });
    });
    let mut scratch = Scratch::new().unwrap();
    let mut turn = images.iter().cycle();
    group.bench_function("restore", |bencher| {
        bencher.iter(|| scratch.restore(turn.next().unwrap()).unwrap());
    });
    group.bench_function("restore what is loaded", |bencher| {
        bencher.iter(|| scratch.restore(black_box(&images[0])).unwrap());
    });
    group.bench_function("deserialize after a write", |bencher| {
        bencher.iter_custom(|rounds| {
            timed(
                rounds,
                &mut bare,
                |bare| drop(bare.execute(WRITE, [])),
                |bare| {
                    bare.deserialize_read_exact(MAIN_DB, &bytes[..], bytes.len(), false).unwrap();
                },
            )
        });
    });
    group.bench_function("restore after a write", |bencher| {
        let write = |scratch: &mut Scratch| drop(scratch.run(WRITE, &Budget::default()));
        bencher.iter_custom(|rounds| {
            timed(rounds, &mut scratch, write, |scratch| scratch.restore(&images[0]).unwrap())
        });
    });
    group.bench_function("open", |bencher| bencher.iter(|| Scratch::new().unwrap()));
    group.finish();
}

/// The time that `act` takes, each time after `first`, which does not count.
fn timed<T>(rounds: u64, on: &mut T, first: impl Fn(&mut T), act: impl Fn(&mut T)) -> Duration {
    let mut total = Duration::ZERO;
    for _ in 0..rounds {
        first(on);
        let start = Instant::now();
        act(on);
        total += start.elapsed();
    }
    total
}

criterion_group!(benches, restore);
criterion_main!(benches);
