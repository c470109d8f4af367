//! Every way in which events are known to change, and what becomes of it here: what the bare edit of a published model
//! gives, what it would do to history and to neighbours, and the answer: steps that read what is stored, or a refusal
//! with advice.
//!
//! The tables are `tests/catalogue/*.yaml`. An operation on fields says them `before` and `after`, of one event; any
//! other says models. `naive` is what is found when the model is just edited. `history` and `neighbours` say for how
//! many payloads a reader fails: none, some, all, or `silent`, which is worst. Then stand the `steps` of version 2 (or
//! an `answer` as a model) with a payload that was `stored` and what it is `read` as, the function that it `needs`, or
//! the rule by which it is `refused` and words of its help. What the lock cannot show is told as `unseen`; where a
//! comparison of the two models shows it, that finds what stands under `compared`. An answer may be `remarked` upon.

#[path = "support/old_events.rs"]
mod old_events;
mod support;

use std::{collections::BTreeMap, fs, path::Path};

use esgen::{
    diagnostic::{Diagnostic, Severity},
    evolve::{
        compat::{Harm, obstacles},
        diff::{Baseline, Side, diff},
        form::Record,
        interpret::Stop,
        lock,
    },
    pipeline::Analysis,
};
use serde::Deserialize;
use serde_yaml::{Mapping, Value};
use support::analyze;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default)]
    types: Mapping,
    operations: BTreeMap<String, Operation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Operation {
    what: String,
    /// For readers of the table.
    #[serde(rename = "note")]
    _note: Option<String>,
    unseen: Option<String>,
    before: Value,
    after: Option<Value>,
    answer: Option<Value>,
    /// The fields of the answer, where they are not those `after`.
    into: Option<Value>,
    types_before: Option<Mapping>,
    types_after: Option<Mapping>,
    types_answer: Option<Mapping>,
    naive: Option<Vec<String>>,
    compared: Option<Vec<String>>,
    remarked: Option<String>,
    history: Option<String>,
    neighbours: Option<String>,
    steps: Option<Value>,
    stored: Option<Value>,
    read: Option<Value>,
    read_as: Option<Vec<Value>>,
    needs: Option<String>,
    refused: Option<String>,
    advice: Option<String>,
}

/// An operation of a table, with the types that stand around it.
struct Case<'t> {
    types: &'t Mapping,
    row: &'t Operation,
}

impl Case<'_> {
    /// Says what is not as the table says.
    fn run(&self) -> Result<(), String> {
        let row = self.row;
        let before = analyze(&self.model(&row.before, row.types_before.as_ref(), None), None);
        expect("before", &errors(&before), &[])?;
        let published = lock::of_model(&before.model, &before.plan);
        let text = published.to_string();
        let mut today = None;
        if let Some(after) = &row.after {
            let model = self.model(after, row.types_after.as_ref(), None);
            let after = analyze(&model, Some(&text));
            expect("naive", &rules(&after), row.naive.as_deref().unwrap_or_default())?;
            self.verdicts(&before, &after)?;
            expect(
                "compared",
                &compared(&before, &after),
                row.compared.as_deref().unwrap_or_default(),
            )?;
            today = Some(after);
        }
        if let Some(model) = self.answer() {
            let answer = analyze(&model, Some(&text));
            if row.refused.is_some() {
                return self.refused(&answer);
            }
            self.clean(&before, &answer)?;
            let remarks = of_severity(&answer, Severity::Info);
            let is_made = row.remarked.iter().all(|rule| remarks.contains(rule));
            expect("remarked", &remarks, if is_made { &remarks } else { &[] })?;
            today = Some(answer);
        }
        self.reads(&before, &today.ok_or("neither `after` nor an answer")?)
    }

    /// The text of a model; fields are those of one event.
    fn model(&self, part: &Value, types: Option<&Mapping>, steps: Option<&Value>) -> String {
        if let Some(text) = part.as_str() {
            return support::whole(text).0;
        }
        let mut all = self.types.clone();
        all.extend(types.into_iter().flatten().map(|(name, ty)| (name.clone(), ty.clone())));
        let mut event = Mapping::from_iter([("fields".into(), part.clone())]);
        if let Some(steps) = steps {
            let change = [("because".into(), "it is so".into()), ("steps".into(), steps.clone())];
            let change = Value::Mapping(Mapping::from_iter(change));
            event.insert("version".into(), 2.into());
            event.insert("changes".into(), Mapping::from_iter([(2.into(), change)]).into());
        }
        let nested = ["aggregates", "Order", "events", "OrderPlaced"].into_iter().rev();
        let aggregates =
            nested.fold(event, |inner, name| Mapping::from_iter([(name.into(), inner.into())]));
        let mut context = aggregates;
        context.insert("types".into(), all.into());
        support::whole(&serde_yaml::to_string(&context).unwrap()).0
    }

    fn answer(&self) -> Option<String> {
        let row = self.row;
        let types = row.types_answer.as_ref().or(row.types_after.as_ref());
        if let Some(answer) = &row.answer {
            return Some(self.model(answer, types, None));
        }
        let steps = row.steps.as_ref()?;
        Some(self.model(row.into.as_ref().or(row.after.as_ref())?, types, Some(steps)))
    }

    fn verdicts(&self, before: &Analysis, after: &Analysis) -> Result<(), String> {
        let (Some(history), Some(neighbours)) = (&self.row.history, &self.row.neighbours) else {
            return Ok(());
        };
        let (older, newer) = (newest(before), newest(after));
        expect("history", &[verdict(&newer, &older)], std::slice::from_ref(history))?;
        expect("neighbours", &[verdict(&older, &newer)], std::slice::from_ref(neighbours))
    }

    fn refused(&self, answer: &Analysis) -> Result<(), String> {
        let refused: Vec<String> = self.row.refused.iter().cloned().collect();
        let found = rules(answer);
        if !refused.iter().all(|rule| found.contains(rule)) {
            return expect("refused", &found, &refused);
        }
        let advice = self.row.advice.as_deref().ok_or("no advice is named")?;
        let of_rule =
            answer.diagnostics.iter().filter(|it| Some(it.rule) == self.row.refused.as_deref());
        let helps: Vec<&str> = of_rule.filter_map(|it| it.help.as_deref()).collect();
        let is_told = helps.iter().any(|help| help.contains(advice));
        if is_told { Ok(()) } else { Err(format!("the help is {helps:?}")) }
    }

    /// History is satisfied by the answer; neighbours are warned of when there is something to warn of.
    fn clean(&self, before: &Analysis, answer: &Analysis) -> Result<(), String> {
        expect("answer", &errors(answer), &[])?;
        if self.row.before.is_string() {
            return Ok(());
        }
        let warned = match verdict(&newest(before), &newest(answer)).as_str() {
            "none" => vec![],
            _ if rules(answer) == ["closed-enum-grew"] => vec!["closed-enum-grew".to_owned()],
            _ => vec!["rolling-deploy-breaks".to_owned()],
        };
        expect("answer", &rules(answer), &warned)
    }

    /// The stored payload of the first event is read as the table says.
    fn reads(&self, before: &Analysis, today: &Analysis) -> Result<(), String> {
        let Some(stored) = &self.row.stored else { return Ok(()) };
        let (_, first) = before.model.events.iter().next().ok_or("no event")?;
        let event =
            old_events::stored_as(today, &first.stored_as.value).ok_or("nothing reads it")?;
        let read = old_events::read(today, event, &json(stored));
        if let Some(function) = &self.row.needs {
            return match read {
                Err(Stop::NeedsHook { using, .. }) if using == *function => Ok(()),
                other => Err(format!("{other:?} instead of a call of `{function}`")),
            };
        }
        let found = read.map_err(|stop| stop.to_string())?;
        expect("read", &found, &self.expected())
    }

    fn expected(&self) -> Vec<String> {
        if let Some(read) = &self.row.read {
            return vec![format!("OrderPlaced {}", old_events::sorted(&json(read)))];
        }
        let entries = self.row.read_as.iter().flatten().filter_map(Value::as_mapping).flatten();
        let entry = |(name, read): (&Value, &Value)| {
            format!("{} {}", name.as_str().unwrap_or_default(), old_events::sorted(&json(read)))
        };
        entries.map(entry).collect()
    }
}

fn of_severity(analysis: &Analysis, worst: Severity) -> Vec<String> {
    let found = analysis.diagnostics.iter().filter(|it| it.severity <= worst);
    let mut rules: Vec<String> = found.map(|it: &Diagnostic| it.rule.to_owned()).collect();
    rules.sort();
    rules.dedup();
    rules
}

fn errors(analysis: &Analysis) -> Vec<String> {
    of_severity(analysis, Severity::Error)
}

/// The rules of errors and warnings, each once.
fn rules(analysis: &Analysis) -> Vec<String> {
    of_severity(analysis, Severity::Warning)
}

/// The rules of what only a comparison of two models finds.
fn compared(before: &Analysis, after: &Analysis) -> Vec<String> {
    fn side(analysis: &Analysis) -> Side<'_> {
        Side { model: &analysis.model, plan: &analysis.plan, published: None }
    }
    let diff = diff(side(after), Baseline::Model(side(before)), &[]);
    let all = diff.findings.iter().chain(diff.events.iter().flat_map(|event| &event.findings));
    let found = all.filter(|it| it.code().is_some_and(|code| code.starts_with("EV3")));
    found.map(|it| it.rule.to_owned()).collect()
}

/// The newest shape of the only event.
fn newest(analysis: &Analysis) -> Record {
    let planned = &analysis.plan.events()[0];
    Record::of(&analysis.plan.types, &planned.newest().unwrap().shape.fields)
}

fn verdict(reader: &Record, writer: &Record) -> String {
    let worst = obstacles(reader, writer).iter().map(|obstacle| obstacle.harm).max();
    let word = match worst {
        None => "none",
        Some(Harm::Some) => "some",
        Some(Harm::All) => "all",
        Some(Harm::Silent) => "silent",
    };
    word.to_owned()
}

fn json(value: &Value) -> String {
    serde_json::to_string(value).unwrap()
}

fn expect(what: &str, found: &[String], expected: &[String]) -> Result<(), String> {
    if found == expected { Ok(()) } else { Err(format!("{what} is {found:?}, not {expected:?}")) }
}

fn tables() -> Vec<Table> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/catalogue");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let read = |path| serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    files.map(read).collect()
}

#[test]
fn every_operation_ends_as_the_table_says() {
    let mut wrong = Vec::new();
    for table in tables() {
        for (id, row) in &table.operations {
            if let Err(why) = (Case { types: &table.types, row }).run() {
                wrong.push(format!("{id} ({}): {why}", row.what));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn no_operation_is_left_out_and_none_without_an_end() {
    let tables = tables();
    let rows = tables.iter().flat_map(|table| &table.operations);
    let mut ids: Vec<&str> = rows
        .clone()
        .map(|(id, _)| id.trim_end_matches(|it: char| it.is_ascii_lowercase()))
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let kinds = [("F", 21), ("T", 11), ("P", 4), ("R", 2), ("E", 8), ("V", 18)];
    let mut known: Vec<String> = kinds
        .iter()
        .flat_map(|(kind, count)| (1..=*count).map(move |it| format!("{kind}{it}")))
        .collect();
    known.sort_unstable();
    assert_eq!(ids, known);
    for (id, row) in rows {
        let changes_nothing = row.naive.as_ref().is_some_and(Vec::is_empty);
        let is_answered = row.read.is_some() || row.read_as.is_some() || row.needs.is_some();
        assert!(
            changes_nothing || is_answered || row.refused.is_some() || row.unseen.is_some(),
            "{id} has no end"
        );
    }
}
