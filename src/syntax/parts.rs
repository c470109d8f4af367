//! The shapes that declarations are made of: a place for a value, tables, lists, short and long
//! forms. All keep what was written, in order, with spans.

use crate::source::{Span, Spanned};

/// A name or other single text.
pub type Word = Spanned<String>;

/// What stands behind a key of a declaration: a value, nothing, or something unreadable.
#[derive(Debug, Clone)]
pub struct At<T> {
    /// The value; `None` when the key is absent, or its value bad and reported already.
    pub value: Option<T>,
    /// Place of the value; for an absent key the place of the declaration that lacks it.
    pub span: Span,
    /// Place of the key; `None` when it is absent.
    pub key: Option<Span>,
}

impl<T> At<T> {
    /// The place of a key that was not written in the declaration at `span`.
    pub fn absent(span: Span) -> Self {
        Self { value: None, span, key: None }
    }

    /// The value, if it is there and good.
    pub fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// The value with its place, if it is there and good.
    pub fn spanned(&self) -> Option<Spanned<&T>> {
        self.value.as_ref().map(|value| Spanned::new(value, self.span))
    }

    /// Whether the author wrote the key, with whatever value.
    pub fn is_written(&self) -> bool {
        self.key.is_some()
    }

    /// Whether the author wrote something that was reported and must not be reported again.
    pub fn is_bad(&self) -> bool {
        self.key.is_some() && self.value.is_none()
    }
}

impl At<bool> {
    /// Whether it is there and `true`.
    pub fn is_true(&self) -> bool {
        self.value == Some(true)
    }
}

impl At<String> {
    /// The text, if it is there and good.
    pub fn as_str(&self) -> Option<&str> {
        self.value.as_deref()
    }

    /// The text as a word of its own, if it is there and good.
    pub fn word(&self) -> Option<Word> {
        self.value.clone().map(|value| Spanned::new(value, self.span))
    }
}

/// Named entries in the order in which they were written, duplicates included.
#[derive(Debug, Clone)]
pub struct Table<T, K = String> {
    /// The entries.
    pub entries: Vec<Entry<T, K>>,
    /// Whether it is written as a list of names.
    pub is_list: bool,
}

/// One line of a table.
#[derive(Debug, Clone)]
pub struct Entry<T, K = String> {
    /// The key and where it stands.
    pub name: Spanned<K>,
    /// The value; `None` when it is bad and reported already.
    pub value: Option<T>,
    /// Place of the value; of the name where nothing is written behind it.
    pub span: Span,
}

impl<T, K> At<Table<T, K>> {
    /// The entries; none when the table is absent or bad.
    pub fn entries(&self) -> &[Entry<T, K>] {
        self.value.as_ref().map_or(&[], |table| &table.entries)
    }

    /// The place of the mapping, in which every name stands once, or was reported when it was read. A list of names
    /// promises nothing.
    pub fn mapping(&self) -> Option<Span> {
        self.value.as_ref().filter(|table| !table.is_list).map(|_| self.span)
    }
}

impl<T> At<Table<T>> {
    /// The first entry of that name.
    pub fn entry(&self, name: &str) -> Option<&Entry<T>> {
        self.entries().iter().find(|entry| entry.name.value == name)
    }
}

/// A list, in order; elements that are bad and reported already are left out.
#[derive(Debug, Clone)]
pub struct List<T> {
    /// The elements.
    pub items: Vec<Spanned<T>>,
}

impl<T> At<List<T>> {
    /// The elements; none when the list is absent or bad.
    pub fn items(&self) -> &[Spanned<T>] {
        self.value.as_ref().map_or(&[], |list| &list.items)
    }
}

/// One element, or a list of them.
#[derive(Debug, Clone)]
pub struct OneOrMany<T> {
    /// The elements.
    pub items: Vec<Spanned<T>>,
    /// Whether a list was written.
    pub many: bool,
}

impl<T> At<OneOrMany<T>> {
    /// The elements; none when the place is empty or bad.
    pub fn items(&self) -> &[Spanned<T>] {
        self.value.as_ref().map_or(&[], |list| &list.items)
    }
}

/// The short form of something, or the mapping that says more.
#[derive(Debug, Clone)]
pub enum ShortOrLong<S, L> {
    /// Anything but a mapping.
    Short(S),
    /// A mapping; it is much larger and much rarer than the short form.
    Long(Box<L>),
}

/// Any YAML value, as written.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// Where it is written.
    pub span: Span,
    /// What it is.
    pub kind: ValueKind,
}

/// What a [`Value`] is, by the core schema of YAML 1.2.
#[derive(Debug, Clone, PartialEq)]
pub enum ValueKind {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A plain number; the text as written, so that no digit is lost.
    Number(String),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// A mapping, in order, duplicates included.
    Map(Vec<(Word, Value)>),
}

impl Value {
    /// The text of a scalar as written, whatever it would be read as; `None` for list, map, null.
    pub fn as_written(&self) -> Option<&str> {
        match &self.kind {
            ValueKind::Bool(true) => Some("true"),
            ValueKind::Bool(false) => Some("false"),
            ValueKind::Number(text) | ValueKind::Text(text) => Some(text),
            ValueKind::Null | ValueKind::List(_) | ValueKind::Map(_) => None,
        }
    }
}
