//! A published version never changes: neither its shape, nor the steps that lead to it. Walks from the newest
//! published version backwards and stops where the two records part, since everything older follows from there.

use super::{Change, History, Kept, changes, likely_renames, type_moved::Moved};
use crate::{
    diagnostic::{Diagnostic, rule},
    evolve::{
        describe,
        form::{Form, Member},
        lock::Entry,
    },
    source::Span,
    types::Field,
};

pub(super) fn check(history: &History<'_>, moved: &mut Moved, out: &mut Vec<Diagnostic>) {
    let published = history.versions.iter().rev().filter_map(|kept| Some((kept, kept.published?)));
    for (place, (kept, entry)) in published.enumerate() {
        let hop = history.planned.hop_from(kept.id.number);
        let today = &kept.today.shape;
        let today = if hop.is_some() { &today.told_by(&entry.shape) } else { today };
        let differences = changes(&entry.shape, today);
        if !differences.is_empty() {
            return match hop {
                None => newest(history, kept, entry, &differences, moved, out),
                Some(_) if place == 0 => out.push(unexplained(history, kept, entry, &differences)),
                Some(_) => out.push(older(history, kept, entry, &differences)),
            };
        }
        // The oldest version that is still read has no steps before it any more.
        let has_steps = kept.id.number > history.event.oldest();
        if has_steps && kept.today.steps != entry.steps {
            return out.push(steps(history, kept, entry));
        }
    }
}

/// The version that the model shows is published, and is not the same any more.
fn newest(
    history: &History<'_>,
    kept: &Kept<'_>,
    entry: &Entry,
    differences: &[Change<'_>],
    moved: &mut Moved,
    out: &mut Vec<Diagnostic>,
) {
    let mut gone = Vec::new();
    let renamed = likely_renames(differences);
    for change in differences {
        match change {
            Change::Gone(field, was) => gone.push((*field, *was)),
            // Told with the field that it was.
            Change::New(field, _) if renamed.iter().any(|(_, new)| new == field) => {}
            Change::New(field, _) => {
                let what = format!("has no field `{field}`");
                let finding = reshaped(history, entry, place_of(history, field), &what);
                out.push(finding.label("new since then"));
            }
            Change::Changed { field, was, is } => {
                out.extend(changed(history, kept, entry, (field, was, is), moved));
            }
        }
    }
    if !gone.is_empty() {
        let fields: Vec<String> =
            gone.iter().map(|(name, was)| format!("`{name}: {was}`")).collect();
        let what = format!("has {}, which the model has not", fields.join(", "));
        let finding = reshaped(history, entry, history.event.version.span, &what);
        out.push(finding.label("without them now"));
    }
    out.extend(renamed.into_iter().map(|(old, new)| rename(history, old, new)));
}

fn changed(
    history: &History<'_>,
    kept: &Kept<'_>,
    entry: &Entry,
    (name, was, is): (&str, &Member, &Member),
    moved: &mut Moved,
) -> Option<Diagnostic> {
    let Some(field) = field_of(history, name) else {
        return Some(reshaped(history, entry, history.event.name.span, &had(name, was)));
    };
    if was.form == is.form {
        return Some(remarked(history, entry, field, (was, is)));
    }
    if moved.takes(history, kept, field, &was.form) {
        return None;
    }
    let what = had(name, was);
    Some(reshaped(history, entry, field.ty_span, &what).label(format!("`{is}` now")))
}

fn had(name: &str, was: &Member) -> String {
    format!("has `{name}: {was}`")
}

/// Same values under the same name, and yet not the same: another unit, or another protection.
fn remarked(
    history: &History<'_>,
    entry: &Entry,
    field: &Field,
    (was, is): (&Member, &Member),
) -> Diagnostic {
    let name = &field.name.value;
    let unit = |member: &Member| member.unit.clone().unwrap_or_else(|| "no unit".to_owned());
    if was.unit != is.unit {
        let message =
            format!("`{name}` of `{}` was {} and is {} now", history.path(), unit(was), unit(is));
        return Diagnostic::error(rule::UNIT_CHANGED_IN_PLACE, field.name.span, message)
            .label("stored numbers would silently mean something else")
            .related(entry.span, "published here")
            .help(
                "give the field a new name or type in a new version, and `convert` the old values",
            );
    }
    if was.personal.is_some() && is.personal.is_none() {
        let message = format!("`{name}` of `{}` is not protected any more", history.path());
        return Diagnostic::error(rule::PROTECTION_REMOVED, field.name.span, message)
            .label("published as personal")
            .related(entry.span, "published here")
            .help("keep `personal`, or publish the value under a new name in a new version");
    }
    reshaped(history, entry, field.name.span, &had(name, was))
}

fn reshaped(history: &History<'_>, entry: &Entry, span: Span, what: &str) -> Diagnostic {
    let (name, version) = (&history.event.name.value, history.event.version.value);
    let message = format!("version {version} of `{name}` is published and {what}");
    let path = history.path();
    let help = format!(
        "put it back, or make it version {} and say what changed: `esgen evolve {path}` writes it",
        version + 1
    );
    Diagnostic::error(rule::PUBLISHED_SHAPE_CHANGED, span, message)
        .related(entry.span, "published here")
        .help(help)
}

/// An older version would be read as something that was never stored.
fn older(
    history: &History<'_>,
    kept: &Kept<'_>,
    entry: &Entry,
    differences: &[Change<'_>],
) -> Diagnostic {
    let (name, number) = (&history.event.name.value, kept.id.number);
    let message = format!("version {number} of `{name}` is published with another shape");
    let finding =
        Diagnostic::error(rule::PUBLISHED_SHAPE_CHANGED, hop_span(history, number), message)
            .label(format!("these steps lead from another version {number}"))
            .related(entry.span, "published here")
            .help("put the steps back: what is stored does not change");
    noted(finding, differences)
}

/// A draft does not start from what is published.
fn unexplained(
    history: &History<'_>,
    kept: &Kept<'_>,
    entry: &Entry,
    differences: &[Change<'_>],
) -> Diagnostic {
    let (name, number) = (&history.event.name.value, kept.id.number);
    let message = format!(
        "the steps of `{name}` do not lead from the published version {number} to version {}",
        number + 1
    );
    let span = hop_span(history, number);
    let finding = Diagnostic::error(rule::UNEXPLAINED_DIFFERENCE, span, message)
        .label(format!("these steps start from another version {number}"))
        .related(entry.span, "published here");
    let renamed = likely_renames(differences);
    let help = match renamed.first() {
        Some((old, new)) => format!("did you mean `- rename: {{ {old}: {new} }}`?"),
        None => format!("`esgen evolve {}` writes the steps", history.path()),
    };
    noted(finding, differences).help(help)
}

/// What each difference takes to be explained, as a step of the next version.
fn noted(mut finding: Diagnostic, differences: &[Change<'_>]) -> Diagnostic {
    for change in differences {
        finding = finding.note(match change {
            Change::Gone(field, was) => format!(
                "`{field}: {was}` is published, and no step says what became of it: `- {}`",
                step_for(change)
            ),
            Change::New(field, is) => format!(
                "`{field}: {is}` is not published, and no step says where it comes from: `- {}`",
                step_for(change)
            ),
            Change::Changed { field, was, is } => {
                format!("`{field}` is published as `{was}`, and the steps make it `{is}`")
            }
        });
    }
    finding
}

/// The step that explains one difference, where one step can. Values are for the author to fill in.
pub fn step_for(change: &Change<'_>) -> String {
    match change {
        Change::Gone(field, was) => format!("drop: {{ {field}: {} }}", old_type(&was.form)),
        Change::New(field, is) if is.form.is_optional() => format!("add: {field}"),
        Change::New(field, _) => format!("add: {{ {field}: <value> }}"),
        Change::Changed { field, was, .. } => {
            format!("widen: {{ {field}: {} }}", old_type(&was.form))
        }
    }
}

/// An old type as a step writes it: the words of an enumeration are a list.
fn old_type(form: &Form) -> String {
    match form {
        Form::Words { words, .. } => format!("[{}]", words.join(", ")),
        Form::Optional(_) => format!("\"{form}\""),
        Form::Scalar(_)
        | Form::List(_)
        | Form::Set(_)
        | Form::Map(_)
        | Form::Record(_)
        | Form::Again(_) => form.to_string(),
    }
}

/// A step between two published versions is another one.
fn steps(history: &History<'_>, kept: &Kept<'_>, entry: &Entry) -> Diagnostic {
    let number = kept.id.number;
    let hop = history.planned.hops.iter().find(|hop| hop.to == number);
    let same = kept.today.steps.iter().zip(&entry.steps).take_while(|(one, other)| one == other);
    let place = same.count();
    let span = hop
        .and_then(|hop| describe::places(hop).get(place).copied())
        .unwrap_or_else(|| hop_span(history, number.saturating_sub(1)));
    let told = |steps: &[String], other: &str| {
        steps.get(place).map_or_else(|| other.to_owned(), |step| format!("`{}`", step.trim()))
    };
    let message = format!(
        "the steps of `{}` to version {number} are published, and are not the same any more",
        history.event.name.value
    );
    Diagnostic::error(rule::PUBLISHED_STEPS_CHANGED, span, message)
        .label(format!("now {}", told(&kept.today.steps, "nothing")))
        .related(entry.span, format!("published with {}", told(&entry.steps, "nothing more")))
        .help("put it back: events that were read in one way are not read in another; what was wrong is corrected by a new version")
}

fn rename(history: &History<'_>, old: &str, new: &str) -> Diagnostic {
    let message = format!("`{new}` looks like `{old}` under a new name");
    let next = history.event.version.value + 1;
    Diagnostic::info(rule::LIKELY_RENAME, place_of(history, new), message)
        .help(format!("say so in version {next}: `- rename: {{ {old}: {new} }}`"))
}

fn field_of<'h>(history: &History<'h>, name: &str) -> Option<&'h Field> {
    history.event.fields.iter().find(|field| field.name.value == name)
}

fn place_of(history: &History<'_>, name: &str) -> Span {
    field_of(history, name).map_or(history.event.name.span, |field| field.name.span)
}

/// Where the model says how a version is read as the next.
fn hop_span(history: &History<'_>, from: u32) -> Span {
    history.planned.hop_from(from).map_or(history.event.version.span, |hop| hop.span)
}
