//! What stands around the contexts: the map, the questions, the story, the words.

mod relations;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::{
    Work,
    declare::Declared,
    info::{info_of, text},
    kind::Kind,
    known::Known,
    level::Home,
    lists::distinct,
    names::{Owner, Wanted},
};
use crate::{
    diagnostic::{Diagnostic, rule},
    model::{EventId, Hotspot, Moment, Subject, Term},
    source::{Span, Spanned},
    syntax::{
        Document, Entry, ShortOrLong, Word,
        ast::{BoardDecl, HotspotDecl, TimelineMarkDecl},
    },
    types::{Info, Scalar, scalar_value},
};

/// Fills them in.
pub(super) fn resolve(_: &Declared<'_>, work: &mut Work<'_>) {
    let documents = work.documents;
    let (known, out) = work.known();
    let around = Around { known, home: top(known) };
    let relations = relations::relations(documents, around, out);
    let timeline = around.timeline(documents, out);
    let mut hotspots = Vec::new();
    let mut glossary = Vec::new();
    for board in boards(documents) {
        for item in board.hotspots.items() {
            hotspots.extend(around.hotspot(item, out));
        }
        glossary.extend(board.glossary.entries().iter().filter_map(|entry| around.term(entry)));
    }
    let model = &mut work.model;
    (model.relations, model.timeline, model.hotspots, model.glossary) =
        (relations, timeline, hotspots, glossary);
}

fn boards(documents: &[Document]) -> impl Iterator<Item = &BoardDecl> {
    documents.iter().map(|document| &document.board)
}

fn top(known: Known<'_>) -> Home {
    let model = known.model;
    Home { owner: Owner::Model, context: None, level: model.level, draft: model.info.draft }
}

/// The model around the contexts.
#[derive(Clone, Copy)]
struct Around<'m> {
    known: Known<'m>,
    home: Home,
}

impl Around<'_> {
    fn hotspot(
        self,
        item: &Spanned<ShortOrLong<String, HotspotDecl>>,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Hotspot> {
        match &item.value {
            ShortOrLong::Short(question) => Some(Hotspot {
                info: Info::default(),
                about: Vec::new(),
                rules: Vec::new(),
                text: Spanned::new(question.clone(), item.span),
                since: None,
            }),
            ShortOrLong::Long(decl) => {
                let about = self.subjects(decl.about.items(), out);
                let rules = distinct(decl.rules.items().to_vec(), Clone::clone, self.home, out);
                let since = decl.since.word();
                if let Some(date) = &since {
                    self.check_date(date, out);
                }
                let (info, text) = (info_of(&decl.common, self.home.draft), decl.text.word()?);
                Some(Hotspot { info, about, rules, text, since })
            }
        }
    }

    fn subjects(self, words: &[Word], out: &mut Vec<Diagnostic>) -> Vec<Spanned<Subject>> {
        const ANYTHING: Wanted =
            Wanted::place(Kind::ALL, "a hotspot is about an element of the model");
        let mut found = Vec::new();
        let mut names = BTreeMap::new();
        for word in words {
            if let Some(subject) = self.known.find(word, ANYTHING, self.home, out) {
                names.insert(subject, word.value.clone());
                found.push(Spanned::new(subject, word.span));
            }
        }
        distinct(found, |subject| names.get(subject).cloned().unwrap_or_default(), self.home, out)
    }

    fn check_date(self, date: &Word, out: &mut Vec<Diagnostic>) {
        if scalar_value(Scalar::Date, &date.value).is_none() {
            let message = format!("`{}` is no date", date.value);
            let finding = Diagnostic::error(rule::WRONG_KIND, date.span, message)
                .help("write year, month and day: `2026-11-21`");
            self.home.report(finding, out);
        }
    }

    /// The story in order, each event once.
    fn timeline(self, documents: &[Document], out: &mut Vec<Diagnostic>) -> Vec<Moment> {
        let mut moments = Vec::new();
        let mut seen: BTreeMap<EventId, Span> = BTreeMap::new();
        for item in boards(documents).flat_map(|board| board.timeline.items()) {
            let Some((word, pivotal, label)) = mark_of(item) else { continue };
            let Some(event) = self.known.event(&word, "the timeline lists events", self.home, out)
            else {
                continue;
            };
            if let Some(first) = seen.get(&event.value) {
                let finding = Diagnostic::error(
                    rule::DUPLICATE_LIST_ENTRY,
                    event.span,
                    format!("`{}` is listed twice", word.value),
                )
                .related(*first, "listed here already")
                .help("keep the place where it happens first");
                self.home.report(finding, out);
                continue;
            }
            seen.insert(event.value, event.span);
            moments.push(Moment { event, pivotal, label });
        }
        moments
    }

    /// A word of the domain. What it means may be the name of an element; any other text is fine as well.
    fn term(self, entry: &Entry<String>) -> Option<Term> {
        let meaning = Spanned::new(entry.value.clone()?, entry.span);
        let subject = self.known.names.peek(&meaning);
        Some(Term { word: entry.name.clone(), meaning, subject })
    }
}

fn mark_of(
    item: &Spanned<ShortOrLong<String, TimelineMarkDecl>>,
) -> Option<(Word, bool, Option<String>)> {
    match &item.value {
        ShortOrLong::Short(name) => Some((Spanned::new(name.clone(), item.span), false, None)),
        ShortOrLong::Long(mark) => Some((mark.pivotal.word()?, true, text(&mark.label))),
    }
}
