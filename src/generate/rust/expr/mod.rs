//! Expressions as Rust: what a reviewer would have written by hand, with a clone only where a value
//! is needed twice or belongs to somebody else.

mod calls;
mod choice;
mod compare;
mod fragment;
mod known;
mod over;
mod places;
#[cfg(test)]
mod tests;
mod tidy;
mod values;

use std::collections::BTreeSet;

use fragment::{Form, Fragment, Level};
pub use places::{Held, Places};
use tidy::tidy;

use super::{names, types};
use crate::{
    expr::{Binary, Conversion, Expr, ExprKind, Root, Unary, Uses},
    types::{Literal, Scalar, Type, TypeTable},
};

/// Writes the expressions of one generated function, in the order in which the function runs them.
#[derive(Debug, Clone)]
pub struct Emitter<'m> {
    types: &'m TypeTable,
    places: Places,
    /// How often each value is still read by expressions that have been announced.
    left: Uses,
    /// Optional values that an enclosing `if let` or closure has bound, with the binding.
    bound: Vec<(Expr, Fragment)>,
    /// The elements of the surrounding closures.
    elements: Vec<Fragment>,
    /// Names that a binding must not hide.
    taken: BTreeSet<String>,
    /// How many closures that run more than once surround the expression.
    repeated: usize,
    /// How many surroundings only look at what the expression gives, perhaps while they look at
    /// something else: nothing is moved there.
    looked_at: usize,
}

/// What the surroundings do with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Need {
    /// They keep it.
    Owned,
    /// They look at it.
    Read,
}

impl<'m> Emitter<'m> {
    /// A writer for one function.
    pub fn new(types: &'m TypeTable, places: Places) -> Self {
        let taken = places.names().map(str::to_owned).collect();
        Self {
            types,
            places,
            left: Uses::new(),
            bound: Vec::new(),
            elements: Vec::new(),
            taken,
            repeated: 0,
            looked_at: 0,
        }
    }

    /// Announces expressions that will be written later: a value that they read is not moved before.
    /// Only values that have been announced are moved at all.
    pub fn announce<'e>(&mut self, expressions: impl IntoIterator<Item = &'e Expr>) {
        for expression in expressions {
            for (place, count) in tidy(expression).uses() {
                *self.left.entry(place).or_default() += count;
            }
        }
    }

    /// Goes on with other places: what has been announced stays announced.
    pub fn relocate(&mut self, places: Places) {
        self.taken = places.names().map(str::to_owned).collect();
        self.places = places;
    }

    /// The expression as a value that the surroundings keep: an argument, a field, a variable.
    pub fn owned(&mut self, expression: &Expr) -> String {
        self.kept(&tidy(expression))
    }

    /// The expression where it is only looked at: a condition, or a number in a sum.
    pub fn read(&mut self, expression: &Expr) -> String {
        self.looked(&tidy(expression))
    }

    /// The expression as a reference: an argument of a function that borrows. Texts give `&str`.
    pub fn reference(&mut self, expression: &Expr) -> String {
        self.emit(&tidy(expression), Need::Read).reference()
    }

    fn kept(&mut self, expression: &Expr) -> String {
        let fragment = self.emit(expression, Need::Owned);
        self.keep(&fragment, &expression.ty)
    }

    fn looked(&mut self, expression: &Expr) -> String {
        self.emit(expression, Need::Read).read().text
    }

    fn emit(&mut self, expression: &Expr, need: Need) -> Fragment {
        let looks = usize::from(need == Need::Read);
        self.looked_at += looks;
        let fragment = self.emit_any(expression, need);
        self.looked_at -= looks;
        fragment
    }

    fn emit_any(&mut self, expression: &Expr, need: Need) -> Fragment {
        match &expression.kind {
            ExprKind::Literal(literal) => self.literal(literal, &expression.ty, need),
            ExprKind::Root(Root::Element(number)) => self.element(*number),
            ExprKind::Root(root) => self.place(*root, None, &expression.ty),
            ExprKind::Field(root, field) => self.place(*root, Some(field), &expression.ty),
            ExprKind::Member(inner, field) => self.member(inner, field),
            ExprKind::Unary(Unary::Not, inner) => self.negated(inner),
            ExprKind::Unary(Unary::Negate, inner) => {
                let inner = self.emit(inner, Need::Read).read();
                Fragment::at(format!("-{}", inner.within(Level::Unary)), Level::Unary)
            }
            ExprKind::Binary(operator, left, right) => {
                self.binary(*operator, left, right, &expression.ty)
            }
            ExprKind::Conditional(condition, yes, no) => {
                self.conditional(condition, yes, no, &expression.ty, need)
            }
            ExprKind::Call(function, parts) => self.call(*function, parts, &expression.ty, need),
            ExprKind::List(items) => self.list(items, &expression.ty),
            ExprKind::Record(fields) => self.record(fields, &expression.ty),
            ExprKind::Over(over, items, number, body) => {
                self.over(*over, items, *number, body, &expression.ty)
            }
            ExprKind::Convert(conversion, inner) => {
                self.converted(*conversion, inner, &expression.ty, need)
            }
        }
    }

    /// The text that gives a value to keep.
    fn keep(&self, fragment: &Fragment, ty: &Type) -> String {
        let copy = types::is_copy(ty, self.types);
        match fragment.form {
            Form::Value | Form::Movable => fragment.text.clone(),
            Form::Place if copy => fragment.text.clone(),
            Form::Ref if copy => fragment.read().text,
            Form::Place | Form::Ref => format!("{}.clone()", fragment.receiver()),
            Form::Str if fragment.text == "\"\"" => "String::new()".to_owned(),
            Form::Str if ty.is_optional() => format!("{}.map(str::to_owned)", fragment.receiver()),
            Form::Str => format!("{}.to_owned()", fragment.receiver()),
            Form::OptRef if *ty.present() == Scalar::Text.into() => {
                format!("{}.map(str::to_owned)", fragment.receiver())
            }
            Form::OptRef if copy => format!("{}.copied()", fragment.receiver()),
            Form::OptRef => format!("{}.cloned()", fragment.receiver()),
        }
    }

    fn place(&mut self, root: Root, field: Option<&str>, ty: &Type) -> Fragment {
        let (mut fragment, held) = self.places.of(root, field);
        let key = (root, field.map(str::to_owned));
        let last = match self.left.get_mut(&key) {
            Some(left) => {
                *left = left.saturating_sub(1);
                *left == 0
            }
            None => false,
        };
        // The root as a whole is read as long as any of its fields is.
        let alone = field.is_none() || self.left.get(&(root, None)).is_none_or(|left| *left == 0);
        if fragment.form == Form::Movable
            && !(last
                && alone
                && self.repeated + self.looked_at == 0
                && !self.is_bound_to(root, field))
        {
            fragment.form = Form::Place;
        }
        if held == Held::Text && ty.is_optional() {
            fragment.form = Form::OptRef;
        }
        fragment
    }

    /// Whether a binding borrows from that place at the moment.
    fn is_bound_to(&self, root: Root, field: Option<&str>) -> bool {
        let field = field.map(str::to_owned);
        self.bound.iter().any(|(path, _)| path.uses().contains_key(&(root, field.clone())))
    }

    fn element(&self, number: u8) -> Fragment {
        let known = self.elements.get(usize::from(number)).cloned();
        known.unwrap_or_else(|| Fragment::tight("item", Form::Ref))
    }

    fn member(&mut self, inner: &Expr, field: &str) -> Fragment {
        let owner = self.emit(inner, Need::Read);
        let form = if owner.form == Form::Value { Form::Value } else { Form::Place };
        Fragment::tight(format!("{}.{}", owner.receiver(), names::snake(field)), form)
    }

    fn literal(&self, literal: &Literal, ty: &Type, need: Need) -> Fragment {
        match literal {
            Literal::Text(text) if need == Need::Read && *ty == Scalar::Text.into() => {
                Fragment::tight(types::text_literal(text), Form::Str)
            }
            _ => {
                let text = types::literal(literal, ty, self.types);
                let level = if text.starts_with('-') { Level::Unary } else { Level::Tight };
                Fragment::at(text, level)
            }
        }
    }

    fn converted(
        &mut self,
        conversion: Conversion,
        inner: &Expr,
        ty: &Type,
        need: Need,
    ) -> Fragment {
        match conversion {
            Conversion::IntToDecimal => {
                let inner = self.emit(inner, Need::Read).read();
                Fragment::value(format!("Decimal::from({})", inner.text))
            }
            Conversion::Present => Fragment::value(format!("Some({})", self.kept(inner))),
            Conversion::Unwrap => {
                let owner = self.emit(inner, need);
                let form = match owner.form {
                    Form::Value => Form::Value,
                    Form::Movable => Form::Movable,
                    Form::Place | Form::Ref | Form::Str | Form::OptRef => Form::Place,
                };
                Fragment::tight(format!("{}.0", owner.receiver()), form)
            }
            Conversion::Wrap => {
                let name = types::rust_type(ty, self.types);
                Fragment::value(format!("{name}({})", self.kept(inner)))
            }
            Conversion::Spelled => {
                let inner = self.emit(inner, Need::Read);
                Fragment::value(format!("{}.to_string()", inner.receiver()))
            }
            Conversion::Known => self.known(inner, need),
        }
    }

    fn binary(&mut self, operator: Binary, left: &Expr, right: &Expr, ty: &Type) -> Fragment {
        match operator {
            Binary::And => self.all_of(left, right),
            Binary::Or => self.any_of(left, right),
            Binary::Equal | Binary::NotEqual => {
                self.equality(operator == Binary::Equal, left, right)
            }
            Binary::Less | Binary::LessOrEqual | Binary::Greater | Binary::GreaterOrEqual => {
                self.order(operator, left, right)
            }
            Binary::In => self.membership(left, right),
            Binary::Add
            | Binary::Subtract
            | Binary::Multiply
            | Binary::Divide
            | Binary::Remainder => self.arithmetic(operator, left, right, ty),
        }
    }
}
