//! What a session says in the tool's own voice, and the words for it.

use crate::lesson::Language;
use crate::scratch::Stop;

use super::Shows;
use super::command::find;

/// Something to say that is not about whether an answer is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// Enter goes on.
    EnterGoesOn,
    /// Enter goes on to the step of this number, from where the learner came to this one.
    EnterLeadsBack(usize),
    /// A step is gone through once more: the number of the step to which the way leads back;
    /// `None` for the lesson's end.
    OnceMore(Option<usize>),
    /// An empty input where an answer is waited for.
    AnswerWanted,
    /// An empty input where a choice is waited for, or several.
    ChoiceWanted {
        /// Several hold.
        several: bool,
    },
    /// Parts of an answer to a quiz that name no choice; the last letter that does.
    UnknownChoice {
        /// The parts.
        unknown: Vec<String>,
        /// The letter of the last choice.
        last: char,
    },
    /// `.next` where something is asked.
    NotAnswered,
    /// An input in Python where something else is typed.
    Python,
    /// An input where there is nothing to answer.
    NotHere,
    /// An input where the answer was given already.
    NotAnyMore,
    /// A command line of alembic where something else than code is typed.
    IsCommand,
    /// An input in SQL where ORM code is typed.
    IsSql,
    /// A relation where ORM code is typed.
    IsRelation,
    /// The language of what is typed was switched.
    Speaks {
        /// To this one.
        language: Language,
        /// No other is the step's own.
        own: bool,
    },
    /// A language was switched to where choices are typed.
    ChoicesHere,
    /// A language was switched to where nothing that is typed is run.
    NothingIsRun,
    /// Code was typed while a transaction of SQL's is open.
    TransactionInTheWay,
    /// The database was changed beside the session, which held what was not committed.
    SessionLost,
    /// Names that the lesson's own answer does not have are gone.
    NamesGone(Vec<String>),
    /// An import of all that a module has does not reach into the next step.
    ImportOfAllGone(String),
    /// How the statements are shown that code sends.
    Shows(Shows),
    /// `.statements` before any code ran.
    NothingSent,
    /// `.models` with nothing mapped.
    NoModels,
    /// There was nothing in the input to run.
    NothingToRun,
    /// A statement was stopped.
    Stopped(Stop),
    /// A transaction was begun and not ended.
    TransactionOpen,
    /// An open transaction was rolled back at the step's end.
    RolledBack,
    /// A query was judged on the step's own data, and the live database holds other.
    JudgedApart,
    /// Changes made in a query step, or after an answer, were put back.
    PutBack,
    /// The lesson goes on with its own database, which differs in these tables.
    GoesOnWith(Vec<String>),
    /// What failed in the learner's database runs from the step's beginning.
    StoodInTheWay {
        /// It is the answer all the same.
        right: bool,
    },
    /// What should be refused failed otherwise on what was changed before; from the step's
    /// beginning it is refused as it should be.
    RefusedFromTheBeginning,
    /// `.undo` took this back.
    Undone(String),
    /// `.undo` with nothing to take back.
    NothingToUndo,
    /// `.reset` did its work.
    Reset {
        /// The step was passed, and stays so.
        passed: bool,
        /// It is answered in code, of which nothing is left.
        code: bool,
    },
    /// `.skip` did its work.
    Skipped {
        /// There was an answer to apply.
        applied: bool,
    },
    /// `.solution` before the reference is shown.
    Solution {
        /// It was applied to the live database.
        applied: bool,
    },
    /// `.solution` of a quiz: letter and text of what is right.
    Choose(Vec<(char, String)>),
    /// `.solution`, `.hint`, `.check` or `.skip` where nothing is asked.
    NothingAsked,
    /// There is no hint, or none left.
    NoHint {
        /// There were some.
        used_up: bool,
    },
    /// `.why` before anything was judged.
    NothingJudged,
    /// `.check` before anything was typed.
    NothingToCheck,
    /// `.back` at the first step.
    NoEarlierStep,
    /// Something was typed while an earlier step is looked at.
    LookingBack,
    /// `.cancel` with nothing open.
    NothingToCancel,
    /// `.schema` of a table that is not there.
    NoSuchTable {
        /// As typed.
        name: String,
        /// The nearest table.
        nearest: Option<String>,
    },
    /// The database has no tables.
    NoTables,
    /// `.timer` did its work.
    Timer(
        /// It is on.
        bool,
    ),
    /// `.review` before anything was passed.
    NothingToReview,
    /// `.again` without a step, and none is offered.
    AgainWhich,
    /// Going on where the learner was: the number of the step.
    TakenUp(usize),
    /// Every step was answered in an earlier session.
    FinishedBefore,
    /// The lesson begins again; so many answers were forgotten.
    Restarted(usize),
    /// The lesson was edited, and what was accepted in these steps passes no more.
    Lapsed(Vec<String>),
    /// `.reload` did its work.
    Reloaded,
    /// At the end of a finished lesson: a step that was often missed.
    TryAgain {
        /// Its number.
        number: usize,
        /// Answers that were not right.
        missed: u32,
    },
    /// A command that works at a terminal only.
    AtTerminal(&'static str),
    /// No command.
    UnknownCommand {
        /// As typed, with its dot.
        name: String,
        /// The nearest.
        nearest: Option<&'static str>,
    },
    /// A mark that names no step.
    UnknownStep {
        /// As typed.
        name: String,
        /// The nearest id.
        nearest: Option<String>,
    },
    /// Something was typed after the end.
    PastTheEnd,
    /// The end was reached with steps open: Enter goes to the step of this number.
    EnterReturns(usize),
}

impl Note {
    /// The words. May hold `code` in backquotes.
    pub fn words(&self) -> String {
        match self {
            Self::EnterGoesOn => "Enter goes on.".to_owned(),
            Self::EnterLeadsBack(number) => format!("Enter returns to step {number}."),
            Self::OnceMore(Some(number)) => {
                format!("From here the way leads back to step {number}; .next goes there at once.")
            }
            Self::OnceMore(None) => {
                "From here the way leads back to the end; .next goes there at once.".to_owned()
            }
            Self::AnswerWanted => "Type your answer. .hint helps, .skip goes on.".to_owned(),
            Self::ChoiceWanted { several: false } => {
                "Type a letter. .hint helps, .skip goes on.".to_owned()
            }
            Self::ChoiceWanted { several: true } => {
                "Type letters, separated by commas. .hint helps, .skip goes on.".to_owned()
            }
            Self::UnknownChoice { unknown, last } => unknown_choice(unknown, *last),
            Self::NotAnswered => "This step is not answered yet. .skip goes on without.".to_owned(),
            Self::NotHere => "Nothing is asked here: Enter goes on.".to_owned(),
            Self::NotAnyMore => "This step is answered: Enter goes on.".to_owned(),
            Self::Python => {
                "That is Python. `.orm` switches this prompt to SQLAlchemy's notation.".to_owned()
            }
            Self::IsCommand => "That is a command line of alembic. `.orm` switches this prompt to \
                                SQLAlchemy's notation, where it works."
                .to_owned(),
            Self::IsSql => "That is SQL. `.sql` switches this prompt to it.".to_owned(),
            Self::IsRelation => {
                "That is a relation. `.relation` switches this prompt to relations.".to_owned()
            }
            Self::Speaks { language, own } => speaks(*language, *own),
            Self::ChoicesHere => "Here you choose: type a letter.".to_owned(),
            Self::NothingIsRun => "Nothing that is typed here is run.".to_owned(),
            Self::TransactionInTheWay => "That was not run: a transaction of SQL's is open. \
                `.sql`, then COMMIT keeps what it changed, and ROLLBACK takes it back."
                .to_owned(),
            Self::SessionLost => "The database was changed beside your session: what it had not \
                committed is gone, and its objects read their rows again."
                .to_owned(),
            Self::NamesGone(names) => names_gone(names),
            Self::ImportOfAllGone(module) => {
                format!("`from {module} import *` holds for one step; import again what you use.")
            }
            Self::Shows(shows) => match shows {
                Shows::Off => "Statements are not shown. .statements tells of the last ones.",
                Shows::Brief => "Statements are shown; what is long is cut.",
                Shows::Full => "Statements are shown in full.",
            }
            .to_owned(),
            Self::NothingSent => "No code was run yet.".to_owned(),
            Self::NoModels => "No class is mapped yet.".to_owned(),
            Self::NothingToRun => "There is nothing to run in that.".to_owned(),
            Self::Stopped(stop) => stopped(*stop).to_owned(),
            Self::TransactionOpen => "A transaction is open: COMMIT keeps what it changes, \
                ROLLBACK takes it back."
                .to_owned(),
            Self::RolledBack => {
                "The transaction was never committed, so it is rolled back.".to_owned()
            }
            Self::JudgedApart => {
                "Judged on the data of the step, without what you changed. .reset takes it back."
                    .to_owned()
            }
            Self::PutBack => "What you changed is put back, so that the next step finds the data \
                that it needs."
                .to_owned(),
            Self::GoesOnWith(tables) => format!(
                "The lesson goes on with the database of its own answer, in which {} from yours.",
                differ(tables)
            ),
            Self::StoodInTheWay { right: true } => {
                "It fails on what you changed before, but from the beginning of the step it runs."
                    .to_owned()
            }
            Self::StoodInTheWay { right: false } => "It fails on what you changed before; from \
                the beginning of the step it runs. .reset goes back there."
                .to_owned(),
            Self::RefusedFromTheBeginning => "It fails otherwise on what you changed before; from \
                the beginning of the step it is refused as it should be."
                .to_owned(),
            Self::Undone(text) => format!("Taken back: `{}`", first_line(text)),
            Self::NothingToUndo => "Nothing has been changed that could be taken back.".to_owned(),
            Self::Reset { passed, code } => reset(*passed, *code),
            Self::Skipped { applied: false } => "Skipped.".to_owned(),
            Self::Skipped { applied: true } => {
                "Skipped. The lesson's answer was applied to your database.".to_owned()
            }
            Self::Solution { applied: false } => "An answer:".to_owned(),
            Self::Solution { applied: true } => {
                "An answer, now applied to your database:".to_owned()
            }
            Self::Choose(choices) => choose(choices),
            Self::NothingAsked => "Nothing is asked here.".to_owned(),
            Self::NoHint { used_up: false } => {
                "This step has no hints. .solution shows an answer.".to_owned()
            }
            Self::NoHint { used_up: true } => {
                "That was the last hint. .solution shows an answer.".to_owned()
            }
            Self::NothingJudged => "Nothing was judged in this step yet.".to_owned(),
            Self::NothingToCheck => "There is nothing to judge yet.".to_owned(),
            Self::NoEarlierStep => "This is the first step.".to_owned(),
            Self::LookingBack => {
                "That was not run: you were looking at an earlier step.".to_owned()
            }
            Self::NothingToCancel => "No statement is open.".to_owned(),
            Self::NoSuchTable { name, nearest } => {
                format!("There is no table `{name}`.{}", meant(nearest.as_deref()))
            }
            Self::NoTables => "There are no tables yet.".to_owned(),
            Self::Timer(true) => {
                "Timing is on: each result says how long SQLite worked on it.".to_owned()
            }
            Self::Timer(false) => "Timing is off.".to_owned(),
            Self::NothingToReview => "There is nothing to review yet.".to_owned(),
            Self::AgainWhich => "Which step? Type its number: `.again 4`.".to_owned(),
            Self::TakenUp(number) => {
                format!("You were at step {number}. .back reads what came before.")
            }
            Self::FinishedBefore => "You have finished this lesson. .review shows your answers, \
                Enter goes through it once more, Ctrl-D leaves."
                .to_owned(),
            Self::Restarted(answers) => restarted(*answers),
            Self::Lapsed(steps) => lapsed(steps),
            Self::Reloaded => "The lesson is loaded anew.".to_owned(),
            Self::TryAgain { number, missed } => format!(
                "Step {number} took {missed} misses. .again tries it once more; Enter leaves."
            ),
            Self::AtTerminal(name) => format!("{name} works at a terminal only."),
            Self::UnknownCommand { name, nearest } => {
                let meant = meant(*nearest);
                let list = if nearest.is_some() { "" } else { " .help lists the commands." };
                format!("There is no command {name}.{meant}{list}")
            }
            Self::UnknownStep { name, nearest } => {
                format!("The lesson has no step `{name}`.{}", meant(nearest.as_deref()))
            }
            Self::PastTheEnd => "The lesson is over; that was not run.".to_owned(),
            Self::EnterReturns(number) => {
                format!("Enter goes back to step {number}. Ctrl-D leaves.")
            }
        }
    }
}

fn stopped(stop: Stop) -> &'static str {
    match stop {
        Stop::Interrupted => "Stopped. Nothing was judged.",
        Stop::Steps => {
            "Stopped: that took more work than an answer needs. Is a join condition missing?"
        }
        Stop::Clock => "Stopped: that took too long on this machine.",
        Stop::Memory => "Stopped: that took more memory than there is for one answer.",
    }
}

fn reset(passed: bool, code: bool) -> String {
    let gone = " What its code imported, named and declared is gone as well.";
    let stays = " The step stays answered; Enter goes on.";
    let (gone, stays) = (if code { gone } else { "" }, if passed { stays } else { "" });
    format!("The database is as it was when the step began.{gone}{stays}")
}

fn unknown_choice(unknown: &[String], last: char) -> String {
    let names: Vec<String> = unknown.iter().map(|part| format!("`{}`", first_line(part))).collect();
    let verb = if names.len() == 1 { "is no choice" } else { "are no choices" };
    // Someone who types a command's name without its dot is told of it.
    let command = match unknown {
        [only] => find(only).map(|entry| format!(" For the command, type {}.", entry.name)),
        _ => None,
    };
    let letters = match last {
        'a' => "a".to_owned(),
        'b' => "a or b".to_owned(),
        _ => format!("a to {last}"),
    };
    format!("{} {verb} here: type {letters}.{}", names.join(", "), command.unwrap_or_default())
}

fn choose(choices: &[(char, String)]) -> String {
    let named: Vec<String> =
        choices.iter().map(|(letter, text)| format!("{letter}: {text}")).collect();
    match named.as_slice() {
        [only] => format!("The answer is {only}"),
        _ => format!("The answers are {}", named.join("; ")),
    }
}

fn speaks(language: Language, own: bool) -> String {
    let takes = match language {
        Language::Orm => "SQLAlchemy's notation",
        Language::Sql => "SQL",
        Language::Relation | Language::Description => "relations",
    };
    let until =
        if own { "" } else { ", until the next step. Only the step's own language is judged" };
    format!("This prompt takes {takes} now{until}.")
}

fn names_gone(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().take(4).map(|name| format!("`{name}`")).collect();
    let more = match names.len().checked_sub(quoted.len()) {
        None | Some(0) => String::new(),
        Some(more) => format!(" and {more} more"),
    };
    let is = if names.len() == 1 { "is not there any more" } else { "are not there any more" };
    format!(
        "The lesson goes on with the names of its own answer: {}{more} {is}.",
        quoted.join(", ")
    )
}

fn restarted(answers: usize) -> String {
    match answers {
        0 => "The lesson begins again; no answer was kept of it.".to_owned(),
        1 => "1 answer is forgotten; the lesson begins again.".to_owned(),
        _ => format!("{answers} answers are forgotten; the lesson begins again."),
    }
}

fn lapsed(steps: &[String]) -> String {
    let names: Vec<String> = steps.iter().map(|step| format!("`{step}`")).collect();
    let (answer, is) = if names.len() == 1 { ("answer", "it is") } else { ("answers", "they are") };
    format!(
        "The lesson was changed since you were here: your {answer} to {} no longer fits, so {is} \
        open again.",
        names.join(", ")
    )
}

fn differ(tables: &[String]) -> String {
    let names: Vec<String> = tables.iter().map(|table| format!("`{table}`")).collect();
    match names.as_slice() {
        [only] => format!("{only} differs"),
        [first, second] => format!("{first} and {second} differ"),
        [first, second, rest @ ..] => {
            format!("{first}, {second} and {} more differ", rest.len())
        }
        [] => "something differs".to_owned(),
    }
}

fn meant(nearest: Option<&str>) -> String {
    nearest.map(|name| format!(" Did you mean {name}?")).unwrap_or_default()
}

/// The first line of a text, with a sign that there was more.
fn first_line(text: &str) -> String {
    let text = text.trim();
    let line = text.lines().next().unwrap_or_default();
    let short: String = line.chars().take(60).collect();
    if short.len() == text.len() { short } else { format!("{} …", short.trim_end()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_choice_lists_the_letters() {
        let note = Note::UnknownChoice { unknown: vec!["x".to_owned()], last: 'c' };
        insta::assert_snapshot!(note.words(), @"`x` is no choice here: type a to c.");
    }

    #[test]
    fn a_command_without_its_dot_at_a_quiz_is_named() {
        let note = Note::UnknownChoice { unknown: vec!["skip".to_owned()], last: 'b' };
        insta::assert_snapshot!(
            note.words(),
            @"`skip` is no choice here: type a or b. For the command, type .skip."
        );
    }

    #[test]
    fn a_long_submission_is_named_by_its_first_line() {
        let note = Note::Undone("insert into items\nvalues (1)".to_owned());
        insta::assert_snapshot!(note.words(), @"Taken back: `insert into items …`");
    }

    #[test]
    fn tables_that_differ_are_named() {
        let note = Note::GoesOnWith(vec!["items".to_owned(), "stores".to_owned()]);
        insta::assert_snapshot!(
            note.words(),
            @"The lesson goes on with the database of its own answer, in which `items` and `stores` differ from yours."
        );
    }
}
