//! An event that carries everything says nothing about what changed.

use std::collections::BTreeMap;

use crate::{
    lint::{Levels, OptionKind, Rule, RuleOption, judge::Found, on::On},
    model::{Event, EventId, Subject, Writer},
    types::{Field, Meaning, Type, TypeId, TypeTable},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "fat-event",
    code: "ES4010",
    summary: "An event that carries very many fields, or the whole state again.",
    levels: Levels::of("-/-/s"),
    fix: None,
    options: &[RuleOption {
        name: "max_fields",
        kind: OptionKind::Number(25),
        doc: "how many fields an event may carry, those inside value objects counted one by one",
    }],
    page: include_str!("fat_event.md"),
    check,
};

/// States of fewer fields are often told whole for good reasons.
const SMALL_STATE: usize = 5;

fn check(on: &On<'_>, found: &mut Found<'_>) {
    let mut sizes = Sizes { types: &on.model.types, known: BTreeMap::new() };
    for (id, event) in on.model.events.iter().filter(|(id, _)| !on.is_past(*id)) {
        let name = on.shown(Subject::Event(id));
        let size = sizes.of_fields(&event.fields);
        let (message, label) = if size > found.number("max_fields") {
            (format!("{name} carries {size} fields"), "what of it has changed?".to_owned())
        } else if let Some(owner) = told_whole(on, id, event) {
            (format!("{name} carries the whole {owner}"), "nearly all of its state".to_owned())
        } else {
            continue;
        };
        let finding = RULE
            .at(event.name.span, message)
            .label(label)
            .help("carry what changed, and let readers remember the rest");
        found.add(on.level(Subject::Event(id)), finding);
    }
}

/// The aggregate, when an event with which it does not begin tells more than nine tenths of its state.
fn told_whole(on: &On<'_>, id: EventId, event: &Event) -> Option<String> {
    let Writer::Aggregate(writer) = event.writer else { return None };
    let state = &on.model.aggregates[writer].state;
    let begins = on.flow.emitters(id).iter().any(|it| on.model.commands[it.command].creates);
    let types: BTreeMap<&str, &Type> =
        event.fields.iter().map(|field| (field.name.value.as_str(), field.ty.present())).collect();
    let is_told =
        |field: &&Field| types.get(field.name.value.as_str()) == Some(&field.ty.present());
    let told = state.iter().filter(is_told).count();
    let is_whole = !begins && state.len() >= SMALL_STATE && told * 10 > state.len() * 9;
    is_whole.then(|| on.shown(Subject::Aggregate(writer)))
}

/// How many plain values there are in a value of each type.
struct Sizes<'m> {
    types: &'m TypeTable,
    known: BTreeMap<TypeId, usize>,
}

impl Sizes<'_> {
    fn of_fields(&mut self, fields: &[Field]) -> usize {
        fields.iter().map(|field| self.of_type(&field.ty)).sum()
    }

    fn of_type(&mut self, ty: &Type) -> usize {
        let Type::Named(id) = ty.present() else { return 1 };
        if let Some(size) = self.known.get(id) {
            return *size;
        }
        let types = self.types;
        let Meaning::Record(fields) = &types[*id].meaning else { return 1 };
        // Whatever contains itself ends here.
        self.known.insert(*id, 1);
        let size = self.of_fields(fields);
        self.known.insert(*id, size);
        size
    }
}
