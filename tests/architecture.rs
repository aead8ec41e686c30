//! The rules of `docs/architecture.md`, read off the sources: imports run downwards, there are
//! no rings, engines do not print, and each outside crate comes in through one door.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A module by its path below the crate, e.g. `sql::split`; the crate root is the empty path.
type Module = Vec<String>;

/// The sources: each module's code without its tests and comments.
struct Sources {
    code: BTreeMap<Module, String>,
}

/// Modules from here on in `lib.rs` are faces, which may write to a terminal or a file.
const FIRST_FACE: &str = "render";

/// Outside crates and the modules through which alone they come in.
const DOORS: [(&str, &[&str]); 22] = [
    ("sqlite3_parser", &["sql"]),
    ("rusqlite", &["scratch", "progress"]),
    ("serde_yaml", &["lesson"]),
    ("granit_parser", &["lesson"]),
    ("serde_json", &["lesson", "cache", "report"]),
    ("include_dir", &["lesson"]),
    ("rustyline", &["repl"]),
    ("terminal_size", &["repl", "commands"]),
    ("shlex", &["repl", "orm"]),
    ("clap", &["cli", "commands"]),
    ("owo_colors", &["render"]),
    ("etcetera", &["progress"]),
    ("jiff", &["orm", "counterexample", "report", "render"]),
    ("ruff_python_parser", &["orm"]),
    ("ruff_python_ast", &["orm"]),
    ("ruff_text_size", &["orm"]),
    ("indexmap", &["orm"]),
    ("stacker", &["orm"]),
    ("rust_decimal", &["orm"]),
    ("num_bigint", &["orm"]),
    ("csv", &["report"]),
    ("pluralizer", &["relation"]),
];

impl Sources {
    fn read() -> Self {
        let mut code = BTreeMap::new();
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut Vec::new(), &mut code);
        assert!(code.len() > 30, "the sources were not found");
        Self { code }
    }

    /// The modules that a module declares, in their order.
    fn children(&self, module: &Module) -> Vec<String> {
        let declared = |line: &str| {
            let line = line.trim().trim_start_matches("pub ").trim_start_matches("pub(crate) ");
            Some(line.strip_prefix("mod ")?.strip_suffix(';')?.to_owned())
        };
        self.code[module].lines().filter_map(declared).collect()
    }

    /// The longest part of a path that is a module.
    fn module_of(&self, path: &[String]) -> Option<Module> {
        (0..=path.len()).rev().map(|end| path[..end].to_vec()).find(|m| self.code.contains_key(m))
    }

    /// The modules that a module imports or names by path; re-exports of its own children aside.
    fn imports(&self, module: &Module) -> BTreeSet<Module> {
        let mut found = BTreeSet::new();
        let own = self.children(module);
        for statement in statements(&self.code[module]) {
            let text = statement.trim_start();
            let re_export = text.starts_with("pub");
            let used = used(text);
            let paths = match used {
                Some(tree) => expand(tree.trim_end_matches(';')),
                None => paths_in(text, &own),
            };
            for path in paths {
                let Some(path) = absolute(module, &path, &own) else { continue };
                let Some(target) = self.module_of(&path) else { continue };
                let is_child = target.len() > module.len() && target.starts_with(module);
                if target != *module && !target.is_empty() && !(re_export && is_child) {
                    found.insert(target);
                }
            }
        }
        found
    }

    /// Where a module stands: the place of each part of its path among its siblings.
    fn rank(&self, module: &Module) -> Vec<usize> {
        (0..module.len())
            .map(|depth| {
                let siblings = self.children(&module[..depth].to_vec());
                siblings.iter().position(|name| *name == module[depth]).unwrap_or(usize::MAX)
            })
            .collect()
    }
}

fn collect(folder: &Path, at: &mut Module, code: &mut BTreeMap<Module, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            at.push(name);
            collect(&path, at, code);
            at.pop();
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && name != "main"
            && name != "tests"
        {
            let mut module = at.clone();
            if !(module.is_empty() && name == "lib") {
                module.push(name);
            }
            code.insert(module, plain(&fs::read_to_string(&path).unwrap()));
        }
    }
}

/// Code without tests and comments; string literals stay, which does no harm here.
fn plain(source: &str) -> String {
    let code = source.split("#[cfg(test)]\nmod ").next().unwrap();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// What a `use` statement uses, `pub` or not.
fn used(statement: &str) -> Option<&str> {
    let rest = match statement.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => rest.split_once(") ")?.1,
        Some(rest) => rest.trim_start(),
        None => statement,
    };
    rest.strip_prefix("use ")
}

/// `use` statements whole, everything else line by line.
fn statements(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Option<String> = None;
    for line in code.lines() {
        let starts =
            line.trim_start().starts_with("use ") || line.trim_start().starts_with("pub use ");
        let mut text = open.take().unwrap_or_default();
        let in_use = starts || !text.is_empty();
        text.push_str(line);
        if in_use && !line.contains(';') {
            open = Some(text);
        } else {
            found.push(text);
        }
    }
    found
}

/// The paths of a use tree: `a::{b, c::d}` gives `a::b` and `a::c::d`.
fn expand(tree: &str) -> Vec<Vec<String>> {
    let tree = tree.trim();
    let Some(brace) = tree.find('{') else {
        let path = tree.split(" as ").next().unwrap();
        return vec![path.split("::").map(|part| part.trim().to_owned()).collect()];
    };
    let prefix: Vec<String> = tree[..brace]
        .split("::")
        .map(str::trim)
        .filter(|p| !p.is_empty())
        .map(str::to_owned)
        .collect();
    let inner = &tree[brace + 1..tree.rfind('}').unwrap()];
    let (mut parts, mut depth, mut part) = (Vec::new(), 0, String::new());
    for letter in inner.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(std::mem::take(&mut part));
                continue;
            }
            _ => {}
        }
        part.push(letter);
    }
    parts.push(part);
    let parts = parts.iter().filter(|part| !part.trim().is_empty());
    parts.flat_map(|part| expand(part)).map(|rest| [prefix.clone(), rest].concat()).collect()
}

/// Paths within code that begin at the crate, a parent or a child module.
fn paths_in(line: &str, children: &[String]) -> Vec<Vec<String>> {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':';
    line.split(|letter| !is_word(letter))
        .filter(|word| word.contains("::"))
        .map(|word| word.split("::").map(str::to_owned).collect::<Vec<_>>())
        .filter(|path| path[0] == "crate" || path[0] == "super" || children.contains(&path[0]))
        .collect()
}

fn absolute(module: &Module, path: &[String], children: &[String]) -> Option<Vec<String>> {
    let mut base = module.clone();
    let mut rest = path;
    match path.first()?.as_str() {
        "crate" => {
            base.clear();
            rest = &path[1..];
        }
        "self" => rest = &path[1..],
        "super" => {
            while rest.first().is_some_and(|part| part == "super") {
                base.pop()?;
                rest = &rest[1..];
            }
        }
        first if children.iter().any(|child| child == first) => {}
        _ => return None,
    }
    base.extend(rest.iter().cloned());
    Some(base)
}

#[test]
fn imports_run_downwards() {
    let sources = Sources::read();
    let mut upward = Vec::new();
    for module in sources.code.keys().filter(|module| !module.is_empty()) {
        for target in sources.imports(module) {
            // What a module imports of its own ancestors or children, the next test looks at.
            let shared = module.iter().zip(&target).take_while(|(a, b)| a == b).count();
            if shared == module.len() || shared == target.len() {
                continue;
            }
            let (own, other) = (sources.rank(module), sources.rank(&target));
            if other[shared] > own[shared] {
                upward.push(format!("{} imports {}", module.join("::"), target.join("::")));
            }
        }
    }
    assert!(upward.is_empty(), "imports that run upwards:\n{}", upward.join("\n"));
}

#[test]
fn no_module_is_in_a_ring() {
    let sources = Sources::read();
    let edges: BTreeMap<&Module, BTreeSet<Module>> =
        sources.code.keys().map(|module| (module, sources.imports(module))).collect();
    let mut rings = Vec::new();
    for start in sources.code.keys() {
        let mut seen = BTreeSet::new();
        let mut open: Vec<Module> = edges[start].iter().cloned().collect();
        while let Some(module) = open.pop() {
            if module == *start {
                rings.push(start.join("::"));
                break;
            }
            if seen.insert(module.clone()) {
                open.extend(edges[&module].iter().cloned());
            }
        }
    }
    assert!(rings.is_empty(), "modules that import each other in a ring:\n{}", rings.join("\n"));
}

#[test]
fn engines_do_not_print() {
    let sources = Sources::read();
    let order = sources.children(&Vec::new());
    let first_face = order.iter().position(|name| name == FIRST_FACE).unwrap();
    let prints = ["println!", "print!", "eprintln!", "eprint!", "io::stdout", "io::stderr", "dbg!"];
    for (module, code) in &sources.code {
        let Some(top) = module.first() else { continue };
        let is_face = order.iter().position(|name| name == top).unwrap() >= first_face;
        for print in prints.iter().filter(|_| !is_face) {
            assert!(!code.contains(print), "{} uses {print}", module.join("::"));
        }
    }
}

#[test]
fn outside_crates_come_in_through_their_doors() {
    let sources = Sources::read();
    for (module, code) in &sources.code {
        let Some(top) = module.first() else { continue };
        for (name, doors) in DOORS {
            let used = code.contains(&format!("{name}::"));
            assert!(!used || doors.contains(&top.as_str()), "{} uses {name}", module.join("::"));
        }
    }
}

#[test]
fn main_stays_small() {
    let main = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/main.rs");
    assert!(fs::read_to_string(main).unwrap().lines().count() < 40);
}
