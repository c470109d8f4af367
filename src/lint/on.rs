//! What a rule looks at: the model, what leads to what in it, and where everything stands.

use super::{
    Rule,
    flow::Flow,
    outlines::Outlines,
    rename::Renames,
    settings::{Privacy, Settings},
    words::english,
};
use crate::{
    diagnostic::Diagnostic,
    evolve::{Plan, lock::Lock},
    model::{CommandId, ContextId, EventId, Handler, Level, Model, Subject, Writer},
    pipeline::Analysis,
    source::{SourceMap, Span},
    syntax::ast::NameLanguage,
};

/// A model under the eyes of a rule.
#[derive(Debug, Clone, Copy)]
pub struct On<'a> {
    /// The model.
    pub model: &'a Model,
    /// How every stored version of its events is read.
    pub plan: &'a Plan,
    /// What has been published; nothing when there is no lock file.
    pub lock: Option<&'a Lock>,
    /// What leads to what.
    pub flow: &'a Flow,
    /// The texts of its files.
    pub sources: &'a SourceMap,
    /// The elements as stretches of text.
    pub outlines: &'a Outlines,
    /// What the rules go by.
    pub settings: &'a Settings,
    pub(super) renames: &'a Renames,
}

impl<'a> On<'a> {
    pub(super) fn new(
        analysis: &'a Analysis,
        flow: &'a Flow,
        outlines: &'a Outlines,
        settings: &'a Settings,
        renames: &'a Renames,
    ) -> Self {
        let Analysis { model, plan, lock, sources, .. } = analysis;
        Self { model, plan, lock: lock.as_ref(), flow, sources, outlines, settings, renames }
    }

    /// The text of a place.
    pub fn text(&self, span: Span) -> &'a str {
        self.sources.slice(span)
    }

    /// A finding with the severity that its rule has for the model as a whole; nothing when nobody wants to know.
    pub(super) fn weighed(&self, rule: &'static Rule, finding: Diagnostic) -> Option<Diagnostic> {
        let severity = self.settings.severity(rule, self.model.level)?;
        Some(Diagnostic { severity, ..finding })
    }

    /// Puts things in an order that stays when the model is written down in another one, by the paths of the elements in
    /// which they are said: what is agreed to at the first of them is agreed to there tomorrow.
    pub fn put_in_steady_order<T>(&self, things: &mut [T], said_at: impl Fn(&T) -> Span) {
        things.sort_by_cached_key(|it| self.outlines.place(said_at(it)).path);
    }

    /// Whether a place lies in something that is unfinished on purpose.
    pub fn is_draft(&self, span: Span) -> bool {
        self.outlines.around(span).any(|element| element.draft)
    }

    /// Words that tell personal and secret fields from others.
    pub fn privacy(&self) -> &'a Privacy {
        self.settings.privacy()
    }

    /// The language in which elements are named.
    pub fn language(&self) -> NameLanguage {
        self.settings.language()
    }

    /// Whether names are English, as the settings say, or else as the verbs in them tell.
    pub fn is_english(&self) -> bool {
        let events = self.model.events.values().map(|event| &event.name);
        let commands = self.model.commands.values().map(|command| &command.name);
        match self.language() {
            NameLanguage::English => true,
            NameLanguage::Auto => {
                let names = events.chain(commands).map(|name| name.value.as_str());
                english::speaks(names.filter(|name| name.is_ascii()))
            }
            NameLanguage::Chinese | NameLanguage::None => false,
        }
    }

    /// The context of an element; nothing for what stands outside of all contexts.
    pub fn context(&self, subject: Subject) -> Option<ContextId> {
        self.model.context_of(subject)
    }

    /// How complete an element claims to be: what its context says, or the model.
    pub fn level(&self, subject: Subject) -> Level {
        self.level_of(self.context(subject))
    }

    /// How complete a context claims to be; the model, for what stands outside of all contexts.
    pub fn level_of(&self, context: Option<ContextId>) -> Level {
        context.map_or(self.model.level, |id| self.model.contexts[id].level)
    }

    /// How complete what is written at a place claims to be: what the context around it says, or the model.
    pub fn level_at(&self, span: Span) -> Level {
        let mut around = self.outlines.around(span);
        let name = around.find_map(|it| match it.kind {
            "context" => Some(&it.name.value),
            _ => it.context.as_ref(),
        });
        let mut contexts = self.model.contexts.values();
        let context = name.and_then(|name| contexts.find(|it| it.name.value == *name));
        context.map_or(self.model.level, |context| context.level)
    }

    /// The lowest level among elements: nothing can be asked of what is not that far.
    pub fn lowest(&self, subjects: impl IntoIterator<Item = Subject>) -> Level {
        let levels = subjects.into_iter().map(|subject| self.level(subject));
        levels.min().unwrap_or(self.model.level)
    }

    /// The name of an element, where it is declared.
    pub fn name(&self, subject: Subject) -> &'a crate::source::Spanned<String> {
        let model = self.model;
        match subject {
            Subject::Context(id) => &model.contexts[id].name,
            Subject::Aggregate(id) => &model.aggregates[id].name,
            Subject::Command(id) => &model.commands[id].name,
            Subject::Event(id) => &model.events[id].name,
            Subject::Policy(id) => &model.policies[id].name,
            Subject::Saga(id) => &model.sagas[id].name,
            Subject::ReadModel(id) => &model.read_models[id].name,
            Subject::Actor(id) => &model.actors[id].name,
            Subject::System(id) => &model.systems[id].name,
        }
    }

    /// Every named element with the word for its kind, kind by kind in order of declaration.
    pub fn elements(&self) -> impl Iterator<Item = (Subject, &'static str)> + use<'a> {
        let model = self.model;
        let contexts = model.contexts.iter().map(|(id, _)| (Subject::Context(id), "a context"));
        let aggregates =
            model.aggregates.iter().map(|(id, _)| (Subject::Aggregate(id), "an aggregate"));
        let commands = model.commands.iter().map(|(id, _)| (Subject::Command(id), "a command"));
        let events = model.events.iter().map(|(id, _)| (Subject::Event(id), "an event"));
        let policies = model.policies.iter().map(|(id, _)| (Subject::Policy(id), "a policy"));
        let sagas = model.sagas.iter().map(|(id, _)| (Subject::Saga(id), "a saga"));
        let views =
            model.read_models.iter().map(|(id, _)| (Subject::ReadModel(id), "a read model"));
        let actors = model.actors.iter().map(|(id, _)| (Subject::Actor(id), "an actor"));
        let systems = model.systems.iter().map(|(id, _)| (Subject::System(id), "a system"));
        let flow = commands.chain(events).chain(policies).chain(sagas).chain(views);
        contexts.chain(aggregates).chain(flow).chain(actors).chain(systems)
    }

    /// The name of an element as a message shows it, with what people call it: `` `OrderPaid` (paid for) ``.
    pub fn shown(&self, subject: Subject) -> String {
        let name = &self.name(subject).value;
        match &self.info(subject).label {
            Some(label) if label != name => format!("`{name}` ({label})"),
            Some(_) | None => format!("`{name}`"),
        }
    }

    /// Label, description and the like.
    pub fn info(&self, subject: Subject) -> &'a crate::model::Info {
        let model = self.model;
        match subject {
            Subject::Context(id) => &model.contexts[id].info,
            Subject::Aggregate(id) => &model.aggregates[id].info,
            Subject::Command(id) => &model.commands[id].info,
            Subject::Event(id) => &model.events[id].info,
            Subject::Policy(id) => &model.policies[id].info,
            Subject::Saga(id) => &model.sagas[id].info,
            Subject::ReadModel(id) => &model.read_models[id].info,
            Subject::Actor(id) => &model.actors[id].info,
            Subject::System(id) => &model.systems[id].info,
        }
    }

    /// Who handles a command: an aggregate or a system.
    pub fn handler(&self, command: CommandId) -> Option<Subject> {
        match self.model.commands[command].handler {
            Handler::Aggregate(id) => Some(Subject::Aggregate(id)),
            Handler::System(id) => Some(Subject::System(id)),
            Handler::Nobody => None,
        }
    }

    /// Who writes an event: an aggregate or a system.
    pub fn writer(&self, event: EventId) -> Option<Subject> {
        match self.model.events[event].writer {
            Writer::Aggregate(id) => Some(Subject::Aggregate(id)),
            Writer::System(id) => Some(Subject::System(id)),
            Writer::Nobody => None,
        }
    }
}
