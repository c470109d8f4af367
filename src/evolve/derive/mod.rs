//! Derives old shapes backwards: the newest shape is known, and each step, undone last step first,
//! gives the shape before it. On the way every step becomes a typed [`Binding`].

mod add;
mod conversion;
mod field;
mod object;
mod old_type;
mod text;
mod words;

pub(super) use add::Origin;
pub(super) use conversion::Request;

use super::{
    hop::{Binding, Hop, Input, Operation, Output},
    plan::Version,
    shape::Shape,
};
use crate::{
    diagnostic::{Diagnostic, did_you_mean, rule},
    model::{Change, Event, Model, Step, StepKind},
    source::{Span, Spanned},
    types::{Field, Place, Type, TypeId, TypeTable},
};

/// A step that cannot be undone; why has been reported. Older versions stay unknown then.
pub(super) struct Stuck;

/// The result of undoing something.
pub(super) type Undone<T> = Result<T, Stuck>;

/// Where the backward walk stands.
pub(super) struct Walk<'w> {
    pub(super) model: &'w Model,
    pub(super) event: &'w Event,
    pub(super) types: &'w mut TypeTable,
    pub(super) out: &'w mut Vec<Diagnostic>,
    /// The context of the event, from where types are written.
    place: Place,
    /// The event as `Context.Event`.
    name: String,
    /// The newer version of the change that is being undone.
    newer: u32,
    /// The numbers of the steps that are being undone, the outermost first.
    trail: Vec<usize>,
    /// The fields in sight; after undoing a step, those before it.
    shape: Shape,
    /// Types that the older version declares.
    declares: Vec<TypeId>,
    /// How many dropped fields have come back at the end, so that those of earlier steps stand before.
    dropped: usize,
}

impl<'w> Walk<'w> {
    /// A walk that stands at the newest version of `event`.
    pub(super) fn new(
        model: &'w Model,
        event: &'w Event,
        types: &'w mut TypeTable,
        out: &'w mut Vec<Diagnostic>,
    ) -> Self {
        let context = event.context.and_then(|id| model.contexts.get(id));
        let (place, name) = match context {
            Some(context) => (
                Place::Context(context.name.value.clone()),
                format!("{}.{}", context.name.value, event.name.value),
            ),
            None => (Place::Shared, event.name.value.clone()),
        };
        let shape = Shape { fields: event.fields.clone() };
        let (trail, declares, dropped) = (Vec::new(), Vec::new(), 0);
        let newer = event.version.value;
        Self { model, event, types, out, place, name, newer, trail, shape, declares, dropped }
    }

    /// The version at which the walk stands now.
    pub(super) fn version(&mut self, number: u32) -> Version {
        let declares = std::mem::take(&mut self.declares);
        Version { number, shape: self.shape.clone(), declares }
    }

    /// Undoes one change and gives the way forward.
    pub(super) fn undo_change(&mut self, change: &Change) -> Undone<Hop> {
        self.newer = change.number.value;
        self.dropped = 0;
        let bindings = self.undo_steps(&change.steps)?;
        Ok(Hop {
            from: self.newer.saturating_sub(1),
            to: self.newer,
            because: change.because.clone(),
            bindings,
            span: change.number.span,
        })
    }

    /// Undoes steps, the last one first; gives their bindings in the order of the steps.
    fn undo_steps(&mut self, steps: &[Step]) -> Undone<Vec<Binding>> {
        let mut bindings = Vec::new();
        for step in steps.iter().rev() {
            self.trail.push(step.number);
            let operation = self.undo(step);
            self.trail.pop();
            bindings.push(Binding { step: step.number, operation: operation?, span: step.span });
        }
        bindings.reverse();
        Ok(bindings)
    }

    fn undo(&mut self, step: &Step) -> Undone<Operation> {
        match &step.kind {
            StepKind::Add { field, value } => self.undo_add(field, value),
            StepKind::Drop { field, was, back } => self.undo_drop(field, was, back.as_ref()),
            StepKind::Rename { from, to } => self.undo_rename(from, to),
            StepKind::Widen { field, was, back } => self.undo_widen(field, was, back.as_ref()),
            StepKind::Fill { field, value } => self.undo_fill(field, value),
            StepKind::Map { field, was, to, values, otherwise, back } => {
                let words = words::Words { values, otherwise: otherwise.as_ref(), back };
                self.undo_map(field, was, to.as_ref(), &words)
            }
            StepKind::Convert { from, to, using, arguments, on_invalid, back } => {
                let (on_invalid, back) = (on_invalid.as_ref(), back.as_ref());
                let call = conversion::Call { using, arguments, on_invalid, back };
                self.undo_convert(from, to, &call)
            }
            StepKind::Nest { fields, into } => self.undo_nest(fields, into),
            StepKind::Flatten { from, was, prefix } => {
                self.undo_flatten(from, was, prefix.as_deref())
            }
            StepKind::Join { from, to, with } => self.undo_join(from, to, with),
            StepKind::Split { from, was, to, at, extra, missing } => {
                let cut = text::Cut { at, extra: *extra, missing };
                self.undo_split(from, was, to, &cut, step.span)
            }
            StepKind::Wrap { from, was, to, back } => self.undo_wrap(from, was, to, back.as_ref()),
            StepKind::Each { field, steps } => self.undo_each(field, steps),
            StepKind::Custom { reads, writes, using } => self.undo_custom(reads, writes, using),
        }
    }

    /// Takes away a field that a step gives; the field must be there after the step.
    fn take(&mut self, field: &Spanned<String>) -> Undone<(usize, Field)> {
        match self.shape.take(&field.value) {
            Some(found) => Ok(found),
            None => Err(self.unknown_field(field)),
        }
    }

    /// Puts back a field that a step takes; it must not be there any more after the step.
    fn give(&mut self, place: usize, name: &Spanned<String>, ty: Type) -> Undone<Input> {
        let input = Input { field: name.value.clone(), ty, kept: false, unwrap: Vec::new() };
        if let Some(there) = self.shape.field(&name.value) {
            let label = format!("`{}` is still there after this step", name.value);
            let declared = there.name.span;
            let message = format!("`{}` is said to be gone, but it is not", name.value);
            let finding = self
                .fault(rule::UNEXPLAINED_DIFFERENCE, name.span, &message)
                .label(label)
                .related(declared, "here it is")
                .help("take the field away from the newer version, or leave out this step");
            return Err(self.report(finding));
        }
        self.shape.put(place, Field::plain(name.clone(), input.ty.clone()));
        Ok(input)
    }

    /// Puts back a field that a step reads, or leaves it where the newer version keeps it.
    fn read(&mut self, place: usize, name: &Spanned<String>, ty: Type) -> Undone<Input> {
        let Some(there) = self.shape.field(&name.value) else {
            return self.give(place, name, ty);
        };
        let kept = Input { field: name.value.clone(), ty, kept: true, unwrap: Vec::new() };
        if there.ty == kept.ty {
            return Ok(kept);
        }
        let (declared, now) = (there.name.span, self.written(&there.ty));
        let was = self.written(&kept.ty);
        let message = format!("`{}` was `{was}`, but the field that stays is `{now}`", name.value);
        let finding = self
            .fault(rule::UNEXPLAINED_DIFFERENCE, name.span, &message)
            .related(declared, format!("`{now}` here"))
            .help("a step that reads a field which stays states the type that it still has");
        Err(self.report(finding))
    }

    pub(super) fn unknown_field(&mut self, field: &Spanned<String>) -> Stuck {
        let (place, label) = if self.trail.is_empty() {
            ("in this event", "not a field of the stored event")
        } else {
            ("after this step", "not a field of the newer version, nor read by a later step")
        };
        let message = format!("there is no field `{}` {place}", field.value);
        let known: Vec<&str> = self.shape.names().collect();
        let near = did_you_mean(&field.value, known.iter().copied());
        let all = match known.as_slice() {
            [] => "no field is left at this point".to_owned(),
            names => format!("the fields at this point are {}", listed(names)),
        };
        let finding = self
            .fault(rule::UNKNOWN_FIELD_IN_STEP, field.span, &message)
            .label(label)
            .help(near.unwrap_or(all));
        self.report(finding)
    }

    /// A finding about the step that is being undone.
    pub(super) fn fault(&self, rule: &'static str, span: Span, message: &str) -> Diagnostic {
        Diagnostic::error(rule, span, format!("{}: {message}", self.at()))
    }

    /// Reports, for a step that cannot be undone.
    pub(super) fn report(&mut self, finding: Diagnostic) -> Stuck {
        self.out.push(finding);
        Stuck
    }

    /// The step in words: `step 2 of version 3`, or the event when the walk is at no step.
    fn at(&self) -> String {
        if self.trail.is_empty() {
            return format!("`{}`", self.event.name.value);
        }
        let steps: Vec<String> = self.trail.iter().map(usize::to_string).collect();
        format!("`{}` version {}, step {}", self.event.name.value, self.newer, steps.join("."))
    }

    /// A type as this context writes it.
    pub(super) fn written(&self, ty: &Type) -> String {
        self.types.written(ty, &self.place)
    }
}

/// A field as an operation takes it.
fn input(field: &Field) -> Input {
    Input { field: field.name.value.clone(), ty: field.ty.clone(), kept: false, unwrap: Vec::new() }
}

/// A field as an operation gives it.
fn output(field: &Field) -> Output {
    Output { field: field.name.value.clone(), ty: field.ty.clone(), wrap: Vec::new() }
}

/// Names between backticks, with commas.
pub(super) fn listed<N: AsRef<str>>(names: &[N]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{}`", name.as_ref())).collect();
    names.join(", ")
}
