//! What a condition tells about optional values: behind `has(x) &&` the value of `x` is there.

use crate::expr::{Binary, Expr, ExprKind, Function, Unary};

/// The optional values that are there when the condition holds.
pub(super) fn shown_when_true(condition: &Expr) -> Vec<Expr> {
    match &condition.kind {
        ExprKind::Call(Function::Has, arguments) => arguments.clone(),
        ExprKind::Binary(Binary::And, left, right) => {
            [shown_when_true(left), shown_when_true(right)].concat()
        }
        _ => Vec::new(),
    }
}

/// The optional values that are there when the condition does not hold.
pub(super) fn shown_when_false(condition: &Expr) -> Vec<Expr> {
    match &condition.kind {
        ExprKind::Unary(Unary::Not, inner) => match &inner.kind {
            ExprKind::Call(Function::Has, arguments) => arguments.clone(),
            _ => Vec::new(),
        },
        ExprKind::Binary(Binary::Or, left, right) => {
            [shown_when_false(left), shown_when_false(right)].concat()
        }
        _ => Vec::new(),
    }
}
