//! The plain expressions, which most of a model's are: names, literals and operators between them. The
//! grammar's own parser takes 10 to 20 µs for each of these; anything beyond them is left to it.

use super::{
    Binary,
    token::{Kind, Token},
    untyped::{Node, NodeKind, Word},
};

/// Words of the language, which name nothing.
const RESERVED: [&str; 21] = [
    "as",
    "break",
    "const",
    "continue",
    "else",
    "false",
    "for",
    "function",
    "if",
    "import",
    "in",
    "let",
    "loop",
    "namespace",
    "null",
    "package",
    "return",
    "true",
    "var",
    "void",
    "while",
];

/// The expression that the tokens are when they are a plain one. Tells nothing about why they are not.
pub(super) fn parse(tokens: &[Token<'_>]) -> Option<Node> {
    let mut rest = Rest { tokens };
    let node = rest.operation(0)?;
    rest.tokens.is_empty().then_some(node)
}

/// The tokens that are still to be read.
struct Rest<'t> {
    tokens: &'t [Token<'t>],
}

impl<'t> Rest<'t> {
    /// Values joined by operators that bind more tightly than `level`.
    fn operation(&mut self, level: u8) -> Option<Node> {
        let mut left = self.value()?;
        // The grammar's parser balances chains of these two, so that only single ones are plain.
        let mut joined = None;
        while let Some((operator, strength)) = self.tokens.first().and_then(binary) {
            if strength <= level {
                break;
            }
            if matches!(operator, Binary::And | Binary::Or)
                && joined.replace(operator) == Some(operator)
            {
                return None;
            }
            self.next()?;
            let right = self.operation(strength)?;
            let range = left.range.start..right.range.end;
            let kind = NodeKind::Binary(operator, Box::new(left), Box::new(right));
            left = Node { kind, range };
        }
        Some(left)
    }

    fn value(&mut self) -> Option<Node> {
        let token = self.next()?;
        let kind = match token.kind {
            Kind::Int => NodeKind::Int(token.text.parse().ok()?),
            Kind::Decimal => NodeKind::Decimal(token.text.to_owned()),
            Kind::Text => NodeKind::Text(unquoted(token.text)?.to_owned()),
            Kind::Word if is_name(token) => return self.path(token),
            Kind::Word if token.text == "true" => NodeKind::Bool(true),
            Kind::Word if token.text == "false" => NodeKind::Bool(false),
            Kind::Word | Kind::Symbol => return None,
        };
        Some(Node { kind, range: token.range.clone() })
    }

    /// `amount` or `event.stream_id`.
    fn path(&mut self, first: &Token<'_>) -> Option<Node> {
        let kind = NodeKind::Name(first.text.to_owned());
        let mut node = Node { kind, range: first.range.clone() };
        while self.tokens.first().is_some_and(|token| token.is(".")) {
            self.next()?;
            let name = self.next().filter(|token| is_name(token))?;
            let range = node.range.start..name.range.end;
            let word = Word { text: name.text.to_owned(), range: name.range.clone() };
            node = Node { kind: NodeKind::Select(Box::new(node), word), range };
        }
        Some(node)
    }

    fn next(&mut self) -> Option<&'t Token<'t>> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(first)
    }
}

fn is_name(token: &Token<'_>) -> bool {
    token.kind == Kind::Word && !RESERVED.contains(&token.text)
}

/// What stands between single quotes of either kind when it stands there as it is meant.
fn unquoted(text: &str) -> Option<&str> {
    let inside = ['\'', '"']
        .into_iter()
        .find_map(|quote| text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote)))?;
    (!inside.contains(['\\', '\'', '"'])).then_some(inside)
}

/// The operator between two values, and how tightly it binds.
fn binary(token: &Token<'_>) -> Option<(Binary, u8)> {
    if token.kind != Kind::Symbol {
        return None;
    }
    Some(match token.text {
        "||" => (Binary::Or, 1),
        "&&" => (Binary::And, 2),
        "==" => (Binary::Equal, 3),
        "!=" => (Binary::NotEqual, 3),
        "<" => (Binary::Less, 3),
        "<=" => (Binary::LessOrEqual, 3),
        ">" => (Binary::Greater, 3),
        ">=" => (Binary::GreaterOrEqual, 3),
        "+" => (Binary::Add, 4),
        "-" => (Binary::Subtract, 4),
        "*" => (Binary::Multiply, 5),
        "/" => (Binary::Divide, 5),
        "%" => (Binary::Remainder, 5),
        _ => return None,
    })
}
