//! One namespace of the generated code: each name once, and who has it.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Diagnostic, rule},
    source::{Span, Spanned},
};

/// The names that cannot be given twice.
#[derive(Debug, Clone)]
pub(super) struct Namespace {
    /// What a name becomes: "type", "module".
    kind: &'static str,
    taken: BTreeMap<String, Holder>,
}

/// Who has a name.
#[derive(Debug, Clone)]
struct Holder {
    /// The kind of element, with an article.
    what: String,
    /// The element as the model writes it; nothing for what the generated code needs itself.
    name: Option<String>,
    span: Span,
}

impl Namespace {
    pub(super) fn new(kind: &'static str) -> Self {
        Self { kind, taken: BTreeMap::new() }
    }

    /// The same names, told under another word from now on.
    pub(super) fn now(self, kind: &'static str) -> Self {
        Self { kind, ..self }
    }

    /// Keeps a name for what the generated code makes of the element at `span` by itself.
    pub(super) fn take(&mut self, rust: String, what: &str, span: Span) {
        self.taken.entry(rust).or_insert(Holder { what: what.to_owned(), name: None, span });
    }

    /// Gives a name to an element, or reports who has it. The same word may come twice, as rejections do.
    pub(super) fn claim(
        &mut self,
        rust: String,
        what: &str,
        name: &Spanned<String>,
        out: &mut Vec<Diagnostic>,
    ) {
        let Some(holder) = self.taken.get(&rust) else {
            let (what, span) = (what.to_owned(), name.span);
            self.taken.insert(rust, Holder { what, name: Some(name.value.clone()), span });
            return;
        };
        if holder.what == what
            && holder.name.as_ref() == Some(&name.value)
            && self.kind == "rejection"
        {
            return;
        }
        let other = match &holder.name {
            Some(name) => format!("{} `{name}`", holder.what),
            None => holder.what.clone(),
        };
        let kind = self.kind;
        let message =
            format!("{what} `{}` and {other} both become the {kind} `{rust}`", name.value);
        out.push(
            Diagnostic::error(rule::NAME_COLLISION, name.span, message)
                .related(holder.span, "the other one")
                .help("rename one of them; `label:` keeps the word that people use"),
        );
    }
}
