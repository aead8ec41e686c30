//! Relations that the finished state must enforce.

use std::sync::Arc;

use crate::enact::RelationRun;
use crate::lesson::Text;
use crate::relation::Model;
use crate::relation::ask::ask;
use crate::relation::finding::{Asked, Finding, Inferred};
use crate::relation::infer::infer;
use crate::relation::notation::parse;
use crate::schema::Schema;
use crate::verdict::{Reason, RelationDiffers};

/// The relations that do not hold, in the order in which the author wrote them. A text that cannot
/// be read has no relation: the loader has reported it.
pub fn check(wanted: &[Text], schema: &Schema) -> Vec<Reason> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let inferred = Arc::new(infer(schema));
    let tables: Vec<&str> = schema.tables.iter().map(|table| table.name.as_str()).collect();
    let said = wanted.iter().filter_map(|text| parse(&text.text, &tables).ok());
    said.flat_map(|said| unmet(&said.model, &inferred))
        .map(|differs| Reason::Relation(Box::new(differs)))
        .collect()
}

/// The links of a model that a database has not.
pub fn unmet(model: &Model, inferred: &Arc<Inferred>) -> Vec<RelationDiffers> {
    let asked =
        model.links.iter().map(|link| Asked { finding: ask(inferred, link), link: link.clone() });
    asked
        .filter(|asked| matches!(asked.finding, Finding::Fails(_)))
        .map(|asked| RelationDiffers { asked, inferred: Arc::clone(inferred) })
        .collect()
}

/// Why a relation was not made.
pub fn not_made(text: &str, run: &RelationRun) -> Option<Reason> {
    match run {
        RelationRun::Unread(error) => {
            Some(Reason::Unread { text: text.to_owned(), error: error.clone() })
        }
        RelationRun::Made(making) if run.is_refused() => Some(Reason::NotMade(making.clone())),
        RelationRun::Made(_) => None,
    }
}
