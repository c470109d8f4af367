//! Where the values that an expression names stand in the generated function.

use std::collections::BTreeMap;

use super::fragment::{Form, Fragment};
use crate::{expr::Root, generate::rust::names};

/// How the function holds a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// It owns it; the last use may take it.
    Owned,
    /// It reads it through a reference to something larger: `state.balance` with `state: &State`.
    Borrowed,
    /// The name itself is a reference: `id: &AccountId`.
    Reference,
    /// It is a `&str`, or an `Option<&str>` for an optional text.
    Text,
    /// The text computes it anew.
    Computed,
}

/// The Rust places of every root that an expression may read.
#[derive(Debug, Clone, Default)]
pub struct Places {
    roots: BTreeMap<Root, (String, Held)>,
    fields: BTreeMap<(Root, String), (String, Held)>,
}

impl Places {
    /// Says where a root stands: its fields are `text.field`, itself is `text`.
    #[must_use]
    pub fn root(mut self, root: Root, text: impl Into<String>, held: Held) -> Self {
        self.roots.insert(root, (text.into(), held));
        self
    }

    /// Says where one field of a root stands, when it is not `root.field`: `cx.now` for
    /// `meta.recorded_at`.
    #[must_use]
    pub fn field(mut self, root: Root, field: &str, text: impl Into<String>, held: Held) -> Self {
        self.fields.insert((root, field.to_owned()), (text.into(), held));
        self
    }

    /// Names that are taken, so that generated names do not hide them.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let texts = self.roots.values().chain(self.fields.values());
        texts.filter_map(|(text, _)| text.split('.').next())
    }

    pub(super) fn of(&self, root: Root, field: Option<&str>) -> (Fragment, Held) {
        let own = field.and_then(|field| self.fields.get(&(root, field.to_owned())));
        if let Some((text, held)) = own {
            return (fragment(text.clone(), *held), *held);
        }
        let (base, held) = self
            .roots
            .get(&root)
            .cloned()
            .unwrap_or_else(|| (root.word().unwrap_or("id").to_owned(), Held::Borrowed));
        match field {
            None => (fragment(base, held), held),
            Some(field) => {
                let held = if held == Held::Reference { Held::Borrowed } else { held };
                (fragment(format!("{base}.{}", names::snake(field)), held), held)
            }
        }
    }
}

fn fragment(text: String, held: Held) -> Fragment {
    let form = match held {
        Held::Owned => Form::Movable,
        Held::Borrowed => Form::Place,
        Held::Reference => Form::Ref,
        Held::Text => Form::Str,
        Held::Computed => Form::Value,
    };
    Fragment::tight(text, form)
}
