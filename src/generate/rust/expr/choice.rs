//! Choices: `if`, `if let` and the methods of `Option` that say the same in fewer words.

use std::collections::BTreeSet;

use super::{
    Emitter, Form, Fragment, Level, Need,
    known::{flatten, hidden_by, not, shown_by},
};
use crate::{
    expr::{Binary, Conversion, Expr, ExprKind, Function, Unary},
    source::Span,
    types::{Literal, Scalar, Type},
};

impl Emitter<'_> {
    /// `condition ? yes : no`
    pub(super) fn conditional(
        &mut self,
        condition: &Expr,
        yes: &Expr,
        no: &Expr,
        ty: &Type,
        need: Need,
    ) -> Fragment {
        if let Some(plain) = self.plain_logic(condition, yes, no) {
            return plain;
        }
        if let Some(short) = self.short_choice(condition, yes, no, ty, need) {
            return short;
        }
        // The first branch binds; a `has` that only the second branch relies on turns the choice around.
        let mut hidden = Vec::new();
        flatten(Binary::Or, condition, &mut hidden);
        let turned = hidden.iter().filter_map(|part| hidden_by(part));
        if turned.into_iter().any(|optional| self.needs(no, optional)) {
            return self.conditional(&not_each(&hidden), no, yes, ty, need);
        }
        // A reader looks for the positive case first.
        match &condition.kind {
            ExprKind::Unary(Unary::Not, inner) => {
                return self.conditional(inner, no, yes, ty, need);
            }
            ExprKind::Binary(Binary::NotEqual, left, right) => {
                let kind = ExprKind::Binary(Binary::Equal, left.clone(), right.clone());
                let equal = Expr { kind, ..condition.clone() };
                return self.conditional(&equal, no, yes, ty, need);
            }
            _ => {}
        }
        let mut tests = Vec::new();
        flatten(Binary::And, condition, &mut tests);
        self.choice(&tests, yes, no, ty, need)
    }

    /// `if let Some(x) = optional { x } else { other }`
    pub(super) fn choice_or(
        &mut self,
        optional: &Expr,
        other: &Expr,
        ty: &Type,
        need: Need,
    ) -> Fragment {
        let test = Expr {
            kind: ExprKind::Call(Function::Has, vec![optional.clone()]),
            ty: Scalar::Bool.into(),
            span: optional.span,
        };
        let value = optional.clone().convert(Conversion::Known, ty.clone());
        for (place, count) in optional.uses() {
            if let Some(left) = self.left.get_mut(&place) {
                *left += count;
            }
        }
        self.choice(&[&test], &value, other, ty, need)
    }

    fn choice(
        &mut self,
        tests: &[&Expr],
        yes: &Expr,
        no: &Expr,
        ty: &Type,
        need: Need,
    ) -> Fragment {
        let before = (self.bound.len(), self.taken.clone());
        let mut shown = Vec::new();
        for (index, test) in tests.iter().enumerate() {
            let rest = &tests[index + 1..];
            match shown_by(test) {
                Some(optional)
                    if self.needs(yes, optional)
                        || rest.iter().any(|later| self.needs(later, optional)) =>
                {
                    let name = self.binding_name(optional);
                    let (opened, form) = self.pattern_source(optional);
                    shown.push(format!("let Some({name}) = {opened}"));
                    self.bind(optional, &name, form);
                }
                _ => {
                    let level = if tests.len() > 1 { Level::Compare } else { Level::Block };
                    shown.push(self.emit(test, Need::Read).read().within(level));
                }
            }
        }
        let (yes, no) = self.branches(yes, no, before, need);
        let borrows = need == Need::Read && *ty == Scalar::Text.into();
        let (yes, no, form) = if borrows && yes.form != Form::Value && no.form != Form::Value {
            (yes.str(), no.str(), Form::Str)
        } else {
            (self.keep(&yes, ty), self.keep(&no, ty), Form::Value)
        };
        let test = shown.join(" && ");
        let (test, yes, no) = match test.strip_prefix('!') {
            Some(positive) if tests.len() == 1 => (positive.to_owned(), no, yes),
            _ => (test, yes, no),
        };
        let otherwise = if no.starts_with("if ") { no } else { format!("{{ {no} }}") };
        Fragment {
            text: format!("if {test} {{ {yes} }} else {otherwise}"),
            level: Level::Block,
            form,
        }
    }

    /// Both branches; only one of them runs, so each may take what the other one takes.
    fn branches(
        &mut self,
        yes: &Expr,
        no: &Expr,
        before: (usize, BTreeSet<String>),
        need: Need,
    ) -> (Fragment, Fragment) {
        self.skip(no);
        let yes = self.emit(yes, need);
        for (place, count) in no.uses() {
            if let Some(left) = self.left.get_mut(&place) {
                *left += count;
            }
        }
        self.bound.truncate(before.0);
        self.taken = before.1;
        (yes, self.emit(no, need))
    }

    /// Choices between true and false are conditions themselves.
    fn plain_logic(&mut self, condition: &Expr, yes: &Expr, no: &Expr) -> Option<Fragment> {
        let fixed = |branch: &Expr| match branch.kind {
            ExprKind::Literal(Literal::Bool(value)) => Some(value),
            _ => None,
        };
        let joined = |operator, left: Expr, right: &Expr| {
            let kind = ExprKind::Binary(operator, Box::new(left), Box::new(right.clone()));
            Expr { kind, ty: Scalar::Bool.into(), span: condition.span }
        };
        let plain = match (fixed(yes), fixed(no)) {
            (Some(true), Some(false)) => condition.clone(),
            (Some(false), Some(true)) => not(condition),
            (None, Some(false)) => joined(Binary::And, condition.clone(), yes),
            (None, Some(true)) => joined(Binary::Or, not(condition), yes),
            (Some(true), None) => joined(Binary::Or, condition.clone(), no),
            (Some(false), None) => joined(Binary::And, not(condition), no),
            (Some(_), Some(_)) | (None, None) => return None,
        };
        Some(self.emit(&plain, Need::Read))
    }

    /// `has(x) ? x : y` is `x.unwrap_or(y)`, and `has(x) ? f(x) : null` is `x.map(f)`.
    fn short_choice(
        &mut self,
        condition: &Expr,
        yes: &Expr,
        no: &Expr,
        ty: &Type,
        need: Need,
    ) -> Option<Fragment> {
        let (optional, yes, no) = match (shown_by(condition), hidden_by(condition)) {
            (Some(optional), _) => (optional, yes, no),
            (None, Some(optional)) => (optional, no, yes),
            (None, None) => return None,
        };
        if let ExprKind::Convert(Conversion::Known, known) = &yes.kind
            && known.same(optional)
        {
            // The condition and the value become one look at the optional.
            self.skip(optional);
            return Some(self.or_value(optional, no, ty, need));
        }
        let ExprKind::Convert(Conversion::Present, body) = &yes.kind else { return None };
        if !matches!(no.kind, ExprKind::Literal(Literal::None)) || !self.needs(body, optional) {
            return None;
        }
        let name = self.binding_name(optional);
        let (opened, form) = self.opened(optional);
        let body = self.with_bound(optional, &name, form, |emitter| {
            let body_fragment = emitter.emit(body, Need::Owned);
            emitter.keep(&body_fragment, &body.ty)
        });
        Some(Fragment::value(format!("{opened}.map(|{name}| {body})")))
    }
}

/// `!a && !b` for `a` and `b`.
fn not_each(parts: &[&Expr]) -> Expr {
    let mut negated = parts.iter().map(|part| not(part));
    let first = negated.next().unwrap_or_else(|| not_nothing(parts));
    negated.fold(first, |left, right| {
        let (ty, span) = (left.ty.clone(), left.span);
        Expr { kind: ExprKind::Binary(Binary::And, Box::new(left), Box::new(right)), ty, span }
    })
}

fn not_nothing(_: &[&Expr]) -> Expr {
    Expr::literal(Literal::Bool(true), Scalar::Bool.into(), Span::default())
}
