//! Obeying commands.

use crate::answer::letter;
use crate::lesson::{Body, Language, TaskKind};
use crate::outcome::orm::migrates;
use crate::progress::Answered;
use crate::rows::Value;

use super::command::Typing;
use super::page::outlines;
use super::{Command, Effect, Effects, Note, Prompt, Session, Stage, command};

impl Session {
    /// Obeys a command.
    pub(super) fn obey(&mut self, command: Command) -> Effects {
        let note = |note| Ok(vec![Effect::Note(note)]);
        match command {
            Command::Help(name) => Ok(vec![self.help(name)]),
            Command::Next => self.next(),
            Command::Hint => Ok(vec![self.hint()]),
            Command::Why => Ok(self.why()),
            Command::Check => self.check(),
            Command::Solution => self.solution(),
            Command::Skip => self.skip(),
            Command::Back => self.back(),
            Command::Reset => self.reset(),
            Command::Undo => self.undo(),
            Command::Schema(table) => self.schema(table),
            Command::Tables => Ok(vec![match outlines(&mut self.live)? {
                tables if tables.is_empty() => Effect::Note(Note::NoTables),
                tables => Effect::Tables(tables),
            }]),
            Command::Relations => self.relations(),
            Command::Erd => self.erd(),
            Command::Progress => Ok(vec![Effect::Progress(self.progress())]),
            Command::Lessons => Ok(vec![Effect::Lessons]),
            Command::Review => Ok(vec![self.review()]),
            Command::Again(step) => self.again(step.as_deref()),
            Command::Models => self.models(),
            Command::Statements(None) => Ok(vec![self.statements_sent()]),
            Command::Statements(Some(shows)) => {
                self.shows = shows;
                note(Note::Shows(shows))
            }
            Command::Speak(language) => note(self.speak(language)),
            Command::Timer(on) => {
                self.timed = on.unwrap_or(!self.timed);
                note(Note::Timer(self.timed))
            }
            // A face that can does these by itself.
            Command::Save(_) => note(Note::AtTerminal(".save")),
            Command::Reload => note(Note::AtTerminal(".reload")),
            Command::Edit => note(Note::AtTerminal(".edit")),
            Command::History(_) => note(Note::AtTerminal(".history")),
            Command::Cancel => note(Note::NothingToCancel),
            Command::Quit => Ok(self.leave()),
            Command::Unknown { name, nearest } => note(Note::UnknownCommand { name, nearest }),
        }
    }

    fn next(&mut self) -> Effects {
        match self.stage {
            Stage::Open if self.looking_at.is_none() => {
                // What was answered before, or is gone through once more, may be left as it is.
                let answered = self.records[self.at].answered == Answered::Learner;
                if !answered && self.came_from.is_none() {
                    return Ok(vec![Effect::Note(Note::NotAnswered)]);
                }
                let mut effects = Vec::new();
                self.go_on(&mut effects)?;
                Ok(effects)
            }
            _ => self.submit(""),
        }
    }

    fn hint(&mut self) -> Effect {
        let Some(step) = self.lesson.steps.get(self.at).filter(|step| step.is_answerable()) else {
            return Effect::Note(Note::NothingAsked);
        };
        let hints = step.hints();
        let given = &mut self.records[self.at].hints;
        let Some(text) = hints.get(*given) else {
            return Effect::Note(Note::NoHint { used_up: !hints.is_empty() });
        };
        *given += 1;
        Effect::Hint { text: text.clone(), left: hints.len() - *given }
    }

    /// Shows an answer. Where it had to be found yet, it is run from the step's beginning, and
    /// the step is passed, though not answered by the learner.
    fn solution(&mut self) -> Effects {
        let mut effects = Vec::new();
        let lesson = self.lesson.clone();
        match lesson.steps.get(self.at).map(|step| &step.body) {
            Some(Body::Task(task)) => {
                let (reference, kind) = (task.answer.text.clone(), task.kind);
                let open = self.stage == Stage::Open;
                let applied = open && kind == TaskKind::Change && task.expect.refused.is_none();
                if open && kind == TaskKind::Query {
                    self.put_back(&mut effects)?;
                }
                self.records[self.at].shown |= open;
                effects.push(Effect::Note(Note::Solution { applied }));
                let language = task.language;
                effects.push(match language {
                    Language::Orm => Effect::ReferenceCode(reference.clone()),
                    _ => Effect::Reference(reference.clone()),
                });
                if open && kind != TaskKind::Describe {
                    let image = self.grader.image(self.at)?;
                    self.live.restore(&image)?;
                    let mut shown = match language {
                        Language::Orm => {
                            self.typed.forget_changes();
                            self.world = None;
                            self.look_code(&reference)?
                        }
                        _ => self.look(&reference)?,
                    };
                    shown.retain(|effect| !matches!(effect, Effect::Done { .. }));
                    effects.extend(shown);
                    if !self.live.in_transaction() {
                        self.typed.base = Some(self.live.image()?);
                    }
                    self.typed.forget_changes();
                }
            }
            Some(Body::Quiz(quiz)) => {
                let choices = quiz.choices.iter().enumerate();
                let right = choices.filter(|(_, choice)| choice.right);
                let right = right.map(|(index, choice)| (letter(index), choice.text.clone()));
                let note = Note::Choose(right.collect());
                self.records[self.at].shown |= self.stage == Stage::Open;
                effects.push(Effect::Note(note));
            }
            _ => return Ok(vec![Effect::Note(Note::NothingAsked)]),
        }
        if self.stage == Stage::Open {
            self.mark(Answered::Solution);
            self.pass(Vec::new(), &mut effects);
        }
        Ok(effects)
    }

    /// Goes on without an answer; the next step begins as if the reference had been given.
    fn skip(&mut self) -> Effects {
        if self.stage != Stage::Open {
            return self.submit("");
        }
        self.mark(Answered::Skipped);
        let changes = self.task().is_some_and(|task| task.kind == TaskKind::Change);
        // What the database refuses leaves nothing behind.
        let applied = changes && self.task().is_some_and(|task| task.expect.refused.is_none());
        let mut effects = vec![Effect::Note(Note::Skipped { applied })];
        if changes {
            // What was changed is replaced, not put back; only a transaction is worth a word.
            self.typed.forget_changes();
        }
        self.go_on(&mut effects)?;
        Ok(effects)
    }

    /// Switches the language of what is typed, to the end of the step.
    fn speak(&mut self, language: Language) -> Note {
        let own = self.own_language();
        let same = |one: Language, other: Language| match (one, other) {
            (Language::Description, Language::Relation)
            | (Language::Relation, Language::Description) => true,
            _ => one == other,
        };
        match (self.stage, self.quiz().is_some() && self.stage == Stage::Open) {
            (Stage::Thinking | Stage::Ended, _) => return Note::NothingIsRun,
            (_, true) => return Note::ChoicesHere,
            _ => {}
        }
        let back = same(language, own) && self.task().is_some();
        self.spoken = (!back).then_some(language);
        Note::Speaks { language, own: back || self.task().is_none() }
    }

    fn mark(&mut self, answered: Answered) {
        let record = &mut self.records[self.at];
        if record.answered != Answered::Learner {
            record.answered = answered;
        }
    }

    fn schema(&mut self, table: Option<String>) -> Effects {
        let schema = self.live.schema()?;
        let note = match table {
            Some(name) => match schema.table(&name) {
                Some(table) => {
                    let name = table.name.clone();
                    return Ok(vec![Effect::Schema(self.statements(Some(&name)))]);
                }
                None => {
                    let names = schema.tables.iter().map(|table| table.name.clone());
                    let distance = |table: &String| {
                        strsim::damerau_levenshtein(&table.to_lowercase(), &name.to_lowercase())
                    };
                    let near = |table: &String| distance(table) <= table.chars().count() / 2;
                    let nearest = names.filter(near).min_by_key(distance);
                    Note::NoSuchTable { name, nearest }
                }
            },
            None if schema.tables.is_empty() => Note::NoTables,
            None => return Ok(vec![Effect::Schema(self.statements(None))]),
        };
        Ok(vec![Effect::Note(note)])
    }

    /// The statements that made everything, or what belongs to one table: tables, then their
    /// indexes, triggers and views. What a constraint made by itself has no statement.
    fn statements(&mut self, table: Option<&str>) -> Vec<String> {
        let of = |name: &str| format!(" AND tbl_name = {}", Value::Text(name.to_owned()).literal());
        let query = format!(
            "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL{} ORDER BY type <> 'table', rowid",
            table.map(of).unwrap_or_default()
        );
        let script = self.live.run(&query, &self.budget);
        let rows = script.rows().map_or(&[][..], |rows| &rows.rows);
        rows.iter().filter_map(|row| row.first()).map(Value::plain).collect()
    }

    fn help(&self, name: Option<String>) -> Effect {
        let Some(name) = name else { return Effect::Commands(self.typing()) };
        match command::find(&name) {
            Some(entry) => Effect::Help(entry),
            None => {
                let dotted = format!(".{}", name.trim_start_matches('.'));
                let nearest = command::nearest(&name);
                Effect::Note(Note::UnknownCommand { name: dotted, nearest })
            }
        }
    }

    fn typing(&self) -> Typing {
        match self.prompt() {
            Prompt::Orm => Typing::Code { migrates: migrates(&self.lesson) },
            Prompt::Relation => Typing::Relations,
            Prompt::Sql | Prompt::Line => Typing::Sql,
        }
    }
}
