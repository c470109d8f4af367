//! The words of an expression with their exact places: syntax errors and spans are told from these,
//! whatever the grammar's own parser reports.

use std::ops::Range;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name, or a word of the language such as `in` and `true`.
    Word,
    /// A whole number.
    Int,
    /// A number with a fraction or exponent.
    Decimal,
    /// Quoted text.
    Text,
    /// An operator, bracket or separator.
    Symbol,
}

/// A token and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub(super) kind: Kind,
    pub(super) text: &'t str,
    /// Bytes of the expression.
    pub(super) range: Range<usize>,
    /// The first character, counted in characters, as the grammar's parser counts.
    pub(super) letter: usize,
}

impl Token<'_> {
    /// Whether it is that symbol or word of the language.
    pub(super) fn is(&self, text: &str) -> bool {
        matches!(self.kind, Kind::Symbol | Kind::Word) && self.text == text
    }
}

/// A piece of the text that is no token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NoToken {
    /// A character that no token begins with.
    Stranger(char, Range<usize>),
    /// Text whose closing quote is missing.
    Unclosed(Range<usize>),
    /// A number with letters in it, such as `5u` or `12abc`.
    Number(Range<usize>),
    /// A name in another script.
    Foreign(Range<usize>),
}

/// Two-character symbols come first: `<=` is not `<` and `=`.
const SYMBOLS: [&str; 26] = [
    "==", "!=", "<=", ">=", "&&", "||", "<", ">", "=", "!", "&", "|", "+", "-", "*", "/", "%", "?",
    ":", ".", ",", "(", ")", "[", "]", "{",
];

/// Cuts the text into tokens; gives the first piece that is none instead when there is one.
pub(super) fn tokens(text: &str) -> Result<Vec<Token<'_>>, NoToken> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut letter = 0;
    while let Some(next) = text[at..].chars().next() {
        let (kind, length) = if next.is_whitespace() {
            (None, next.len_utf8())
        } else if text[at..].starts_with("//") {
            (None, text[at..].find('\n').unwrap_or(text.len() - at))
        } else {
            let (kind, length) = token(text, at, next)?;
            (Some(kind), length)
        };
        let range = at..at + length;
        at = range.end;
        let text = &text[range.clone()];
        if let Some(kind) = kind {
            found.push(Token { kind, text, range, letter });
        }
        letter += text.chars().count();
    }
    Ok(found)
}

fn token(text: &str, at: usize, next: char) -> Result<(Kind, usize), NoToken> {
    let rest = &text[at..];
    if let Some(quote) = quote_of(rest) {
        let length = quoted_length(rest, quote);
        return length.map(|length| (Kind::Text, length)).ok_or(NoToken::Unclosed(at..text.len()));
    }
    if next.is_ascii_digit() {
        return number(rest).ok_or_else(|| NoToken::Number(at..at + word_length(rest)));
    }
    if next.is_alphabetic() || next == '_' {
        let length = word_length(rest);
        let plain = rest[..length].is_ascii();
        return if plain {
            Ok((Kind::Word, length))
        } else {
            Err(NoToken::Foreign(at..at + length))
        };
    }
    let symbol = SYMBOLS.into_iter().chain(["}"]).find(|symbol| rest.starts_with(symbol));
    match symbol {
        Some(symbol) => Ok((Kind::Symbol, symbol.len())),
        None => Err(NoToken::Stranger(next, at..at + next.len_utf8())),
    }
}

fn word_length(rest: &str) -> usize {
    rest.find(|letter: char| !(letter.is_alphanumeric() || letter == '_')).unwrap_or(rest.len())
}

/// How quoted text begins.
#[derive(Clone, Copy)]
struct Quote {
    letter: char,
    /// Letters before the first quote, such as `r`.
    prefix: usize,
    raw: bool,
}

fn quote_of(rest: &str) -> Option<Quote> {
    let prefix = rest.bytes().take(2).take_while(|byte| b"rRbB".contains(byte)).count();
    let raw = rest[..prefix].contains(['r', 'R']);
    let letter = rest[prefix..].chars().next().filter(|first| matches!(first, '"' | '\''))?;
    Some(Quote { letter, prefix, raw })
}

/// The length of the quoted text that `rest` begins with, or nothing when it is never closed.
fn quoted_length(rest: &str, quote: Quote) -> Option<usize> {
    let body = &rest[quote.prefix..];
    let fences = [3, 1].map(|count| quote.letter.to_string().repeat(count));
    let fence = fences.into_iter().find(|fence| body.starts_with(fence.as_str()))?;
    let mut skip = false;
    let close = body.char_indices().skip(fence.len()).find(|(at, letter)| {
        let escaped = skip;
        skip = !escaped && !quote.raw && *letter == '\\';
        !escaped && body[*at..].starts_with(&fence)
    });
    close.map(|(at, _)| quote.prefix + at + fence.len())
}

/// The kind and length of the number that `rest` begins with, or nothing when letters follow it.
fn number(rest: &str) -> Option<(Kind, usize)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    if let Some(hex) = rest.strip_prefix("0x") {
        let length = hex.bytes().take_while(u8::is_ascii_hexdigit).count();
        return (length > 0 && word_length(rest) == length + 2).then_some((Kind::Int, length + 2));
    }
    let mut length = digits(rest);
    let mut kind = Kind::Int;
    if let Some(fraction) = rest[length..].strip_prefix('.').map(digits).filter(|count| *count > 0)
    {
        (kind, length) = (Kind::Decimal, length + 1 + fraction);
    }
    if let Some(exponent) = rest[length..].strip_prefix(['e', 'E']) {
        let sign = usize::from(exponent.starts_with(['+', '-']));
        let count = Some(digits(&exponent[sign..])).filter(|count| *count > 0)?;
        (kind, length) = (Kind::Decimal, length + 1 + sign + count);
    }
    (word_length(&rest[length..]) == 0).then_some((kind, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_know_bytes_and_letters() {
        let found = tokens("'账户' + a.b >= 12.50 // why").unwrap();
        let seen: Vec<_> =
            found.iter().map(|token| (token.text, token.range.start, token.letter)).collect();
        let expected = [
            ("'账户'", 0, 0),
            ("+", 9, 5),
            ("a", 11, 7),
            (".", 12, 8),
            ("b", 13, 9),
            (">=", 15, 11),
            ("12.50", 18, 14),
        ];
        assert_eq!(seen, expected);
    }

    #[test]
    fn what_is_no_token_is_told_with_its_place() {
        let cases = [
            ("a # b", NoToken::Stranger('#', 2..3)),
            ("a == 'x", NoToken::Unclosed(5..7)),
            ("5u", NoToken::Number(0..2)),
            ("余额 > 1", NoToken::Foreign(0..6)),
            (r"'a\'", NoToken::Unclosed(0..4)),
        ];
        for (text, expected) in cases {
            assert_eq!(tokens(text), Err(expected), "{text}");
        }
    }
}
