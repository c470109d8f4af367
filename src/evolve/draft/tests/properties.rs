//! Random differences: whatever two shapes are, the draft explains how one became the other.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::{Stuck, broken_promise, only_adds, working};

const NAMES: [&str; 9] =
    ["note", "notes", "total", "total_cents", "placed_at", "street", "city", "lines", "amount"];

const TYPES: [&str; 27] = [
    "Text",
    "Text?",
    "Int",
    "Int?",
    "Decimal",
    "Decimal?",
    "Bool",
    "Uuid",
    "Date",
    "Timestamp",
    "Timestamp?",
    "Duration",
    "Bytes",
    "Kind",
    "Kind?",
    "Open",
    "Key",
    "Money",
    "Money?",
    "Place",
    "Tree",
    "OrderId",
    "list<Text>",
    "list<Money>",
    "set<Kind>",
    "map<Line>",
    "list<Line>?",
];

/// The declared types, in three states of an unfinished thought.
const DECLARED: [&str; 3] = [
    "  Kind: [web, phone]
  Open: { values: [web, phone], open: true }
  Key: Text
  Money: { fields: { amount: Decimal, currency: Kind } }
  Place: { fields: { street: Text, city: Text } }
  Tree: { fields: { name: Text, below: list<Tree> } }
  Line:
    fields:
      price: Money
      kind: Kind
",
    "  Kind: [web, phone, app]
  Open: { values: [web, phone, app], open: true }
  Key: Int
  Money: { fields: { cents: Int, currency: Kind } }
  Place: { fields: { street: Text, city: Text, zip: Text } }
  Tree: { fields: { name: Text, below: list<Tree>, count: Int } }
  Line:
    fields:
      price: Money
      kinds: list<Kind>
",
    "  Kind: [web, fon]
  Open: [web, phone]
  Key: Text
  Money: { fields: { amount: { type: Decimal, unit: euro }, note: \"Text?\" } }
  Place: { fields: { road: Text, city: \"Text?\" } }
  Tree: { fields: { label: Text, below: list<Tree> } }
  Line:
    fields:
      price: Money
      kind: Kind
      text: Text
",
];

/// How an event is written.
#[derive(Debug, Clone, Copy)]
enum Style {
    Block,
    Braces,
    AllBraces,
}

fn model(types: usize, fields: &[(usize, usize)], style: Style, version: &str) -> String {
    let mut known: Vec<&str> = Vec::new();
    let mut given = Vec::new();
    for (name, ty) in fields {
        let (name, ty) = (NAMES[name % NAMES.len()], TYPES[ty % TYPES.len()]);
        if !known.contains(&name) {
            known.push(name);
            given.push((name, ty));
        }
    }
    let mut text = format!(
        "esgen: 1\nmodel: test\ntypes:\n{}contexts:\n  Shop:\n    aggregates:\n      Order:\n        commands:\n          \
         Change: {{ creates: true, emits: [Changed, Other] }}\n        events:",
        DECLARED[types % DECLARED.len()]
    );
    let fields: Vec<String> = given.iter().map(|(name, ty)| format!("{name}: \"{ty}\"")).collect();
    let inside = format!("{{{version} fields: {{ {} }} }}", fields.join(", "));
    match style {
        Style::Block => {
            text.push_str("\n          # before\n          Changed:\n            # here\n            fields: # what\n");
            for (name, ty) in given {
                let _ = writeln!(text, "              {name}: {ty} # that");
            }
            if fields.is_empty() {
                text.push_str("              {}\n");
            }
            text.push_str("          Other: { fields: { price: Money } }\n# end\n");
        }
        Style::Braces => {
            let _ = write!(
                text,
                "\n          Changed: {inside} # that\n          Other:\n            fields: {{ price: Money }}"
            );
        }
        Style::AllBraces => {
            let _ =
                writeln!(text, " {{ Changed: {inside}, Other: {{ fields: {{ price: Money }} }} }}");
        }
    }
    text
}

fn styles() -> impl Strategy<Value = Style> {
    prop_oneof![Just(Style::Block), Just(Style::Braces), Just(Style::AllBraces)]
}

fn fields() -> impl Strategy<Value = Vec<(usize, usize)>> {
    prop::collection::vec((0..NAMES.len(), 0..TYPES.len()), 0..6)
}

fn explained(published: &str, now: &str, may_break: bool) -> Result<String, TestCaseError> {
    let work = working(published, now);
    prop_assert!(work.whole, "{}\n{:#?}", now, work.findings);
    let drafts = work.drafts();
    let is_broken = |stuck: &Stuck| may_break && matches!(stuck, Stuck::Broken(_));
    prop_assert!(
        drafts.stuck.iter().all(|(_, stuck)| is_broken(stuck)),
        "{now}\n{:?}",
        drafts.stuck
    );
    prop_assert!(only_adds(&work, &drafts), "{now}\n{:?}", drafts.edits);
    if let Some(why) = broken_promise(&work, &drafts) {
        return Err(TestCaseError::fail(why));
    }
    Ok(work.with(&drafts.edits).text)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_difference_is_explained_and_nothing_else_is_touched(
        (old, new) in (fields(), fields()),
        (before, after) in (0..DECLARED.len(), 0..DECLARED.len()),
        style in styles(),
        windows in any::<bool>(),
    ) {
        let ends = |text: String| if windows { text.replace('\n', "\r\n") } else { text };
        let now = ends(model(after, &new, style, ""));
        let written = explained(&model(before, &old, style, ""), &now, false)?;
        prop_assert_eq!(written.matches('\n').count() == written.matches("\r\n").count(), windows);
    }

    #[test]
    fn a_draft_that_is_edited_on_is_explained_again(
        (old, new, newer) in (fields(), fields(), fields()),
        types in 0..DECLARED.len(),
    ) {
        let published = model(types, &old, Style::Block, "");
        let drafted = explained(&published, &model(types, &new, Style::Block, ""), false)?;
        let part = |text: &str, from: &str, to: &str| {
            let start = text.find(from).unwrap() + from.len();
            start..start + text[start..].find(to).unwrap()
        };
        let fields = |text: &str| part(text, "# what\n", "          Other:");
        let newer = model(types, &newer, Style::Block, "");
        let end = if drafted.contains("            changes:") { "            changes:" } else { "          Other:" };
        let mut edited = drafted.clone();
        edited.replace_range(part(&drafted, "# what\n", end), &newer[fields(&newer)]);
        explained(&published, &edited, true)?;
    }
}
