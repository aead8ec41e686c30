//! What was declared in a world that goes on: the pieces of code that bind a class, a table, a
//! function or an import. They are what a world is made of again when one of them is declared
//! anew.

use std::collections::HashSet;
use std::rc::Rc;

use crate::orm::python::syntax::{Deed, outline};
use crate::orm::typed::stands::taken;

/// Functions whose results are declarations.
const DECLARING: [&str; 5] = ["Table", "declarative_base", "registry", "MetaData", "SQLAlchemy"];

/// Functions whose results are attributes of a mapped class.
const MAPPED: [&str; 8] = [
    "Column",
    "mapped_column",
    "relationship",
    "column_property",
    "deferred",
    "synonym",
    "association_proxy",
    "dynamic_loader",
];

/// A statement that declares something.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// What it binds; none for an import.
    pub name: Option<Rc<str>>,
    /// It declares a class, or a table.
    pub is_mapping: bool,
    /// The class that it gives an attribute, which goes with the class.
    of: Option<Rc<str>>,
    /// What it imports, where it is an import.
    import: Option<Import>,
    text: String,
    /// One past its last byte in the text that it stood in.
    end: usize,
}

/// What a text declares at its top level.
#[derive(Debug, Default)]
pub(super) struct Declaring {
    /// What declares.
    pub pieces: Vec<Piece>,
    /// There is nothing else in it.
    pub is_all: bool,
}

impl Declaring {
    /// Reads a text; what cannot be read declares nothing.
    pub fn of(text: &str) -> Self {
        let outlined = outline(text);
        let mut pieces = Vec::new();
        for it in &outlined {
            let (name, is_mapping, of) = match &it.deed {
                Deed::Import(..) => (None, false, None),
                Deed::Class(name) => (Some(name), true, None),
                Deed::Function(name) => (Some(name), false, None),
                Deed::Call { variable, function } if DECLARING.contains(&&**function) => {
                    (Some(variable), &**function == "Table", None)
                }
                Deed::Attribute { of, function } if MAPPED.contains(&&**function) => {
                    (None, false, Some(of))
                }
                Deed::Call { .. } | Deed::Attribute { .. } | Deed::Other => continue,
            };
            let text = text.get(it.span.start..it.span.end).unwrap_or_default().to_owned();
            let (name, of, end) = (name.cloned(), of.cloned(), it.span.end);
            let import = match &it.deed {
                Deed::Import(names, all_of) => Some(Import {
                    names: names.iter().map(|name| name.to_string()).collect(),
                    all_of: all_of.as_ref().map(|module| module.to_string()),
                    text: text.clone(),
                }),
                _ => None,
            };
            pieces.push(Piece { name, is_mapping, of, import, text, end });
        }
        let is_all = !pieces.is_empty() && pieces.len() == outlined.len();
        Self { pieces, is_all }
    }

    /// A text up to the end of its last class or table, and what follows that, where it stands.
    pub fn parted<'t>(&self, text: &'t str) -> (&'t str, Option<String>) {
        let end = self.pieces.iter().rev().find(|piece| piece.is_model()).map(|piece| piece.end);
        let Some((declares, rest)) = end.and_then(|end| text.split_at_checked(end)) else {
            return (text, None);
        };
        let goes_on = !rest.trim().is_empty();
        (declares, goes_on.then(|| without_beginning(text, declares.len())))
    }
}

impl Piece {
    /// It declares a class or a table, or gives a class an attribute.
    pub fn is_model(&self) -> bool {
        self.is_mapping || self.of.is_some()
    }

    /// The variables that it takes from what ran before it.
    fn taken(&self) -> HashSet<Rc<str>> {
        taken(&self.text)
    }

    /// It asks for the table of before to be gone on with.
    pub fn goes_on(&self) -> bool {
        self.text.contains("extend_existing") || self.text.contains("keep_existing")
    }
}

/// An import that was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The variables that it binds.
    pub names: Vec<String>,
    /// The module, where it imports all of one.
    pub all_of: Option<String>,
    /// Its code.
    pub text: String,
}

/// A text with blanks for what stands before a place: places in it stay as they are.
pub(super) fn without_beginning(text: &str, start: usize) -> String {
    let (before, rest) = text.split_at_checked(start).unwrap_or((text, ""));
    let blank = before.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' });
    blank.collect::<String>() + rest
}

/// The imports of a text at its top level.
pub fn imports(text: &str) -> Vec<Import> {
    Declaring::of(text).pieces.into_iter().filter_map(|piece| piece.import).collect()
}

/// What was declared, in order.
#[derive(Debug, Default)]
pub(super) struct Declared(Vec<Piece>);

impl Declared {
    /// Takes up what a text declared before it ended, or before this place in it.
    pub fn take(&mut self, declaring: Declaring, until: Option<usize>) {
        let done = |piece: &Piece| until.is_none_or(|until| piece.end <= until);
        for piece in declaring.pieces.into_iter().filter(done) {
            let same = |own: &Piece| own.name.is_some() && own.name == piece.name;
            if piece.is_mapping && !piece.goes_on() {
                self.0.retain(|own| own.of.is_none() || own.of != piece.name);
            }
            match self.0.iter().position(same).filter(|_| !piece.goes_on()) {
                // Where it stood first is where those that build on it expect it.
                Some(at) => {
                    let needs = piece.taken();
                    if let Some(own) = self.0.get_mut(at) {
                        *own = piece;
                    }
                    self.bring_before(at, needs);
                }
                None => self.0.push(piece),
            }
        }
    }

    /// The imports.
    pub fn imports(&self) -> Vec<Import> {
        self.0.iter().filter_map(|piece| piece.import.clone()).collect()
    }

    /// The names among these that were declared before.
    pub fn known(&self, names: &[Rc<str>]) -> Vec<Rc<str>> {
        let is_known = |name: &&Rc<str>| self.0.iter().any(|own| own.name.as_ref() == Some(*name));
        names.iter().filter(is_known).cloned().collect()
    }

    /// Brings what takes part in these names from behind a place before it, with what that takes
    /// itself; not where it takes what stands at that place.
    fn bring_before(&mut self, at: usize, needs: HashSet<Rc<str>>) {
        let own = self.0.get(at).and_then(|piece| piece.name.clone());
        let own: Vec<Rc<str>> = own.into_iter().collect();
        let Some(needed) = self.needed(at + 1, needs, &own) else { return };
        let behind = self.0.split_off(at);
        let (first, rest): (Vec<_>, Vec<_>) =
            behind.into_iter().enumerate().partition(|(from, _)| needed.contains(&(at + from)));
        self.0.extend(first.into_iter().chain(rest).map(|(_, piece)| piece));
    }

    /// The places, from this one on, of what declares these names, and of what that needs; `None`
    /// where one of them needs what is declared anew.
    fn needed(
        &self,
        from: usize,
        mut needs: HashSet<Rc<str>>,
        anew: &[Rc<str>],
    ) -> Option<HashSet<usize>> {
        let mut found = HashSet::new();
        // What a piece takes stands before it.
        for (at, piece) in self.0.iter().enumerate().skip(from).rev() {
            let is_needed = piece.name.as_ref().is_some_and(|name| needs.contains(name));
            if is_needed && !piece.name.as_ref().is_some_and(|name| anew.contains(name)) {
                let taken = piece.taken();
                if anew.iter().any(|name| taken.contains(name)) {
                    return None;
                }
                needs.extend(taken);
                found.insert(at);
            }
        }
        Some(found)
    }

    /// The code of all, and of those before and behind the first of these names, without them. What
    /// the text takes with which they are declared anew stands before it.
    pub fn around(&self, names: &[Rc<str>], text: &str) -> (String, String) {
        let among = |name: &Option<Rc<str>>| name.as_ref().is_some_and(|own| names.contains(own));
        let is_of = |piece: &Piece| among(&piece.name) || among(&piece.of);
        let at = self.0.iter().position(|piece| among(&piece.name)).unwrap_or(self.0.len());
        let needed = self.needed(at, taken(text), names).unwrap_or_default();
        let (before, behind) = self.0.split_at(at);
        let code = |pieces: Vec<&Piece>| {
            let texts = pieces.into_iter().filter(|piece| !is_of(piece)).map(|piece| &*piece.text);
            texts.collect::<Vec<_>>().join("\n")
        };
        // What was imported since is there when they are declared anew.
        let (first, rest): (Vec<_>, Vec<_>) = behind
            .iter()
            .enumerate()
            .partition(|(from, piece)| piece.import.is_some() || needed.contains(&(at + from)));
        let first = first.into_iter().map(|(_, piece)| piece);
        let rest = rest.into_iter().map(|(_, piece)| piece);
        (code(before.iter().chain(first).collect()), code(rest.collect()))
    }
}
