//! What a stored event is read as: itself, nothing, or other events that are filled from it.

use petgraph::{algo::kosaraju_scc, graphmap::DiGraphMap};

use super::{
    conversion::builtin,
    derive::{Origin, Request, Stuck, Walk, listed},
    hop::Input,
    plan::{Reading, SplitFrom, SplitPlan, SplitValue},
};
use crate::{
    diagnostic::{Diagnostic, did_you_mean, rule},
    model::{Event, EventId, Model, Split, SplitField, SplitSource},
    source::Spanned,
    types::{Field, TypeTable},
};

/// What a stored event is read as after its last hop.
pub(super) fn reading(
    model: &Model,
    event: &Event,
    types: &mut TypeTable,
    out: &mut Vec<Diagnostic>,
) -> Reading {
    if event.split_into.is_empty() {
        return if event.retired.is_some() { Reading::Nothing } else { Reading::Itself };
    }
    let mut walk = Walk::new(model, event, types, out);
    Reading::Others(event.split_into.iter().map(|split| walk.split(split)).collect())
}

impl Walk<'_> {
    fn split(&mut self, split: &Split) -> SplitPlan {
        let model = self.model;
        let target = &model.events[split.event];
        self.check_targets(split, target);
        let fields =
            target.fields.iter().filter_map(|field| self.split_value(split, field)).collect();
        SplitPlan { event: split.event, fields }
    }

    fn check_targets(&mut self, split: &Split, target: &Event) {
        let known: Vec<&str> =
            target.fields.iter().map(|field| field.name.value.as_str()).collect();
        for given in
            split.fields.iter().filter(|given| !known.contains(&given.field.value.as_str()))
        {
            let message = format!("`{}` has no field `{}`", target.name.value, given.field.value);
            let near = did_you_mean(&given.field.value, known.iter().copied());
            let finding = self
                .fault(rule::SPLIT_INCOMPLETE, given.field.span, &message)
                .help(near.unwrap_or_else(|| format!("it has {}", listed(&known))));
            self.report(finding);
        }
    }

    fn split_value(&mut self, split: &Split, field: &Field) -> Option<SplitValue> {
        let given = split.fields.iter().find(|given| given.field.value == field.name.value);
        let source = match given {
            Some(given) => self.split_source(given, field).ok()?,
            None if field.ty.is_optional() => SplitFrom::Nothing,
            None => {
                let target = &self.model.events[split.event].name.value;
                let name = &field.name.value;
                let message = format!("`{target}` needs `{name}`, which gets no value");
                let finding = self
                    .fault(rule::SPLIT_INCOMPLETE, split.span, &message)
                    .related(field.name.span, "required here")
                    .help(format!("write `{name}: <field of {}>`", self.event.name.value));
                self.report(finding);
                return None;
            }
        };
        Some(SplitValue { field: field.name.value.clone(), ty: field.ty.clone(), source })
    }

    fn split_source(&mut self, given: &SplitField, field: &Field) -> Result<SplitFrom, Stuck> {
        match &given.source {
            SplitSource::Given(value) => Ok(match self.origin(field, &given.field, value)? {
                Origin::Nothing => SplitFrom::Nothing,
                Origin::Constant(value) => SplitFrom::Constant(value),
                Origin::Meta(part, how) => SplitFrom::Meta(part, how),
                Origin::Copy(from, how) => SplitFrom::Copy(from, how),
            }),
            SplitSource::Using { using, of } => self.split_using(using, of, field),
        }
    }

    fn split_using(
        &mut self,
        using: &Spanned<String>,
        of: &[Spanned<String>],
        field: &Field,
    ) -> Result<SplitFrom, Stuck> {
        let mut from = Vec::new();
        for name in of {
            let found = self.event.fields.iter().find(|field| field.name.value == name.value);
            let Some(found) = found else { return Err(self.unknown_field(name)) };
            let (field, ty) = (name.value.clone(), found.ty.clone());
            from.push(Input { field, ty, kept: true, unwrap: Vec::new() });
        }
        let Some(builtin) = builtin(&using.value) else {
            return Ok(SplitFrom::Hook { using: using.value.clone(), from });
        };
        if builtin.partial {
            let message = format!("`{}` cannot convert every value", builtin.name);
            let finding = self.fault(rule::PARTIAL_WITHOUT_POLICY, using.span, &message).help(
                "convert the field in a new version of this event, or name a function of your own",
            );
            return Err(self.report(finding));
        }
        self.conversion(Request { builtin, using, from, to: field }).map(SplitFrom::Convert)
    }
}

/// Reading an event must come to an end. Each circle of splits is reported once, at its first event.
pub(super) fn check_cycles(model: &Model, out: &mut Vec<Diagnostic>) {
    let splits = model
        .events
        .iter()
        .flat_map(|(id, event)| event.split_into.iter().map(move |split| (id, split.event)));
    let graph: DiGraphMap<EventId, ()> = DiGraphMap::from_edges(splits);
    for mut circle in kosaraju_scc(&graph) {
        circle.sort_unstable();
        let Some(event) = circle.first().map(|first| &model.events[*first]) else { continue };
        let inside = |split: &&Split| circle.binary_search(&split.event).is_ok();
        let Some(split) = event.split_into.iter().find(inside) else { continue };
        let names: Vec<&str> =
            circle.iter().map(|id| model.events[*id].name.value.as_str()).collect();
        out.push(
            Diagnostic::error(
                rule::SPLIT_CYCLE,
                split.span,
                format!("reading {} never ends", listed(&names)),
            )
            .label(format!("leads back to `{}`", event.name.value))
            .help("split into events that are read as themselves"),
        );
    }
}
