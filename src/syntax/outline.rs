//! The elements of a file as nested stretches of text, so that whatever points into the file can be told by the path of
//! the element that it lies in. Lines move, paths stay.

use super::tree::{Kind, NodeId, Tree};
use crate::source::{Span, Spanned};

/// The elements that a file declares, in the order in which they are written.
#[derive(Debug, Default)]
pub struct Outline {
    elements: Vec<Element>,
    /// The entries of the `allow` of the model itself.
    allow: Vec<Written>,
    /// The text of that `allow`, from the key to the end.
    allow_span: Option<Span>,
    /// Every comment, in order.
    comments: Vec<Spanned<String>>,
}

/// One element, and what it says about itself that rules go by.
#[derive(Debug)]
pub struct Element {
    /// The element around it, as a place in the outline.
    pub parent: Option<usize>,
    /// What it is, in the field's words: `event`, `read model`.
    pub kind: &'static str,
    /// Its name, where it is written.
    pub name: Spanned<String>,
    /// All of its text, the name included.
    pub span: Span,
    /// The context that it names as its own, when it stands elsewhere.
    pub context: Option<String>,
    /// Whether it is unfinished on purpose.
    pub draft: bool,
    /// The name that people see.
    pub label: Option<String>,
    /// What it is, in a sentence or more.
    pub description: Option<Spanned<String>>,
    /// The entries of its `allow`.
    pub allow: Vec<Written>,
    /// The text of its `allow`, from the key to the end.
    pub allow_span: Option<Span>,
}

/// An entry of `allow`, as written.
#[derive(Debug)]
pub struct Written {
    /// The rule.
    pub rule: Spanned<String>,
    /// Why it does not apply.
    pub reason: Option<String>,
    /// The last day on which it does not.
    pub until: Option<Spanned<String>>,
    /// Where the work is tracked.
    pub ticket: Option<String>,
    /// All of the entry.
    pub span: Span,
}

impl Outline {
    /// Every element, in the order in which they are written.
    pub fn elements(&self) -> &[Element] {
        &self.elements
    }

    /// The entries of the `allow` of the model itself.
    pub fn allow(&self) -> &[Written] {
        &self.allow
    }

    /// The text of that `allow`, from the key to the end.
    pub fn allow_span(&self) -> Option<Span> {
        self.allow_span
    }

    /// Every comment with its `#`, in order.
    pub fn comments(&self) -> &[Spanned<String>] {
        &self.comments
    }

    /// The innermost element around a place of the file.
    pub fn at(&self, span: Span) -> Option<usize> {
        let before = self.elements.partition_point(|element| element.span.start <= span.start);
        let mut place = before.checked_sub(1);
        while let Some(element) = place.and_then(|place| self.elements.get(place)) {
            if span.start < element.span.end || span == element.span {
                return place;
            }
            place = element.parent;
        }
        None
    }

    /// The names from the outermost element to this one, joined by `/`.
    pub fn path(&self, place: usize) -> String {
        let mut names = Vec::new();
        let mut next = Some(place);
        while let Some(element) = next.and_then(|place| self.elements.get(place)) {
            names.push(element.name.value.replace('/', " "));
            names.extend(element.context.clone());
            next = element.parent;
        }
        names.reverse();
        names.join("/")
    }
}

/// The outline of a tree that was grown from `text`.
pub(super) fn of(tree: &Tree<'_>, text: &str) -> Outline {
    let mut walk = Walk { tree, text, outline: Outline::default() };
    if let Some(root) = tree.root {
        walk.body(root, None, "model");
    }
    let comments = tree
        .comments
        .iter()
        .map(|span| Spanned::new(text.get(span.range()).unwrap_or_default().to_owned(), *span));
    walk.outline.comments = comments.collect();
    walk.outline
}

struct Walk<'t> {
    tree: &'t Tree<'t>,
    text: &'t str,
    outline: Outline,
}

/// What stands in the table or list behind a key of an element.
fn kind_behind(owner: &str, key: &str) -> Option<&'static str> {
    Some(match (owner, key) {
        ("model", "contexts") => "context",
        ("model", "actors") => "actor",
        ("model", "systems") => "external system",
        ("model", "scenarios") => "scenario",
        ("model", "hotspots") => "hotspot",
        ("model", "context_map") => "relation",
        ("model", "glossary") => "term",
        ("model" | "context", "types") => "type",
        ("model" | "context", "sagas") => "saga",
        ("context", "aggregates") => "aggregate",
        ("context" | "aggregate", "commands") | ("external system", "handles") => "command",
        ("context" | "aggregate", "events") | ("external system", "emits") => "event",
        ("context", "policies") => "policy",
        ("context", "read_models") => "read model",
        ("context", "reads") => "reading",
        ("aggregate" | "saga", "state")
        | ("command" | "event" | "type" | "read model", "fields") => "field",
        ("type", "values") => "value",
        ("saga", "reacts") => "reaction",
        ("saga", "timeouts") => "timeout",
        ("read model", "queries") => "query",
        _ => return None,
    })
}

impl<'t> Walk<'t> {
    /// What an element says about itself.
    fn body(&mut self, id: NodeId, own: Option<usize>, kind: &'static str) {
        let Some(Kind::Map(entries)) = self.kind(id) else { return };
        for (key, value) in entries {
            let Some(word) = self.scalar(*key) else { continue };
            if let Some(inside) = kind_behind(kind, &word.value) {
                self.table(*value, own, inside);
            } else if let Some(own) = own {
                self.attribute(own, &word, *value);
            } else if word.value == "allow" {
                self.outline.allow = self.allowed(*value);
                self.outline.allow_span = Some(word.span.to(self.tree.span(*value)));
            }
        }
    }

    fn attribute(&mut self, own: usize, key: &Spanned<String>, value: NodeId) {
        let text = self.scalar(value);
        let word = text.as_ref().map(|text| text.value.clone());
        let span = key.span.to(self.tree.span(value));
        let allow = if key.value == "allow" { self.allowed(value) } else { Vec::new() };
        let Some(element) = self.outline.elements.get_mut(own) else { return };
        match key.value.as_str() {
            "draft" => element.draft = word.as_deref() == Some("true"),
            "label" => element.label = word,
            "description" => element.description = text,
            "context" if element.kind == "saga" => element.context = word,
            "allow" => {
                element.allow = allow;
                element.allow_span = Some(span);
            }
            _ => {}
        }
    }

    fn table(&mut self, id: NodeId, parent: Option<usize>, kind: &'static str) {
        match self.kind(id) {
            Some(Kind::Map(entries)) => {
                for (key, value) in entries {
                    if let Some(name) = self.scalar(*key) {
                        let span = name.span.to(self.tree.span(*value));
                        self.element(name, span, Some(*value), (parent, kind));
                    }
                }
            }
            Some(Kind::List(items)) => {
                for (place, item) in items.iter().enumerate() {
                    let name = self.name_of(*item, place);
                    self.element(name, self.tree.span(*item), Some(*item), (parent, kind));
                }
            }
            Some(Kind::Scalar { .. } | Kind::Alias(_) | Kind::Broken) | None => {}
        }
    }

    fn element(
        &mut self,
        name: Spanned<String>,
        span: Span,
        body: Option<NodeId>,
        (parent, kind): (Option<usize>, &'static str),
    ) {
        let own = self.outline.elements.len();
        self.outline.elements.push(Element {
            parent,
            kind,
            name,
            span,
            context: None,
            draft: false,
            label: None,
            description: None,
            allow: Vec::new(),
            allow_span: None,
        });
        if let Some(body) = body {
            self.body(body, Some(own), kind);
        }
    }

    /// What an item of a list is known by: itself, what it is called, or who stands in it.
    fn name_of(&self, item: NodeId, place: usize) -> Spanned<String> {
        if let Some(word) = self.scalar(item) {
            return word;
        }
        let span = self.tree.span(item);
        let named = ["name", "text"].iter().find_map(|key| self.value(item, key));
        if let Some(word) = named.and_then(|value| self.scalar(value)) {
            return word;
        }
        let mut parties = Vec::new();
        for key in ["upstream", "downstream", "partnership", "shared_kernel", "separate_ways"] {
            parties
                .extend(self.value(item, key).map(|value| self.words(value)).unwrap_or_default());
        }
        let name = if parties.is_empty() { (place + 1).to_string() } else { parties.join("-") };
        Spanned::new(name, span)
    }

    fn allowed(&self, id: NodeId) -> Vec<Written> {
        let items = match self.tree.resolve(id).map(|node| &node.kind) {
            Some(Kind::List(items)) => items.clone(),
            Some(Kind::Scalar { .. } | Kind::Map(_)) => vec![id],
            Some(Kind::Alias(_) | Kind::Broken) | None => Vec::new(),
        };
        items.into_iter().filter_map(|item| self.allowance(item)).collect()
    }

    fn allowance(&self, item: NodeId) -> Option<Written> {
        let text = |key| self.value(item, key).and_then(|value| self.scalar(value));
        let rule = self.scalar(item).or_else(|| text("rule"))?;
        Some(Written {
            rule,
            reason: text("reason").map(|word| word.value),
            until: text("until"),
            ticket: text("ticket").map(|word| word.value),
            span: self.tree.span(item),
        })
    }

    /// What is written at a place. What an alias stands for belongs to where it is written.
    fn kind(&self, id: NodeId) -> Option<&'t Kind<'t>> {
        self.tree.nodes.get(id.0 as usize).map(|node| &node.kind)
    }

    fn value(&self, item: NodeId, key: &str) -> Option<NodeId> {
        let Kind::Map(entries) = &self.tree.resolve(item)?.kind else { return None };
        let is_key = |id: NodeId| self.scalar(id).is_some_and(|word| word.value == key);
        entries.iter().find(|(id, _)| is_key(*id)).map(|(_, value)| *value)
    }

    fn words(&self, id: NodeId) -> Vec<String> {
        match self.tree.resolve(id).map(|node| &node.kind) {
            Some(Kind::List(items)) => {
                items.iter().filter_map(|item| self.scalar(*item)).map(|word| word.value).collect()
            }
            Some(Kind::Scalar { .. }) => {
                self.scalar(id).map(|word| word.value).into_iter().collect()
            }
            Some(Kind::Map(_) | Kind::Alias(_) | Kind::Broken) | None => Vec::new(),
        }
    }

    fn scalar(&self, id: NodeId) -> Option<Spanned<String>> {
        let Kind::Scalar { text, .. } = &self.tree.resolve(id)?.kind else { return None };
        let span = self.tree.span(id).between_letters(self.text);
        Some(Spanned::new(text.clone().into_owned(), span))
    }
}
