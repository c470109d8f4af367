//! `esgen lint --show-settings`: how much each rule matters at an element, and who said so.

use super::super::{Failure, Outcome, Result, terminal::Terminal};
use crate::{
    diagnostic::did_you_mean,
    lint::{Overrides, effective},
    pipeline::Analysis,
    report,
};

/// Shows the settings at the element of a path.
///
/// # Errors
/// When there is no such element.
pub(super) fn show(
    analysis: &Analysis,
    overrides: &Overrides,
    path: &str,
    terminal: &mut Terminal,
) -> Result {
    match effective(analysis, overrides, path) {
        Ok(at) => {
            terminal.result(&report::settings_text(&at, path, &analysis.sources));
            Ok(Outcome::Fine)
        }
        Err(paths) => {
            let failure = Failure::new(format!("there is no element `{path}`"));
            let meant = did_you_mean(path, paths.iter().map(String::as_str));
            Err(failure.help(meant.unwrap_or_else(|| {
                "write the names around it too, as in `Orders/Order/OrderPlaced`".to_owned()
            })))
        }
    }
}
