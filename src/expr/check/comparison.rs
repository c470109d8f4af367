//! Comparisons, membership and logic.

use super::{
    Checker,
    facts::{shown_when_false, shown_when_true},
    report::Side,
};
use crate::{
    diagnostic::{Diagnostic, rule},
    expr::{
        Binary, Conversion, Expr, ExprKind,
        untyped::{Node, NodeKind},
    },
    types::{Meaning, Scalar, Type},
};

impl Checker<'_, '_> {
    pub(super) fn binary(
        &mut self,
        operator: Binary,
        left: &Node,
        right: &Node,
        node: &Node,
        hint: Option<&Type>,
    ) -> Option<Expr> {
        match operator {
            Binary::And | Binary::Or => self.logic(operator, left, right, node),
            Binary::Equal | Binary::NotEqual => self.equality(operator, left, right, node),
            Binary::Less | Binary::LessOrEqual | Binary::Greater | Binary::GreaterOrEqual => {
                self.order(operator, left, right, node)
            }
            Binary::In => self.membership(left, right, node),
            Binary::Add
            | Binary::Subtract
            | Binary::Multiply
            | Binary::Divide
            | Binary::Remainder => self.arithmetic(operator, left, right, node, hint),
        }
    }

    fn logic(&mut self, operator: Binary, left: &Node, right: &Node, node: &Node) -> Option<Expr> {
        let bool = Type::from(Scalar::Bool);
        let one = self.want(left, &bool);
        let known = one.as_ref().map(|condition| match operator {
            Binary::Or => shown_when_false(condition),
            _ => shown_when_true(condition),
        });
        let two = self.knowing(known.unwrap_or_default(), |checker| checker.want(right, &bool));
        let (one, two) = (one?, two?);
        self.warn_of_same(&one, &two, right);
        let kind = ExprKind::Binary(operator, Box::new(one), Box::new(two));
        Some(self.made(kind, Scalar::Bool, node))
    }

    /// Both sides being the same is right but says nothing.
    fn warn_of_same(&mut self, one: &Expr, two: &Expr, right: &Node) {
        if one.same(two) {
            let span = self.span(&right.range);
            let message = format!("both sides are `{}`", self.source_of(right));
            self.out.push(
                Diagnostic::warning(rule::EXPRESSION_TYPE, span, message)
                    .label("always the same answer"),
            );
        }
    }

    fn equality(
        &mut self,
        operator: Binary,
        left: &Node,
        right: &Node,
        node: &Node,
    ) -> Option<Expr> {
        for (side, other) in [(left, right), (right, left)] {
            if matches!(side.kind, NodeKind::Null) {
                let found = self.infer(other, None)?;
                self.compared_with_null(operator, &found, other, side);
                return None;
            }
        }
        let (one, two) = self.both_sides(left, right)?;
        self.compared(operator, (one, left), (two, right), node)
    }

    fn compared_with_null(&mut self, operator: Binary, found: &Expr, other: &Node, null: &Node) {
        let written = self.source_of(other);
        if !found.ty.is_optional() {
            return self
                .error(&null.range, format!("`{written}` is never absent"), |finding| finding);
        }
        let instead = if operator == Binary::Equal { "!" } else { "" };
        self.error(&null.range, "an absent value is not compared with `null`", |finding| {
            finding.help(format!("write `{instead}has({written})`"))
        });
    }

    fn order(&mut self, operator: Binary, left: &Node, right: &Node, node: &Node) -> Option<Expr> {
        let (one, two) = self.both_sides(left, right)?;
        let mut ordered = true;
        for (found, side) in [(&one, left), (&two, right)] {
            if !self.has_order(&found.ty) {
                self.unusable(found, &side.range, "it has no order");
                ordered = false;
            }
        }
        if !ordered {
            return None;
        }
        self.compared(operator, (one, left), (two, right), node)
    }

    fn compared(
        &mut self,
        operator: Binary,
        (one, left): (Expr, &Node),
        (two, right): (Expr, &Node),
        node: &Node,
    ) -> Option<Expr> {
        let why = "they cannot be compared";
        let (one, two) = self.unified((one, left), (two, right), None, why)?;
        self.warn_of_same(&one, &two, right);
        Some(self.made(
            ExprKind::Binary(operator, Box::new(one), Box::new(two)),
            Scalar::Bool,
            node,
        ))
    }

    fn membership(&mut self, left: &Node, right: &Node, node: &Node) -> Option<Expr> {
        let (one, two) = if self.is_bare_word(left) {
            let two = self.infer(right, None)?;
            let hint = two.ty.present().element().cloned();
            (self.infer(left, hint.as_ref())?, two)
        } else {
            let one = self.infer(left, None);
            let hint = one.as_ref().map(|found| Type::List(Box::new(found.ty.present().clone())));
            if hint.is_none() && self.is_bare_word(right) {
                return None;
            }
            let two = self.infer(right, hint.as_ref());
            (one?, two?)
        };
        let element = match &two.ty {
            Type::List(element) | Type::Set(element) => (**element).clone(),
            Type::Map(_) => Type::from(Scalar::Text),
            Type::Scalar(_) | Type::Named(_) | Type::Optional(_) => {
                self.unusable(&two, &right.range, "`in` needs a list, a set or a map");
                return None;
            }
        };
        if one.ty.is_optional() && !element.is_optional() {
            self.absent(&one, &left.range);
            return None;
        }
        let (one, two) = match self.adapted(one, &element) {
            Ok(one) => (one, two),
            Err(one) => {
                let as_list = Type::List(Box::new(one.ty.clone()));
                match self.adapted(two, &as_list) {
                    Ok(two) => (one, two),
                    Err(two) => {
                        let why = "one is never in the other";
                        self.mismatch(
                            Side { node: left, found: &one },
                            Side { node: right, found: &two },
                            why,
                        );
                        return None;
                    }
                }
            }
        };
        Some(self.made(
            ExprKind::Binary(Binary::In, Box::new(one), Box::new(two)),
            Scalar::Bool,
            node,
        ))
    }

    /// Both sides, the one that says its type by itself first, so that the other can be a word.
    pub(super) fn both_sides(&mut self, left: &Node, right: &Node) -> Option<(Expr, Expr)> {
        let swapped = self.is_bare_word(left) && !self.is_bare_word(right);
        let (first, second) = if swapped { (right, left) } else { (left, right) };
        let one = self.infer(first, None);
        if one.is_none() && self.is_bare_word(second) {
            return None;
        }
        let hint = one.as_ref().map(|found| found.ty.clone());
        let two = self.infer(second, hint.as_ref());
        if swapped { Some((two?, one?)) } else { Some((one?, two?)) }
    }

    fn has_order(&self, ty: &Type) -> bool {
        match ty {
            Type::Scalar(scalar) => match scalar {
                Scalar::Text
                | Scalar::Int
                | Scalar::Decimal
                | Scalar::Date
                | Scalar::Timestamp
                | Scalar::Duration => true,
                Scalar::Bool | Scalar::Uuid | Scalar::Bytes => false,
            },
            Type::Named(id) => match &self.scope.types[*id].meaning {
                Meaning::Newtype(inner) => self.has_order(inner),
                Meaning::Identity { .. } | Meaning::Enumeration(_) | Meaning::Record(_) => false,
            },
            Type::Optional(_) | Type::List(_) | Type::Set(_) | Type::Map(_) => false,
        }
    }

    /// The scalar inside a newtype, for functions that look into it.
    pub(super) fn unwrapped(&self, found: Expr) -> Expr {
        match self.scope.types.inside(&found.ty) {
            Some(inside) => self.unwrapped(found.convert(Conversion::Unwrap, inside)),
            None => found,
        }
    }
}
