//! The table of names: which word means which element, seen from where it is written.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
};

use super::{kind::Kind, level::Home};
use crate::{
    diagnostic::{Diagnostic, Patience, nearest, rule},
    model::{AggregateId, ContextId, EventId, Subject, SystemId},
    source::{Span, Spanned},
    syntax::Word,
};

/// Whose name has to stand before the dot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Owner {
    /// Nobody's: the element stands at the top of the model.
    Model,
    /// A context's.
    Context(ContextId),
    /// An external system's.
    System(SystemId),
}

/// What a place in the model wants a word to name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    /// The kinds that fit, the likeliest first.
    pub(super) kinds: &'static [Kind],
    /// The rule of the board that asks for them: "a policy issues commands".
    pub(super) grammar: &'static str,
    /// The rule that another kind breaks.
    pub(super) otherwise: &'static str,
}

impl Wanted {
    /// A step of the flow of which the grammar of event storming says what may follow.
    pub(super) const fn flow(kinds: &'static [Kind], grammar: &'static str) -> Self {
        Self { kinds, grammar, otherwise: rule::ILLEGAL_SUCCESSION }
    }

    /// A place beside the flow.
    pub(super) const fn place(kinds: &'static [Kind], grammar: &'static str) -> Self {
        Self { kinds, grammar, otherwise: rule::UNRESOLVED_REFERENCE }
    }
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    kind: Kind,
    owner: Owner,
    /// The element; nothing when its declaration is bad and reported already.
    subject: Option<Subject>,
    span: Span,
    /// The mapping in which it is declared, if it is none of a list: the same name twice in one mapping is reported by
    /// syntax.
    table: Option<Span>,
}

/// Every declared name.
#[derive(Debug, Default)]
pub(super) struct Names {
    by_name: BTreeMap<String, Vec<Entry>>,
    qualifiers: BTreeMap<Owner, String>,
    /// Events by the aggregate that declares them: an aggregate means its own first.
    by_aggregate: BTreeMap<(AggregateId, String), EventId>,
    /// Whether names may stand in a part that could not be read, so that a name without element proves nothing.
    blind: bool,
    patience: Patience,
    /// Which words of the text mean which elements, as they are looked up.
    references: RefCell<Vec<Spanned<Subject>>>,
    /// Whether a word that was looked up means no element.
    dangling: Cell<bool>,
}

impl Names {
    /// Makes a name known. The first of two equal ones wins; the second is reported.
    pub(super) fn declare(
        &mut self,
        name: &Word,
        (kind, subject): (Kind, Option<Subject>),
        (owner, table): (Owner, Option<Span>),
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) {
        let entries = self.by_name.entry(name.value.clone()).or_default();
        let equal = |entry: &&Entry| entry.kind == kind && entry.owner == owner;
        if let Some(first) = entries.iter().find(equal) {
            if table.is_none() || first.table != table {
                let message = format!("{} `{}` is declared twice", kind.name(), name.value);
                let finding = Diagnostic::error(rule::DUPLICATE_NAME, name.span, message)
                    .label("declared again here")
                    .related(first.span, "first declared here")
                    .help("rename one of the two, or remove it");
                home.report(finding, out);
            }
            return;
        }
        entries.push(Entry { kind, owner, subject, span: name.span, table });
    }

    /// Takes note that names may stand in a part that could not be read.
    pub(super) fn lose_sight(&mut self) {
        self.blind = true;
    }

    /// Makes the name known that stands before the dot for what belongs to an owner.
    pub(super) fn name_owner(&mut self, owner: Owner, name: &str) {
        self.qualifiers.entry(owner).or_insert_with(|| name.to_owned());
    }

    /// Makes known that an aggregate declares an event of its own.
    pub(super) fn declare_inside(&mut self, aggregate: AggregateId, name: &str, event: EventId) {
        self.by_aggregate.entry((aggregate, name.to_owned())).or_insert(event);
    }

    /// The event of that bare name that an aggregate declares itself.
    pub(super) fn inside(&self, aggregate: AggregateId, name: &Word) -> Option<EventId> {
        let event = *self.by_aggregate.get(&(aggregate, name.value.clone()))?;
        self.take_note(Subject::Event(event), name.span);
        Some(event)
    }

    /// The name that stands before the dot.
    pub(super) fn owner_name(&self, owner: Owner) -> Option<&str> {
        self.qualifiers.get(&owner).map(String::as_str)
    }

    /// Whether there is patience left to compare a word with that many names.
    pub(super) fn has_patience_for(&self, names: usize) -> bool {
        self.patience.lasts_for(names)
    }

    /// Every word that means an element, each with the place of that element's own name: behind the dot, where the word
    /// is a path.
    pub(super) fn into_references(self) -> Vec<Spanned<Subject>> {
        let mut references = self.references.into_inner();
        references.sort_unstable_by_key(|it| (it.value, it.span));
        references.dedup();
        references
    }

    /// Whether any word so far should have meant an element and means none.
    pub(super) fn dangle_somewhere(&self) -> bool {
        self.dangling.get()
    }

    fn take_note(&self, subject: Subject, span: Span) {
        self.references.borrow_mut().push(Spanned::new(subject, span));
    }

    /// The one element of that name or path, of the likeliest kind, without a word when there is none.
    pub(super) fn peek(&self, word: &Word) -> Option<Subject> {
        let (owner, name) = match word.value.split_once('.') {
            Some((owner, name)) => {
                let (_, place) = halves(word.as_ref().map(String::as_str), owner, name);
                (Some(self.owner(owner)?), place)
            }
            None => (None, word.as_ref().map(String::as_str)),
        };
        let subject = self.only(owner, name.value)?;
        self.take_note(subject, name.span);
        Some(subject)
    }

    /// The one element of that name, of the likeliest kind.
    fn only(&self, owner: Option<Owner>, name: &str) -> Option<Subject> {
        let entries = self.by_name.get(name)?.iter();
        let entries: Vec<&Entry> =
            entries.filter(|entry| owner.is_none_or(|owner| entry.owner == owner)).collect();
        let kind =
            Kind::ALL.iter().find(|kind| entries.iter().any(|entry| entry.kind == **kind))?;
        let mut fitting = entries.iter().filter(|entry| entry.kind == *kind);
        match (fitting.next(), fitting.next()) {
            (Some(only), None) => only.subject,
            (Some(_), Some(_)) | (None, _) => None,
        }
    }

    /// The element of one kind and owner, when its name is declared.
    pub(super) fn own(&self, name: &str, kind: Kind, owner: Owner) -> Option<Subject> {
        let mut entries = self.by_name.get(name)?.iter();
        entries.find(|entry| entry.kind == kind && entry.owner == owner)?.subject
    }

    /// The element that a word means at `home`: of the own context, else `Owner.Name`, else the only one elsewhere.
    /// Nothing after a finding went out, or when the declaration itself is bad.
    pub(super) fn find(
        &self,
        word: Spanned<&str>,
        wanted: Wanted,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Subject> {
        let found = self.look_up(word, wanted, home, out);
        match found {
            Some(Spanned { value: subject, span }) => self.take_note(subject, span),
            None => self.dangling.set(true),
        }
        found.map(|found| found.value)
    }

    /// The element, and the place of its own name: behind the dot, where the word is a path.
    fn look_up(
        &self,
        word: Spanned<&str>,
        wanted: Wanted,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Spanned<Subject>> {
        if let Some(entries) = self.by_name.get(word.value) {
            let subject = self.choose(word, entries, wanted, home, out)?;
            return Some(Spanned::new(subject, word.span));
        }
        match word.value.split_once('.') {
            Some((owner, name)) if !owner.is_empty() && !name.is_empty() => {
                let (owner, name) = halves(word, owner, name);
                let subject = self.find_in((owner, name), wanted, home, out)?;
                Some(Spanned::new(subject, name.span))
            }
            Some(_) | None => {
                self.dangle(word, None, wanted, home, out);
                None
            }
        }
    }

    fn dangle(
        &self,
        word: Spanned<&str>,
        owner: Option<Owner>,
        wanted: Wanted,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Subject> {
        if !self.blind {
            home.report(self.unresolved(word, (owner, home), wanted), out);
        }
        None
    }

    fn choose(
        &self,
        word: Spanned<&str>,
        entries: &[Entry],
        wanted: Wanted,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Subject> {
        let fits = |entry: &&Entry| wanted.kinds.contains(&entry.kind);
        let near = entries.iter().filter(fits).find(|entry| entry.owner == home.owner);
        if let Some(entry) = near {
            return entry.subject;
        }
        let elsewhere: Vec<&Entry> = entries.iter().filter(fits).collect();
        match elsewhere.as_slice() {
            [] => {
                home.report(self.wrong_kind(word, entries, (wanted, home)), out);
                None
            }
            [only] => only.subject,
            [first, others @ ..] if others.iter().all(|other| other.owner == first.owner) => {
                first.subject
            }
            several => {
                home.report(self.ambiguous(word, several), out);
                None
            }
        }
    }

    fn find_in(
        &self,
        (owner_word, word): (Spanned<&str>, Spanned<&str>),
        wanted: Wanted,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Subject> {
        let Some(owner) = self.owner(owner_word.value) else {
            const OWNERS: Wanted = Wanted::place(&[Kind::Context, Kind::System], "");
            return self.dangle(owner_word, None, OWNERS, home, out);
        };
        let all = self.by_name.get(word.value).map_or(&[][..], Vec::as_slice);
        let own: Vec<Entry> = all.iter().filter(|entry| entry.owner == owner).copied().collect();
        if let Some(entry) = own.iter().find(|entry| wanted.kinds.contains(&entry.kind)) {
            return entry.subject;
        }
        if own.is_empty() {
            return self.dangle(word, Some(owner), wanted, home, out);
        }
        home.report(self.wrong_kind(word, &own, (wanted, home)), out);
        None
    }

    /// Who is meant by a name before a dot.
    pub(super) fn owner(&self, name: &str) -> Option<Owner> {
        let entries = self.by_name.get(name)?;
        entries.iter().find_map(|entry| match entry.subject {
            Some(Subject::Context(id)) => Some(Owner::Context(id)),
            Some(Subject::System(id)) => Some(Owner::System(id)),
            Some(_) | None => None,
        })
    }

    /// The name as it can be written anywhere.
    fn path(&self, name: &str, owner: Owner) -> String {
        match self.qualifiers.get(&owner) {
            Some(owner) => format!("{owner}.{name}"),
            None => name.to_owned(),
        }
    }

    fn unresolved(
        &self,
        word: Spanned<&str>,
        (owner, home): (Option<Owner>, Home),
        wanted: Wanted,
    ) -> Diagnostic {
        let name = word.value;
        let place = owner.map_or_else(String::new, |owner| {
            format!(" in `{}`", self.path("", owner).trim_end_matches('.'))
        });
        let message = match wanted.kinds {
            [kind] => format!("no {} `{name}`{place}", kind.name()),
            [Kind::Context, Kind::System] => format!("no context `{name}`"),
            _ => format!("nothing is called `{name}`{place}"),
        };
        let elsewhere = owner.and_then(|_| self.elsewhere(name, wanted));
        let help =
            elsewhere.map(|path| format!("it stands elsewhere: write `{path}`")).or_else(|| {
                self.near(name, owner, home, wanted).map(|near| format!("did you mean `{near}`?"))
            });
        let is_actor = matches!(wanted.kinds, [Kind::Actor]);
        let help = help.or_else(|| is_actor.then(|| format!("declare `{name}` under `actors:`")));
        Diagnostic::error(rule::UNRESOLVED_REFERENCE, word.span, message).help_if(help)
    }

    fn wrong_kind(
        &self,
        word: Spanned<&str>,
        found: &[Entry],
        (wanted, home): (Wanted, Home),
    ) -> Diagnostic {
        let name = word.value;
        let kind = found.first().map_or("something else", |entry| entry.kind.with_article());
        let message = format!("`{name}` is {kind}; {}", wanted.grammar);
        let near = self.near(name, None, home, wanted);
        let finding = Diagnostic::error(wanted.otherwise, word.span, message)
            .help_if(near.map(|near| format!("did you mean `{near}`?")));
        match found.first() {
            Some(entry) => finding.related(entry.span, format!("{kind}, declared here")),
            None => finding,
        }
    }

    fn ambiguous(&self, word: Spanned<&str>, several: &[&Entry]) -> Diagnostic {
        let paths: Vec<String> = several
            .iter()
            .map(|entry| format!("`{}`", self.path(word.value, entry.owner)))
            .collect();
        let message = format!("`{}` could be {}", word.value, paths.join(" or "));
        let help = paths.first().map(|path| format!("write {path}, if that is meant"));
        let finding =
            Diagnostic::error(rule::AMBIGUOUS_REFERENCE, word.span, message).help_if(help);
        several.iter().zip(&paths).fold(finding, |finding, (entry, path)| {
            finding.related(entry.span, format!("{path} is declared here"))
        })
    }

    /// Where an element of that name stands, when it is not where it was looked for.
    fn elsewhere(&self, name: &str, wanted: Wanted) -> Option<String> {
        let mut entries = self.by_name.get(name)?.iter();
        let entry = entries.find(|entry| wanted.kinds.contains(&entry.kind))?;
        Some(self.path(name, entry.owner))
    }

    /// The nearest name of a kind that fits.
    fn near(&self, name: &str, owner: Option<Owner>, home: Home, wanted: Wanted) -> Option<String> {
        if !self.patience.lasts_for(self.by_name.len()) {
            return None;
        }
        let fits = |entry: &&Entry| {
            wanted.kinds.contains(&entry.kind) && owner.is_none_or(|owner| owner == entry.owner)
        };
        let names =
            self.by_name.iter().filter(|(_, entries)| entries.iter().any(|entry| fits(&entry)));
        let near = nearest(name, names.map(|(name, _)| name.as_str()))?;
        let entry = self.by_name.get(near)?.iter().find(fits)?;
        let is_own = owner.is_some() || entry.owner == home.owner;
        Some(if is_own { near.to_owned() } else { self.path(near, entry.owner) })
    }
}

/// The words before and behind the dot, each with its own place where the word is written plainly.
fn halves<'w>(
    word: Spanned<&'w str>,
    owner: &'w str,
    name: &'w str,
) -> (Spanned<&'w str>, Spanned<&'w str>) {
    let Span { file, start, end } = word.span;
    if word.span.range().len() != word.value.len() {
        return (Spanned::new(owner, word.span), Spanned::new(name, word.span));
    }
    let dot = start + u32::try_from(owner.len()).unwrap_or(0);
    let before = Spanned::new(owner, Span::new(file, start, dot));
    (before, Spanned::new(name, Span::new(file, dot + 1, end)))
}
