//! Several prompts at once.

use std::sync::Barrier;
use std::time::Duration;

use proptest::prelude::*;
use relatable::progress::store::Store;
use relatable::progress::trouble::What;
use relatable::progress::{Answered, Kept, Record};
use rusqlite::TransactionBehavior;

use crate::support::{LESSON, answered, bare, file, home_with, keeps, news, subject, what};

/// How many times each prompt of [`two_prompts_lose_nothing`] keeps something.
const ROUNDS: u32 = 1000;

fn record(tries: u32) -> Record {
    Record { tries, spent: Duration::from_millis(u64::from(tries) * 3), ..Record::default() }
}

/// Tries one after the other, each kept; the same step in every prompt, and one of its own.
pub fn keep_all(store: &mut Store, own: &str) {
    for tries in 0..ROUNDS {
        let mut all = news("shared", &record(tries), &record(tries + 1));
        all.steps.extend(news(own, &record(tries), &record(tries + 1)).steps);
        // Where the other one holds the file for long, the next keep takes it along.
        if let Err(trouble) = store.keep(&subject(), &all) {
            assert_eq!(trouble.what, What::Busy);
        }
    }
}

#[test]
fn two_prompts_lose_nothing() {
    let home = tempfile::tempdir().unwrap();
    let start = Barrier::new(2);
    std::thread::scope(|scope| {
        for own in ["first", "second"] {
            let (home, start) = (home.path(), &start);
            scope.spawn(move || {
                start.wait();
                keep_all(&mut Store::open(Some(home)), own);
            });
        }
    });
    let kept = Store::open(Some(home.path())).lesson(LESSON);
    assert_eq!(kept.records["shared"], record(2 * ROUNDS));
    assert_eq!(kept.records["first"], record(ROUNDS));
    assert_eq!(kept.records["second"], record(ROUNDS));
}

#[test]
fn many_prompts_that_open_a_damaged_file_at_once_move_it_once() {
    for _ in 0..20 {
        let home = tempfile::tempdir().unwrap();
        std::fs::write(file(home.path()), "garbage").unwrap();
        let start = Barrier::new(4);
        std::thread::scope(|scope| {
            for prompt in 0..4 {
                let (home, start) = (home.path(), &start);
                scope.spawn(move || {
                    start.wait();
                    let mut store = Store::open(Some(home));
                    let step = format!("step-{prompt}");
                    let news = news(&step, &Record::default(), &record(1));
                    // That the file was moved may be told here. On a slow disk the others may
                    // hold the file for longer than a prompt waits.
                    for _ in 0..10 {
                        let kept = store.keep(&subject(), &news);
                        if !kept.is_err_and(|trouble| trouble.what == What::Busy) {
                            break;
                        }
                    }
                });
            }
        });
        let mut store = Store::open(Some(home.path()));
        assert_eq!(store.lesson(LESSON).records.len(), 4, "{:?}", store.trouble());
        assert!(home.path().join("progress.db.damaged-1").exists());
        assert!(!home.path().join("progress.db.damaged-2").exists());
    }
}

#[test]
fn a_file_that_another_program_holds_is_waited_for_and_then_written() {
    let (home, kept) = home_with(2);
    let mut store = Store::open(Some(home.path()));
    assert_eq!(store.lesson(LESSON), kept);
    let mut other = bare(home.path());
    let lock = other.transaction_with_behavior(TransactionBehavior::Exclusive).unwrap();
    let first = store.keep(&subject(), &news("a", &record(0), &record(2))).unwrap_err();
    assert_eq!((&first.what, first.repeated), (&What::Busy, false));
    let second = store.keep(&subject(), &news("a", &record(2), &record(5))).unwrap_err();
    assert_eq!((&second.what, second.repeated), (&What::Busy, true));
    // Another prompt cannot even read; it is told, and gets what it keeps itself.
    let mut blind = Store::open(Some(home.path()));
    assert_eq!(what(&blind), Some(What::Busy));
    assert!(blind.keep(&subject(), &news("b", &record(0), &record(1))).is_err());
    assert_eq!(blind.lesson(LESSON).records["b"], record(1));
    drop(lock);
    drop(blind);
    store.keep(&subject(), &news("a", &record(5), &record(6))).unwrap();
    assert_eq!(store.trouble(), None);
    let kept = Store::open(Some(home.path())).lesson(LESSON);
    assert_eq!(kept.records["a"], record(6));
    assert_eq!(kept.records["b"], record(1));
}

#[test]
fn what_waits_is_written_when_the_session_ends() {
    let (home, _) = home_with(1);
    let mut store = Store::open(Some(home.path()));
    let mut other = bare(home.path());
    let lock = other.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
    assert!(store.keep(&subject(), &news("a", &record(0), &record(2))).is_err());
    drop(lock);
    drop(store);
    assert_eq!(Store::open(Some(home.path())).lesson(LESSON).records["a"], record(2));
}

#[test]
fn a_file_that_goes_away_is_made_anew() {
    let (home, _) = home_with(2);
    let mut store = Store::open(Some(home.path()));
    std::fs::remove_file(file(home.path())).unwrap();
    keeps(&mut store);
    assert_eq!(Store::open(Some(home.path())).lesson(LESSON).records.len(), 1);
    // And with all that was around it.
    std::fs::remove_dir_all(home.path()).unwrap();
    store.keep(&subject(), &news("a", &record(0), &record(2))).unwrap();
    assert_eq!(Store::open(Some(home.path())).lesson(LESSON).records["a"], record(2));
}

#[test]
fn a_lesson_forgotten_elsewhere_does_not_come_back_with_the_next_try() {
    let home = tempfile::tempdir().unwrap();
    let mut store = Store::open(Some(home.path()));
    let before = answered(3, "SELECT 1;");
    store.keep(&subject(), &news("a", &Record::default(), &before)).unwrap();
    assert!(Store::open(Some(home.path())).forget(LESSON).unwrap());
    let now = Record { tries: 4, spent: before.spent + Duration::from_secs(1), ..before.clone() };
    store.keep(&subject(), &news("a", &before, &now)).unwrap();
    let expected = Record { tries: 1, spent: Duration::from_secs(1), ..Record::default() };
    assert_eq!(store.lesson(LESSON).records["a"], expected);
}

#[test]
fn after_an_edit_an_answer_may_be_open_again() {
    let home = tempfile::tempdir().unwrap();
    let mut store = Store::open(Some(home.path()));
    let before = answered(3, "SELECT 1;");
    store.keep(&subject(), &news("a", &Record::default(), &before)).unwrap();
    let now = Record { answered: Answered::Open, accepted: Vec::new(), ..before.clone() };
    // While the lesson is the same, nobody takes back what was reached.
    store.keep(&subject(), &news("a", &before, &now)).unwrap();
    assert_eq!(store.lesson(LESSON).records["a"], before);
    let edited = relatable::progress::Subject { content: 8, ..subject() };
    store.keep(&edited, &news("a", &before, &now)).unwrap();
    assert_eq!(store.lesson(LESSON).records["a"], now);
}

/// What a prompt does next to the step that it is at.
#[derive(Debug, Clone)]
struct Act {
    prompt: usize,
    step: usize,
    tries: u32,
    hints: usize,
    micros: u64,
    shown: bool,
    answered: Answered,
}

fn act() -> impl Strategy<Value = Act> {
    let answered = prop::sample::select(vec![
        Answered::Open,
        Answered::Skipped,
        Answered::Solution,
        Answered::Learner,
    ]);
    (0..2_usize, 0..3_usize, 0..4_u32, 0..2_usize, 0..5_000_u64, any::<bool>(), answered).prop_map(
        |(prompt, step, tries, hints, micros, shown, answered)| Act {
            prompt,
            step,
            tries,
            hints,
            micros,
            shown,
            answered,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    /// Two prompts that keep in turns leave the same as one that did it all.
    #[test]
    fn two_prompts_in_turns_sum_up_as_one(acts in prop::collection::vec(act(), 1..30)) {
        let home = tempfile::tempdir().unwrap();
        let mut stores = [Store::open(Some(home.path())), Store::open(Some(home.path()))];
        // What each prompt knows of each step; both began with nothing.
        let mut known = [0, 1].map(|_| vec![Record::default(); 3]);
        let mut one: Vec<Record> = vec![Record::default(); 3];
        for (number, act) in acts.iter().enumerate() {
            let before = known[act.prompt][act.step].clone();
            let text = format!("SELECT {number};");
            let mut now = before.clone();
            now.tries += act.tries;
            now.hints += act.hints;
            now.spent += Duration::from_micros(act.micros);
            now.shown |= act.shown;
            now.answered = now.answered.max(act.answered);
            let accepts = act.answered == Answered::Learner;
            if accepts {
                now.accepted = vec![text.clone()];
            }
            let sum = &mut one[act.step];
            sum.tries += act.tries;
            sum.hints = sum.hints.max(if act.hints > 0 { now.hints } else { 0 });
            let millis = now.spent.as_millis() - before.spent.as_millis();
            sum.spent += Duration::from_millis(u64::try_from(millis).unwrap());
            sum.shown |= act.shown;
            sum.answered = sum.answered.max(act.answered);
            if accepts {
                sum.accepted = vec![text];
            }
            let step = format!("step-{}", act.step);
            stores[act.prompt].keep(&subject(), &news(&step, &before, &now)).unwrap();
            known[act.prompt][act.step] = now;
        }
        let kept: Kept = Store::look(Some(home.path())).lesson(LESSON);
        for (number, record) in one.iter().enumerate() {
            let nothing = Record::default();
            let found = kept.records.get(&format!("step-{number}")).unwrap_or(&nothing);
            prop_assert_eq!(found, record);
        }
    }
}
