//! What a command does: revisions written, applied and taken back, and what is told of them.

use super::command::{Command, Line, Unread, read};
use super::refusal::Refusal;
use super::revision::Revision;
use super::version::{ensure, position, record, recorded};
use super::work::{Halt, Work};
use super::{apply, compare, models, reflect, script};
use crate::orm::databases::Ground;
use crate::orm::python::{Machine, repr_of};
use crate::orm::recording::{Said, Told, Warned};

/// The revisions of a world, the first one first.
#[derive(Debug, Default)]
pub struct Migrations {
    revisions: Vec<Revision>,
}

/// How an act ended.
pub(in crate::orm) type Ended = Result<(), Halt>;

/// One command at work.
struct Act<'a> {
    machine: &'a mut Machine,
    ground: &'a Ground,
    revisions: &'a mut Vec<Revision>,
    /// It was typed as `flask db …`.
    flask: bool,
    told: &'a mut Vec<Told>,
}

impl Migrations {
    /// The revisions that are written and not applied to this database; none where it is at one
    /// that is not known.
    pub fn pending(&self, ground: &Ground) -> &[Revision] {
        self.revisions.get(self.place(ground)..).unwrap_or_default()
    }

    /// The revisions that are applied to this database.
    pub fn applied(&self, ground: &Ground) -> &[Revision] {
        match self.revisions.is_empty() {
            true => &[],
            false => self.revisions.get(..self.place(ground)).unwrap_or_default(),
        }
    }

    /// How many are applied.
    fn place(&self, ground: &Ground) -> usize {
        let recorded = ground.copy().and_then(|copy| recorded(&copy)).ok().flatten();
        position(&self.revisions, recorded.as_deref()).unwrap_or(self.revisions.len())
    }

    /// Does what a command line says. What is told of it goes to `told`, also where it is refused.
    pub(in crate::orm) fn act(
        &mut self,
        machine: &mut Machine,
        ground: &Ground,
        line: &str,
        told: &mut Vec<Told>,
    ) -> Ended {
        let Line { flask, command } = read(line).map_err(|unread| match unread {
            Unread::Wrong { said, help } => Halt::from(Refusal::Usage { said, help }),
            Unread::Unsupported(what) => Refusal::Unsupported(what).into(),
        })?;
        let mut act = Act { machine, ground, revisions: &mut self.revisions, flask, told };
        act.run(command).map_err(|halt| match halt {
            Halt::Refused(refusal) if flask => refusal.through_flask().into(),
            other => other,
        })
    }
}

impl Act<'_> {
    fn run(&mut self, command: Command) -> Ended {
        match command {
            Command::Revision { message, autogenerate, id } => {
                self.revision(message, autogenerate, id)
            }
            Command::Upgrade(target) => self.upgrade(&target),
            Command::Downgrade(target) => self.downgrade(&target),
            Command::Current { verbose } => self.current(verbose),
            Command::History { verbose, current } => self.history(verbose, current),
            Command::Heads => {
                match self.revisions.last() {
                    Some(head) => self.line(format!("{} (head)", head.id)),
                    None => self.say(Said::NoRevisions),
                }
                Ok(())
            }
            Command::Show(id) => self.show(&id),
            Command::Check => self.check(),
            Command::Stamp(target) => self.stamp(&target),
            Command::Init => {
                self.say(Said::SetUp);
                Ok(())
            }
        }
    }

    fn line(&mut self, line: String) {
        self.told.push(Told::Line(line));
    }

    fn say(&mut self, said: Said) {
        self.told.push(Told::Said(said));
    }

    /// A copy of the database, and how many revisions are applied to it.
    fn copy(&mut self) -> Result<(Work, usize), Halt> {
        let work = Work::new(self.ground.copy()?);
        let recorded = recorded(&work.scratch)?;
        match position(self.revisions, recorded.as_deref()) {
            Some(applied) => Ok((work, applied)),
            None => Err(cannot_locate(&recorded.unwrap_or_default()).into()),
        }
    }

    /// A copy that is to be taken over.
    fn copy_to_change(&mut self) -> Result<(Work, usize), Halt> {
        if self.ground.is_open() {
            return Err(Refusal::OpenTransaction.into());
        }
        self.copy()
    }

    /// Takes the copy over, and tells what was sent to it.
    fn take_over(&mut self, mut work: Work) -> Ended {
        let image = work.scratch.image()?;
        self.ground.restore(&image)?;
        self.told.extend(work.sql.into_iter().map(Told::Sql));
        Ok(())
    }

    fn revision(
        &mut self,
        message: Option<String>,
        autogenerate: bool,
        id: Option<String>,
    ) -> Ended {
        let mut found = compare::Found::default();
        if autogenerate {
            let (mut work, applied) = self.copy_to_change()?;
            if applied < self.revisions.len() {
                let message = "Target database is not up to date.".to_owned();
                return Err(Refusal::Alembic(message).into());
            }
            found = self.compared(&work)?;
            if found.operations.is_empty() && self.flask {
                self.line("No changes in schema detected.".to_owned());
                return Ok(());
            }
            ensure(&mut work)?;
            self.take_over(work)?;
        }
        if let Some(id) = id.as_ref().filter(|id| self.revisions.iter().any(|it| it.id == **id)) {
            let message = format!("Revision {id} is already present");
            return Err(Refusal::Alembic(message).into());
        }
        let parent = self.revisions.last().map(|last| last.id.clone());
        let is_empty = found.operations.is_empty();
        let detected = found.detected.clone();
        let written = (found.operations, found.detected);
        let mut revision = Revision::new(parent, message, written, autogenerate);
        revision.id = id.unwrap_or(revision.id);
        detected.into_iter().for_each(|line| self.line(line));
        for table in script::without_name(&revision.upgrade, &revision.downgrade) {
            let message = format!(
                "Autogenerate rendered a drop_constraint() directive for an unnamed constraint on \
                 table {}; the migration will fail unless a constraint name is added to the \
                 directive.  Consider using a naming convention so that constraint names are known \
                 ahead of time.",
                repr_of(&table)
            );
            let category = "UserWarning".to_owned();
            self.told.push(Told::Warned(Warned { category, message, line: 0 }));
        }
        self.told.push(as_script(&revision));
        self.revisions.push(revision);
        if is_empty && autogenerate {
            self.say(Said::NothingDiffers);
        }
        Ok(())
    }

    /// What lies between the models and a database.
    fn compared(&mut self, work: &Work) -> Result<compare::Found, Halt> {
        let models = models::tables(self.machine)?;
        let database = reflect::tables(&work.scratch)?;
        if models.is_empty() {
            self.say(Said::NoModels);
        }
        let found = compare::compare(&models, &database);
        for index in &found.skipped {
            self.say(Said::IndexOfExpressions(index.clone()));
        }
        Ok(found)
    }

    fn upgrade(&mut self, target: &str) -> Ended {
        let (mut work, applied) = self.copy_to_change()?;
        let to = self.target(target, applied)?;
        if to <= applied {
            self.at_already(applied);
            return Ok(());
        }
        ensure(&mut work)?;
        let mut steps = Vec::new();
        for revision in self.between(applied, to) {
            let (parent, id) = (revision.parent.as_deref(), Some(revision.id.as_str()));
            self.running("upgrade", parent, id, revision.doc());
            apply::apply(&mut work, &revision.upgrade)?;
            record(&mut work, parent, id)?;
            self.done(&mut steps, &mut work);
        }
        self.told.append(&mut steps);
        self.take_over(work)
    }

    fn downgrade(&mut self, target: &str) -> Ended {
        let (mut work, applied) = self.copy_to_change()?;
        let to = self.target(target, applied)?;
        if to >= applied {
            self.at_already(applied);
            return Ok(());
        }
        let mut steps = Vec::new();
        for revision in self.between(to, applied).into_iter().rev() {
            let (parent, id) = (revision.parent.as_deref(), Some(revision.id.as_str()));
            self.running("downgrade", id, parent, revision.doc());
            apply::apply(&mut work, &revision.downgrade).map_err(|halt| match halt {
                Halt::Refused(refusal) => refusal.on_the_way_back().into(),
                other => other,
            })?;
            record(&mut work, id, parent)?;
            self.done(&mut steps, &mut work);
        }
        self.told.append(&mut steps);
        self.take_over(work)
    }

    /// The revisions from one place to another.
    fn between(&self, from: usize, to: usize) -> Vec<Revision> {
        self.revisions.get(from..to).unwrap_or_default().to_vec()
    }

    fn running(&mut self, what: &str, from: Option<&str>, to: Option<&str>, doc: &str) {
        let (from, to) = (from.unwrap_or_default(), to.unwrap_or_default());
        self.line(format!("Running {what} {from} -> {to}, {doc}"));
    }

    /// Puts together what was told and sent so far. Where a revision is refused, the ones before it
    /// are not kept either, and of them nothing is told.
    fn done(&mut self, steps: &mut Vec<Told>, work: &mut Work) {
        steps.append(self.told);
        steps.extend(std::mem::take(&mut work.sql).into_iter().map(Told::Sql));
    }

    fn at_already(&mut self, applied: usize) {
        let at = applied.checked_sub(1).and_then(|at| self.revisions.get(at));
        let said = match at {
            Some(revision) => {
                let is_head = applied == self.revisions.len();
                Said::AtAlready { id: revision.id.clone(), is_head }
            }
            None if self.revisions.is_empty() => Said::NoRevisions,
            None => Said::NothingApplied,
        };
        self.say(said);
    }

    /// How many revisions are to be applied.
    fn target(&self, target: &str, applied: usize) -> Result<usize, Halt> {
        let length = self.revisions.len();
        match target {
            "head" | "heads" => return Ok(length),
            "base" => return Ok(0),
            "current" => return Ok(applied),
            _ => {}
        }
        if let Some(by) = target.strip_prefix('+').or_else(|| target.strip_prefix('-'))
            && let Ok(by) = by.parse::<usize>()
        {
            let to = match target.starts_with('+') {
                true => applied.checked_add(by).filter(|to| *to <= length),
                false => applied.checked_sub(by),
            };
            let message = format!("Relative revision {target} didn't produce {by} migrations");
            return to.ok_or_else(|| Refusal::Alembic(message).into());
        }
        self.position_of(target).map(|at| at + 1)
    }

    /// The revision whose identifier is this, or begins so.
    fn position_of(&self, id: &str) -> Result<usize, Halt> {
        let exact = self.revisions.iter().position(|revision| revision.id == id);
        let mut begun = (0..self.revisions.len())
            .filter(|at| self.revisions.get(*at).is_some_and(|it| it.id.starts_with(id)));
        let only = begun.next().filter(|_| begun.next().is_none() && !id.is_empty());
        exact.or(only).ok_or_else(|| cannot_locate(id).into())
    }

    fn current(&mut self, verbose: bool) -> Ended {
        let (_, applied) = self.copy()?;
        let at = applied.checked_sub(1).and_then(|at| self.revisions.get(at)).cloned();
        match at {
            Some(revision) => {
                let is_head = applied == self.revisions.len();
                let head = if is_head { " (head)" } else { "" };
                match verbose {
                    true => self.lines(&revision.entry(is_head)),
                    false => self.line(format!("{}{head}", revision.id)),
                }
            }
            None => self.say(Said::NothingApplied),
        }
        Ok(())
    }

    fn lines(&mut self, text: &str) {
        text.trim_end().lines().for_each(|line| self.line(line.to_owned()));
    }

    fn history(&mut self, verbose: bool, current: bool) -> Ended {
        let applied = if current { Some(self.copy()?.1) } else { None };
        if self.revisions.is_empty() {
            self.say(Said::NoRevisions);
        }
        let last = self.revisions.len();
        for (at, revision) in self.revisions.clone().iter().enumerate().rev() {
            let is_head = at + 1 == last;
            if verbose {
                self.lines(&revision.entry(is_head));
                self.line(String::new());
                continue;
            }
            let parent = revision.parent.as_deref().unwrap_or("<base>");
            let head = if is_head { " (head)" } else { "" };
            let own = if applied == Some(at + 1) { " (current)" } else { "" };
            self.line(format!("{parent} -> {}{head}{own}, {}", revision.id, revision.doc()));
        }
        Ok(())
    }

    fn show(&mut self, id: &str) -> Ended {
        let (_, applied) = self.copy()?;
        let to = self.target(id, applied)?;
        let Some(at) = to.checked_sub(1) else {
            self.say(Said::NoRevisions);
            return Ok(());
        };
        if let Some(revision) = self.revisions.get(at).cloned() {
            self.lines(&revision.entry(to == self.revisions.len()));
            self.told.push(as_script(&revision));
        }
        Ok(())
    }

    fn check(&mut self) -> Ended {
        let (work, applied) = self.copy()?;
        if applied < self.revisions.len() {
            return Err(Refusal::Alembic("Target database is not up to date.".to_owned()).into());
        }
        let found = self.compared(&work)?;
        if found.operations.is_empty() {
            self.line("No new upgrade operations detected.".to_owned());
            return Ok(());
        }
        found.detected.iter().for_each(|line| self.line(line.clone()));
        Err(Refusal::Alembic("New upgrade operations detected".to_owned()).into())
    }

    fn stamp(&mut self, target: &str) -> Ended {
        let (mut work, applied) = self.copy_to_change()?;
        let to = self.target(target, applied)?;
        let id = |at: usize| {
            at.checked_sub(1).and_then(|at| self.revisions.get(at)).map(|it| it.id.clone())
        };
        let (from, to_id) = (id(applied), id(to));
        if to == applied {
            self.at_already(applied);
            return Ok(());
        }
        ensure(&mut work)?;
        let (from, to) = (from.as_deref(), to_id.as_deref());
        let (shown_from, shown_to) = (from.unwrap_or_default(), to.unwrap_or_default());
        self.line(format!("Running stamp_revision {shown_from} -> {shown_to}"));
        record(&mut work, from, to)?;
        self.take_over(work)
    }
}

fn as_script(revision: &Revision) -> Told {
    Told::Script {
        file: revision.file(),
        whole: revision.script(),
        functions: revision.functions(),
    }
}

fn cannot_locate(id: &str) -> Refusal {
    Refusal::Alembic(format!("Can't locate revision identified by '{id}'"))
}
