//! How single words are read: text, truth values, numbers, types, expressions.

use super::record::{quoted, with_article};
use super::scalar::{Meaning, is_old_bool, meaning};
use super::{Decode, Decoder, Place};
use crate::diagnostic::{Applicability, Diagnostic, did_you_mean, rule};
use crate::syntax::code::{CodeText, ExprText, TypeText};
use crate::syntax::tree::{Kind, Style};

/// A word of a closed list, by its index.
pub(in crate::syntax) fn read_word(
    at: Place,
    input: &mut Decoder<'_>,
    kind: &str,
    words: &[&str],
) -> Option<usize> {
    let text = text_of(at, input, &with_article(kind))?;
    let found = words.iter().position(|word| *word == text);
    if found.is_none() {
        let message = format!("`{text}` is not {}", with_article(kind));
        let allowed = format!("write {}", quoted(words));
        let near = did_you_mean(&text, words.iter().copied());
        input.report(
            Diagnostic::error(rule::WRONG_KIND, input.span(at), message)
                .help(near.map_or(allowed.clone(), |near| format!("{near} {allowed}"))),
        );
    }
    found
}

/// The text of a scalar that is not a number, a truth value or nothing.
pub(super) fn text_of(at: Place, input: &mut Decoder<'_>, wanted: &str) -> Option<String> {
    let node = input.node(at)?;
    let Kind::Scalar { text, style } = &node.kind else {
        input.wrong_kind(at, node, wanted);
        return None;
    };
    let read_as = match meaning(text, *style) {
        Meaning::Text => {
            if *style == Style::Plain && is_old_bool(text) {
                warn_old_bool(at, text, input);
            }
            return Some(text.clone().into_owned());
        }
        Meaning::Null => {
            input.wrong_kind(at, node, wanted);
            return None;
        }
        Meaning::Bool(_) => "a truth value",
        Meaning::Number => "a number",
    };
    let message = format!("`{text}` is read as {read_as}, but {wanted} is needed");
    let span = input.span(at);
    input.report(quote_it(Diagnostic::error(rule::AMBIGUOUS_SCALAR, span, message), text));
    None
}

fn warn_old_bool(at: Place, text: &str, input: &mut Decoder<'_>) {
    let message = format!("`{text}` is text here, but older YAML tools read it as a truth value");
    let span = input.span(at);
    input.report(quote_it(Diagnostic::warning(rule::AMBIGUOUS_SCALAR, span, message), text));
}

fn quote_it(finding: Diagnostic, text: &str) -> Diagnostic {
    let span = finding.primary.span;
    let quoted = format!("\"{text}\"");
    finding.help(format!("quote it: {quoted}")).fix(
        Applicability::Safe,
        "quote the value",
        span,
        quoted,
    )
}

impl Decode for String {
    fn decode(at: Place, input: &mut Decoder<'_>) -> Option<Self> {
        text_of(at, input, "text")
    }
}

impl Decode for bool {
    fn decode(at: Place, input: &mut Decoder<'_>) -> Option<Self> {
        let node = input.node(at)?;
        if let Kind::Scalar { text, style } = &node.kind {
            if let Meaning::Bool(value) = meaning(text, *style) {
                return Some(value);
            }
            if is_old_bool(text) {
                let value = matches!(text.to_ascii_lowercase().as_str(), "y" | "yes" | "on");
                let message = format!("expected `true` or `false`, found `{text}`");
                let span = input.span(at);
                input.report(
                    Diagnostic::error(rule::WRONG_KIND, span, message)
                        .help(format!("write `{value}`"))
                        .fix(
                            Applicability::Safe,
                            format!("write `{value}`"),
                            span,
                            value.to_string(),
                        ),
                );
                return None;
            }
        }
        input.wrong_kind(at, node, "`true` or `false`");
        None
    }
}

impl Decode for u32 {
    fn decode(at: Place, input: &mut Decoder<'_>) -> Option<Self> {
        let node = input.node(at)?;
        if let Kind::Scalar { text, style: Style::Plain } = &node.kind
            && let Ok(value) = text.parse()
        {
            return Some(value);
        }
        input.wrong_kind(at, node, "a whole number");
        None
    }
}

impl Decode for TypeText {
    fn decode(at: Place, input: &mut Decoder<'_>) -> Option<Self> {
        text_of(at, input, "a type")?;
        input.code(at).map(Self)
    }
}

impl Decode for ExprText {
    fn decode(at: Place, input: &mut Decoder<'_>) -> Option<Self> {
        let node = input.node(at)?;
        match &node.kind {
            Kind::Scalar { text, style } if !super::scalar::is_null(text, *style) => {
                input.code(at).map(Self)
            }
            Kind::Scalar { .. } | Kind::List(_) | Kind::Map(_) | Kind::Alias(_) | Kind::Broken => {
                input.wrong_kind(at, node, "an expression");
                None
            }
        }
    }
}

impl Decoder<'_> {
    /// A scalar with the way back from its text to the file.
    fn code(&mut self, at: Place) -> Option<CodeText> {
        let node = self.node(at)?;
        match &node.kind {
            Kind::Scalar { text, .. } => {
                Some(CodeText::verbatim(text.clone().into_owned(), node.span))
            }
            Kind::List(_) | Kind::Map(_) | Kind::Alias(_) | Kind::Broken => None,
        }
    }
}
