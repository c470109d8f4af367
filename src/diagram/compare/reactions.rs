//! What reacts to events as facts: policies, the steps of sagas, and read models.

use super::{elements::Teller, expression, facts::Facts};
use crate::{
    diagram::{names, text::length},
    expr::Expr,
    model::{
        Fold, Issue, Mapping, Policy, PolicyReaction, Reaction, ReadModel, Returns, Saga, Subject,
    },
};

impl Teller<'_> {
    pub(super) fn reactions(&mut self) {
        let model = self.model;
        for policy in model.policies.values() {
            let key = names::policy_id(&model.contexts[policy.context], &policy.name.value);
            let facts = self.policy(policy);
            self.add(key, facts);
        }
        model.sagas.values().for_each(|saga| self.saga(saga));
        for (id, view) in model.read_models.iter() {
            let facts = self.read_model(view);
            self.add(names::id_of(model, Subject::ReadModel(id)), facts);
        }
    }

    fn policy(&self, policy: &Policy) -> Facts {
        let mut facts = Self::named(&policy.name.value, &policy.info);
        for event in &policy.whenever {
            facts.say(format!("whenever {}", self.event(event.value)), "");
        }
        for command in &policy.then {
            facts.say(format!("gives {}", self.model.commands[command.value].name.value), "");
        }
        for reaction in &policy.reactions {
            let said = self.on_event(reaction);
            if !said.is_empty() {
                facts.say(format!("on {}", self.event(reaction.event)), said);
            }
        }
        facts
    }

    /// What a policy does on one of its events, as far as its commands do not say it.
    fn on_event(&self, reaction: &PolicyReaction) -> String {
        let issued = reaction.issues.iter().filter_map(|issue| {
            let with = self.given(issue);
            let command = &self.model.commands[issue.command].name.value;
            (!with.is_empty()).then(|| format!("{command} {with}"))
        });
        let using = reaction.using.iter().map(|using| format!("with {}", using.value));
        self.when(reaction.when.as_ref())
            .into_iter()
            .chain(issued)
            .chain(using)
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// Every step says how the saga is called; the first one says what holds for all of it.
    fn saga(&mut self, saga: &Saga) {
        let context = &self.model.contexts[saga.context];
        let mut whole = Some(self.whole(saga));
        let mut first = |facts: Facts| {
            let mut all = whole.take().unwrap_or_else(|| {
                let mut named = Facts::default();
                named.may("label", saga.info.label.as_deref());
                named
            });
            all.append(facts);
            all
        };
        let steps: Vec<_> = saga.reactions.iter().map(|it| first(self.step(it))).collect();
        let timeouts = saga.timeouts.iter().map(|it| {
            let mut facts = Facts::default();
            facts.say("after", length(it.after.value));
            self.issues(&mut facts, &it.issues);
            facts.holds("undoes what was done", it.compensates);
            facts.holds("ends", it.ends);
            first(facts)
        });
        let timeouts: Vec<_> = timeouts.collect();
        for (reaction, facts) in saga.reactions.iter().zip(steps) {
            self.add(names::reaction_id(self.model, context, saga, reaction.event), facts);
        }
        for (timeout, facts) in saga.timeouts.iter().zip(timeouts) {
            self.add(names::timeout_id(context, saga, &timeout.name.value), facts);
        }
        if let Some(idle) = whole {
            self.add(names::policy_id(context, &saga.name.value), idle);
        }
    }

    fn whole(&self, saga: &Saga) -> Facts {
        let mut facts = Self::named(&saga.name.value, &saga.info);
        let place = self.place(Some(saga.context));
        if let Some(key) = &saga.keyed_by {
            self.fields(&mut facts, "keyed by", std::slice::from_ref(key), &place);
        }
        self.fields(&mut facts, "state", &saga.state, &place);
        for event in &saga.starts {
            facts.say(format!("starts with {}", self.event(event.value)), "");
        }
        facts
    }

    fn step(&self, reaction: &Reaction) -> Facts {
        let mut facts = Facts::default();
        facts.may("description", reaction.info.description.as_deref());
        facts.may("applies", self.when(reaction.when.as_ref()));
        facts.may("key", reaction.key.as_ref().map(|key| self.text(key)));
        self.folds(&mut facts, &reaction.folds);
        self.issues(&mut facts, &reaction.issues);
        if let Some(undo) = &reaction.undo {
            let command = &self.model.commands[undo.command].name.value;
            facts.say(format!("undone by {command}"), self.given(undo));
        }
        facts.holds("undoes what was done", reaction.compensates);
        facts.holds("ends", reaction.ends);
        facts
    }

    fn folds(&self, facts: &mut Facts, folds: &[Fold]) {
        for fold in folds {
            let said = self.source(&fold.source).unwrap_or_default();
            facts.say(format!("sets {}", fold.field.value), said);
        }
    }

    fn issues(&self, facts: &mut Facts, issues: &[Issue]) {
        for issue in issues {
            let command = &self.model.commands[issue.command].name.value;
            facts.say(format!("gives {command}"), self.given(issue));
        }
    }

    /// To whom a command goes, and with what.
    fn given(&self, issue: &Issue) -> String {
        let target = issue.target.as_ref().map(|target| format!("to {}", self.text(target)));
        let filled = self.fillings(&issue.fields).join(", ");
        let with = (!filled.is_empty()).then(|| format!("with {filled}"));
        target.into_iter().chain(with).collect::<Vec<_>>().join(" ")
    }

    fn when(&self, when: Option<&Expr>) -> Option<String> {
        when.map(|when| format!("when {}", self.text(when)))
    }

    fn text(&self, expr: &Expr) -> String {
        expression::text(&self.model.types, expr)
    }

    fn read_model(&self, view: &ReadModel) -> Facts {
        let mut facts = Self::named(&view.name.value, &view.info);
        facts.may("question", view.question.as_deref());
        facts.may("key", view.key.as_ref().map(|key| key.value.as_str()));
        self.fields(&mut facts, "field", &view.fields, &self.place(Some(view.context)));
        for mapping in &view.mappings {
            facts.say(format!("from {}", self.event(mapping.event)), self.mapped(mapping));
        }
        for query in &view.queries {
            let by: Vec<_> = query.by.iter().map(|by| by.value.as_str()).collect();
            let rows = match query.returns {
                Returns::One => "one row",
                Returns::Many => "rows",
            };
            facts
                .say(format!("query {}", query.name.value), format!("{rows} by {}", by.join(", ")));
        }
        facts
    }

    fn mapped(&self, mapping: &Mapping) -> String {
        let changes = mapping.changes.iter().map(|change| {
            let key = change.key.as_ref().map(|key| format!("row {}", self.text(key)));
            let writes = match &change.writes {
                Some(writes) => self.fillings(writes),
                None => vec!["deleted".to_owned()],
            };
            key.into_iter().chain(writes).collect::<Vec<_>>().join(", ")
        });
        changes.collect::<Vec<_>>().join("; ")
    }
}
