//! Commands and events as facts.

use super::{elements::Teller, expression, facts::Facts};
use crate::{
    diagram::names,
    model::{
        AggregateId, Audience, Command, Decision, Event, Handler, Outcome, Row, Subject, Writer,
    },
};

impl Teller<'_> {
    pub(super) fn commands(&mut self) {
        let model = self.model;
        for (id, command) in model.commands.iter() {
            let facts = self.command(command);
            self.add(names::id_of(model, Subject::Command(id)), facts);
        }
    }

    pub(super) fn events(&mut self) {
        let model = self.model;
        for (id, event) in model.events.iter() {
            let facts = self.fact(event);
            self.add(names::id_of(model, Subject::Event(id)), facts);
        }
        for moment in model.timeline.iter().filter(|moment| moment.pivotal) {
            let key = names::id_of(model, Subject::Event(moment.event.value));
            self.also(key, "pivotal", moment.label.as_deref().unwrap_or(""));
        }
    }

    fn command(&self, command: &Command) -> Facts {
        let model = self.model;
        let mut facts = Self::named(&command.name.value, &command.info);
        facts.may("handled by", self.handler(command.handler));
        facts.holds("creates", command.creates);
        for by in &command.by {
            facts.say(format!("given by {}", model.actors[by.value].name.value), "");
        }
        if let Handler::Aggregate(id) = command.handler {
            for from in &command.from {
                facts.may("allowed when", self.state(id, from.value));
            }
        }
        self.fields(&mut facts, "field", &command.fields, &self.place(command.context));
        match &command.decision {
            Decision::Table(rows) => {
                let first = facts.count();
                rows.iter().for_each(|row| self.row(row, &mut facts));
                facts.in_this_order(first);
            }
            Decision::Hook(events) => {
                for event in events {
                    facts.say(format!("can emit {}", self.event(event.value)), "");
                }
            }
            Decision::Open => {}
        }
        facts
    }

    fn handler(&self, handler: Handler) -> Option<&str> {
        match handler {
            Handler::Aggregate(id) => Some(self.renamed.aggregate(self.model, id)),
            Handler::System(id) => Some(&self.model.systems[id].name.value),
            Handler::Nobody => None,
        }
    }

    fn row(&self, row: &Row, facts: &mut Facts) {
        let what = match &row.outcome {
            Outcome::Reject(error) => format!("rejects as {}", error.value),
            Outcome::Emit(emissions) => {
                let events: Vec<_> = emissions.iter().map(|it| self.event(it.event)).collect();
                format!("emits {}", events.join(" and "))
            }
            Outcome::Ignore(reason) => format!("ignores: {reason}"),
            Outcome::Using(function) => format!("decides with {}", function.value),
        };
        let when = row.when.as_ref();
        let when = when.map(|it| format!("when {}", expression::text(&self.model.types, it)));
        let by_hand = row.by_hand.iter().map(|event| self.event(event.value));
        let by_hand = by_hand.collect::<Vec<_>>().join(" or ");
        let among = (!by_hand.is_empty()).then(|| format!("for {by_hand}"));
        let filled = row.emissions().iter().flat_map(|it| self.fillings(&it.fields));
        let filled = filled.collect::<Vec<_>>().join(", ");
        let with = (!filled.is_empty()).then(|| format!("with {filled}"));
        let because = row.because.as_ref().map(|because| format!("because {because}"));
        let said: Vec<_> = [when, among, with, because].into_iter().flatten().collect();
        facts.say(what, said.join(", "));
    }

    fn fact(&self, event: &Event) -> Facts {
        let mut facts = Self::named(&event.name.value, &event.info);
        let owner = match event.writer {
            Writer::Aggregate(id) => Some(self.renamed.aggregate(self.model, id)),
            Writer::System(id) => Some(self.model.systems[id].name.value.as_str()),
            Writer::Nobody => None,
        };
        facts.may("written by", owner);
        let context = event.context.map(|id| self.model.contexts[id].name.value.as_str());
        facts.may("context", context);
        facts.say("version", event.version.value.to_string());
        let audience = match event.audience {
            Audience::Private => "private",
            Audience::Public => "public",
        };
        facts.say("audience", audience);
        for version in &event.also_publish {
            facts.say(format!("also published as version {}", version.value), "");
        }
        self.fields(&mut facts, "field", &event.fields, &self.place(event.context));
        for fold in &event.folds {
            facts.say(
                format!("sets {}", fold.field.value),
                self.source(&fold.source).unwrap_or_default(),
            );
        }
        if let Writer::Aggregate(id) = event.writer {
            facts.may("moves to", self.moved_to(id, event));
        }
        facts.may("retired", event.retired.as_ref().map(|why| why.value.as_str()));
        for split in &event.split_into {
            facts.say(format!("read as {}", self.event(split.event)), "");
        }
        facts
    }

    fn moved_to(&self, id: AggregateId, event: &Event) -> Option<&str> {
        self.state(id, event.moves_to.as_ref()?.value)
    }
}
