//! A name that was given up must not come back as something else: readers of old events would take one for the other.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Diagnostic, rule},
    evolve::{
        form::{Form, Record},
        plan::{EventPlan, Plan},
    },
    model::Model,
    source::Span,
};

pub(super) fn check(model: &Model, plan: &Plan, planned: &EventPlan, out: &mut Vec<Diagnostic>) {
    let event = &model.events[planned.event];
    let mut last: BTreeMap<String, (u32, Form)> = BTreeMap::new();
    for version in &planned.versions {
        for (field, member) in Record::of(&plan.types, &version.shape.fields).iter() {
            let before = last.insert(field.to_owned(), (version.number, member.form.clone()));
            let Some((number, was)) = before else { continue };
            if number + 1 == version.number || was == member.form {
                continue;
            }
            let message = format!(
                "`{field}` of `{}` was `{was}` until version {number}, and comes back as `{}` in version {}",
                event.name.value, member.form, version.number
            );
            let span = place_of(event, planned, field, version.number);
            out.push(
                Diagnostic::error(rule::DROPPED_NAME_REUSED, span, message)
                    .label("a name that was given up")
                    .help("take a name that was never used in this event"),
            );
        }
    }
}

fn place_of(event: &crate::model::Event, planned: &EventPlan, field: &str, number: u32) -> Span {
    let declared = event.fields.iter().find(|known| known.name.value == field);
    let hop = planned.hops.iter().find(|hop| hop.to == number);
    let of_hop = || hop.map_or(event.name.span, |hop| hop.span);
    declared.map_or_else(of_hop, |field| field.name.span)
}
