//! How single words are read: text, truth values, numbers, types, expressions.

use super::record::{either, with_article};
use super::scalar::{Meaning, is_null, is_old_bool, meaning};
use super::{Decode, Decoder, Place};
use crate::diagnostic::{Applicability, Diagnostic, did_you_mean, rule};
use crate::source::Span;
use crate::syntax::code::{CodeText, ExprText, TypeText};
use crate::syntax::tree::{Kind, Style};

/// A word of a closed list, by its index.
pub(in crate::syntax) fn read_word(
    at: Place,
    input: &mut Decoder<'_>,
    kind: &str,
    words: &[&str],
) -> Option<usize> {
    let text = word_of(at, input, &with_article(kind))?;
    let found = words.iter().position(|word| *word == text);
    if found.is_none() {
        let message = format!("`{text}` is not {}", with_article(kind));
        let allowed = format!("write {}", either(words));
        let near = did_you_mean(&text, words.iter().copied());
        input.report(
            Diagnostic::error(rule::WRONG_KIND, input.span(at), message)
                .help(near.map_or(allowed.clone(), |near| format!("{near} {allowed}"))),
        );
    }
    found
}

/// The text of a scalar that is not a number, a truth value or nothing, not even for older tools.
pub(super) fn text_of(at: Place, input: &mut Decoder<'_>, wanted: &str) -> Option<String> {
    let text = word_of(at, input, wanted)?;
    let is_plain = matches!(input.node(at)?.kind, Kind::Scalar { style: Style::Plain, .. });
    if is_plain && is_old_bool(&text) {
        warn_old_bool(at, &text, input);
    }
    Some(text)
}

/// The text of a scalar that is not a number, a truth value or nothing.
fn word_of(at: Place, input: &mut Decoder<'_>, wanted: &str) -> Option<String> {
    let node = input.node(at)?;
    let Kind::Scalar { text, style } = &node.kind else {
        input.wrong_kind(at, node, wanted);
        return None;
    };
    let read_as = match meaning(text, *style) {
        Meaning::Text => return Some(text.clone().into_owned()),
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
                let value = matches!(text.to_ascii_lowercase().as_str(), "yes" | "on");
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
            // The word `null` is an expression too, and not only how YAML writes nothing.
            Kind::Scalar { text, style } if text == "null" || !is_null(text, *style) => {
                if *style == Style::Plain && input.is_cut_by_comment(node.span, text) {
                    return None;
                }
                input.code(at).map(Self)
            }
            Kind::List(_) => {
                let finding = input.kind_finding(at, node, "an expression")?;
                input.report(finding.help("an expression that begins with `[` needs quotes"));
                None
            }
            Kind::Map(_) => {
                let finding = input.kind_finding(at, node, "an expression")?;
                input.report(finding.help("an expression that begins with `{` needs quotes"));
                None
            }
            Kind::Scalar { .. } | Kind::Alias(_) | Kind::Broken => {
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
            Kind::Scalar { text, style } => {
                Some(CodeText::read(text, *style, node.span, self.source))
            }
            Kind::List(_) | Kind::Map(_) | Kind::Alias(_) | Kind::Broken => None,
        }
    }

    /// Whether ` #` cuts an expression that is visibly not at its end; reported.
    fn is_cut_by_comment(&mut self, span: Span, text: &str) -> bool {
        let behind = self.source.get(span.end as usize..).unwrap_or("");
        let line = behind.lines().next().unwrap_or("");
        let comment = line.trim_start();
        if comment.len() == line.len() || !comment.starts_with('#') || !is_unfinished(text) {
            return false;
        }
        let start = span.end.saturating_add(u32::try_from(line.len() - comment.len()).unwrap_or(0));
        let hash = Span::new(span.file, start, start + 1);
        self.report(
            Diagnostic::error(
                rule::YAML_SYNTAX,
                hash,
                "` #` starts a comment, which cuts the expression in two",
            )
            .related(span, "all that is left of the expression")
            .help("an expression that holds ` #` needs quotes"),
        );
        true
    }
}

/// Whether an expression has open quotes or brackets.
fn is_unfinished(text: &str) -> bool {
    let mut quote = None;
    let mut depth = 0;
    for c in text.chars() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth -= 1,
            (None | Some(_), _) => {}
        }
    }
    quote.is_some() || depth > 0
}
