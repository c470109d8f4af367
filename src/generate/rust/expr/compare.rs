//! Comparisons and membership, without making a value only to compare it.

use super::{Emitter, Form, Fragment, Level, Need, types};
use crate::{
    expr::{Binary, Conversion, Expr, ExprKind, Function},
    types::{Literal, Scalar, Type},
};

impl Emitter<'_> {
    pub(super) fn equality(&mut self, equal: bool, left: &Expr, right: &Expr) -> Fragment {
        if let Some(found) = self.with_bool(equal, left, right) {
            return found;
        }
        if let Some(found) =
            self.with_size(if equal { Binary::Equal } else { Binary::NotEqual }, left, right)
        {
            return found;
        }
        for (side, other) in [(left, right), (right, left)] {
            if is_empty(side) && !other.ty.is_optional() {
                return self.emptiness(&self.inside(other), equal);
            }
        }
        let (left_text, right_text) = if left.ty.is_optional() {
            self.optional_sides(left, right)
        } else {
            (self.side(left, right), self.side(right, left))
        };
        let operator = if equal { "==" } else { "!=" };
        Fragment::at(format!("{left_text} {operator} {right_text}"), Level::Compare)
    }

    pub(super) fn order(&mut self, operator: Binary, left: &Expr, right: &Expr) -> Fragment {
        if let Some(found) = self.with_size(operator, left, right) {
            return found;
        }
        let one = self.emit(left, Need::Read);
        let two = self.emit(right, Need::Read);
        let as_str =
            left.ty == Scalar::Text.into() && (one.form == Form::Str || two.form == Form::Str);
        let (one, two) = if as_str {
            (one.str(), two.str())
        } else {
            (one.read().within(Level::Sum), two.read().within(Level::Sum))
        };
        Fragment::at(format!("{one} {} {two}", sign(operator)), Level::Compare)
    }

    /// `x == true` is `x`.
    fn with_bool(&mut self, equal: bool, left: &Expr, right: &Expr) -> Option<Fragment> {
        let fixed = |side: &Expr| match side.kind {
            ExprKind::Literal(Literal::Bool(value)) => Some(value),
            _ => None,
        };
        let (test, value) = match (fixed(left), fixed(right)) {
            (_, Some(value)) => (left, value),
            (Some(value), None) => (right, value),
            (None, None) => return None,
        };
        Some(if equal == value { self.emit(test, Need::Read) } else { self.negated(test) })
    }

    /// `size(x) > 0` is `!x.is_empty()`; other sizes compare as the `usize` that they are.
    fn with_size(&mut self, operator: Binary, left: &Expr, right: &Expr) -> Option<Fragment> {
        let sized = |side: &Expr| match &side.kind {
            ExprKind::Call(Function::Size, parts) => parts.first().cloned(),
            _ => None,
        };
        let number = |side: &Expr| match side.kind {
            ExprKind::Literal(Literal::Int(number)) => u32::try_from(number).ok(),
            _ => None,
        };
        let (inner, operator, number) =
            match (sized(left), number(right), sized(right), number(left)) {
                (Some(inner), Some(number), _, _) => (inner, operator, number),
                (_, _, Some(inner), Some(number)) => (inner, mirrored(operator), number),
                _ => return None,
            };
        let empty = match (operator, number) {
            (Binary::Equal | Binary::LessOrEqual, 0) | (Binary::Less, 1) => Some(true),
            (Binary::NotEqual | Binary::Greater, 0) | (Binary::GreaterOrEqual, 1) => Some(false),
            _ => None,
        };
        if let Some(empty) = empty {
            return Some(self.emptiness(&inner, empty));
        }
        let count = self.count(&inner);
        Some(Fragment::at(format!("{count} {} {number}", sign(operator)), Level::Compare))
    }

    /// The text inside a newtype of text; anything else as it is.
    fn inside(&self, side: &Expr) -> Expr {
        match self.types.inside(&side.ty) {
            Some(inside) => side.clone().convert(Conversion::Unwrap, inside),
            None => side.clone(),
        }
    }

    /// One side of a comparison of values that are there.
    fn side(&mut self, side: &Expr, other: &Expr) -> String {
        let is_literal = |side: &Expr| matches!(side.kind, ExprKind::Literal(Literal::Text(_)));
        // A literal in a newtype of text would have to be made: compare what is inside.
        let looks_inside =
            matches!(side.ty, Type::Named(_)) && (is_literal(side) || is_literal(other));
        if looks_inside && self.types.inside(&side.ty) == Some(Scalar::Text.into()) {
            if let ExprKind::Literal(Literal::Text(text)) = &side.kind {
                return types::text_literal(text);
            }
            let side = self.emit(side, Need::Read);
            return format!("{}.0", side.receiver());
        }
        self.emit(side, Need::Read).read().within(Level::Sum)
    }

    /// Both sides of a comparison of optional values, as the same kind of `Option`.
    fn optional_sides(&mut self, left: &Expr, right: &Expr) -> (String, String) {
        let inner = left.ty.present().clone();
        let copy = types::is_copy(&inner, self.types);
        let text = inner == Scalar::Text.into();
        let present = |side: &Expr| match &side.kind {
            ExprKind::Convert(Conversion::Present, value) => Some((**value).clone()),
            _ => None,
        };
        let values = [present(left), present(right)];
        let sides = [left, right].map(|side| match present(side) {
            Some(value) => self.emit(&value, Need::Read),
            None => self.emit(side, Need::Read),
        });
        // One side lends what it has: the other has to do the same.
        let lends = |(value, side): (&Option<Expr>, &Fragment)| {
            value.is_some() || side.form == Form::OptRef
        };
        let borrowed = !copy && values.iter().zip(&sides).any(lends);
        let mut texts = values.iter().zip(&sides).map(|(value, side)| match (value, side.form) {
            (Some(_), _) if copy => format!("Some({})", side.read().text),
            (Some(_), _) if text => format!("Some({})", side.str()),
            (Some(_), _) => format!("Some({})", side.reference()),
            (None, Form::OptRef) => side.text.clone(),
            (None, _) if borrowed && text => format!("{}.as_deref()", side.receiver()),
            (None, _) if borrowed => format!("{}.as_ref()", side.receiver()),
            (None, _) => side.read().within(Level::Sum),
        });
        (texts.next().unwrap_or_default(), texts.next().unwrap_or_default())
    }

    /// `x in items`
    pub(super) fn membership(&mut self, element: &Expr, items: &Expr) -> Fragment {
        if let ExprKind::List(values) = &items.kind {
            return self.one_of(element, values);
        }
        let element = self.emit(element, Need::Read);
        let items_fragment = self.emit(items, Need::Read);
        let receiver = items_fragment.receiver();
        let text = match &items.ty {
            Type::Map(_) => format!("{receiver}.contains_key({})", element.reference()),
            Type::List(_) if element.form == Form::Str => {
                let item = self.free_name("item");
                format!("{receiver}.iter().any(|{item}| {item}.as_str() == {})", element.text)
            }
            _ => format!("{receiver}.contains({})", element.reference()),
        };
        Fragment::value(text)
    }

    /// `x in [a, b]`: patterns where the values are literals, comparisons otherwise.
    fn one_of(&mut self, element: &Expr, values: &[Expr]) -> Fragment {
        let distinct = |(index, value): (usize, &Expr)| {
            (!values[..index].iter().any(|before| before.same(value))).then(|| value.clone())
        };
        let values: Vec<Expr> = values.iter().enumerate().filter_map(distinct).collect();
        let patterns: Option<Vec<String>> =
            values.iter().map(|value| self.pattern(value)).collect();
        match patterns {
            Some(patterns) if patterns.len() > 1 => {
                let is_text = element.ty == Scalar::Text.into();
                let element = self.emit(element, Need::Read);
                let subject = if is_text { element.str() } else { element.read().text };
                Fragment::value(format!("matches!({subject}, {})", patterns.join(" | ")))
            }
            _ => {
                let tests: Vec<String> = values
                    .iter()
                    .map(|value| self.equality(true, element, value).within(Level::Compare))
                    .collect();
                match tests.len() {
                    0 => Fragment::value("false"),
                    1 => Fragment::at(tests.concat(), Level::Compare),
                    _ => Fragment::at(tests.join(" || "), Level::Or),
                }
            }
        }
    }

    fn pattern(&self, value: &Expr) -> Option<String> {
        match &value.kind {
            ExprKind::Literal(Literal::Text(text)) if value.ty == Scalar::Text.into() => {
                Some(types::text_literal(text))
            }
            ExprKind::Literal(Literal::Int(_)) if value.ty == Scalar::Int.into() => {
                Some(self.literal_text(value))
            }
            ExprKind::Literal(Literal::Enum(_, Ok(_))) => Some(self.literal_text(value)),
            _ => None,
        }
    }

    fn literal_text(&self, value: &Expr) -> String {
        match &value.kind {
            ExprKind::Literal(literal) => types::literal(literal, &value.ty, self.types),
            _ => String::new(),
        }
    }
}

/// An empty text or list that is written down.
fn is_empty(side: &Expr) -> bool {
    match &side.kind {
        ExprKind::Literal(Literal::Text(text)) => text.is_empty(),
        ExprKind::List(items) => items.is_empty(),
        _ => false,
    }
}

fn sign(operator: Binary) -> &'static str {
    match operator {
        Binary::Equal => "==",
        Binary::NotEqual => "!=",
        Binary::Less => "<",
        Binary::LessOrEqual => "<=",
        Binary::Greater => ">",
        _ => ">=",
    }
}

fn mirrored(operator: Binary) -> Binary {
    match operator {
        Binary::Less => Binary::Greater,
        Binary::LessOrEqual => Binary::GreaterOrEqual,
        Binary::Greater => Binary::Less,
        Binary::GreaterOrEqual => Binary::LessOrEqual,
        other => other,
    }
}
