//! The events that one stored event is read as.

use super::{
    super::{known::Known, level::Home},
    raw::value_of,
    steps::source_of,
};
use crate::{
    diagnostic::{Diagnostic, rule},
    model::{Added, Split, SplitField, SplitSource},
    source::Spanned,
    syntax::{
        Entry, ShortOrLong, Table,
        ast::{EventDecl, LongSplitSourceDecl, SplitOriginDecl, SplitSourceDecl},
    },
};

/// The targets of a split; one that does not exist is left out after its finding.
pub(super) fn splits_of(
    decl: &EventDecl,
    known: Known<'_>,
    home: Home,
    out: &mut Vec<Diagnostic>,
) -> Vec<Split> {
    let mut splits = Vec::new();
    for item in decl.split_into.items() {
        splits.extend(split_of(&item.value, known, home, out));
    }
    splits
}

fn split_of(
    entry: &Entry<Table<SplitSourceDecl>>,
    known: Known<'_>,
    home: Home,
    out: &mut Vec<Diagnostic>,
) -> Option<Split> {
    let event = known.event(&entry.name, "a stored event is read as other events", home, out)?;
    let mut fields = Vec::new();
    for field in entry.value.iter().flat_map(|table| &table.entries) {
        let Some(decl) = &field.value else { continue };
        let source = split_source(decl, field, home, out);
        fields.extend(source.map(|source| SplitField { field: field.name.clone(), source }));
    }
    Some(Split { event: event.value, span: event.span, fields })
}

fn split_source(
    decl: &SplitSourceDecl,
    entry: &Entry<SplitSourceDecl>,
    home: Home,
    out: &mut Vec<Diagnostic>,
) -> Option<SplitSource> {
    match decl {
        ShortOrLong::Short(word) => {
            Some(SplitSource::Given(source_of(Spanned::new(word.clone(), entry.span))))
        }
        ShortOrLong::Long(long) => long_source(long, home, out),
    }
}

fn long_source(
    long: &LongSplitSourceDecl,
    home: Home,
    out: &mut Vec<Diagnostic>,
) -> Option<SplitSource> {
    let origin = long.source.get()?;
    if let (SplitOriginDecl::From(_) | SplitOriginDecl::Value(_), Some(key)) = (origin, long.of.key)
    {
        let finding =
            Diagnostic::error(rule::WRONG_KIND, key, "`of:` is given, but no function reads it")
                .related(long.source.span, "this is the whole source")
                .help("remove `of:`, or name a conversion with `using:`");
        home.report(finding, out);
    }
    match origin {
        SplitOriginDecl::From(word) => {
            Some(SplitSource::Given(source_of(Spanned::new(word.clone(), long.source.span))))
        }
        SplitOriginDecl::Value(value) => {
            Some(SplitSource::Given(Added::Constant(value_of(value, home, out))))
        }
        SplitOriginDecl::Using(name) => {
            let using = Spanned::new(name.clone(), long.source.span);
            if !long.of.is_written() {
                let message = format!("`{name}` is not told what to read");
                let finding = Diagnostic::error(rule::MISSING_KEY, using.span, message)
                    .help("name the fields of the stored event: `of: [total_cents, currency]`");
                home.report(finding, out);
            }
            Some(SplitSource::Using { using, of: long.of.items().to_vec() })
        }
    }
}
