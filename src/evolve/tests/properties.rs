//! Random histories, made forwards: what is derived backwards must be what they started from, and
//! samples of every version must arrive at the newest one.

use std::{collections::BTreeSet, fmt::Write as _};

use proptest::prelude::*;

use super::{
    super::{
        EventPlan, Hop, Plan, Shape, canonical, decode,
        down::{Exactness, down},
        interpret::{read, step_back, step_over},
        sample::{Size, envelope, sample},
    },
    Planned, planned,
};

const TYPES: &str = "types:
  Word: [a, b, c]
  Pair: { fields: { left: Text, right: Int } }
  Key: Uuid
  Cash: { fields: { amount: Decimal, currency: Word } }
";

/// A type as the model writes it, its canonical text, and what stands under `fields:` in the newest
/// version, where old types cannot stand.
const START: [(&str, &str); 12] = [
    ("Text", "Text"),
    ("Int", "Int"),
    ("Bool", "Bool"),
    ("Text?", "Text?"),
    ("Int?", "Int?"),
    ("Word", "enum(a|b|c)"),
    ("Pair", "{left: Text, right: Int}"),
    ("Key", "Uuid"),
    ("Date", "Date"),
    ("set<Int>", "set<Int>"),
    ("old words", "enum(a|b)"),
    ("old pairs", "list<{old: Text}>"),
];

/// A history that grows forwards.
#[derive(Debug, Default)]
struct History {
    fields: Vec<(String, String)>,
    names: usize,
    steps: Vec<String>,
    /// Texts that nothing but samples have filled: those can be such that a conversion takes them.
    sampled: BTreeSet<String>,
}

impl History {
    fn fresh(&mut self) -> String {
        self.names += 1;
        format!("f{}", self.names)
    }

    fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(known, _)| known == name)
    }

    /// Adds a step that changes the field at `place`, when the kind of step fits its type.
    fn step(&mut self, kind: u8, place: usize) {
        if self.fields.is_empty() || kind < 3 {
            return self.appear(kind);
        }
        let place = place % self.fields.len();
        let (name, ty) = self.fields[place].clone();
        if kind == 14 && ty == "Int" && !self.has("left") && !self.has("right") {
            return self.nest(place);
        }
        let new = self.fresh();
        let from_sample = self.sampled.contains(&name);
        let found = value_step(kind, &name, &ty, &new, from_sample)
            .or_else(|| shape_step(kind, &name, &ty, &new));
        let Some((step, after)) = found else { return };
        if kind != 9 {
            self.sampled.remove(&name);
        }
        let after = after.into_iter().map(|(name, ty)| (name, ty.to_owned()));
        self.fields.splice(place..=place, after);
        self.steps.push(step);
    }

    fn appear(&mut self, kind: u8) {
        let name = self.fresh();
        let (step, ty) = match kind {
            0 => (format!("add: {name}"), "Int?"),
            1 => (format!("add: {{ {name}: b }}"), "Word"),
            _ => (format!("add: {{ {name}: some text }}"), "Text"),
        };
        self.fields.push((name, ty.to_owned()));
        self.steps.push(step);
    }

    fn nest(&mut self, place: usize) {
        let (name, _) = self.fields.remove(place);
        let new = self.fresh();
        self.steps.push(format!("rename: {{ {name}: right }}"));
        self.steps.push("add: { left: x }".to_owned());
        self.steps.push(format!("nest: {{ fields: [left, right], into: {new} }}"));
        self.fields.push((new, "Pair".to_owned()));
    }
}

/// A step as text, and the fields that stand in place of the one that it takes.
type Grown<'t> = (String, Vec<(String, &'t str)>);

/// A step that keeps one field one field.
fn value_step<'t>(
    kind: u8,
    name: &str,
    ty: &'t str,
    new: &str,
    from_sample: bool,
) -> Option<Grown<'t>> {
    let same = |step: String, ty: &'t str| Some((step, vec![(name.to_owned(), ty)]));
    let or_seven = "text_to_int, on_invalid: { value: 7 }";
    let to_int = if from_sample { "text_to_int, on_invalid: fail" } else { or_seven };
    let to_instant = "date_to_timestamp, on_invalid: fail";
    match (kind, ty) {
        (_, "old words") => {
            same(format!("widen: {{ {name}: {{ was: [a, b], back: {{ c: b }} }} }}"), "Word")
        }
        (_, "old pairs") => {
            let steps = "[ rename: { old: left }, add: { right: 5 } ]";
            same(format!("each: {{ in: {name}, steps: {steps} }}"), "list<Pair>")
        }
        (4, _) => Some((format!("rename: {{ {name}: {new} }}"), vec![(new.to_owned(), ty)])),
        (5, "Int") => same(format!("widen: {{ {name}: {{ was: Int, back: 0 }} }}"), "Decimal"),
        (5, "Word") => same(format!("widen: {{ {name}: {{ was: Word, back: a }} }}"), "Text"),
        (5, "Text") => same(format!("widen: {{ {name}: {{ was: Text, back: x }} }}"), "Text?"),
        (5, "Key") => {
            let back = "018f3f3e-0000-7000-8000-000000000001";
            same(format!("widen: {{ {name}: {{ was: Key, back: {back} }} }}"), "Text?")
        }
        (6, "Text?") => same(format!("fill: {{ {name}: none }}"), "Text"),
        (6, "Int?") => same(format!("fill: {{ {name}: 0 }}"), "Int"),
        (7, "Text" | "Bool") => {
            let other = if ty == "Bool" { "\"false\"" } else { "x" };
            let values = format!("{{ \"true\": a, {other}: b }}");
            let map = format!("{{ was: {ty}, values: {values}, otherwise: c }}");
            same(format!("map: {{ {name}: {map} }}"), "Word")
        }
        (8, "Int") => Some(convert(name, "Int", new, "cents_to_decimal, back: 0", "Decimal")),
        (8, "Text") => Some(convert(name, "Text", new, to_int, "Int")),
        (8, "Date") => Some(convert(name, "Date", new, to_instant, "Timestamp")),
        (9, "Text") => Some(convert(name, "Text", name, "lowercase", "Text")),
        (9, "Int") => Some(convert(name, "Int", name, "int_to_text", "Text")),
        _ => None,
    }
}

/// A step after which there are more or fewer fields, or one of another form.
fn shape_step<'t>(kind: u8, name: &str, ty: &str, new: &str) -> Option<Grown<'t>> {
    let two = [format!("{new}left"), format!("{new}right")];
    let [one, other] = two;
    let (step, after) = match (kind, ty) {
        (3, "Text") => (format!("drop: {{ {name}: {{ type: Text, back: gone }} }}"), vec![]),
        (3, _) => (format!("drop: {{ {name}: {ty} }}"), vec![]),
        (10, "Pair") => (
            format!("flatten: {{ from: {{ {name}: Pair }}, prefix: {new} }}"),
            vec![(one, "Text"), (other, "Int")],
        ),
        (11, "Text") => (
            format!("split: {{ from: {{ {name}: Text }}, to: [{one}, {other}], at: \" \" }}"),
            vec![(one, "Text"), (other, "Text")],
        ),
        (12, "Text" | "Int" | "Text?") => {
            let list = if ty == "Int" { "list<Int>" } else { "list<Text>" };
            let step = format!("wrap: {{ from: {{ {name}: {ty} }}, to: {new} }}");
            (step, vec![(new.to_owned(), list)])
        }
        (13, "Text") => (
            format!("join: {{ from: {{ {name}: Text }}, to: {new}, with: \", \" }}"),
            // The field that is read stays beside the one that is written.
            vec![(name.to_owned(), "Text"), (new.to_owned(), "Text")],
        ),
        _ => return None,
    };
    Some((step, after))
}

fn is_old(ty: &str) -> bool {
    ty.starts_with("old")
}

fn convert<'t>(from: &str, ty: &str, to: &str, using: &str, gives: &'t str) -> Grown<'t> {
    let step = format!("convert: {{ from: {{ {from}: {ty} }}, to: {to}, using: {using} }}");
    (step, vec![(to.to_owned(), gives)])
}

/// The model of a history, and the canonical shape it started from.
fn written(start: &[usize], versions: &[Vec<(u8, usize)>]) -> (String, String) {
    let mut history = History::default();
    let mut first = Vec::new();
    for index in start {
        let (ty, canonical) = START[*index];
        let name = history.fresh();
        first.push(format!("{name}: {canonical}"));
        if ty == "Text" {
            history.sampled.insert(name.clone());
        }
        history.fields.push((name, ty.to_owned()));
    }
    first.sort_unstable();
    let mut changes = Vec::new();
    for (index, steps) in versions.iter().enumerate() {
        for (kind, place) in steps {
            history.step(*kind, *place);
        }
        if index + 1 == versions.len() {
            while let Some(place) = history.fields.iter().position(|(_, ty)| is_old(ty)) {
                history.step(u8::MAX, place);
            }
        }
        changes.push(std::mem::take(&mut history.steps));
    }
    let mut body =
        format!("{TYPES}events:\n  Changed:\n    version: {}\n    fields:", versions.len() + 1);
    if history.fields.is_empty() {
        body.push_str(" {}");
    }
    for (name, ty) in &history.fields {
        let _ = write!(body, "\n      {name}: {ty}");
    }
    body.push_str("\n    changes:\n");
    for (index, steps) in changes.iter().enumerate().rev() {
        let _ = write!(body, "      {}:\n        because: x\n        steps:", index + 2);
        body.push_str(if steps.is_empty() { " []" } else { "" });
        for step in steps {
            let _ = write!(body, "\n          - {step}");
        }
        body.push('\n');
    }
    (body, first.join(", "))
}

/// Whether the bindings take each field of the older version once and give each of the newer one.
fn balances(hop: &Hop, older: &Shape, newer: &Shape) -> bool {
    let mut names: BTreeSet<String> = older.names().map(str::to_owned).collect();
    for binding in &hop.bindings {
        let (from, to) = (binding.operation.takes(), binding.operation.gives());
        let taken = from.iter().all(|input| {
            if input.kept { names.contains(&input.field) } else { names.remove(&input.field) }
        });
        if !taken || !to.iter().all(|output| names.insert(output.field.clone())) {
            return false;
        }
    }
    names == newer.names().map(str::to_owned).collect()
}

/// Every sample of every version is read as the newest version of its event.
fn reaches_the_newest(plan: &Plan, event: &EventPlan, body: &str) -> Result<(), TestCaseError> {
    let newest = event.newest().unwrap();
    for version in &event.versions {
        for size in Size::ALL {
            let payload = sample(plan, event, version.number, size).unwrap();
            let found = read(plan, event.event, version.number, &payload, &envelope());
            let found = found.map_err(|stop| TestCaseError::fail(format!("{stop}\n{body}")))?;
            let [(id, read)] = &found[..] else { panic!("one event is read as itself") };
            prop_assert_eq!(*id, event.event);
            let fits = decode(&plan.types, &event.longer, &newest.shape, read);
            prop_assert_eq!(fits.as_ref(), Ok(read), "{}", body);
        }
    }
    Ok(())
}

fn check(body: &str, first: &str) -> Result<(), TestCaseError> {
    let Planned { model, plan, findings } = planned(body);
    prop_assert_eq!(&findings, &Vec::<String>::new(), "{}", body);
    let id = model.events.ids().next().unwrap();
    let event = &plan[id];
    prop_assert_eq!(
        canonical::lines(&plan.types, &event.versions[0].shape).join(", "),
        first,
        "{}",
        body
    );
    for hop in &event.hops {
        let shape = |number| &event.version(number).unwrap().shape;
        prop_assert!(balances(hop, shape(hop.from), shape(hop.to)), "{}", body);
        for size in Size::ALL {
            let payload = sample(&plan, event, hop.from, size).unwrap();
            prop_assert_eq!(
                &decode(&plan.types, &event.longer, shape(hop.from), &payload).unwrap(),
                &payload
            );
            let read = step_over(&plan, event, hop, &payload, &envelope());
            let read =
                read.map_err(|stop| TestCaseError::fail(format!("{stop} {payload}\n{body}")))?;
            let fits = decode(&plan.types, &event.longer, shape(hop.to), &read);
            prop_assert_eq!(fits.as_ref(), Ok(&read), "{}", body);
        }
        goes_back(&plan, event, hop, body)?;
    }
    Ok(())
}

/// Every sample of the newer version is told in the shape of the older one, unless a step says that
/// it can fail; and what was read comes back as it was, where that is promised.
fn goes_back(plan: &Plan, event: &EventPlan, hop: &Hop, body: &str) -> Result<(), TestCaseError> {
    let Ok(way) = down(&plan.types, hop) else { return Ok(()) };
    let older = &event.version(hop.from).unwrap().shape;
    for size in Size::ALL {
        let newer = sample(plan, event, hop.to, size).unwrap();
        match step_back(plan, event, &way, &newer) {
            Ok(told) => prop_assert_eq!(
                decode(&plan.types, &event.longer, older, &told),
                Ok(told),
                "{}",
                body
            ),
            Err(stop) => prop_assert!(!way.partial.is_empty(), "{stop} {newer}\n{body}"),
        }
        if way.worst() == Exactness::Exact {
            let stored = sample(plan, event, hop.from, size).unwrap();
            let read = step_over(plan, event, hop, &stored, &envelope()).unwrap();
            prop_assert_eq!(step_back(plan, event, &way, &read), Ok(stored), "{}", body);
        }
    }
    reaches_the_newest(plan, event, body)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_derived_backwards_is_what_it_started_from(
        start in prop::collection::vec(0..START.len(), 0..7),
        versions in prop::collection::vec(prop::collection::vec((0_u8..15, 0_usize..8), 0..8), 1..4),
    ) {
        let (body, first) = written(&start, &versions);
        check(&body, &first)?;
    }
}

#[test]
fn samples_are_the_same_every_time() {
    let start: Vec<usize> = (0..START.len()).collect();
    let (body, _) = written(&start, &[vec![(5, 1), (8, 0)]]);
    let made = || {
        let Planned { model, plan, .. } = planned(&body);
        let id = model.events.ids().next().unwrap();
        Size::ALL.map(|size| sample(&plan, &plan[id], 1, size).unwrap().pretty()).concat()
    };
    assert_eq!(made(), made());
}
