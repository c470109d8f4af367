//! Small models for tests of what reacts, remembers and shows, and what is found in them.

use std::fmt::Write as _;

use super::tests::resolved;
use crate::model::Model;

/// Two contexts with an aggregate each; the event of the first is public.
const BASE: &str = "\
esgen: 1
model: m
actors: [Clerk]
contexts:
  Shop:
    aggregates:
      Order:
        state: { paid: Bool = false }
        commands:
          PlaceOrder: { creates: true, by: [Clerk], fields: { title: Text, pieces: Int }, emits: OrderPlaced }
          PayOrder:
            by: [Clerk]
            fields: { cents: Int }
            decide:
              - reject: TooLittle
                when: cents < 100
              - ignore: paid already
                when: state.paid
              - emit: OrderPaid
          CancelOrder: { emits: OrderCancelled }
        events:
          OrderPlaced: { audience: public, fields: { title: Text, pieces: Int } }
          OrderPaid: { audience: public, fields: { cents: Int }, sets: { paid: 'true' } }
          OrderCancelled: {}
";

const POST: &str = "  Post:
    aggregates:
      Parcel:
        commands:
          PackParcel: { creates: true, fields: { order: Shop.OrderId, title: Text }, emits: ParcelPacked }
          SendParcel: { fields: { urgent: Bool = false }, emits: ParcelSent }
        events:
          ParcelPacked: { fields: { order: Shop.OrderId, title: Text } }
          ParcelSent: {}
";

/// The model with more in the context `Post`, and more beside the contexts.
pub(super) fn model(post: &str, beside: &str) -> String {
    let mut yaml = format!("{BASE}{POST}");
    for line in post.lines() {
        writeln!(yaml, "    {line}").unwrap();
    }
    yaml + beside
}

/// What is found in a model: severity, rule, word at fault, message.
pub(super) fn findings(yaml: &str) -> Vec<String> {
    let (sources, _, findings) = resolved(yaml);
    let line = |finding: &crate::diagnostic::Diagnostic| {
        let word = sources.slice(finding.primary.span);
        let (severity, rule) = (finding.severity.as_str(), finding.rule);
        format!("{severity}[{rule}] `{word}`: {}", finding.message)
    };
    findings.iter().map(line).collect()
}

/// A model in which nothing is found.
pub(super) fn healthy(yaml: &str) -> Model {
    assert_eq!(findings(yaml), [] as [&str; 0], "{yaml}");
    resolved(yaml).1
}

/// Checks that each part of `Post` shows exactly one finding.
pub(super) fn each_in_post(cases: &[(&str, &str)]) {
    for (post, expected) in cases {
        assert_eq!(findings(&model(post, "")), [*expected], "{post}");
    }
}

/// Checks that each text beside the contexts shows exactly one finding.
pub(super) fn each_beside(cases: &[(&str, &str)]) {
    for (beside, expected) in cases {
        assert_eq!(findings(&model("", beside)), [*expected], "{beside}");
    }
}
