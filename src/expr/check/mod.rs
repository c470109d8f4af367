//! Static typing: every name is looked up, every part gets a type, and what does not fit together
//! is reported at the smallest part at fault, once for each cause.

mod arithmetic;
mod calls;
mod comparison;
mod facts;
mod fit;
mod methods;
mod names;
mod report;
#[cfg(test)]
mod tests;

use std::ops::Range;

use facts::{shown_when_false, shown_when_true};

use super::{
    Conversion, Expr, ExprKind, Scope, Unary,
    parse::parse,
    untyped::{Node, NodeKind},
};
use crate::{
    diagnostic::{Diagnostic, rule},
    source::Span,
    syntax::ExprText,
    types::{Literal, Scalar, Type},
};

/// Reads an expression against what is visible at its place. With an expected type, the result has
/// exactly that type; without, the type that the expression gives. Nothing when it is wrong, which
/// has then been reported.
pub fn check(
    text: &ExprText,
    scope: &Scope<'_>,
    expected: Option<&Type>,
    out: &mut Vec<Diagnostic>,
) -> Option<Expr> {
    let node = match parse(text.0.text()) {
        Ok(node) => node,
        Err(fault) => {
            let span = text.0.span_of(fault.range);
            let mut finding = Diagnostic::error(rule::EXPRESSION_SYNTAX, span, fault.message);
            if let Some((range, why)) = fault.related {
                finding = finding.related(text.0.span_of(range), why);
            }
            out.push(finding.help_if(fault.help));
            return None;
        }
    };
    let mut checker = Checker { text, scope, out, elements: Vec::new(), present: Vec::new() };
    match expected {
        Some(ty) => checker.want(&node, ty),
        None => checker.infer(&node, None),
    }
}

/// One run over one expression.
struct Checker<'a, 'm> {
    text: &'a ExprText,
    scope: &'a Scope<'m>,
    out: &'a mut Vec<Diagnostic>,
    /// The elements of the surrounding `exists` and the like, outermost first.
    elements: Vec<(String, Type)>,
    /// Optional values that a `has` has shown to be there.
    present: Vec<Expr>,
}

impl Checker<'_, '_> {
    /// The expression of exactly the expected type.
    fn want(&mut self, node: &Node, expected: &Type) -> Option<Expr> {
        let found = self.infer(node, Some(expected))?;
        self.fitted(found, expected, node)
    }

    /// The expression with the type it has of itself. The hint says what the place would like: it
    /// gives meaning to words of enumerations and to empty lists, and binds nothing.
    fn infer(&mut self, node: &Node, hint: Option<&Type>) -> Option<Expr> {
        let found = self.infer_plain(node, hint)?;
        Some(if found.ty.is_optional() && self.present.iter().any(|known| known.same(&found)) {
            let ty = found.ty.present().clone();
            found.convert(Conversion::Known, ty)
        } else {
            found
        })
    }

    fn infer_plain(&mut self, node: &Node, hint: Option<&Type>) -> Option<Expr> {
        let span = self.span(&node.range);
        let scalar = |literal, scalar: Scalar| Some(Expr::literal(literal, scalar.into(), span));
        match &node.kind {
            NodeKind::Name(name) => self.name(name, node, hint),
            NodeKind::Int(value) => scalar(Literal::Int(*value), Scalar::Int),
            NodeKind::Decimal(digits) => self.decimal(digits, node),
            NodeKind::Text(text) => scalar(Literal::Text(text.clone()), Scalar::Text),
            NodeKind::Bool(value) => scalar(Literal::Bool(*value), Scalar::Bool),
            NodeKind::Null => self.null(node, hint),
            NodeKind::Select(operand, word) => self.select(operand, word, node),
            NodeKind::Call(word, arguments) => self.call(word, arguments, node),
            NodeKind::Method(target, word, arguments) => {
                self.method(target, word, arguments, node, hint)
            }
            NodeKind::Index(operand, key) => self.index(operand, key, node),
            NodeKind::Unary(operator, operand) => self.unary(*operator, operand, node, hint),
            NodeKind::Binary(operator, left, right) => {
                self.binary(*operator, left, right, node, hint)
            }
            NodeKind::Conditional(condition, yes, no) => {
                self.conditional(condition, yes, no, node, hint)
            }
            NodeKind::List(items) => self.list(items, node, hint),
            NodeKind::Record(word, fields) => self.record(word, fields, node),
        }
    }

    fn unary(
        &mut self,
        operator: Unary,
        operand: &Node,
        node: &Node,
        hint: Option<&Type>,
    ) -> Option<Expr> {
        match operator {
            Unary::Not => {
                let inner = self.want(operand, &Scalar::Bool.into())?;
                Some(self.made(ExprKind::Unary(operator, Box::new(inner)), Scalar::Bool, node))
            }
            Unary::Negate => self.negation(operand, node, hint),
        }
    }

    fn conditional(
        &mut self,
        condition: &Node,
        yes_node: &Node,
        no_node: &Node,
        node: &Node,
        hint: Option<&Type>,
    ) -> Option<Expr> {
        let test = self.want(condition, &Scalar::Bool.into());
        let shown = test.as_ref().map(shown_when_true).unwrap_or_default();
        let hidden = test.as_ref().map(shown_when_false).unwrap_or_default();
        let (first, second, swapped) = if self.is_bare_word(yes_node) {
            (no_node, yes_node, true)
        } else {
            (yes_node, no_node, false)
        };
        let (first_known, second_known) = if swapped { (hidden, shown) } else { (shown, hidden) };
        let one = self.knowing(first_known, |checker| checker.infer(first, hint));
        let own_hint = hint.cloned().or_else(|| one.as_ref().map(|found| found.ty.clone()));
        if one.is_none() && own_hint.is_none() && self.is_bare_word(second) {
            return None;
        }
        let two = self.knowing(second_known, |checker| checker.infer(second, own_hint.as_ref()));
        let (one, two) = (one?, two?);
        let (yes, no) = if swapped { (two, one) } else { (one, two) };
        let why = "the two sides of `?:` must be of one type";
        let (one, two) = self.unified((yes, yes_node), (no, no_node), hint, why)?;
        let ty = one.ty.clone();
        let kind = ExprKind::Conditional(Box::new(test?), Box::new(one), Box::new(two));
        Some(self.made(kind, ty, node))
    }

    fn list(&mut self, items: &[Node], node: &Node, hint: Option<&Type>) -> Option<Expr> {
        let wanted = hint.and_then(|ty| ty.present().element()).cloned();
        if items.is_empty() {
            let Some(element) = wanted else {
                self.error(&node.range, "nothing tells what this empty list holds", |finding| {
                    finding
                });
                return None;
            };
            return Some(self.made(
                ExprKind::List(Vec::new()),
                Type::List(Box::new(element)),
                node,
            ));
        }
        let mut element = wanted.clone();
        let mut found: Vec<Expr> = Vec::new();
        let mut whole = true;
        for item in items {
            let Some(next) = self.infer(item, element.as_ref()) else {
                whole = false;
                continue;
            };
            let ty = element.get_or_insert_with(|| next.ty.clone()).clone();
            match self.adapted(next, &ty) {
                Ok(next) => found.push(next),
                // The first decimal makes a list of whole numbers a list of decimals.
                Err(next) if wanted.is_none() && next.ty == Scalar::Decimal.into() => {
                    element = Some(next.ty.clone());
                    let ty = next.ty.clone();
                    found =
                        found.into_iter().filter_map(|one| self.adapted(one, &ty).ok()).collect();
                    found.push(next);
                }
                Err(next) => {
                    whole = false;
                    self.unfit(&next, &ty, &item.range);
                }
            }
        }
        let ty = Type::List(Box::new(element.filter(|_| whole)?));
        Some(self.made(ExprKind::List(found), ty, node))
    }

    /// Runs a check in which some optional values are known to be there.
    fn knowing<T>(&mut self, known: Vec<Expr>, run: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.present.len();
        self.present.extend(known);
        let result = run(self);
        self.present.truncate(before);
        result
    }

    fn made(&self, kind: ExprKind, ty: impl Into<Type>, node: &Node) -> Expr {
        Expr { kind, ty: ty.into(), span: self.span(&node.range) }
    }

    fn span(&self, range: &Range<usize>) -> Span {
        self.text.0.span_of(range.clone())
    }
}
