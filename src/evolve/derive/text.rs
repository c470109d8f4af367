//! Undoes the steps about texts: join and split.

use super::{super::hop::Operation, Undone, Walk};
use crate::{
    diagnostic::rule,
    model::{Extra, OldType},
    source::{Span, Spanned},
    types::{Field, Type},
};

/// How a text is cut.
pub(super) struct Cut<'s> {
    pub(super) at: &'s str,
    pub(super) extra: Extra,
    pub(super) missing: &'s str,
}

impl Walk<'_> {
    pub(super) fn undo_join(
        &mut self,
        from: &[(Spanned<String>, OldType)],
        to: &Spanned<String>,
        with: &str,
    ) -> Undone<Operation> {
        let (place, newer) = self.take(to)?;
        let Some(given) = self.made_of_text(&newer) else {
            return Err(self.not_text(to, &newer.ty));
        };
        let mut inputs = Vec::new();
        for (offset, (name, was)) in from.iter().enumerate() {
            let ty = self.old_type(was, &name.value);
            let field = self.read(place + offset, name, ty)?;
            let ty = field.ty.clone();
            match self.seen_as_text(field) {
                Some(field) => inputs.push(field),
                None => return Err(self.not_text(name, &ty)),
            }
        }
        Ok(Operation::Join { from: inputs, to: given, with: with.to_owned() })
    }

    pub(super) fn undo_split(
        &mut self,
        from: &Spanned<String>,
        was: &OldType,
        to: &[Spanned<String>],
        cut: &Cut<'_>,
        span: Span,
    ) -> Undone<Operation> {
        if cut.at.is_empty() {
            let finding = self
                .fault(rule::CONVERSION_MISMATCH, span, "a text cannot be cut at nothing")
                .help("write what stands between the parts, such as `at: \" \"`");
            self.report(finding);
        }
        let mut outputs = Vec::new();
        let mut place = usize::MAX;
        for name in to {
            let (stood, newer) = self.take(name)?;
            place = place.min(stood);
            match self.made_of_text(&newer) {
                Some(given) => outputs.push(given),
                None => return Err(self.not_text(name, &newer.ty)),
            }
        }
        let ty = self.old_type(was, &from.value);
        let field = self.read(place, from, ty)?;
        let plain = Field::plain(from.clone(), field.ty.clone());
        let required = !field.ty.is_optional();
        match self.seen_as_text(field).filter(|_| required) {
            Some(field) => Ok(Operation::Split {
                from: field,
                to: outputs,
                at: cut.at.to_owned(),
                extra: cut.extra,
                missing: cut.missing.to_owned(),
            }),
            None => Err(self.not_text(from, &plain.ty)),
        }
    }

    fn not_text(&mut self, name: &Spanned<String>, ty: &Type) -> super::Stuck {
        let message = format!(
            "`{}` is `{}`, and only texts are joined and split",
            name.value,
            self.written(ty)
        );
        let help = match ty {
            Type::Optional(_) => "an optional text needs a `fill` step before",
            Type::Scalar(_) | Type::Named(_) | Type::List(_) | Type::Set(_) | Type::Map(_) => {
                "use `convert`, or `custom` for a function of your own"
            }
        };
        let finding = self.fault(rule::CONVERSION_MISMATCH, name.span, &message).help(help);
        self.report(finding)
    }
}
