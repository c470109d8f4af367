//! Functions that stand behind their value: `x.orValue(y)`, `name.startsWith('A')`,
//! `lines.exists(line, line.open)`.

use super::{Checker, names::listed};
use crate::{
    diagnostic::did_you_mean,
    expr::{
        Expr, ExprKind, Function, Over,
        untyped::{Node, NodeKind, Word},
    },
    types::{Scalar, Type},
};

/// Every function that stands behind its value.
pub(super) const NAMES: [&str; 11] = [
    "orValue",
    "size",
    "contains",
    "startsWith",
    "endsWith",
    "exists",
    "all",
    "filter",
    "map",
    "with",
    "without",
];

/// The parts of `target.word(arguments)`.
#[derive(Clone, Copy)]
struct Behind<'n> {
    target: &'n Node,
    word: &'n Word,
    arguments: &'n [Node],
    node: &'n Node,
}

impl Checker<'_, '_> {
    pub(super) fn method(
        &mut self,
        target: &Node,
        word: &Word,
        arguments: &[Node],
        node: &Node,
        hint: Option<&Type>,
    ) -> Option<Expr> {
        let call = Behind { target, word, arguments, node };
        match word.text.as_str() {
            "orValue" => self.or_value(call, hint),
            "size" => {
                self.none(call)?;
                self.size(target, node)
            }
            "contains" => self.on_text(call, Function::Contains),
            "startsWith" => self.on_text(call, Function::StartsWith),
            "endsWith" => self.on_text(call, Function::EndsWith),
            "exists" => self.over(call, Over::Exists, hint),
            "all" => self.over(call, Over::All, hint),
            "filter" => self.over(call, Over::Filter, hint),
            "map" => self.over(call, Over::Map, hint),
            "with" => self.put(call),
            "without" => self.take(call),
            name => {
                if let NodeKind::Name(context) = &target.kind
                    && let Some(ty) = self.convertible(&format!("{context}.{name}"))
                {
                    let argument = self.only(word, arguments)?;
                    return self.converted(&ty, argument, node);
                }
                self.unknown_method(call);
                None
            }
        }
    }

    fn unknown_method(&mut self, call: Behind<'_>) {
        let word = call.word;
        let written = self.source_of(call.target);
        let help = match word.text.as_str() {
            "matches" => "regular expressions are not part of expressions: use `pattern:` on the field or a hook with `using:`".to_owned(),
            "hasValue" => format!("write `has({written})`"),
            "isEmpty" => format!("write `size({written}) == 0`"),
            "remove" | "minus" => format!("write `{written} - ..`"),
            "add" | "push" | "append" | "plus" => format!("write `{written} + ..`"),
            name => did_you_mean(name, NAMES)
                .unwrap_or_else(|| format!("{}; or a hook in Rust with `using:`", listed("there are", &NAMES))),
        };
        self.unresolved(word, format!("there is no function `{}`", word.text), help);
    }

    fn or_value(&mut self, call: Behind<'_>, hint: Option<&Type>) -> Option<Expr> {
        let other = self.only(call.word, call.arguments)?;
        let value = self.infer(call.target, None)?.as_declared();
        if !value.ty.is_optional() {
            let written = self.source_of(call.target);
            let given = self.type_text(&value.ty);
            self.error(&call.target.range, format!("`{written}` is always there"), |finding| {
                finding.label(given).help(format!("write `{written}` without `orValue`"))
            });
            return None;
        }
        let ty = value.ty.present().clone();
        let keeps_optional = hint.is_some_and(Type::is_optional);
        let other_value = self.infer(other, Some(&ty))?;
        if keeps_optional && other_value.ty == value.ty {
            let ty = value.ty.clone();
            let kind = ExprKind::Call(Function::OrValue, vec![value, other_value]);
            return Some(self.made(kind, ty, call.node));
        }
        let other = self.fitted(other_value, &ty, other)?;
        Some(self.made(ExprKind::Call(Function::OrValue, vec![value, other]), ty, call.node))
    }

    fn on_text(&mut self, call: Behind<'_>, function: Function) -> Option<Expr> {
        let part = self.only(call.word, call.arguments)?;
        let target = self.infer(call.target, None)?;
        let text = self.unwrapped(target.clone());
        if text.ty != Scalar::Text.into() {
            let why = match (function, &target.ty) {
                (Function::Contains, Type::List(_) | Type::Set(_) | Type::Map(_)) => {
                    "membership is written `x in y`"
                }
                _ => "only texts can be searched",
            };
            self.unusable(&target, &call.target.range, why);
            return None;
        }
        let part_value = self.infer(part, Some(&Scalar::Text.into()))?;
        let part_value = self.unwrapped(part_value);
        let part = self.fitted(part_value, &Scalar::Text.into(), part)?;
        Some(self.made(ExprKind::Call(function, vec![text, part]), Scalar::Bool, call.node))
    }

    /// `items.exists(item, test)`
    fn over(&mut self, call: Behind<'_>, over: Over, hint: Option<&Type>) -> Option<Expr> {
        let [variable, body] = call.arguments else {
            let name = &call.word.text;
            let message = format!("`{name}` takes a name for the element and a condition");
            let help = format!("write `{}.{name}(item, ..)`", self.source_of(call.target));
            self.error(&call.word.range, message, |finding| finding.help(help));
            return None;
        };
        let NodeKind::Name(variable) = &variable.kind else {
            let message = "a new name for the element is needed here";
            self.error(&variable.range, message, |finding| finding.help("such as `item`"));
            return None;
        };
        let items = self.infer(call.target, None)?;
        let element = match &items.ty {
            Type::List(element) | Type::Set(element) => (**element).clone(),
            Type::Map(_) | Type::Scalar(_) | Type::Named(_) | Type::Optional(_) => {
                let why = format!("`{}` needs a list or a set", call.word.text);
                self.unusable(&items, &call.target.range, &why);
                return None;
            }
        };
        let number = u8::try_from(self.elements.len()).unwrap_or(u8::MAX);
        self.elements.push((variable.clone(), element));
        let body = match over {
            Over::Map => self.infer(body, hint.and_then(|ty| ty.present().element())),
            Over::Exists | Over::All | Over::Filter => self.want(body, &Scalar::Bool.into()),
        };
        self.elements.pop();
        let body = body?;
        let ty = match over {
            Over::Exists | Over::All => Scalar::Bool.into(),
            Over::Filter => items.ty.clone(),
            Over::Map => Type::List(Box::new(body.ty.clone())),
        };
        let kind = ExprKind::Over(over, Box::new(items), number, Box::new(body));
        Some(self.made(kind, ty, call.node))
    }

    /// `prices.with('key', value)`
    fn put(&mut self, call: Behind<'_>) -> Option<Expr> {
        let [key, value] = call.arguments else {
            let help = format!("write `{}.with('key', value)`", self.source_of(call.target));
            let message = "`with` takes a key and a value";
            self.error(&call.word.range, message, |finding| finding.help(help));
            return None;
        };
        let (map, held) = self.map_of(call)?;
        let key = self.key(key);
        let value = self.want(value, &held);
        let ty = map.ty.clone();
        Some(self.made(ExprKind::Call(Function::Put, vec![map, key?, value?]), ty, call.node))
    }

    /// `prices.without('key')`
    fn take(&mut self, call: Behind<'_>) -> Option<Expr> {
        let key = self.only(call.word, call.arguments)?;
        let (map, _) = self.map_of(call)?;
        let key = self.key(key)?;
        let ty = map.ty.clone();
        Some(self.made(ExprKind::Call(Function::Take, vec![map, key]), ty, call.node))
    }

    fn map_of(&mut self, call: Behind<'_>) -> Option<(Expr, Type)> {
        let map = self.infer(call.target, None)?;
        if let Type::Map(held) = &map.ty {
            let held = (**held).clone();
            return Some((map, held));
        }
        let why = "only a map has keys; a list or set grows with `+` and shrinks with `-`";
        self.unusable(&map, &call.target.range, why);
        None
    }

    fn key(&mut self, key: &Node) -> Option<Expr> {
        let text = Type::from(Scalar::Text);
        let found = self.infer(key, Some(&text))?;
        let found = self.unwrapped(found);
        self.fitted(found, &text, key)
    }

    fn none(&mut self, call: Behind<'_>) -> Option<()> {
        if call.arguments.is_empty() {
            return Some(());
        }
        let message = format!("`{}` takes no argument", call.word.text);
        self.error(&call.word.range, message, |finding| finding);
        None
    }
}
