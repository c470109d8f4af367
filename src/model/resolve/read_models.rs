//! What each event does to the rows of each read model, and how the rows are asked for.

mod queries;
mod rows;
#[cfg(test)]
mod tests;

use super::{
    Work,
    declare::{Declaration, Declared},
    fields::fields_of,
    known::Known,
    sagas::tells_apart,
};
use crate::{
    diagnostic::{Diagnostic, rule},
    model::{Mapping, ReadModelId, Subject},
    source::Spanned,
    syntax::{Word, ast::ReadModelDecl},
    types::Field,
};

type ReadModelDeclaration<'d> = Declaration<'d, ReadModelId, ReadModelDecl>;

/// Fills them in.
pub(super) fn resolve(declared: &Declared<'_>, work: &mut Work<'_>) {
    for declaration in &declared.read_models {
        let (known, out) = work.known();
        let read = fields_of(&declaration.decl.fields, known, declaration.home, out);
        let columns = Columns { declaration, known, fields: &read.fields, whole: read.whole };
        let key = columns.key(out);
        let queries = columns.queries(key.as_ref(), out);
        if !read.whole {
            work.poisoned.insert(Subject::ReadModel(declaration.id));
        }
        let model = &mut work.model.read_models[declaration.id];
        (model.key, model.fields, model.queries) = (key, read.fields, queries);
    }
    for declaration in &declared.read_models {
        let (known, out) = work.known();
        let mappings = mappings_of(declaration, known, out);
        work.model.read_models[declaration.id].mappings = mappings;
    }
}

/// The columns of a read model while its key and its queries are read.
struct Columns<'a, 'd> {
    declaration: &'a ReadModelDeclaration<'d>,
    known: Known<'a>,
    fields: &'a [Field],
    /// Whether every one of them could be read.
    whole: bool,
}

impl Columns<'_, '_> {
    fn key(&self, out: &mut Vec<Diagnostic>) -> Option<Spanned<String>> {
        let decl = self.declaration.decl;
        let Some(word) = decl.key.word() else {
            if !decl.key.is_written() {
                self.declaration.home.report_missing(self.no_key(), out);
            }
            return None;
        };
        let field = self.field(&word, out)?;
        if tells_apart(&field.ty, self.known) {
            return Some(word);
        }
        let place = self.known.place(self.declaration.home);
        let written = self.known.model.types.written(&field.ty, &place);
        let message = format!("`{}: {written}` cannot tell rows apart", word.value);
        let finding = Diagnostic::error(rule::MAPPING_TYPE_MISMATCH, word.span, message)
            .related(field.ty_span, "its type")
            .help("use an identity, a Uuid, a Text, an Int, a Date or an enumeration");
        self.declaration.home.report(finding, out);
        None
    }

    fn no_key(&self) -> Diagnostic {
        let name = &self.known.model.read_models[self.declaration.id].name;
        let message = format!("rows of `{}` cannot be told apart", name.value);
        let mut candidates = self.fields.iter().filter(|field| tells_apart(&field.ty, self.known));
        let key = candidates.next().map_or("…", |field| field.name.value.as_str());
        Diagnostic::error(rule::READ_MODEL_WITHOUT_KEY, name.span, message)
            .help(format!("name the field that does: `key: {key}`"))
    }

    /// The field that a word names; one that is missing among unread ones is not reported again.
    fn field(&self, word: &Word, out: &mut Vec<Diagnostic>) -> Option<&Field> {
        let found = self.fields.iter().find(|field| field.name.value == word.value);
        if found.is_none() && self.whole {
            let name = &self.known.model.read_models[self.declaration.id].name.value;
            self.declaration.home.report(no_field(name, word, self.fields, self.known), out);
        }
        found
    }
}

fn no_field(read_model: &str, word: &Word, fields: &[Field], known: Known<'_>) -> Diagnostic {
    let message = format!("`{read_model}` has no field `{}`", word.value);
    let names: Vec<&str> = fields.iter().map(|field| field.name.value.as_str()).collect();
    let help = known
        .nearest_of(&word.value, &names)
        .unwrap_or_else(|| format!("declare `{}` under its `fields:`", word.value));
    Diagnostic::error(rule::UNRESOLVED_REFERENCE, word.span, message).help(help)
}

fn mappings_of(
    declaration: &ReadModelDeclaration<'_>,
    known: Known<'_>,
    out: &mut Vec<Diagnostic>,
) -> Vec<Mapping> {
    let home = declaration.home;
    let mut mappings: Vec<Mapping> = Vec::new();
    for entry in declaration.decl.from.entries() {
        let Some(event) = known.event(&entry.name, "a read model is built from events", home, out)
        else {
            continue;
        };
        if let Some(first) = mappings.iter().find(|other| other.event == event.value) {
            // The very same key twice is reported by the reader of YAML; here it is spelled in two ways.
            let message = format!("`{}` stands here twice", entry.name.value);
            let finding = Diagnostic::error(rule::DUPLICATE_KEY, event.span, message)
                .related(first.span, "the same event")
                .help("put both into one: a list of rows changes several");
            home.report(finding, out);
            continue;
        }
        let Some(projection) = &entry.value else { continue };
        let changes = rows::changes(projection, event, declaration, known, out);
        mappings.push(Mapping { event: event.value, span: event.span, changes });
    }
    mappings
}
