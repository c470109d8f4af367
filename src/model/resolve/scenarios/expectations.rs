//! What must come of a scenario, and whether it can.

use std::collections::BTreeSet;

use super::{
    Reader,
    outcomes::{can_be_ignored, events_after},
    triggers::{Cue, Form, check_bare},
};
use crate::{
    diagnostic::{Diagnostic, rule},
    model::{
        AggregateId, CommandId, EventId, Expectation, Given, Issued, ReadModelId, Subject, Trigger,
        resolve::{candidates::listed, kind::Kind, level::Home, names::Wanted},
    },
    source::Spanned,
    syntax::{List, Word, ast::SampleDecl},
};

/// What has happened, what happens, what follows.
type Play = (Vec<Given>, Trigger, Expectation);

impl<'a> Reader<'a> {
    /// The parts of a scenario, typed; nothing when one of them is wrong.
    pub(super) fn play(
        self,
        form: Form<'a>,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Play> {
        match form {
            Form::Shows(when, rows) => self.look(when, rows, home, out),
            Form::Rejected(when, name) => match self.cue(&when.name, home, out)? {
                Cue::Command(command) => {
                    let home = self.known.beside_command(home, command.value);
                    let aggregate = self.deciding(command, home, out)?;
                    let decided = self.decided(command, aggregate, when, home, out);
                    self.check_rejection(&name, command, home, out)?;
                    let (given, issued) = decided?;
                    self.check_instance(&given, command, &name.value, home, out);
                    Some((given, Trigger::Command(issued), Expectation::Rejected(name)))
                }
                Cue::Event(_) | Cue::Timeout(..) => {
                    let finding = Self::wrong(name.span, "only a command is rejected")
                        .related(when.name.span, "this is none")
                        .help("say which commands follow with `then:`; `then: []` is none");
                    home.report(finding, out);
                    None
                }
            },
            Form::Then(when, messages) => match self.cue(&when.name, home, out)? {
                Cue::Command(command) => self.decision(command, when, messages, home, out),
                Cue::Event(event) => self.reaction(event, when, messages, home, out),
                Cue::Timeout(saga, place) => {
                    let home =
                        self.known.beside(home, Some(self.known.model.sagas[saga].context), false);
                    check_bare(when, home, out);
                    let given = self.given(None, home, out);
                    let possible = self.commands_at_timeout(saga, place);
                    let commands = self.commands(messages, &possible, &when.name, home, out);
                    let trigger = Trigger::Timeout { saga, timeout: place, span: when.name.span };
                    Some((given?, trigger, Expectation::Commands(commands?)))
                }
            },
        }
    }

    /// The aggregate that decides a command; a command without one cannot be played.
    fn deciding(
        self,
        command: Spanned<CommandId>,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<AggregateId> {
        let aggregate = self.decider(command.value);
        if aggregate.is_none() {
            let name = &self.known.model.commands[command.value].name.value;
            let finding =
                Self::wrong(command.span, format!("no aggregate of the model decides `{name}`"))
                    .help("test a command that an aggregate handles");
            home.report(finding, out);
        }
        aggregate
    }

    fn decided(
        self,
        command: Spanned<CommandId>,
        aggregate: AggregateId,
        when: &SampleDecl,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<(Vec<Given>, Issued)> {
        let issued = self.command(command, when, home, out);
        let given = self.given(Some(aggregate), home, out);
        if let Some(given) = &given {
            self.check_history(given, aggregate, command, home, out);
        }
        Some((given?, issued?))
    }

    fn decision(
        self,
        command: Spanned<CommandId>,
        when: &'a SampleDecl,
        messages: &'a List<SampleDecl>,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Play> {
        let decl = &self.known.model.commands[command.value];
        let home = self.known.beside_command(home, command.value);
        let aggregate = self.deciding(command, home, out)?;
        let decided = self.decided(command, aggregate, when, home, out);
        if let Some((given, _)) = &decided {
            self.check_instance(given, command, "", home, out);
        }
        if messages.items.is_empty() {
            if !can_be_ignored(decl) {
                home.report(self.never_ignored(command), out);
            }
            let (given, issued) = decided?;
            return Some((given, Trigger::Command(issued), Expectation::Ignored));
        }
        let grammar = "events follow a command";
        let events = self.events(&messages.items, Some(aggregate), grammar, home, out)?;
        if let Some(possible) = events_after(decl) {
            for event in events.iter().filter(|event| !possible.contains(&event.event)) {
                home.report(self.cannot_follow(event, command, &possible), out);
            }
        }
        let (given, issued) = decided?;
        Some((given, Trigger::Command(issued), Expectation::Events(events)))
    }

    /// Only what creates finds nothing before it; everything else is then rejected as `NotFound`.
    fn check_instance(
        self,
        given: &[Given],
        command: Spanned<CommandId>,
        rejection: &str,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) {
        let creates = self.known.model.commands[command.value].creates;
        if given.is_empty() && !creates && rejection != "NotFound" {
            home.report(self.no_instance(command), out);
        }
    }

    fn no_instance(self, command: Spanned<CommandId>) -> Diagnostic {
        let model = self.known.model;
        let name = &model.commands[command.value].name.value;
        let aggregate =
            self.decider(command.value).map_or("", |id| &model.aggregates[id].name.value);
        Self::wrong(
            command.span,
            format!("nothing has happened, so there is no `{aggregate}` for `{name}`"),
        )
        .help("put the event that creates it under `given:`, or expect `rejected: NotFound`")
    }

    fn never_ignored(self, command: Spanned<CommandId>) -> Diagnostic {
        let decl = &self.known.model.commands[command.value];
        let message = format!("`{}` always leads to something", decl.name.value);
        let outcomes: Vec<String> =
            decl.events().into_iter().map(|event| self.event_name(event)).collect();
        Self::wrong(self.decl.then.span, message)
            .help(format!("expect {}, or add a row with `ignore:`", outcomes.join(" or ")))
    }

    fn cannot_follow(
        self,
        event: &Given,
        command: Spanned<CommandId>,
        possible: &[EventId],
    ) -> Diagnostic {
        let name = &self.known.model.commands[command.value].name.value;
        let message = format!("{} cannot follow `{name}`", self.event_name(event.event));
        let names =
            possible.iter().map(|event| self.known.model.events[*event].name.value.as_str());
        let names: Vec<&str> = names.collect();
        let help = (!names.is_empty()).then(|| format!("what can follow: {}", listed(&names)));
        Self::wrong(event.span, message).related(command.span, "what happens").help_if(help)
    }

    fn event_name(self, event: EventId) -> String {
        format!("`{}`", self.known.model.events[event].name.value)
    }

    fn check_rejection(
        self,
        name: &Word,
        command: Spanned<CommandId>,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<()> {
        let Some(possible) = self.rejections(command.value) else { return Some(()) };
        if possible.contains(&name.value) {
            return Some(());
        }
        let decl = &self.known.model.commands[command.value];
        let message = format!("`{}` is never rejected as `{}`", decl.name.value, name.value);
        let names: Vec<&str> = possible.iter().map(String::as_str).collect();
        let help = self
            .known
            .nearest_of(&name.value, &names)
            .unwrap_or_else(|| format!("it can be rejected as {}", listed(&names)));
        let finding = Self::wrong(name.span, message)
            .related(decl.name.span, "the command is declared here")
            .help(help);
        home.report(finding, out);
        None
    }

    fn reaction(
        self,
        event: Spanned<EventId>,
        when: &'a SampleDecl,
        messages: &'a List<SampleDecl>,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Play> {
        let home = self.known.beside_event(home, event.value);
        let reactors = self.reactors(event, home, out)?;
        let given = self.given(None, home, out);
        let happened = self.event(event, when, home, out);
        let possible = self.commands_after(event.value, &reactors);
        let commands = self.commands(messages, &possible, &when.name, home, out);
        let trigger = Trigger::Event { event: happened?, reactors };
        Some((given?, trigger, Expectation::Commands(commands?)))
    }

    fn commands(
        self,
        messages: &'a List<SampleDecl>,
        possible: &BTreeSet<CommandId>,
        after: &Word,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Vec<Issued>> {
        const WANTED: Wanted = Wanted {
            kinds: &[Kind::Command],
            grammar: "commands follow what policies and sagas react to",
            otherwise: rule::INVALID_SCENARIO,
        };
        let mut commands = Vec::new();
        let mut whole = true;
        for item in &messages.items {
            let sample = &item.value;
            let found = match self.known.find(&sample.name, WANTED, home, out) {
                Some(Subject::Command(id)) => {
                    let command = Spanned::new(id, sample.name.span);
                    self.check_issued(command, possible, after, home, out);
                    self.command(command, sample, home, out)
                }
                Some(_) | None => None,
            };
            whole &= found.is_some();
            commands.extend(found);
        }
        whole.then_some(commands)
    }

    fn check_issued(
        self,
        command: Spanned<CommandId>,
        possible: &BTreeSet<CommandId>,
        after: &Word,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) {
        if possible.contains(&command.value) {
            return;
        }
        let name = |id: &CommandId| self.known.model.commands[*id].name.value.as_str();
        let message = format!("nobody issues `{}` on `{}`", name(&command.value), after.value);
        let names: Vec<&str> = possible.iter().map(name).collect();
        let help = if names.is_empty() {
            "nothing can follow: write `then: []`".to_owned()
        } else {
            format!("what can follow: {}", listed(&names))
        };
        let finding =
            Self::wrong(command.span, message).related(after.span, "what happens").help(help);
        home.report(finding, out);
    }

    fn look(
        self,
        when: Option<&'a SampleDecl>,
        rows: &'a List<SampleDecl>,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Play> {
        let Some(first) = rows.items.first() else {
            let finding = Self::wrong(self.decl.shows.span, "which read model shows nothing?")
                .help("name at least one row: `shows: [ReadModel: { field: value }]`");
            home.report(finding, out);
            return None;
        };
        let word = &first.value.name;
        let read_model = self.known.read_model(word, "a read model shows rows", home, out)?;
        let context = self.known.model.read_models[read_model.value].context;
        let home = self.known.beside(home, Some(context), false);
        let mut given = self.given(None, home, out);
        if let Some(sample) = when {
            let last = self.happened(sample, home, out);
            given = given.zip(last).map(|(mut given, last)| {
                given.push(last);
                given
            });
        }
        let mut shown = Vec::new();
        let mut whole = true;
        for item in &rows.items {
            let row = self.same_read_model(&item.value, read_model, home, out);
            let row = row.and_then(|sample| self.row(read_model.value, sample, home, out));
            whole &= row.is_some();
            shown.extend(row);
        }
        whole.then_some((given?, Trigger::Look(read_model.value), Expectation::Rows(shown)))
    }

    /// The event after which a read model is looked at.
    fn happened(
        self,
        sample: &'a SampleDecl,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Given> {
        match self.cue(&sample.name, home, out)? {
            Cue::Event(event) => self.event(event, sample, home, out),
            Cue::Command(_) | Cue::Timeout(..) => {
                let finding =
                    Self::wrong(sample.name.span, "a read model is built from events only")
                        .related(self.decl.shows.span, "what it shows is expected here")
                        .help("put the events that come of it under `given:`");
                home.report(finding, out);
                None
            }
        }
    }

    fn same_read_model(
        self,
        sample: &'a SampleDecl,
        first: Spanned<ReadModelId>,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<&'a SampleDecl> {
        let found = self.known.read_model(&sample.name, "a read model shows rows", home, out)?;
        if found.value == first.value {
            return Some(sample);
        }
        let finding = Self::wrong(found.span, "a scenario looks at one read model")
            .related(first.span, "the first one")
            .help("write a scenario for each");
        home.report(finding, out);
        None
    }
}
