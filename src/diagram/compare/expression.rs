//! Expressions as a model writes them, without what was worked out about them.

use crate::{
    evolve::interpret::json_of,
    expr::{Binary, Expr, ExprKind, Function, Over, Root, Unary},
    types::{Literal, Meaning, TypeTable},
};

/// The text of an expression, with brackets only where it needs them.
pub(super) fn text(types: &TypeTable, expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Literal(literal) => value(types, literal),
        ExprKind::Root(root) => name(*root),
        ExprKind::Field(Root::Command, field) => field.clone(),
        ExprKind::Field(root, field) => format!("{}.{field}", name(*root)),
        ExprKind::Member(inner, field) => format!("{}.{field}", tight(types, inner)),
        ExprKind::Unary(Unary::Not, inner) => format!("!{}", tight(types, inner)),
        ExprKind::Unary(Unary::Negate, inner) => format!("-{}", tight(types, inner)),
        ExprKind::Binary(binary, left, right) => {
            let own = strength(*binary);
            let (left, right) = (part(types, left, own), part(types, right, own + 1));
            format!("{left} {} {right}", sign(*binary))
        }
        ExprKind::Conditional(condition, yes, no) => {
            let [condition, yes, no] = [condition, yes, no].map(|it| part(types, it, 1));
            format!("{condition} ? {yes} : {no}")
        }
        ExprKind::Call(function, parts) => call(types, *function, parts),
        ExprKind::List(items) => format!("[{}]", all(types, items)),
        ExprKind::Record(fields) => {
            let fields = fields.iter().map(|(name, it)| format!("{name}: {}", text(types, it)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
        }
        ExprKind::Over(over, items, number, body) => {
            let (items, item) = (tight(types, items), name(Root::Element(*number)));
            format!("{items}.{}({item}, {})", way(*over), text(types, body))
        }
        ExprKind::Convert(_, inner) => text(types, inner),
    }
}

/// A value as a model writes it.
pub(super) fn value(types: &TypeTable, literal: &Literal) -> String {
    match literal {
        Literal::Enum(_, Err(word)) => word.clone(),
        Literal::Enum(id, Ok(at)) => match &types[*id].meaning {
            Meaning::Enumeration(words) => {
                words.values.get(*at).map_or_else(String::new, |word| word.name.value.clone())
            }
            Meaning::Identity { .. } | Meaning::Newtype(_) | Meaning::Record(_) => String::new(),
        },
        Literal::Decimal(number) => number.to_string(),
        Literal::None
        | Literal::Text(_)
        | Literal::Int(_)
        | Literal::Bool(_)
        | Literal::Uuid(_)
        | Literal::Date(_)
        | Literal::Timestamp(_)
        | Literal::Duration(_)
        | Literal::Bytes(_)
        | Literal::Record(..)
        | Literal::List(_)
        | Literal::Map(_) => json_of(types, literal).to_string(),
    }
}

/// How strongly the strongest operator binds, and what has none of these is stronger still.
const TIGHT: u8 = 6;

/// A part that something is done with as a whole.
fn tight(types: &TypeTable, expr: &Expr) -> String {
    part(types, expr, TIGHT)
}

/// A part of an expression whose operator binds so strongly.
fn part(types: &TypeTable, expr: &Expr, outer: u8) -> String {
    let own = match &expr.kind {
        ExprKind::Binary(binary, ..) => strength(*binary),
        ExprKind::Conditional(..) => 0,
        ExprKind::Call(Function::With | Function::Without, _) => strength(Binary::Add),
        ExprKind::Convert(_, converted) => return part(types, converted, outer),
        ExprKind::Literal(_)
        | ExprKind::Root(_)
        | ExprKind::Field(..)
        | ExprKind::Member(..)
        | ExprKind::Unary(..)
        | ExprKind::Call(..)
        | ExprKind::List(_)
        | ExprKind::Record(_)
        | ExprKind::Over(..) => TIGHT,
    };
    let text = text(types, expr);
    if own < outer { format!("({text})") } else { text }
}

fn strength(binary: Binary) -> u8 {
    match binary {
        Binary::Or => 1,
        Binary::And => 2,
        Binary::Equal
        | Binary::NotEqual
        | Binary::Less
        | Binary::LessOrEqual
        | Binary::Greater
        | Binary::GreaterOrEqual
        | Binary::In => 3,
        Binary::Add | Binary::Subtract => 4,
        Binary::Multiply | Binary::Divide | Binary::Remainder => 5,
    }
}

fn all(types: &TypeTable, parts: &[Expr]) -> String {
    parts.iter().map(|it| text(types, it)).collect::<Vec<_>>().join(", ")
}

/// A call is written on its first part, `has` and operators aside.
fn call(types: &TypeTable, function: Function, parts: &[Expr]) -> String {
    let method = |name: &str| match parts {
        [first, rest @ ..] => format!("{}.{name}({})", tight(types, first), all(types, rest)),
        [] => format!("{name}()"),
    };
    let between = |sign: &str| {
        let parts = parts.iter().map(|it| part(types, it, strength(Binary::Add)));
        parts.collect::<Vec<_>>().join(&format!(" {sign} "))
    };
    match function {
        Function::Has => format!("has({})", all(types, parts)),
        Function::Size => format!("size({})", all(types, parts)),
        Function::OrValue => method("orValue"),
        Function::Contains => method("contains"),
        Function::StartsWith => method("startsWith"),
        Function::EndsWith => method("endsWith"),
        Function::Put => method("with"),
        Function::Take => method("without"),
        Function::With => between("+"),
        Function::Without => between("-"),
        Function::Get => match parts {
            [map, rest @ ..] => format!("{}[{}]", tight(types, map), all(types, rest)),
            [] => String::new(),
        },
    }
}

fn name(root: Root) -> String {
    match root {
        Root::Command => "command".to_owned(),
        Root::Event => "event".to_owned(),
        Root::State => "state".to_owned(),
        Root::Row => "row".to_owned(),
        Root::Meta => "meta".to_owned(),
        Root::Target => "stream_id".to_owned(),
        Root::Key => "key".to_owned(),
        Root::Element(number) => format!("item{}", number + 1),
    }
}

fn sign(binary: Binary) -> &'static str {
    match binary {
        Binary::Or => "||",
        Binary::And => "&&",
        Binary::Equal => "==",
        Binary::NotEqual => "!=",
        Binary::Less => "<",
        Binary::LessOrEqual => "<=",
        Binary::Greater => ">",
        Binary::GreaterOrEqual => ">=",
        Binary::Add => "+",
        Binary::Subtract => "-",
        Binary::Multiply => "*",
        Binary::Divide => "/",
        Binary::Remainder => "%",
        Binary::In => "in",
    }
}

fn way(over: Over) -> &'static str {
    match over {
        Over::Exists => "exists",
        Over::All => "all",
        Over::Filter => "filter",
        Over::Map => "map",
    }
}
