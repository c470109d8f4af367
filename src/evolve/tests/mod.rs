//! Tests of the whole way: a model as text, its plan, and payloads that travel through the versions.

mod down;
mod mistakes;
mod properties;
mod reading;
mod steps;
mod worked;

use super::{
    Json, Plan, canonical, decode, describe,
    interpret::{Stop, read},
    plan,
    sample::envelope,
};
use crate::{
    diagnostic::{Diagnostic, settle},
    model::{EventId, Model, resolve},
    source::SourceMap,
    syntax,
};

/// A model, its plan, and every finding as `rule at `text`: message`.
struct Planned {
    model: Model,
    plan: Plan,
    findings: Vec<String>,
}

/// Plans the events of one context; `body` holds what stands under the context.
fn planned(body: &str) -> Planned {
    let mut text = "esgen: 1\nmodel: test\nlevel: design\ncontexts:\n  Ordering:\n".to_owned();
    for line in body.lines() {
        text.push_str("    ");
        text.push_str(line);
        text.push('\n');
    }
    let mut sources = SourceMap::default();
    let file = sources.add("esgen.yaml", text);
    let (document, mut findings) = syntax::parse(file, &sources);
    let (model, found) = resolve(&[document]);
    findings.extend(found);
    let (plan, found) = plan(&model);
    findings.extend(found);
    let line = |finding: &Diagnostic| {
        let place = sources.slice(finding.primary.span);
        format!("{} at `{place}`: {}", finding.rule, finding.message)
    };
    let errors =
        settle(findings).into_iter().filter(|finding| finding.severity.as_str() == "error");
    let findings = errors.map(|finding| line(&finding)).collect();
    Planned { model, plan, findings }
}

/// The same, of a body without a mistake.
fn sound(body: &str) -> Planned {
    let planned = planned(body);
    assert_eq!(planned.findings, Vec::<String>::new(), "{body}");
    planned
}

impl Planned {
    fn event(&self, name: &str) -> EventId {
        let found = self.model.events.iter().find(|(_, event)| event.name.value == name);
        found.map(|(id, _)| id).unwrap()
    }

    /// The canonical shape of a version on one line.
    fn shape(&self, name: &str, number: u32) -> String {
        let version = self.plan[self.event(name)].version(number).unwrap();
        canonical::lines(&self.plan.types, &version.shape).join(", ")
    }

    /// What a stored payload is read as in the newest version, which it fits exactly.
    fn upcast(&self, name: &str, number: u32, payload: &str) -> Result<String, Stop> {
        let payload = Json::parse(payload).unwrap();
        let read = read(&self.plan, self.event(name), number, &payload, &envelope())?;
        let [(_, read)] = &read[..] else { panic!("{name} is read as itself") };
        let planned = &self.plan[self.event(name)];
        let newest = planned.newest().unwrap();
        assert_eq!(
            decode(&self.plan.types, &planned.longer, &newest.shape, read).as_ref(),
            Ok(read)
        );
        Ok(read.to_string())
    }
}
