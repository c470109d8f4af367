//! Expressions without what says nothing: `x == x`, `a && true`, `count * 1`, a choice between the
//! same. The compiler and its lints would stumble over these in generated code.

use rust_decimal::Decimal;

use crate::{
    expr::{Binary, Conversion, Expr, ExprKind, Function, Unary},
    types::{Literal, Scalar, Type},
};

/// The expression without the parts that say nothing. Its type stays the same.
pub(super) fn tidy(expression: &Expr) -> Expr {
    let inner = |part: &Expr| Box::new(tidy(part));
    let kind = match &expression.kind {
        ExprKind::Literal(_) | ExprKind::Root(_) | ExprKind::Field(..) => expression.kind.clone(),
        ExprKind::Member(part, field) => ExprKind::Member(inner(part), field.clone()),
        ExprKind::Unary(operator, part) => ExprKind::Unary(*operator, inner(part)),
        ExprKind::Binary(operator, left, right) => {
            ExprKind::Binary(*operator, inner(left), inner(right))
        }
        ExprKind::Conditional(condition, yes, no) => {
            ExprKind::Conditional(inner(condition), inner(yes), inner(no))
        }
        ExprKind::Call(function, parts) => {
            ExprKind::Call(*function, parts.iter().map(tidy).collect())
        }
        ExprKind::List(parts) => ExprKind::List(parts.iter().map(tidy).collect()),
        ExprKind::Record(fields) => {
            ExprKind::Record(fields.iter().map(|(name, part)| (name.clone(), tidy(part))).collect())
        }
        ExprKind::Over(over, items, number, body) => {
            ExprKind::Over(*over, inner(items), *number, inner(body))
        }
        ExprKind::Convert(conversion, part) => ExprKind::Convert(*conversion, inner(part)),
    };
    let whole = Expr { kind, ..expression.clone() };
    shorter(&whole).unwrap_or(whole)
}

fn shorter(whole: &Expr) -> Option<Expr> {
    match &whole.kind {
        ExprKind::Binary(operator @ (Binary::And | Binary::Or), left, right) => {
            logic(whole, *operator, left, right)
        }
        ExprKind::Binary(operator, left, right) => compared(whole, *operator, left, right)
            .or_else(|| summed(whole, *operator, left, right)),
        ExprKind::Unary(Unary::Not, inner) => match &inner.kind {
            ExprKind::Literal(Literal::Bool(value)) => Some(bool(whole, !value)),
            ExprKind::Unary(Unary::Not, twice) => Some((**twice).clone()),
            _ => None,
        },
        ExprKind::Unary(Unary::Negate, inner) => match inner.kind {
            ExprKind::Literal(Literal::Int(number)) => {
                number.checked_neg().map(|number| literal(whole, Literal::Int(number)))
            }
            ExprKind::Literal(Literal::Decimal(number)) => {
                Some(literal(whole, Literal::Decimal(-number)))
            }
            _ => None,
        },
        ExprKind::Conditional(condition, yes, no) => choice(whole, condition, yes, no),
        ExprKind::Convert(Conversion::IntToDecimal, inner) => match inner.kind {
            ExprKind::Literal(Literal::Int(number)) => {
                Some(literal(whole, Literal::Decimal(Decimal::from(number))))
            }
            _ => None,
        },
        _ => None,
    }
}

fn choice(whole: &Expr, condition: &Expr, yes: &Expr, no: &Expr) -> Option<Expr> {
    match condition.kind {
        _ if yes.same(no) => return Some(yes.clone()),
        ExprKind::Literal(Literal::Bool(true)) => return Some(yes.clone()),
        ExprKind::Literal(Literal::Bool(false)) => return Some(no.clone()),
        _ => {}
    }
    let ExprKind::Conditional(second, second_yes, second_no) = &no.kind else { return None };
    let chosen = |condition: Expr| Expr {
        kind: ExprKind::Conditional(Box::new(condition), Box::new(yes.clone()), second_no.clone()),
        ..whole.clone()
    };
    if condition.same(second) {
        return Some(chosen(condition.clone()));
    }
    // A value that only one of the conditions shows to be there keeps them apart.
    let mut binds = false;
    yes.visit(&mut |part| binds |= matches!(part.kind, ExprKind::Convert(Conversion::Known, _)));
    (yes.same(second_yes) && !binds).then(|| {
        let kind = ExprKind::Binary(Binary::Or, Box::new(condition.clone()), second.clone());
        let either = Expr { kind, ..condition.clone() };
        chosen(shorter(&either).unwrap_or(either))
    })
}

fn logic(whole: &Expr, operator: Binary, left: &Expr, right: &Expr) -> Option<Expr> {
    // `true` ends an `||` and is nothing in an `&&`; `false` the other way round.
    let ends = operator == Binary::Or;
    for (side, other) in [(left, right), (right, left)] {
        if let ExprKind::Literal(Literal::Bool(value)) = side.kind {
            return Some(if value == ends { bool(whole, ends) } else { other.clone() });
        }
    }
    let mut parts = Vec::new();
    flatten(operator, left, &mut parts);
    let before = parts.len();
    flatten(operator, right, &mut parts);
    let (known, new) = parts.split_at(before);
    if new.iter().any(|part| known.iter().any(|other| opposite(part, other))) {
        return Some(bool(whole, ends));
    }
    let kept: Vec<&&Expr> =
        new.iter().filter(|part| !known.iter().any(|other| other.same(part))).collect();
    if kept.len() == new.len() {
        return None;
    }
    let mut kept = kept.into_iter().map(|part| (*part).clone());
    let Some(first) = kept.next() else { return Some(left.clone()) };
    let join = |left: Expr, right: Expr| Expr {
        kind: ExprKind::Binary(operator, Box::new(left), Box::new(right)),
        ..whole.clone()
    };
    let rest = kept.fold(first, join);
    Some(join(left.clone(), rest))
}

fn flatten<'e>(operator: Binary, expression: &'e Expr, parts: &mut Vec<&'e Expr>) {
    match &expression.kind {
        ExprKind::Binary(own, left, right) if *own == operator => {
            flatten(operator, left, parts);
            flatten(operator, right, parts);
        }
        _ => parts.push(expression),
    }
}

/// Whether one holds exactly when the other does not.
fn opposite(one: &Expr, other: &Expr) -> bool {
    let negates = |one: &Expr, other: &Expr| match &one.kind {
        ExprKind::Unary(Unary::Not, inner) => inner.same(other),
        ExprKind::Binary(Binary::NotEqual, left, right) => match &other.kind {
            ExprKind::Binary(Binary::Equal, a, b) => left.same(a) && right.same(b),
            _ => false,
        },
        _ => false,
    };
    negates(one, other) || negates(other, one)
}

fn compared(whole: &Expr, operator: Binary, left: &Expr, right: &Expr) -> Option<Expr> {
    let holds_for_same = match operator {
        Binary::Equal | Binary::LessOrEqual | Binary::GreaterOrEqual => true,
        Binary::NotEqual | Binary::Less | Binary::Greater => false,
        Binary::In => {
            let ExprKind::List(items) = &right.kind else { return None };
            return items.iter().any(|item| item.same(left)).then(|| bool(whole, true));
        }
        _ => return None,
    };
    if left.same(right) {
        return Some(bool(whole, holds_for_same));
    }
    // A size is never below zero.
    let is_size = |side: &Expr| matches!(side.kind, ExprKind::Call(Function::Size, _));
    let number = |side: &Expr| match side.kind {
        ExprKind::Literal(Literal::Int(number)) => Some(number),
        _ => None,
    };
    let zero_or_less = |side: &Expr| number(side).is_some_and(|number| number <= 0);
    let negative = |side: &Expr| number(side).is_some_and(|number| number < 0);
    match operator {
        Binary::GreaterOrEqual if is_size(left) && zero_or_less(right) => Some(bool(whole, true)),
        Binary::Less if is_size(left) && zero_or_less(right) => Some(bool(whole, false)),
        Binary::LessOrEqual if zero_or_less(left) && is_size(right) => Some(bool(whole, true)),
        Binary::Greater if zero_or_less(left) && is_size(right) => Some(bool(whole, false)),
        Binary::Equal | Binary::LessOrEqual if is_size(left) && negative(right) => {
            Some(bool(whole, false))
        }
        Binary::NotEqual | Binary::Greater if is_size(left) && negative(right) => {
            Some(bool(whole, true))
        }
        _ => None,
    }
}

fn summed(whole: &Expr, operator: Binary, left: &Expr, right: &Expr) -> Option<Expr> {
    if let (Some(one), Some(two)) = (number(left), number(right)) {
        return reckoned(whole, operator, one, two);
    }
    if whole.ty == Scalar::Text.into() {
        let is_empty = |side: &Expr| matches!(&side.kind, ExprKind::Literal(Literal::Text(text)) if text.is_empty());
        return match (is_empty(left), is_empty(right)) {
            (true, _) => Some(right.clone()),
            (false, true) => Some(left.clone()),
            (false, false) => match (&left.kind, &right.kind) {
                (
                    ExprKind::Literal(Literal::Text(first)),
                    ExprKind::Literal(Literal::Text(second)),
                ) => Some(literal(whole, Literal::Text(format!("{first}{second}")))),
                _ => None,
            },
        };
    }
    if !matches!(whole.ty, Type::Scalar(Scalar::Int | Scalar::Decimal)) {
        return None;
    }
    let is = |side: &Expr, wanted: i64| number(side).is_some_and(|it| it == Decimal::from(wanted));
    match operator {
        Binary::Add if is(left, 0) => Some(right.clone()),
        Binary::Add | Binary::Subtract if is(right, 0) => Some(left.clone()),
        Binary::Subtract if left.same(right) => Some(zero(whole)),
        Binary::Multiply if is(left, 1) => Some(right.clone()),
        Binary::Multiply | Binary::Divide if is(right, 1) => Some(left.clone()),
        Binary::Multiply if is(left, 0) || is(right, 0) => Some(zero(whole)),
        _ => None,
    }
}

/// Two written numbers as one, when the result is exact.
fn reckoned(whole: &Expr, operator: Binary, one: Decimal, two: Decimal) -> Option<Expr> {
    let is_whole = whole.ty == Scalar::Int.into();
    let result = match operator {
        Binary::Add => one.checked_add(two),
        Binary::Subtract => one.checked_sub(two),
        Binary::Multiply => one.checked_mul(two),
        Binary::Divide if is_whole => one.checked_div(two).map(|quotient| quotient.trunc()),
        Binary::Remainder => one.checked_rem(two),
        _ => None,
    }?;
    if is_whole {
        return i64::try_from(result).ok().map(|number| literal(whole, Literal::Int(number)));
    }
    (whole.ty == Scalar::Decimal.into()).then(|| literal(whole, Literal::Decimal(result)))
}

fn number(side: &Expr) -> Option<Decimal> {
    match (&side.kind, &side.ty) {
        (ExprKind::Literal(Literal::Int(number)), Type::Scalar(_)) => Some(Decimal::from(*number)),
        (ExprKind::Literal(Literal::Decimal(number)), Type::Scalar(_)) => Some(*number),
        _ => None,
    }
}

fn zero(whole: &Expr) -> Expr {
    let is_whole = whole.ty == Scalar::Int.into();
    literal(whole, if is_whole { Literal::Int(0) } else { Literal::Decimal(Decimal::ZERO) })
}

fn bool(whole: &Expr, value: bool) -> Expr {
    literal(whole, Literal::Bool(value))
}

fn literal(whole: &Expr, literal: Literal) -> Expr {
    Expr::literal(literal, whole.ty.clone(), whole.span)
}
