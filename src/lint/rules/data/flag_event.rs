//! An event with a switch in it is two events.

use crate::{
    lint::{Levels, Rule, judge::Found, on::On, words::words_of},
    model::Subject,
    types::{Field, Scalar, Type},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "flag-event",
    code: "ES4018",
    summary: "An event that means one thing or its opposite.",
    levels: Levels::of("-/-/s"),
    fix: None,
    options: &[],
    page: include_str!("flag_event.md"),
    check,
};

/// What happens to a switch.
const SWITCHING: [&str; 6] = ["changed", "modified", "set", "switched", "toggled", "updated"];

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, event) in on.model.events.iter().filter(|(id, _)| !on.is_past(*id)) {
        let switches = words_of(&event.name.value).pop();
        if !switches.is_some_and(|last| SWITCHING.contains(&last.as_str())) {
            continue;
        }
        let fields: Vec<&Field> =
            event.fields.iter().filter(|field| !on.is_identity(&field.ty)).collect();
        if let [flag] = fields.as_slice()
            && *flag.ty.present() == Type::Scalar(Scalar::Bool)
        {
            let name = on.shown(Subject::Event(id));
            let finding = RULE
                .at(event.name.span, format!("{name} means two things"))
                .label("one when it is true, another when it is false")
                .related(flag.name.span, "the switch")
                .help("give each of them an event of its own");
            found.add(on.level(Subject::Event(id)), finding);
        }
    }
}
