//! The ways to ask a read model.

use super::Columns;
use crate::{
    diagnostic::{Diagnostic, rule},
    model::{
        Query, Returns,
        resolve::{info::info_of, lists::distinct},
    },
    source::Spanned,
    syntax::{
        Entry, Word,
        ast::{QueryDecl, Returns as ReturnsDecl},
    },
    types::{Meaning, Scalar, Type},
};

impl Columns<'_, '_> {
    /// The queries in order.
    pub(super) fn queries(&self, key: Option<&Word>, out: &mut Vec<Diagnostic>) -> Vec<Query> {
        let entries = self.declaration.decl.queries.entries().iter();
        entries.filter_map(|entry| self.query(entry, key, out)).collect()
    }

    fn query(
        &self,
        entry: &Entry<QueryDecl>,
        key: Option<&Word>,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Query> {
        let decl = entry.value.as_ref()?;
        let info = info_of(&decl.common, self.declaration.home.draft);
        let words = decl.by.items().iter().filter(|word| self.can_ask_by(word, out)).cloned();
        let by = distinct(words.collect(), Clone::clone, self.declaration.home, out);
        let returns = match decl.returns.get() {
            Some(ReturnsDecl::One) => Returns::One,
            Some(ReturnsDecl::Many) => Returns::Many,
            None => usual(&by, key),
        };
        Some(Query { name: entry.name.clone(), info, by, returns })
    }

    fn can_ask_by(&self, word: &Word, out: &mut Vec<Diagnostic>) -> bool {
        let Some(field) = self.field(word, out) else { return false };
        let fits = self.is_plain(field.ty.present());
        if !fits {
            let place = self.known.place(self.declaration.home);
            let written = self.known.model.types.written(&field.ty, &place);
            let message = format!("nobody can ask by `{}`, which is {written}", word.value);
            let finding = Diagnostic::error(rule::MAPPING_TYPE_MISMATCH, word.span, message)
                .related(field.ty_span, "its type")
                .help("ask by a field that holds one plain value");
            self.declaration.home.report(finding, out);
        }
        fits
    }

    fn is_plain(&self, ty: &Type) -> bool {
        match ty {
            Type::Scalar(scalar) => *scalar != Scalar::Bytes,
            Type::Named(id) => match &self.known.model.types[*id].meaning {
                Meaning::Identity { .. } | Meaning::Enumeration(_) => true,
                Meaning::Newtype(inner) => self.is_plain(inner),
                Meaning::Record(_) => false,
            },
            Type::Optional(_) | Type::List(_) | Type::Set(_) | Type::Map(_) => false,
        }
    }
}

/// The key finds one row, everything else any number.
fn usual(by: &[Spanned<String>], key: Option<&Word>) -> Returns {
    match (by, key) {
        ([only], Some(key)) if only.value == key.value => Returns::One,
        _ => Returns::Many,
    }
}
