//! The page with everything that there is to see of a model.

use super::super::{Failure, Result, remarks};
use crate::{
    diagram::{self, KINDS, Kind, Options, Page},
    pipeline::Analysis,
};

/// The bytes of the page.
///
/// # Errors
/// When only one kind of picture was asked for.
pub(super) fn draw(kind: &Kind, analysis: &Analysis, options: &Options) -> Result<Vec<u8>> {
    if kind.name != KINDS[0].name {
        return Err(Failure::new("a page has pictures of every kind")
            .help("leave the kind out, as in `esgen diagram -o model.html`"));
    }
    let Analysis { model, plan, sources, .. } = analysis;
    let remarks = remarks::of_lint(analysis);
    let page = Page { model, plan, sources, options, remarks: &remarks, live: None };
    Ok(diagram::html(&page).into_bytes())
}
