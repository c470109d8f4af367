//! What happens in a scenario: which keys it is made of, and what `when` names.

use super::Reader;
use crate::{
    diagnostic::{Diagnostic, rule},
    model::{
        AggregateId, CommandId, EventId, Given, Handler, Reactor, SagaId, Subject, Writer,
        resolve::{candidates::listed, kind::Kind, level::Home, names::Wanted},
    },
    source::Spanned,
    syntax::{
        List, Word,
        ast::{SampleDecl, ScenarioDecl},
    },
};

/// What a scenario is made of, by the keys that are written.
pub(super) enum Form<'a> {
    /// `when` something, `then` these messages.
    Then(&'a SampleDecl, &'a List<SampleDecl>),
    /// `when` a command, `rejected` under this name.
    Rejected(&'a SampleDecl, Word),
    /// `given` some events, `shows` these rows; the event of `when` is one more of them.
    Shows(Option<&'a SampleDecl>, &'a List<SampleDecl>),
}

/// What the word of `when` names.
#[derive(Debug, Clone, Copy)]
pub(super) enum Cue {
    Command(Spanned<CommandId>),
    Event(Spanned<EventId>),
    Timeout(SagaId, usize),
}

impl<'a> Reader<'a> {
    /// The form of the scenario; nothing when keys are missing, exclude each other, or are bad.
    pub(super) fn form(self, home: Home, out: &mut Vec<Diagnostic>) -> Option<Form<'a>> {
        let ScenarioDecl { when, then, rejected, shows, given, name, .. } = self.decl;
        if when.is_bad() || then.is_bad() || rejected.is_bad() || shows.is_bad() || given.is_bad() {
            return None;
        }
        let written = [then.key, rejected.key, shows.key];
        let mut keys = written.iter().flatten();
        match (keys.next(), keys.next()) {
            (None, _) => {
                let finding = Self::wrong(name.span, "this scenario expects nothing").help(
                    "say what follows with `then:`, `rejected:` or `shows:`; `then: []` is nothing",
                );
                home.report(finding, out);
                return None;
            }
            (Some(first), Some(second)) => {
                let finding =
                    Diagnostic::error(rule::WRONG_KIND, *second, "a scenario expects one thing")
                        .related(*first, "this is expected already")
                        .help("write a scenario for each");
                home.report(finding, out);
                return None;
            }
            (Some(_), None) => {}
        }
        if let Some(rows) = shows.get() {
            return Some(Form::Shows(when.get(), rows));
        }
        let Some(sample) = when.get() else {
            let finding = Self::wrong(name.span, "nothing happens in this scenario")
                .help("name a command, an event or a timeout with `when:`");
            home.report(finding, out);
            return None;
        };
        match (then.get(), rejected.word()) {
            (Some(messages), _) => Some(Form::Then(sample, messages)),
            (None, Some(word)) => Some(Form::Rejected(sample, word)),
            (None, None) => None,
        }
    }

    /// The command, event or timeout of that name.
    pub(super) fn cue(self, word: &Word, home: Home, out: &mut Vec<Diagnostic>) -> Option<Cue> {
        const WANTED: Wanted = Wanted::place(
            &[Kind::Command, Kind::Event],
            "`when` names a command, an event or a timeout",
        );
        if let Some(timeouts) = self.stage.timeouts.get(&word.value) {
            return self.timeout(word, timeouts, home, out);
        }
        match self.known.find(word, WANTED, home, out)? {
            Subject::Command(id) => Some(Cue::Command(Spanned::new(id, word.span))),
            Subject::Event(id) => Some(Cue::Event(Spanned::new(id, word.span))),
            _ => None,
        }
    }

    fn timeout(
        self,
        word: &Word,
        timeouts: &[(SagaId, usize)],
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Cue> {
        let model = self.stage.model;
        let near =
            timeouts.iter().filter(|(saga, _)| Some(model.sagas[*saga].context) == home.context);
        let near: Vec<_> = near.collect();
        match (near.as_slice(), timeouts) {
            ([(saga, place)], _) | (_, [(saga, place)]) => Some(Cue::Timeout(*saga, *place)),
            (_, several) => {
                let path = |(saga, place): &(SagaId, usize)| {
                    let saga = &model.sagas[*saga];
                    format!("`{}.{}`", saga.name.value, saga.timeouts[*place].name.value)
                };
                let paths: Vec<String> = several.iter().map(path).collect();
                let message = format!("`{}` could be {}", word.value, paths.join(" or "));
                let help = paths.first().map(|path| format!("write {path}, if that is meant"));
                let finding =
                    Diagnostic::error(rule::AMBIGUOUS_REFERENCE, word.span, message).help_if(help);
                home.report(finding, out);
                None
            }
        }
    }

    /// The events that have happened before; nothing when one of them is wrong.
    pub(super) fn given(
        self,
        aggregate: Option<AggregateId>,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Vec<Given>> {
        self.events(self.decl.given.items(), aggregate, "events have happened before", home, out)
    }

    /// Events with their values, those of the aggregate first where names are equal.
    pub(super) fn events(
        self,
        samples: &'a [Spanned<SampleDecl>],
        aggregate: Option<AggregateId>,
        grammar: &'static str,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Vec<Given>> {
        let mut events = Vec::new();
        let mut whole = true;
        for item in samples {
            let sample = &item.value;
            let found = match self.event_of(&sample.name, aggregate, grammar, home, out) {
                Some(event) => self.event(event, sample, home, out),
                None => None,
            };
            whole &= found.is_some();
            events.extend(found);
        }
        whole.then_some(events)
    }

    fn event_of(
        self,
        word: &Word,
        aggregate: Option<AggregateId>,
        grammar: &'static str,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Spanned<EventId>> {
        let own = aggregate.and_then(|id| self.known.names.inside(id, word));
        if let Some(event) = own {
            return Some(Spanned::new(event, word.span));
        }
        let wanted = Wanted { kinds: &[Kind::Event], grammar, otherwise: rule::INVALID_SCENARIO };
        match self.known.find(word, wanted, home, out)? {
            Subject::Event(id) => Some(Spanned::new(id, word.span)),
            _ => None,
        }
    }

    /// The aggregate that decides a command.
    pub(super) fn decider(self, command: CommandId) -> Option<AggregateId> {
        match self.known.model.commands[command].handler {
            Handler::Aggregate(id) => Some(id),
            Handler::System(_) | Handler::Nobody => None,
        }
    }

    /// A decision knows the history of its own aggregate only.
    pub(super) fn check_history(
        self,
        given: &[Given],
        aggregate: AggregateId,
        command: Spanned<CommandId>,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) {
        let model = self.known.model;
        for one in given {
            let event = &model.events[one.event];
            if event.writer == Writer::Aggregate(aggregate) {
                continue;
            }
            let (owner, name) =
                (&model.aggregates[aggregate].name, &model.commands[command.value].name);
            let message = format!(
                "`{}` is no event of `{}`, which decides `{}`",
                event.name.value, owner.value, name.value
            );
            let finding = Self::wrong(one.span, message)
                .related(
                    command.span,
                    "what is given here is the history of the instance that this addresses",
                )
                .help("leave it out, or put what matters of it into the command");
            home.report(finding, out);
        }
        self.check_beginning(given, aggregate, home, out);
    }

    /// The first event of a history is one with which an instance begins.
    fn check_beginning(
        self,
        given: &[Given],
        aggregate: AggregateId,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) {
        let model = self.known.model;
        let owner = &model.aggregates[aggregate];
        let is_own = |one: &&Given| model.events[one.event].writer == Writer::Aggregate(aggregate);
        let Some(first) = given.iter().find(is_own) else { return };
        let event = &model.events[first.event];
        // What is read as other events, or as none, is the business of those.
        let is_read_otherwise = event.retired.is_some() || !event.split_into.is_empty();
        let beginnings: Vec<&str> = owner
            .events
            .iter()
            .filter(|id| model.begins(owner, **id))
            .map(|id| model.events[*id].name.value.as_str())
            .collect();
        if is_read_otherwise || beginnings.is_empty() || model.begins(owner, first.event) {
            return;
        }
        let message = format!("no `{}` begins with `{}`", owner.name.value, event.name.value);
        let finding =
            Self::wrong(first.span, message).label("the first event of its history").help(format!(
                "give the event with which it begins before it: {}",
                listed(&beginnings)
            ));
        home.report(finding, out);
    }

    /// Who reacts to an event where the scenario plays.
    pub(super) fn reactors(
        self,
        event: Spanned<EventId>,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Vec<Reactor>> {
        let all = self.stage.reactors.get(&event.value).map_or(&[][..], Vec::as_slice);
        let here = all.iter().filter(|(context, _)| home.context.is_none_or(|own| own == *context));
        let here: Vec<Reactor> = here.map(|(_, reactor)| *reactor).collect();
        if here.is_empty() {
            let name = &self.known.model.events[event.value].name.value;
            let place = home.context.map(|id| &self.known.model.contexts[id].name.value);
            let place = place.map_or_else(String::new, |name| format!(" in `{name}`"));
            let finding =
                Self::wrong(event.span, format!("no policy and no saga{place} reacts to `{name}`"))
                    .help("put it under `given:`, and name a command with `when:`");
            home.report(finding, out);
            return None;
        }
        Some(here)
    }
}

/// Reports values that are given to a timeout, which carries none.
pub(super) fn check_bare(sample: &SampleDecl, home: Home, out: &mut Vec<Diagnostic>) {
    if let Some(entry) = sample.value.iter().flat_map(|table| &table.entries).next() {
        let finding = Reader::wrong(entry.name.span, "a timeout carries no values")
            .help("write its name alone");
        home.report(finding, out);
    }
}
