//! One page with everything that there is to see of a model, in a single file that asks for nothing but itself.

mod data;
mod page;
mod pictures;
mod style;

use super::Options;
use crate::{diagnostic::Severity, evolve::Plan, model::Model, source::SourceMap};

/// What a page shows.
#[derive(Debug, Clone, Copy)]
pub struct Page<'p> {
    /// The model.
    pub model: &'p Model,
    /// How every stored version of its events is read.
    pub plan: &'p Plan,
    /// The texts of its files, which the page quotes: conditions and the like stay in the words of the model.
    pub sources: &'p SourceMap,
    /// How the pictures look. The reader chooses the light.
    pub options: &'p Options,
    /// What was found in the model, at the elements that it belongs to.
    pub remarks: &'p [Remark],
    /// How the page learns that the model has changed; nothing for a file.
    pub live: Option<Live<'p>>,
}

/// A finding about a model, put at an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The element as pictures name it, such as `event:Accounts.AccountOpened`; empty for the model as a whole.
    pub element: String,
    /// The name of the rule.
    pub rule: &'static str,
    /// The code of the rule.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where it is written: `file:line:column`.
    pub place: String,
}

/// How a page that is served learns about changes.
#[derive(Debug, Clone, Copy)]
pub struct Live<'l> {
    /// The address of the stream of events on the same server, such as `/events`. An event of type `reload` makes the
    /// page load itself again; place, selection and tab stay.
    pub events: &'l str,
    /// What is wrong with the files as they are now, while the page still shows them as they last were right; none
    /// when the page is fresh.
    pub broken: &'l [Remark],
}

/// The page as HTML.
pub fn html(page: &Page<'_>) -> String {
    let data = data::of(page);
    let pictures = pictures::of(page, &data);
    page::write(&data, &pictures, page.live)
}
