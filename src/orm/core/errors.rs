//! The exceptions of `sqlalchemy.exc` and `sqlalchemy.orm.exc`.

use std::rc::Rc;

use crate::orm::python::{Args, Class, Instance, Machine, Module, Run, Stop, Value};

/// The classes of `sqlalchemy.exc`, each with its base, before those that it is the base of.
const CORE: [(&str, &str); 51] = [
    ("SQLAlchemyError", "Exception"),
    ("EmulatedDBAPIException", "Exception"),
    ("ArgumentError", "SQLAlchemyError"),
    ("DuplicateColumnError", "ArgumentError"),
    ("ObjectNotExecutableError", "ArgumentError"),
    ("NoSuchModuleError", "ArgumentError"),
    ("ConstraintColumnNotFoundError", "ArgumentError"),
    ("NoForeignKeysError", "ArgumentError"),
    ("AmbiguousForeignKeysError", "ArgumentError"),
    ("CircularDependencyError", "SQLAlchemyError"),
    ("CompileError", "SQLAlchemyError"),
    ("UnsupportedCompilationError", "CompileError"),
    ("IdentifierError", "SQLAlchemyError"),
    ("TimeoutError", "SQLAlchemyError"),
    ("InvalidRequestError", "SQLAlchemyError"),
    ("IllegalStateChangeError", "InvalidRequestError"),
    ("NoInspectionAvailable", "InvalidRequestError"),
    ("PendingRollbackError", "InvalidRequestError"),
    ("ResourceClosedError", "InvalidRequestError"),
    ("NoSuchColumnError", "InvalidRequestError"),
    ("AmbiguousColumnError", "InvalidRequestError"),
    ("NoResultFound", "InvalidRequestError"),
    ("MultipleResultsFound", "InvalidRequestError"),
    ("NoReferenceError", "InvalidRequestError"),
    ("AwaitRequired", "InvalidRequestError"),
    ("NoReferencedTableError", "NoReferenceError"),
    ("NoReferencedColumnError", "NoReferenceError"),
    ("NoSuchTableError", "InvalidRequestError"),
    ("UnreflectableTableError", "InvalidRequestError"),
    ("UnboundExecutionError", "InvalidRequestError"),
    ("DontWrapMixin", "Exception"),
    ("StatementError", "SQLAlchemyError"),
    ("DBAPIError", "StatementError"),
    ("InterfaceError", "DBAPIError"),
    ("DatabaseError", "DBAPIError"),
    ("DataError", "DatabaseError"),
    ("OperationalError", "DatabaseError"),
    ("IntegrityError", "DatabaseError"),
    ("InternalError", "DatabaseError"),
    ("ProgrammingError", "DatabaseError"),
    ("NotSupportedError", "DatabaseError"),
    ("SATestSuiteWarning", "Warning"),
    ("SADeprecationWarning", "DeprecationWarning"),
    ("Base20DeprecationWarning", "SADeprecationWarning"),
    ("LegacyAPIWarning", "Base20DeprecationWarning"),
    ("MovedIn20Warning", "Base20DeprecationWarning"),
    ("SAPendingDeprecationWarning", "PendingDeprecationWarning"),
    ("SAWarning", "RuntimeWarning"),
    ("InvalidatePoolError", "InvalidRequestError"),
    ("DisconnectionError", "SQLAlchemyError"),
    ("NoSuchSchemaError", "InvalidRequestError"),
];

/// The classes of `sqlalchemy.orm.exc`.
const ORM: [(&str, &str); 11] = [
    ("StaleDataError", "SQLAlchemyError"),
    ("FlushError", "SQLAlchemyError"),
    ("MappedAnnotationError", "ArgumentError"),
    ("UnmappedError", "InvalidRequestError"),
    ("ObjectDereferencedError", "SQLAlchemyError"),
    ("DetachedInstanceError", "SQLAlchemyError"),
    ("UnmappedInstanceError", "UnmappedError"),
    ("UnmappedClassError", "UnmappedError"),
    ("ObjectDeletedError", "InvalidRequestError"),
    ("LoaderStrategyException", "InvalidRequestError"),
    ("UnmappedColumnError", "InvalidRequestError"),
];

/// The exceptions of the `sqlite3` module, which stand behind those of SQLAlchemy as `.orig`.
const SQLITE: [(&str, &str); 10] = [
    ("Warning", "Exception"),
    ("Error", "Exception"),
    ("InterfaceError", "Error"),
    ("DatabaseError", "Error"),
    ("InternalError", "DatabaseError"),
    ("OperationalError", "DatabaseError"),
    ("ProgrammingError", "DatabaseError"),
    ("IntegrityError", "DatabaseError"),
    ("DataError", "DatabaseError"),
    ("NotSupportedError", "DatabaseError"),
];

/// Makes the classes and the modules `sqlalchemy.exc`, `sqlalchemy.orm.exc` and `sqlite3`.
pub fn install(machine: &mut Machine) {
    define(machine, "sqlalchemy.exc", &CORE, &[]);
    define(machine, "sqlalchemy.orm.exc", &ORM, &["sqlalchemy.exc"]);
    define(machine, "sqlite3", &SQLITE, &[]);
    let shown = Value::function("__str__", text);
    class(machine, "SQLAlchemyError").dict.borrow_mut().insert("__str__".into(), shown);
    let found = ["NoResultFound", "MultipleResultsFound"];
    for name in found {
        let class = class(machine, name);
        if let Some(module) = machine.modules.get("sqlalchemy.orm.exc") {
            module.names.borrow_mut().insert(name.into(), Value::Class(class));
        }
    }
}

fn define(machine: &mut Machine, module: &str, classes: &[(&str, &str)], also: &[&str]) {
    let home = Rc::new(Module { name: module.into(), names: Default::default() });
    machine.modules.insert(module.into(), Rc::clone(&home));
    for (name, base) in classes {
        let own = home.names.borrow().get(*base).cloned();
        let other = also.iter().find_map(|other| {
            machine.modules.get(*other).and_then(|module| module.names.borrow().get(*base).cloned())
        });
        let base = match own.or(other) {
            Some(Value::Class(base)) => base,
            _ => machine.builtin_class(base),
        };
        let class = machine.new_class(name, module, vec![base], None);
        home.names.borrow_mut().insert((*name).into(), Value::Class(class));
    }
}

/// The class of this name: SQLAlchemy's, its ORM's, or Python's.
pub fn class(machine: &Machine, name: &str) -> Rc<Class> {
    for module in ["sqlalchemy.exc", "sqlalchemy.orm.exc"] {
        let found = machine.modules.get(module).and_then(|m| m.names.borrow().get(name).cloned());
        if let Some(Value::Class(class)) = found {
            return class;
        }
    }
    machine.builtin_class(name)
}

/// Raises one of SQLAlchemy's exceptions: `InvalidRequestError`, `FlushError`, … by its name.
pub fn raise(machine: &mut Machine, name: &str, message: impl AsRef<str>) -> Stop {
    let class = class(machine, name);
    machine.raise(&class, message)
}

/// As [`raise`], with the code of SQLAlchemy's page about it, which the text names at its end.
pub fn raise_coded(
    machine: &mut Machine,
    name: &str,
    message: impl AsRef<str>,
    code: &str,
) -> Stop {
    let class = class(machine, name);
    let exception = machine.exception(&class, vec![Value::str(message.as_ref())]);
    let text = format!("{}{}", message.as_ref(), background(code));
    shown_as(&exception, &text);
    exception.dict.borrow_mut().insert("code".into(), Value::str(code));
    machine.stop(exception)
}

/// The text of an exception is another than its argument.
pub fn shown_as(exception: &Instance, text: &str) {
    exception.dict.borrow_mut().insert(TEXT.into(), Value::str(text));
}

/// Puts a detail before the text of a StatementError.
pub fn add_detail(exception: &Instance, text: &str) {
    let mut dict = exception.dict.borrow_mut();
    let shown = dict.get(TEXT).and_then(|shown| shown.as_str().map(ToOwned::to_owned));
    if let Some(shown) = shown {
        dict.insert(TEXT.into(), Value::str(format!("({text})\n{shown}")));
    }
    match dict.get("detail") {
        Some(Value::List(list)) => list.items.borrow_mut().push(Value::str(text)),
        _ => {
            dict.insert("detail".into(), Value::list(vec![Value::str(text)]));
        }
    }
}

/// Under which name an exception keeps its text where that is not its argument.
const TEXT: &str = "_text";

/// `str()` of one of SQLAlchemy's exceptions.
fn text(machine: &mut Machine, args: Args) -> Run<Value> {
    let Some(Value::Instance(exception)) = args.positional.first() else {
        return Ok(Value::str(""));
    };
    let kept = exception.dict.borrow().get(TEXT).cloned();
    if let Some(kept) = kept {
        return Ok(kept);
    }
    let given = machine.attribute(&Value::Instance(Rc::clone(exception)), "args")?;
    let given = machine.collect(&given)?;
    match given.as_slice() {
        [] => Ok(Value::str("")),
        [one] => machine.str(one).map(Value::Str),
        _ => machine.str(&Value::tuple(given)).map(Value::Str),
    }
}

/// What stands at the end of an error that has a page of its own.
pub fn background(code: &str) -> String {
    format!(" (Background on this error at: https://sqlalche.me/e/21/{code})")
}

/// `ArgumentError`, the most frequent.
pub fn argument<T>(machine: &mut Machine, message: impl AsRef<str>) -> Run<T> {
    Err(raise(machine, "ArgumentError", message))
}

/// `InvalidRequestError`.
pub fn invalid<T>(machine: &mut Machine, message: impl AsRef<str>) -> Run<T> {
    Err(raise(machine, "InvalidRequestError", message))
}
