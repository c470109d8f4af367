//! The catalog: everything that a board shows and some of what it does not, as an outline in Markdown that can be read
//! aloud, searched and reviewed.
//!
//! Reading order: `page` (how a line is written), `links` (what leads to what), `contexts` (one after the other), `steps`
//! (commands and events), `reactions` (policies, sagas, read models), `around` (everything else).

mod around;
mod contexts;
mod links;
mod page;
mod reactions;
mod steps;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use self::{links::Links, page::Page};
use super::{Choice, Kind, Language};
use crate::{
    diagram::Request,
    model::{ContextId, Model},
};

/// The catalog.
pub(super) const KIND: Kind = Kind {
    name: "catalog",
    about: "everything there is, as text to read, search and review",
    subject: None,
    choices: &[Choice::Contexts],
    draw: None,
    blocks: None,
    texts: &[(Language::Markdown, |request| write(request))],
};

/// What is told, and of what.
struct Told<'m> {
    model: &'m Model,
    links: Links,
    /// The contexts that were asked for; all when there is none.
    shown: BTreeSet<ContextId>,
}

impl Told<'_> {
    fn is_shown(&self, context: ContextId) -> bool {
        self.shown.is_empty() || self.shown.contains(&context)
    }
}

fn write(request: &Request<'_>) -> String {
    let model = request.model;
    let told = Told { model, links: Links::of(model), shown: request.contexts() };
    let mut page = Page::default();
    page.heading(1, model.title.as_deref().unwrap_or(&model.name.value), "");
    page.paragraph(model.info.description.as_deref());
    around::timeline(&told, &mut page);
    for (id, context) in model.contexts.iter().filter(|(id, _)| told.is_shown(*id)) {
        contexts::context(&told, &mut page, id, context);
    }
    around::systems(&told, &mut page);
    around::relations(&told, &mut page);
    around::actors(&told, &mut page);
    around::hotspots(&told, &mut page);
    around::glossary(&told, &mut page);
    page.text()
}
