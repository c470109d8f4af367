//! Declarations to the model, in phases: first every name, then what each element says about the others. Each
//! phase reads what the phases before it have settled, and goes on after a finding.

mod accepted;
mod aggregates;
mod around;
mod candidates;
mod commands;
mod contexts;
mod declare;
mod expressions;
mod fields;
mod fill;
mod folds;
mod history;
mod hooks;
mod identifiers;
mod info;
mod issues;
mod kind;
mod known;
mod level;
mod lists;
mod messages;
mod names;
mod policies;
mod read_models;
mod reading;
mod sagas;
mod scenarios;
mod scope;
mod types;

use std::collections::{BTreeMap, BTreeSet};

use super::{AggregateId, Model, Subject};
use crate::{
    diagnostic::Diagnostic,
    syntax::Document,
    types::{Field, TypeId},
};
use known::Known;
use names::Names;

/// What the phases work on. A phase reads through [`Work::known`] while it computes one element, then puts the
/// result into the model.
struct Work<'d> {
    /// The files of the model.
    documents: &'d [Document],
    /// The model, as far as it is filled.
    model: Model,
    /// Every declared name.
    names: Names,
    /// Elements of which a field is bad and reported; nothing more is said about expressions over them.
    poisoned: BTreeSet<Subject>,
    /// What newtypes say about their values, each as a field of that type.
    templates: BTreeMap<TypeId, Field>,
    /// Aggregates whose lifecycle is bad and reported.
    lost_lifecycles: BTreeSet<AggregateId>,
    /// Types of which a part is bad and reported.
    broken_types: BTreeSet<TypeId>,
    /// Findings so far.
    out: Vec<Diagnostic>,
}

impl Work<'_> {
    /// What is settled, with the place for findings beside it.
    fn known(&mut self) -> (Known<'_>, &mut Vec<Diagnostic>) {
        let known = Known {
            model: &self.model,
            names: &self.names,
            poisoned: &self.poisoned,
            templates: &self.templates,
            lost_lifecycles: &self.lost_lifecycles,
            broken_types: &self.broken_types,
        };
        (known, &mut self.out)
    }
}

/// Resolves the documents of one model. The model is whole even when findings went out, but only one without
/// errors is fit for generation.
pub fn resolve(documents: &[Document]) -> (Model, Vec<Diagnostic>) {
    let mut out = Vec::new();
    let mut model = Model::default();
    let mut names = Names::default();
    if documents.iter().any(|document| !document.complete) {
        names.lose_sight();
    }
    let declared = declare::declare(documents, &mut model, &mut names, &mut out);
    let mut work = Work {
        documents,
        model,
        names,
        poisoned: BTreeSet::new(),
        templates: BTreeMap::new(),
        lost_lifecycles: BTreeSet::new(),
        broken_types: BTreeSet::new(),
        out,
    };
    types::resolve(&declared, &mut work);
    messages::resolve(&declared, &mut work);
    aggregates::resolve(&declared, &mut work);
    commands::resolve(&declared, &mut work);
    folds::resolve(&declared, &mut work);
    contexts::resolve(&declared, &mut work);
    history::resolve(&declared, &mut work);
    policies::resolve(&declared, &mut work);
    sagas::resolve(&declared, &mut work);
    read_models::resolve(&declared, &mut work);
    work.model.is_cut = work.names.dangle_somewhere();
    scenarios::resolve(&declared, &mut work);
    around::resolve(&declared, &mut work);
    identifiers::check(&mut work);
    hooks::check(&mut work);
    work.model.references = work.names.into_references();
    (work.model, work.out)
}

#[cfg(test)]
mod probe;
#[cfg(test)]
mod tests;
