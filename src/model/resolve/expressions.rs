//! Expressions and mappings at their place in the model.

use super::level::Home;
use crate::{
    diagnostic::{Diagnostic, Severity, rule},
    expr::{self, Expr, ExprKind, Scope},
    model::Source,
    syntax::{ExprText, ShortOrLong, ast::MappingDecl},
    types::{Level, Type},
};

/// The typed expression. Below design level, and in a draft, fields may be missing from the model: what then goes
/// wrong is worth a remark only.
pub(super) fn expression(
    text: &ExprText,
    scope: &Scope<'_>,
    expected: Option<&Type>,
    home: Home,
    out: &mut Vec<Diagnostic>,
) -> Option<Expr> {
    let mut findings = Vec::new();
    let found = expr::check(text, scope, expected, &mut findings);
    settle(findings, home, out);
    found
}

fn settle(mut findings: Vec<Diagnostic>, home: Home, out: &mut Vec<Diagnostic>) {
    if !home.is_complete() {
        for finding in &mut findings {
            finding.severity = Severity::Info;
        }
    }
    if home.level > Level::BigPicture {
        out.append(&mut findings);
    }
}

/// The source that a mapping gives to a field: an expression of its type, or a function written by hand.
pub(super) fn mapping(
    decl: &MappingDecl,
    scope: &Scope<'_>,
    expected: &Type,
    home: Home,
    out: &mut Vec<Diagnostic>,
) -> Option<Source> {
    match decl {
        ShortOrLong::Short(text) => given(text, scope, expected, home, out).map(Source::Written),
        ShortOrLong::Long(hook) => hook.using.word().map(Source::Hook),
    }
}

/// The expression that is given to something of another name, such as a field or a key.
pub(super) fn given(
    text: &ExprText,
    scope: &Scope<'_>,
    expected: &Type,
    home: Home,
    out: &mut Vec<Diagnostic>,
) -> Option<Expr> {
    let mut findings = Vec::new();
    let found = expr::check(text, scope, Some(expected), &mut findings);
    if let [only] = findings.as_mut_slice()
        && only.rule == rule::EXPRESSION_TYPE
    {
        only.rule = rule_of_mismatch(text, scope, expected);
    }
    settle(findings, home, out);
    found
}

/// Where one field is given to another of a different type, nothing is wrong with the expression but the mapping.
fn rule_of_mismatch(text: &ExprText, scope: &Scope<'_>, expected: &Type) -> &'static str {
    let found = expr::check(text, scope, None, &mut Vec::new());
    match found {
        Some(Expr {
            kind: ExprKind::Field(..) | ExprKind::Root(_) | ExprKind::Member(..),
            ty,
            ..
        }) => {
            if ty.present() == expected {
                rule::OPTIONAL_FEEDS_REQUIRED
            } else {
                rule::MAPPING_TYPE_MISMATCH
            }
        }
        Some(_) | None => rule::EXPRESSION_TYPE,
    }
}
