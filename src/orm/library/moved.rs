//! `sqlalchemy.ext.declarative`, whose functions are now in `sqlalchemy.orm`.

use super::modules::{call, set};
use crate::orm::python::{Machine, Value};

/// The functions, and what stands behind the name of where they are now.
const MOVED: [(&str, &str); 4] = [
    ("declarative_base", "."),
    ("as_declarative", ""),
    ("has_inherited_table", "."),
    ("synonym_for", ""),
];

/// Has them say where they are now.
pub(super) fn install(machine: &mut Machine) {
    for (name, end) in MOVED {
        let function = Value::function(name, move |machine, args| {
            machine.warn(
                "MovedIn20Warning",
                format!(
                    "The ``{name}()`` function is now available as sqlalchemy.orm.{name}(){end} \
                     (deprecated since: 2.0) (Background on SQLAlchemy 2.0 at: \
                     https://sqlalche.me/e/b8d9)"
                ),
            );
            call(machine, "sqlalchemy.orm", name, args)
        });
        set(machine, "sqlalchemy.ext.declarative", name, function);
    }
}
