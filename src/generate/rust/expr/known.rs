//! Logic and choices. An optional value that a `has` shows to be there is bound once, by `if let`,
//! `is_some_and` or `is_none_or`, and read through the binding.

use super::{Emitter, Form, Fragment, Level, Need, names, types};
use crate::{
    expr::{Binary, Conversion, Expr, ExprKind, Function, Unary},
    types::{Literal, Scalar, Type},
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
            if parts[..index].iter().any(|before| before.same(part)) {
                continue;
            }
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

    /// `condition ? yes : no`
    pub(super) fn conditional(
        &mut self,
        condition: &Expr,
        yes: &Expr,
        no: &Expr,
        ty: &Type,
        need: Need,
    ) -> Fragment {
        if yes.same(no) {
            return self.emit(yes, need);
        }
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
        let mut tests = Vec::new();
        flatten(Binary::And, condition, &mut tests);
        self.choice(&tests, yes, no, ty, need)
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
        Fragment {
            text: format!("if {test} {{ {yes} }} else {{ {no} }}"),
            level: Level::Block,
            form,
        }
    }

    /// Both branches; only one of them runs, so each may take what the other one takes.
    fn branches(
        &mut self,
        yes: &Expr,
        no: &Expr,
        before: (usize, std::collections::BTreeSet<String>),
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
    fn skip(&mut self, expression: &Expr) {
        for (place, count) in expression.uses() {
            if let Some(left) = self.left.get_mut(&place) {
                *left = left.saturating_sub(count);
            }
        }
    }

    /// Whether an expression reads an optional as a value, without binding it itself.
    fn needs(&self, expression: &Expr, optional: &Expr) -> bool {
        let mut found = false;
        expression.visit(&mut |part| {
            found |= matches!(&part.kind,
                ExprKind::Convert(Conversion::Known, known) if known.same(optional));
        });
        found && !self.bound.iter().any(|(path, _)| path.same(optional))
    }

    /// The optional as an owned `Option` of something that is copied or borrowed, and what a binding
    /// of its value is.
    fn opened(&mut self, optional: &Expr) -> (String, Form) {
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
    fn pattern_source(&mut self, optional: &Expr) -> (String, Form) {
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

    fn with_bound<T>(
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

    fn bind(&mut self, optional: &Expr, name: &str, form: Form) {
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
fn shown_by(condition: &Expr) -> Option<&Expr> {
    match &condition.kind {
        ExprKind::Call(Function::Has, parts) => parts.first(),
        _ => None,
    }
}

/// The optional of `!has(x)`.
fn hidden_by(condition: &Expr) -> Option<&Expr> {
    match &condition.kind {
        ExprKind::Unary(Unary::Not, inner) => shown_by(inner),
        _ => None,
    }
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

fn not(expression: &Expr) -> Expr {
    if let ExprKind::Unary(Unary::Not, inner) = &expression.kind {
        return (**inner).clone();
    }
    let kind = ExprKind::Unary(Unary::Not, Box::new(expression.clone()));
    Expr { kind, ..expression.clone() }
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
    Expr::literal(Literal::Bool(true), Scalar::Bool.into(), crate::source::Span::default())
}

fn next_level(level: Level) -> Level {
    match level {
        Level::Or => Level::And,
        _ => Level::Compare,
    }
}
