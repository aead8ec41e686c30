//! What `docs/orm.md` shows is what happens.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn guide() -> String {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/orm.md");
    std::fs::read_to_string(guide).unwrap()
}

/// The blocks of one kind.
fn blocks(kind: &str) -> Vec<String> {
    let (guide, opening) = (guide(), format!("```{kind}\n"));
    let blocks = guide.split(&opening).skip(1);
    blocks.map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

/// Runs `relatable …` beside the guide's scripts, each named by its first line.
fn relatable(arguments: &[String]) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    for script in blocks("python") {
        let name = script.lines().next().unwrap().strip_prefix("# ").unwrap().to_owned();
        std::fs::write(folder.path().join(name), script).unwrap();
    }
    let output = Command::new(env!("CARGO_BIN_EXE_relatable"))
        .args(arguments)
        .current_dir(folder.path())
        .env("RELATABLE_HOME", folder.path())
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr))
}

#[test]
fn the_transcripts_of_the_guide_are_real_ones() {
    let transcripts = blocks("console");
    assert!(!transcripts.is_empty());
    for transcript in transcripts {
        let (command, shown) = transcript.split_once('\n').unwrap();
        let words = shlex::split(command).unwrap();
        assert_eq!(words[..2], ["$", "relatable"]);
        let (stdout, stderr) = relatable(&words[2..]);
        assert_eq!(stdout + &stderr, shown, "{command}");
    }
}

#[test]
fn every_key_of_the_document_is_in_the_guide() {
    let arguments = ["orm", "library.py", "--format", "json"].map(str::to_owned);
    let document: Value = serde_json::from_str(&relatable(&arguments).0).unwrap();
    let guide = guide();
    for key in document.as_object().unwrap().keys() {
        assert!(guide.contains(&format!("| `{key}` |")), "{key}");
    }
}
