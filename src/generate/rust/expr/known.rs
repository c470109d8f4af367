//! Logic, and optional values that a `has` shows to be there: each is bound once, by `if let`,
//! `is_some_and` or `is_none_or`, and read through the binding.

use super::{Emitter, Form, Fragment, Level, Need, names, types};
use crate::{
    expr::{Binary, Conversion, Expr, ExprKind, Function, Unary},
    types::{Literal, Scalar},
};

impl Emitter<'_> {
    /// `a && b && c`
    pub(super) fn all_of(&mut self, left: &Expr, right: &Expr) -> Fragment {
        let mut parts = Vec::new();
        flatten(Binary::And, left, &mut parts);
        flatten(Binary::And, right, &mut parts);
        self.chain(&parts, Binary::And)
    }

    /// `a || b || c`
    pub(super) fn any_of(&mut self, left: &Expr, right: &Expr) -> Fragment {
        let mut parts = Vec::new();
        flatten(Binary::Or, left, &mut parts);
        flatten(Binary::Or, right, &mut parts);
        self.chain(&parts, Binary::Or)
    }

    fn chain(&mut self, parts: &[&Expr], operator: Binary) -> Fragment {
        let (level, word) = match operator {
            Binary::Or => (Level::Or, " || "),
            _ => (Level::And, " && "),
        };
        let mut texts = Vec::new();
        let mut last = None;
        for (index, part) in parts.iter().enumerate() {
            let rest = &parts[index + 1..];
            let shown = if operator == Binary::Or { hidden_by(part) } else { shown_by(part) };
            if let Some(optional) = shown
                && rest.iter().any(|later| self.needs(later, optional))
            {
                let fragment = self.chain_bound(optional, rest, operator);
                texts.push(fragment.within(level));
                last = Some(fragment);
                break;
            }
            let fragment = self.emit(part, Need::Read).read();
            texts.push(fragment.within(next_level(level)));
            last = Some(fragment);
        }
        match (texts.len(), last) {
            (1, Some(only)) => only,
            _ => Fragment::at(texts.join(word), level),
        }
    }

    /// `note.as_deref().is_some_and(|note| ..)`
    fn chain_bound(&mut self, optional: &Expr, rest: &[&Expr], operator: Binary) -> Fragment {
        let name = self.binding_name(optional);
        let (opened, form) = self.opened(optional);
        let method = if operator == Binary::Or { "is_none_or" } else { "is_some_and" };
        let body = self.with_bound(optional, &name, form, |emitter| emitter.chain(rest, operator));
        if form == Form::Str && body.text == format!("{name}.is_empty()") {
            return Fragment::value(format!("{opened}.{method}(str::is_empty)"));
        }
        Fragment::value(format!("{opened}.{method}(|{name}| {})", body.text))
    }

    /// `!x`, with the `!` where a reader expects it.
    pub(super) fn negated(&mut self, inner: &Expr) -> Fragment {
        let opposite = |operator: Binary| {
            Some(match operator {
                Binary::Equal => Binary::NotEqual,
                Binary::NotEqual => Binary::Equal,
                Binary::Less => Binary::GreaterOrEqual,
                Binary::LessOrEqual => Binary::Greater,
                Binary::Greater => Binary::LessOrEqual,
                Binary::GreaterOrEqual => Binary::Less,
                _ => return None,
            })
        };
        match &inner.kind {
            ExprKind::Unary(Unary::Not, twice) => self.emit(twice, Need::Read),
            ExprKind::Literal(Literal::Bool(value)) => Fragment::value((!value).to_string()),
            ExprKind::Call(Function::Has, parts) => match parts.first() {
                Some(optional) => self.presence(optional, false),
                None => Fragment::value("true"),
            },
            ExprKind::Binary(operator @ (Binary::And | Binary::Or), left, right) => {
                let operator = if *operator == Binary::And { Binary::Or } else { Binary::And };
                let (left, right) = (not(left), not(right));
                let kind = ExprKind::Binary(operator, Box::new(left), Box::new(right));
                self.emit(&Expr { kind, ..inner.clone() }, Need::Read)
            }
            ExprKind::Binary(operator, left, right) if opposite(*operator).is_some() => {
                let operator = opposite(*operator).unwrap_or(*operator);
                let kind = ExprKind::Binary(operator, left.clone(), right.clone());
                self.emit(&Expr { kind, ..inner.clone() }, Need::Read)
            }
            _ => {
                let inner = self.emit(inner, Need::Read).read();
                if let Some(test) = inner.text.strip_prefix('!') {
                    return Fragment::value(test);
                }
                Fragment::at(format!("!{}", inner.within(Level::Unary)), Level::Unary)
            }
        }
    }

    /// `x.is_some()`
    pub(super) fn presence(&mut self, optional: &Expr, wanted: bool) -> Fragment {
        if let ExprKind::Call(Function::Get, parts) = &optional.kind
            && let [map, key] = parts.as_slice()
        {
            let map = self.emit(map, Need::Read);
            let key = self.emit(key, Need::Read);
            let text = format!("{}.contains_key({})", map.receiver(), key.reference());
            return if wanted {
                Fragment::value(text)
            } else {
                Fragment::at(format!("!{text}"), Level::Unary)
            };
        }
        let optional = self.emit(optional, Need::Read);
        let method = if wanted { "is_some" } else { "is_none" };
        Fragment::value(format!("{}.{method}()", optional.receiver()))
    }

    /// The value of an optional that is known to be there.
    pub(super) fn known(&mut self, optional: &Expr, need: Need) -> Fragment {
        let bound = self.bound.iter().rev().find(|(path, _)| path.same(optional));
        if let Some((_, fragment)) = bound.cloned() {
            self.skip(optional);
            return fragment;
        }
        // Nothing binds it here: the value is asked for where it stands, with its default otherwise.
        let optional = self.emit(optional, need);
        Fragment::value(format!("{}.clone().unwrap_or_default()", optional.receiver()))
    }

    /// Counts what an expression reads as read, without writing it.
    pub(super) fn skip(&mut self, expression: &Expr) {
        for (place, count) in expression.uses() {
            if let Some(left) = self.left.get_mut(&place) {
                *left = left.saturating_sub(count);
            }
        }
    }

    /// Whether an expression reads an optional as a value, without binding it itself.
    pub(super) fn needs(&self, expression: &Expr, optional: &Expr) -> bool {
        let mut found = false;
        expression.visit(&mut |part| {
            found |= matches!(&part.kind,
                ExprKind::Convert(Conversion::Known, known) if known.same(optional));
        });
        found && !self.bound.iter().any(|(path, _)| path.same(optional))
    }

    /// The optional as an owned `Option` of something that is copied or borrowed, and what a binding
    /// of its value is.
    pub(super) fn opened(&mut self, optional: &Expr) -> (String, Form) {
        let fragment = self.emit(optional, Need::Read);
        let ty = optional.ty.present().clone();
        let receiver = fragment.receiver();
        if fragment.form == Form::OptRef {
            let form = if ty == Scalar::Text.into() { Form::Str } else { Form::Ref };
            return (receiver, form);
        }
        if types::is_copy(&ty, self.types) || fragment.form == Form::Value {
            return (receiver, Form::Value);
        }
        if ty == Scalar::Text.into() {
            return (format!("{receiver}.as_deref()"), Form::Str);
        }
        (format!("{receiver}.as_ref()"), Form::Ref)
    }

    /// The optional behind `let Some(x) =`, and what `x` is.
    pub(super) fn pattern_source(&mut self, optional: &Expr) -> (String, Form) {
        let fragment = self.emit(optional, Need::Read);
        let ty = optional.ty.present().clone();
        match fragment.form {
            Form::OptRef if ty == Scalar::Text.into() => (fragment.text, Form::Str),
            Form::OptRef => (fragment.text, Form::Ref),
            Form::Value => (fragment.text, Form::Value),
            _ if types::is_copy(&ty, self.types) => (fragment.read().text, Form::Value),
            _ => (fragment.reference(), Form::Ref),
        }
    }

    pub(super) fn with_bound<T>(
        &mut self,
        optional: &Expr,
        name: &str,
        form: Form,
        run: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let before = (self.bound.len(), self.taken.clone());
        self.bind(optional, name, form);
        let result = run(self);
        self.bound.truncate(before.0);
        self.taken = before.1;
        result
    }

    pub(super) fn bind(&mut self, optional: &Expr, name: &str, form: Form) {
        // A copied value stays readable however often it is asked for.
        let copied = types::is_copy(optional.ty.present(), self.types);
        let form = if form == Form::Value && !copied { Form::Place } else { form };
        self.bound.push((optional.clone(), Fragment::tight(name, form)));
        self.taken.insert(name.to_owned());
    }

    /// A name for the value of an optional that hides no other name.
    pub(super) fn binding_name(&self, optional: &Expr) -> String {
        let base = match &optional.kind {
            ExprKind::Field(_, name) | ExprKind::Member(_, name) => names::snake(name),
            _ => "value".to_owned(),
        };
        self.free_name(&base)
    }

    /// The name itself, or with a number behind it when it is taken.
    pub(super) fn free_name(&self, base: &str) -> String {
        if !self.taken.contains(base) {
            return base.to_owned();
        }
        let plain = base.trim_start_matches("r#");
        let numbered = (2..).map(|number| format!("{plain}_{number}"));
        numbered.into_iter().find(|name| !self.taken.contains(name)).unwrap_or_default()
    }
}

/// The optional of `has(x)`.
pub(super) fn shown_by(condition: &Expr) -> Option<&Expr> {
    match &condition.kind {
        ExprKind::Call(Function::Has, parts) => parts.first(),
        _ => None,
    }
}

/// The optional of `!has(x)`.
pub(super) fn hidden_by(condition: &Expr) -> Option<&Expr> {
    match &condition.kind {
        ExprKind::Unary(Unary::Not, inner) => shown_by(inner),
        _ => None,
    }
}

pub(super) fn flatten<'e>(operator: Binary, expression: &'e Expr, parts: &mut Vec<&'e Expr>) {
    match &expression.kind {
        ExprKind::Binary(own, left, right) if *own == operator => {
            flatten(operator, left, parts);
            flatten(operator, right, parts);
        }
        _ => parts.push(expression),
    }
}

pub(super) fn not(expression: &Expr) -> Expr {
    if let ExprKind::Unary(Unary::Not, inner) = &expression.kind {
        return (**inner).clone();
    }
    let kind = ExprKind::Unary(Unary::Not, Box::new(expression.clone()));
    Expr { kind, ..expression.clone() }
}

fn next_level(level: Level) -> Level {
    match level {
        Level::Or => Level::And,
        _ => Level::Compare,
    }
}
