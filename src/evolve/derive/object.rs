//! Undoes the steps about value objects and collections: nest, flatten, wrap and each.

use super::{
    super::{
        hop::{Input, Member, Operation, Output, Part},
        shape::Shape,
        widen::widening,
    },
    Stuck, Undone, Walk, input, listed, output,
};
use crate::{
    diagnostic::{did_you_mean, rule},
    model::{OldType, Step},
    source::Spanned,
    types::{Field, Type, TypeId, Value},
};

impl Walk<'_> {
    pub(super) fn undo_nest(
        &mut self,
        names: &[Spanned<String>],
        into: &Spanned<String>,
    ) -> Undone<Operation> {
        let (place, newer) = self.take(into)?;
        let Some((record, members)) = self.record(&newer.ty) else {
            return Err(self.no_record(into, &newer.ty, "`nest` makes a value object"));
        };
        let mut from = Vec::new();
        for (offset, name) in names.iter().enumerate() {
            let Some(member) = members.iter().find(|member| member.name.value == name.value) else {
                return Err(self.no_member(name, record, &members));
            };
            let part = self.give(place + offset, name, member.ty.clone())?;
            from.push(Part { member: name.value.clone(), from: part });
            if let Some(old) = self.shape.fields.get_mut(place + offset) {
                *old = Field { name: name.clone(), ..member.clone() };
            }
        }
        let given = |member: &&Field| names.iter().all(|name| name.value != member.name.value);
        let missing: Vec<&str> =
            members.iter().filter(given).map(|member| member.name.value.as_str()).collect();
        if !missing.is_empty() {
            let of = self.types[record].name.value.clone();
            let message = format!("`{of}` also has {}, which gets no value", listed(&missing));
            let finding = self.fault(rule::NO_VALUE_FOR_OLD_EVENTS, into.span, &message).help(
                format!("`add: {{ {}: <value> }}` before this step, and nest it too", missing[0]),
            );
            return Err(self.report(finding));
        }
        Ok(Operation::Nest { from, to: output(&newer), record })
    }

    pub(super) fn undo_flatten(
        &mut self,
        from: &Spanned<String>,
        was: &OldType,
        prefix: Option<&str>,
    ) -> Undone<Operation> {
        let ty = self.old_type(was, &from.value);
        let Some((record, members)) = self.record(&ty) else {
            return Err(self.no_record(from, &ty, "`flatten` takes a value object"));
        };
        let mut to = Vec::new();
        let mut place = usize::MAX;
        for member in &members {
            let name = format!("{}{}", prefix.unwrap_or_default(), member.name.value);
            let name = Spanned::new(name, from.span);
            let (stood, newer) = self.take(&name)?;
            place = place.min(stood);
            let expected =
                if ty.is_optional() { member.ty.clone().optional() } else { member.ty.clone() };
            if newer.ty != expected {
                return Err(self.other_member(from, &newer, &expected));
            }
            let some = ty.is_optional() && !member.ty.is_optional();
            to.push(Member { member: member.name.value.clone(), to: output(&newer), some });
        }
        let from = self.give(place, from, ty)?;
        Ok(Operation::Flatten { from, record, to })
    }

    pub(super) fn undo_wrap(
        &mut self,
        from: &Spanned<String>,
        was: &OldType,
        to: &Spanned<String>,
        back: Option<&Value>,
    ) -> Undone<Operation> {
        let (place, newer) = self.take(to)?;
        let ty = self.old_type(was, &from.value);
        let (Type::List(element) | Type::Set(element)) = &newer.ty else {
            return Err(self.no_collection(to, &newer.ty, "`wrap` makes a list or a set"));
        };
        if **element != *ty.present() {
            let (has, needs) = (self.written(&ty), self.written(element));
            let message = format!("`{}` was `{has}`, but the elements are `{needs}`", from.value);
            let finding = self
                .fault(rule::CONVERSION_MISMATCH, from.span, &message)
                .related(newer.ty_span, format!("elements of `{needs}` here"))
                .help(
                    "wrap a value of the elements' type; `widen` or `convert` it in a step before",
                );
            return Err(self.report(finding));
        }
        let from = self.read(place, from, ty)?;
        let back = back.and_then(|back| self.fitted(&back.literal, &from.ty, back.span));
        Ok(Operation::Wrap { from, to: output(&newer), back })
    }

    pub(super) fn undo_each(
        &mut self,
        field: &Spanned<String>,
        steps: &[Step],
    ) -> Undone<Operation> {
        let (place, newer) = self.take(field)?;
        let Some((new, members)) =
            newer.ty.present().element().and_then(|element| {
                if element.is_optional() { None } else { self.record(element) }
            })
        else {
            return Err(self.no_collection(
                field,
                &newer.ty,
                "`each` takes a collection of value objects",
            ));
        };
        let name = self.types[new].name.value.clone();
        let outside = std::mem::replace(&mut self.shape, Shape { fields: members });
        let dropped = std::mem::take(&mut self.dropped);
        let bindings = self.undo_steps(steps);
        self.dropped = dropped;
        let inside = std::mem::replace(&mut self.shape, outside);
        let bindings = bindings?;
        let old = self.old_record(&name, inside.fields);
        let older = Field {
            ty: with_element(&newer.ty, old),
            example: None,
            default: None,
            ..newer.clone()
        };
        let operation =
            Operation::Each { from: input(&older), to: output(&newer), old, new, bindings };
        self.shape.put(place, older);
        Ok(operation)
    }

    /// The fields of the value object that `ty` is, through an optional.
    fn record(&self, ty: &Type) -> Option<(TypeId, Vec<Field>)> {
        self.types.record(ty).map(|(id, fields)| (id, fields.to_vec()))
    }

    fn no_record(&mut self, name: &Spanned<String>, ty: &Type, wanted: &str) -> Stuck {
        let ty = self.written(ty);
        let message = format!("{wanted}, but `{}` is `{ty}`", name.value);
        let finding = self
            .fault(rule::CONVERSION_MISMATCH, name.span, &message)
            .help("declare a value object under `types:`, with a field for each of the old ones");
        self.report(finding)
    }

    fn no_collection(&mut self, name: &Spanned<String>, ty: &Type, wanted: &str) -> Stuck {
        let message = format!("{wanted}, but `{}` is `{}`", name.value, self.written(ty));
        let finding = self.fault(rule::CONVERSION_MISMATCH, name.span, &message);
        self.report(finding)
    }

    fn no_member(&mut self, name: &Spanned<String>, record: TypeId, members: &[Field]) -> Stuck {
        let names: Vec<&str> = members.iter().map(|member| member.name.value.as_str()).collect();
        let of = &self.types[record].name;
        let message = format!("`{}` has no field `{}`", of.value, name.value);
        let finding = self
            .fault(rule::UNKNOWN_FIELD_IN_STEP, name.span, &message)
            .related(of.span, "the value object")
            .help(
                did_you_mean(&name.value, names.iter().copied())
                    .unwrap_or_else(|| format!("it has {}", listed(&names))),
            );
        self.report(finding)
    }

    fn other_member(&mut self, from: &Spanned<String>, newer: &Field, expected: &Type) -> Stuck {
        let (needs, has) = (self.written(expected), self.written(&newer.ty));
        let message = format!("`{}` comes out as `{needs}`, but it is `{has}`", newer.name.value);
        let finding = self
            .fault(rule::CONVERSION_MISMATCH, from.span, &message)
            .related(newer.ty_span, format!("`{has}` here"))
            .help("add a step after this one that makes the one from the other");
        self.report(finding)
    }

    /// An input of text for `join` and `split`: text, or something that is text inside.
    pub(super) fn seen_as_text(&self, mut field: Input) -> Option<Input> {
        let (unwrap, inside) = super::super::scalar::peel(self.types, field.ty.present());
        field.unwrap = unwrap;
        (inside == Type::Scalar(crate::types::Scalar::Text)).then_some(field)
    }

    /// An output that takes text: text, or something that is text inside.
    pub(super) fn made_of_text(&self, field: &Field) -> Option<Output> {
        let text = Type::Scalar(crate::types::Scalar::Text);
        widening(self.types, &text, &field.ty).filter(|_| !field.ty.is_optional())?;
        let (mut wrap, _) = super::super::scalar::peel(self.types, &field.ty);
        wrap.reverse();
        Some(Output { field: field.name.value.clone(), ty: field.ty.clone(), wrap })
    }
}

/// The collection type with other elements.
fn with_element(ty: &Type, element: TypeId) -> Type {
    let inner = Box::new(Type::Named(element));
    match ty {
        Type::Optional(present) => with_element(present, element).optional(),
        Type::Set(_) => Type::Set(inner),
        Type::Map(_) => Type::Map(inner),
        Type::List(_) | Type::Scalar(_) | Type::Named(_) => Type::List(inner),
    }
}
