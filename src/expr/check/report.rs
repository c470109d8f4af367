//! Words of the findings about expressions.

use std::ops::Range;

use super::Checker;
use crate::{
    diagnostic::{Diagnostic, rule},
    expr::{Expr, ExprKind, untyped::Node},
    types::{Literal, Scalar, Type},
};

/// One side of an operator, as written and as understood.
#[derive(Clone, Copy)]
pub(super) struct Side<'e> {
    pub(super) node: &'e Node,
    pub(super) found: &'e Expr,
}

impl Checker<'_, '_> {
    /// Reports that parts do not go together.
    pub(super) fn error(
        &mut self,
        range: &Range<usize>,
        message: impl Into<String>,
        more: impl FnOnce(Diagnostic) -> Diagnostic,
    ) {
        let span = self.span(range);
        self.out.push(more(Diagnostic::error(rule::EXPRESSION_TYPE, span, message)));
    }

    /// Reports that an expression is not of the type that its place needs.
    pub(super) fn unfit(&mut self, found: &Expr, expected: &Type, range: &Range<usize>) {
        let wanted = self.type_text(expected);
        let written = self.source(range);
        if found.ty.is_optional() && could_be(found.ty.present(), expected.present()) {
            return self.absent(found, range);
        }
        let given = self.type_text(&found.ty);
        let help = self.help_for(found, expected, &written);
        self.error(
            range,
            format!("`{written}` is {given}, but {wanted} is needed here"),
            |finding| finding.label(given).help_if(help),
        );
    }

    /// Reports that an optional value stands where a value is needed.
    pub(super) fn absent(&mut self, found: &Expr, range: &Range<usize>) {
        let written = self.source(range);
        let given = self.type_text(&found.ty);
        self.error(
            range,
            format!("`{written}` may be absent, but a value is needed here"),
            |finding| {
                finding.label(given).help(format!(
                    "write `{written}.orValue(..)` or `has({written}) ? {written} : ..`"
                ))
            },
        );
    }

    /// Reports two sides that do not go together.
    pub(super) fn mismatch(&mut self, left: Side<'_>, right: Side<'_>, why: &str) {
        let (left_text, right_text) = (self.source_of(left.node), self.source_of(right.node));
        let (left_type, right_type) =
            (self.type_text(&left.found.ty), self.type_text(&right.found.ty));
        let message =
            format!("`{left_text}` is {left_type}, `{right_text}` is {right_type}: {why}");
        let help = self
            .help_for(right.found, &left.found.ty, &right_text)
            .or_else(|| self.help_for(left.found, &right.found.ty, &left_text));
        let place = self.span(&left.node.range);
        self.error(&right.node.range, message, |finding| {
            finding.label(right_type).related(place, left_type).help_if(help)
        });
    }

    /// Reports that a part is of a type that an operator or function cannot use.
    pub(super) fn unusable(&mut self, found: &Expr, range: &Range<usize>, why: &str) {
        if found.ty.is_optional() {
            return self.absent(found, range);
        }
        let written = self.source(range);
        let given = self.type_text(&found.ty);
        self.error(range, format!("`{written}` is {given}: {why}"), |finding| finding.label(given));
    }

    /// A type as it is written in the context of the expression.
    pub(super) fn type_text(&self, ty: &Type) -> String {
        self.scope.types.written(ty, &self.scope.place)
    }

    /// What the author wrote, short enough for a message.
    pub(super) fn source(&self, range: &Range<usize>) -> String {
        let text = self.text.0.text().get(range.clone()).unwrap_or_default();
        let text: Vec<&str> = text.split_whitespace().collect();
        let text = text.join(" ");
        if text.chars().count() <= 40 {
            return text;
        }
        text.chars().take(37).chain("...".chars()).collect()
    }

    pub(super) fn source_of(&self, node: &Node) -> String {
        self.source(&node.range)
    }

    fn help_for(&self, found: &Expr, expected: &Type, written: &str) -> Option<String> {
        if let (Some((_, words)), ExprKind::Literal(Literal::Text(text))) =
            (self.scope.types.enumeration(expected), &found.kind)
        {
            let known = words.values.iter().any(|value| value.name.value == *text);
            return known.then(|| format!("write the word `{text}` without quotes"));
        }
        if let (Some((_, words)), ExprKind::Field(..)) =
            (self.scope.types.enumeration(expected), &found.kind)
            && words.values.iter().any(|value| value.name.value == written)
        {
            let ty = self.type_text(expected.present());
            return Some(format!("the field `{written}` hides the word, write `{ty}.{written}`"));
        }
        let text = Type::from(Scalar::Text);
        if *expected == text && matches!(found.kind, ExprKind::Literal(Literal::Int(_))) {
            return Some(format!("text needs quotes: `'{written}'`"));
        }
        let wraps = |outer: &Type, inner: &Type| {
            self.scope.types.inside(outer.present()).is_some_and(|inside| inside == *inner)
        };
        if wraps(expected, &found.ty) {
            return Some(format!("write `{}({written})`", self.type_text(expected.present())));
        }
        wraps(&found.ty, expected)
            .then(|| format!("write `{}({written})`", self.type_text(expected)))
    }
}

/// Whether a value of one type could stand where the other is expected.
fn could_be(found: &Type, expected: &Type) -> bool {
    let is_number = *found == Scalar::Int.into() && *expected == Scalar::Decimal.into();
    found == expected || is_number
}
