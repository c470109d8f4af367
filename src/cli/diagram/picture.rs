//! Draws a picture in a format.

use super::{
    super::{Failure, Result, terminal::Terminal},
    format::Format,
};
use crate::diagram::{self, Fonts, Kind, Language, Request};

/// The bytes of a picture.
///
/// # Errors
/// When the kind of picture does not exist in the format, or there is too much to be drawn.
pub(super) fn draw(
    kind: &Kind,
    request: &Request<'_>,
    format: Format,
    terminal: &mut Terminal,
) -> Result<Vec<u8>> {
    if let Some(language) = format.language() {
        return said(kind, request, language).map(String::into_bytes);
    }
    if format == Format::Svg {
        return Ok(diagram::svg(kind, request).into_bytes());
    }
    let png = diagram::png(kind, request, Fonts::of_this_machine).map_err(|reason| {
        Failure::new(reason).help("write an SVG, or one context with `--context`")
    })?;
    if !png.missing.is_empty() {
        terminal.note(&format!("no font of this machine has `{}`", png.missing));
    }
    Ok(png.bytes)
}

/// A picture in the language of another tool.
///
/// # Errors
/// When the kind of picture cannot be said in it.
pub(super) fn said(kind: &Kind, request: &Request<'_>, language: Language) -> Result<String> {
    diagram::text(kind, request, language).ok_or_else(|| {
        let others = kind.languages().map(Language::name);
        let formats: Vec<_> = ["SVG", "PNG"].into_iter().chain(others).collect();
        Failure::new(format!(
            "there is no {} of a picture of kind `{}`",
            language.name(),
            kind.name
        ))
        .help(format!("there is {}", formats.join(", ")))
    })
}
