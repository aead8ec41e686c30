//! Whole prompts that are killed at any moment, and whole prompts beside each other, lose nothing
//! of what they said was right.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::thread::{scope, sleep};
use std::time::Duration;

use tempfile::TempDir;

use crate::program::Run;
use crate::terminal::{CTRL_D, Setup, Terminal};

/// Steps of a lesson here; the rounds at a home end before it is finished.
const STEPS: usize = 24;

/// A folder with lessons of these names; step `n` of each asks for the number `n`.
fn lessons(names: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in names {
        let mut text = format!("title: Numbers of {name}\nsteps:\n");
        for n in 0..STEPS {
            let _ = write!(
                text,
                "  - id: s{n}\n    ask: Select the number {n}.\n    answer: SELECT {n};\n"
            );
        }
        std::fs::write(folder.path().join(format!("{name}.yaml")), text).unwrap();
    }
    folder
}

fn prompt(folder: &Path, home: &Path, arguments: &[&str]) -> Setup {
    let arguments = [&["learn"], arguments].concat();
    Setup::of(&arguments).within(folder).at_home(home).colourless()
}

/// What is kept of the only lesson, as `relatable progress` tells it: each step's answer.
#[track_caller]
fn kept(home: &Path) -> BTreeMap<String, String> {
    all_kept(home).into_iter().next().map(|(_, answers)| answers).unwrap_or_default()
}

/// The same of each lesson, by its title.
#[track_caller]
fn all_kept(home: &Path) -> BTreeMap<String, BTreeMap<String, String>> {
    let said = Run::of(&["progress", "--format", "json"]).at_home(home).said();
    assert_eq!((said.code, said.stderr.as_str()), (Some(0), ""), "{}", said.stdout);
    let told: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    let of = |lesson: &serde_json::Value| {
        let steps = lesson["steps"].as_array().unwrap();
        let answered = steps.iter().filter(|step| step["answered"] == "learner");
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        let answers = answered.map(|step| (text(&step["id"]), text(&step["accepted"][0])));
        (text(&lesson["title"]), answers.collect())
    };
    told["lessons"].as_array().unwrap().iter().map(of).collect()
}

/// The steps whose answers the screen called right, in all that was drawn on it.
fn accepted(raw: &str) -> Vec<usize> {
    let (mut step, mut accepted) = (None, Vec::new());
    for line in raw.lines() {
        if let Some((_, asked)) = line.split_once("Select the number ") {
            step = asked.split('.').next().and_then(|number| number.parse::<usize>().ok());
        } else if line.contains("Right.") {
            accepted.extend(step);
        }
    }
    accepted
}

/// Numbers in no order, the same in every run (Marsaglia's xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }

    fn pause(&mut self, most_millis: u64) {
        sleep(Duration::from_micros(self.below(most_millis * 1000)));
    }
}

/// One life of a prompt: from where the learner was to a kill at a random moment. Gives all that
/// it said.
#[track_caller]
fn lives(setup: Setup, answered: usize, dice: &mut Dice) -> String {
    if dice.below(6) == 0 {
        // While it starts.
        let terminal = setup.begins();
        dice.pause(60);
        return terminal.dies();
    }
    let mut terminal = setup.starts();
    // It resumes at the first step that is not answered yet.
    let asks = format!("Select the number {answered}.");
    assert!(terminal.screen().contains(&asks), "not {asks:?}:\n{}", terminal.screen());
    let whole = dice.below(3) as usize;
    for step in answered..answered + whole {
        let said = terminal.types(&format!("select {step};"));
        assert!(said.contains("Right."), "{said}");
        terminal.types("");
    }
    let next = format!("select {};", answered + whole);
    match dice.below(4) {
        // While an answer is typed.
        0 => terminal.press(&next[..dice.below(next.len() as u64) as usize]),
        // While it is run, judged, kept, drawn.
        1 => {
            terminal.press(&format!("{next}\r"));
            dice.pause(12);
        }
        // As soon as it is called right.
        2 => {
            terminal.press(&format!("{next}\r"));
            assert!(terminal.says("Right."));
        }
        // On the way to the next step.
        _ => {
            terminal.types(&next);
            terminal.press("\r");
            dice.pause(5);
        }
    }
    terminal.dies()
}

/// So many kills, with answers in between.
fn survives(rounds: usize, seed: u64) {
    let mut dice = Dice(seed);
    let folder = lessons(&["numbers"]);
    let mut home = tempfile::tempdir().unwrap();
    let mut before = 0;
    for round in 0..rounds {
        if before + 5 > STEPS {
            home = tempfile::tempdir().unwrap();
            before = 0;
        }
        let setup = prompt(folder.path(), home.path(), &["numbers.yaml"]);
        let raw = lives(setup, before, &mut dice);
        let promised = accepted(&raw);
        let kept = kept(home.path());
        for step in &promised {
            let answer = kept.get(&format!("s{step}")).map(String::as_str);
            assert_eq!(answer, Some(&*format!("select {step};")), "round {round}:\n{raw}");
        }
        // One more may be kept that it did not come to say; none is from nowhere.
        let least = before + promised.len();
        assert!((least..=least + 1).contains(&kept.len()), "round {round}: {kept:?}\n{raw}");
        before = kept.len();
        // Nothing was damaged and put aside.
        for entry in std::fs::read_dir(home.path()).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let usual = ["progress.db", "progress.db-journal", "history", "suites"];
            assert!(usual.contains(&name.as_str()), "round {round}: {name}");
        }
    }
}

#[test]
fn two_hundred_kills_lose_no_answer_that_was_called_right() {
    scope(|scope| {
        for seed in [0x5eed_0001, 0x5eed_0002] {
            scope.spawn(move || survives(100, seed));
        }
    });
}

/// Both answer in turns; the first its steps, the second others.
#[track_caller]
fn in_turns(one: &mut Terminal, other: &mut Terminal, steps: &[(usize, usize)]) {
    for (first, second) in steps {
        for (terminal, step) in [(&mut *one, first), (&mut *other, second)] {
            let said = terminal.types(&format!("select {step};"));
            assert!(said.contains("Right."), "{said}");
            terminal.types("");
        }
    }
}

#[test]
fn two_prompts_at_one_lesson_keep_what_both_answer() {
    let (folder, home) = (lessons(&["numbers"]), tempfile::tempdir().unwrap());
    let mut one = prompt(folder.path(), home.path(), &["numbers.yaml"]).starts();
    let mut other = prompt(folder.path(), home.path(), &["numbers.yaml", "--from", "s10"]).starts();
    in_turns(&mut one, &mut other, &[(0, 10), (1, 11), (2, 12)]);
    // One that dies does the other no harm.
    other.dies();
    assert!(one.types("select 3;").contains("Right."));
    one.presses(CTRL_D, "Ctrl-D");
    assert_eq!(one.ends().1, 1);
    let kept = kept(home.path());
    let steps: Vec<&str> = kept.keys().map(String::as_str).collect();
    assert_eq!(steps, ["s0", "s1", "s10", "s11", "s12", "s2", "s3"]);
}

#[test]
fn two_prompts_that_answer_the_same_step_both_count() {
    let (folder, home) = (lessons(&["numbers"]), tempfile::tempdir().unwrap());
    let start = || prompt(folder.path(), home.path(), &["numbers.yaml"]).starts();
    let (mut one, mut other) = (start(), start());
    in_turns(&mut one, &mut other, &[(0, 0), (1, 1)]);
    drop((one.dies(), other.dies()));
    assert_eq!(kept(home.path()).len(), 2);
    let said = Run::of(&["progress", "--format", "json"]).at_home(home.path()).said();
    let told: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(told["lessons"][0]["tries"], 4);
}

#[test]
fn two_prompts_at_different_lessons_keep_what_both_answer() {
    let (folder, home) = (lessons(&["left", "right"]), tempfile::tempdir().unwrap());
    let mut one = prompt(folder.path(), home.path(), &["left.yaml"]).starts();
    let mut other = prompt(folder.path(), home.path(), &["right.yaml"]).starts();
    in_turns(&mut one, &mut other, &[(0, 0), (1, 1), (2, 2)]);
    drop((one.dies(), other.dies()));
    let kept = all_kept(home.path());
    assert_eq!(kept["Numbers of left"].len(), 3);
    assert_eq!(kept["Numbers of right"].len(), 3);
}
