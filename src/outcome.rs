//! What came of running an answer: all the evidence that checking needs, and no judgement.

pub mod mistake;
pub mod state;
mod orphan;
pub mod stage;
pub mod orm;
pub mod swap;
pub mod suites;
pub mod special;
pub mod wanted;
pub mod made;
mod left_open;
pub mod query;
pub mod preparation;
pub mod cascade;
pub mod change;
pub mod description;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::answer::Chosen;
use crate::enact::RelationRun;
use crate::relation::Model;
use crate::relation::finding::Inferred;
use crate::relation::parse_error::ParseError;
use crate::rows::wanted::Wanted;
use crate::schema::Schema;
use crate::scratch::{Script, Stop};
use crate::sql::constructs::Construct;
use crate::sql::variation::Variation;
use crate::verdict::{LeftOpen, OtherData};

pub use cascade::Cascade;
pub use orm::Done;
pub use state::State;

/// What came of an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Of an answer to a step that asks for a query.
    Query(Box<QueryOutcome>),
    /// Of an answer to a step that asks for a change.
    Change(Box<ChangeOutcome>),
    /// Of an answer to a step that asks which relations hold.
    Description(Box<Description>),
    /// Of a quiz: nothing is run.
    Choice(Chosen),
}

/// What came of a query.
#[derive(Debug, Clone, PartialEq)]
pub struct QueryOutcome {
    /// What was typed.
    pub text: String,
    /// What the database declared when the query ran.
    pub schema: Arc<Schema>,
    /// On the lesson's data.
    pub here: QueryRun,
    /// On each variant, and on data that was made, where a difference was found there; empty where
    /// the answer is wrong on the lesson's data.
    pub elsewhere: Vec<(OtherData, QueryRun)>,
    /// The constructs of all that was typed.
    pub constructs: BTreeSet<Construct>,
    /// The constructs of the statement whose result is judged: what stands beside it to be
    /// counted, and is not asked for its rows, is no use of a construct.
    pub judged: BTreeSet<Construct>,
    /// Tables whose contents or columns the text changed.
    pub wrote: Vec<String>,
    /// What the answer leaves open and the reference does not.
    pub left_open: Option<LeftOpen>,
    /// What was found about a result that differs.
    pub clues: Clues,
}

/// A query's result on one data set, beside what was wanted there.
#[derive(Debug, Clone, PartialEq)]
pub struct QueryRun {
    /// What the reference gives.
    pub wanted: Arc<Wanted>,
    /// What the answer did.
    pub script: Script,
}

/// Evidence for the thinking error behind a result that differs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Clues {
    /// Repairs of typical mistakes with which the text gives just what was wanted.
    pub repairs: Vec<Variation>,
    /// The exchange of a join table's keys with which the text gives just what was wanted.
    pub swap: Option<swap::Swap>,
    /// Tables are joined without a condition.
    pub unconditional_join: bool,
    /// Subqueries after NOT IN that give NULL on this data.
    pub null_lists: Vec<String>,
}

/// What came of a change.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangeOutcome {
    /// The newest input.
    pub text: String,
    /// On the lesson's data.
    pub here: ChangeRun,
    /// On each variant, where the step is judged everywhere.
    pub elsewhere: Vec<(OtherData, ChangeRun)>,
    /// The constructs of everything that led to the state: what was typed before, too.
    pub constructs: BTreeSet<Construct>,
}

/// What was said of the relations that hold, beside what holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Description {
    /// What was typed.
    pub text: String,
    /// What was said; an error where it cannot be read.
    pub said: Result<Model, ParseError>,
    /// What the reference says.
    pub wanted: Arc<Model>,
    /// What the step's database enforces.
    pub inferred: Arc<Inferred>,
}

/// What a change did to one data set, beside what was wanted there.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangeRun {
    /// The state with which the step begins.
    pub before: Arc<State>,
    /// The state in which the reference leaves it.
    pub wanted: Arc<State>,
    /// The state that the newest input found.
    pub reached: Arc<State>,
    /// What the newest input did.
    pub script: Script,
    /// What was declared when the newest input ran.
    pub schema: Arc<Schema>,
    /// What became of the newest input, where it is a relation.
    pub relation: Option<RelationRun>,
    /// What the answer did, where it is ORM code.
    pub orm: Option<Box<OrmRun>>,
    /// The state in which the answer leaves it; what a failed statement did not do is not in it.
    pub after: State,
    /// The answer leaves a transaction open.
    pub open: bool,
    /// What the reference did, where the database has to refuse it.
    pub refused: Option<Arc<Script>>,
    /// What was lost in other tables when the answer dropped one; empty where the state is the
    /// wanted one.
    pub cascades: Vec<Cascade>,
    /// The step's probes of the state, in their order.
    pub probes: Vec<ProbeRun>,
}

/// What ORM code did, beside what the reference does.
#[derive(Debug, Clone, PartialEq)]
pub struct OrmRun {
    /// What the answer did.
    pub did: Done,
    /// What the reference does.
    pub wanted: Arc<Done>,
}

/// What came of a probe.
#[derive(Debug, Clone, PartialEq)]
pub struct ProbeRun {
    /// What had to succeed first.
    pub first: Option<Script>,
    /// What was tried.
    pub tried: Script,
}

impl Outcome {
    /// What stopped the run so that it cannot be judged, if something did: not the budget of
    /// steps, which is the same on every machine.
    pub fn undecided(&self) -> Option<Stop> {
        let stops = |scripts: &mut dyn Iterator<Item = &Script>| {
            scripts.filter_map(Script::stopped).find(|stop| *stop != Stop::Steps)
        };
        match self {
            Self::Query(outcome) => {
                let elsewhere = outcome.elsewhere.iter().map(|(_, run)| &run.script);
                stops(&mut std::iter::once(&outcome.here.script).chain(elsewhere))
            }
            Self::Change(outcome) => {
                let elsewhere = outcome.elsewhere.iter().map(|(_, run)| run);
                let runs = std::iter::once(&outcome.here).chain(elsewhere);
                let of_orm = || outcome.here.orm.as_ref().and_then(|run| run.undecided());
                stops(&mut runs.flat_map(ChangeRun::scripts)).or_else(of_orm)
            }
            Self::Description(_) | Self::Choice(_) => None,
        }
    }
}

impl ChangeRun {
    fn scripts(&self) -> impl Iterator<Item = &Script> {
        let probes = self.probes.iter().flat_map(|probe| probe.first.iter().chain([&probe.tried]));
        std::iter::once(&self.script).chain(probes)
    }
}
