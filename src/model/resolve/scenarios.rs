//! Examples of behaviour: what happened, what happens, and whether the model can answer as expected.

mod expectations;
mod outcomes;
mod samples;
#[cfg(test)]
mod tests;
mod triggers;

use std::collections::BTreeMap;

use super::{Work, declare::Declared, info::info_of, known::Known, level::Home, names::Owner};
use crate::{
    diagnostic::{Diagnostic, rule},
    model::{ContextId, EventId, Model, Reactor, SagaId, Scenario},
    source::Span,
    syntax::ast::ScenarioDecl,
};

/// Fills them in. One that the model cannot play is left out after its finding.
pub(super) fn resolve(_: &Declared<'_>, work: &mut Work<'_>) {
    let documents = work.documents;
    let boards = documents.iter().map(|document| &document.board);
    let decls: Vec<&ScenarioDecl> =
        boards.flat_map(|board| board.scenarios.items()).map(|item| &item.value).collect();
    let mut scenarios = Vec::new();
    let mut names: BTreeMap<&str, Span> = BTreeMap::new();
    let (known, out) = work.known();
    let stage = Stage::of(known.model);
    for decl in decls {
        let reader = Reader { known, stage: &stage, decl };
        if let (Some(name), Some(span)) =
            (decl.name.as_str(), decl.name.get().map(|_| decl.name.span))
        {
            match names.get(name) {
                Some(first) => reader.home().report(twice(name, span, *first), out),
                None => drop(names.insert(name, span)),
            }
        }
        scenarios.extend(reader.scenario(out));
    }
    work.model.scenarios = scenarios;
}

fn twice(name: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::error(rule::DUPLICATE_NAME, span, format!("two scenarios are called `{name}`"))
        .related(first, "the first one")
        .help("say what is different about this one")
}

/// Who plays: looked up once for all scenarios.
struct Stage<'m> {
    /// Who reacts to each event.
    reactors: BTreeMap<EventId, Vec<(ContextId, Reactor)>>,
    /// The timeouts by name, bare and behind the name of their saga.
    timeouts: BTreeMap<String, Vec<(SagaId, usize)>>,
    model: &'m Model,
}

impl<'m> Stage<'m> {
    fn of(model: &'m Model) -> Self {
        let mut stage = Self { reactors: BTreeMap::new(), timeouts: BTreeMap::new(), model };
        for (id, policy) in model.policies.iter() {
            for event in &policy.whenever {
                stage.add(event.value, policy.context, Reactor::Policy(id));
            }
        }
        for (id, saga) in model.sagas.iter() {
            for reaction in &saga.reactions {
                stage.add(reaction.event, saga.context, Reactor::Saga(id));
            }
            for (place, timeout) in saga.timeouts.iter().enumerate() {
                let name = &timeout.name.value;
                let path = format!("{}.{name}", saga.name.value);
                for word in [name.clone(), path] {
                    stage.timeouts.entry(word).or_default().push((id, place));
                }
            }
        }
        stage
    }

    fn add(&mut self, event: EventId, context: ContextId, reactor: Reactor) {
        self.reactors.entry(event).or_default().push((context, reactor));
    }
}

/// A scenario while it is read.
#[derive(Clone, Copy)]
struct Reader<'a> {
    known: Known<'a>,
    stage: &'a Stage<'a>,
    decl: &'a ScenarioDecl,
}

impl Reader<'_> {
    fn scenario(self, out: &mut Vec<Diagnostic>) -> Option<Scenario> {
        let home = self.home();
        let context = match self.decl.context.word() {
            Some(word) => {
                Some(self.known.context(&word, "a scenario plays in a context", home, out)?.value)
            }
            None => None,
        };
        let level = context.map_or(home.level, |id| self.known.model.contexts[id].level);
        let owner = context.map_or(Owner::Model, Owner::Context);
        let home = Home { owner, context, level, ..home };
        let form = self.form(home, out)?;
        let (given, when, then) = self.play(form, home, out)?;
        let info = info_of(&self.decl.common, home.draft);
        Some(Scenario { name: self.decl.name.word()?, info, context, given, when, then })
    }

    fn home(self) -> Home {
        let model = self.known.model;
        let draft = model.info.draft || self.decl.common.draft.is_true();
        Home { owner: Owner::Model, context: None, level: model.level, draft }
    }

    fn wrong(span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(rule::INVALID_SCENARIO, span, message)
    }
}
