//! The page that leads to every picture of a set, in Markdown.

use std::fmt::Write as _;

use super::{Picture, READABLE};
use crate::{
    diagram::{Kind, kinds, write::escape::markdown},
    model::Model,
};

/// A picture that was drawn.
pub struct Drawn {
    /// What it shows.
    pub picture: Picture,
    /// Its files, beside the index.
    pub files: Vec<Link>,
}

/// A file, and what it is.
pub struct Link {
    /// Its name.
    pub file: String,
    /// The name of its format.
    pub format: &'static str,
    /// Whether Markdown can show it.
    pub is_image: bool,
}

/// The text of the index: for each kind its pictures, with links to all of their files. `pages` are those that show the
/// whole model at once.
pub fn index(model: &Model, pages: &[Link], drawn: &[Drawn]) -> String {
    let title = model.title.as_ref().unwrap_or(&model.name.value);
    let mut text = format!("# {}\n", markdown(title));
    for page in pages {
        let _ = write!(text, "\n[All of it on one page]({}), to click through.\n", page.file);
    }
    for of_kind in drawn.chunk_by(|one, other| one.picture.kind.name == other.picture.kind.name) {
        let Some(first) = of_kind.first() else { continue };
        section(first.picture.kind, of_kind, drawn, &mut text);
    }
    text
}

fn section(kind: &Kind, of_kind: &[Drawn], all: &[Drawn], text: &mut String) {
    let _ = write!(text, "\n## {}\n\n{}.\n", capital(kind.name), capital(kind.about));
    if of_kind.iter().any(|drawn| drawn.picture.context.is_some()) {
        let _ = write!(text, "\n{}\n", parted(all));
    }
    for Drawn { picture, files } in of_kind {
        if picture.is_part() {
            let _ = write!(text, "\n### {}\n", markdown(picture.title()));
        }
        if let Some(image) = files.iter().find(|link| link.is_image) {
            let _ = write!(text, "\n![{}]({})\n", markdown(&picture.words()), image.file);
        }
        let links: Vec<String> =
            files.iter().map(|link| format!("[{}]({})", link.format, link.file)).collect();
        let _ = write!(text, "\n{}\n", links.join(" · "));
    }
}

/// Why there is a page for each context.
fn parted(all: &[Drawn]) -> String {
    let map = all.iter().find(|drawn| drawn.picture.kind.name == kinds::MAP.name);
    let together = map.and_then(|drawn| drawn.files.first()).map_or_else(String::new, |map| {
        format!(" The [context map]({}) shows how they hang together.", map.file)
    });
    format!("More than {READABLE} blocks are too much for a page: each context has one.{together}")
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
