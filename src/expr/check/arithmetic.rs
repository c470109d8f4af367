//! Sums, differences and the like on numbers, texts, instants and collections.

use super::{Checker, report::Side};
use crate::{
    expr::{
        Binary, Conversion, Expr, ExprKind, Function, Unary,
        untyped::{Node, NodeKind},
    },
    types::{Literal, Scalar, Type},
};

/// An operator with both its sides.
struct Sum<'n> {
    operator: Binary,
    left: &'n Node,
    right: &'n Node,
    node: &'n Node,
}

impl Checker<'_, '_> {
    pub(super) fn negation(
        &mut self,
        operand: &Node,
        node: &Node,
        hint: Option<&Type>,
    ) -> Option<Expr> {
        let inner = self.infer(operand, hint)?;
        let is_number = |scalar| matches!(scalar, Scalar::Int | Scalar::Decimal | Scalar::Duration);
        if matches!(inner.ty, Type::Scalar(scalar) if is_number(scalar)) {
            let ty = inner.ty.clone();
            return Some(self.made(ExprKind::Unary(Unary::Negate, Box::new(inner)), ty, node));
        }
        self.unusable(&inner, &operand.range, "only numbers and durations have an opposite");
        None
    }

    pub(super) fn arithmetic(
        &mut self,
        operator: Binary,
        left: &Node,
        right: &Node,
        node: &Node,
        hint: Option<&Type>,
    ) -> Option<Expr> {
        let one = self.infer(left, hint);
        let right_hint = match one.as_ref().map(|found| &found.ty) {
            Some(Type::List(element) | Type::Set(element))
                if !matches!(right.kind, NodeKind::List(_)) =>
            {
                Some((**element).clone())
            }
            Some(ty) => Some(ty.clone()),
            None => None,
        };
        let two = self.infer(right, right_hint.as_ref());
        let (one, two) = (one?, two?);
        let sum = Sum { operator, left, right, node };
        if let Some(element) = collection_element(&one.ty) {
            return self.collected(&sum, one, two, &element);
        }
        let mut there = true;
        for (found, side) in [(&one, left), (&two, right)] {
            if found.ty.is_optional() {
                self.absent(found, &side.range);
                there = false;
            }
        }
        if !there || self.divides_by_zero(operator, &two, right) {
            return None;
        }
        match self.summed(&sum, one, two) {
            Ok(found) => Some(found),
            Err(sides) => {
                let (one, two) = *sides;
                let why = match operator {
                    Binary::Add => "they cannot be added",
                    Binary::Subtract => "one cannot be taken from the other",
                    _ => "they cannot be reckoned with each other",
                };
                self.mismatch(
                    Side { node: left, found: &one },
                    Side { node: right, found: &two },
                    why,
                );
                None
            }
        }
    }

    fn divides_by_zero(&mut self, operator: Binary, divisor: &Expr, node: &Node) -> bool {
        let is_zero = match &divisor.kind {
            ExprKind::Literal(Literal::Int(number)) => *number == 0,
            ExprKind::Literal(Literal::Decimal(number)) => number.is_zero(),
            _ => false,
        };
        let divides = is_zero && matches!(operator, Binary::Divide | Binary::Remainder);
        if divides {
            self.error(&node.range, "nothing can be divided by zero", |finding| finding);
        }
        divides
    }

    /// A list or set with one more or one less.
    fn collected(&mut self, sum: &Sum<'_>, one: Expr, two: Expr, element: &Type) -> Option<Expr> {
        let ty = one.ty.clone();
        let is_list = matches!(ty, Type::List(_));
        if sum.operator == Binary::Add
            && is_list
            && matches!(two.ty, Type::List(_))
            && two.ty != *element
        {
            let two = self.fitted(two, &ty, sum.right)?;
            let kind = ExprKind::Binary(Binary::Add, Box::new(one), Box::new(two));
            return Some(self.made(kind, ty, sum.node));
        }
        let function = match sum.operator {
            Binary::Add => Function::With,
            Binary::Subtract => Function::Without,
            _ => {
                let why = "a collection only grows with `+` and shrinks with `-`";
                self.unusable(&one, &sum.left.range, why);
                return None;
            }
        };
        let two = self.fitted(two, element, sum.right)?;
        Some(self.made(ExprKind::Call(function, vec![one, two]), ty, sum.node))
    }

    fn summed(&mut self, sum: &Sum<'_>, one: Expr, two: Expr) -> Result<Expr, Box<(Expr, Expr)>> {
        use Scalar::{Decimal, Duration, Int, Text, Timestamp};
        let (Type::Scalar(left), Type::Scalar(right)) = (&one.ty, &two.ty) else {
            return self.summed_newtypes(sum, one, two);
        };
        let result = match (sum.operator, *left, *right) {
            (_, Int, Int) => Int,
            (_, Decimal, Decimal | Int) | (_, Int, Decimal) => Decimal,
            (Binary::Add, Text, Text) => Text,
            (Binary::Add | Binary::Subtract, Timestamp, Duration) => Timestamp,
            (Binary::Subtract, Timestamp, Timestamp)
            | (Binary::Add | Binary::Subtract, Duration, Duration) => Duration,
            (Binary::Add, Duration, Timestamp) => {
                return Ok(self.joined(sum, two, one, Timestamp.into()));
            }
            _ => return Err(Box::new((one, two))),
        };
        let ty = Type::from(result);
        if result == Decimal {
            let one = self.adapted(one, &ty);
            let two = self.adapted(two, &ty);
            return match (one, two) {
                (Ok(one), Ok(two)) => Ok(self.joined(sum, one, two, ty)),
                (Ok(one) | Err(one), Ok(two) | Err(two)) => Err(Box::new((one, two))),
            };
        }
        Ok(self.joined(sum, one, two, ty))
    }

    /// Newtypes of numbers: sums stay in the newtype, a factor or divisor is a plain number.
    fn summed_newtypes(
        &mut self,
        sum: &Sum<'_>,
        one: Expr,
        two: Expr,
    ) -> Result<Expr, Box<(Expr, Expr)>> {
        let newtype = if self.is_number_newtype(&one.ty) { one.ty.clone() } else { two.ty.clone() };
        if !self.is_number_newtype(&newtype) {
            return Err(Box::new((one, two)));
        }
        let scales = matches!(sum.operator, Binary::Multiply | Binary::Divide | Binary::Remainder);
        let plain_right = scales && matches!(two.ty, Type::Scalar(_)) && one.ty == newtype;
        let ty = newtype.clone();
        if plain_right {
            let inside = self.unwrapped(one);
            return self.summed(sum, inside, two).map(|found| self.wrapped(found, &ty));
        }
        let (one, two) = match (self.adapted(one, &newtype), self.adapted(two, &newtype)) {
            (Ok(one), Ok(two)) if !scales => (one, two),
            (Ok(one) | Err(one), Ok(two) | Err(two)) => return Err(Box::new((one, two))),
        };
        let (one, two) = (self.unwrapped(one), self.unwrapped(two));
        self.summed(sum, one, two).map(|found| self.wrapped(found, &ty))
    }

    fn wrapped(&self, found: Expr, newtype: &Type) -> Expr {
        match self.scope.types.inside(newtype) {
            Some(inside) => {
                let found = self.wrapped(found, &inside);
                if found.ty == inside {
                    found.convert(Conversion::Wrap, newtype.clone())
                } else {
                    found
                }
            }
            None => found,
        }
    }

    fn is_number_newtype(&self, ty: &Type) -> bool {
        let is_number = |inner: &Type| {
            matches!(inner, Type::Scalar(Scalar::Int | Scalar::Decimal | Scalar::Duration))
                || self.is_number_newtype(inner)
        };
        match ty {
            Type::Named(id) => match &self.scope.types[*id].meaning {
                crate::types::Meaning::Newtype(inner) => is_number(inner),
                _ => false,
            },
            _ => false,
        }
    }

    fn joined(&self, sum: &Sum<'_>, one: Expr, two: Expr, ty: Type) -> Expr {
        self.made(ExprKind::Binary(sum.operator, Box::new(one), Box::new(two)), ty, sum.node)
    }
}

fn collection_element(ty: &Type) -> Option<Type> {
    match ty {
        Type::List(element) | Type::Set(element) => Some((**element).clone()),
        Type::Map(_) | Type::Scalar(_) | Type::Named(_) | Type::Optional(_) => None,
    }
}
