//! The functions of the language.

use super::{Emitter, Form, Fragment, Level, Need, types};
use crate::{
    expr::{Expr, ExprKind, Function, Over},
    types::{Literal, Scalar, Type},
};

impl Emitter<'_> {
    pub(super) fn call(
        &mut self,
        function: Function,
        parts: &[Expr],
        ty: &Type,
        need: Need,
    ) -> Fragment {
        match (function, parts) {
            (Function::Has, [optional]) => self.presence(optional, true),
            (Function::OrValue, [optional, other]) => self.or_value(optional, other, ty, need),
            (Function::Size, [sized]) => {
                let count = self.count(sized);
                Fragment::value(format!("i64::try_from({count}).unwrap_or(i64::MAX)"))
            }
            (Function::Contains, [text, part]) => self.search("contains", text, part),
            (Function::StartsWith, [text, part]) => self.search("starts_with", text, part),
            (Function::EndsWith, [text, part]) => self.search("ends_with", text, part),
            (Function::Get, [map, key]) => self.get(map, key, ty),
            (Function::With | Function::Without | Function::Put | Function::Take, [first, ..]) => {
                self.changed(function, first, parts)
            }
            _ => Fragment::value("unreachable!()"),
        }
    }

    /// How many: `usize`.
    pub(super) fn count(&mut self, sized: &Expr) -> String {
        if let ExprKind::Over(Over::Filter, items, number, body) = &sized.kind {
            return format!("{}.count()", self.filtered(items, *number, body));
        }
        let sized_fragment = self.emit(sized, Need::Read);
        let receiver = sized_fragment.receiver();
        let is_text = sized.ty == Scalar::Text.into();
        format!("{receiver}.{}", if is_text { "chars().count()" } else { "len()" })
    }

    pub(super) fn emptiness(&mut self, sized: &Expr, empty: bool) -> Fragment {
        if let ExprKind::Over(Over::Filter, items, number, body) = &sized.kind {
            let exists = self.over(Over::Exists, items, *number, body, &Scalar::Bool.into());
            return if empty {
                Fragment::at(format!("!{}", exists.within(Level::Unary)), Level::Unary)
            } else {
                exists
            };
        }
        let text = format!("{}.is_empty()", self.emit(sized, Need::Read).receiver());
        if empty { Fragment::value(text) } else { Fragment::at(format!("!{text}"), Level::Unary) }
    }

    fn search(&mut self, method: &str, text: &Expr, part: &Expr) -> Fragment {
        let text = self.emit(text, Need::Read);
        if let Some(letter) = single_letter(part) {
            return Fragment::value(format!("{}.{method}({letter})", text.receiver()));
        }
        let part = self.emit(part, Need::Read);
        let part = if part.form == Form::Ref { part.str() } else { part.reference() };
        Fragment::value(format!("{}.{method}({part})", text.receiver()))
    }

    fn get(&mut self, map: &Expr, key: &Expr, ty: &Type) -> Fragment {
        let map = self.emit(map, Need::Read);
        let key = self.emit(key, Need::Read);
        let text = format!("{}.get({})", map.receiver(), key.reference());
        let inner = ty.present();
        if types::is_copy(inner, self.types) {
            return Fragment::value(format!("{text}.copied()"));
        }
        if *inner == Scalar::Text.into() {
            return Fragment::tight(format!("{text}.map(String::as_str)"), Form::OptRef);
        }
        Fragment::tight(text, Form::OptRef)
    }

    /// `x.orValue(y)`
    pub(super) fn or_value(
        &mut self,
        optional: &Expr,
        other: &Expr,
        ty: &Type,
        need: Need,
    ) -> Fragment {
        if ty.is_optional() {
            return self.or_optional(optional, other);
        }
        if is_choice(other) {
            return self.choice_or(optional, other, ty, need);
        }
        let copy = types::is_copy(ty, self.types);
        let text = *ty == Scalar::Text.into();
        let opened = self.emit(optional, if copy { Need::Read } else { need });
        let receiver = opened.receiver();
        if is_empty(other) {
            return self.or_empty(&opened, optional, ty, need);
        }
        let borrows = need == Need::Read && !copy && opened.form != Form::Value;
        let fallback = self.emit(other, if copy || borrows { Need::Read } else { Need::Owned });
        if borrows && text && fallback.form != Form::Value {
            let receiver = match opened.form {
                Form::OptRef => receiver,
                _ => format!("{receiver}.as_deref()"),
            };
            return Fragment::tight(
                format!("{receiver}.unwrap_or({})", fallback.reference()),
                Form::Str,
            );
        }
        if borrows && !text && fallback.form != Form::Value {
            let receiver = match opened.form {
                Form::OptRef => receiver,
                _ => format!("{receiver}.as_ref()"),
            };
            return Fragment::tight(
                format!("{receiver}.unwrap_or({})", fallback.reference()),
                Form::Ref,
            );
        }
        let receiver = self.keep(&opened, &optional.ty);
        let fallback_text = self.keep(&fallback, ty);
        let is_free =
            fallback.is_path() && fallback_text == fallback.text || is_plain(other, &fallback);
        Fragment::value(if is_free {
            format!("{receiver}.unwrap_or({fallback_text})")
        } else {
            format!("{receiver}.unwrap_or_else(|| {fallback_text})")
        })
    }

    fn or_empty(&mut self, opened: &Fragment, optional: &Expr, ty: &Type, need: Need) -> Fragment {
        if need == Need::Read && *ty == Scalar::Text.into() && opened.form != Form::Value {
            let receiver = opened.receiver();
            let receiver = match opened.form {
                Form::OptRef => receiver,
                _ => format!("{receiver}.as_deref()"),
            };
            return Fragment::tight(format!("{receiver}.unwrap_or_default()"), Form::Str);
        }
        let receiver = self.keep(opened, &optional.ty);
        Fragment::value(format!("{receiver}.unwrap_or_default()"))
    }

    fn or_optional(&mut self, optional: &Expr, other: &Expr) -> Fragment {
        let first = self.kept(optional);
        let second = self.emit(other, Need::Owned);
        let text = self.keep(&second, &other.ty);
        Fragment::value(if second.is_path() && text == second.text {
            format!("{first}.or({text})")
        } else {
            format!("{first}.or_else(|| {text})")
        })
    }

    /// A collection with one more or one less, as a new value.
    fn changed(&mut self, function: Function, first: &Expr, parts: &[Expr]) -> Fragment {
        let name = self.binding_name(first);
        let start = self.kept(first);
        let change = self.change(&name, function, &first.ty, &parts[1..]);
        Fragment::value(format!("{{ let mut {name} = {start}; {change}; {name} }}"))
    }

    /// The change of a collection in its place, without the `;`.
    pub(super) fn change(
        &mut self,
        place: &str,
        function: Function,
        ty: &Type,
        parts: &[Expr],
    ) -> String {
        match (function, ty, parts) {
            (Function::With, Type::List(_), [item]) => {
                format!("{place}.push({})", self.kept(item))
            }
            (Function::With, _, [item]) => format!("{place}.insert({})", self.kept(item)),
            (Function::Put, _, [key, value]) => {
                let key = self.kept(key);
                format!("{place}.insert({key}, {})", self.kept(value))
            }
            (Function::Without, Type::List(_), [item]) => {
                let name = self.free_name("item");
                let item = self.emit(item, Need::Read);
                let compared = if item.form == Form::Str {
                    format!("{name}.as_str() != {}", item.text)
                } else {
                    format!("*{name} != {}", item.read().within(Level::Sum))
                };
                format!("{place}.retain(|{name}| {compared})")
            }
            (_, _, [item, ..]) => {
                let item = self.emit(item, Need::Read);
                format!("{place}.remove({})", item.reference())
            }
            _ => String::new(),
        }
    }
}

/// A text of one letter, as that letter.
fn single_letter(part: &Expr) -> Option<String> {
    let ExprKind::Literal(Literal::Text(text)) = &part.kind else { return None };
    let mut letters = text.chars();
    let letter = letters.next().filter(|_| letters.next().is_none())?;
    Some(format!("'{}'", letter.escape_default()))
}

/// A value that becomes an `if`.
fn is_choice(other: &Expr) -> bool {
    match &other.kind {
        ExprKind::Conditional(..) => true,
        ExprKind::Call(Function::OrValue, parts) => parts.get(1).is_some_and(is_choice),
        _ => false,
    }
}

/// A value that `Default` gives.
fn is_empty(other: &Expr) -> bool {
    match &other.kind {
        ExprKind::Literal(Literal::Text(text)) => {
            text.is_empty() && other.ty == Scalar::Text.into()
        }
        ExprKind::List(items) => items.is_empty(),
        _ => false,
    }
}

/// A value that costs nothing to have ready: a number, a word, a constant.
fn is_plain(other: &Expr, written: &Fragment) -> bool {
    match &other.kind {
        ExprKind::Literal(literal) => match literal {
            Literal::Int(_) | Literal::Bool(_) | Literal::Enum(_, Ok(_)) | Literal::None => {
                !written.text.contains('(')
            }
            Literal::Decimal(_) | Literal::Duration(_) => !written.text.contains('('),
            _ => false,
        },
        ExprKind::Record(fields) => fields.iter().all(|(_, part)| is_plain(part, written)),
        _ => false,
    }
}
