//! What the parser stumbled over, in the words of somebody who writes a model. The parser's own text
//! is never shown alone: it tells what YAML wanted, not what the author did.

use granit_parser::ErrorKind;

use super::SyntaxError;
use super::lines::{self, Value};
use crate::diagnostic::{Applicability, Diagnostic, rule};
use crate::source::{FileId, Span};

/// A tag, or rather an expression that begins with `!`.
pub(super) fn tag(span: Span) -> Diagnostic {
    error(span, "`!` at the start of a value is a YAML tag, which models do not use")
        .help("an expression that begins with `!` needs quotes: \"!done\"")
}

/// An alias inside the node that it stands for.
pub(super) fn alias_in_its_own_anchor(span: Span) -> Diagnostic {
    error(span, "this alias stands inside the value that it names, which would never end")
        .help("move the anchor to a value that does not contain the alias")
}

/// An alias that names nothing, or rather an expression that begins with `*`.
pub(super) fn unknown_alias(name: &str, span: Span, near: Option<&str>) -> Diagnostic {
    let help = match near {
        Some(near) => format!("did you mean `*{near}`?"),
        None => format!(
            "give a value above the anchor `&{name}`; an expression that begins with `*` needs quotes"
        ),
    };
    error(span, format!("no anchor `&{name}` stands before this alias")).help(help)
}

/// Too many levels.
pub(super) fn too_deep(span: Span) -> Diagnostic {
    error(span, "lists and mappings nest too deeply here")
        .help(format!("a model nests at most {} levels", super::DEEPEST_WRITTEN))
}

/// The error of the parser at the offset `at`, with the outermost bracket that is open there.
pub(super) fn syntax_error(
    kind: &ErrorKind,
    file: FileId,
    text: &str,
    at: u32,
    bracket: Option<u32>,
) -> SyntaxError {
    let scene = Scene::new(file, text, at, bracket);
    SyntaxError { finding: scene.explain(kind), at, bracket, hopeless: is_hopeless(kind) }
}

fn is_hopeless(kind: &ErrorKind) -> bool {
    matches!(kind, ErrorKind::RecursionLimitExceeded | ErrorKind::AnchorCountOverflow)
}

fn error(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(rule::YAML_SYNTAX, span, message)
}

/// The place of an error and what stands around it.
struct Scene<'t> {
    file: FileId,
    text: &'t str,
    at: usize,
    bracket: Option<usize>,
    /// The value behind the last `key: ` before the place, if it is on the same line.
    value: Option<Value>,
}

impl<'t> Scene<'t> {
    fn new(file: FileId, text: &'t str, at: u32, bracket: Option<u32>) -> Self {
        let at = lines::boundary(text, at as usize);
        let bracket = bracket.map(|bracket| bracket as usize);
        let value = match bracket {
            Some(bracket) => lines::value_in_flow(text, bracket, at),
            None => lines::value_in_block(text, at),
        };
        Self { file, text, at, bracket, value }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, super::offset(start), super::offset(end))
    }

    /// The character at an offset.
    fn one(&self, at: usize) -> Span {
        let length = self.text[at..].chars().next().map_or(0, char::len_utf8);
        self.span(at, at + length)
    }

    fn here(&self) -> Span {
        self.one(self.at)
    }

    fn explain(&self, kind: &ErrorKind) -> Diagnostic {
        self.about_depth_and_directives(kind)
            .or_else(|| self.about_tabs(kind))
            .or_else(|| self.about_quotes(kind))
            .or_else(|| self.about_brackets(kind))
            .or_else(|| self.about_the_value())
            .or_else(|| self.about_lines(kind))
            .unwrap_or_else(|| {
                error(self.here(), "this is not YAML").note(format!("the YAML parser says: {kind}"))
            })
    }

    fn about_depth_and_directives(&self, kind: &ErrorKind) -> Option<Diagnostic> {
        match kind {
            ErrorKind::RecursionLimitExceeded => Some(too_deep(self.here())),
            ErrorKind::DirectiveDisallowed => {
                Some(error(self.here(), "models need no YAML directives").help("remove the line"))
            }
            ErrorKind::BomInsideDocument => Some(
                error(self.here(), "a byte order mark stands inside the text").help("remove it"),
            ),
            _ => None,
        }
    }

    fn about_tabs(&self, kind: &ErrorKind) -> Option<Diagnostic> {
        if !matches!(
            kind,
            ErrorKind::TabInBlockIndentation
                | ErrorKind::TabInIndentation
                | ErrorKind::TabNotAllowed
                | ErrorKind::TabAtBlockScalarStart
                | ErrorKind::TabInPlainScalar
        ) {
            return None;
        }
        let line = lines::line(self.text, self.at);
        let tab = self.text[line.clone()].find('\t').map_or(self.at, |tab| line.start + tab);
        let tabs = self.text[tab..].len() - self.text[tab..].trim_start_matches('\t').len();
        let span = if tabs == 0 { self.here() } else { self.span(tab, tab + tabs) };
        Some(
            error(span, "a tab indents this line, but YAML indents with spaces only")
                .help("replace the tab with spaces")
                .fix(Applicability::Unsafe, "replace the tab with spaces", span, "  ".repeat(tabs)),
        )
    }

    fn about_quotes(&self, kind: &ErrorKind) -> Option<Diagnostic> {
        match kind {
            ErrorKind::InvalidTrailingDoubleQuotedScalar
            | ErrorKind::InvalidTrailingSingleQuotedScalar => Some(self.text_behind_quote()),
            ErrorKind::UnclosedQuotedScalar
            | ErrorKind::InvalidQuotedScalarIndent
            | ErrorKind::DocumentIndicatorInQuotedScalar => Some(self.unclosed_quote()),
            ErrorKind::UnknownQuotedScalarEscape
            | ErrorKind::InvalidQuotedScalarHexEscape
            | ErrorKind::InvalidLowSurrogateHexEscape
            | ErrorKind::InvalidLowSurrogate
            | ErrorKind::MissingLowSurrogate
            | ErrorKind::UnpairedLowSurrogate
            | ErrorKind::InvalidUnicodeEscape => Some(self.unknown_escape()),
            _ => None,
        }
    }

    fn text_behind_quote(&self) -> Diagnostic {
        let whole = self.value_span().unwrap_or_else(|| self.here());
        error(whole, "the value goes on behind its closing quote")
            .help("an expression that begins with a quote needs quotes around the whole of it")
    }

    fn unclosed_quote(&self) -> Diagnostic {
        let open = lines::open_quote(self.text, self.at).unwrap_or(self.at);
        error(self.one(open), "the quote that opens here is never closed")
            .help("close it on the same line, or double a quote that belongs to the text")
    }

    fn unknown_escape(&self) -> Diagnostic {
        let escape = lines::first_bad_escape(&self.text[self.at..]);
        let span = escape.map_or_else(
            || self.here(),
            |range| self.span(self.at + range.start, self.at + range.end),
        );
        error(span, "YAML does not know this escape in double quotes")
            .help("use single quotes, or write the backslash twice")
    }

    fn about_brackets(&self, kind: &ErrorKind) -> Option<Diagnostic> {
        match kind {
            ErrorKind::MismatchedFlowCollectionEnd { open, close } => Some(
                error(self.here(), format!("`{open}` opens here, but `{close}` closes it"))
                    .help("close every bracket with its own kind"),
            ),
            ErrorKind::MisplacedFlowCollectionEnd if !self.at_value_start() => {
                Some(error(self.here(), "this bracket closes nothing").help("remove it"))
            }
            ErrorKind::ExpectedFlowSequenceSeparator => {
                Some(self.inside_brackets("a comma or `]` is missing before this"))
            }
            ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::InvalidColonPlacement
                if self.same_line_as_bracket() =>
            {
                Some(self.colon_in_flow())
            }
            _ if self.bracket.is_some() && !self.same_line_as_bracket() => {
                let bracket = self.bracket.unwrap_or(self.at);
                Some(
                    error(self.one(bracket), "the bracket that opens here is never closed")
                        .related(self.here(), "the text cannot go on like this inside brackets")
                        .help("add the closing bracket"),
                )
            }
            _ => None,
        }
    }

    fn same_line_as_bracket(&self) -> bool {
        self.bracket.is_some_and(|open| lines::line(self.text, open).contains(&self.at))
    }

    fn inside_brackets(&self, message: &str) -> Diagnostic {
        let finding = error(self.here(), message);
        match self.bracket {
            Some(bracket) => finding.related(self.one(bracket), "inside this bracket"),
            None => finding,
        }
    }

    /// `{ a: b c: d }` lacks a comma; `{ a: b ? c : d }` lacks quotes.
    fn colon_in_flow(&self) -> Diagnostic {
        if let Some(finding) = self.bracket_in_value() {
            return finding;
        }
        let before = self.text[..self.at].trim_end_matches(lines::is_word);
        let word = &self.text[before.len()..self.at];
        if word.is_empty() || self.value.is_none() {
            return self.colon_in_value().unwrap_or_else(|| {
                self.inside_brackets("a comma or a closing bracket is missing before this")
            });
        }
        error(self.span(before.len(), self.at), format!("a comma is missing before `{word}:`"))
            .help("separate the entries with commas, or put an expression with `: ` in quotes")
    }

    /// `{ tags: list<Text> = [] }`: inside of braces, a bracket cannot stand in a value.
    fn bracket_in_value(&self) -> Option<Diagnostic> {
        let start =
            self.value.as_ref().map(|value| value.start).filter(|start| *start < self.at)?;
        let close = match self.text[self.at..].chars().next()? {
            '[' => ']',
            '{' => '}',
            _ => return None,
        };
        let line = lines::line(self.text, self.at);
        let end = self.text[self.at..line.end].find(close).map_or(self.at, |found| self.at + found);
        let value = self.text[start..=end].trim_end();
        let message = "inside of braces a value with brackets needs quotes";
        Some(error(self.span(start, end + 1), message).help(format!("write `\"{value}\"`")))
    }

    fn value_span(&self) -> Option<Span> {
        self.value.as_ref().map(|value| self.span(value.start, value.end))
    }

    fn at_value_start(&self) -> bool {
        self.value.as_ref().is_some_and(|value| value.start == self.at)
    }

    /// An expression that YAML reads as something else.
    fn about_the_value(&self) -> Option<Diagnostic> {
        let value = self.value.as_ref()?;
        let first = self.text[value.start..value.end].chars().next()?;
        let means = match first {
            '[' => "a list",
            '{' => "a mapping",
            '&' => "an anchor",
            '*' => "an alias",
            '!' => "a tag",
            '|' | '>' => "a block of text",
            '?' => "a key",
            '-' => "an item of a list",
            '#' => "a comment",
            '%' | '@' | '`' | ',' | ']' | '}' => {
                let message = format!("a value cannot begin with `{first}` unless it is quoted");
                return Some(error(self.value_span()?, message).help("put the value in quotes"));
            }
            _ => return self.colon_in_value(),
        };
        let message = format!("a value that begins with `{first}` is {means} to YAML");
        let help = format!("an expression that begins with `{first}` needs quotes");
        Some(error(self.value_span()?, message).help(help))
    }

    fn colon_in_value(&self) -> Option<Diagnostic> {
        let inside = self.value.as_ref().is_some_and(|value| value.start < self.at);
        if !inside || !self.text[self.at..].starts_with(':') {
            return None;
        }
        Some(
            error(self.value_span()?, "`: ` inside a value starts a new key to YAML")
                .related(self.here(), "this colon")
                .help("put the value in quotes, or below its key as a block that begins with `>-`"),
        )
    }

    /// Lines that do not fit the lines above them.
    fn about_lines(&self, kind: &ErrorKind) -> Option<Diagnostic> {
        match kind {
            ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => {
                Some(self.key_in_text())
            }
            ErrorKind::ExpectedBlockMappingKey | ErrorKind::ExpectedBlockSequenceEntry => {
                Some(self.line_out_of_place())
            }
            ErrorKind::BlockSequenceEntryNotAllowed | ErrorKind::BlockEntryInFlowCollection => {
                Some(
                    error(self.here(), "an item of a list cannot stand here")
                        .help("put the list below its key, one `- item` a line"),
                )
            }
            ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
                let line = lines::trimmed_line(self.text, self.at);
                Some(
                    error(self.span(line.start, line.end), "this line has no colon").help(
                        "a line reads `key: value`; indent text that belongs to the line above",
                    ),
                )
            }
            ErrorKind::CommentInterceptedScalar | ErrorKind::CommentNotSeparated => Some(
                error(self.here(), "` #` starts a comment, which cuts this text in two")
                    .help("put a text that holds ` #` in quotes"),
            ),
            _ => None,
        }
    }

    /// A key on a line that YAML takes for the continuation of the text above.
    fn key_in_text(&self) -> Diagnostic {
        let above = lines::line_above(self.text, self.at);
        if let Some(glued) = above.clone().and_then(|line| lines::glued_key(self.text, line)) {
            return error(self.span(glued.start, glued.end), "a colon needs a space behind it")
                .help("write `key: value`");
        }
        let line = lines::trimmed_line(self.text, self.at);
        let finding = error(
            self.span(line.start, self.at),
            "this key is indented as a part of the text above it",
        )
        .help("indent it like its neighbours");
        match above {
            Some(above) => finding.related(self.span(above.start, above.end), "the text above"),
            None => finding,
        }
    }

    fn line_out_of_place(&self) -> Diagnostic {
        let line = lines::trimmed_line(self.text, self.at);
        let span = self.span(line.start, line.end);
        if self.text[line.clone()].starts_with("- ") {
            return error(span, "an item of a list cannot stand beside keys")
                .help("indent the list below the key it belongs to");
        }
        if lines::key_of(&self.text[line]).is_none() {
            return error(span, "this line belongs to nothing above it")
                .help("a line reads `key: value`; indent text that belongs to the line above");
        }
        error(span, "this line is indented like none of the keys above it")
            .help("indent it like the keys it belongs to")
    }
}
