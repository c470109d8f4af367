//! Undoes `add`: a field appears, and events that were stored before need a value for it. A split
//! fills the fields of its events from the same sources.

use super::{
    super::hop::{Input, MetaPart, MetaWay, Operation, Widening},
    Undone, Walk, listed, output,
};
use crate::{
    diagnostic::{did_you_mean, rule},
    model::{Added, Writer},
    source::Spanned,
    types::{Field, Literal, Meaning, Scalar, Type},
};

/// Where the value of a field comes from, typed.
pub(in crate::evolve) enum Origin {
    Nothing,
    Constant(Literal),
    Meta(MetaPart, MetaWay),
    Copy(Input, Widening),
}

/// The parts of the envelope, as a model names them, with their types.
const PARTS: [(&str, MetaPart, Scalar); 6] = [
    ("recorded_at", MetaPart::RecordedAt, Scalar::Timestamp),
    ("actor", MetaPart::Actor, Scalar::Text),
    ("correlation_id", MetaPart::CorrelationId, Scalar::Uuid),
    ("causation_id", MetaPart::CausationId, Scalar::Uuid),
    ("event_id", MetaPart::EventId, Scalar::Uuid),
    ("stream_id", MetaPart::StreamId, Scalar::Text),
];

impl Walk<'_> {
    pub(super) fn undo_add(&mut self, field: &Spanned<String>, value: &Added) -> Undone<Operation> {
        let (_, newer) = self.take(field)?;
        let to = output(&newer);
        Ok(match self.origin(&newer, field, value)? {
            Origin::Nothing => Operation::Nothing(to),
            Origin::Constant(value) => Operation::Constant { to, value },
            Origin::Meta(part, how) => Operation::FromMeta { to, part, how },
            Origin::Copy(from, how) => Operation::Copy { from, to, how },
        })
    }

    /// The value of `newer`, from the fields in sight.
    pub(in crate::evolve) fn origin(
        &mut self,
        newer: &Field,
        named: &Spanned<String>,
        value: &Added,
    ) -> Undone<Origin> {
        match value {
            Added::Nothing => {
                if !newer.ty.is_optional() {
                    self.no_value(newer, named);
                }
                Ok(Origin::Nothing)
            }
            Added::Constant(value) => {
                let literal = self.fitted(&value.literal, &newer.ty, value.span);
                Ok(Origin::Constant(literal.unwrap_or(Literal::None)))
            }
            Added::Meta(source) | Added::Field(source) => {
                if is_meta(&source.value) {
                    self.meta(newer, source)
                } else {
                    self.copy(newer, source)
                }
            }
        }
    }

    fn no_value(&mut self, newer: &Field, named: &Spanned<String>) {
        let ty = self.written(&newer.ty);
        let name = &named.value;
        let message = format!("`{name}` is required, and old events have no value for it");
        let finding = self
            .fault(rule::NO_VALUE_FOR_OLD_EVENTS, named.span, &message)
            .label("no value for old events")
            .related(newer.ty_span, format!("`{ty}` is not optional"))
            .help(match newer.ty {
                Type::Scalar(Scalar::Timestamp) => format!(
                    "write `add: {{ {name}: {{ from: meta.recorded_at }} }}` or `add: {{ {name}: <value> }}`, \
                     or make the field `{ty}?`"
                ),
                _ => format!("write `add: {{ {name}: <value> }}`, or make the field `{ty}?`"),
            });
        self.report(finding);
    }

    fn copy(&mut self, newer: &Field, source: &Spanned<String>) -> Undone<Origin> {
        if source.value.contains('.') {
            let message = format!("`{}` is not in this event", source.value);
            let finding = self
                .fault(rule::NOT_AN_UPCAST_CONTEXT, source.span, &message)
                .label("only fields of the same event and its envelope are known when it is read")
                .help(
                    "make the field optional, write a new event, or keep the value in a read model",
                );
            return Err(self.report(finding));
        }
        let Some(from) = self.shape.field(&source.value) else {
            return Err(self.unknown_field(source));
        };
        let ty = from.ty.clone();
        let kept = Input { field: source.value.clone(), ty, kept: true, unwrap: Vec::new() };
        match super::super::widen::widening(self.types, &kept.ty, &newer.ty) {
            Some(how) => Ok(Origin::Copy(kept, how)),
            None => Err(self.misfit(newer, source, &kept.ty)),
        }
    }

    fn meta(&mut self, newer: &Field, source: &Spanned<String>) -> Undone<Origin> {
        let name = source.value.rsplit('.').next().unwrap_or_default();
        let Some((_, part, scalar)) = PARTS.iter().find(|(known, ..)| *known == name) else {
            let names = PARTS.map(|(known, ..)| format!("meta.{known}"));
            let near = did_you_mean(&source.value, names.iter().map(String::as_str));
            let message = format!("the envelope has no `{}`", source.value);
            let finding = self
                .fault(rule::UNKNOWN_FIELD_IN_STEP, source.span, &message)
                .help(near.unwrap_or_else(|| format!("it has {}", listed(&names))));
            return Err(self.report(finding));
        };
        if *part == MetaPart::StreamId
            && let Some(identity) = self.identity(&newer.ty)
        {
            return Ok(Origin::Meta(*part, identity));
        }
        let ty = match part {
            MetaPart::Actor => Type::Scalar(*scalar).optional(),
            _ => Type::Scalar(*scalar),
        };
        match super::super::widen::widening(self.types, &ty, &newer.ty) {
            Some(how) => Ok(Origin::Meta(*part, MetaWay::Value(how))),
            None => Err(self.misfit(newer, source, &ty)),
        }
    }

    /// The identity of the event's own aggregate, which the stream is named by.
    fn identity(&self, ty: &Type) -> Option<MetaWay> {
        let Type::Named(id) = ty.present() else { return None };
        let Writer::Aggregate(aggregate) = self.event.writer else { return None };
        let owner = self.model.aggregates.get(aggregate)?;
        let is_identity = matches!(self.types[*id].meaning, Meaning::Identity { .. });
        (is_identity && owner.identity == *id).then(|| MetaWay::Identity(*id, ty.is_optional()))
    }

    fn misfit(&mut self, newer: &Field, source: &Spanned<String>, ty: &Type) -> super::Stuck {
        let (has, needs) = (self.written(ty), self.written(&newer.ty));
        let message =
            format!("`{}` is `{has}`, but `{}` is `{needs}`", source.value, newer.name.value);
        let finding = self
            .fault(rule::CONVERSION_MISMATCH, source.span, &message)
            .related(newer.ty_span, format!("`{needs}` here"))
            .help("copy a value of the same or a narrower type, or use a `convert` step");
        self.report(finding)
    }
}

fn is_meta(source: &str) -> bool {
    source.starts_with("meta.") || source == "event.stream_id"
}
