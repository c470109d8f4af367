//! A picture that people can read: on one page, or on several where the model is too large for one.

use std::path::{Path, PathBuf};

use super::{
    super::{Result, files, terminal::Terminal},
    format::Format,
    output::Page,
    picture,
};
use crate::diagram::{self, Kind, Picture, Request};

/// Draws what was asked for. What is too large for a page becomes several files, the one that was named first; one file
/// when there is none to name the others after, when another tool makes the layout, or when it is wanted whole.
///
/// # Errors
/// When a picture cannot be drawn.
pub(super) fn draw(
    kind: &'static Kind,
    request: &Request<'_>,
    (format, output, is_whole): (Format, Option<&Path>, bool),
    terminal: &mut Terminal,
) -> Result<Vec<Page>> {
    let path = output.unwrap_or(Path::new(""));
    let many = diagram::too_many(kind, request).filter(|_| !is_whole);
    if let Some(many) = many.filter(|_| request.options.is_everything()) {
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let stem = stem.filter(|_| format.language().is_none());
        if let Some(pages) = stem.and_then(|stem| diagram::pages(kind, request, &stem)) {
            terminal.note(&parted(many, path, &pages));
            return pages.iter().map(|page| drawn(page, request, format, path, terminal)).collect();
        }
        terminal.note(&format!(
            "{many} blocks are hard to read on one page; {}",
            advice(request, format)
        ));
    }
    let bytes = picture::draw(kind, request, format, terminal)?;
    Ok(vec![Page { path: path.to_owned(), bytes }])
}

fn drawn(
    page: &Picture,
    request: &Request<'_>,
    format: Format,
    path: &Path,
    terminal: &mut Terminal,
) -> Result<Page> {
    let options = page.options(request.options);
    let request = Request { options: &options, ..*request };
    let bytes = picture::draw(page.kind, &request, format, terminal)?;
    Ok(Page { path: file(page, path), bytes })
}

/// The file of a page, beside the one that was named.
fn file(page: &Picture, path: &Path) -> PathBuf {
    let end = path.extension().map(|end| format!(".{}", end.to_string_lossy()));
    path.with_file_name(format!("{}{}", page.stem, end.unwrap_or_default()))
}

/// What became of a picture that is too large for a page.
fn parted(many: usize, path: &Path, pages: &[Picture]) -> String {
    let contexts = pages.len().saturating_sub(1);
    let first = pages.get(1).map_or_else(String::new, |page| files::shown(&file(page, path)));
    let map = files::shown(path);
    format!(
        "{many} blocks are too much for one page: `{map}` is the context map, and each of the {contexts} contexts has \
         a page, such as `{first}`; `--whole` draws them on one"
    )
}

fn advice(request: &Request<'_>, format: Format) -> &'static str {
    if request.model.contexts.len() < 2 {
        "a model with several contexts is drawn on several"
    } else if format.language().is_none() {
        "with `--output` each context has its own"
    } else {
        "`--context` draws a part"
    }
}
