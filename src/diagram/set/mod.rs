//! Several pictures that belong together: everything that there is to draw of a model, and the pages of a picture that
//! is too large for one.

mod index;
mod names;

pub use index::{Drawn, Link, index};

use super::{KINDS, Kind, Options, Request, kinds};
use crate::model::Model;
use names::Names;

/// The most blocks that people can read on one page.
pub const READABLE: usize = 60;

/// A picture of a set.
#[derive(Clone)]
pub struct Picture {
    /// Its kind.
    pub kind: &'static Kind,
    /// What it is a picture of, where its kind asks for that.
    pub subject: Option<String>,
    /// The only context that it shows; nothing when it shows all of them.
    pub context: Option<String>,
    /// The name of its file without the ending. It is safe on every system, and no two pictures of a set share it.
    pub stem: String,
}

impl Picture {
    /// The options with which it is drawn.
    pub fn options(&self, options: &Options) -> Options {
        let contexts = self.context.iter().cloned().collect();
        Options { contexts, ..options.clone() }
    }

    /// Whether it is one of several of its kind.
    fn is_part(&self) -> bool {
        self.subject.is_some() || self.context.is_some()
    }

    /// What it shows.
    fn title(&self) -> &str {
        self.subject.as_deref().or(self.context.as_deref()).unwrap_or(self.kind.name)
    }

    /// What it is, for those who cannot see it.
    fn words(&self) -> String {
        let kind = self.kind.name;
        if self.is_part() { format!("{kind} of {}", self.title()) } else { kind.to_owned() }
    }
}

/// Everything that there is to draw of a model: each kind, of each thing that it can be drawn of. A picture that is too
/// large for a page comes as one for each context, unless it is wanted whole.
pub fn all(request: &Request<'_>, is_whole: bool) -> Vec<Picture> {
    let mut names = Names::default();
    let mut pictures = Vec::new();
    for kind in KINDS.iter().copied() {
        let mut add = |subject: Option<String>, context: Option<String>| {
            let of = subject.as_deref().or(context.as_deref());
            let stem = names.stem(kind.name, of);
            pictures.push(Picture { kind, subject, context, stem });
        };
        match kind.subject {
            Some(subject) => {
                (subject.names)(request.model).into_iter().for_each(|name| add(Some(name), None));
            }
            None if !is_whole && is_too_large(kind, request) => {
                contexts(request.model).for_each(|name| add(None, Some(name)));
            }
            None => add(None, None),
        }
    }
    pictures
}

/// The pages of a picture that is too large for one: the context map in its place, and a page for each context. Nothing
/// when it fits, or cannot be parted.
pub fn pages(kind: &'static Kind, request: &Request<'_>, stem: &str) -> Option<Vec<Picture>> {
    if !is_too_large(kind, request) {
        return None;
    }
    let mut names = Names::default();
    names.take(stem);
    let map = Picture { kind: kinds::MAP, subject: None, context: None, stem: stem.to_owned() };
    let page = |name: String| {
        let stem = names.stem(stem, Some(&name));
        Picture { kind, subject: None, context: Some(name), stem }
    };
    Some(std::iter::once(map).chain(contexts(request.model).map(page)).collect())
}

/// The number of blocks of a picture, when they are more than people can read on one page.
pub fn too_many(kind: &Kind, request: &Request<'_>) -> Option<usize> {
    let blocks = kind.blocks.map(|count| count(request));
    blocks.filter(|blocks| *blocks > READABLE)
}

/// Whether a picture of all contexts is more than people can read, and could be parted.
fn is_too_large(kind: &Kind, request: &Request<'_>) -> bool {
    request.options.is_everything()
        && request.model.contexts.len() > 1
        && too_many(kind, request).is_some()
}

fn contexts(model: &Model) -> impl Iterator<Item = String> {
    model.contexts.values().map(|context| context.name.value.clone())
}
