//! Units and protection change no payload, so that no step need say anything; a new version must not lose them on the
//! way all the same.

use super::History;
use crate::{
    diagnostic::{Diagnostic, rule},
    evolve::{
        form::Member,
        hop::{Binding, Operation},
    },
    types::Field,
};

/// Compares fields that a draft keeps under their names with what is published of them.
pub(super) fn check(history: &History<'_>, out: &mut Vec<Diagnostic>) {
    let (Some((kept, entry)), Some(newest)) = (history.newest_published(), history.newest()) else {
        return;
    };
    if newest.id == kept.id {
        return;
    }
    let bindings = || history.planned.hops_from(kept.id.number).flat_map(|hop| &hop.bindings);
    for (name, was) in entry.shape.iter() {
        let field = history.event.fields.iter().find(|field| field.name.value == name);
        let Some((field, is)) = field.zip(newest.today.shape.get(name)) else { continue };
        if !bindings().any(|binding| makes_anew(binding, name)) {
            out.extend(lost(history, field, was, is));
        }
    }
}

/// Whether a step computes the field, so that it may be measured otherwise.
fn makes_anew(binding: &Binding, name: &str) -> bool {
    let gives = binding.operation.gives().iter().any(|to| to.field == name);
    match binding.operation {
        Operation::Convert(_)
        | Operation::Custom { .. }
        | Operation::Map(_)
        | Operation::Nothing(_)
        | Operation::Constant { .. }
        | Operation::FromMeta { .. }
        | Operation::Copy { .. }
        | Operation::Rename { .. }
        | Operation::Flatten { .. }
        | Operation::Nest { .. }
        | Operation::Join { .. }
        | Operation::Split { .. }
        | Operation::Wrap { .. }
        | Operation::Only { .. }
        | Operation::Each { .. } => gives,
        Operation::Widen { .. } | Operation::Fill { .. } | Operation::Drop { .. } => false,
    }
}

fn lost(history: &History<'_>, field: &Field, was: &Member, is: &Member) -> Option<Diagnostic> {
    let name = &field.name.value;
    let version = history.event.version.value;
    if let Some(unit) = was.unit.as_ref().filter(|unit| Some(*unit) != is.unit.as_ref()) {
        let now = is.unit.as_deref().unwrap_or("without a unit");
        let message = format!(
            "`{name}` of `{}` was {unit} and is {now} in version {version}",
            history.path()
        );
        return Some(
            Diagnostic::error(rule::UNIT_CHANGED_IN_PLACE, field.name.span, message)
                .label("no step converts the stored numbers")
                .help("say how, with `convert`; or keep the unit"),
        );
    }
    if was.personal.is_some() && is.personal.is_none() {
        let message = format!(
            "`{name}` of `{}` is not protected any more in version {version}",
            history.path()
        );
        return Some(
            Diagnostic::error(rule::PROTECTION_REMOVED, field.name.span, message)
                .label("published as personal")
                .help("keep `personal`, or give the value a name of its own"),
        );
    }
    None
}
