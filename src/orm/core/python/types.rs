//! The types.

use std::rc::Rc;

use super::class::class;
use super::naming::{module, set};
use crate::orm::core::coerce::{TypeClass, type_of, type_value};
use crate::orm::core::errors::argument;
use crate::orm::core::types::decorator;
use crate::orm::core::{EnumType, StringKind, Type, TypeKind};
use crate::orm::python::{Args, Class, Machine, Run, Value};

type Make = fn(&mut Machine, Args) -> Run<Type>;

fn number(value: Option<Value>) -> Option<i64> {
    if let Some(Value::Int(number)) = value { Some(number) } else { None }
}

fn text(value: Option<Value>) -> Option<Rc<str>> {
    value.and_then(|value| value.as_str().map(Rc::from))
}

fn truth(machine: &mut Machine, value: Option<Value>, otherwise: bool) -> Run<bool> {
    value.map_or(Ok(otherwise), |value| machine.truth(&value))
}

fn bound(
    machine: &mut Machine,
    args: Args,
    name: &str,
    parameters: &[&str],
) -> Run<impl Iterator<Item = Option<Value>> + use<>> {
    let taken = args.bind(machine, &format!("{name}.__init__"), parameters)?;
    Ok(taken.values.into_iter())
}

fn string(machine: &mut Machine, args: Args, name: &str, kind: StringKind) -> Run<Type> {
    let mut values = bound(machine, args, name, &["length?", "collation?"])?;
    let length = values.next().flatten();
    if let Some(other) = &length
        && !matches!(other, Value::Int(_) | Value::None)
    {
        // SQLAlchemy takes anything here and says so only in the DDL.
        let shown = machine.str(other)?;
        return argument(machine, format!("length must be a number, got {shown}"));
    }
    let collation = text(values.next().flatten());
    Ok(Type::new(TypeKind::String { kind, length: number(length), collation }))
}

fn numeric(machine: &mut Machine, args: Args, name: &str) -> Run<Type> {
    let parameters = ["precision?", "scale?", "decimal_return_scale?", "asdecimal?"];
    let mut values = bound(machine, args, name, &parameters)?;
    let (precision, scale) = (number(values.next().flatten()), number(values.next().flatten()));
    values.next();
    let as_decimal = truth(machine, values.next().flatten(), true)?;
    Ok(Type::new(TypeKind::Numeric { precision, scale, as_decimal }))
}

fn float(machine: &mut Machine, args: Args, name: &str) -> Run<Type> {
    let parameters = ["precision?", "asdecimal?", "decimal_return_scale?"];
    let mut values = bound(machine, args, name, &parameters)?;
    let precision = number(values.next().flatten());
    let as_decimal = truth(machine, values.next().flatten(), false)?;
    Ok(Type::new(TypeKind::Float { precision, as_decimal }))
}

fn boolean(machine: &mut Machine, args: Args) -> Run<Type> {
    let parameters = ["create_constraint?", "name?", "_create_events?"];
    let mut values = bound(machine, args, "Boolean", &parameters)?;
    let wanted = truth(machine, values.next().flatten(), false)?;
    let name = text(values.next().flatten());
    Ok(Type::new(TypeKind::Boolean { check: wanted.then_some(name) }))
}

fn plain(machine: &mut Machine, args: Args, name: &str, kind: TypeKind) -> Run<Type> {
    let parameters = match kind {
        TypeKind::DateTime | TypeKind::Time => ["timezone?"].as_slice(),
        TypeKind::Interval => ["native?", "second_precision?", "day_precision?"].as_slice(),
        _ => [].as_slice(),
    };
    if parameters.is_empty() && !(args.positional.is_empty() && args.named.is_empty()) {
        let text = format!("{name}() takes no arguments");
        return Err(machine.error("TypeError", text));
    }
    bound(machine, args, name, parameters).map(drop)?;
    Ok(Type::new(kind))
}

fn json(machine: &mut Machine, args: Args) -> Run<Type> {
    let mut values = bound(machine, args, "JSON", &["none_as_null?"])?;
    let none_as_null = truth(machine, values.next().flatten(), false)?;
    Ok(Type::new(TypeKind::Json { none_as_null }))
}

fn binary(machine: &mut Machine, args: Args, name: &str) -> Run<Type> {
    let mut values = bound(machine, args, name, &["length?"])?;
    Ok(Type::new(TypeKind::LargeBinary { length: number(values.next().flatten()) }))
}

fn uuid(machine: &mut Machine, args: Args) -> Run<Type> {
    let mut values = bound(machine, args, "Uuid", &["as_uuid?", "native_uuid?"])?;
    let as_uuid = truth(machine, values.next().flatten(), true)?;
    Ok(Type::new(TypeKind::Uuid { as_uuid }))
}

fn enumeration(machine: &mut Machine, args: Args) -> Run<Type> {
    let named = |name: &str| {
        args.named.iter().find(|(own, _)| &**own == name).map(|(_, value)| value.clone())
    };
    let mut class = None;
    let (mut names, mut values) = (Vec::new(), Vec::new());
    let first = args.positional.first().cloned();
    let members = match &first {
        Some(value @ Value::Class(_)) if args.positional.len() == 1 => {
            machine.attribute_if_any(value, "__members__")?
        }
        _ => None,
    };
    if let (Some(members), Some(own)) = (members, &first) {
        class = Some(own.clone());
        for key in machine.collect(&members)? {
            values.push(machine.item(&members, &key)?);
            names.push(machine.str(&key)?);
        }
        if let Some(callable) = named("values_callable").filter(|value| !value.is_none()) {
            let given = machine.call(&callable, Args::of(vec![own.clone()]))?;
            names.clear();
            for name in machine.collect(&given)? {
                names.push(machine.str(&name)?);
            }
        }
    } else {
        for value in &args.positional {
            let Value::Str(name) = value else {
                let shown = machine.repr(value)?;
                let text = format!("object of type '{shown}' has no len()");
                return Err(machine.error("TypeError", text));
            };
            names.push(Rc::clone(name));
            values.push(value.clone());
        }
    }
    let longest = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    let longest = i64::try_from(longest).unwrap_or(i64::MAX);
    let length = match named("length") {
        Some(Value::Int(length)) if length < longest => {
            let text = format!(
                "When provided, length must be larger or equal than the length of the longest \
                 enum value. {length} < {longest}"
            );
            return Err(machine.error("ValueError", text));
        }
        Some(Value::Int(length)) => Some(length),
        Some(Value::None) => None,
        _ => Some(longest),
    };
    let own_name = match &class {
        Some(Value::Class(class)) => Some(class.name.to_lowercase().into()),
        _ => None,
    };
    let create_constraint = truth(machine, named("create_constraint"), false)?;
    let validate_strings = truth(machine, named("validate_strings"), false)?;
    Ok(Type::new(TypeKind::Enum(EnumType {
        class,
        names,
        values,
        name: text(named("name")).or(own_name),
        length,
        create_constraint,
        validate_strings,
    })))
}

fn named(name: &'static str, like: Type) -> Type {
    Type::new(TypeKind::Named { name, like })
}

/// The types, each with its base and what makes it.
const TYPES: &[(&str, &str, Make)] = &[
    ("NullType", "TypeEngine", |_, _| Ok(Type::null())),
    ("Integer", "TypeEngine", |m, a| plain(m, a, "Integer", TypeKind::Integer)),
    ("SmallInteger", "Integer", |m, a| plain(m, a, "SmallInteger", TypeKind::SmallInteger)),
    ("BigInteger", "Integer", |m, a| plain(m, a, "BigInteger", TypeKind::BigInteger)),
    ("Numeric", "TypeEngine", |m, a| numeric(m, a, "Numeric")),
    ("Float", "TypeEngine", |m, a| float(m, a, "Float")),
    ("Double", "Float", |m, a| {
        let as_decimal =
            matches!(*float(m, a, "Double")?.0, TypeKind::Float { as_decimal: true, .. });
        Ok(Type::new(TypeKind::Double { as_decimal }))
    }),
    ("Boolean", "TypeEngine", boolean),
    ("String", "TypeEngine", |m, a| string(m, a, "String", StringKind::String)),
    ("Text", "String", |m, a| string(m, a, "Text", StringKind::Text)),
    ("Unicode", "String", |m, a| string(m, a, "Unicode", StringKind::Unicode)),
    ("UnicodeText", "Text", |m, a| string(m, a, "UnicodeText", StringKind::UnicodeText)),
    ("Enum", "String", enumeration),
    ("DateTime", "TypeEngine", |m, a| plain(m, a, "DateTime", TypeKind::DateTime)),
    ("Date", "TypeEngine", |m, a| plain(m, a, "Date", TypeKind::Date)),
    ("Time", "TypeEngine", |m, a| plain(m, a, "Time", TypeKind::Time)),
    ("Interval", "TypeEngine", |m, a| plain(m, a, "Interval", TypeKind::Interval)),
    ("JSON", "TypeEngine", json),
    ("LargeBinary", "TypeEngine", |m, a| binary(m, a, "LargeBinary")),
    ("Uuid", "TypeEngine", uuid),
    ("INTEGER", "Integer", |m, a| Ok(named("INTEGER", plain(m, a, "INTEGER", TypeKind::Integer)?))),
    ("INT", "Integer", |m, a| Ok(named("INTEGER", plain(m, a, "INTEGER", TypeKind::Integer)?))),
    ("SMALLINT", "SmallInteger", |m, a| {
        Ok(named("SMALLINT", plain(m, a, "SMALLINT", TypeKind::SmallInteger)?))
    }),
    ("BIGINT", "BigInteger", |m, a| {
        Ok(named("BIGINT", plain(m, a, "BIGINT", TypeKind::BigInteger)?))
    }),
    ("NUMERIC", "Numeric", |m, a| Ok(named("NUMERIC", numeric(m, a, "NUMERIC")?))),
    ("DECIMAL", "Numeric", |m, a| Ok(named("DECIMAL", numeric(m, a, "DECIMAL")?))),
    ("FLOAT", "Float", |m, a| Ok(named("FLOAT", float(m, a, "FLOAT")?))),
    ("REAL", "Float", |m, a| Ok(named("REAL", float(m, a, "REAL")?))),
    ("DOUBLE", "Double", |m, a| Ok(named("DOUBLE", float(m, a, "DOUBLE")?))),
    ("DOUBLE_PRECISION", "Double", |m, a| {
        Ok(named("DOUBLE PRECISION", float(m, a, "DOUBLE_PRECISION")?))
    }),
    ("BOOLEAN", "Boolean", |m, a| Ok(named("BOOLEAN", boolean(m, a)?))),
    ("VARCHAR", "String", |m, a| {
        Ok(named("VARCHAR", string(m, a, "VARCHAR", StringKind::String)?))
    }),
    ("CHAR", "String", |m, a| Ok(named("CHAR", string(m, a, "CHAR", StringKind::String)?))),
    ("NCHAR", "Unicode", |m, a| Ok(named("NCHAR", string(m, a, "NCHAR", StringKind::Unicode)?))),
    ("NVARCHAR", "Unicode", |m, a| {
        Ok(named("NVARCHAR", string(m, a, "NVARCHAR", StringKind::Unicode)?))
    }),
    ("TEXT", "Text", |m, a| Ok(named("TEXT", string(m, a, "TEXT", StringKind::Text)?))),
    ("CLOB", "Text", |m, a| Ok(named("CLOB", string(m, a, "CLOB", StringKind::Text)?))),
    ("DATETIME", "DateTime", |m, a| {
        Ok(named("DATETIME", plain(m, a, "DATETIME", TypeKind::DateTime)?))
    }),
    ("TIMESTAMP", "DateTime", |m, a| {
        Ok(named("TIMESTAMP", plain(m, a, "TIMESTAMP", TypeKind::DateTime)?))
    }),
    ("DATE", "Date", |m, a| Ok(named("DATE", plain(m, a, "DATE", TypeKind::Date)?))),
    ("TIME", "Time", |m, a| Ok(named("TIME", plain(m, a, "TIME", TypeKind::Time)?))),
    ("BLOB", "LargeBinary", |m, a| Ok(named("BLOB", binary(m, a, "BLOB")?))),
    ("BINARY", "LargeBinary", |m, a| Ok(named("BINARY", binary(m, a, "BINARY")?))),
    ("VARBINARY", "LargeBinary", |m, a| Ok(named("VARBINARY", binary(m, a, "VARBINARY")?))),
];

/// Makes the types' classes.
pub(super) fn install(machine: &mut Machine) {
    let home = "sqlalchemy.sql.sqltypes";
    let also = ["sqlalchemy.types", home];
    let root = class(machine, "TypeEngine", "sqlalchemy.sql.type_api", None, None, &also);
    let mut made: Vec<(&str, Rc<Class>)> = vec![("TypeEngine", root)];
    for (name, base, make) in TYPES {
        let base = made.iter().find(|(own, _)| own == base).map(|(_, class)| Rc::clone(class));
        let own = new_type(machine, name, home, base.as_ref(), *make, &also);
        made.push((name, own));
    }
    let base = made.first().map(|(_, class)| Rc::clone(class));
    let decorator = class(
        machine,
        decorator::NAME,
        "sqlalchemy.sql.type_api",
        base.as_ref(),
        None,
        &["sqlalchemy.types"],
    );
    for (name, run) in [("__repr__", shown as Method), ("__str__", written)] {
        let function = Value::function(name, run);
        decorator.dict.borrow_mut().insert(name.into(), function);
    }
    let uuid = module(machine, "sqlalchemy").names.borrow().get("Uuid").cloned();
    if let Some(uuid) = uuid {
        set(machine, &["sqlalchemy", "sqlalchemy.types"], "UUID", &uuid);
    }
    for name in ["JSON", "INTEGER", "VARCHAR", "TEXT", "DATETIME", "DATE", "BOOLEAN", "NUMERIC"] {
        let own = module(machine, "sqlalchemy").names.borrow().get(name).cloned();
        if let Some(own) = own {
            set(machine, &["sqlalchemy.dialects.sqlite"], name, &own);
        }
    }
}

/// A method of the script's types.
type Method = fn(&mut Machine, Args) -> Run<Value>;

/// What a type of the script's own is kept as.
fn inner(machine: &mut Machine, args: Args, method: &str) -> Run<(Rc<str>, Type)> {
    let taken = args.bind(machine, method, &["self"])?;
    let own = taken.values.into_iter().next().flatten().unwrap_or(Value::None);
    let name = Rc::clone(&machine.class_of(&own).name);
    let ty = type_of(machine, &own)?;
    Ok(match &*ty.0 {
        TypeKind::Decorator { inner, .. } => (name, inner.clone()),
        _ => (name, ty),
    })
}

/// `repr()` of a type of the script's own: with what the type that it is kept as was given.
fn shown(machine: &mut Machine, args: Args) -> Run<Value> {
    let (name, inner) = inner(machine, args, "__repr__")?;
    let text = inner.repr();
    let given = text.find('(').and_then(|at| text.get(at..)).unwrap_or("()");
    Ok(Value::str(format!("{name}{given}")))
}

/// `str()` of a type of the script's own.
fn written(machine: &mut Machine, args: Args) -> Run<Value> {
    let (_, inner) = inner(machine, args, "__str__")?;
    Ok(Value::str(inner.ddl(false).unwrap_or_else(|| "NULL".to_owned())))
}

fn new_type(
    machine: &mut Machine,
    name: &'static str,
    home: &str,
    base: Option<&Rc<Class>>,
    make: Make,
    modules: &[&str],
) -> Rc<Class> {
    let bases = vec![base.map_or_else(|| machine.builtin_class("object"), Rc::clone)];
    let mut ancestors = bases.clone();
    for base in &bases {
        ancestors.extend(base.ancestors.iter().cloned());
    }
    let run = move |machine: &mut Machine, args: Args| Ok(type_value(&make(machine, args)?));
    let construct = crate::orm::python::Builtin { name: name.into(), of: None, run: Box::new(run) };
    let class = Rc::new(Class {
        name: name.into(),
        module: home.into(),
        bases,
        ancestors,
        dict: Default::default(),
        annotations: Default::default(),
        meta: Default::default(),
        slot: std::cell::RefCell::new(Some(Rc::new(TypeClass { name, make }))),
        construct: Some(Rc::new(construct)),
        line: 0,
    });
    let value = Value::Class(Rc::clone(&class));
    let mut all = vec!["sqlalchemy"];
    all.extend_from_slice(modules);
    set(machine, &all, name, &value);
    class
}
