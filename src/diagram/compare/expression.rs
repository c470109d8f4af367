//! Expressions as a model writes them, without what was worked out about them.

use crate::{
    evolve::interpret::json_of,
    expr::{Binary, Expr, ExprKind, Function, Over, Root, Unary},
    types::{Literal, Meaning, TypeTable},
};

/// The text of an expression. Brackets stand around every operation inside of another one.
pub(super) fn text(types: &TypeTable, expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Literal(literal) => value(types, literal),
        ExprKind::Root(root) => name(*root),
        ExprKind::Field(Root::Command, field) => field.clone(),
        ExprKind::Field(root, field) => format!("{}.{field}", name(*root)),
        ExprKind::Member(inner, field) => format!("{}.{field}", part(types, inner)),
        ExprKind::Unary(Unary::Not, inner) => format!("!{}", part(types, inner)),
        ExprKind::Unary(Unary::Negate, inner) => format!("-{}", part(types, inner)),
        ExprKind::Binary(binary, left, right) => {
            format!("{} {} {}", part(types, left), sign(*binary), part(types, right))
        }
        ExprKind::Conditional(condition, yes, no) => {
            format!("{} ? {} : {}", part(types, condition), part(types, yes), part(types, no))
        }
        ExprKind::Call(function, parts) => call(types, *function, parts),
        ExprKind::List(items) => format!("[{}]", all(types, items)),
        ExprKind::Record(fields) => {
            let fields = fields.iter().map(|(name, it)| format!("{name}: {}", text(types, it)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
        }
        ExprKind::Over(over, items, number, body) => {
            let (items, item) = (part(types, items), name(Root::Element(*number)));
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

fn part(types: &TypeTable, expr: &Expr) -> String {
    let inner = text(types, expr);
    match &expr.kind {
        ExprKind::Binary(..) | ExprKind::Conditional(..) => format!("({inner})"),
        ExprKind::Convert(_, converted) => part(types, converted),
        ExprKind::Literal(_)
        | ExprKind::Root(_)
        | ExprKind::Field(..)
        | ExprKind::Member(..)
        | ExprKind::Unary(..)
        | ExprKind::Call(..)
        | ExprKind::List(_)
        | ExprKind::Record(_)
        | ExprKind::Over(..) => inner,
    }
}

fn all(types: &TypeTable, parts: &[Expr]) -> String {
    parts.iter().map(|it| text(types, it)).collect::<Vec<_>>().join(", ")
}

/// A call is written on its first part, `has` and operators aside.
fn call(types: &TypeTable, function: Function, parts: &[Expr]) -> String {
    let method = |name: &str| match parts {
        [first, rest @ ..] => format!("{}.{name}({})", part(types, first), all(types, rest)),
        [] => format!("{name}()"),
    };
    let between = |sign: &str| {
        parts.iter().map(|it| part(types, it)).collect::<Vec<_>>().join(&format!(" {sign} "))
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
            [map, rest @ ..] => format!("{}[{}]", part(types, map), all(types, rest)),
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
        Root::Target => "target".to_owned(),
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
