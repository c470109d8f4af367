//! What each limit leaves of a model, exactly.

#![expect(clippy::disallowed_methods, reason = "the bank lies on the disk")]

use std::{fs, path::Path};

use super::{Scope, check};
use crate::{
    diagram::{
        Limits, Options, Refusal,
        checks::{model_of, model_with},
        process::{Node, nodes},
    },
    model::Model,
};

fn bank() -> Model {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/bank");
    let contexts = ["accounts", "customers", "notifications", "transfers"];
    model_with(&fs::read_to_string(root.join("esgen.yaml")).unwrap(), |_| {
        let file = |name| fs::read_to_string(root.join(format!("contexts/{name}.yaml"))).unwrap();
        contexts.map(file).to_vec()
    })
}

/// What is shown, by name, but for read models.
fn shown(model: &Model, options: &Options) -> Vec<String> {
    let scope = Scope::new(model, options);
    assert_eq!(check(model, options), Ok(()));
    let name = |node| match node {
        Node::Command(id) => model.commands[id].name.value.clone(),
        Node::Event(id) => model.events[id].name.value.clone(),
        Node::Policy(id) => model.policies[id].name.value.clone(),
        Node::Reaction(id, at) => {
            let event = model.sagas[id].reactions[at].event;
            format!("on {}", model.events[event].name.value)
        }
        Node::Timeout(id, at) => model.sagas[id].timeouts[at].name.value.clone(),
        Node::Saga(id) => model.sagas[id].name.value.clone(),
        Node::Aggregate(id) => model.aggregates[id].name.value.clone(),
        Node::View(_) => String::new(),
    };
    let shown = nodes(model).into_iter().filter(|node| scope.shows(*node));
    let mut names: Vec<String> = shown.map(name).filter(|name| !name.is_empty()).collect();
    names.sort();
    names
}

fn limited(limits: Limits) -> Options {
    Options { limits, ..Options::default() }
}

#[test]
fn from_keeps_all_that_something_can_lead_to() {
    let bank = bank();
    let from = |it: &str| {
        shown(&bank, &limited(Limits { from: Some(it.to_owned()), ..Limits::default() }))
    };
    assert_eq!(
        from("AccountCreditFailed"),
        [
            "CreditAccount",
            "FailTransfer",
            "RefundAccount",
            "TellPayer",
            "WriteNotice",
            "on AccountCreditFailed",
            "on AccountRefunded",
        ],
        "only the event leads on, not its command"
    );
    assert_eq!(from("Accounts.AccountClosed"), ["CloseAccount"]);
    assert_eq!(from("event:Accounts.AccountClosed"), ["CloseAccount"]);
    assert_eq!(from("RegisterCustomer"), ["OpenAccount", "OpenFirstAccount", "RegisterCustomer"]);
}

#[test]
fn to_keeps_all_that_can_lead_to_something() {
    let bank = bank();
    let to =
        |it: &str| shown(&bank, &limited(Limits { to: Some(it.to_owned()), ..Limits::default() }));
    assert_eq!(
        to("TransferCompleted"),
        [
            "CompleteTransfer",
            "CreditAccount",
            "DebitAccount",
            "RecordDebit",
            "RequestTransfer",
            "on AccountCredited",
            "on AccountDebited",
            "on DebitRecorded",
            "on TransferRequested",
        ]
    );
    assert_eq!(to("OpenFirstAccount"), ["OpenFirstAccount", "RegisterCustomer"]);
}

#[test]
fn both_together_keep_the_ways_between() {
    let bank = bank();
    let between = |one: &str, other: &str| {
        limited(Limits {
            from: Some(one.to_owned()),
            to: Some(other.to_owned()),
            ..Limits::default()
        })
    };
    assert_eq!(
        shown(&bank, &between("AccountDebited", "AccountCredited")),
        ["CreditAccount", "DebitAccount", "RecordDebit", "on AccountDebited", "on DebitRecorded"]
    );
    let refused = check(&bank, &between("TransferCompleted", "RequestTransfer")).unwrap_err();
    assert_eq!(
        refused.reason,
        "nothing is left of the way from Transfer Completed to Request Transfer"
    );
}

#[test]
fn around_keeps_what_is_so_many_lines_away() {
    let bank = bank();
    let around = |it: &str, depth| {
        let around = Some((it.to_owned(), depth));
        shown(&bank, &limited(Limits { around, ..Limits::default() }))
    };
    assert_eq!(around("DebitRecorded", 0), ["RecordDebit"]);
    assert_eq!(
        around("DebitRecorded", 1),
        ["RecordDebit", "on AccountDebited", "on DebitRecorded"]
    );
    assert_eq!(
        around("DebitRecorded", 2),
        ["CreditAccount", "DebitAccount", "RecordDebit", "on AccountDebited", "on DebitRecorded"]
    );
    assert_eq!(around("TellPayee", 1), ["CompleteTransfer", "TellPayee", "WriteNotice"]);
    assert_eq!(around("TransferSaga", 0).len(), 8, "a saga is all of its steps");
    assert_eq!(around("Teller", 0).len(), 7, "a person is what they do");
}

#[test]
fn aggregates_and_contexts_narrow_what_is_left() {
    let bank = bank();
    let notice = Limits { aggregates: vec!["Notice".to_owned()], ..Limits::default() };
    assert_eq!(shown(&bank, &limited(notice)), ["MarkNoticeRead", "WriteNotice"]);
    let both = Options {
        contexts: vec!["Notifications".to_owned()],
        ..limited(Limits { from: Some("RequestTransfer".to_owned()), ..Limits::default() })
    };
    assert_eq!(shown(&bank, &both), ["TellPayee", "TellPayer", "WriteNotice"]);
    let nothing = Options { contexts: vec!["Customers".to_owned()], ..both };
    assert_eq!(
        check(&bank, &nothing).unwrap_err().help,
        "ask for less at once, or leave `--context` out"
    );
}

#[test]
fn a_read_model_is_what_feeds_it() {
    let bank = bank();
    let to =
        |it: &str| shown(&bank, &limited(Limits { to: Some(it.to_owned()), ..Limits::default() }));
    assert!(to("CustomerInfo").contains(&"AddPayee".to_owned()));
    let alone = limited(Limits { from: Some("CustomerInfo".to_owned()), ..Limits::default() });
    assert!(shown(&bank, &alone).is_empty(), "nothing follows from a read model");
}

const TWICE: &str = "esgen: 1\nmodel: twice\nlevel: process\ncontexts:\n  A: { aggregates: { T: { commands: { Go: { emits: Gone } }, events: [Gone] } }, read_models: { T: { from: { Gone: {} } } } }\n  B: { aggregates: { U: { commands: { Go: { emits: [Gone, Lost] } }, events: [Gone, Lost] } }, policies: { P: { whenever: [B.Lost, A.Gone], then: B.Go } } }\n";

#[test]
fn names_have_to_mean_one_element() {
    let model = model_of(TWICE);
    let refused = |it: &str| {
        check(&model, &limited(Limits { from: Some(it.to_owned()), ..Limits::default() }))
            .unwrap_err()
    };
    let told =
        |message: &str, help: &str| Refusal { reason: message.to_owned(), help: help.to_owned() };
    assert_eq!(refused("Go"), told("`Go` is ambiguous", "say `A.Go` or `B.Go`"));
    assert_eq!(refused("T"), told("`T` is ambiguous", "say `aggregate:A.T` or `read-model:A.T`"));
    assert_eq!(
        refused("A.T"),
        told("`A.T` is ambiguous", "say `aggregate:A.T` or `read-model:A.T`")
    );
    assert_eq!(refused("Lots"), told("there is no element `Lots`", "did you mean `Lost`?"));
    let from = |it: &str| {
        shown(&model, &limited(Limits { from: Some(it.to_owned()), ..Limits::default() }))
    };
    assert_eq!(from("A.Gone"), ["Go", "Go", "P"]);
    assert_eq!(from("Lost"), ["Go", "P"], "in a circle everything follows");
    assert_eq!(from("B.Gone"), ["Go"], "but not from another event of the command");
    let aggregates = Limits { aggregates: vec!["Go".to_owned()], ..Limits::default() };
    assert_eq!(
        check(&model, &limited(aggregates)).unwrap_err().reason,
        "there is no aggregate `Go`"
    );
}
