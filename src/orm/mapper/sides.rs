//! `foreign()` and `remote()`: what a script says about the columns of a condition.

use std::rc::Rc;

use super::condition::{column_of, note};
use crate::orm::core::{Role, coerce, walk};
use crate::orm::python::{Args, Machine, Native, Run, Value};

/// `remote`, or `foreign`, as a function of the script.
pub fn function(remote: bool) -> Value {
    let name = if remote { "remote" } else { "foreign" };
    Value::function(name, move |machine, args| mark(machine, args, name, remote))
}

fn mark(machine: &mut Machine, args: Args, name: &str, remote: bool) -> Run<Value> {
    let mut taken = args.bind(machine, name, &["expr"])?;
    let value = taken.values.pop().flatten().unwrap_or(Value::None);
    let expr = coerce::expression(machine, &value, Role::Expression)?;
    let marked = walk::replace(&expr, &mut |part| {
        column_of(part)?;
        Some(note(part, |notes| {
            if remote {
                notes.remote = true;
            } else {
                notes.foreign = true;
            }
        }))
    });
    Ok(Value::Native(marked as Rc<dyn Native>))
}
