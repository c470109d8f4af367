//! How an event finds the instance of a saga.

use super::{super::candidates::of_type, Heard, Process, SagaDeclaration};
use crate::{
    diagnostic::{Diagnostic, rule},
    expr::{Expr, ExprKind, Root},
    model::{
        EventId, Subject, Writer,
        resolve::{
            expressions::{expression, given},
            known::Known,
            reading::Promise,
        },
    },
    source::{Span, Spanned},
    syntax::{Word, ast::ReactionDecl},
    types::{Field, Meaning, Scalar, Type},
};

/// The key with its type: that of the first event that carries it, else the identity of the stream that starts the
/// saga, else what the first `key:` gives.
pub(super) fn keyed_by(
    declaration: &SagaDeclaration<'_>,
    heard: &[Heard<'_>],
    known: Known<'_>,
    out: &mut Vec<Diagnostic>,
) -> Option<Field> {
    let Some(name) = declaration.decl.keyed_by.word() else {
        if !declaration.decl.keyed_by.is_written() && !heard.is_empty() {
            missing_key(declaration, known, out);
        }
        return None;
    };
    let found = carried(&name, heard, known)
        .or_else(|| started_by(declaration, known))
        .or_else(|| spelled_out(declaration, heard, known, out));
    let Some((ty, place)) = found else {
        let silent = |one: &Heard<'_>| {
            is_healthy(one.event.value, known) && one.decl.is_none_or(|decl| !decl.key.is_written())
        };
        if heard.iter().all(silent) && !heard.is_empty() {
            let message = format!("no event tells what `{}` is", name.value);
            let finding = Diagnostic::error(rule::SAGA_CORRELATION_MISSING, name.span, message)
                .help("name a field that the events carry, or give each reaction a `key:`");
            declaration.home.report_missing(finding, out);
        }
        return None;
    };
    if !tells_apart(&ty, known) {
        let written = known.model.types.written(&ty, &known.place(declaration.home));
        let message = format!("{written} cannot tell the instances of a saga apart");
        let finding = Diagnostic::error(rule::MAPPING_TYPE_MISMATCH, name.span, message)
            .related(place, "its type comes from here")
            .help("use an identity, a Uuid, a Text or an Int");
        declaration.home.report(finding, out);
        return None;
    }
    let mut field = Field::plain(name, ty);
    field.ty_span = place;
    Some(field)
}

fn missing_key(declaration: &SagaDeclaration<'_>, known: Known<'_>, out: &mut Vec<Diagnostic>) {
    let name = &known.model.sagas[declaration.id].name;
    let message = format!("`{}` does not say how an event finds its instance", name.value);
    let finding = Diagnostic::error(rule::SAGA_CORRELATION_MISSING, name.span, message)
        .help("add `keyed_by:` with the field that its events carry");
    declaration.home.report_missing(finding, out);
}

fn carried(name: &Word, heard: &[Heard<'_>], known: Known<'_>) -> Option<(Type, Span)> {
    let bare = heard.iter().filter(|one| one.decl.is_none_or(|decl| !decl.key.is_written()));
    let mut fields = bare.filter_map(|one| field_of(one.event.value, &name.value, known));
    fields.next().map(|field| (field.ty.present().clone(), field.name.span))
}

fn started_by(declaration: &SagaDeclaration<'_>, known: Known<'_>) -> Option<(Type, Span)> {
    let mut starts = known.model.sagas[declaration.id].starts.iter();
    starts.find_map(|start| Some((stream_of(start.value, known)?, start.span)))
}

fn spelled_out(
    declaration: &SagaDeclaration<'_>,
    heard: &[Heard<'_>],
    known: Known<'_>,
    out: &mut Vec<Diagnostic>,
) -> Option<(Type, Span)> {
    heard.iter().find_map(|one| {
        let text = one.decl?.key.get()?;
        let scope = known.event_scope(one.event.value, declaration.home)?;
        let found = expression(text, &scope, None, declaration.home, out)?;
        Some((found.ty.present().clone(), text.0.span()))
    })
}

/// The identity of the stream in which the event is stored, when an aggregate writes it.
fn stream_of(event: EventId, known: Known<'_>) -> Option<Type> {
    match known.model.events[event].writer {
        Writer::Aggregate(_) => Some(known.stream_type(event)),
        Writer::System(_) | Writer::Nobody => None,
    }
}

fn field_of<'m>(event: EventId, name: &str, known: Known<'m>) -> Option<&'m Field> {
    known.model.events[event].fields.iter().find(|field| field.name.value == name)
}

fn is_healthy(event: EventId, known: Known<'_>) -> bool {
    !known.poisoned.contains(&Subject::Event(event))
}

/// Whether values of the type can be written as the key of an instance or row.
pub(in crate::model::resolve) fn tells_apart(ty: &Type, known: Known<'_>) -> bool {
    match ty {
        Type::Scalar(scalar) => match scalar {
            Scalar::Text | Scalar::Int | Scalar::Uuid | Scalar::Date => true,
            Scalar::Decimal
            | Scalar::Bool
            | Scalar::Timestamp
            | Scalar::Duration
            | Scalar::Bytes => false,
        },
        Type::Named(id) => match &known.model.types[*id].meaning {
            Meaning::Identity { .. } | Meaning::Enumeration(_) => true,
            Meaning::Newtype(inner) => tells_apart(inner, known),
            Meaning::Record(_) => false,
        },
        Type::Optional(_) | Type::List(_) | Type::Set(_) | Type::Map(_) => false,
    }
}

impl Process<'_> {
    /// The instance that an event belongs to.
    pub(super) fn key_of(
        self,
        event: Spanned<EventId>,
        decl: Option<&ReactionDecl>,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Expr> {
        let key = self.key?;
        let home = self.known.beside_event(self.declaration.home, event.value);
        let scope = self.known.event_scope(event.value, home)?;
        let promise = Promise::about(event.value, self.known, home);
        if let Some(written) = decl.map(|decl| &decl.key)
            && written.is_written()
        {
            let found = given(written.get()?, &scope, &key.ty, home, out)?;
            promise.check(&found, out);
            return Some(found);
        }
        let by_name = |kind| Expr { kind, ty: key.ty.clone(), span: event.span };
        if let Some(field) = field_of(event.value, &key.name.value, self.known) {
            if field.ty != key.ty {
                home.report(self.other_type(event, field, key), out);
                return None;
            }
            let found = by_name(ExprKind::Field(Root::Event, key.name.value.clone()));
            promise.check(&found, out);
            return Some(found);
        }
        if stream_of(event.value, self.known).is_some_and(|stream| stream == key.ty) {
            return Some(by_name(ExprKind::Root(Root::Target)));
        }
        let candidates = of_type(&scope, &key.ty);
        home.report_missing(self.no_key(event, key, &candidates), out);
        None
    }

    fn other_type(self, event: Spanned<EventId>, field: &Field, key: &Field) -> Diagnostic {
        let place = self.known.place(self.declaration.home);
        let written = |ty| self.known.model.types.written(ty, &place);
        let name = &self.known.model.events[event.value].name.value;
        let saga = &self.known.model.sagas[self.declaration.id].name.value;
        let message = format!(
            "`{}: {}` of `{name}` cannot find an instance of `{saga}`, which is keyed by {}",
            key.name.value,
            written(&field.ty),
            written(&key.ty)
        );
        Diagnostic::error(rule::MAPPING_TYPE_MISMATCH, event.span, message)
            .related(field.name.span, "the field of the event")
            .related(key.ty_span, "the type of the key comes from here")
            .help("give this reaction a `key:` of that type")
    }

    fn no_key(self, event: Spanned<EventId>, key: &Field, candidates: &[String]) -> Diagnostic {
        let name = &self.known.model.events[event.value].name.value;
        let saga = &self.known.model.sagas[self.declaration.id].name.value;
        let field = &key.name.value;
        let message = format!("`{name}` carries no `{field}` to find the `{saga}` instance");
        let value = candidates.first().map_or("…", String::as_str);
        Diagnostic::error(rule::SAGA_CORRELATION_MISSING, event.span, message)
            .related(key.name.span, "instances are found by this")
            .help(format!("add `key: {value}` to this reaction, or `{field}` to the event"))
    }
}
