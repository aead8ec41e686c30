//! Python's modules that a script may import.

mod deque;
mod collections;
mod cached;
mod functional;
mod iteration;
mod integers;
mod mathematics;
mod matched;
mod regular;
mod quiet;
pub(in crate::orm::python) mod refused;
mod typing;
pub(in crate::orm::python) mod warned;

use std::rc::Rc;

use super::library::refused;
use crate::orm::python::{Args, Machine, Names, Run, Value};

/// Adds all of them.
pub(super) fn add(machine: &mut Machine) {
    machine.add_enumerations();
    typing::add(machine);
    mathematics::add(machine);
    collections::add(machine);
    functional::add(machine);
    iteration::add(machine);
    quiet::add(machine);
    warned::add(machine);
    regular::add(machine);
    let classes = |machine: &Machine, names: &[&str]| {
        names
            .iter()
            .map(|name| (Rc::from(*name), Value::Class(machine.builtin_class(name))))
            .collect::<Names>()
    };
    let mut names =
        classes(machine, &["date", "datetime", "time", "timedelta", "timezone", "tzinfo"]);
    names.insert("UTC".into(), Value::of(super::aware::Zone::of(0)));
    names.insert("MINYEAR".into(), Value::Int(1));
    names.insert("MAXYEAR".into(), Value::Int(9999));
    machine.add_module("datetime", names);
    let mut names =
        classes(machine, &["Decimal", "InvalidOperation", "DivisionByZero", "DecimalException"]);
    for name in [
        "ROUND_HALF_EVEN",
        "ROUND_HALF_UP",
        "ROUND_HALF_DOWN",
        "ROUND_UP",
        "ROUND_DOWN",
        "ROUND_CEILING",
        "ROUND_FLOOR",
    ] {
        names.insert(name.into(), Value::str(name));
    }
    names.insert("getcontext".into(), refused("decimal.getcontext()"));
    machine.add_module("decimal", names);
    let mut names =
        classes(machine, &["Enum", "IntEnum", "StrEnum", "ReprEnum", "Flag", "IntFlag"]);
    names.insert(
        "auto".into(),
        Value::function("auto", |_, _| Ok(Value::of(super::enumeration::Auto))),
    );
    names.insert(
        "unique".into(),
        Value::function("unique", |machine, args| args.take_one(machine, "unique")),
    );
    machine.add_module("enum", names);
    let mut names = classes(machine, &["JSONDecodeError"]);
    names.insert("dumps".into(), Value::function("dumps", super::json::dumps));
    names.insert("loads".into(), Value::function("loads", super::json::loads));
    names.insert("dump".into(), refused("json.dump()"));
    names.insert("load".into(), refused("json.load()"));
    machine.add_module("json", names);
    let mut names = classes(machine, &["UUID"]);
    names.insert("uuid4".into(), Value::function("uuid4", uuid4));
    names.insert("uuid1".into(), refused("uuid.uuid1()"));
    machine.add_module("uuid", names);
    let mut names = super::dataclass::names();
    names.extend(classes(machine, &["FrozenInstanceError"]));
    machine.add_module("dataclasses", names);
    machine.add_module("builtins", machine.builtins.clone());
}

/// `uuid4()`: the same ones in every run, as everything here is.
fn uuid4(machine: &mut Machine, args: Args) -> Run<Value> {
    args.take_none(machine, "uuid4")?;
    let seed = machine.identity();
    let mut random =
        oorandom::Rand64::new(u128::from(seed) ^ u128::from(machine.now.cast_unsigned()));
    let number = u128::from(random.rand_u64()) << 64 | u128::from(random.rand_u64());
    let version = number & !(0xf << 76) | 4 << 76;
    Ok(Value::Uuid(version & !(0x3 << 62) | 0x2 << 62))
}
