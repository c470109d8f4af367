//! How tables, lists, short forms and free values are read, whatever they hold.

use super::scalar::{Meaning, is_null, meaning};
use super::words::text_of;
use super::{Decode, Decoder, Place};
use crate::diagnostic::{Diagnostic, rule};
use crate::source::{Span, Spanned};
use crate::syntax::parts::{Entry, List, OneOrMany, ShortOrLong, Table, Value, ValueKind};
use crate::syntax::tree::{Kind, Node, NodeId};

/// What the keys of a table are.
pub(in crate::syntax) trait Key: Sized {
    /// What a message asks for.
    const WANTED: &'static str;
    /// The regular expression of the JSON Schema, if any.
    const PATTERN: Option<&'static str>;

    /// Reads a key.
    fn from_text(text: &str) -> Option<Self>;
}

impl Key for String {
    const WANTED: &'static str = "a name";
    const PATTERN: Option<&'static str> = None;

    fn from_text(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

impl Key for u32 {
    const WANTED: &'static str = "a version number";
    const PATTERN: Option<&'static str> = Some("^[0-9]{1,9}$");

    fn from_text(text: &str) -> Option<Self> {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        (digits && text.len() < 10).then(|| text.parse().ok()).flatten()
    }
}

impl<T: Decode, K: Key> Decode for Table<T, K> {
    const MAY_BE_EMPTY: bool = true;

    fn nothing(_: Span, _: &mut Decoder<'_>) -> Option<Self> {
        Some(Self { entries: Vec::new(), is_list: false })
    }

    fn decode(at: Place, input: &mut Decoder<'_>) -> Option<Self> {
        let node = input.node(at)?;
        match &node.kind {
            Kind::Map(pairs) => {
                // Nearly every entry is good, and some are large: room for all of them, and not for more.
                let mut entries = Vec::with_capacity(pairs.len());
                entries.extend(pairs.iter().filter_map(|(key, value)| input.entry(*key, *value)));
                Some(Self { entries, is_list: false })
            }
            Kind::List(ids) if T::MAY_BE_EMPTY => {
                let read = |id: &NodeId| input.bare_entry(*id);
                Some(Self { entries: ids.iter().filter_map(read).collect(), is_list: true })
            }
            Kind::Scalar { text, style } if is_null(text, *style) => {
                Some(Self { entries: Vec::new(), is_list: false })
            }
            Kind::List(ids) if ids.iter().all(|id| input.is_name(*id)) => {
                for id in ids {
                    input.report_without_value::<T>(*id);
                }
                None
            }
            Kind::Scalar { .. } if input.is_name(at.id) => {
                input.report_without_value::<T>(at.id);
                None
            }
            Kind::Scalar { .. } | Kind::List(_) | Kind::Alias(_) | Kind::Broken => {
                input.wrong_kind(at, node, "a mapping");
                None
            }
        }
    }
}

impl<T: Decode> Decode for List<T> {
    fn decode(at: Place, input: &mut Decoder<'_>) -> Option<Self> {
        let node = input.node(at)?;
        match &node.kind {
            Kind::List(ids) => Some(Self { items: input.elements(ids) }),
            Kind::Scalar { text, style } if is_null(text, *style) => {
                Some(Self { items: Vec::new() })
            }
            Kind::Scalar { .. } | Kind::Map(_) | Kind::Alias(_) | Kind::Broken => {
                input.wrong_kind(at, node, "a list");
                None
            }
        }
    }
}

impl<T: Decode> Decode for OneOrMany<T> {
    fn decode(at: Place, input: &mut Decoder<'_>) -> Option<Self> {
        let node = input.node(at)?;
        if let Kind::List(ids) = &node.kind {
            return Some(Self { items: input.elements(ids), many: true });
        }
        let value = T::decode(at, input)?;
        Some(Self { items: vec![Spanned::new(value, input.span(at))], many: false })
    }
}

impl<S: Decode, L: Decode> Decode for ShortOrLong<S, L> {
    const WITHOUT_VALUE: (&'static str, &'static str) = S::WITHOUT_VALUE;

    fn decode(at: Place, input: &mut Decoder<'_>) -> Option<Self> {
        let node = input.node(at)?;
        if matches!(node.kind, Kind::Map(_)) {
            return L::decode(at, input).map(|long| Self::Long(Box::new(long)));
        }
        S::decode(at, input).map(Self::Short)
    }
}

/// A name with a body in a list: `- Name`, or `- Name: body`.
impl<T: Decode> Decode for Entry<T> {
    fn decode(at: Place, input: &mut Decoder<'_>) -> Option<Self> {
        let node = input.node(at)?;
        let Kind::Map(pairs) = &node.kind else {
            return input.bare_name(at);
        };
        if let [(key, value)] = pairs.as_slice() {
            return input.entry(*key, *value);
        }
        let message = format!("expected one name with its values, found {} keys", pairs.len());
        let span = super::first_line(input.span(at), input.source);
        input.report(
            Diagnostic::error(rule::WRONG_KIND, span, message)
                .help("write `Name: { field: value }`, with the fields inside the braces"),
        );
        None
    }
}

impl Decode for Value {
    fn decode(at: Place, input: &mut Decoder<'_>) -> Option<Self> {
        let node = input.node(at)?;
        let span = input.span(at);
        let kind = match &node.kind {
            Kind::Scalar { text, style } => match meaning(text, *style) {
                Meaning::Null => ValueKind::Null,
                Meaning::Bool(value) => ValueKind::Bool(value),
                Meaning::Number => ValueKind::Number(text.clone().into_owned()),
                Meaning::Text => ValueKind::Text(text.clone().into_owned()),
            },
            Kind::List(ids) => {
                let read = |id: &NodeId| Self::decode(Place::new(*id), input);
                ValueKind::List(ids.iter().filter_map(read).collect())
            }
            Kind::Map(pairs) => {
                let read = |(key, value): &(NodeId, NodeId)| {
                    let word = input.word(*key)?.map(str::to_owned);
                    Self::decode(Place::behind(*value, word.span), input).map(|value| (word, value))
                };
                ValueKind::Map(pairs.iter().filter_map(read).collect())
            }
            Kind::Alias(_) | Kind::Broken => return None,
        };
        Some(Self { span, kind })
    }
}

impl<'t> Decoder<'t> {
    fn elements<T: Decode>(&mut self, ids: &[NodeId]) -> Vec<Spanned<T>> {
        let read = |id: &NodeId| {
            let value = T::decode(Place::new(*id), self)?;
            Some(Spanned::new(value, self.span(Place::new(*id))))
        };
        let mut items = Vec::with_capacity(ids.len());
        items.extend(ids.iter().filter_map(read));
        items
    }

    /// The text before a colon.
    fn word(&mut self, id: NodeId) -> Option<Spanned<&'t str>> {
        let at = Place::new(id);
        let node = self.node(at)?;
        if let Kind::Scalar { text, .. } = &node.kind {
            return Some(Spanned::new(text.as_ref(), self.span(at)));
        }
        self.wrong_kind(at, node, "a name before the colon");
        None
    }

    fn entry<T: Decode, K: Key>(&mut self, key: NodeId, value: NodeId) -> Option<Entry<T, K>> {
        let word = self.word(key)?;
        let name = self.key(word)?;
        let at = Place::behind(value, word.span);
        let value = T::decode(at, self);
        Some(Entry { name, value, span: self.span(at) })
    }

    fn key<K: Key>(&mut self, word: Spanned<&str>) -> Option<Spanned<K>> {
        let key = K::from_text(word.value);
        if key.is_none() {
            let message = format!("expected {}, found `{}`", K::WANTED, word.value);
            self.report(Diagnostic::error(rule::WRONG_KIND, word.span, message));
        }
        key.map(|key| Spanned::new(key, word.span))
    }

    /// Whether a text is written there.
    fn is_name(&self, id: NodeId) -> bool {
        let Some(Node { kind: Kind::Scalar { text, style }, .. }) = self.tree.resolve(id) else {
            return false;
        };
        meaning(text, *style) == Meaning::Text
    }

    /// Reports a name that stands where `name: value` is needed.
    fn report_without_value<T: Decode>(&mut self, id: NodeId) {
        let span = self.span(Place::new(id));
        let name = self.source.get(span.range()).unwrap_or("");
        let (rule, lacking) = T::WITHOUT_VALUE;
        let message = format!("`{name}` stands without {lacking}");
        let help = format!("write `{{ {name}: … }}`, with {lacking} behind the colon");
        self.report(Diagnostic::error(rule, span, message).help(help));
    }

    /// A name without a body in a list.
    fn bare_entry<T: Decode, K: Key>(&mut self, id: NodeId) -> Option<Entry<T, K>> {
        let at = Place::new(id);
        let text = text_of(at, self, "a name")?;
        let span = self.span(at);
        let name = self.key(Spanned::new(&text, span))?;
        Some(Entry { name, value: T::nothing(span, self), span })
    }

    fn bare_name<T: Decode>(&mut self, at: Place) -> Option<Entry<T>> {
        self.bare_entry(at.id)
    }
}
