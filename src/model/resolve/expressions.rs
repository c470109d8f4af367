//! Expressions and mappings at their place in the model.

use super::level::Home;
use crate::{
    diagnostic::{Diagnostic, Severity},
    expr::{self, Expr, Scope},
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
    if !home.is_complete() {
        for finding in &mut findings {
            finding.severity = Severity::Info;
        }
    }
    if home.level > Level::BigPicture {
        out.append(&mut findings);
    }
    found
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
        ShortOrLong::Short(text) => {
            expression(text, scope, Some(expected), home, out).map(Source::Written)
        }
        ShortOrLong::Long(hook) => hook.using.word().map(Source::Hook),
    }
}
