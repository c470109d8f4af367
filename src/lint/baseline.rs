//! Findings that were there when linting began. They are named by rule and element, not by line, so that they stay known
//! through edits. A finding that is resolved is pruned, and cannot come back unseen.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Finding, Report, SuppressedBy, Suppression, catalogue::known};

/// The name of the file, beside the root file of the model.
pub const FILE: &str = "esgen-baseline.json";

const VERSION: u32 = 1;

/// What was there when linting began.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline(BTreeMap<String, Entry>);

/// A finding that was there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The name of the finding.
    pub fingerprint: String,
    /// Its rule.
    pub rule: String,
    /// Its element, names joined by `/`.
    pub element: String,
    /// Why it stays.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    entries: Vec<Entry>,
}

impl Baseline {
    /// Reads a file.
    ///
    /// # Errors
    /// Says why, in one line, when it is not one.
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: File = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if file.version != VERSION {
            return Err(format!("version {} is not known", file.version));
        }
        let entries = file.entries.into_iter();
        Ok(Self(entries.map(|entry| (entry.fingerprint.clone(), entry)).collect()))
    }

    /// How many findings it knows.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Marks the findings that it knows. Gives the entries that nothing fits any more, as far as their rules were looked
    /// for.
    pub fn apply(&self, report: &mut Report) -> Vec<&Entry> {
        let mut met = BTreeSet::new();
        for finding in &mut report.findings {
            let Some(entry) = self.0.get(&finding.fingerprint) else { continue };
            met.insert(entry.fingerprint.as_str());
            if finding.suppressed.is_none() && !finding.is_hard() {
                finding.suppressed = Some(suppression(entry));
            }
        }
        let is_gone = |entry: &&Entry| {
            !met.contains(entry.fingerprint.as_str()) && report.has_run(&entry.rule)
        };
        self.0.values().filter(is_gone).collect()
    }

    /// Adds the findings that nobody has agreed to.
    pub fn add(&mut self, report: &Report, reason: Option<&str>) {
        for finding in report.open().filter(|finding| !finding.is_hard()) {
            let entry = entry(finding, reason);
            self.0.insert(entry.fingerprint.clone(), entry);
        }
    }

    /// Leaves entries out.
    pub fn remove(&mut self, gone: &[Entry]) {
        for entry in gone {
            self.0.remove(&entry.fingerprint);
        }
    }
}

/// One line an entry, so that merges meet in lines; by element and rule, so that people find their way.
impl std::fmt::Display for Baseline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut entries: Vec<&Entry> = self.0.values().collect();
        entries.sort_by_key(|entry| (&entry.element, &entry.rule, &entry.fingerprint));
        writeln!(f, "{{\n  \"version\": {VERSION},\n  \"entries\": [")?;
        for (place, entry) in entries.iter().enumerate() {
            let end = if place + 1 < entries.len() { "," } else { "" };
            writeln!(f, "    {}{end}", serde_json::to_string(entry).unwrap_or_default())?;
        }
        writeln!(f, "  ]\n}}")
    }
}

fn entry(finding: &Finding, reason: Option<&str>) -> Entry {
    Entry {
        fingerprint: finding.fingerprint.clone(),
        rule: finding.diagnostic.rule.to_owned(),
        element: finding.place.path.clone(),
        reason: reason.map(str::to_owned),
    }
}

fn suppression(entry: &Entry) -> Suppression {
    Suppression {
        by: SuppressedBy::Baseline,
        reason: entry.reason.clone(),
        until: None,
        span: None,
    }
}

impl Report {
    /// Whether a rule was looked for in this run.
    fn has_run(&self, rule: &str) -> bool {
        match known(rule).map(|known| known.rule()) {
            Some(Some(rule)) => self.timings.iter().any(|timing| timing.rule == rule.name),
            // What the language says is said in every run. A rule that is gone finds nothing any more.
            Some(None) | None => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        lint::{Overrides, lint},
        pipeline::check_text,
    };

    const MODEL: &str = "\
esgen: 1
model: shop
actors: [Clerk]
contexts:
  Orders:
    aggregates:
      Order:
        commands:
          PlaceOrder: { creates: true, by: [Clerk], emits: PlacedEvent }
        events: [PlacedEvent]
";

    #[test]
    fn what_is_known_is_silent_until_it_is_gone() {
        let before = lint(&check_text(MODEL.as_bytes()), &Overrides::default());
        let mut baseline = Baseline::default();
        baseline.add(&before, Some("older than linting"));
        assert_eq!(baseline.len(), 1);
        let again = Baseline::parse(&baseline.to_string()).expect("what is written can be read");
        assert_eq!(again, baseline);

        let moved = MODEL.replace("contexts:\n", "\n\n# Moved down.\ncontexts:\n");
        let mut after = lint(&check_text(moved.as_bytes()), &Overrides::default());
        assert_eq!(baseline.apply(&mut after), Vec::<&Entry>::new());
        assert_eq!(after.open().count(), 0);

        let mended = MODEL.replace("PlacedEvent", "OrderPlaced");
        let mut mended = lint(&check_text(mended.as_bytes()), &Overrides::default());
        let gone: Vec<Entry> = baseline.apply(&mut mended).into_iter().cloned().collect();
        assert_eq!(gone.len(), 1);
        baseline.remove(&gone);
        assert!(baseline.is_empty());
    }

    #[test]
    fn what_is_no_baseline_is_refused_with_a_reason() {
        assert!(Baseline::parse("{}").is_err());
        let newer = r#"{ "version": 2, "entries": [] }"#;
        assert_eq!(Baseline::parse(newer), Err("version 2 is not known".to_owned()));
    }
}
