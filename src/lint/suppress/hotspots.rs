//! Open questions are the domain's own way to say that something is not finished: what they are about is known to be
//! incomplete, and is told quietly.

use super::super::{
    Category, Finding, catalogue::known, on::On, rules::meta, settings::read_selector,
};
use crate::{
    diagnostic::{Diagnostic, Severity},
    model::Hotspot,
};

/// Lowers what open questions explain to remarks. Gives the rules that a question names for nothing.
pub(super) fn cover(
    findings: &mut [Finding],
    (on, has_run): (&On<'_>, &dyn Fn(&str) -> bool),
    out: &mut Vec<Diagnostic>,
) {
    for hotspot in &on.model.hotspots {
        let about: Vec<String> = hotspot
            .about
            .iter()
            .map(|subject| on.outlines.place(on.name(subject.value).span).path)
            .collect();
        let mut covers = vec![false; hotspot.rules.len()];
        for finding in findings.iter_mut().filter(|it| it.suppressed.is_none()) {
            if !about.iter().any(|path| is_about(path, finding)) {
                continue;
            }
            let named = hotspot.rules.iter().position(|rule| rule.value == finding.diagnostic.rule);
            if let Some(place) = named {
                covers[place] = true;
            }
            if is_explained(finding) && (hotspot.rules.is_empty() || named.is_some()) {
                quieten(finding, hotspot);
            }
        }
        for (rule, covers) in hotspot.rules.iter().zip(covers) {
            let is_known = read_selector(rule.as_ref(), out).is_some();
            if is_known && !covers && has_run(&rule.value) {
                out.extend(meta::covers_nothing(rule, hotspot, on));
            }
        }
    }
}

/// Whether a finding lies in the element of that path, or in a field of it.
fn is_about(path: &str, finding: &Finding) -> bool {
    let place = &finding.place;
    let inside = place.path.strip_prefix(path);
    inside.is_some_and(|rest| {
        rest.is_empty() || (place.kind == "field" && rest.matches('/').count() == 1)
    })
}

/// Whether a question can explain a finding: nobody asks whether the model may be wrong.
fn is_explained(finding: &Finding) -> bool {
    let category = known(finding.diagnostic.rule).map(|known| known.category());
    // The question itself is not answered by itself.
    finding.diagnostic.rule != "open-hotspot"
        && category.is_some_and(Category::is_about_completeness)
}

fn quieten(finding: &mut Finding, hotspot: &Hotspot) {
    if finding.hotspot.is_none() {
        finding.hotspot = Some((hotspot.text.value.clone(), finding.diagnostic.severity));
        finding.diagnostic.severity = Severity::Info;
        let note = format!("an open question covers this: {}", hotspot.text.value);
        finding.diagnostic.notes.push(note);
    }
}
