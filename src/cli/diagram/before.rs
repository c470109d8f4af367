//! The older state of the model since which a picture shows changes.

use std::path::Path;

use super::super::{
    Failure, Result, check,
    diff::against::{Found, has_mistakes, named as find},
    terminal::Terminal,
};
use crate::{
    diagram::{Before, Choice, KINDS, Kind, Language},
    model::Model,
};

/// Refuses kinds of pictures, and languages of other tools, that cannot show a change.
///
/// # Errors
/// When it cannot be shown.
pub(super) fn can_be_shown(kind: &Kind, language: Option<Language>) -> Result<()> {
    let can = |kind: &&&Kind| kind.has(Choice::Against, None);
    if !can(&&kind) {
        let kinds: Vec<_> = KINDS.iter().filter(can).map(|it| format!("`{}`", it.name)).collect();
        let message = format!("a picture of kind `{}` cannot show what changed", kind.name);
        return Err(Failure::new(message).help(format!("{} can", kinds.join(", "))));
    }
    match language {
        Some(language) if !kind.has(Choice::Against, Some(language)) => {
            Err(Failure::new(format!("{} cannot say what changed", language.name()))
                .help("write an SVG or a PNG"))
        }
        Some(_) | None => Ok(()),
    }
}

/// The state that a name means.
///
/// # Errors
/// When it means none, or one that is no whole model.
pub(super) fn named(
    name: &str,
    root: &Path,
    today: &Model,
    terminal: &mut Terminal,
) -> Result<Before> {
    let base = find(name, root, &today.name.value)?;
    let model = match base.found {
        Found::Model(analysis) if check::has_errors(&analysis) => {
            check::show(&analysis, check::Format::Pretty, terminal);
            let failure = Failure::new(format!("the model at `{name}` has mistakes"));
            return Err(failure.help("compare with a state that `esgen check` accepts"));
        }
        Found::Model(analysis) => analysis.model,
        Found::Nothing => Model::default(),
        Found::Lock(_) => {
            return Err(match base.mistake {
                Some(first) => has_mistakes(name, &first),
                None => Failure::new(format!("`{name}` is a lock, which knows nothing but events"))
                    .help("name a git ref, a folder with a model, or the root file of one"),
            });
        }
    };
    base.notes.iter().for_each(|note| terminal.note(note));
    Ok(Before { name: base.name, model })
}
