//! What a team has accepted about changes of its published events.

use crate::{
    diagnostic::{Diagnostic, rule},
    model::Accepted,
    source::Spanned,
    syntax::ast::{AcceptedDecl, EvolutionDecl},
};

/// The acceptances; one whose end is no day holds without end, and is reported.
pub(super) fn accepted_of(decl: &EvolutionDecl, out: &mut Vec<Diagnostic>) -> Vec<Accepted> {
    decl.accepted.items().iter().filter_map(|item| accepted(&item.value, out)).collect()
}

fn accepted(decl: &AcceptedDecl, out: &mut Vec<Diagnostic>) -> Option<Accepted> {
    let until = decl.until.word().and_then(|word| {
        let day = word.value.parse().ok().map(|day| Spanned::new(day, word.span));
        if day.is_none() {
            let message = format!("`{}` is not a day", word.value);
            let finding = Diagnostic::error(rule::WRONG_KIND, word.span, message);
            out.push(finding.help("write a day as year, month and day: \"2027-01-31\""));
        }
        day
    });
    Some(Accepted { finding: decl.finding.word()?, because: decl.because.get()?.clone(), until })
}
