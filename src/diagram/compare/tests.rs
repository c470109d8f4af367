//! That every kind of change is found, and told in words that a reader of the model knows.

use super::{Difference, compare};
use crate::diagram::checks::model_of;

/// A small shop with something of every kind.
const SHOP: &str = "\
esgen: 1
model: shop
actors: { Customer: {}, Clerk: {} }
systems:
  Bank:
    handles: { Charge: { fields: { cents: Int }, emits: Charged } }
    emits: { Charged: {} }
types: { Size: [small, large] }
contexts:
  Orders:
    kind: core
    types: { Stage: [open, done] }
    aggregates:
      Order:
        state: { stage: Stage = open, count: Int = 0 }
        lifecycle: { field: stage, initial: open, final: [done] }
        commands:
          Place:
            creates: true
            by: [Customer]
            fields: { size: Size, count: Int }
            decide:
              - reject: TooMany
                when: count > 9
              - reject: TooFew
                when: count < 1
              - emit: Placed
          Finish: { by: [Clerk], from: [open], emits: Finished }
        events:
          Placed: { audience: public, fields: { size: Size, count: Int }, sets: { count: count } }
          Finished: { moves_to: done }
    policies:
      Pay: { whenever: Placed, then: Charge, with: { cents: count * 100 } }
    sagas:
      Watch:
        keyed_by: order
        state: { count: Int = 0 }
        starts: Placed
        reacts:
          Placed: { key: event.stream_id, sets: { count: count } }
          Finished: { key: event.stream_id, ends: true }
        timeouts: { Late: { after: PT2H, ends: true } }
    read_models:
      Open:
        question: What is open?
        key: order
        fields: { order: OrderId, size: Size }
        from:
          Placed: { order: event.stream_id, size: size }
          Finished: delete
        queries: { all: { by: [size], returns: many } }
timeline: [Placed, Finished]
hotspots:
  - { about: Place, text: How many are too many? }
";

/// What became of a shop in which words are replaced by others, a line for each element and each thing about it.
#[track_caller]
fn became(edits: &[(&str, &str)]) -> Vec<String> {
    let mut text = SHOP.to_owned();
    for (from, to) in edits {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    between(SHOP, &text)
}

#[track_caller]
fn between(old: &str, new: &str) -> Vec<String> {
    let differences = compare(&model_of(old), &model_of(new));
    let mut lines = Vec::new();
    for (key, difference) in &differences.of {
        match difference {
            Difference::Added => lines.push(format!("{key} added")),
            Difference::Removed => lines.push(format!("{key} removed")),
            Difference::Changed(told) => {
                lines.extend(told.iter().map(|line| format!("{key} {line}")));
            }
        }
    }
    lines
}

#[test]
fn a_model_does_not_differ_from_itself_wherever_things_are_written() {
    assert_eq!(became(&[]), [""; 0]);
    assert_eq!(became(&[("actors:", "# a remark\n\nactors:")]), [""; 0]);
    assert_eq!(became(&[("{ Customer: {}, Clerk: {} }", "[Clerk, Customer]")]), [""; 0]);
}

#[test]
fn what_everything_may_say_of_itself_is_compared() {
    let edits = [(
        "Finished: { moves_to: done }",
        "Finished: { moves_to: done, label: Fertig, description: At last., owner: us, draft: true, tags: [a, b], deprecated: { use: Placed, because: never } }",
    )];
    let lines = [
        "+ label: Fertig",
        "+ description: At last.",
        "+ owner: us",
        "+ draft",
        "+ tags: a, b",
        "+ deprecated: use Placed, never",
    ];
    assert_eq!(became(&edits), lines.map(|line| format!("event:Orders.Finished {line}")));
}

#[test]
fn decisions_are_compared_row_by_row() {
    let key = "command:Orders.Place";
    assert_eq!(
        became(&[(
            "when: count > 9",
            "when: count > 12\n                because: boxes are larger"
        )]),
        [format!(
            "{key} ~ rejects as TooMany: when count > 9 → when count > 12, because boxes are larger"
        )]
    );
    assert_eq!(
        became(&[("              - reject: TooFew\n                when: count < 1\n", "")]),
        [format!("{key} − rejects as TooFew: when count < 1")]
    );
    assert_eq!(
        became(&[
            ("TooMany\n                when: count > 9", "TooFew\n                when: count < 1"),
            (
                "TooFew\n                when: count < 1\n              - emit",
                "TooMany\n                when: count > 9\n              - emit"
            )
        ]),
        [format!(
            "{key} ~ order: rejects as TooMany, then rejects as TooFew, then emits Placed → \
             rejects as TooFew, then rejects as TooMany, then emits Placed"
        )]
    );
}

#[test]
fn brackets_stand_only_where_they_are_needed() {
    let conditions = [
        "count - (9 - 1) * 2 > 9 && !(count < 1 || size == small)",
        "(count > 1 ? 1 : 2) + 1 > [1, 2].map(n, n + 1).size()",
    ];
    let shown = [
        "count - (9 - 1) * 2 > 9 && !(count < 1 || size == small)",
        "(count > 1 ? 1 : 2) + 1 > size([1, 2].map(item1, item1 + 1))",
    ];
    for (condition, shown) in conditions.into_iter().zip(shown) {
        let edit = [("when: count > 9", &*format!("when: {condition:?}"))];
        let line =
            format!("command:Orders.Place ~ rejects as TooMany: when count > 9 → when {shown}");
        assert_eq!(became(&edit), [line]);
    }
}

#[test]
fn who_gives_a_command_and_when_is_compared() {
    assert_eq!(
        became(&[("by: [Clerk], from: [open]", "by: [Clerk, Customer]")]),
        ["command:Orders.Finish + given by Customer", "command:Orders.Finish − allowed when: open",]
    );
}

#[test]
fn fields_and_their_types_are_compared() {
    assert_eq!(
        became(&[
            (
                "fields: { size: Size, count: Int }\n",
                "fields: { size: Size, count: { type: Int, min: 1 } }\n"
            ),
            (
                "{ size: Size, count: Int }, sets",
                "{ size: \"Size?\", count: Int, gift: Bool = false }, sets"
            ),
            (
                "fields: { order: OrderId, size: Size }",
                "fields: { order: OrderId, size: \"Size?\" }"
            ),
        ]),
        [
            "command:Orders.Place ~ field count: Int → Int (min 1)",
            "event:Orders.Placed ~ field size: Size → Size?",
            "event:Orders.Placed + field gift: Bool = false",
            "read-model:Orders.Open ~ field size: Size → Size?",
        ]
    );
    // Nobody wrote another type there, and yet they carry other values.
    let grown = became(&[("Size: [small, large]", "Size: [small, large, huge]")]);
    assert_eq!(
        grown,
        ["command:Orders.Place", "event:Orders.Placed", "read-model:Orders.Open"]
            .map(|key| format!("{key} ~ field size: enum(large|small) → enum(huge|large|small)"))
    );
}

#[test]
fn what_an_event_does_is_compared() {
    assert_eq!(
        became(&[
            ("audience: public, ", ""),
            ("sets: { count: count }", "sets: { count: count + 1 }"),
            ("timeline: [Placed,", "timeline: [{ pivotal: Placed, label: begun },"),
        ]),
        [
            "event:Orders.Placed ~ audience: public → private",
            "event:Orders.Placed ~ sets count: event.count → event.count + 1",
            "event:Orders.Placed + pivotal: begun",
        ]
    );
}

#[test]
fn reactions_are_compared_step_by_step() {
    assert_eq!(
        became(&[
            ("cents: count * 100", "cents: count * 120"),
            (
                "Finished: { key: event.stream_id, ends: true }",
                "Finished: { key: event.stream_id }"
            ),
            ("after: PT2H", "after: PT3H"),
            (
                "keyed_by: order\n        state: { count: Int = 0 }",
                "keyed_by: order\n        state: { count: Int = 1 }"
            ),
        ]),
        [
            "policy:Orders.Pay ~ on Placed: Charge with cents = event.count * 100 → Charge with cents = event.count * 120",
            "policy:Orders.Watch/Late ~ after: 2h → 3h",
            "policy:Orders.Watch/Orders.Finished − ends",
            "policy:Orders.Watch/Orders.Placed ~ state count: Int = 0 → Int = 1",
        ]
    );
}

#[test]
fn read_models_contexts_aggregates_and_questions_are_compared() {
    assert_eq!(
        became(&[
            ("question: What is open?", "question: What is to be done?"),
            ("          Finished: delete\n", ""),
            ("kind: core", "kind: supporting"),
            (
                "stage: Stage = open, count: Int = 0 }",
                "stage: Stage = open, count: Int = 0 }\n        snapshot: { every: 9 }"
            ),
            ("{ about: Place, text", "{ about: [Place, Order], text"),
        ]),
        [
            "aggregate:Orders.Order + snapshot: every 9 events",
            "context:Orders ~ kind: core → supporting",
            "hotspot:How many are too many? + about Order",
            "read-model:Orders.Open ~ question: What is open? → What is to be done?",
            "read-model:Orders.Open − from Finished: row stream_id, deleted",
        ]
    );
}

#[test]
fn what_came_and_what_went_is_named() {
    let old = "esgen: 1\nmodel: m\nlevel: process\nactors: [Ann]\nsystems: { Post: {} }\ncontexts: { A: { aggregates: { T: { commands: { Go: { emits: Gone } }, events: [Gone] } }, policies: { P: { whenever: Gone, then: Go } }, read_models: { R: { from: { Gone: {} } } } }, B: {} }\nhotspots: [Why?]\n";
    let keys = [
        "actor:Ann",
        "aggregate:A.T",
        "command:A.Go",
        "context:A",
        "context:B",
        "event:A.Gone",
        "hotspot:Why?",
        "policy:A.P",
        "read-model:A.R",
        "system:Post",
    ];
    let bare = "esgen: 1\nmodel: m\nlevel: process\n";
    assert_eq!(between(old, bare), keys.map(|key| format!("{key} removed")));
    assert_eq!(between(bare, old), keys.map(|key| format!("{key} added")));
}

#[test]
fn a_renamed_event_has_changed_and_whoever_names_it_has_not() {
    let all = |text: &str| {
        text.replace("Placed: { audience", "Placed: { stored_as: orders.placed, audience")
    };
    let renamed = all(SHOP).replace("Placed", "Ordered");
    let lines = between(&all(SHOP), &renamed);
    assert_eq!(lines, ["event:Orders.Ordered ~ name: Placed → Ordered"]);
    let from_history = SHOP.replace(
        "Placed: { audience",
        "Placed: { version: 2, changes: { 2: { because: so, renamed_from: Placed } }, audience",
    );
    let from_history = from_history
        .replace("Placed", "Ordered")
        .replace("renamed_from: Ordered", "renamed_from: Placed");
    assert_eq!(
        between(SHOP, &from_history),
        ["event:Orders.Ordered ~ name: Placed → Ordered", "event:Orders.Ordered ~ version: 1 → 2"]
    );
}

#[test]
fn a_renamed_aggregate_has_changed() {
    let kept = SHOP.replace("      Order:\n", "      Order:\n        stored_as: orders.order\n");
    let renamed =
        kept.replace("      Order:\n", "      Purchase:\n").replace("OrderId", "PurchaseId");
    let renamed = renamed.replace("order: ", "purchase: ").replace(": order\n", ": purchase\n");
    let lines = between(&kept, &renamed);
    assert!(
        lines.contains(&"aggregate:Orders.Purchase ~ name: Order → Purchase".to_owned()),
        "{lines:?}"
    );
    assert!(!lines.iter().any(|line| line.starts_with("command:")), "{lines:?}");
}
