//! How arguments become parameters.

use crate::nearest::nearest_cased;
use crate::orm::python::Taken;
use crate::orm::python::{Args, Machine, Run, Stop, Value};

/// One parameter as [`Args::bind`] is told of it.
struct Parameter<'a> {
    name: &'a str,
    optional: bool,
    by_position: bool,
    by_name: bool,
}

/// The parameters of a function.
struct Parameters<'a> {
    list: Vec<Parameter<'a>>,
    takes_rest: bool,
    takes_named: bool,
}

impl<'a> Parameters<'a> {
    fn read(texts: &[&'a str]) -> Self {
        let mut found = Self { list: Vec::new(), takes_rest: false, takes_named: false };
        let mut by_position = true;
        for text in texts {
            match *text {
                "/" => found.list.iter_mut().for_each(|parameter| parameter.by_name = false),
                "*" => by_position = false,
                rest if rest.starts_with("**") => found.takes_named = true,
                rest if rest.starts_with('*') => {
                    found.takes_rest = true;
                    by_position = false;
                }
                name => found.list.push(Parameter {
                    name: name.trim_end_matches('?'),
                    optional: name.ends_with('?'),
                    by_position,
                    by_name: true,
                }),
            }
        }
        found
    }
}

impl Taken {
    /// The values of the first parameters.
    pub(in crate::orm::python) fn array<const N: usize>(self) -> [Option<Value>; N] {
        let mut values = self.values.into_iter();
        std::array::from_fn(|_| values.next().flatten())
    }
}

impl Args {
    /// Sorts the arguments into parameters, with Python's TypeErrors. A parameter is a name, with
    /// `?` at its end where it may be missing; `/` alone makes what precedes it positional-only,
    /// `*` alone makes what follows keyword-only, `*args` takes the rest by position and
    /// `**keywords` the rest by name.
    pub fn bind(self, machine: &mut Machine, function: &str, parameters: &[&str]) -> Run<Taken> {
        let parameters = Parameters::read(parameters);
        let mut taken = Taken { values: vec![None; parameters.list.len()], ..Taken::default() };
        let by_position = parameters.list.iter().filter(|parameter| parameter.by_position).count();
        let given = self.positional.len();
        let mut positional = self.positional.into_iter();
        for (slot, value) in taken.values.iter_mut().take(by_position).zip(positional.by_ref()) {
            *slot = Some(value);
        }
        taken.rest = positional.collect();
        for (name, value) in self.named {
            let found = parameters.list.iter().position(|p| *p.name == *name && p.by_name);
            let slot = found.and_then(|at| taken.values.get_mut(at));
            match slot {
                Some(Some(_)) => {
                    let text = format!("{function}() got multiple values for argument '{name}'");
                    return Err(machine.error("TypeError", text));
                }
                Some(slot) => *slot = Some(value),
                None if parameters.takes_named => taken.named.push((name, value)),
                None => {
                    let positional_only = parameters.list.iter().any(|p| *p.name == *name);
                    let text = if positional_only {
                        format!(
                            "{function}() got some positional-only arguments passed as keyword \
                             arguments: '{name}'"
                        )
                    } else {
                        format!("{function}() got an unexpected keyword argument '{name}'")
                    };
                    let names = parameters.list.iter().filter(|it| it.by_name).map(|it| it.name);
                    let hint = nearest_cased(&name, names);
                    return Err(machine.error_with_hint("TypeError", text, hint));
                }
            }
        }
        if !taken.rest.is_empty() && !parameters.takes_rest {
            return Err(too_many(machine, function, &parameters, &taken, given));
        }
        missing(machine, function, &parameters, &taken)?;
        Ok(taken)
    }

    /// Refuses arguments by name, for a function that takes any number of others.
    ///
    /// # Errors
    ///
    /// TypeError where there is one.
    pub fn only_positional(&self, machine: &mut Machine, function: &str) -> Run<()> {
        let Some((name, _)) = self.named.first() else { return Ok(()) };
        let text = format!("{function}() got an unexpected keyword argument '{name}'");
        Err(machine.error("TypeError", text))
    }

    /// For a function of Python's own that takes nothing.
    pub(in crate::orm::python) fn take_none(self, machine: &mut Machine, name: &str) -> Run<()> {
        self.no_names(machine, name)?;
        match self.positional.len() {
            0 => Ok(()),
            given => {
                let text = format!("{name}() takes no arguments ({given} given)");
                Err(machine.error("TypeError", text))
            }
        }
    }

    /// For a function of Python's own that takes one argument by position.
    pub(in crate::orm::python) fn take_one(
        mut self,
        machine: &mut Machine,
        name: &str,
    ) -> Run<Value> {
        self.no_names(machine, name)?;
        match (self.positional.len(), self.positional.pop()) {
            (1, Some(value)) => Ok(value),
            (given, _) => {
                let text = format!("{name}() takes exactly one argument ({given} given)");
                Err(machine.error("TypeError", text))
            }
        }
    }

    /// For a function of Python's own that takes so many arguments by position; those that were
    /// not given are none.
    pub(in crate::orm::python) fn take<const N: usize>(
        self,
        machine: &mut Machine,
        name: &str,
        least: usize,
    ) -> Run<[Option<Value>; N]> {
        let short = name.rsplit('.').next().unwrap_or(name);
        self.no_names(machine, name)?;
        let given = self.positional.len();
        if given < least || given > N {
            let (bound, number) = match given < least {
                _ if least == N => ("", N),
                true => ("at least ", least),
                false => ("at most ", N),
            };
            let plural = if number == 1 { "" } else { "s" };
            let text = format!("{short} expected {bound}{number} argument{plural}, got {given}");
            return Err(machine.error("TypeError", text));
        }
        let mut values = self.positional.into_iter();
        Ok(std::array::from_fn(|_| values.next()))
    }

    /// Refuses arguments by name.
    pub(in crate::orm::python) fn no_names(&self, machine: &mut Machine, name: &str) -> Run<()> {
        if self.named.is_empty() {
            return Ok(());
        }
        Err(machine.error("TypeError", format!("{name}() takes no keyword arguments")))
    }
}

fn too_many(
    machine: &mut Machine,
    function: &str,
    parameters: &Parameters<'_>,
    taken: &Taken,
    given: usize,
) -> Stop {
    let takes: Vec<&Parameter<'_>> = parameters.list.iter().filter(|p| p.by_position).collect();
    // A method is also given its object, where that is not among its parameters.
    let names_it = parameters.list.first().is_some_and(|first| first.name == "self");
    let object = usize::from(function.contains('.') && !names_it);
    let required = object + takes.iter().filter(|parameter| !parameter.optional).count();
    let most = object + takes.len();
    let given = object + given;
    let range =
        if required == most { most.to_string() } else { format!("from {required} to {most}") };
    let plural = if most == 1 && required == most { "" } else { "s" };
    let by_name = parameters.list.iter().zip(&taken.values);
    let by_name = by_name.filter(|(p, value)| !p.by_position && value.is_some()).count();
    let verb = if given == 1 && by_name == 0 { "was" } else { "were" };
    let given = match by_name {
        0 => given.to_string(),
        _ => {
            let plural = if given == 1 { "" } else { "s" };
            let more = if by_name == 1 { "" } else { "s" };
            format!(
                "{given} positional argument{plural} (and {by_name} keyword-only argument{more})"
            )
        }
    };
    let text =
        format!("{function}() takes {range} positional argument{plural} but {given} {verb} given");
    machine.error("TypeError", text)
}

fn missing(
    machine: &mut Machine,
    function: &str,
    parameters: &Parameters<'_>,
    taken: &Taken,
) -> Run<()> {
    for by_position in [true, false] {
        let all = parameters.list.iter().zip(&taken.values);
        let names: Vec<&str> = all
            .filter(|(p, value)| p.by_position == by_position && !p.optional && value.is_none())
            .map(|(parameter, _)| parameter.name)
            .collect();
        if !names.is_empty() {
            let kind = if by_position { "positional" } else { "keyword-only" };
            let text = missing_text(function, kind, &names);
            return Err(machine.error("TypeError", text));
        }
    }
    Ok(())
}

/// What Python says where arguments are missing; `kind` is `positional` or `keyword-only`.
pub(in crate::orm::python) fn missing_text(function: &str, kind: &str, names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    let listed = match quoted.as_slice() {
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [most @ .., last] => format!("{}, and {last}", most.join(", ")),
        [] => String::new(),
    };
    let plural = if names.len() == 1 { "" } else { "s" };
    format!("{function}() missing {} required {kind} argument{plural}: {listed}", names.len())
}
