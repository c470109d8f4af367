//! What the script of a page knows of a model: elements, what leads to what, examples and findings, as plain data.

mod around;
mod element;
mod links;
mod messages;
mod reactions;
mod scenarios;
mod section;

use serde::Serialize;

pub(super) use self::element::Element;
use self::scenarios::Example;
use super::{Page, Remark};
use crate::diagram::write::word;

/// All of it.
#[derive(Debug, Serialize)]
pub(super) struct Data {
    title: String,
    description: Option<String>,
    counts: String,
    /// The contexts by name, with what people call them.
    contexts: Vec<(String, String)>,
    pub(super) elements: Vec<Element>,
    /// What leads to what, as places among the elements.
    links: Vec<(usize, usize)>,
    examples: Vec<Example>,
    remarks: Vec<Told>,
    /// What is wrong with the files while the page shows an older state of them.
    broken: Vec<Told>,
    /// Where a served page hears of changes.
    events: Option<String>,
}

impl Data {
    /// The name of the model, for people.
    pub(super) fn title(&self) -> &str {
        &self.title
    }
}

/// A finding, as the page tells it.
#[derive(Debug, Serialize)]
struct Told {
    of: String,
    rule: &'static str,
    code: &'static str,
    severity: &'static str,
    message: String,
    help: Option<String>,
    place: String,
}

/// What a page says about its model.
pub(super) fn of(page: &Page<'_>) -> Data {
    let model = page.model;
    let elements = element::all(page);
    let told = |remarks: &[Remark]| remarks.iter().map(told).collect();
    Data {
        title: model.title.clone().unwrap_or_else(|| model.name.value.clone()),
        description: model.info.description.clone(),
        counts: around::counts(model),
        contexts: around::context_names(model),
        links: links::of(model, &elements),
        examples: scenarios::of(page),
        remarks: told(page.remarks),
        broken: told(page.live.map_or(&[], |live| live.broken)),
        events: page.live.map(|live| live.events.to_owned()),
        elements,
    }
}

fn told(remark: &Remark) -> Told {
    Told {
        of: word(&remark.element),
        rule: remark.rule,
        code: remark.code,
        severity: remark.severity.as_str(),
        message: remark.message.clone(),
        help: remark.help.clone(),
        place: remark.place.clone(),
    }
}
