//! Functions that policies, sagas and read models name with `using:`.

use super::{Found, HookView, add, value};
use crate::{
    generate::rust::{
        names, types,
        views::{World, policy, trigger::Seen},
    },
    model::{ContextId, Filling, Fold, Issue, Policy, ReadModel, Saga, Source},
    types::{Field, Type},
};

/// Adds the functions of every reaction of a context.
pub(super) fn collect(world: &World<'_>, context: ContextId, found: &mut Found) {
    let own = &world.model.contexts[context];
    let collecting = &mut Collecting { world, context, found };
    own.policies.iter().for_each(|id| collecting.policy(&world.model.policies[*id]));
    own.sagas.iter().for_each(|id| collecting.saga(&world.model.sagas[*id]));
    own.read_models.iter().for_each(|id| collecting.read_model(&world.model.read_models[*id]));
}

struct Collecting<'c, 'm> {
    world: &'c World<'m>,
    context: ContextId,
    found: &'c mut Found,
}

impl Collecting<'_, '_> {
    fn policy(&mut self, policy: &Policy) {
        for reaction in &policy.reactions {
            let event = Seen::new(self.world, self.context, reaction.event).ty();
            if let Some(hook) = &reaction.using {
                let view = HookView {
                    name: policy::hook_name(self.world, policy, reaction.event, &hook.value),
                    docs: format!(
                        "The commands that `{}` gives on a `{event}`.",
                        names::pascal(&policy.name.value)
                    ),
                    parameters: vec![
                        format!("_event: {event}"),
                        "_meta: &kernel::Meta<'_>".to_owned(),
                    ],
                    result: "Result<Vec<kernel::IssuedCommand>, kernel::ReactError>".to_owned(),
                    body: "Ok(Vec::new())".to_owned(),
                };
                add(self.found, view);
            }
            self.issues(&reaction.issues, &[format!("_event: &{event}")]);
        }
    }

    fn saga(&mut self, saga: &Saga) {
        let state = format!("_state: &{}State", names::pascal(&saga.name.value));
        for reaction in &saga.reactions {
            let event =
                format!("_event: &{}", Seen::new(self.world, self.context, reaction.event).ty());
            let both = [state.clone(), event.clone()];
            let starts = saga.starts.iter().any(|start| start.value == reaction.event);
            self.folds(&reaction.folds, &saga.state, if starts { &both[1..] } else { &both });
            self.issues(reaction.issues.iter().chain(&reaction.undo), &both);
        }
        for timeout in &saga.timeouts {
            self.issues(&timeout.issues, std::slice::from_ref(&state));
        }
    }

    fn read_model(&mut self, view: &ReadModel) {
        let row = format!("_row: &{}Row", names::pascal(&view.name.value));
        for mapping in &view.mappings {
            let event =
                format!("_event: &{}", Seen::new(self.world, self.context, mapping.event).ty());
            for change in &mapping.changes {
                let both = [row.clone(), event.clone()];
                let given = if change.creates { &both[1..] } else { &both };
                self.fillings(change.writes.as_deref().unwrap_or_default(), &view.fields, given);
            }
        }
    }

    fn folds(&mut self, folds: &[Fold], fields: &[Field], parameters: &[String]) {
        for fold in folds {
            if let Source::Hook(hook) = &fold.source {
                self.value_of(&hook.value, &fold.field.value, fields, parameters);
            }
        }
    }

    fn issues<'i>(&mut self, issues: impl IntoIterator<Item = &'i Issue>, parameters: &[String]) {
        for issue in issues {
            let fields = &self.world.model.commands[issue.command].fields;
            self.fillings(&issue.fields, fields, parameters);
        }
    }

    fn fillings(&mut self, fillings: &[Filling], fields: &[Field], parameters: &[String]) {
        for filling in fillings {
            if let Source::Hook(hook) = &filling.source {
                self.value_of(&hook.value, &filling.field, fields, parameters);
            }
        }
    }

    fn value_of(&mut self, hook: &str, field: &str, fields: &[Field], parameters: &[String]) {
        let ty: Option<&Type> =
            fields.iter().find(|known| known.name.value == field).map(|field| &field.ty);
        let Some(ty) = ty else { return };
        let view = HookView {
            name: hook.to_owned(),
            docs: format!("A value of `{field}`."),
            parameters: parameters.to_vec(),
            result: types::rust_type(ty, &self.world.plan.types),
            body: value(self.world, ty),
        };
        add(self.found, view);
    }
}
