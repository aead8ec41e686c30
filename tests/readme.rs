//! What the README shows is what the program does.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use relatable::diagnostic::Source;
use relatable::lesson::load;
use relatable::lint;

/// The blocks of one language, in their order.
fn blocks(language: &str) -> Vec<String> {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(readme).unwrap();
    let opening = format!("```{language}\n");
    let blocks = readme.split(&opening).skip(1);
    blocks.map(|rest| rest.split("\n```").next().unwrap().to_owned()).collect()
}

/// What was typed in a transcript, without its prompts.
fn typed(transcript: &str) -> String {
    let line = |line: &str| {
        let prompts = ["sql> ", "  …> ", "> "];
        let text = prompts.iter().find_map(|prompt| line.strip_prefix(prompt))?;
        Some(format!("{text}\n"))
    };
    transcript.lines().filter_map(line).collect()
}

#[test]
fn the_transcript_is_a_real_one() {
    let [transcript] = &blocks("console")[..] else { panic!("one transcript") };
    let (command, shown) = transcript.split_once('\n').unwrap();
    let arguments = command.strip_prefix("$ relatable ").unwrap().split(' ');
    let mut program = Command::new(env!("CARGO_BIN_EXE_relatable"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    program.stdin.take().unwrap().write_all(typed(shown).as_bytes()).unwrap();
    let output = program.wait_with_output().unwrap();
    let output = String::from_utf8(output.stdout).unwrap();
    // After what is shown, the lesson goes on.
    assert!(output.starts_with(shown), "the README shows:\n{shown}\nthe program says:\n{output}");
}

#[test]
fn the_lesson_proves_itself() {
    let [yaml] = &blocks("yaml")[..] else { panic!("one lesson") };
    let loaded = load::load(Source::new("owners.yaml", yaml.as_str()), None).unwrap();
    assert!(loaded.advice.is_empty(), "{:?}", loaded.advice);
    let proof = lint::prove(&Arc::new(loaded.lesson)).unwrap();
    assert!(proof.findings.is_empty(), "{:?}", proof.findings);
    assert_eq!((proof.answers.all, proof.wrong.all), (1, 1));
}

#[test]
fn every_file_that_it_names_is_there() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(folder.join("README.md")).unwrap();
    let links = readme.split("](").skip(1).map(|rest| rest.split(')').next().unwrap());
    let files: Vec<&str> = links.filter(|link| !link.starts_with("http")).collect();
    assert!(files.len() >= 4);
    for file in files {
        assert!(folder.join(file).exists(), "{file}");
    }
}
