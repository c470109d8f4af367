//! What a comparison says of small models.

use super::{Answer, Baseline, Diff, FieldChange, Impact, Kind, Side, diff};
use crate::{
    diagnostic::{Diagnostic, has_errors},
    evolve::{
        Plan,
        lock::{Lock, of_model},
        plan,
    },
    model::{Model, resolve},
    source::SourceMap,
    syntax,
};

struct Analysis {
    model: Model,
    plan: Plan,
}

fn check_text(text: &str) -> Analysis {
    let mut sources = SourceMap::default();
    let file = sources.add("esgen.yaml", text);
    let (document, mut findings) = syntax::parse(file, &sources);
    let (model, found) = resolve(&[document]);
    findings.extend(found);
    let (plan, found) = plan(&model);
    findings.extend(found);
    assert!(!has_errors(&findings), "{text}: {findings:#?}");
    Analysis { model, plan }
}

/// A model with one event of that body, and a context that reads it.
fn model(event: &str) -> Analysis {
    let text = format!(
        "esgen: 1\nmodel: shop\ncontexts:\n  Shop:\n    aggregates:\n      Order:\n        \
         commands: {{ PlaceOrder: {{ creates: true, emits: [OrderPlaced, Noted] }} }}\n        events:\n          \
         Noted: {{}}\n          OrderPlaced: {event}\n"
    );
    check_text(&text)
}

fn side<'a>(analysis: &'a Analysis, published: Option<&'a Lock>) -> Side<'a> {
    Side { model: &analysis.model, plan: &analysis.plan, published }
}

/// Compares two bodies of an event, the first of which is published.
fn compared(before: &str, after: &str) -> Diff {
    let (before, after) = (model(before), model(after));
    let lock = of_model(&before.model, &before.plan);
    let found = crate::evolve::rules::check(&after.model, &after.plan, &lock);
    let mut all = diff(side(&after, Some(&lock)), Baseline::Published(&lock), &found);
    let other = side(&before, Some(&lock));
    let with_model = diff(side(&after, Some(&lock)), Baseline::Model(other), &found);
    let verdicts = |diff: &Diff| {
        let all = diff.events.iter().map(|it| (it.kind, it.history.answer, it.rolling.answer));
        all.collect::<Vec<_>>()
    };
    assert_eq!(verdicts(&all), verdicts(&with_model), "the lock and the model say the same");
    all.findings = with_model.findings;
    all
}

/// The seven changes of a payload that other tools get wrong, made in place.
#[test]
fn changes_in_place_are_what_they_are() {
    use Answer::{Breaks, Ok};
    use FieldChange::{Changed, Gone, New, Renamed};
    for (what, before, after, history, rolling, change) in [
        ("rename", "mail: Text", "email: Text", Breaks, Breaks, Renamed),
        ("retype", "mail: Text", "mail: Int", Breaks, Breaks, Changed),
        ("new required field", "mail: Text", "mail: Text, pieces: Int", Breaks, Ok, New),
        ("removed field", "mail: Text, pieces: Int", "mail: Text", Ok, Breaks, Gone),
        ("removed word", "by: { type: A }", "by: { type: B }", Breaks, Ok, Changed),
        ("new word", "by: { type: B }", "by: { type: A }", Ok, Breaks, Changed),
        ("optional made required", "mail: Text?", "mail: Text", Breaks, Ok, Changed),
        ("required made optional", "mail: Text", "mail: Text?", Ok, Breaks, Changed),
    ] {
        let with_types = |fields: &str| {
            let fields = fields.replace("{ type: A }", "A").replace("{ type: B }", "B");
            format!("{{ fields: {{ {fields} }} }}\n    types: {{ A: [web, phone], B: [web] }}")
        };
        let diff = compared(&with_types(before), &with_types(after));
        let [event] = diff.events.as_slice() else { panic!("{what}: one event") };
        assert_eq!(event.kind, Kind::Changed, "{what}");
        assert_eq!(event.history.answer, history, "{what}: {}", event.history.text);
        assert_eq!(event.rolling.answer, rolling, "{what}: {}", event.rolling.text);
        let [field] = event.fields.as_slice() else { panic!("{what}: {:?}", event.fields) };
        assert_eq!(field.change, change, "{what}: {field:?}");
        assert_eq!(diff.impact(), Impact::Breaking, "{what}: published shapes do not change");
    }
}

#[test]
fn a_narrower_bound_breaks_nobody_and_is_told() {
    let diff = compared(
        "{ fields: { mail: { type: Text, max: 50 } } }",
        "{ fields: { mail: { type: Text, max: 5, pattern: \"@\" } } }",
    );
    assert!(diff.events.is_empty(), "{:?}", diff.events);
    let told: Vec<_> =
        diff.findings.iter().map(|it| (it.code(), it.primary.text.as_str())).collect();
    assert_eq!(told, [(Some("EV114"), "`max` was 50, and is 5; `pattern` was none, and is @")]);
    assert_eq!(diff.impact(), Impact::Compatible);
    let looser = compared(
        "{ fields: { mail: { type: Text, max: 5 } } }",
        "{ fields: { mail: { type: Text, max: 50 } } }",
    );
    assert_eq!(looser.impact(), Impact::None);
}

/// Fields before and after, the steps between, the answer to a rolling deploy, and what is told of the field.
const STEPS: [(&str, &str, &str, Answer, &str); 10] = [
    (
        "mail: Text",
        "email: Text",
        "{ rename: { mail: email } }",
        Answer::Breaks,
        "renamed email from mail exact",
    ),
    (
        "mail: Text",
        "mail: Int",
        "{ convert: { from: { mail: Text }, to: mail, using: text_to_int, on_invalid: fail } }",
        Answer::Breaks,
        "changed mail by text_to_int partial",
    ),
    ("a: Text", "a: Text, b: Int", "{ add: { b: 1 } }", Answer::Waits, "new b = 1 assumed"),
    ("a: Text", "a: Text, b: Text?", "{ add: b }", Answer::Waits, "new b absent exact"),
    (
        "a: Text, b: Int",
        "a: Text",
        "{ drop: { b: { type: Int, back: 7 } } }",
        Answer::Breaks,
        "gone b older readers get 7 lost",
    ),
    (
        "a: Text?",
        "a: Text",
        "{ fill: { a: none } }",
        Answer::Waits,
        "changed a or \"none\" assumed",
    ),
    (
        "a: Text",
        "a: Text?",
        "{ widen: { a: Text } }",
        Answer::Breaks,
        "changed a every old value stays exact",
    ),
    (
        "a: Text, b: Text",
        "c: Text",
        "{ join: { from: { a: Text, b: Text }, to: c } }",
        Answer::Breaks,
        "moved c from a, b joined exact",
    ),
    (
        "a: Text",
        "b: Int",
        "{ custom: { reads: { a: Text }, writes: [b], using: guess } }",
        Answer::Breaks,
        "moved b from a by hand in guess by hand",
    ),
    (
        "a: Text",
        "a: Text, at: Timestamp",
        "{ add: { at: { from: meta.recorded_at } } }",
        Answer::Waits,
        "new at from meta.recorded_at assumed",
    ),
];

/// The same changes with their steps: history is satisfied, neighbours are not helped.
#[test]
fn declared_steps_answer_history_and_nothing_else() {
    let change = |fields: &str, steps: &str| {
        format!(
            "{{ version: 2, fields: {{ {fields} }}, changes: {{ 2: {{ because: it was time, steps: [ {steps} ] }} }} }}"
        )
    };
    for (before, fields, steps, rolling, told) in STEPS {
        let diff = compared(&format!("{{ fields: {{ {before} }} }}"), &change(fields, steps));
        let [event] = diff.events.as_slice() else { panic!("{steps}: one event") };
        assert_eq!(event.history.answer, Answer::Ok, "{steps}: {}", event.history.text);
        assert_eq!(event.rolling.answer, rolling, "{steps}: {}", event.rolling.text);
        let fields = event.fields.iter().map(|it| {
            format!("{} {} {} {}", it.change.as_str(), it.field, it.source, it.exact.as_str())
        });
        assert_eq!(fields.collect::<Vec<_>>(), [told], "{steps}");
    }
}

#[test]
fn values_are_followed_through_several_hops() {
    let before = "{ fields: { a: Text } }";
    let after = "{ version: 4, fields: { d: list<Text> }, changes: { \
        4: { because: x, steps: [ { wrap: { from: { c: Text }, to: d } } ] }, \
        3: { because: y, steps: [ { convert: { from: { b: Text }, to: c, using: trim } } ] }, \
        2: { because: z, steps: [ { rename: { a: b } } ] } } }";
    let diff = compared(before, after);
    let event = &diff.events[0];
    assert_eq!(event.fields[0].source, "from a by trim, then as a list of one");
    assert_eq!(event.history.text, "v1 reaches v4 (3 hops, all declared)");
    assert_eq!(event.because, ["z", "y", "x"]);
}

#[test]
fn a_unit_that_stays_is_no_difference() {
    let step = "changes: { 2: { because: x, steps: [ { widen: { a: Int } } ] } }";
    let two = |unit: &str| {
        format!("{{ version: 2, fields: {{ a: {{ type: Decimal{unit} }} }}, {step} }}")
    };
    for (before, unit) in [("{ type: Int, unit: g }", ", unit: g"), ("Int", "")] {
        let diff = compared(&format!("{{ fields: {{ a: {before} }} }}"), &two(unit));
        let event = &diff.events[0];
        assert_eq!(event.history.text, "v1 reaches v2 (1 hop, declared)");
        assert_eq!(event.fields[0].source, "every old value stays");
        let rolling = "an instance still at v1 needs `a` as `Int`, and it is `Decimal`";
        assert_eq!(event.rolling.text, rolling);
    }
    let again = compared(&two(", unit: g"), &two(", unit: g"));
    assert_eq!(again.impact(), Impact::None, "{:?}", again.events);
}

/// However often the declarations spell a value object out that contains itself, its payloads are the same.
#[test]
fn a_tree_that_is_spelt_out_is_the_same_tree() {
    let event = |types: &str| format!("{{ fields: {{ tree: Tree }} }}\n    types: {{ {types} }}");
    let fields =
        |name: &str, of: &str| format!("{name}: {{ fields: {{ name: Text, below: list<{of}> }} }}");
    let once = event(&fields("Tree", "Tree"));
    let twice = event(&[fields("Tree", "Branch"), fields("Branch", "Tree")].join(", "));
    assert_eq!(compared(&once, &twice).impact(), Impact::None);
    assert_eq!(compared(&twice, &once).impact(), Impact::None);
    let more = twice.replace("below: list<Tree>", "below: list<Tree>, age: Int?");
    assert_eq!(compared(&once, &more).impact(), Impact::Breaking);
}

#[test]
fn a_unit_that_a_new_version_adds_is_told_to_neighbours_alone() {
    let after = "{ version: 2, fields: { a: { type: Int, unit: g }, b: Text? }, \
        changes: { 2: { because: x, steps: [ { add: b } ] } } }";
    let event = compared("{ fields: { a: Int } }", after).events.remove(0);
    assert_eq!(event.history.answer, Answer::Ok, "{}", event.history.text);
    let rolling = "an instance still at v1 takes `a` for a number without a unit, and it is g";
    assert_eq!(event.rolling.text, rolling);
}

#[test]
fn an_event_is_the_same_under_another_name() {
    let text = |name: &str, more: &str| {
        format!(
            "esgen: 1\nmodel: shop\ncontexts:\n  Shop:\n    aggregates:\n      Order:\n        \
             commands: {{ Place: {{ creates: true, emits: {name} }} }}\n        events: {{ {name}: {{ {more} }} }}\n"
        )
    };
    let renamed =
        "version: 2, changes: { 2: { because: said so, renamed_from: Asked, steps: [] } }";
    for (more, rolling) in [("stored_as: shop.asked", Answer::Ok), (renamed, Answer::Breaks)] {
        let before = check_text(&text("Asked", ""));
        let after = check_text(&text("Requested", more));
        let lock = of_model(&before.model, &before.plan);
        let diff = diff(side(&after, Some(&lock)), Baseline::Published(&lock), &[]);
        let [event] = diff.events.as_slice() else { panic!("{more}: {:?}", diff.events) };
        assert_eq!((event.kind, event.was.as_deref()), (Kind::Renamed, Some("Shop.Asked")));
        assert_eq!(event.history.answer, Answer::Ok, "{more}: {}", event.history.text);
        assert_eq!(event.rolling.answer, rolling, "{more}: {}", event.rolling.text);
    }
}

#[test]
fn another_name_in_the_store_is_told_as_one_event() {
    let before = model("{ fields: { a: Text } }");
    let lock = of_model(&before.model, &before.plan);
    let after = model("{ fields: { a: Text }, stored_as: shop.other }");
    let told = diff(side(&after, Some(&lock)), Baseline::Published(&lock), &[]);
    let [event] = told.events.as_slice() else { panic!("{:?}", told.events) };
    let text = "v1 is stored as `shop.order_placed`, and the code looks for `shop.other`";
    assert_eq!((event.kind, event.history.text.as_str()), (Kind::Changed, text));
    assert!(event.history.breaks() && event.rolling.breaks());
}

#[test]
fn what_is_gone_and_what_is_retired_are_told_apart() {
    let before = model("{ fields: { a: Text } }");
    let lock = of_model(&before.model, &before.plan);
    let gone = check_text("esgen: 1\nmodel: shop\ncontexts:\n  Shop: {}\n");
    let told = diff(side(&gone, Some(&lock)), Baseline::Published(&lock), &[]);
    let kinds: Vec<_> = told.events.iter().map(|it| (it.kind, it.history.answer)).collect();
    assert_eq!(kinds, [(Kind::Vanished, Answer::Breaks); 2]);
    assert_eq!(told.impact(), Impact::Breaking);
    let retired = model("{ fields: { a: Text }, retired: nobody needs it }");
    let told = diff(side(&retired, Some(&lock)), Baseline::Published(&lock), &[]);
    assert_eq!(told.events[0].kind, Kind::Retired);
    assert_eq!(told.events[0].history.text, "v1 is read as nothing");
    assert_eq!(told.impact(), Impact::Compatible);
}

#[test]
fn records_of_two_sides_are_held_against_each_other() {
    let version = |value: &str| {
        model(&format!(
            "{{ version: 2, fields: {{ a: Text, b: Int }}, changes: {{ 2: {{ because: x, steps: [ {{ add: {{ b: {value} }} }} ] }} }} }}"
        ))
    };
    let (ours, theirs, first) = (version("1"), version("2"), model("{ fields: { a: Text } }"));
    let all = of_model(&theirs.model, &theirs.plan);
    let one = of_model(&first.model, &first.plan);
    let mine = of_model(&ours.model, &ours.plan);
    for (ours_lock, theirs_lock, code, severity) in [
        (&one, &all, "EV111", "error"),
        (&mine, &one, "EV111", "error"),
        (&one, &one, "EV111", "warning"),
        (&mine, &all, "EV105", "error"),
    ] {
        let base = Baseline::Model(side(&theirs, Some(theirs_lock)));
        let told = diff(side(&ours, Some(ours_lock)), base, &[]);
        let found = told.events.iter().flat_map(|event| &event.findings);
        let found: Vec<_> =
            found.map(|it| (it.code().unwrap_or(""), it.severity.as_str())).collect();
        assert_eq!(found, [(code, severity)]);
    }
    let base = Baseline::Model(side(&ours, Some(&mine)));
    let told = diff(side(&ours, Some(&one)), base, &[]);
    let found: Vec<_> = told.findings.iter().map(|it| (it.code(), it.severity.as_str())).collect();
    assert_eq!(found, [(Some("EV105"), "error")], "an entry of the baseline is missing here");
}

/// A shop that publishes its one event, and what stands beside it.
fn publishing(event: &str, beside: &str) -> Analysis {
    check_text(&format!(
        "esgen: 1\nmodel: shop\ncontexts:\n  Shop:\n    aggregates:\n      Order:\n        events:\n          \
         OrderPlaced: {event}\n{beside}"
    ))
}

const BESIDE: &str = "    publishes: { channel: orders, style: state-transfer }\n";
const TWO: &str = "{ audience: public, also_publish: [1], version: 2, fields: { a: Text, b: Text }, \
    changes: { 2: { because: x, steps: [ { add: { b: none } } ] } } }";
const OTHER: &str = "{ audience: public, also_publish: [1], version: 2, fields: { b: Text }, \
    changes: { 2: { because: x, steps: [ { rename: { a: b } } ] } } }";

const ONE: &str = "{ audience: public, fields: { a: Text } }";
const READ: &str = "  Billing: { reads: { Shop.OrderPlaced: { fields: [a] } } }\n";

/// What a comparison without a lock finds, of the event and what stands beside it, before and after.
fn found(before: (&str, &str), after: (&str, &str)) -> Vec<String> {
    let (before, after) = (publishing(before.0, before.1), publishing(after.0, after.1));
    let told = diff(side(&after, None), Baseline::Model(side(&before, None)), &[]);
    let all = told.findings.iter().chain(told.events.iter().flat_map(|event| &event.findings));
    let line = |it: &Diagnostic| {
        format!("{} {}: {}", it.severity.as_str(), it.code().unwrap_or(""), it.message)
    };
    all.map(line).collect()
}

#[test]
fn a_context_that_publishes_no_more_or_otherwise_is_told() {
    let both = format!("{BESIDE}{READ}");
    let silent = "EV308: the events of `Shop` left by `orders`, and stay inside now";
    assert_eq!(found((ONE, BESIDE), (ONE, BESIDE)), [""; 0]);
    assert_eq!(found((ONE, BESIDE), (ONE, "")), [format!("warning {silent}")]);
    assert_eq!(found((ONE, &both), (ONE, READ)), [format!("error {silent}")]);
    assert_eq!(found((&ONE.replace("public", "private"), BESIDE), ("{}", "")), [""; 0]);
    let moved = "warning EV309: the events of `Shop` left by `orders`, and leave by `sales` now";
    assert_eq!(found((ONE, BESIDE), (ONE, &BESIDE.replace("orders", "sales"))), [moved]);
    let by_name = ("    publishes: {}\n", "    publishes: { channel: shop }\n");
    assert_eq!(found((ONE, by_name.0), (ONE, by_name.1)), [""; 0]);
    let news = BESIDE.replace("state-transfer", "notification");
    let bare = "warning EV313: the events of `Shop` carried their fields, and are bare news now";
    assert_eq!(found((ONE, BESIDE), (ONE, &news)), [bare]);
    assert_eq!(found((ONE, &news), (ONE, BESIDE)), [""; 0]);
}

#[test]
fn an_event_or_a_version_that_leaves_no_more_is_told() {
    let both = format!("{BESIDE}{READ}");
    let private = ONE.replace("public", "private");
    let silent = "EV308: `OrderPlaced` left its context, and is private now";
    assert_eq!(found((ONE, BESIDE), (&private, BESIDE)), [format!("warning {silent}")]);
    assert_eq!(found((ONE, &both), (&private, &both)), [format!("error {silent}")]);
    let withdrawn =
        "EV312: version 1 of `OrderPlaced` was published beside version 2, and is not any more";
    for (event, severity) in [(TWO, "info"), (OTHER, "warning")] {
        let without = event.replace("also_publish: [1], ", "");
        let told = found((event, BESIDE), (&without, BESIDE));
        assert_eq!(told, [format!("{severity} {withdrawn}")]);
    }
    assert_eq!(found((ONE, BESIDE), (TWO, BESIDE)), [""; 0]);
}

#[test]
fn an_event_that_moves_to_another_channel_is_told() {
    let shop = |home: &str, other: &str| {
        check_text(&format!(
            "esgen: 1\nmodel: shop\ncontexts:\n  {home}:\n    publishes: {{}}\n    aggregates:\n      Order:\n        \
             stored_as: order\n        commands: {{ Place: {{ creates: true, emits: OrderPlaced }} }}\n        events:\n          \
             OrderPlaced: {{ audience: public, stored_as: shop.placed }}\n  {other}:\n    publishes: {{}}\n"
        ))
    };
    let (before, after) = (shop("Shop", "Sales"), shop("Sales", "Shop"));
    let told = diff(side(&after, None), Baseline::Model(side(&before, None)), &[]);
    let found: Vec<_> = told.events[0].findings.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(found, ["`OrderPlaced` left by `shop`, and leaves by `sales` now"]);
}
