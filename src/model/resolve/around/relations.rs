//! The context map: how contexts depend on each other, and which relations exclude each other.

use std::collections::BTreeMap;

use super::{Around, boards};
use crate::{
    diagnostic::{Diagnostic, rule},
    model::{
        ContextId, Pattern, Relation, RelationKind,
        resolve::{info::info_of, lists::distinct},
    },
    source::{Span, Spanned},
    syntax::{
        At, Document, List, OneOrMany, Word,
        ast::{BondDecl, DirectedDecl, MutualDecl, Pattern as PatternDecl, RelationDecl},
    },
};

/// More contexts than these in one relation are not compared with each other.
const MOST_PAIRED: usize = 64;

/// The relations of the map, each once for a pair of contexts.
pub(super) fn relations(
    documents: &[Document],
    around: Around<'_>,
    out: &mut Vec<Diagnostic>,
) -> Vec<Relation> {
    let mut map = Map { around, relations: Vec::new(), bonds: BTreeMap::new(), out };
    for item in boards(documents).flat_map(|board| board.context_map.items()) {
        let relation = match &item.value {
            RelationDecl::Directed(decl) => map.directed(decl, item.span),
            RelationDecl::Mutual(decl) => map.mutual(decl, item.span),
        };
        map.relations.extend(relation);
    }
    map.relations
}

/// What binds two contexts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bond {
    /// The first of the two is upstream.
    Upstream(ContextId),
    Partnership,
    SharedKernel,
    SeparateWays,
}

impl Bond {
    fn name(self) -> &'static str {
        match self {
            Self::Upstream(_) => "upstream and downstream",
            Self::Partnership => "partnership",
            Self::SharedKernel => "shared kernel",
            Self::SeparateWays => "separate ways",
        }
    }

    /// Partners and sharers decide together; contexts that go separate ways are bound by nothing else.
    fn excludes(self, other: Self) -> bool {
        match (self, other) {
            (Self::SeparateWays, _) | (_, Self::SeparateWays) => self != other,
            (Self::Upstream(_), Self::Partnership | Self::SharedKernel)
            | (Self::Partnership | Self::SharedKernel, Self::Upstream(_)) => true,
            (Self::Upstream(_), Self::Upstream(_))
            | (Self::Partnership | Self::SharedKernel, Self::Partnership | Self::SharedKernel) => {
                false
            }
        }
    }
}

struct Map<'a, 'm> {
    around: Around<'m>,
    relations: Vec<Relation>,
    /// What binds each pair so far, with the places where it is said.
    bonds: BTreeMap<(ContextId, ContextId), Vec<(Bond, Span)>>,
    out: &'a mut Vec<Diagnostic>,
}

impl Map<'_, '_> {
    fn directed(&mut self, decl: &DirectedDecl, span: Span) -> Option<Relation> {
        let patterns = self.patterns(&decl.patterns);
        let upstream = self.context(decl.upstream.word());
        let downstream = self.context(decl.downstream.word());
        let (upstream, downstream) = (upstream?, downstream?);
        if upstream.value == downstream.value {
            let message = format!("`{}` cannot be upstream of itself", self.name(upstream.value));
            let finding = Diagnostic::error(rule::RELATION_CONFLICT, downstream.span, message)
                .related(upstream.span, "the same context");
            self.around.home.report(finding, self.out);
            return None;
        }
        self.bind(Bond::Upstream(upstream.value), upstream, downstream)?;
        let kind = RelationKind::UpstreamDownstream { upstream, downstream };
        let info = info_of(&decl.common, self.around.home.draft);
        Some(Relation { kind, patterns, span, info })
    }

    fn mutual(&mut self, decl: &MutualDecl, span: Span) -> Option<Relation> {
        let (list, bond) = match decl.bond.get()? {
            BondDecl::Partnership(list) => (list, Bond::Partnership),
            BondDecl::SharedKernel(list) => (list, Bond::SharedKernel),
            BondDecl::SeparateWays(list) => (list, Bond::SeparateWays),
        };
        let contexts = self.contexts(list, bond, decl.bond.span)?;
        // Nobody means a relation of hundreds; looking at each pair of them would take for ever.
        let paired = &contexts[..contexts.len().min(MOST_PAIRED)];
        for (place, second) in paired.iter().enumerate() {
            for first in &paired[..place] {
                self.bind(bond, *first, *second)?;
            }
        }
        let kind = match bond {
            Bond::Partnership | Bond::Upstream(_) => RelationKind::Partnership(contexts),
            Bond::SharedKernel => RelationKind::SharedKernel(contexts),
            Bond::SeparateWays => RelationKind::SeparateWays(contexts),
        };
        let info = info_of(&decl.common, self.around.home.draft);
        Some(Relation { kind, patterns: Vec::new(), span, info })
    }

    fn contexts(
        &mut self,
        list: &List<String>,
        bond: Bond,
        span: Span,
    ) -> Option<Vec<Spanned<ContextId>>> {
        let found: Vec<_> =
            list.items.iter().filter_map(|word| self.context(Some(word.clone()))).collect();
        let whole = found.len() == list.items.len();
        let known = self.around.known;
        let name = |id: &ContextId| known.model.contexts[*id].name.value.clone();
        let contexts = distinct(found, name, self.around.home, self.out);
        if contexts.len() < 2 {
            if whole {
                let message = format!("a relation of kind {} needs two contexts", bond.name());
                let finding = Diagnostic::error(rule::RELATION_CONFLICT, span, message)
                    .help("name the other context too");
                self.around.home.report(finding, self.out);
            }
            return None;
        }
        Some(contexts)
    }

    /// Remembers what binds two contexts; nothing when it says the same again, or excludes what was said.
    fn bind(
        &mut self,
        bond: Bond,
        first: Spanned<ContextId>,
        second: Spanned<ContextId>,
    ) -> Option<()> {
        let pair = (first.value.min(second.value), first.value.max(second.value));
        let (one, two) = (self.name(first.value), self.name(second.value));
        let others = self.bonds.entry(pair).or_default();
        let finding = if let Some((_, span)) = others.iter().find(|(other, _)| *other == bond) {
            let message = format!("this relation of `{one}` and `{two}` is listed twice");
            Diagnostic::error(rule::DUPLICATE_LIST_ENTRY, second.span, message)
                .related(*span, "listed here already")
                .help("put both into one")
        } else if let Some((other, span)) = others.iter().find(|(other, _)| bond.excludes(*other)) {
            let message = format!(
                "`{one}` and `{two}`: {} and {} exclude each other",
                other.name(),
                bond.name()
            );
            Diagnostic::error(rule::RELATION_CONFLICT, second.span, message)
                .related(*span, other.name())
                .help("keep the one that is true")
        } else {
            others.push((bond, second.span));
            return Some(());
        };
        self.around.home.report(finding, self.out);
        None
    }

    fn patterns(&mut self, at: &At<OneOrMany<PatternDecl>>) -> Vec<Spanned<Pattern>> {
        let items = at.items().iter().map(|item| Spanned::new(pattern_of(item.value), item.span));
        let name = |pattern: &Pattern| pattern_name(*pattern).to_owned();
        let patterns = distinct(items.collect(), name, self.around.home, self.out);
        for (place, second) in patterns.iter().enumerate() {
            let first =
                patterns[..place].iter().find(|first| contradict(first.value, second.value));
            if let Some(first) = first {
                let (one, two) = (pattern_name(first.value), pattern_name(second.value));
                let message = format!("`{one}` and `{two}` exclude each other");
                let finding = Diagnostic::error(rule::RELATION_CONFLICT, second.span, message)
                    .related(first.span, format!("`{one}` is here"))
                    .help("keep the one that is true");
                self.around.home.report(finding, self.out);
            }
        }
        patterns
    }

    fn context(&mut self, word: Option<Word>) -> Option<Spanned<ContextId>> {
        self.around.known.context(
            &word?,
            "the context map joins contexts",
            self.around.home,
            self.out,
        )
    }

    fn name(&self, id: ContextId) -> String {
        self.around.known.model.contexts[id].name.value.clone()
    }
}

/// A customer has a say in what is supplied, which neither a conformist has nor the many users of an open host. Who
/// adopts a model does not translate it.
fn contradict(one: Pattern, two: Pattern) -> bool {
    use Pattern::{AnticorruptionLayer, Conformist, CustomerSupplier, OpenHost};
    let pair = (one.min(two), one.max(two));
    matches!(pair, (OpenHost | Conformist, CustomerSupplier) | (AnticorruptionLayer, Conformist))
}

fn pattern_of(decl: PatternDecl) -> Pattern {
    match decl {
        PatternDecl::OpenHost => Pattern::OpenHost,
        PatternDecl::PublishedLanguage => Pattern::PublishedLanguage,
        PatternDecl::AnticorruptionLayer => Pattern::AnticorruptionLayer,
        PatternDecl::Conformist => Pattern::Conformist,
        PatternDecl::CustomerSupplier => Pattern::CustomerSupplier,
    }
}

fn pattern_name(pattern: Pattern) -> &'static str {
    match pattern {
        Pattern::OpenHost => "open-host",
        Pattern::PublishedLanguage => "published-language",
        Pattern::AnticorruptionLayer => "anticorruption-layer",
        Pattern::Conformist => "conformist",
        Pattern::CustomerSupplier => "customer-supplier",
    }
}
