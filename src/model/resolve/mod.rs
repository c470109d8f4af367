//! Declarations to the model, in phases: first every name, then what each element says about the others. Each
//! phase reads what the phases before it have settled, and goes on after a finding.

mod around;
mod declare;
mod history;
mod info;
mod kind;
mod known;
mod level;
mod names;
mod policies;
mod read_models;
mod sagas;
mod scenarios;

use super::Model;
use crate::{diagnostic::Diagnostic, syntax::Document};
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
    /// Findings so far.
    out: Vec<Diagnostic>,
}

impl Work<'_> {
    /// What is settled, with the place for findings beside it.
    fn known(&mut self) -> (Known<'_>, &mut Vec<Diagnostic>) {
        (Known { model: &self.model, names: &self.names }, &mut self.out)
    }
}

/// Resolves the documents of one model. The model is whole even when findings went out, but only one without
/// errors is fit for generation.
pub fn resolve(documents: &[Document]) -> (Model, Vec<Diagnostic>) {
    let mut out = Vec::new();
    let mut model = Model::default();
    let mut names = Names::default();
    let declared = declare::declare(documents, &mut model, &mut names, &mut out);
    let mut work = Work { documents, model, names, out };
    history::resolve(&declared, &mut work);
    policies::resolve(&declared, &mut work);
    sagas::resolve(&declared, &mut work);
    read_models::resolve(&declared, &mut work);
    scenarios::resolve(&declared, &mut work);
    around::resolve(&declared, &mut work);
    (work.model, work.out)
}
