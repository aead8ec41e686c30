//! Judging ORM code: did it come to its end, what it declared, printed and sent, and what its
//! session holds back.

use super::says::{is_told, keys, said};
use crate::lesson::{AttributeRule, Expect, ModelRule};
use crate::nearest;
use crate::orm::mapped::{Mapped, MappedRelationship, Obstacle, OpenRelationship};
use crate::orm::recording::FailedKind;
use crate::outcome::{Done, OrmRun};
use crate::schema::Schema;
use crate::verdict::{CodeDiffers, MapperGap, MigrationDiffers, ModelDiffers, Reason};

/// Why the code ended before its end; none where it did not.
pub fn ended(text: &str, run: &OrmRun) -> Option<Reason> {
    let failed = run.did.recording.error.clone()?;
    Some(match failed.kind {
        FailedKind::Bounds => Reason::RanAway,
        _ => code(CodeDiffers::Raised { text: text.to_owned(), failed }),
    })
}

/// What is not as it should be in the classes, the output and the statements: as `expect` says,
/// else as the reference has it. A reference that prints nothing, or declares nothing, asks for
/// nothing of that kind.
pub fn check(expect: &Expect, run: &OrmRun) -> Vec<Reason> {
    let (did, wanted) = (&run.did, &run.wanted);
    let mut found = match expect.models.is_empty() {
        true => declared(&wanted.declared, &did.mapped),
        false => written(&expect.models, &wanted.declared, did),
    };
    let keys: Vec<CodeDiffers> = keys(wanted, did)
        .into_iter()
        .filter(|key| !found.iter().any(|it| is_told(it, key)))
        .collect();
    found.extend(keys);
    said_once(&mut found);
    let output = match &expect.output {
        Some(output) => output.text.clone(),
        None => wanted.output(),
    };
    found.extend(Some(output).filter(|it| !it.is_empty()).and_then(|it| printed(&it, did)));
    found.extend(expect.most_statements.and_then(|most| sent(most, did)));
    found.extend(migration(expect, wanted, did).map(CodeDiffers::Migration));
    found.into_iter().map(code).collect()
}

/// How the revisions that wait, or were applied, are not those of the reference. Where the author
/// says what there is to be afterwards, that is looked at in the tables alone.
fn migration(expect: &Expect, wanted: &Done, did: &Done) -> Option<MigrationDiffers> {
    let waits = |done: &Done| -> Vec<String> {
        done.pending.iter().flat_map(|revision| revision.detected.clone()).collect()
    };
    let newest = did.pending.last().map(|revision| revision.id.clone());
    match (wanted.pending.is_empty(), newest) {
        (false, None) => return Some(MigrationDiffers::Missing),
        (false, Some(_)) => return operations(&waits(wanted), &waits(did)),
        (true, Some(id)) if !wanted.applied.is_empty() => return Some(MigrationDiffers::Waits(id)),
        (true, _) => {}
    }
    if wanted.applied.is_empty() {
        return None;
    }
    if did.applied.is_empty() {
        return Some(MigrationDiffers::NotApplied);
    }
    let is_written = speaks_of_a_state(expect);
    operations(&wanted.applied, &did.applied).filter(|_| !is_written)
}

fn operations(wanted: &[String], did: &[String]) -> Option<MigrationDiffers> {
    let without = |some: &[String], others: &[String]| -> Vec<String> {
        some.iter().filter(|it| !others.contains(it)).cloned().collect()
    };
    let (missing, extra) = (without(wanted, did), without(did, wanted));
    let same = missing.is_empty() && extra.is_empty();
    (!same).then_some(MigrationDiffers::Operations { missing, extra })
}

/// Whether the author says what there is to be afterwards.
fn speaks_of_a_state(expect: &Expect) -> bool {
    !(expect.tables.is_empty()
        && expect.relations.is_empty()
        && expect.schema.is_empty()
        && expect.probes.is_empty())
}

/// That the session holds something back, if it does.
pub fn held_back(run: &OrmRun) -> Option<Reason> {
    let left = &run.did.left;
    (!left.is_nothing()).then(|| code(CodeDiffers::Uncommitted(left.clone())))
}

/// The relationships that say one, over a key that lets there be several.
pub fn gaps(mapped: &[Mapped], schema: &Schema) -> Vec<MapperGap> {
    let says_one = |it: &&MappedRelationship| {
        !it.related.uselist && it.related.direction == "ONETOMANY" && it.related.secondary.is_none()
    };
    let relationships = mapped.iter().flat_map(|mapped| &mapped.relationships).filter(says_one);
    relationships
        .filter_map(|it| {
            let (name, columns) = &it.key;
            let table = schema.table(name)?;
            (!table.is_unique(columns)).then(|| MapperGap {
                class: it.related.class.clone(),
                attribute: it.related.attribute.clone(),
                table: name.clone(),
                columns: columns.clone(),
            })
        })
        .collect()
}

fn code(differs: CodeDiffers) -> Reason {
    Reason::Code(Box::new(differs))
}

/// The classes of the reference that the answer lacks, or has otherwise.
fn declared(wanted: &[Mapped], did: &[Mapped]) -> Vec<CodeDiffers> {
    let mut found = Vec::new();
    for wanted in wanted {
        let Some(actual) = did.iter().find(|it| it.class == wanted.class) else {
            found.push(missing(&wanted.class, did));
            continue;
        };
        let model = |difference| CodeDiffers::Model { class: wanted.class.clone(), difference };
        found.extend(table(wanted, actual).map(model));
        for it in &wanted.relationships {
            if let Some(open) = actual.open(&it.related.attribute) {
                // Where the class that was wanted is not there, that is said.
                if open.obstacle != Obstacle::NoClass(it.related.target.clone()) {
                    found.push(incomplete(actual, open, did));
                }
                continue;
            }
            let rule = Wanted {
                attribute: &it.related.attribute,
                target: Some(&it.related.target),
                uselist: Some(it.related.uselist),
                back_populates: it.keeps.as_deref(),
                secondary: Some(it.related.secondary.as_deref()),
                lazy: None,
            };
            let lacks = || lacks_cascade(it, actual.relationship(&it.related.attribute)?);
            found.extend(rule.check(actual).or_else(lacks).map(model));
        }
        for (attribute, _) in &wanted.columns {
            if !actual.has(attribute) {
                let nearest = near(attribute, actual.attributes()).map(str::to_owned);
                let attribute = attribute.clone();
                found.push(model(ModelDiffers::NoAttribute { attribute, target: None, nearest }));
            }
        }
    }
    found
}

/// That what is deleted along with an object, or when it is taken out of a list, is left. How
/// objects are saved and merged is not looked at.
fn lacks_cascade(wanted: &MappedRelationship, actual: &MappedRelationship) -> Option<ModelDiffers> {
    let counts = |word: &&&str| word.starts_with("delete") && !actual.cascade.contains(*word);
    let lacks: Vec<String> =
        wanted.cascade.iter().filter(counts).map(|word| (*word).to_owned()).collect();
    let (attribute, target) = (actual.related.attribute.clone(), actual.related.target.clone());
    (!lacks.is_empty()).then_some(ModelDiffers::Cascade { attribute, target, lacks })
}

/// Leaves out that a relationship waits for a class where that class is missed already, and what
/// stands in the way of several relationships but once.
fn said_once(found: &mut Vec<CodeDiffers>) {
    let missing: Vec<String> = found
        .iter()
        .filter_map(|it| match it {
            CodeDiffers::Model { class, difference: ModelDiffers::Missing { .. } } => {
                Some(class.clone())
            }
            _ => None,
        })
        .collect();
    let mut told: Vec<CodeDiffers> = Vec::new();
    found.retain(|it| {
        let waits_for_it = match it {
            CodeDiffers::Model { difference: ModelDiffers::Waits { target, .. }, .. } => {
                missing.contains(target)
            }
            _ => false,
        };
        let is_new = !told.contains(it);
        told.push(it.clone());
        is_new && !waits_for_it
    });
}

/// That a class stands for another table than it should.
fn table(wanted: &Mapped, actual: &Mapped) -> Option<ModelDiffers> {
    let is_other = !actual.table.eq_ignore_ascii_case(&wanted.table);
    let (wanted, actual) = (wanted.table.clone(), actual.table.clone());
    is_other.then_some(ModelDiffers::Table { wanted, actual })
}

/// What stands in the way of a relationship, said of the one at which it stands.
fn incomplete(of: &Mapped, open: &OpenRelationship, all: &[Mapped]) -> CodeDiffers {
    let attribute = open.attribute.clone();
    let difference = match &open.obstacle {
        Obstacle::NoClass(target) => {
            let nearest = near(target, all.iter().map(|it| it.class.as_str())).map(str::to_owned);
            ModelDiffers::Waits { attribute, target: target.clone(), nearest }
        }
        Obstacle::NoOtherSide { target, named, instead } => {
            let (target, named, instead) = (target.clone(), named.clone(), instead.clone());
            ModelDiffers::NoOtherSide { attribute, target, named, instead }
        }
        Obstacle::KeyToNothing { column, names, instead } => {
            let (column, names, instead) = (column.clone(), names.clone(), instead.clone());
            ModelDiffers::KeyToNothing { attribute, column, names, instead }
        }
        Obstacle::Raises(why) => ModelDiffers::Incomplete { attribute, why: why.clone() },
        Obstacle::Behind(class, attribute) => {
            let first = all.iter().find(|it| it.class == *class);
            if let Some((of, open)) = first.and_then(|of| Some((of, of.open(attribute)?)))
                && !matches!(open.obstacle, Obstacle::Behind(..))
            {
                return incomplete(of, open, all);
            }
            let why = format!("`{class}.{attribute}` is not complete");
            ModelDiffers::Incomplete { attribute: open.attribute.clone(), why }
        }
    };
    CodeDiffers::Model { class: of.class.clone(), difference }
}

/// What an author's rules ask for and the answer lacks, or has otherwise.
/// A class stands for the table for which the reference's class of that name does.
fn written(rules: &[ModelRule], wanted: &[Mapped], run: &Done) -> Vec<CodeDiffers> {
    let did = run.mapped.as_slice();
    let mut found = Vec::new();
    for rule in rules {
        let class = &rule.class.text;
        let Some(actual) = did.iter().find(|it| it.class == *class) else {
            found.push(missing(class, did));
            continue;
        };
        let other = wanted.iter().find(|it| it.class == *class).and_then(|it| table(it, actual));
        let model = |difference| CodeDiffers::Model { class: class.clone(), difference };
        let attributes =
            rule.attributes.iter().filter_map(|rule| match actual.open(&rule.name.text) {
                Some(open) => Some(incomplete(actual, open, did)),
                None => Wanted::of(rule).check(actual).map(model),
            });
        let says = rule.attributes.iter().flat_map(|rule| said(rule, actual, &run.schema));
        let says = says.map(ModelDiffers::Says).map(model);
        found.extend(attributes.chain(other.map(model)).chain(says));
    }
    found
}

/// The name that was probably meant; Python tells cases apart.
fn near<'n>(name: &str, names: impl Iterator<Item = &'n str> + Clone) -> Option<&'n str> {
    let same = names.clone().find(|other| other.eq_ignore_ascii_case(name));
    same.or_else(|| nearest::nearest(name, names))
}

fn missing(class: &str, did: &[Mapped]) -> CodeDiffers {
    let nearest = near(class, did.iter().map(|it| it.class.as_str())).map(str::to_owned);
    CodeDiffers::Model { class: class.to_owned(), difference: ModelDiffers::Missing { nearest } }
}

/// What an attribute must be like, as far as that is said.
struct Wanted<'w> {
    attribute: &'w str,
    target: Option<&'w str>,
    uselist: Option<bool>,
    back_populates: Option<&'w str>,
    /// The outer: whether it counts.
    secondary: Option<Option<&'w str>>,
    lazy: Option<&'w str>,
}

impl<'w> Wanted<'w> {
    fn of(rule: &'w AttributeRule) -> Self {
        Self {
            attribute: &rule.name.text,
            target: rule.target.as_deref(),
            uselist: rule.uselist,
            back_populates: rule.back_populates.as_deref(),
            secondary: rule.secondary.as_deref().map(Some),
            lazy: rule.lazy.as_deref(),
        }
    }

    /// Whether it says anything that only a relationship can be.
    fn is_relationship(&self) -> bool {
        self.target.is_some()
            || self.uselist.is_some()
            || self.back_populates.is_some()
            || self.secondary.is_some()
            || self.lazy.is_some()
    }

    /// The first thing that a person would mend.
    fn check(&self, actual: &Mapped) -> Option<ModelDiffers> {
        let attribute = self.attribute.to_owned();
        let target = self.target.map(str::to_owned);
        let Some(found) = actual.relationship(self.attribute) else {
            return match actual.has(self.attribute) {
                true => {
                    self.is_relationship().then_some(ModelDiffers::IsColumn { attribute, target })
                }
                false => {
                    let nearest = near(self.attribute, actual.attributes()).map(str::to_owned);
                    Some(ModelDiffers::NoAttribute { attribute, target, nearest })
                }
            };
        };
        self.relationship(attribute, found)
    }

    fn relationship(&self, attribute: String, found: &MappedRelationship) -> Option<ModelDiffers> {
        let related = &found.related;
        let target = related.target.clone();
        if let Some(wanted) = self.target.filter(|wanted| *wanted != target) {
            let wanted = wanted.to_owned();
            return Some(ModelDiffers::Target { attribute, wanted, actual: target });
        }
        if let Some(wanted) = self.secondary.filter(|it| *it != related.secondary.as_deref()) {
            let (wanted, actual) = (wanted.map(str::to_owned), related.secondary.clone());
            return Some(ModelDiffers::Secondary { attribute, wanted, actual });
        }
        if let Some(list) = self.uselist.filter(|list| *list != related.uselist) {
            let holds_key = related.direction == "MANYTOONE";
            return Some(ModelDiffers::Uselist { attribute, target, list, holds_key });
        }
        if let Some(wanted) = self.back_populates.filter(|it| found.keeps.as_deref() != Some(it)) {
            let wanted = wanted.to_owned();
            return Some(match &found.keeps {
                None if related.back_populates.as_ref() == Some(&wanted) => {
                    let list = related.uselist;
                    ModelDiffers::OneSided { attribute, target, other: wanted, list }
                }
                actual => {
                    let actual = actual.clone();
                    ModelDiffers::BackPopulates { attribute, target, wanted, actual }
                }
            });
        }
        let wanted = self.lazy.filter(|wanted| *wanted != found.lazy)?.to_owned();
        Some(ModelDiffers::Lazy { attribute, wanted, actual: found.lazy.to_owned() })
    }
}

/// The first line that differs; white space at a line's end, and lines without anything at the
/// end, do not count. What was printed may begin with any piece: a look around before it is no part
/// of the answer. Where none fits, the last piece is spoken of, if it prints anything.
fn printed(wanted: &str, did: &Done) -> Option<CodeDiffers> {
    let lines = |text: &str| -> Vec<String> {
        text.trim_end().lines().map(|line| line.trim_end().to_owned()).collect()
    };
    let wanted = lines(wanted);
    let from = |at: usize| lines(&did.printed.get(at..).unwrap_or_default().concat());
    if (0..did.printed.len()).any(|at| from(at) == wanted) {
        return None;
    }
    let last = did.printed.len().saturating_sub(1);
    let actual = Some(from(last)).filter(|own| !own.is_empty()).unwrap_or_else(|| from(0));
    let line = (0..wanted.len().max(actual.len())).find(|&at| wanted.get(at) != actual.get(at))?;
    let (wanted, actual) = (wanted.get(line).cloned(), actual.get(line).cloned());
    // A prompt shows a value as code: a text in quotes.
    let is_wanted = |shown: &str| {
        let inner =
            ['\'', '"'].iter().find_map(|&quote| shown.strip_prefix(quote)?.strip_suffix(quote));
        [Some(shown), inner].contains(&wanted.as_deref())
    };
    let last = did.recording.shown.last().filter(|_| actual.is_none());
    let shown = last.is_some_and(|(_, value)| is_wanted(value));
    Some(CodeDiffers::Output { line, wanted, actual, shown })
}

fn sent(most: u32, did: &Done) -> Option<CodeDiffers> {
    let statements = did.statements.as_slice();
    let at_most = usize::try_from(most).unwrap_or(usize::MAX);
    if statements.len() <= at_most {
        return None;
    }
    let times = |sql: &String| statements.iter().filter(|other| *other == sql).count();
    let counted = statements.iter().map(|sql| (sql.clone(), times(sql)));
    // The first of those that were sent most often.
    let most_often = counted.rev().max_by_key(|(_, times)| *times);
    let repeated = most_often.filter(|(_, times)| *times > 1);
    let (sent, before) = (statements.len(), did.sent_before);
    Some(CodeDiffers::Statements { before, at_most, sent, repeated })
}
