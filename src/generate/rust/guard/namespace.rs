//! One namespace of the generated code: each name once, and who has it.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Diagnostic, rule},
    source::{Span, Spanned},
};

/// The names that cannot be given twice.
#[derive(Debug)]
pub(super) struct Namespace<'m> {
    /// What a name becomes: "type", "module".
    kind: &'static str,
    taken: BTreeMap<String, Holder<'m>>,
    /// The namespace around this one, whose names can be seen here and are not given again.
    around: Option<&'m Namespace<'m>>,
}

/// Who has a name.
#[derive(Debug)]
struct Holder<'m> {
    /// The kind of element, with an article.
    what: &'static str,
    /// The element as the model writes it; nothing for what the generated code needs itself.
    name: Option<&'m str>,
    span: Span,
}

impl<'m> Namespace<'m> {
    pub(super) fn new(kind: &'static str) -> Self {
        Self { kind, taken: BTreeMap::new(), around: None }
    }

    /// A namespace inside of another one.
    pub(super) fn inside(around: &'m Self, kind: &'static str) -> Self {
        Self { kind, taken: BTreeMap::new(), around: Some(around) }
    }

    /// Keeps a name for what the generated code makes of the element at `span` by itself.
    pub(super) fn take(&mut self, rust: String, what: &'static str, span: Span) {
        if self.holder(&rust).is_none() {
            self.taken.insert(rust, Holder { what, name: None, span });
        }
    }

    fn holder(&self, rust: &str) -> Option<&Holder<'m>> {
        let around = || self.around.and_then(|around| around.holder(rust));
        self.taken.get(rust).or_else(around)
    }

    /// Gives a name to an element, or reports who has it. The same word may come twice, as rejections do.
    pub(super) fn claim(
        &mut self,
        rust: String,
        what: &'static str,
        name: &'m Spanned<String>,
        out: &mut Vec<Diagnostic>,
    ) {
        let Some(holder) = self.holder(&rust) else {
            self.taken.insert(rust, Holder { what, name: Some(&name.value), span: name.span });
            return;
        };
        if holder.what == what && holder.name == Some(&name.value) && self.kind == "rejection" {
            return;
        }
        let other = match holder.name {
            Some(name) => format!("{} `{name}`", holder.what),
            None => holder.what.to_owned(),
        };
        let help = match holder.name {
            Some(_) => "rename one of them; `label:` keeps the word that people use",
            None => "call it something else; `label:` keeps the word that people use",
        };
        let kind = self.kind;
        let message =
            format!("{what} `{}` and {other} both become the {kind} `{rust}`", name.value);
        out.push(
            Diagnostic::error(rule::NAME_COLLISION, name.span, message)
                .related(holder.span, "the other one")
                .help(help),
        );
    }
}
