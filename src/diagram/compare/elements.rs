//! Every element of a model that a picture can show, as facts.

use std::collections::BTreeMap;

use super::{expression, facts::Facts, renamed::Renamed};
use crate::{
    diagram::names,
    evolve::canonical,
    model::{
        Aggregate, AggregateId, Context, ContextId, ContextKind, EventId, Filling, Info, Model,
        Source, Subject,
    },
    types::{Field, Meaning, Place, Type},
};

/// The facts of every element, by the key of the element.
pub(super) fn elements(model: &Model, renamed: &Renamed) -> BTreeMap<String, Facts> {
    let mut teller = Teller { model, renamed, elements: BTreeMap::new() };
    for (_, context) in model.contexts.iter() {
        let facts = teller.context(context);
        teller.add(names::context_lane(context), facts);
    }
    for (id, aggregate) in model.aggregates.iter() {
        let facts = teller.aggregate(aggregate, id);
        teller.add(names::id_of(model, Subject::Aggregate(id)), facts);
    }
    teller.commands();
    teller.events();
    teller.reactions();
    for (id, actor) in model.actors.iter() {
        let facts = Teller::named(&actor.name.value, &actor.info);
        teller.add(names::id_of(model, Subject::Actor(id)), facts);
    }
    for (id, system) in model.systems.iter() {
        let facts = Teller::named(&system.name.value, &system.info);
        teller.add(names::id_of(model, Subject::System(id)), facts);
    }
    teller.hotspots();
    teller.elements
}

/// Tells the elements of one model, in the names of today.
pub(super) struct Teller<'m> {
    pub(super) model: &'m Model,
    pub(super) renamed: &'m Renamed,
    elements: BTreeMap<String, Facts>,
}

impl Teller<'_> {
    pub(super) fn add(&mut self, key: String, facts: Facts) {
        self.elements.insert(self.renamed.key(key), facts);
    }

    /// Says something more of an element that was told.
    pub(super) fn also(&mut self, key: String, what: &str, said: &str) {
        self.elements.entry(self.renamed.key(key)).or_default().say(what, said);
    }

    /// What every element may say about itself. The name is a fact as well, since it can change.
    pub(super) fn named(name: &str, info: &Info) -> Facts {
        let mut facts = Facts::default();
        facts.say("name", name);
        facts.may("label", info.label.as_deref());
        facts.may("description", info.description.as_deref());
        facts.may("owner", info.owner.as_deref());
        facts.holds("draft", info.draft);
        let tags = (!info.tags.is_empty()).then(|| info.tags.join(", "));
        facts.may("tags", tags);
        if let Some(deprecation) = &info.deprecated {
            let instead = deprecation.instead.as_ref().map(|it| format!("use {}", it.value));
            let parts: Vec<_> = instead.into_iter().chain(deprecation.because.clone()).collect();
            facts.say("deprecated", parts.join(", "));
        }
        facts
    }

    fn context(&self, context: &Context) -> Facts {
        let mut facts = Self::named(&context.name.value, &context.info);
        let kind = context.kind.map(|kind| match kind {
            ContextKind::Core => "core",
            ContextKind::Supporting => "supporting",
            ContextKind::Generic => "generic",
        });
        facts.may("kind", kind);
        if let Some(publishes) = &context.publishes {
            facts.say("channel", context.channel());
            facts.may("delivery", publishes.delivery.as_ref().map(|it| it.value.as_str()));
            facts.may("style", publishes.style.as_ref().map(|it| it.value.as_str()));
        }
        for reading in &context.reads {
            let fields = reading.fields.as_ref().map_or_else(String::new, |fields| {
                fields.iter().map(|field| field.value.as_str()).collect::<Vec<_>>().join(", ")
            });
            facts.say(format!("reads {}", self.event(reading.event)), fields);
        }
        facts
    }

    fn aggregate(&self, aggregate: &Aggregate, id: AggregateId) -> Facts {
        let mut facts = Self::named(&aggregate.name.value, &aggregate.info);
        let place = self.place(Some(aggregate.context));
        facts.say("identity", canonical::text(&self.model.types, &Type::Named(aggregate.identity)));
        self.fields(&mut facts, "state", &aggregate.state, &place);
        if let Some(lifecycle) = &aggregate.lifecycle {
            facts.say("lifecycle of", lifecycle.field.value.clone());
            facts.may("begins as", self.state(id, lifecycle.initial.value));
            for state in &lifecycle.finals {
                facts.may("ends as", self.state(id, state.value));
            }
        }
        let every = aggregate.snapshot.map(|snapshot| format!("every {} events", snapshot.every));
        facts.may("snapshot", every);
        facts
    }

    fn hotspots(&mut self) {
        let model = self.model;
        for hotspot in &model.hotspots {
            let mut facts = Self::named("", &hotspot.info);
            for about in &hotspot.about {
                facts.say(format!("about {}", self.subject(about.value)), "");
            }
            facts.may("since", hotspot.since.as_ref().map(|since| since.value.as_str()));
            self.add(names::question_key(&hotspot.text.value), facts);
        }
    }

    fn subject(&self, subject: Subject) -> &str {
        let model = self.model;
        match subject {
            Subject::Event(id) => self.event(id),
            Subject::Aggregate(id) => self.renamed.aggregate(model, id),
            Subject::Context(id) => &model.contexts[id].name.value,
            Subject::Command(id) => &model.commands[id].name.value,
            Subject::Policy(id) => &model.policies[id].name.value,
            Subject::Saga(id) => &model.sagas[id].name.value,
            Subject::ReadModel(id) => &model.read_models[id].name.value,
            Subject::Actor(id) => &model.actors[id].name.value,
            Subject::System(id) => &model.systems[id].name.value,
        }
    }

    pub(super) fn event(&self, id: EventId) -> &str {
        self.renamed.event(self.model, id)
    }

    /// Where names of types are looked up.
    pub(super) fn place(&self, context: Option<ContextId>) -> Place {
        context
            .map_or(Place::Shared, |id| Place::Context(self.model.contexts[id].name.value.clone()))
    }

    /// The word for a state of an aggregate.
    pub(super) fn state(&self, id: AggregateId, at: usize) -> Option<&str> {
        let aggregate = &self.model.aggregates[id];
        let lifecycle = aggregate.lifecycle.as_ref()?;
        let field = aggregate.state.iter().find(|it| it.name.value == lifecycle.field.value)?;
        let (_, words) = self.model.types.enumeration(&field.ty)?;
        words.values.get(at).map(|word| word.name.value.as_str())
    }

    /// A fact for each field: its type as it is written, and behind it what the type means.
    pub(super) fn fields(&self, facts: &mut Facts, what: &str, fields: &[Field], place: &Place) {
        let types = &self.model.types;
        for field in fields {
            let mut said = types.written(&field.ty, place);
            if let Some(default) = &field.default {
                let value = expression::value(types, &default.literal);
                said.push_str(" = ");
                said.push_str(&value);
            }
            let bounds = [("min", &field.min), ("max", &field.max)].into_iter();
            let bounds = bounds.filter_map(|(word, bound)| Some((word, bound.as_ref()?)));
            let mut more: Vec<_> = bounds
                .map(|(word, bound)| format!("{word} {}", expression::value(types, &bound.literal)))
                .collect();
            more.extend(field.unit.iter().map(|unit| format!("in {unit}")));
            more.extend(field.pattern.iter().map(|pattern| format!("like {}", pattern.value)));
            more.extend(
                field.personal.map(|personal| format!("personal {personal:?}").to_lowercase()),
            );
            more.extend(field.secret.then(|| "secret".to_owned()));
            more.extend(field.info.description.iter().cloned());
            more.extend(field.info.deprecated.iter().map(|_| "deprecated".to_owned()));
            if !more.is_empty() {
                said = format!("{said} ({})", more.join(", "));
            }
            let meant = self.meaning(&field.ty);
            facts.mean(format!("{what} {}", field.name.value), said, meant);
        }
    }

    /// What the values of a type are. The identity of an aggregate says all of it by its name.
    fn meaning(&self, ty: &Type) -> String {
        let types = &self.model.types;
        let is_identity = |id| matches!(types[id].meaning, Meaning::Identity { .. });
        if ty.named().is_some_and(is_identity) { String::new() } else { canonical::text(types, ty) }
    }

    /// The values that a model writes down; what is filled by name needs no word.
    pub(super) fn fillings(&self, fillings: &[Filling]) -> Vec<String> {
        let filled = fillings.iter().filter_map(|it| {
            let source = self.source(&it.source)?;
            Some(format!("{} = {source}", it.field))
        });
        filled.collect()
    }

    /// Where a value comes from, unless that is a matter of course.
    pub(super) fn source(&self, source: &Source) -> Option<String> {
        match source {
            Source::Written(expr) => Some(expression::text(&self.model.types, expr)),
            Source::Hook(name) => Some(format!("{} by hand", name.value)),
            Source::ByName(_) | Source::Default => None,
        }
    }
}
