//! What a script gives, understood as an expression, a FROM, or what stands behind SELECT.

use std::rc::Rc;

use super::errors::raise;
use super::{
    Alias, Body, Column, Compound, Element, Expr, FromClause, Item, Join, Kind, Library, Role,
    Select, Source, Table, Type, TypeKind,
};
use crate::orm::python::builtins::aware::Aware;
use crate::orm::python::{Machine, Run, Stop, Value};

/// The value as an expression in this place.
///
/// # Errors
///
/// ArgumentError in SQLAlchemy's words.
pub fn expression(machine: &mut Machine, value: &Value, role: Role) -> Run<Expr> {
    if let Some(expr) = known(machine, value, role)? {
        return Ok(expr);
    }
    if let Some(scalar) = select(machine, value) {
        return Ok(scalar);
    }
    if matches!(role, Role::Where | Role::OrderBy) && is_method(value) {
        let shown = machine.repr(value)?;
        let text = format!("Method {shown} may not be passed as a SQL expression");
        return Err(raise(machine, "ArgumentError", text));
    }
    match (role, value) {
        (Role::OrderBy, Value::Str(text)) => Ok(Element::plain(Kind::LabelText(Rc::clone(text)))),
        (Role::Columns, Value::Str(text)) if &**text == "*" => {
            Ok(Element::plain(Kind::LiteralColumn("*".into())))
        }
        (Role::Columns, Value::Str(text)) => Err(textual_column(machine, text)),
        (Role::Columns, Value::Int(_) | Value::Big(_) | Value::Float(_) | Value::Decimal(_)) => {
            let text = machine.str(value)?;
            Ok(Element::plain(Kind::LiteralColumn(text)))
        }
        (Role::Where, Value::Str(text)) => Err(textual(machine, text)),
        (Role::Where | Role::Columns | Role::OrderBy, Value::None) => Ok(null()),
        (Role::Where | Role::Columns | Role::OrderBy, Value::Bool(truth)) => Ok(constant(*truth)),
        (Role::Expression | Role::Operand, Value::None) => Ok(null()),
        (Role::Expression | Role::Operand, _) if is_literal(machine, value) => {
            Ok(Element::bind("param", value.clone(), Type::of_value(value)))
        }
        _ => Err(expected(machine, role_name(role), value)),
    }
}

/// A SELECT that stands where an expression is expected: its one value, with a warning.
pub fn select(machine: &mut Machine, value: &Value) -> Option<Expr> {
    let of_subquery = || match &value.native::<Alias>()?.of {
        Source::Subquery(body) => Some(body.clone()),
        _ => None,
    };
    let body = body(value).or_else(of_subquery)?;
    machine.warn(
        "SAWarning",
        "implicitly coercing SELECT object to scalar subquery; please use the \
         .scalar_subquery() method to produce a scalar subquery.",
    );
    Some(body.scalar())
}

/// The value as an expression, where it is one already.
///
/// # Errors
///
/// What a later layer raises about it.
pub fn known(machine: &mut Machine, value: &Value, role: Role) -> Run<Option<Expr>> {
    if let Value::Native(_) = value {
        if let Some(expr) = value.native::<Element>() {
            return Ok(Some(expr));
        }
        if let Some(column) = value.native::<Column>() {
            return Ok(Some(Element::column(&column)));
        }
        if let Some(clause) = value.native::<super::TextClause>() {
            return Ok(Some(Element::plain(Kind::Text(clause))));
        }
    }
    if !matches!(value, Value::Native(_) | Value::Instance(_) | Value::Class(_)) {
        return Ok(None);
    }
    let coercions = Library::of(machine).coercions.borrow().clone();
    for coercion in coercions {
        if let Some(expr) = coercion.expression(machine, value, role)? {
            return Ok(Some(expr));
        }
    }
    if let Value::Instance(_) = value
        && let Some(method) = machine.attribute_if_any(value, "__clause_element__")?
    {
        let inner = machine.call(&method, Default::default())?;
        return known(machine, &inner, role);
    }
    Ok(None)
}

/// What gives rows, where the value is that.
pub fn body(value: &Value) -> Option<Body> {
    if let Some(select) = value.native::<Select>() {
        return Some(Body::Select(select));
    }
    value.native::<Compound>().map(Body::Compound)
}

/// The value as a part of a UNION, where it is one.
///
/// # Errors
///
/// What a later layer raises about it.
pub fn part(machine: &mut Machine, value: &Value) -> Run<Option<Body>> {
    if let Some(body) = body(value) {
        return Ok(Some(body));
    }
    let coercions = Library::of(machine).coercions.borrow().clone();
    for coercion in coercions {
        if let Some(body) = coercion.body(machine, value)? {
            return Ok(Some(body));
        }
    }
    Ok(None)
}

/// The value in ORDER BY or GROUP BY: of a mapped class, all its columns.
///
/// # Errors
///
/// ArgumentError in SQLAlchemy's words.
pub fn ordered(machine: &mut Machine, value: &Value) -> Run<Vec<Expr>> {
    let is_object = matches!(value, Value::Native(_) | Value::Class(_));
    if is_object && known(machine, value, Role::OrderBy)?.is_none() {
        let coercions = Library::of(machine).coercions.borrow().clone();
        for coercion in coercions {
            if let Some(Item::Entity(item)) = coercion.item(machine, value)? {
                return Ok(item.columns.clone());
            }
        }
    }
    Ok(vec![expression(machine, value, Role::OrderBy)?])
}

/// The value as a condition for ON; none where a later layer has to understand it.
pub fn on_clause(machine: &mut Machine, value: &Value) -> Run<Option<Expr>> {
    known(machine, value, Role::Where)
}

/// The value between SELECT and FROM.
///
/// # Errors
///
/// ArgumentError in SQLAlchemy's words.
pub fn item(machine: &mut Machine, value: &Value) -> Run<Item> {
    let coercions = Library::of(machine).coercions.borrow().clone();
    if matches!(value, Value::Native(_) | Value::Instance(_) | Value::Class(_)) {
        for coercion in coercions {
            if let Some(item) = coercion.item(machine, value)? {
                return Ok(item);
            }
        }
    }
    if let Some(from) = own_from(value) {
        return Ok(Item::From(from));
    }
    expression(machine, value, Role::Columns).map(Item::Expr)
}

/// The value as a FROM.
///
/// # Errors
///
/// ArgumentError in SQLAlchemy's words.
pub fn from(machine: &mut Machine, value: &Value) -> Run<FromClause> {
    if let Some(from) = from_if_any(machine, value)? {
        return Ok(from);
    }
    Err(expected(machine, "FROM expression, such as a Table or alias() object", value))
}

/// The value as a FROM, where it is one.
///
/// # Errors
///
/// What a later layer raises about it.
pub fn from_if_any(machine: &mut Machine, value: &Value) -> Run<Option<FromClause>> {
    if let Some(from) = own_from(value) {
        return Ok(Some(from));
    }
    if let Some(text) = value.native::<super::TextClause>() {
        return Ok(Some(FromClause::Table(Table::text(machine, &text.text))));
    }
    if matches!(value, Value::Native(_) | Value::Instance(_) | Value::Class(_)) {
        let coercions = Library::of(machine).coercions.borrow().clone();
        for coercion in coercions {
            if let Some(from) = coercion.from(machine, value)? {
                return Ok(Some(from));
            }
        }
    }
    Ok(None)
}

fn own_from(value: &Value) -> Option<FromClause> {
    if let Some(table) = value.native::<Table>() {
        return Some(FromClause::Table(table));
    }
    if let Some(alias) = value.native::<Alias>() {
        return Some(FromClause::Alias(alias));
    }
    value.native::<Join>().map(FromClause::Join)
}

/// What a FROM is to a script.
pub fn from_value(from: &FromClause) -> Value {
    match from {
        FromClause::Table(table) => Value::Native(Rc::clone(table) as _),
        FromClause::Alias(alias) => Value::Native(Rc::clone(alias) as _),
        FromClause::Join(join) => Value::Native(Rc::clone(join) as _),
    }
}

/// What an expression is to a script: a table's column is the column itself.
pub fn expr_value(expr: &Expr) -> Value {
    match &expr.kind {
        Kind::Column(column) if expr.notes.entity.is_none() => {
            Value::Native(Rc::clone(column) as _)
        }
        _ => Value::Native(Rc::clone(expr) as _),
    }
}

/// The value as a type: `Integer` or `Integer()`, or what the script derived from `TypeDecorator`.
///
/// # Errors
///
/// What making it raises.
pub fn type_of(machine: &mut Machine, value: &Value) -> Run<Type> {
    match type_if_any(machine, value)? {
        Some(ty) => Ok(ty),
        None => {
            let shown = machine.repr(value)?;
            let text = format!("Object {shown} is not legal as a SQLAlchemy type");
            Err(raise(machine, "ArgumentError", text))
        }
    }
}

/// The value as a type, where it is one.
///
/// # Errors
///
/// What making it raises.
pub fn type_if_any(machine: &mut Machine, value: &Value) -> Run<Option<Type>> {
    match value {
        Value::None => Ok(Some(Type::null())),
        Value::Native(_) => {
            if let Some(object) = value.native::<TypeObject>() {
                return Ok(Some(object.ty.clone()));
            }
            let Some(class) = value.native::<TypeClass>() else { return Ok(None) };
            (class.make)(machine, Default::default()).map(Some)
        }
        Value::Class(class) if type_class(class).is_some() => {
            let Some(class) = type_class(class) else { return Ok(None) };
            (class.make)(machine, Default::default()).map(Some)
        }
        Value::Class(class) if super::types::decorator::is_decorator(machine, class) => {
            let object = machine.call(value, Default::default())?;
            decorated(machine, &object).map(Some)
        }
        Value::Instance(instance) => {
            if super::types::decorator::is_decorator(machine, &instance.class.clone()) {
                return decorated(machine, value).map(Some);
            }
            Ok(None)
        }
        _ => Ok(None),
    }
}

/// The type that an object of a class derived from `TypeDecorator` is.
fn decorated(machine: &mut Machine, object: &Value) -> Run<Type> {
    let inner = match machine.attribute_if_any(object, "impl")? {
        Some(inner) => type_of(machine, &inner)?,
        None => {
            let text = "TypeDecorator implementations require a class-level variable 'impl' which \
                        refers to the class of type being decorated";
            return Err(machine.error("AttributeError", text));
        }
    };
    Ok(super::types::decorator::of_object(object, inner))
}

/// What a class of types keeps with it.
fn type_class(class: &crate::orm::python::Class) -> Option<Rc<TypeClass>> {
    let slot = class.slot.borrow().clone()?;
    slot.downcast().ok()
}

/// A type as a script holds it.
pub struct TypeObject {
    /// The type.
    pub ty: Type,
}

/// A type's class as a script holds it: `Integer`.
pub struct TypeClass {
    /// Its name.
    pub name: &'static str,
    /// What calling it makes.
    pub make: fn(&mut Machine, crate::orm::python::Args) -> Run<Type>,
}

/// `NULL`.
pub fn null() -> Expr {
    Element::plain(Kind::Null)
}

/// `true` or `false`.
pub fn constant(truth: bool) -> Expr {
    Element::typed(if truth { Kind::True } else { Kind::False }, Type::boolean())
}

/// Whether a value can be sent beside the text.
pub fn is_literal(_machine: &Machine, value: &Value) -> bool {
    match value {
        Value::Native(_) => value.native::<Aware>().is_some(),
        Value::Instance(instance) => instance.slot.get().is_none(),
        // A mapped class stands for its table.
        Value::Class(class) => class.slot.borrow().is_none(),
        _ => true,
    }
}

/// A method that was looked up and not called.
fn is_method(value: &Value) -> bool {
    match value {
        Value::Method(_) => true,
        Value::Builtin(builtin) => builtin.of.is_some(),
        _ => false,
    }
}

/// "… expected, got …".
pub fn expected(machine: &mut Machine, what: &str, got: &Value) -> Stop {
    match machine.repr(got) {
        Ok(got) => raise(machine, "ArgumentError", format!("{what} expected, got {got}.")),
        Err(stop) => stop,
    }
}

/// "… expected for argument 'x'; got …".
pub fn expected_for(machine: &mut Machine, what: &str, argument: &str, got: &Value) -> Stop {
    match machine.repr(got) {
        Ok(got) => {
            let text = format!("{what} expected for argument '{argument}'; got {got}.");
            raise(machine, "ArgumentError", text)
        }
        Err(stop) => stop,
    }
}

/// The text as Python shows it, cut where it is long.
fn shown(machine: &mut Machine, text: &str) -> Run<Rc<str>> {
    let cut = if text.chars().count() > 60 {
        format!("{}...", text.chars().take(57).collect::<String>())
    } else {
        text.to_owned()
    };
    machine.repr(&Value::str(cut))
}

/// A text where an expression should be.
pub fn textual(machine: &mut Machine, text: &str) -> Stop {
    match shown(machine, text) {
        Ok(text) => {
            let message = format!(
                "Textual SQL expression {text} should be explicitly declared as text({text})"
            );
            raise(machine, "ArgumentError", message)
        }
        Err(stop) => stop,
    }
}

fn textual_column(machine: &mut Machine, text: &str) -> Stop {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let is_name = text.starts_with(word) && !text.contains(char::is_whitespace);
    let advice = if is_name { "column" } else { "literal_column" };
    match shown(machine, text) {
        Ok(text) => {
            let message = format!(
                "Textual column expression {text} should be explicitly declared with \
                 text({text}), or use {advice}({text}) for more specificity"
            );
            raise(machine, "ArgumentError", message)
        }
        Err(stop) => stop,
    }
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Where => "SQL expression for WHERE/HAVING role",
        Role::Columns => "Column expression, FROM clause, or other columns clause element",
        Role::Operand => "SQL expression element or literal value",
        Role::OrderBy => "ORDER BY expression",
        Role::Expression => "SQL expression element",
        Role::Column => "Column expression",
    }
}

/// A type that the library made, for a script.
pub fn type_value(ty: &Type) -> Value {
    if let TypeKind::Decorator { object, .. } = &*ty.0 {
        return object.clone();
    }
    Value::of(TypeObject { ty: ty.clone() })
}

/// The value as something that can be run.
///
/// # Errors
///
/// ObjectNotExecutableError for a text and whatever else cannot.
pub fn statement(machine: &mut Machine, value: &Value) -> Run<super::Statement> {
    use super::Statement;
    if let Some(body) = body(value) {
        return Ok(Statement::Query(body));
    }
    if let Some(insert) = value.native::<super::Insert>() {
        return Ok(Statement::Insert(insert));
    }
    if let Some(update) = value.native::<super::Update>() {
        return Ok(Statement::Update(update));
    }
    if let Some(delete) = value.native::<super::Delete>() {
        return Ok(Statement::Delete(delete));
    }
    if let Some(text) = value.native::<super::TextClause>() {
        let is_query = !text.columns.is_empty();
        return Ok(if is_query {
            Statement::Query(Body::Text(text))
        } else {
            Statement::Text(text)
        });
    }
    if let Some(ddl) = value.native::<DdlObject>() {
        return Ok(Statement::Ddl((ddl.text)(machine, true)?.into()));
    }
    if let Some(expr) = value.native::<Element>() {
        let runs = matches!(
            expr.kind,
            Kind::Function(_)
                | Kind::Text(_)
                | Kind::Exists(_)
                | Kind::Scalar(_)
                | Kind::Case { .. }
        );
        if let Kind::Text(text) = &expr.kind {
            return Ok(Statement::Text(Rc::clone(text)));
        }
        if runs {
            let select = Select { items: vec![Item::Expr(expr)], ..Select::new() };
            return Ok(Statement::Query(select.body()));
        }
    }
    let shown = machine.repr(value)?;
    Err(raise(machine, "ObjectNotExecutableError", format!("Not an executable object: {shown}")))
}

/// `CreateTable(table)` and its kin: what makes the text, for SQLite or for no dialect.
pub struct DdlObject {
    /// The name of its class.
    pub name: &'static str,
    /// What makes the text.
    #[expect(clippy::type_complexity, reason = "a function is a function")]
    pub text: Box<dyn Fn(&mut Machine, bool) -> Run<String>>,
}
