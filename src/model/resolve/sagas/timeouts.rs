//! What a saga does when nothing happens for too long.

use jiff::SignedDuration;

use super::Process;
use crate::{
    diagnostic::{Diagnostic, rule},
    expr::Scope,
    model::{
        Timeout,
        resolve::{info::info_of, issues::Occasion, level::Home},
    },
    source::Spanned,
    syntax::{At, Entry, ast::TimeoutDecl},
    types::duration,
};

impl<'m> Process<'m> {
    /// The timeouts in order; one without a length is left out after its finding.
    pub(super) fn timeouts(self, out: &mut Vec<Diagnostic>) -> Vec<Timeout> {
        let entries = self.declaration.decl.timeouts.entries().iter();
        entries.filter_map(|entry| self.timeout(entry, out)).collect()
    }

    fn timeout(self, entry: &'m Entry<TimeoutDecl>, out: &mut Vec<Diagnostic>) -> Option<Timeout> {
        let decl = entry.value.as_ref()?;
        let info = info_of(&decl.common, self.declaration.home.draft);
        let home = self.declaration.home.inside(info.draft);
        let occasion = Occasion { event: None, scope: self.memory(home) };
        let issues = self.issues(decl.issue.items(), &decl.with, &occasion, home, out);
        let after = length(&decl.after, home, out)?;
        Some(Timeout {
            name: entry.name.clone(),
            info,
            after,
            issues,
            compensates: decl.compensates.is_true(),
            ends: decl.ends.is_true(),
        })
    }

    /// Nothing has happened: only the key and the memory of the instance are in sight.
    fn memory(self, home: Home) -> Option<Scope<'m>> {
        let mut scope = Scope {
            types: &self.known.model.types,
            place: self.known.place(home),
            bare: None,
            roots: Vec::new(),
            absent: None,
        };
        self.add_own(&mut scope, true)?;
        Some(scope)
    }
}

fn length(
    after: &At<String>,
    home: Home,
    out: &mut Vec<Diagnostic>,
) -> Option<Spanned<SignedDuration>> {
    let word = after.word()?;
    let found = duration(&word.value);
    let message = match found {
        Some(length) if length.is_positive() => return Some(Spanned::new(length, word.span)),
        Some(_) => format!("`{}` is over before it begins", word.value),
        None => format!("`{}` is no length of time", word.value),
    };
    let finding = Diagnostic::error(rule::WRONG_KIND, word.span, message)
        .help("write hours and minutes as in `PT1H30M`, days as in `P3D`");
    home.report(finding, out);
    None
}
