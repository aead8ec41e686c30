//! Which keys go together, as conditions. A chain of `if` and `then` says what is wrong with the
//! form that the author meant; of a `oneOf`, a validator can only say that none of them fits.

use serde_json::{Map, Value, json};

use crate::lesson::file::{Form, Rule, Shape};

/// The keywords for the rules of a map.
pub(super) fn rules(shape: &Shape) -> Map<String, Value> {
    let mut keywords = Map::new();
    for rule in shape.rules {
        match rule {
            Rule::Forms(forms) => keywords.extend(chain(forms, shape.names.is_some())),
            Rule::Some(keys) => {
                keywords
                    .insert("anyOf".to_owned(), keys.iter().map(|key| needs(&[*key])).collect());
            }
            Rule::One(keys) => {
                keywords.insert("not".to_owned(), needs(keys));
            }
        }
    }
    keywords
}

/// `if` the keys that tell the first form are there, `then` it has that form, `else` …
/// A map may have `names` of the author's own, unless a key tells otherwise.
fn chain(forms: &[&Form], names: bool) -> Map<String, Value> {
    let mut rest: Option<Map<String, Value>> = None;
    for form in forms.iter().rev() {
        rest = Some(match rest {
            None if form.told_by.is_empty() => body(form, names),
            // None of the telling keys is there, and one has to be.
            rest => {
                let other = rest.unwrap_or_else(|| one_of(forms));
                let mut link = Map::new();
                link.insert("if".to_owned(), needs(form.told_by));
                link.insert("then".to_owned(), body(form, false).into());
                link.insert("else".to_owned(), other.into());
                link
            }
        });
    }
    rest.unwrap_or_default()
}

/// The keys of a form: those that it needs, and no others than it may have.
fn body(form: &Form, names: bool) -> Map<String, Value> {
    let mut body = Map::new();
    body.insert("title".to_owned(), form.name.into());
    if !form.needs.is_empty() {
        body.insert("required".to_owned(), json!(form.needs));
    }
    if !names {
        let keys: Vec<&str> = form.keys().collect();
        body.insert("propertyNames".to_owned(), json!({ "enum": keys }));
    }
    body
}

fn one_of(forms: &[&Form]) -> Map<String, Value> {
    let told: Vec<Value> = forms.iter().map(|form| needs(form.told_by)).collect();
    let mut one = Map::new();
    one.insert("anyOf".to_owned(), told.into());
    one
}

fn needs(keys: &[&str]) -> Value {
    json!({ "required": keys })
}
