//! Text to untyped expression. The only file that knows the parser of the expression language.

use std::ops::Range;

use cel::common::ast::{self, EntryExpr, IdedExpr, LiteralValue, SourceInfo, operators};

use super::{
    Binary, Unary,
    grammar::{Fault, first_fault, no_token},
    plain,
    token::{Kind, Token, tokens},
    untyped::{Node, NodeKind, Word},
};

/// Longer expressions belong into a function.
const LONGEST: usize = 1_000;
/// More words than this nest deeper than the parser's stack should have to bear.
const MOST_TOKENS: usize = 150;
/// Parts within parts within parts: no reader follows further, and every later stage is recursive.
const DEEPEST: usize = 32;

/// Parses the text of an expression, or says what is wrong with it first.
pub(super) fn parse(text: &str) -> Result<Node, Fault> {
    let too_long = || {
        Fault::new(0..text.len(), "this expression is too long to be read")
            .help("write a function in Rust and name it with `using:`")
    };
    if text.len() > LONGEST {
        return Err(too_long());
    }
    let tokens = tokens(text).map_err(|piece| no_token(text, piece))?;
    if tokens.len() > MOST_TOKENS {
        return Err(too_long());
    }
    if let Some(fault) = first_fault(text, &tokens) {
        return Err(fault);
    }
    let node = match plain::parse(&tokens) {
        Some(node) => node,
        None => parse_any(text, &tokens)?,
    };
    if node.depth() > DEEPEST { Err(too_long()) } else { Ok(node) }
}

/// Parses every expression of the language.
fn parse_any(text: &str, tokens: &[Token<'_>]) -> Result<Node, Fault> {
    match run_parser(text, tokens) {
        Ok((tree, places)) => Reader { text, tokens, places }.whole(&tree),
        Err(errors) => Err(fallback(text, tokens, &errors)),
    }
}

type Parsed = Result<(IdedExpr, SourceInfo), cel::ParseErrors>;

/// The parser takes up to 200 KB of stack for each bracket, so that deep expressions get a stack of
/// their own.
fn run_parser(text: &str, tokens: &[Token<'_>]) -> Parsed {
    const SHALLOW: usize = 3;
    const STACK: usize = 16 << 20;
    // Without macros, `has` and `exists` arrive as the calls that they are written as.
    let run = || cel::Env::default().parser().max_recursion_depth(200).parse_with_source_info(text);
    if bracket_depth(tokens) <= SHALLOW {
        return run();
    }
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run);
        let parsed = thread.ok().and_then(|thread| thread.join().ok());
        parsed.unwrap_or_else(|| Err(cel::ParseErrors { errors: Vec::new() }))
    })
}

fn bracket_depth(tokens: &[Token<'_>]) -> usize {
    let mut open = 0_usize;
    let mut deepest = 0;
    for token in tokens.iter().filter(|token| token.kind == Kind::Symbol) {
        match token.text {
            "(" | "[" | "{" => open += 1,
            ")" | "]" | "}" => open = open.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(open);
    }
    deepest
}

/// What the parser refuses although the walk over the tokens found no slip.
fn fallback(text: &str, tokens: &[Token<'_>], errors: &cel::ParseErrors) -> Fault {
    let first = errors.errors.first();
    let at = first.map_or(0, |error| letter_at(text, error.pos));
    let Some(token) = tokens.iter().rev().find(|token| token.letter <= at).or(tokens.first())
    else {
        return Fault::new(0..text.len(), "this is no expression");
    };
    let range = token.range.clone();
    let message = first.map_or("", |error| error.msg.as_str());
    if message.starts_with("reserved identifier") {
        Fault::new(range, format!("`{}` is a reserved word", token.text))
    } else if message.starts_with("invalid int") {
        Fault::new(range, format!("`{}` does not fit 64 bits", token.text))
    } else if token.kind == Kind::Text {
        Fault::new(range, "this text holds an unknown escape").help("write `\\\\` for a backslash")
    } else {
        Fault::new(range, format!("`{}` does not belong here", token.text))
    }
}

/// The parser tells line and column; tokens count characters from the start.
fn letter_at(text: &str, (line, column): (isize, isize)) -> usize {
    let number = |one_based: isize| usize::try_from(one_based - 1).unwrap_or(0);
    let before = text.split_inclusive('\n').take(number(line));
    before.map(|line| line.chars().count()).sum::<usize>() + number(column)
}

/// A node with its first and last token.
struct Placed {
    node: Node,
    first: usize,
    last: usize,
}

struct Reader<'t> {
    text: &'t str,
    tokens: &'t [Token<'t>],
    places: SourceInfo,
}

impl Reader<'_> {
    fn whole(&self, tree: &IdedExpr) -> Result<Node, Fault> {
        self.node(tree).map(|placed| placed.node)
    }

    fn node(&self, tree: &IdedExpr) -> Result<Placed, Fault> {
        let at = self.anchor(tree.id);
        match &tree.expr {
            ast::Expr::Ident(name) => Ok(self.placed(NodeKind::Name(name.clone()), at, at)),
            ast::Expr::Literal(value) => self.literal(value, at),
            ast::Expr::Select(select) => {
                let operand = self.widened(self.node(&select.operand)?, None, Some(at));
                let name = self.word(at + 1);
                let first = operand.first;
                Ok(self.placed(NodeKind::Select(Box::new(operand.node), name), first, at + 1))
            }
            ast::Expr::Call(call) => self.call(call, at),
            ast::Expr::List(list) => {
                let items = self.separated(list.elements.iter(), at)?;
                Ok(self.placed(NodeKind::List(items), at, self.closing(at)))
            }
            ast::Expr::Struct(made) => self.record(made, at),
            ast::Expr::Map(_) | ast::Expr::Comprehension(_) | ast::Expr::Unspecified => {
                Err(self.not_understood(at))
            }
        }
    }

    fn call(&self, call: &ast::CallExpr, at: usize) -> Result<Placed, Fault> {
        let name = call.func_name.as_str();
        match (name, call.args.as_slice(), &call.target) {
            (operators::CONDITIONAL, [condition, yes, no], None) => {
                let condition = self.widened(self.node(condition)?, None, Some(at));
                let yes = self.widened(self.node(yes)?, Some(at), None);
                let no = self.widened(self.node(no)?, Some(yes.last + 1), None);
                let (first, last) = (condition.first, no.last);
                let kind = NodeKind::Conditional(
                    Box::new(condition.node),
                    Box::new(yes.node),
                    Box::new(no.node),
                );
                Ok(self.placed(kind, first, last))
            }
            (operators::INDEX, [operand, key], None) => {
                let operand = self.widened(self.node(operand)?, None, Some(at));
                let key = self.widened(self.node(key)?, Some(at), None);
                let kind = NodeKind::Index(Box::new(operand.node), Box::new(key.node));
                Ok(self.placed(kind, operand.first, self.closing(at)))
            }
            (_, [operand], None) if unary(name).is_some() => {
                let operator = unary(name).ok_or_else(|| self.not_understood(at))?;
                let operand = self.widened(self.node(operand)?, Some(at), None);
                let last = operand.last;
                Ok(self.placed(NodeKind::Unary(operator, Box::new(operand.node)), at, last))
            }
            (_, [left, right], None) if binary(name).is_some() => {
                let operator = binary(name).ok_or_else(|| self.not_understood(at))?;
                let left = self.widened(self.node(left)?, None, Some(at));
                let right = self.widened(self.node(right)?, Some(at), None);
                let (first, last) = (left.first, right.last);
                let kind = NodeKind::Binary(operator, Box::new(left.node), Box::new(right.node));
                Ok(self.placed(kind, first, last))
            }
            (_, arguments, target) => self.named_call(arguments, target.as_deref(), at),
        }
    }

    /// `f(x)` or `x.f(y)`, with `at` on the opening bracket.
    fn named_call(
        &self,
        arguments: &[IdedExpr],
        target: Option<&IdedExpr>,
        at: usize,
    ) -> Result<Placed, Fault> {
        let before = at.checked_sub(1).ok_or_else(|| self.not_understood(at))?;
        let name = self.word(before);
        let arguments = self.separated(arguments.iter(), at)?;
        let last = self.closing(at);
        match target {
            None => Ok(self.placed(NodeKind::Call(name, arguments), before, last)),
            Some(target) => {
                let dot = before.checked_sub(1).ok_or_else(|| self.not_understood(at))?;
                let target = self.widened(self.node(target)?, None, Some(dot));
                let kind = NodeKind::Method(Box::new(target.node), name, arguments);
                Ok(self.placed(kind, target.first, last))
            }
        }
    }

    fn record(&self, made: &ast::StructExpr, at: usize) -> Result<Placed, Fault> {
        let words = made.type_name.split('.').count() * 2 - 1;
        let first = at.saturating_sub(words);
        let range = self.range(first, at.saturating_sub(1));
        let name = Word { text: made.type_name.clone(), range };
        let mut fields = Vec::new();
        for entry in &made.entries {
            let colon = self.anchor(entry.id);
            let EntryExpr::StructField(field) = &entry.expr else {
                return Err(self.not_understood(colon));
            };
            let value = self.widened(self.node(&field.value)?, Some(colon), None);
            fields.push((self.word(colon.saturating_sub(1)), value.node));
        }
        Ok(self.placed(NodeKind::Record(name, fields), first, self.closing(at)))
    }

    fn literal(&self, value: &LiteralValue, at: usize) -> Result<Placed, Fault> {
        let first = self.signs_before(at);
        let token = self.tokens.get(at).map_or("", |token| token.text);
        let kind = match value {
            LiteralValue::Boolean(value) => NodeKind::Bool(*value.inner()),
            LiteralValue::Int(value) => NodeKind::Int(*value.inner()),
            LiteralValue::Double(value) if value.inner().is_sign_negative() => {
                NodeKind::Decimal(format!("-{token}"))
            }
            LiteralValue::Double(_) => NodeKind::Decimal(token.to_owned()),
            LiteralValue::String(value) => NodeKind::Text(value.inner().to_owned()),
            LiteralValue::Null => NodeKind::Null,
            LiteralValue::Bytes(_) | LiteralValue::UInt(_) => return Err(self.not_understood(at)),
        };
        Ok(self.placed(kind, first, at))
    }

    /// The first of the signs that the parser has folded into the number at `at`.
    fn signs_before(&self, at: usize) -> usize {
        let is_value = |token: &Token<'_>| {
            token.kind != Kind::Symbol && !token.is("in") || [")", "]", "}"].contains(&token.text)
        };
        let mut first = at;
        while first > 0
            && self.tokens[first - 1].is("-")
            && !(first > 1 && is_value(&self.tokens[first - 2]))
        {
            first -= 1;
        }
        first
    }

    /// Values between the bracket at `open` and its end.
    fn separated<'e>(
        &self,
        values: impl Iterator<Item = &'e IdedExpr>,
        open: usize,
    ) -> Result<Vec<Node>, Fault> {
        let mut before = open;
        let mut found = Vec::new();
        for value in values {
            let value = self.widened(self.node(value)?, Some(before), None);
            before = value.last + 1;
            found.push(value.node);
        }
        Ok(found)
    }

    /// The node with the round brackets that lie between it and a known neighbour.
    fn widened(&self, placed: Placed, after: Option<usize>, before: Option<usize>) -> Placed {
        let Placed { mut node, mut first, mut last } = placed;
        let more = |first: usize, last: usize| {
            let outside = after.is_none_or(|after| first > after + 1)
                && before.is_none_or(|end| last + 1 < end);
            outside
                && first > 0
                && self.tokens[first - 1].is("(")
                && self.tokens.get(last + 1).is_some_and(|token| token.is(")"))
        };
        while more(first, last) {
            (first, last) = (first - 1, last + 1);
        }
        node.range = self.range(first, last);
        Placed { node, first, last }
    }

    /// The token at which the parser has seen a part.
    fn anchor(&self, id: u64) -> usize {
        let byte = self.places.offset_for(id).map_or(0, |(start, _)| start as usize);
        self.tokens.partition_point(|token| token.range.start <= byte).saturating_sub(1)
    }

    /// The token that closes the bracket at `open`.
    fn closing(&self, open: usize) -> usize {
        let mut depth = 0_usize;
        for (index, token) in self.tokens.iter().enumerate().skip(open) {
            if ["(", "[", "{"].into_iter().any(|bracket| token.is(bracket)) {
                depth += 1;
            } else if [")", "]", "}"].into_iter().any(|bracket| token.is(bracket)) {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return index;
                }
            }
        }
        self.tokens.len().saturating_sub(1)
    }

    fn word(&self, at: usize) -> Word {
        let text = self.tokens.get(at).map_or("", |token| token.text).to_owned();
        Word { text, range: self.range(at, at) }
    }

    fn placed(&self, kind: NodeKind, first: usize, last: usize) -> Placed {
        Placed { node: Node { kind, range: self.range(first, last) }, first, last }
    }

    fn range(&self, first: usize, last: usize) -> Range<usize> {
        let start = self.tokens.get(first).map_or(0, |token| token.range.start);
        let end = self.tokens.get(last).map_or(self.text.len(), |token| token.range.end);
        start..end.max(start)
    }

    fn not_understood(&self, at: usize) -> Fault {
        let text = self.tokens.get(at).map_or("", |token| token.text);
        Fault::new(self.range(at, at), format!("`{text}` is not understood here"))
            .help("expressions have fields, literals, operators, `?:`, `has`, `size` and the functions of text and lists")
    }
}

fn unary(name: &str) -> Option<Unary> {
    match name {
        operators::LOGICAL_NOT => Some(Unary::Not),
        operators::NEGATE => Some(Unary::Negate),
        _ => None,
    }
}

fn binary(name: &str) -> Option<Binary> {
    Some(match name {
        operators::LOGICAL_OR => Binary::Or,
        operators::LOGICAL_AND => Binary::And,
        operators::EQUALS => Binary::Equal,
        operators::NOT_EQUALS => Binary::NotEqual,
        operators::LESS => Binary::Less,
        operators::LESS_EQUALS => Binary::LessOrEqual,
        operators::GREATER => Binary::Greater,
        operators::GREATER_EQUALS => Binary::GreaterOrEqual,
        operators::ADD => Binary::Add,
        operators::SUBSTRACT => Binary::Subtract,
        operators::MULTIPLY => Binary::Multiply,
        operators::DIVIDE => Binary::Divide,
        operators::MODULO => Binary::Remainder,
        operators::IN => Binary::In,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
