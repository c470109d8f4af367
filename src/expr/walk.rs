//! Going through an expression part by part.

use super::{Expr, ExprKind};

impl Expr {
    /// Shows every part of the expression, itself first.
    pub fn walk<'e>(&'e self, see: &mut impl FnMut(&'e Self)) {
        see(self);
        match &self.kind {
            ExprKind::Literal(_) | ExprKind::Root(_) | ExprKind::Field(..) => {}
            ExprKind::Member(inner, _) | ExprKind::Unary(_, inner) | ExprKind::Convert(_, inner) => {
                inner.walk(see);
            }
            ExprKind::Binary(_, left, right) | ExprKind::Over(_, left, _, right) => {
                left.walk(see);
                right.walk(see);
            }
            ExprKind::Conditional(condition, yes, no) => {
                condition.walk(see);
                yes.walk(see);
                no.walk(see);
            }
            ExprKind::Call(_, parts) | ExprKind::List(parts) => {
                parts.iter().for_each(|part| part.walk(see));
            }
            ExprKind::Record(fields) => fields.iter().for_each(|(_, part)| part.walk(see)),
        }
    }
}
