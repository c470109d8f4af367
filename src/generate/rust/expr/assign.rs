//! Folding an event into the state: every new value is told from the old state, whatever the order
//! in which the fields are written.

use super::{Emitter, Need, names, tidy};
use crate::{
    expr::{Binary, Conversion, Expr, ExprKind, Function, Root},
    types::{Scalar, Type},
};

/// A field of the state, or of a row, and its new value.
pub type Assignment<'e> = (&'e str, &'e Expr);

impl Emitter<'_> {
    /// The statements that give the fields of `root` their new values, in place: `state.balance -=
    /// event.amount;`. They read as if all happened at once.
    pub fn assign_all(&mut self, root: Root, assignments: &[Assignment<'_>]) -> Vec<String> {
        let assignments: Vec<(&str, Expr)> =
            assignments.iter().map(|(field, value)| (*field, tidy(value))).collect();
        self.announce(assignments.iter().map(|(_, value)| value));
        let reads =
            |value: &Expr, field: &str| value.uses().contains_key(&(root, Some(field.to_owned())));
        // A value that reads a field which is written before it has to be told first.
        let late = |index: usize| {
            let (_, value) = &assignments[index];
            assignments[..index].iter().any(|(field, _)| reads(value, field))
        };
        let mut first = Vec::new();
        let mut then = Vec::new();
        let told: Vec<Option<String>> = assignments
            .iter()
            .enumerate()
            .map(|(index, (field, value))| {
                late(index).then(|| {
                    let name = self.free_name(&names::snake(field));
                    let value = self.kept(value);
                    self.taken.insert(name.clone());
                    first.push(format!("let {name} = {value};"));
                    name
                })
            })
            .collect();
        for ((field, value), told) in assignments.iter().zip(told) {
            match told {
                Some(name) => {
                    let place = self.places.of(root, Some(field)).0.text;
                    then.push(format!("{place} = {name};"));
                }
                None => then.extend(self.assign(root, field, value)),
            }
        }
        first.extend(then);
        first
    }

    /// One statement that gives a field its new value, or none when it stays as it is.
    fn assign(&mut self, root: Root, field: &str, value: &Expr) -> Option<String> {
        let place = self.places.of(root, Some(field)).0.text;
        let is_self = |part: &Expr| matches!(&part.kind, ExprKind::Field(own, name) if *own == root && name == field);
        if is_self(value) {
            return None;
        }
        let statement = match &value.kind {
            ExprKind::Binary(operator, left, right) if is_self(left) => {
                self.grown(&place, *operator, right, &value.ty)
            }
            ExprKind::Convert(Conversion::Wrap, inner) => match &inner.kind {
                ExprKind::Binary(operator, left, right) if unwrapped(left).is_some_and(is_self) => {
                    self.grown(&format!("{place}.0"), *operator, right, &inner.ty)
                }
                _ => None,
            },
            ExprKind::Call(function, parts) if is_change(*function) && is_self(&parts[0]) => {
                Some(self.change(&place, *function, &value.ty, &parts[1..]))
            }
            _ => None,
        };
        Some(match statement {
            Some(statement) => format!("{statement};"),
            None => format!("{place} = {};", self.kept(value)),
        })
    }

    /// `place += right`
    fn grown(&mut self, place: &str, operator: Binary, right: &Expr, ty: &Type) -> Option<String> {
        if *ty == Scalar::Text.into() {
            return Some(format!("{place}.push_str({})", self.emit(right, Need::Read).reference()));
        }
        if matches!(ty, Type::List(_)) {
            return Some(format!("{place}.extend({})", self.items(right)));
        }
        let sign = match operator {
            Binary::Add => "+=",
            Binary::Subtract => "-=",
            Binary::Multiply => "*=",
            Binary::Divide => "/=",
            Binary::Remainder => "%=",
            _ => return None,
        };
        // The difference of two instants is no instant any more.
        if right.ty == Scalar::Timestamp.into() {
            return None;
        }
        Some(format!("{place} {sign} {}", self.emit(right, Need::Read).read().text))
    }
}

fn unwrapped(value: &Expr) -> Option<&Expr> {
    match &value.kind {
        ExprKind::Convert(Conversion::Unwrap, inner) => Some(inner),
        _ => None,
    }
}

fn is_change(function: Function) -> bool {
    matches!(function, Function::With | Function::Without | Function::Put | Function::Take)
}
