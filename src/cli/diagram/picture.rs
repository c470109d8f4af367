//! Draws a picture in a format.

use super::{
    super::{Failure, Result, terminal::Terminal},
    format::Format,
};
use crate::diagram::{self, Fonts, Kind, Refusal, Request};

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
        return Ok(diagram::text(kind, request, language).map_err(refused)?.into_bytes());
    }
    if format == Format::Svg {
        return Ok(diagram::svg(kind, request).map_err(refused)?.into_bytes());
    }
    let png = diagram::png(kind, request, Fonts::of_this_machine).map_err(refused)?;
    if !png.missing.is_empty() {
        terminal.note(&format!("no font of this machine has `{}`", png.missing));
    }
    Ok(png.bytes)
}

/// What is in the way of a picture, as a failure of the command.
pub(super) fn refused(refusal: Refusal) -> Failure {
    Failure::new(refusal.reason).help(refusal.help)
}
