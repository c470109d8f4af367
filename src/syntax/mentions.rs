//! Every word of a file that may name what a model declares, so that a new name can be written wherever the old one is.
//! Prose, data and the words of enumerations are left out: they name nothing, whatever they spell.

use super::tree::{Kind, NodeId, Style, Tree};
use crate::source::Span;

/// A word that may name something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// The word, without quotes, dots and what stands beside it.
    pub span: Span,
    /// Whether it tells how something was called or stored once.
    pub is_history: bool,
}

/// What a part of a model consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The language's own keys.
    Body,
    /// Names with a body each, or names alone.
    Table,
    /// Types: names with a body, another type, or words of an enumeration.
    Types,
    /// Names of fields with their types.
    Fields,
    /// Names of fields with the expressions that give their values.
    Givens,
    /// Events with what they do to rows; the states of a lifecycle say nothing here.
    Projections,
    /// Events, commands or read models with data in them.
    Messages,
    /// Data, in which only the keys are names.
    Payload,
    /// Words, paths and expressions.
    Words,
    /// A type, and perhaps a default behind it.
    Type,
    /// A pattern of paths.
    Pattern,
    /// Words of the business with what they mean, or whom they name.
    Terms,
    /// Events that a stored one is read as.
    Splits,
    /// How something was once.
    History,
}

/// Every mention in a tree that was grown from `text`, in the order of the text.
pub(super) fn of(tree: &Tree<'_>, text: &str) -> Vec<Mention> {
    let mut walk = Walk { tree, text, mentions: Vec::new() };
    if let Some(root) = tree.root {
        walk.part(root, Part::Body);
    }
    walk.mentions
}

/// What stands behind a key of the language; nothing where nothing is named.
fn behind(key: &str) -> Option<Part> {
    Some(match key {
        "contexts" | "aggregates" | "commands" | "events" | "policies" | "sagas"
        | "read_models" | "actors" | "systems" | "handles" | "emits" | "reacts" | "timeouts"
        | "queries" | "reads" => Part::Table,
        "types" => Part::Types,
        "fields" | "state" => Part::Fields,
        "with" | "sets" => Part::Givens,
        "from" => Part::Projections,
        "given" | "when" | "then" | "shows" => Part::Messages,
        "whenever" | "starts" | "by" | "about" | "pivotal" | "timeline" | "upstream"
        | "downstream" | "partnership" | "shared_kernel" | "separate_ways" | "use" | "emit"
        | "context" | "keyed_by" | "key" | "field" | "issue" | "undo" | "personal" | "secret"
        | "not_personal" => Part::Words,
        "hotspots" | "context_map" | "scenarios" | "decide" | "deprecated" | "lifecycle"
        | "lint" | "per_path" | "privacy" => Part::Body,
        "type" => Part::Type,
        "default" | "example" => Part::Payload,
        "path" => Part::Pattern,
        "glossary" => Part::Terms,
        "split_into" => Part::Splits,
        "changes" => Part::History,
        _ => return None,
    })
}

struct Walk<'t> {
    tree: &'t Tree<'t>,
    text: &'t str,
    mentions: Vec<Mention>,
}

impl Walk<'_> {
    fn part(&mut self, id: NodeId, part: Part) {
        match self.tree.nodes.get(id.0 as usize).map(|node| &node.kind) {
            Some(Kind::Map(entries)) => {
                for (key, value) in entries {
                    self.entry(*key, *value, part);
                }
            }
            Some(Kind::List(items)) => {
                for item in items.iter().filter(|_| part != Part::Types) {
                    self.part(*item, part);
                }
            }
            Some(Kind::Scalar { style, .. }) => self.scalar(id, *style, part),
            Some(Kind::Alias(_) | Kind::Broken) | None => {}
        }
    }

    fn entry(&mut self, key: NodeId, value: NodeId, part: Part) {
        let inside = match part {
            Part::Body => match self.key(key).and_then(behind) {
                Some(inside) => return self.part(value, inside),
                None => return,
            },
            // What may be a word may have a long form, and a field may.
            Part::Words | Part::Type | Part::Pattern => return self.entry(key, value, Part::Body),
            Part::Terms => return self.part(value, part),
            Part::Table | Part::Givens => self.or_body(value, Part::Words),
            Part::Types => match self.tree.resolve(value).map(|node| &node.kind) {
                Some(Kind::Scalar { .. }) => Part::Type,
                Some(Kind::Map(_)) => Part::Body,
                // The words of an enumeration.
                Some(Kind::List(_) | Kind::Alias(_) | Kind::Broken) | None => Part::Types,
            },
            Part::Fields => self.or_body(value, Part::Type),
            Part::Projections => Part::Givens,
            Part::Messages | Part::Payload => Part::Payload,
            Part::Splits | Part::History => Part::History,
        };
        self.name(key, part);
        self.part(value, inside);
    }

    /// What a value consists of that is a body, or else something short.
    fn or_body(&self, value: NodeId, short: Part) -> Part {
        let is_map = |node: &super::tree::Node<'_>| matches!(node.kind, Kind::Map(_));
        if self.tree.resolve(value).is_some_and(is_map) { Part::Body } else { short }
    }

    /// The words of a key.
    fn name(&mut self, key: NodeId, part: Part) {
        if let Some(Kind::Scalar { style, .. }) =
            self.tree.nodes.get(key.0 as usize).map(|node| &node.kind)
        {
            let part = if part == Part::History { part } else { Part::Words };
            self.scalar(key, *style, part);
        }
    }

    fn key(&self, key: NodeId) -> Option<&str> {
        match &self.tree.resolve(key)?.kind {
            Kind::Scalar { text, .. } => Some(text),
            Kind::List(_) | Kind::Map(_) | Kind::Alias(_) | Kind::Broken => None,
        }
    }

    fn scalar(&mut self, id: NodeId, style: Style, part: Part) {
        let span = self.tree.span(id).between_letters(self.text);
        let Some(written) = self.text.get(span.range()) else { return };
        let is_name =
            |text: &str| text.chars().all(|it| is_of_a_word(it) || matches!(it, '.' | '-'));
        let inner = written.trim_matches(['"', '\'']);
        let names = match part {
            Part::Words
            | Part::Table
            | Part::Messages
            | Part::Givens
            | Part::Fields
            | Part::Splits
            | Part::History => written,
            Part::Type => written.split('=').next().unwrap_or_default(),
            Part::Terms if is_name(inner) => written,
            Part::Pattern if !written.contains(['?', '[']) => written,
            Part::Body
            | Part::Types
            | Part::Projections
            | Part::Payload
            | Part::Pattern
            | Part::Terms => return,
        };
        let is_history = part == Part::History;
        for word in words(names, style) {
            let at = |offset: usize| span.start + u32::try_from(offset).unwrap_or_default();
            let span = Span::new(span.file, at(word.start), at(word.end));
            self.mentions.push(Mention { span, is_history });
        }
        // A name with hyphens is one word, though an expression may mean a difference.
        if inner.contains('-') && is_name(inner) && !inner.contains('.') {
            let start = span.start + u32::from(inner.len() < written.len());
            let end = start + u32::try_from(inner.len()).unwrap_or_default();
            self.mentions.push(Mention { span: Span::new(span.file, start, end), is_history });
        }
    }
}

fn is_of_a_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The words of a text outside of the quotes of expressions. The quotes of YAML around all of it are no quotes here.
fn words(written: &str, style: Style) -> Vec<std::ops::Range<usize>> {
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    let (mut quote, mut word) = (None, None);
    let mut letters = written.char_indices().peekable();
    let end = written.len();
    if matches!(style, Style::SingleQuoted | Style::DoubleQuoted) {
        letters.next();
    }
    while let Some((at, letter)) = letters.next() {
        // A quote inside of quotes is written as two letters.
        let letter = match (style, letter, letters.peek()) {
            (Style::SingleQuoted, '\'', Some((_, '\''))) => {
                letters.next().map_or(letter, |it| it.1)
            }
            (Style::DoubleQuoted, '\\', Some(_)) => {
                letters.next().map_or(letter, |it| if it.1 == '"' { '"' } else { ' ' })
            }
            _ => letter,
        };
        if quote.is_none() && is_of_a_word(letter) {
            word = word.or(Some(at));
            continue;
        }
        found.extend(word.take().map(|start| start..at));
        if quote == Some(letter) {
            quote = None;
        } else if quote.is_none() && matches!(letter, '\'' | '"') {
            quote = Some(letter);
        }
    }
    found.extend(word.map(|start| start..end));
    found
}

#[cfg(test)]
mod tests {
    use crate::{source::SourceMap, syntax::mentions};

    /// The words that a model mentions, those of history with a mark.
    fn told(text: &str) -> Vec<String> {
        let mut sources = SourceMap::default();
        let file = sources.add("esgen.yaml", text);
        let shown = |it: &super::Mention| {
            let mark = if it.is_history { "~" } else { "" };
            format!("{mark}{}", sources.slice(it.span))
        };
        mentions(file, &sources).iter().map(shown).collect()
    }

    #[test]
    fn names_are_told_from_prose_and_data() {
        let text = "
contexts:
  Shop:
    description: The Order of things.
    types: { Size: [small, large], Money: { fields: { amount: Decimal } } }
    aggregates:
      Order:
        events: { Placed: { fields: { note: Text = Order, size: { type: \"Size?\", example: small } } } }
glossary: { Thing: Order, Order: What somebody wants. }
";
        let all = told(text);
        let expected = [
            "Shop", "Size", "Money", "amount", "Decimal", "Order", "Placed", "note", "Text",
            "size", "Size", "Order",
        ];
        assert_eq!(all, expected);
    }

    #[test]
    fn texts_inside_of_expressions_are_data() {
        let all = told(
            "decide:\n  - { when: \"a == 'b' && c == \\\"d\\\"\" }\n  - { when: 'e == ''f'' || g' }\n  - when: h.i == 'j'\n",
        );
        assert_eq!(all, ["a", "c", "e", "g", "h", "i"]);
    }

    #[test]
    fn history_is_marked_and_rows_and_scenarios_are_read() {
        let all = told(
            "changes: { 2: { steps: [{ rename: { a: b } }] } }
from: { Shop.Placed: { total: row.total + price }, Gone: delete }
scenarios: [{ name: no name, given: [Placed: { price: { amount: 5 } }], when: Wait }]
lint: { ignore: [naming], per_path: [{ path: \"Shop/**\", reason: Shop }] }
",
        );
        let history = ["~2", "~steps", "~rename", "~a", "~b"];
        let rest = [
            "Shop", "Placed", "total", "row", "total", "price", "Gone", "delete", "Placed",
            "price", "amount", "Wait", "Shop",
        ];
        assert_eq!(all, history.into_iter().chain(rest).collect::<Vec<_>>());
    }

    #[test]
    fn a_name_with_hyphens_is_a_word_too() {
        assert_eq!(told("emit: place-order\n"), ["place", "order", "place-order"]);
        assert_eq!(told("emit: \"place-order\"\n"), ["place", "order", "place-order"]);
    }
}
