//! Every type that a model is made of, now or in an older version.

use std::collections::BTreeSet;

use crate::{
    expr::Expr,
    model::{Decision, Filling, Fold, Issue, Model, OldType, Row, Source, Step, StepKind},
    types::{Field, Meaning, Type, TypeId},
};

/// The declared types that something other than themselves mentions.
pub(super) fn mentioned(model: &Model) -> BTreeSet<TypeId> {
    let mut found = Mentions(BTreeSet::new());
    found.fields(model);
    found.types(model);
    found.steps(model);
    found.decisions(model);
    found.reactions(model);
    found.rows(model);
    found.0
}

struct Mentions(BTreeSet<TypeId>);

impl Mentions {
    fn ty(&mut self, ty: &Type) {
        self.0.extend(ty.named());
    }

    fn all<'f>(&mut self, fields: impl IntoIterator<Item = &'f Field>) {
        fields.into_iter().for_each(|field| self.ty(&field.ty));
    }

    fn expr(&mut self, expr: &Expr) {
        expr.visit(&mut |part| self.ty(&part.ty));
    }

    fn sources<'s>(&mut self, sources: impl IntoIterator<Item = &'s Source>) {
        sources.into_iter().filter_map(Source::expr).for_each(|expr| self.expr(expr));
    }

    fn fillings<'f>(&mut self, fillings: impl IntoIterator<Item = &'f Filling>) {
        self.sources(fillings.into_iter().map(|filling| &filling.source));
    }

    fn folds(&mut self, folds: &[Fold]) {
        self.sources(folds.iter().map(|fold| &fold.source));
    }

    fn issues<'i>(&mut self, issues: impl IntoIterator<Item = &'i Issue>) {
        let expressions = issues.into_iter().flat_map(Issue::expressions);
        expressions.for_each(|expr| self.expr(expr));
    }

    fn fields(&mut self, model: &Model) {
        self.all(model.commands.values().flat_map(|it| &it.fields));
        self.all(model.events.values().flat_map(|it| &it.fields));
        self.all(model.aggregates.values().flat_map(|it| &it.state));
        self.all(model.sagas.values().flat_map(|it| it.state.iter().chain(&it.keyed_by)));
        self.all(model.read_models.values().flat_map(|it| &it.fields));
    }

    fn types(&mut self, model: &Model) {
        for (id, definition) in model.types.iter() {
            let inside: Vec<&Type> = match &definition.meaning {
                Meaning::Newtype(inner) => vec![inner],
                Meaning::Record(fields) => fields.iter().map(|field| &field.ty).collect(),
                Meaning::Identity { .. } | Meaning::Enumeration(_) => Vec::new(),
            };
            self.0.extend(inside.into_iter().filter_map(Type::named).filter(|it| *it != id));
        }
    }

    fn steps(&mut self, model: &Model) {
        for event in model.events.values() {
            for change in &event.changes {
                change.steps.iter().for_each(|step| self.step(step));
            }
        }
    }

    fn step(&mut self, step: &Step) {
        match &step.kind {
            StepKind::Drop { was, .. }
            | StepKind::Widen { was, .. }
            | StepKind::Flatten { was, .. }
            | StepKind::Split { was, .. }
            | StepKind::Wrap { was, .. } => self.old(was),
            StepKind::Map { was, to, .. } => {
                self.old(was);
                to.iter().for_each(|to| self.old(to));
            }
            StepKind::Convert { from, .. }
            | StepKind::Join { from, .. }
            | StepKind::Custom { reads: from, .. } => {
                from.iter().for_each(|(_, was)| self.old(was));
            }
            StepKind::Each { steps, .. } => steps.iter().for_each(|step| self.step(step)),
            StepKind::Add { .. }
            | StepKind::Rename { .. }
            | StepKind::Fill { .. }
            | StepKind::Nest { .. } => {}
        }
    }

    fn old(&mut self, was: &OldType) {
        match was {
            OldType::Type(ty) => self.ty(ty),
            OldType::Words(_) => {}
        }
    }

    fn decisions(&mut self, model: &Model) {
        for command in model.commands.values() {
            let Decision::Table(rows) = &command.decision else { continue };
            rows.iter().filter_map(|row| row.when.as_ref()).for_each(|when| self.expr(when));
            self.fillings(rows.iter().flat_map(Row::emissions).flat_map(|it| &it.fields));
        }
        model.events.values().for_each(|event| self.folds(&event.folds));
    }

    fn reactions(&mut self, model: &Model) {
        for reaction in model.policies.values().flat_map(|policy| &policy.reactions) {
            reaction.when.iter().for_each(|when| self.expr(when));
            self.issues(&reaction.issues);
        }
        for saga in model.sagas.values() {
            for reaction in &saga.reactions {
                reaction.when.iter().chain(&reaction.key).for_each(|expr| self.expr(expr));
                self.folds(&reaction.folds);
                self.issues(reaction.issues.iter().chain(&reaction.undo));
            }
            self.issues(saga.timeouts.iter().flat_map(|timeout| &timeout.issues));
        }
    }

    fn rows(&mut self, model: &Model) {
        for mapping in model.read_models.values().flat_map(|view| &view.mappings) {
            for change in &mapping.changes {
                change.key.iter().for_each(|key| self.expr(key));
                self.fillings(change.writes.iter().flatten());
            }
        }
    }
}
