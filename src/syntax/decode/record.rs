//! Mappings with known keys: which are there, which are missing, which mean nothing.

use super::{Decode, Decoder, Place, scalar};
use crate::diagnostic::{Applicability, Diagnostic, nearest, rule};
use crate::source::Span;
use crate::syntax::parts::At;
use crate::syntax::schema::RecordSchema;
use crate::syntax::tree::{Kind, NodeId, Style};

/// A mapping with known keys. The `record!` macro writes the implementations.
pub(in crate::syntax) trait Record: Sized {
    /// What it is called in messages, with its article left out.
    const KIND: &'static str;
    /// Whether nothing at all may stand for it.
    const MAY_BE_EMPTY: bool;

    /// Takes the keys it knows.
    fn read(keys: &mut Keys<'_, '_>) -> Self;

    /// The same for the JSON Schema.
    fn describe(schema: &mut RecordSchema<'_>);
}

/// A set of keys of which exactly one stands in a record. The `choice!` macro writes these.
pub(in crate::syntax) trait Choice: Sized {
    /// What it is called in messages.
    const KIND: &'static str;
    /// The keys, in order.
    const KEYS: &'static [&'static str];

    /// Reads the value of one of the keys.
    fn decode_as(key: &str, at: Place, input: &mut Decoder<'_>) -> Option<Self>;

    /// The key, its description and the schema of its value, for each.
    fn describe(schema: &mut RecordSchema<'_>);
}

/// The entries of one mapping while a record takes what it knows.
pub(in crate::syntax) struct Keys<'d, 't> {
    input: &'d mut Decoder<'t>,
    kind: &'static str,
    /// Where missing keys are reported.
    head: Span,
    entries: Vec<KeyEntry<'t>>,
    known: Vec<&'static str>,
    missing: Vec<&'static str>,
    /// The keys of a choice of which none is there.
    undecided: &'static [&'static str],
    /// Whether keys may be hidden in a region that could not be read.
    damaged: bool,
}

/// About as many keys as the largest declaration knows.
const MOST_KEYS: usize = 32;

struct KeyEntry<'t> {
    name: &'t str,
    key: Span,
    value: NodeId,
    taken: bool,
}

/// Reads a record from a node.
pub(in crate::syntax) fn read_record<R: Record>(at: Place, input: &mut Decoder<'_>) -> Option<R> {
    let mut keys = Keys::open(at, input, R::KIND)?;
    let record = R::read(&mut keys);
    keys.finish();
    Some(record)
}

/// A record without any key, for a place where nothing is written.
pub(in crate::syntax) fn empty_record<R: Record>(at: Span, input: &mut Decoder<'_>) -> R {
    R::read(&mut Keys::new(input, R::KIND, at, Vec::new(), false))
}

/// Reads a choice that is a mapping of its own.
pub(in crate::syntax) fn read_choice<C: Choice>(at: Place, input: &mut Decoder<'_>) -> Option<C> {
    let mut keys = Keys::open(at, input, C::KIND)?;
    let choice = keys.one_of::<C>();
    keys.finish();
    choice.value
}

impl<'d, 't> Keys<'d, 't> {
    fn open(at: Place, input: &'d mut Decoder<'t>, kind: &'static str) -> Option<Self> {
        let node = input.node(at)?;
        let head = at.head.unwrap_or_else(|| super::first_line(input.span(at), input.source));
        let entries = match &node.kind {
            Kind::Map(pairs) => {
                pairs.iter().filter_map(|(key, value)| KeyEntry::new(*key, *value, input)).collect()
            }
            Kind::Scalar { text, style } if scalar::is_null(text, *style) => Vec::new(),
            Kind::Scalar { .. } | Kind::List(_) | Kind::Alias(_) | Kind::Broken => {
                input.wrong_kind(at, node, &format!("{} (a mapping)", with_article(kind)));
                return None;
            }
        };
        let damaged = input.tree.is_damaged(node.span, input.source);
        Some(Self::new(input, kind, head, entries, damaged))
    }

    fn new(
        input: &'d mut Decoder<'t>,
        kind: &'static str,
        head: Span,
        entries: Vec<KeyEntry<'t>>,
        damaged: bool,
    ) -> Self {
        Self {
            input,
            kind,
            head,
            entries,
            known: Vec::with_capacity(MOST_KEYS),
            missing: Vec::new(),
            undecided: &[],
            damaged,
        }
    }

    /// The value of a key that may be left out.
    pub(in crate::syntax) fn optional<T: Decode>(&mut self, name: &'static str) -> At<T> {
        if !T::REFUSED {
            self.known.push(name);
        }
        let found = self.entries.iter_mut().find(|entry| entry.name == name);
        let Some(entry) = found else { return At::absent(self.head) };
        entry.taken = true;
        let (key, id) = (entry.key, entry.value);
        let value = T::decode(Place::behind(id, key), self.input);
        At { value, span: self.input.tree.span(id), key: Some(key) }
    }

    /// The value of a key that has to be there.
    pub(in crate::syntax) fn required<T: Decode>(&mut self, name: &'static str) -> At<T> {
        let at = self.optional(name);
        if !at.is_written() {
            self.missing.push(name);
        }
        at
    }

    /// The one key of a choice; reported when there is none or more than one.
    pub(in crate::syntax) fn one_of<C: Choice>(&mut self) -> At<C> {
        self.known.extend(C::KEYS);
        let mut written = Vec::new();
        for entry in &mut self.entries {
            if let Some(key) = C::KEYS.iter().find(|key| **key == entry.name) {
                entry.taken = true;
                written.push((*key, entry.key, entry.value));
            }
        }
        let Some((name, key, id)) = written.first().copied() else {
            self.undecided = C::KEYS;
            return At::absent(self.head);
        };
        if let Some((other, other_key, _)) = written.get(1).copied() {
            let message = format!("`{name}` and `{other}` exclude each other");
            self.input.report(
                Diagnostic::error(rule::WRONG_KIND, other_key, message)
                    .related(key, format!("`{name}` is here"))
                    .help("keep one of them"),
            );
        }
        let value = C::decode_as(name, Place::behind(id, key), self.input);
        At { value, span: self.input.tree.span(id), key: Some(key) }
    }

    /// Reports what is missing and what no one took.
    fn finish(mut self) {
        if !self.damaged {
            self.report_missing();
        }
        let entries = std::mem::take(&mut self.entries);
        let mut text = None;
        for entry in &entries {
            let is_stranger = !entry.taken && !self.known.contains(&entry.name);
            if is_stranger && let Some(before) = text.filter(|_| self.goes_on(entry)) {
                self.report_cut(before, entry);
                // What stands behind the next comma belongs to the same text.
                continue;
            }
            if is_stranger {
                self.report_unknown(entry);
            }
            text = self.plain_text(entry);
        }
    }

    /// The place of a plain value, which a comma inside of braces ends.
    fn plain_text(&self, entry: &KeyEntry<'_>) -> Option<Span> {
        let node = self.input.tree.resolve(entry.value)?;
        let is_plain =
            matches!(&node.kind, Kind::Scalar { text, style: Style::Plain } if !text.is_empty());
        is_plain.then_some(node.span)
    }

    /// Whether a key without a value is rather the rest of the text before it.
    fn goes_on(&mut self, entry: &KeyEntry<'_>) -> bool {
        let value = self.input.tree.resolve(entry.value);
        let is_bare = value.is_some_and(
            |node| matches!(&node.kind, Kind::Scalar { text, style: Style::Plain } if text.is_empty()),
        );
        is_bare && self.input.findings.nearest(entry.name, self.known.iter().copied()).is_none()
    }

    fn report_cut(&mut self, text: Span, rest: &KeyEntry<'_>) {
        let message = format!("the text before `{}` ends at the comma", rest.name);
        let finding = Diagnostic::error(rule::UNKNOWN_KEY, rest.key, message)
            .label("a new key to YAML")
            .related(text, "all that is left of the text")
            .help("inside of braces a text that holds a comma needs quotes");
        self.input.report(finding);
    }

    fn report_missing(&mut self) {
        let mut missing = std::mem::take(&mut self.missing);
        missing.retain(|name| !self.is_misspelt(name));
        if !missing.is_empty() {
            let message = format!("{} lacks {}", with_article(self.kind), all_of(&missing));
            let lines: Vec<String> = missing.iter().map(|name| format!("`{name}:`")).collect();
            self.input.report(
                Diagnostic::error(rule::MISSING_KEY, self.head, message)
                    .help(format!("add {}", lines.join(" and "))),
            );
        }
        if !self.undecided.is_empty() && !self.undecided.iter().any(|name| self.is_misspelt(name)) {
            let message = format!("{} needs {}", with_article(self.kind), either(self.undecided));
            self.input.report(Diagnostic::error(rule::MISSING_KEY, self.head, message));
        }
    }

    /// Whether an unknown key will be reported as a slip for this one, which is enough.
    fn is_misspelt(&self, name: &str) -> bool {
        const FEW: usize = 20;
        let strangers = self.entries.iter().filter(|entry| !entry.taken);
        strangers.take(FEW).any(|entry| nearest(entry.name, [name]).is_some())
    }

    fn report_unknown(&mut self, entry: &KeyEntry<'_>) {
        let message = format!("unknown key `{}` in {}", entry.name, with_article(self.kind));
        let allowed = format!("allowed: {}", self.known.join(", "));
        let finding = Diagnostic::error(rule::UNKNOWN_KEY, entry.key, message);
        let finding = match self.input.findings.nearest(entry.name, self.known.iter().copied()) {
            Some(near) => finding.help(format!("did you mean `{near}`?")).note(allowed).fix(
                Applicability::Safe,
                format!("write `{near}`"),
                entry.key,
                near,
            ),
            None => finding.help(allowed),
        };
        self.input.report(finding);
    }
}

impl<'t> KeyEntry<'t> {
    fn new(key: NodeId, value: NodeId, input: &mut Decoder<'t>) -> Option<Self> {
        let node = input.tree.resolve(key)?;
        match &node.kind {
            Kind::Scalar { text, .. } => {
                Some(Self { name: text, key: input.tree.span(key), value, taken: false })
            }
            Kind::List(_) | Kind::Map(_) | Kind::Alias(_) | Kind::Broken => {
                input.wrong_kind(Place::new(key), node, "a name before the colon");
                None
            }
        }
    }
}

/// `a` or `an` before a kind.
pub(super) fn with_article(kind: &str) -> String {
    let vowel = kind.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {kind}", if vowel { "an" } else { "a" })
}

/// Names in backticks, with `or` before the last.
pub(super) fn either(names: &[&str]) -> String {
    joined(names, "or")
}

fn all_of(names: &[&str]) -> String {
    joined(names, "and")
}

fn joined(names: &[&str], word: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [all @ .., last] => format!("{} {word} {last}", all.join(", ")),
    }
}
