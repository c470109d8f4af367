//! Functions that stand before their arguments, values of a type written as text, value objects,
//! and reading a map.

use super::{Checker, names::listed};
use crate::{
    diagnostic::did_you_mean,
    expr::{
        Conversion, Expr, ExprKind, Function,
        untyped::{Node, NodeKind, Word},
    },
    types::{Field, Literal, Meaning, Scalar, Type, TypeId, exact_decimal, sample, scalar_value},
};

const FUNCTIONS: [&str; 7] = ["has", "size", "duration", "timestamp", "date", "decimal", "uuid"];

impl Checker<'_, '_> {
    pub(super) fn call(&mut self, word: &Word, arguments: &[Node], node: &Node) -> Option<Expr> {
        let scalar = match word.text.as_str() {
            "has" => {
                let argument = self.only(word, arguments)?;
                return self.has(argument, node);
            }
            "size" => {
                let argument = self.only(word, arguments)?;
                return self.size(argument, node);
            }
            "duration" => Scalar::Duration,
            "timestamp" => Scalar::Timestamp,
            "date" => Scalar::Date,
            "decimal" => Scalar::Decimal,
            "uuid" => Scalar::Uuid,
            name => {
                if let Some(ty) = self.convertible(name) {
                    let argument = self.only(word, arguments)?;
                    return self.converted(&ty, argument, node);
                }
                self.unknown_function(word);
                return None;
            }
        };
        let argument = self.only(word, arguments)?;
        self.written_value(scalar, word, argument, node)
    }

    /// The one argument of a function.
    pub(super) fn only<'n>(&mut self, word: &Word, arguments: &'n [Node]) -> Option<&'n Node> {
        if let [one] = arguments {
            return Some(one);
        }
        let count = arguments.len();
        self.error(&word.range, format!("`{}` takes one argument, not {count}", word.text), |it| {
            it
        });
        None
    }

    fn has(&mut self, argument: &Node, node: &Node) -> Option<Expr> {
        let found = self.infer(argument, None)?.as_declared();
        if found.ty.is_optional() {
            return Some(self.made(ExprKind::Call(Function::Has, vec![found]), Scalar::Bool, node));
        }
        let written = self.source_of(argument);
        let given = self.type_text(&found.ty);
        self.error(&argument.range, format!("`{written}` is always there"), |finding| {
            finding.label(given).help("`has` asks for optional values only")
        });
        None
    }

    pub(super) fn size(&mut self, argument: &Node, node: &Node) -> Option<Expr> {
        let found = self.infer(argument, None)?;
        let found = self.unwrapped(found);
        let sized = matches!(
            found.ty,
            Type::Scalar(Scalar::Text) | Type::List(_) | Type::Set(_) | Type::Map(_)
        );
        if sized {
            return Some(self.made(ExprKind::Call(Function::Size, vec![found]), Scalar::Int, node));
        }
        self.unusable(&found, &argument.range, "only texts, lists, sets and maps have a size");
        None
    }

    /// The type that `Name(x)` or `Context.Name(x)` makes, or looks into.
    pub(super) fn convertible(&self, name: &str) -> Option<Type> {
        if let Some(scalar) = Scalar::of(name) {
            return Some(scalar.into());
        }
        let ty = Type::Named(self.type_called(name)?);
        self.scope.types.inside(&ty).map(|_| ty)
    }

    /// `Iban('..')` puts text into a newtype; `Text(iban)` takes it out again, and spells numbers, days, UUIDs and words.
    pub(super) fn converted(&mut self, ty: &Type, argument: &Node, node: &Node) -> Option<Expr> {
        let inside = self.scope.types.inside(ty);
        let found = self.infer(argument, inside.as_ref())?;
        if found.ty.is_optional() {
            self.absent(&found, &argument.range);
            return None;
        }
        let here = self.span(&node.range);
        if let Some(inside) = inside {
            let inner = self.fitted(found, &inside, argument)?;
            let made = inner.convert(Conversion::Wrap, ty.clone());
            return Some(Expr { span: here, ..made });
        }
        let inner = self.unwrapped(found.clone());
        if inner.ty == *ty || (inner.ty == Scalar::Int.into() && *ty == Scalar::Decimal.into()) {
            let made = self.fitted(inner, ty, argument)?;
            return Some(Expr { span: here, ..made });
        }
        if *ty == Scalar::Text.into() && self.is_spelled(&inner.ty) {
            let made = inner.convert(Conversion::Spelled, ty.clone());
            return Some(Expr { span: here, ..made });
        }
        self.unfit(&found, ty, &argument.range);
        None
    }

    /// Whether there is one text for each value, whoever writes it.
    fn is_spelled(&self, ty: &Type) -> bool {
        matches!(ty, Type::Scalar(Scalar::Int | Scalar::Uuid | Scalar::Date))
            || self.scope.types.enumeration(ty).is_some()
    }

    fn unknown_function(&mut self, word: &Word) {
        let help = if super::methods::NAMES.contains(&word.text.as_str()) {
            format!("write `x.{}(..)`", word.text)
        } else {
            did_you_mean(&word.text, FUNCTIONS).unwrap_or_else(|| {
                format!("{}; or a hook in Rust with `using:`", listed("functions are", &FUNCTIONS))
            })
        };
        self.unresolved(word, format!("there is no function `{}`", word.text), help);
    }

    /// `duration('PT15M')` and its relatives: a value that only text can write.
    fn written_value(
        &mut self,
        scalar: Scalar,
        word: &Word,
        argument: &Node,
        node: &Node,
    ) -> Option<Expr> {
        let sample = sample(scalar);
        let text = match &argument.kind {
            NodeKind::Text(text) => text.clone(),
            NodeKind::Decimal(digits) if scalar == Scalar::Decimal => digits.clone(),
            NodeKind::Int(digits) if scalar == Scalar::Decimal => digits.to_string(),
            _ => {
                let message = format!("`{}` needs its value written as text", word.text);
                self.error(&argument.range, message, |finding| {
                    finding.help(format!("write `{}('{sample}')`", word.text))
                });
                return None;
            }
        };
        if let Some(literal) = scalar_value(scalar, &text) {
            return Some(self.made(ExprKind::Literal(literal), scalar, node));
        }
        let message = format!("`{text}` is no {}", scalar.name());
        self.error(&argument.range, message, |finding| {
            finding.help(format!("write it like `{sample}`"))
        });
        None
    }

    pub(super) fn decimal(&mut self, digits: &str, node: &Node) -> Option<Expr> {
        if let Some(value) = exact_decimal(digits) {
            let literal = Literal::Decimal(value);
            return Some(self.made(ExprKind::Literal(literal), Scalar::Decimal, node));
        }
        let message = format!("`{digits}` has more digits than a Decimal can hold");
        self.error(&node.range, message, |finding| finding.label("at most 28 digits"));
        None
    }

    pub(super) fn null(&mut self, node: &Node, hint: Option<&Type>) -> Option<Expr> {
        if let Some(ty) = hint.filter(|ty| ty.is_optional()) {
            return Some(self.made(ExprKind::Literal(Literal::None), ty.clone(), node));
        }
        self.error(&node.range, "`null` can stand only where a value may be absent", |finding| {
            finding
        });
        None
    }

    /// `prices['key']`: the optional value under a key.
    pub(super) fn index(&mut self, operand: &Node, key: &Node, node: &Node) -> Option<Expr> {
        let map = self.infer(operand, None)?;
        let Type::Map(value) = &map.ty else {
            let why = match map.ty {
                Type::List(_) => "a list is not read by position, use `exists` or `filter`",
                _ => "only a map is read by key",
            };
            self.unusable(&map, &operand.range, why);
            return None;
        };
        let key = self.infer(key, Some(&Scalar::Text.into())).and_then(|found| {
            let found = self.unwrapped(found);
            self.fitted(found, &Scalar::Text.into(), key)
        });
        let ty = (**value).clone().optional();
        Some(self.made(ExprKind::Call(Function::Get, vec![map, key?]), ty, node))
    }

    /// `Money{amount: x, currency: y}`
    pub(super) fn record(
        &mut self,
        word: &Word,
        given: &[(Word, Node)],
        node: &Node,
    ) -> Option<Expr> {
        let Some((id, fields)) = self.record_called(&word.text) else {
            let names = self.scope.types.names_in(&self.scope.place);
            let help = did_you_mean(&word.text, names)
                .unwrap_or_else(|| "name a value object declared under `types:`".to_owned());
            self.unresolved(word, format!("there is no value object `{}`", word.text), help);
            return None;
        };
        let mut whole = self.known_fields(word, &fields, given);
        let mut values = Vec::new();
        for field in &fields {
            let written = given.iter().find(|(name, _)| name.text == field.name.value);
            let value = match (written, &field.default) {
                (Some((_, value)), _) => self.want(value, &field.ty),
                (None, Some(default)) => {
                    let span = self.span(&node.range);
                    Some(Expr::literal(default.literal.clone(), field.ty.clone(), span))
                }
                (None, None) if field.ty.is_optional() => {
                    let span = self.span(&node.range);
                    Some(Expr::literal(Literal::None, field.ty.clone(), span))
                }
                (None, None) => {
                    let message = format!("{} needs `{}`", word.text, field.name.value);
                    self.error(&word.range, message, |finding| finding);
                    None
                }
            };
            match value {
                Some(value) => values.push((field.name.value.clone(), value)),
                None => whole = false,
            }
        }
        whole.then(|| self.made(ExprKind::Record(values), Type::Named(id), node))
    }

    fn record_called(&self, name: &str) -> Option<(TypeId, Vec<Field>)> {
        let id = self.type_called(name)?;
        match &self.scope.types[id].meaning {
            Meaning::Record(fields) => Some((id, fields.clone())),
            Meaning::Identity { .. } | Meaning::Newtype(_) | Meaning::Enumeration(_) => None,
        }
    }

    /// Whether every given field is one of the value object, and given once.
    fn known_fields(&mut self, word: &Word, fields: &[Field], given: &[(Word, Node)]) -> bool {
        let mut fine = true;
        for (index, (name, _)) in given.iter().enumerate() {
            let names = fields.iter().map(|field| field.name.value.as_str());
            if given[..index].iter().any(|(other, _)| other.text == name.text) {
                self.error(&name.range, format!("`{}` is given twice", name.text), |it| it);
                fine = false;
            } else if !names.clone().any(|field| field == name.text) {
                let all: Vec<&str> = names.collect();
                let help = did_you_mean(&name.text, all.iter().copied())
                    .unwrap_or_else(|| listed(&format!("{} has", word.text), &all));
                self.unresolved(name, format!("{} has no field `{}`", word.text, name.text), help);
                fine = false;
            }
        }
        fine
    }
}
