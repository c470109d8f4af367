//! Undoes the steps about whole fields: drop, rename, fill and custom.

use super::{
    super::{
        fit::{fit, wanted},
        hop::Operation,
        interpret::json_of,
    },
    Undone, Walk, input, output,
};
use crate::{
    diagnostic::rule,
    model::OldType,
    source::{Span, Spanned},
    types::{Field, Literal, Type, Value},
};

impl Walk<'_> {
    pub(super) fn undo_drop(
        &mut self,
        field: &Spanned<String>,
        was: &OldType,
        back: Option<&Value>,
    ) -> Undone<Operation> {
        let ty = self.old_type(was, &field.value);
        let end = self.shape.fields.len().saturating_sub(self.dropped);
        let from = self.give(end, field, ty)?;
        self.dropped += 1;
        let back = back.and_then(|back| self.fitted(&back.literal, &from.ty, back.span));
        Ok(Operation::Drop { from, back })
    }

    pub(super) fn undo_rename(
        &mut self,
        from: &Spanned<String>,
        to: &Spanned<String>,
    ) -> Undone<Operation> {
        let (place, newer) = self.take(to)?;
        let given = output(&newer);
        let input = self.give(place, from, newer.ty.clone())?;
        // What the model says about the field, such as its unit, is true of it under both names.
        if let Some(old) = self.shape.fields.get_mut(place) {
            *old = Field { name: from.clone(), ..newer };
        }
        Ok(Operation::Rename { from: input, to: given })
    }

    pub(super) fn undo_fill(
        &mut self,
        field: &Spanned<String>,
        value: &Spanned<Literal>,
    ) -> Undone<Operation> {
        let (place, newer) = self.take(field)?;
        if newer.ty.is_optional() {
            let message =
                format!("`{}` is still optional, so there is nothing to fill", field.value);
            let finding = self
                .fault(rule::CONVERSION_MISMATCH, field.span, &message)
                .related(newer.ty_span, format!("`{}` here", self.written(&newer.ty)))
                .help("leave out the step, or make the field required");
            return Err(self.report(finding));
        }
        let literal = self.fitted(&value.value, &newer.ty, value.span);
        let older = Field { ty: newer.ty.clone().optional(), ..newer.clone() };
        let operation = Operation::Fill {
            from: input(&older),
            to: output(&newer),
            value: literal.unwrap_or(Literal::None),
        };
        self.shape.put(place, older);
        Ok(operation)
    }

    pub(super) fn undo_custom(
        &mut self,
        reads: &[(Spanned<String>, OldType)],
        writes: &[Spanned<String>],
        using: &Spanned<String>,
    ) -> Undone<Operation> {
        let mut to = Vec::new();
        let mut place = usize::MAX;
        for name in writes {
            let (stood, field) = self.take(name)?;
            place = place.min(stood);
            to.push(output(&field));
        }
        let mut from = Vec::new();
        for (offset, (name, was)) in reads.iter().enumerate() {
            let ty = self.old_type(was, &name.value);
            from.push(self.read(place.saturating_add(offset), name, ty)?);
        }
        Ok(Operation::Custom { from, to, using: using.value.clone() })
    }

    /// The value as one of type `ty`; reports when it is none. The shape before the step is known all
    /// the same, so the walk goes on.
    pub(super) fn fitted(&mut self, value: &Literal, ty: &Type, span: Span) -> Option<Literal> {
        let fitted = fit(self.types, value, ty);
        if fitted.is_none() {
            let written = self.written(ty);
            let given = json_of(self.types, value);
            let message = format!("`{given}` is no value of type `{written}`");
            let finding = self
                .fault(rule::VALUE_OF_WRONG_TYPE, span, &message)
                .label(format!("the field is `{written}` at this point"))
                .help(format!("write {}", wanted(self.types, ty, &written)));
            self.report(finding);
        }
        fitted
    }
}
