//! Policies: what is found in wrong ones, and where the values of right ones come from.

use super::super::probe::{each_in_post, healthy, model};
use crate::{
    expr::ExprKind,
    model::{Model, Source},
};

#[test]
fn wrong_policies_are_reported_at_the_word_at_fault() {
    each_in_post(&[
        (
            "policies: { Pack: { whenever: Shop.PlaceOrder, then: PackParcel } }",
            "error[illegal-succession] `PlaceOrder`: `PlaceOrder` is a command; a policy acts whenever an event happens",
        ),
        (
            "policies: { Pack: { whenever: Shop.OrderPlaced, then: ParcelPacked } }",
            "error[illegal-succession] `ParcelPacked`: `ParcelPacked` is an event; a policy issues commands",
        ),
        (
            "policies: { Pack: { whenever: Shop.OrderPlaced, then: PackParcel } }",
            "error[command-field-unsourced] `PackParcel`: no value for `order` of `PackParcel`",
        ),
        (
            "policies: { Pack: { whenever: Shop.OrderPlaced, then: PackParcel, with: { order: event.stream_id, titel: title } } }",
            "error[unresolved-reference] `titel`: `PackParcel` has no field `titel`",
        ),
        (
            "policies: { Send: { whenever: Shop.OrderPlaced, then: SendParcel } }",
            "error[command-target-missing] `SendParcel`: which `Parcel` does `SendParcel` address?",
        ),
        (
            "policies: { Send: { whenever: Shop.OrderPlaced, then: SendParcel, with: { parcel: event.stream_id } } }",
            "error[mapping-type-mismatch] `event.stream_id`: `event.stream_id` is Shop.OrderId, but ParcelId is needed here",
        ),
        (
            "policies: { Send: { whenever: ParcelPacked, then: [SendParcel, SendParcel] } }",
            "warning[duplicate-list-entry] `SendParcel`: `SendParcel` is listed twice",
        ),
        (
            "policies: { Send: { whenever: [ParcelPacked, ParcelSent], when: title == 'x', then: SendParcel } }",
            "error[unresolved-reference] `title`: nothing is called `title` here",
        ),
        (
            "policies: { Send: { whenever: ParcelPacked, then: SendParcel, with: { urgent: 'true' }, using: choose } }",
            "error[wrong-kind] `with`: `with` and `using` exclude each other",
        ),
        (
            "policies: { Send: { whenever: ParcelPacked, using: choose } }",
            "error[missing-key] `choose`: which commands may `choose` give?",
        ),
        (
            "reads: { Shop.OrderPlaced: { fields: [title] } }\npolicies: { Pack: { whenever: Shop.OrderPlaced, when: pieces > 1, then: PackParcel, with: { order: event.stream_id } } }",
            "error[unresolved-reference] `pieces`: `Post` does not say that it reads `pieces` of `OrderPlaced`",
        ),
    ]);
}

#[test]
fn a_draft_lacks_what_it_lacks() {
    healthy(&model(
        "policies: { Pack: { draft: true, whenever: Shop.OrderPlaced, then: [PackParcel, SendParcel] } }",
        "",
    ));
}

/// The sources of the one command of the one policy: target, then fields.
fn sources(model: &Model) -> (String, Vec<String>) {
    let issue = &model.policies.values().next().unwrap().reactions[0].issues[0];
    let kind = |kind: &ExprKind| match kind {
        ExprKind::Field(root, field) => format!("{root:?}.{field}"),
        other => format!("{other:?}"),
    };
    let source = |source: &Source| match source {
        Source::Written(expr) => format!("written {}", kind(&expr.kind)),
        Source::ByName(expr) => format!("by name {}", kind(&expr.kind)),
        Source::Default => "default".to_owned(),
        Source::Hook(name) => format!("hook {}", name.value),
    };
    let target = issue.target.as_ref().map_or("fresh".to_owned(), |target| kind(&target.kind));
    let fields = issue.fields.iter();
    (
        target,
        fields.map(|filling| format!("{}: {}", filling.field, source(&filling.source))).collect(),
    )
}

#[test]
fn values_are_written_or_found_by_name() {
    let pack = healthy(&model(
        "policies: { Pack: { whenever: Shop.OrderPlaced, then: PackParcel, with: { order: event.stream_id } } }",
        "",
    ));
    let expected = ["order: written Root(Target)", "title: by name Event.title"];
    assert_eq!(sources(&pack), ("fresh".to_owned(), expected.map(str::to_owned).to_vec()));
    let send =
        healthy(&model("policies: { Send: { whenever: ParcelPacked, then: SendParcel } }", ""));
    assert_eq!(sources(&send), ("Root(Target)".to_owned(), vec!["urgent: default".to_owned()]));
}

#[test]
fn what_is_unfinished_elsewhere_counts_here_too() {
    let post = "level: process\nevents: { ParcelLost: {} }";
    let beside = "";
    let yaml = model(post, beside).replace(
        "        events:\n          OrderPlaced",
        "        events:\n          OrderLost: { draft: true }\n          OrderPlaced",
    );
    let policies = "    policies: { Refund: { whenever: [OrderLost, Post.ParcelLost], when: cents > 0, then: PayOrder } }\n";
    healthy_but_remarks(&yaml.replace("  Post:\n", &format!("{policies}  Post:\n")));
}

fn healthy_but_remarks(yaml: &str) {
    let errors: Vec<String> = super::super::probe::findings(yaml)
        .into_iter()
        .filter(|finding| finding.starts_with("error"))
        .collect();
    assert_eq!(errors, [] as [&str; 0], "{yaml}");
}
