//! What may stand where another type is expected: whole numbers for decimals, values for optional
//! ones, literals for newtypes of their kind. Nothing that could lose or confuse anything.

use rust_decimal::Decimal;

use super::{Checker, report::Side};
use crate::{
    expr::{Conversion, Expr, ExprKind, untyped::Node},
    source::Span,
    types::{Literal, Scalar, Type},
};

impl Checker<'_, '_> {
    /// The expression as the expected type, or a finding.
    pub(super) fn fitted(&mut self, found: Expr, expected: &Type, node: &Node) -> Option<Expr> {
        match self.adapted(found, expected) {
            Ok(fitted) => Some(fitted),
            Err(found) => {
                self.unfit(&found, expected, &node.range);
                None
            }
        }
    }

    /// The expression as the expected type, or as it was when it does not fit.
    pub(super) fn adapted(&self, found: Expr, expected: &Type) -> Result<Expr, Expr> {
        if found.ty == *expected {
            return Ok(found);
        }
        if let Type::Optional(inner) = expected {
            return self.adapted_optional(found, expected, inner);
        }
        let fitted = match &found.kind {
            ExprKind::Literal(literal) => self
                .adapted_literal(literal, &found.ty, expected)
                .map(|literal| Expr::literal(literal, expected.clone(), found.span)),
            ExprKind::List(items) => self.adapted_list(items, found.span, expected),
            ExprKind::Conditional(..) => self.adapted_branches(&found, expected),
            _ => None,
        };
        let grows = found.ty == Scalar::Int.into() && *expected == Scalar::Decimal.into();
        match fitted {
            Some(fitted) => Ok(fitted),
            None if grows => Ok(found.convert(Conversion::IntToDecimal, expected.clone())),
            None => Err(found),
        }
    }

    /// Both expressions in one type, the hinted one when both can have it; or a finding.
    pub(super) fn unified(
        &mut self,
        (left, left_node): (Expr, &Node),
        (right, right_node): (Expr, &Node),
        hint: Option<&Type>,
        why: &str,
    ) -> Option<(Expr, Expr)> {
        if let Some(hint) = hint
            && let Ok(one) = self.adapted(left.clone(), hint)
            && let Ok(two) = self.adapted(right.clone(), hint)
        {
            return Some((one, two));
        }
        let (left_type, right_type) = (left.ty.clone(), right.ty.clone());
        let right = match self.adapted(right, &left_type) {
            Ok(right) => return Some((left, right)),
            Err(right) => right,
        };
        match self.adapted(left, &right_type) {
            Ok(left) => Some((left, right)),
            Err(left) => {
                let left = Side { node: left_node, found: &left };
                self.mismatch(left, Side { node: right_node, found: &right }, why);
                None
            }
        }
    }

    fn adapted_optional(&self, found: Expr, expected: &Type, inner: &Type) -> Result<Expr, Expr> {
        if let ExprKind::Literal(Literal::None) = found.kind {
            return Ok(Expr { ty: expected.clone(), ..found });
        }
        // What `has` has made a value is an optional again where one is wanted.
        if let ExprKind::Convert(Conversion::Known, optional) = &found.kind
            && optional.ty == *expected
        {
            return Ok((**optional).clone());
        }
        if let Some(branches) = self.adapted_branches(&found, expected) {
            return Ok(branches);
        }
        let value = self.adapted(found, inner)?;
        Ok(value.convert(Conversion::Present, expected.clone()))
    }

    fn adapted_branches(&self, found: &Expr, expected: &Type) -> Option<Expr> {
        let ExprKind::Conditional(test, yes, no) = &found.kind else { return None };
        let yes = self.adapted((**yes).clone(), expected).ok()?;
        let no = self.adapted((**no).clone(), expected).ok()?;
        let kind = ExprKind::Conditional(test.clone(), Box::new(yes), Box::new(no));
        Some(Expr { kind, ty: expected.clone(), span: found.span })
    }

    fn adapted_list(&self, items: &[Expr], span: Span, expected: &Type) -> Option<Expr> {
        let element = match expected {
            Type::List(element) | Type::Set(element) => element,
            Type::Scalar(_) | Type::Named(_) | Type::Optional(_) | Type::Map(_) => return None,
        };
        let fitted = items.iter().map(|item| self.adapted(item.clone(), element).ok());
        let kind = ExprKind::List(fitted.collect::<Option<_>>()?);
        Some(Expr { kind, ty: expected.clone(), span })
    }

    /// A literal as the expected type: exact, and never a word made of text.
    fn adapted_literal(&self, literal: &Literal, ty: &Type, expected: &Type) -> Option<Literal> {
        if ty == expected {
            return Some(literal.clone());
        }
        if *expected == Scalar::Decimal.into() {
            return match literal {
                Literal::Int(value) if *ty == Scalar::Int.into() => {
                    Some(Literal::Decimal(Decimal::from(*value)))
                }
                _ => None,
            };
        }
        let inside = self.scope.types.inside(expected)?;
        matches!(ty, Type::Scalar(_)).then(|| self.adapted_literal(literal, ty, &inside))?
    }
}
