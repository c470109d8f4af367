//! Names, references, and the parts of a model that cannot be read.

use super::{check, order, resolve};
use crate::{source::SourceMap, syntax};

#[test]
fn a_dangling_reference_is_reported_once_with_the_nearest_name() {
    insta::assert_snapshot!(check(&order("
state: { title: Text }
commands:
  PlaceOrder: { creates: true, by: [Clark, Zorro], fields: { title: Text }, emits: OrderPlacd }
  PayOrder: { by: [PlaceOrder], emits: Bank.Paid }
events:
  OrderPlaced: { fields: { title: Text } }
")), @r"
        error[unresolved-reference] 11 `Clark`: no actor `Clark`
          help: did you mean `Clerk`?
        error[unresolved-reference] 11 `Zorro`: no actor `Zorro`
          help: declare `Zorro` under `actors:`
        error[unresolved-reference] 11 `OrderPlacd`: no event `OrderPlacd`
          help: did you mean `OrderPlaced`?
        error[illegal-succession] 12 `PlaceOrder`: `PlaceOrder` is a command; actors give commands
          11 `PlaceOrder`: a command, declared here
        error[unresolved-reference] 12 `Bank`: no context `Bank`
        ");
}

#[test]
fn what_stands_elsewhere_is_found_or_ambiguous() {
    insta::assert_snapshot!(check("
esgen: 1
model: m
contexts:
  A: { events: [Sent, Seen], level: process }
  B: { events: [Sent], level: process }
  C:
    level: process
    reads: { Sent: , Seen: , A.Sent: , A.Seent: , B.Seen: , D.Sent: }
"), @r"
        error[ambiguous-reference] 9 `Sent`: `Sent` could be `A.Sent` or `B.Sent`
          5 `Sent`: `A.Sent` is declared here
          6 `Sent`: `B.Sent` is declared here
          help: write `A.Sent`, if that is meant
        error[unresolved-reference] 9 `Seent`: no event `Seent` in `A`
          help: did you mean `Seen`?
        error[unresolved-reference] 9 `Seen`: no event `Seen` in `B`
          help: it stands elsewhere: write `A.Seen`
        error[unresolved-reference] 9 `D`: no context `D`
        ");
}

#[test]
fn a_wrong_kind_says_what_may_stand_there() {
    insta::assert_snapshot!(check(&order("
commands:
  PlaceOrder: { creates: true, by: [Order], emits: PlaceOrder }
events: [OrderPlaced]
")), @r"
        error[illegal-succession] 10 `Order`: `Order` is an aggregate; actors give commands
          7 `Order`: an aggregate, declared here
        error[illegal-succession] 10 `PlaceOrder`: `PlaceOrder` is a command; a command leads to events
          10 `PlaceOrder`: a command, declared here
          help: did you mean `OrderPlaced`?
        ");
}

#[test]
fn names_are_declared_once() {
    insta::assert_snapshot!(check("
esgen: 1
model: m
types: { Text: Int, OrderLine: Text, Order_Line: Text }
contexts:
  Kernel:
    types: { OrderId: Text }
    aggregates:
      Order: { events: [OrderPlaced] }
      Types: { events: [OrderPlaced] }
"), @r"
        error[duplicate-name] 4 `Text`: `Text` is a type of the language
          help: choose another name
        error[name-collision] 4 `Order_Line`: `OrderLine` and `Order_Line` both become the type `OrderLine`
          4 `OrderLine`: the other one
          help: choose a name that differs in more than case
        error[name-collision] 6 `Kernel`: `Kernel` becomes the crate `kernel`, which the generated code has anyway
          help: choose another name
        error[duplicate-name] 7 `OrderId`: type `OrderId` is declared twice
          9 `Order`: the identity of `Order` has this name
          help: rename one of the two, or remove it
        error[name-collision] 10 `Types`: `Types` becomes the module `types`, which the generated code has anyway
          help: choose another name
        error[duplicate-name] 10 `OrderPlaced`: event `OrderPlaced` is declared twice
          9 `OrderPlaced`: first declared here
          help: rename one of the two, or remove it
        ");
}

#[test]
fn a_wall_of_notes_lacks_what_it_likes() {
    assert_eq!(
        check(
            "
esgen: 1
model: m
level: big-picture
actors: [读者]
contexts:
  销售:
    events: [订单已提交, 订单已支付]
    commands: { 提交订单: { by: [读者], emits: 订单已提交, from: [x], fields: { a: B } } }
"
        ),
        ""
    );
}

#[test]
fn what_stands_beside_the_contexts_names_its_own() {
    insta::assert_snapshot!(check("
esgen: 1
model: m
contexts:
  Shop: { level: process, events: [Sold], commands: { Sell: { emits: Sold } } }
  Bank: { level: process, reads: { Shop.Sold: , Shop.Bought: } }
  Shopp: { level: process, kind: [], events: [Paid] }
sagas:
  Lost: { starts: Shop.Sold }
  Found: { context: Bonk, starts: Shop.Sold }
"), @r"
        error[unresolved-reference] 6 `Bought`: no event `Bought` in `Shop`
        error[wrong-kind] 7 `[]`: expected a kind of context, found a list
        error[missing-key] 9 `Lost`: saga `Lost` does not say to which context it belongs
          help: add `context:`, or move the saga into its context
        error[unresolved-reference] 10 `Bonk`: no context `Bonk`
          help: did you mean `Bank`?
        ");
}

#[test]
fn what_cannot_be_read_has_no_followers() {
    insta::assert_snapshot!(check("
esgen: 1
model: m
contexts:
  Shop: [broken]
  Bank:
    level: process
    reads: { Shop.Sold: , Bought: }
    commands: { Pay: 7, Repay: { emits: [Repaid, Unknown] } }
    events: { Repaid: [wrong] }
"), @r"
        error[wrong-kind] 5 `[broken]`: expected a context (a mapping), found a list
        error[wrong-kind] 9 `7`: expected a command (a mapping), found `7`
        error[wrong-kind] 10 `[wrong]`: expected an event (a mapping), found a list
        ");
}

#[test]
fn a_context_in_two_files_is_one_finding() {
    let mut sources = SourceMap::default();
    let files = [
        "esgen: 1\nmodel: m\ncontexts: { Shop: { level: process, commands: { Sell: { emits: [Sold, Lost] } } } }",
        "contexts: { Shop: { level: process, events: [Sold, Lost] } }",
    ];
    let ids = files.map(|text| sources.add("part.yaml", text));
    let (root, _) = syntax::parse(ids[0], &sources);
    let (part, _) = syntax::parse_included(ids[1], &sources);
    let (model, findings) = resolve(&[root, part]);
    let messages: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(messages, ["context `Shop` is declared twice"]);
    assert_eq!((model.contexts.len(), model.events.len()), (1, 2));
}

#[test]
fn a_name_stands_once_in_a_list_too() {
    insta::assert_snapshot!(check("
esgen: 1
model: m
actors: [Clerk, Guest, Clerk]
contexts:
  Shop:
    events: [Paid, Paid]
    aggregates:
      Order: { events: [Placed, Placed], commands: { Place: { emits: Placed } } }
  Bank: { events: [Paid] }
"), @r"
        error[duplicate-name] 4 `Clerk`: actor `Clerk` is declared twice
          4 `Clerk`: first declared here
          help: rename one of the two, or remove it
        error[duplicate-name] 7 `Paid`: event `Paid` is declared twice
          7 `Paid`: first declared here
          help: rename one of the two, or remove it
        error[duplicate-name] 9 `Placed`: event `Placed` is declared twice
          9 `Placed`: first declared here
          help: rename one of the two, or remove it
        ");
}
