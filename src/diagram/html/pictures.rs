//! Which pictures a page has: one of each kind, or one for each thing of which a kind makes pictures.

use std::fmt::Write as _;

use serde::Serialize;

use super::{Page, data::Data};
use crate::diagram::{
    KINDS, Kind, Options, Request,
    write::{Used, part},
};

/// The most elements that a browser shows at once without becoming slow.
const MOST_AT_ONCE: usize = 1_200;
/// The most pictures of one kind; more would make the file heavier than they are worth.
const MOST_OF_A_KIND: usize = 150;
/// The kind that leads to all others where there is one picture for each context.
const MAP: &str = "contexts";

/// The pictures of a page.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    /// What there is, in the order of the tabs.
    pub(super) list: Vec<Picture>,
    /// The pictures themselves, in the same order.
    pub(super) drawn: Vec<String>,
    /// What occurs in them.
    pub(super) used: Used,
    /// The kinds of which there are too many, and how many that are.
    pub(super) left_out: Vec<(&'static str, usize)>,
}

/// What a picture is.
#[derive(Debug, Serialize)]
pub(super) struct Picture {
    /// The name of its kind.
    kind: &'static str,
    /// What its tab says.
    tab: String,
    /// What it shows.
    about: &'static str,
    /// What it is a picture of, where that is not the whole model.
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    /// The element of that name.
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<String>,
    /// The context that it is cut down to.
    #[serde(skip_serializing_if = "Option::is_none")]
    context: Option<String>,
}

/// Draws everything.
pub(super) fn of(page: &Page<'_>, data: &Data) -> Pictures {
    let is_big = data.elements.len() > MOST_AT_ONCE && page.model.contexts.len() > 1;
    let mut kinds: Vec<&Kind> = KINDS.iter().copied().filter(|kind| kind.is_drawn()).collect();
    if is_big {
        kinds.sort_by_key(|kind| kind.name != MAP);
    }
    let mut pictures = Pictures::default();
    for kind in kinds {
        match kind.subject {
            Some(subject) => {
                let names = (subject.names)(page.model);
                if names.len() > MOST_OF_A_KIND {
                    pictures.left_out.push((kind.name, names.len()));
                    continue;
                }
                for (name, path) in names.into_iter().zip((subject.paths)(page.model)) {
                    let of = element_of(data, subject.word, &path);
                    pictures.add(page, kind, Cut { subject: Some(name), of, context: None });
                }
            }
            None if is_big && kind.name != MAP => {
                for context in page.model.contexts.values() {
                    let context = Some(context.name.value.clone());
                    pictures.add(page, kind, Cut { context, ..Cut::default() });
                }
            }
            None => pictures.add(page, kind, Cut::default()),
        }
    }
    pictures
}

/// The part of a model that a picture shows.
#[derive(Default)]
struct Cut {
    subject: Option<String>,
    of: Option<String>,
    context: Option<String>,
}

impl Pictures {
    fn add(&mut self, page: &Page<'_>, kind: &'static Kind, cut: Cut) {
        let Cut { subject, of, context } = cut;
        let contexts = match &context {
            Some(context) => vec![context.clone()],
            None => page.options.contexts.clone(),
        };
        let options = Options { contexts, ..page.options.clone() };
        let Page { model, plan, .. } = *page;
        let request = Request { model, plan, options: &options, subject: subject.as_deref() };
        let Some(draw) = kind.draw else { return };
        self.drawn.push(part(&draw(&request), &mut self.used));
        let (tab, about) = (tab(kind), kind.about);
        self.list.push(Picture { kind: kind.name, tab, about, subject, of, context });
    }

    /// What is missing, in words; nothing when nothing is.
    pub(super) fn note(&self) -> Option<String> {
        let mut note = String::new();
        for (kind, count) in &self.left_out {
            let _ = write!(
                note,
                "{count} pictures of kind {kind} are not in this file; `esgen diagram {kind} NAME` draws one. "
            );
        }
        (!note.is_empty()).then(|| note.trim_end().to_owned())
    }
}

fn tab(kind: &Kind) -> String {
    if kind.name == MAP {
        return "Context map".to_owned();
    }
    let mut name = kind.name.to_owned();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    name
}

/// The element of a path, such as `Sales.Order`, that is what a kind asks for.
fn element_of(data: &Data, word: &str, path: &str) -> Option<String> {
    let kinds: Vec<_> = word.split('|').map(str::to_lowercase).collect();
    let is_it = |it: &&super::data::Element| {
        it.id.split_once(':').is_some_and(|(_, known)| known == path)
            && kinds.iter().any(|kind| kind == it.kind)
    };
    data.elements.iter().find(is_it).map(|it| it.id.clone())
}
