//! Numbers, texts, lists and value objects.

use super::{Emitter, Form, Fragment, Level, Need, names, types};
use crate::{
    expr::{Binary, Conversion, Expr, ExprKind},
    types::{Literal, Scalar, Type},
};

impl Emitter<'_> {
    pub(super) fn arithmetic(
        &mut self,
        operator: Binary,
        left: &Expr,
        right: &Expr,
        ty: &Type,
    ) -> Fragment {
        if *ty == Scalar::Text.into() {
            return self.joined_text(left, right);
        }
        if matches!(ty, Type::List(_)) {
            let name = self.binding_name(left);
            let (first, second) = (self.kept(left), self.items(right));
            let text = format!("{{ let mut {name} = {first}; {name}.extend({second}); {name} }}");
            return Fragment::value(text);
        }
        let one = self.emit(left, Need::Read).read();
        let two = self.emit(right, Need::Read).read();
        let both_instants = left.ty == Scalar::Timestamp.into() && right.ty == left.ty;
        if both_instants {
            return Fragment::value(format!("{}.duration_since({})", one.receiver(), two.text));
        }
        let (sign, level) = match operator {
            Binary::Add => ("+", Level::Sum),
            Binary::Subtract => ("-", Level::Sum),
            Binary::Multiply => ("*", Level::Product),
            Binary::Divide => ("/", Level::Product),
            _ => ("%", Level::Product),
        };
        let behind = if level == Level::Sum { Level::Product } else { Level::Unary };
        Fragment::at(format!("{} {sign} {}", one.within(level), two.within(behind)), level)
    }

    /// `format!("{} {}", first, last)`
    fn joined_text(&mut self, left: &Expr, right: &Expr) -> Fragment {
        let mut parts = Vec::new();
        texts(left, &mut parts);
        texts(right, &mut parts);
        let mut pattern = String::new();
        let mut arguments = Vec::new();
        for part in parts {
            // A pattern spells what it is given.
            let spelled = if let ExprKind::Convert(Conversion::Spelled, inner) = &part.kind {
                Some(inner.as_ref())
            } else {
                None
            };
            let part = spelled.unwrap_or(part);
            if let ExprKind::Literal(Literal::Text(text)) = &part.kind {
                let written = types::text_literal(text);
                let inner = &written[1..written.len() - 1];
                // An escape such as `\u{1}` keeps its braces, those of the text are doubled.
                pattern.push_str(&doubled_braces(inner));
                continue;
            }
            let fragment = self.emit(part, Need::Read);
            let is_name = fragment.is_path() && !fragment.text.contains(['.', '#']);
            if is_name {
                pattern.extend(["{", &fragment.text, "}"]);
            } else {
                pattern.push_str("{}");
                arguments.push(fragment.text);
            }
        }
        arguments.insert(0, format!("\"{pattern}\""));
        Fragment::value(format!("format!({})", arguments.join(", ")))
    }

    pub(super) fn list(&mut self, items: &[Expr], ty: &Type) -> Fragment {
        let items: Vec<String> = items.iter().map(|item| self.kept(item)).collect();
        let inner = items.join(", ");
        Fragment::value(match (ty, items.is_empty()) {
            (Type::Set(_), true) => "BTreeSet::new()".to_owned(),
            (Type::Set(_), false) => format!("BTreeSet::from([{inner}])"),
            (_, true) => "Vec::new()".to_owned(),
            (_, false) => format!("vec![{inner}]"),
        })
    }

    /// What a list is extended by: an array where the items are written down, an iterator where they are worked out.
    pub(super) fn items(&mut self, items: &Expr) -> String {
        let text = self.kept(items);
        let bare = text.strip_prefix("vec!").or_else(|| text.strip_suffix(".collect::<Vec<_>>()"));
        bare.map(str::to_owned).unwrap_or(text)
    }

    pub(super) fn record(&mut self, fields: &[(String, Expr)], ty: &Type) -> Fragment {
        let fields: Vec<String> = fields
            .iter()
            .map(|(name, value)| {
                let (name, value) = (names::snake(name), self.kept(value));
                if name == value { name } else { format!("{name}: {value}") }
            })
            .collect();
        let name = types::rust_type(ty, self.types);
        let text = format!("{name} {{ {} }}", fields.join(", "));
        // A value object in a condition would be taken for the block behind it.
        Fragment { text, level: Level::Block, form: Form::Value }
    }
}

fn texts<'e>(expression: &'e Expr, parts: &mut Vec<&'e Expr>) {
    match &expression.kind {
        ExprKind::Binary(Binary::Add, left, right) => {
            texts(left, parts);
            texts(right, parts);
        }
        _ => parts.push(expression),
    }
}

fn doubled_braces(text: &str) -> String {
    let mut written = String::new();
    let mut in_escape = false;
    let mut before = ' ';
    for letter in text.chars() {
        match letter {
            '{' if before == 'u' && written.ends_with("\\u") => {
                in_escape = true;
                written.push(letter);
            }
            '}' if in_escape => {
                in_escape = false;
                written.push(letter);
            }
            '{' | '}' => {
                written.push(letter);
                written.push(letter);
            }
            _ => written.push(letter),
        }
        before = letter;
    }
    written
}
