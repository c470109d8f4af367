//! What commands about events share: a model without errors, and the event that a word names.

use std::path::PathBuf;

use super::{Failure, ModelArgument, Result, check, files, terminal::Terminal};
use crate::{
    evolve::{NoEvent, find},
    pipeline::Analysis,
    report::Told,
};

/// Reads a model; nothing when it has errors, which are then shown with `undone` behind them.
///
/// # Errors
/// When there is no model.
pub(super) fn load(
    model: Option<&PathBuf>,
    undone: &str,
    terminal: &mut Terminal,
) -> Result<Option<Analysis>> {
    let analysis = files::load(&files::find(&ModelArgument { model: model.cloned() })?)?;
    if check::has_errors(&analysis) {
        check::show(&analysis, check::Format::Pretty, terminal);
        terminal.note(undone);
        return Ok(None);
    }
    Ok(Some(analysis))
}

/// The event that a word names.
///
/// # Errors
/// When it names none, or several.
pub(super) fn named<'a>(analysis: &'a Analysis, word: &str) -> Result<Told<'a>> {
    let (model, plan) = (&analysis.model, &analysis.plan);
    match find(model, plan, word) {
        Ok(event) => Ok(Told { model, plan, event }),
        Err(NoEvent::Several(paths)) => {
            let known = paths.join("`, `");
            Err(Failure::new(format!("several events are called `{word}`"))
                .help(format!("say which: `{known}`")))
        }
        Err(NoEvent::Unknown(meant)) => {
            let failure = Failure::new(format!("there is no event `{word}`"));
            Err(match (meant, model.events.ids().next()) {
                (Some(meant), _) => failure.help(meant),
                (None, None) => failure.help("the model has none"),
                (None, Some(one)) => failure.help(format!(
                    "write it as in `{}`, or as the type it is stored under",
                    model.event_path(one)
                )),
            })
        }
    }
}

/// That an event has no such version.
pub(super) fn no_version(told: &Told<'_>, version: u32) -> Failure {
    let newest = told.newest();
    let failure = Failure::new(format!("`{}` has no version {version}", told.path()));
    match (version, newest) {
        (0, _) => failure.help(
            "0 stands for stored events without a version; the event says which one that is with `unversioned_is`",
        ),
        (_, 1) => failure.help("there is only version 1"),
        _ => failure.help(format!("versions go from {} to {newest}", told.oldest())),
    }
}
