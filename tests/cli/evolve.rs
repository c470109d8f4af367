//! `esgen evolve`: drafts in files of every style, what stays as it was, and when it refuses.

use super::common::Place;

const SHOP: &str = "\
# the shop
esgen: 1
model: shop
contexts:
  Orders:
    label: 订单
    types:
      # how people reach us
      Channel: [web, phone]
      Money: { fields: { amount: Decimal, currency: Text } }
    aggregates:
      Order:
        commands:
          PlaceOrder: { creates: true, emits: [OrderPlaced, OrderPaid, OrderLost] }
        events:
          # what was ordered
          OrderPlaced:
            label: \"订单已提交\"   # for people
            # what it carries
            fields:
              mail:   Text    # where to write
              via: Channel
            sets: {}
            # end of placed

          OrderPaid: { fields: { total: Money } }   # in full
          OrderLost:
            # nobody knows
            fields: { why: Text }
# the end
";

/// A folder in which the shop is published.
fn published(shop: &str) -> Place {
    let place = Place::empty();
    place.write("esgen.yaml", shop);
    place.run("publish").gave(0, &["published: 3 new versions"]);
    place
}

/// The shop after a day of modelling.
fn edited(shop: &str) -> String {
    shop.replace("mail:   Text ", "email:   Text? ")
        .replace("[web, phone]", "[web, phone, app]")
        .replace("total: Money", "total: Money, paid_at: Timestamp")
}

/// Old replicas may still be a worry; nothing is wrong with the history.
fn no_errors(place: &Place) {
    let run = place.run("check");
    assert!(!run.out.contains("error["), "{}", run.out);
}

/// The edited shop as `evolve` leaves it.
const EVOLVED: &str = "\
# the shop
esgen: 1
model: shop
contexts:
  Orders:
    label: 订单
    types:
      # how people reach us
      Channel: [web, phone, app]
      Money: { fields: { amount: Decimal, currency: Text } }
    aggregates:
      Order:
        commands:
          PlaceOrder: { creates: true, emits: [OrderPlaced, OrderPaid, OrderLost] }
        events:
          # what was ordered
          OrderPlaced:
            label: \"订单已提交\"   # for people
            version: 2
            # what it carries
            fields:
              email:   Text?    # where to write
              via: Channel
            sets: {}
            # end of placed
            changes:
              2:
                because: say here why it changed # check
                steps:
                  - rename: { mail: email } # check
                  - widen: { email: Text }
                  - widen: { via: [phone, web] }

          OrderPaid:   # in full
            version: 2
            fields: { total: Money, paid_at: Timestamp }
            changes:
              2:
                because: say here why it changed # check
                steps:
                  - add: { paid_at: { from: meta.recorded_at } } # check
          OrderLost:
            # nobody knows
            fields: { why: Text }
# the end
";

#[test]
fn drafts_are_written_where_they_belong_and_nothing_else_is_touched() {
    let place = published(SHOP);
    place.run("evolve").gave(0, &["every event is as it is published"]);
    place.write("esgen.yaml", edited(SHOP));
    place.run("check").gave(1, &["published-shape-changed", "value-type-moved"]);
    place.run("evolve").gave(
        0,
        &["`Orders.OrderPlaced`, version 2: 3 steps, 2 to check", "say why under `because`"],
    );
    assert_eq!(place.read("esgen.yaml"), EVOLVED);
    place.run("evolve").gave(0, &["nothing to do"]);
    assert_eq!(place.read("esgen.yaml"), EVOLVED);
    no_errors(&place);
    place.run("publish").gave(2, &["nobody has said why"]);
    place.write("esgen.yaml", EVOLVED.replace("say here why it changed", "we ship abroad"));
    place.run("publish").gave(0, &["orders.order_placed@2", "published: 2 new versions"]);
}

#[test]
fn ends_of_lines_marks_at_the_start_and_missing_last_lines_stay() {
    for change in [
        |text: &str| text.replace('\n', "\r\n"),
        |text: &str| format!("\u{feff}{text}"),
        |text: &str| text.replace("# the end\n", "").trim_end().to_owned(),
    ] {
        let place = published(&change(SHOP));
        place.write("esgen.yaml", change(&edited(SHOP)));
        place.run("evolve").gave(0, &["version 2"]);
        assert_eq!(place.read("esgen.yaml"), change(EVOLVED));
    }
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let place = published(SHOP);
    place.write("shared/shop.yaml", edited(SHOP));
    let (file, link) = (place.path("shared/shop.yaml"), place.path("esgen.yaml"));
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
    std::fs::remove_file(&link).unwrap();
    symlink(&file, &link).unwrap();
    place.run("evolve").gave(0, &["version 2"]);
    assert_eq!(place.read("shared/shop.yaml"), EVOLVED);
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn one_event_can_be_named_and_a_dry_run_only_shows() {
    let place = published(SHOP);
    let text = edited(SHOP);
    place.write("esgen.yaml", &text);
    let run = place.run("evolve OrderPaid --dry-run").gave(0, &["nothing was written"]);
    assert!(run.out.starts_with("--- a/esgen.yaml\n+++ b/esgen.yaml\n"), "{}", run.out);
    assert!(
        run.out.contains("\n+          OrderPaid:   # in full\n+            version: 2\n"),
        "{}",
        run.out
    );
    assert!(!run.out.contains("mail: email"), "{}", run.out);
    assert_eq!(place.read("esgen.yaml"), text);
    place.run("evolve Orders.OrderPaid -m .").gave(0, &["`Orders.OrderPaid`, version 2"]);
    assert!(place.read("esgen.yaml").contains("fields:\n              email:"));
    place.run("evolve OrderLost").gave(0, &["`Orders.OrderLost` is as it is published"]);
}

#[test]
fn an_included_file_is_edited_where_the_event_stands() {
    let (head, rest) = SHOP.split_once("contexts:").unwrap();
    let part = format!("contexts:{rest}");
    let place = Place::empty();
    let root = format!("{head}include: [parts/*.yaml]\n");
    place.write("esgen.yaml", &root);
    place.write("parts/orders.yaml", &part);
    place.run("publish").gave(0, &["published"]);
    place.write("parts/orders.yaml", edited(&part));
    place.run("evolve").gave(0, &["`Orders.OrderPlaced`, version 2"]);
    assert_eq!(place.read("esgen.yaml"), root);
    assert_eq!(place.read("parts/orders.yaml"), EVOLVED.replace(head, ""));
}

#[test]
fn a_type_that_many_events_contain_is_explained_in_all_of_them() {
    let shop = SHOP.replace("why: Text", "why: Text, costs: Money, fees: list<Money>");
    let place = published(&shop);
    let text = shop.replace("currency: Text }", "currency: Text, note: \"Text?\" }");
    place.write("esgen.yaml", &text);
    place
        .run("evolve")
        .gave(0, &["`Orders.OrderPaid`, version 2", "`Orders.OrderLost`, version 2"]);
    let text = place.read("esgen.yaml");
    let declared =
        "      MoneyV1: { fields: { amount: Decimal, currency: Text } } # as it was published\n";
    assert_eq!(text.matches("MoneyV1:").count(), 1, "{text}");
    assert!(text.contains(declared), "{text}");
    assert!(text.contains("- flatten: { from: { costs: MoneyV1 } }"), "{text}");
    assert!(text.contains("- each:\n                      in: fees\n"), "{text}");
    place.run("evolve").gave(0, &["nothing to do"]);
}

#[test]
fn what_only_people_know_is_left_to_them_and_checking_points_there() {
    let place = published(SHOP);
    place.write("esgen.yaml", SHOP.replace("why: Text", "why: Text, country: Text"));
    place.run("evolve OrderLost").gave(0, &["version 2: 1 step, 1 to check, 1 to decide"]);
    let text = place.read("esgen.yaml");
    let open = "- add: country # decide: the value for events stored before";
    assert!(text.contains(open), "{text}");
    place.run("check").gave(1, &["no-value-for-old-events", "add: { country: <value> }"]);
    place.write("esgen.yaml", text.replace(open, "- add: { country: DE }"));
    place.run("check").gave(0, &["is fine"]);
}

#[test]
fn a_draft_is_completed_in_front_of_its_steps() {
    let place = published(SHOP);
    place.write("esgen.yaml", SHOP.replace("why: Text", "reason: Text"));
    place.run("evolve").gave(0, &["version 2"]);
    let text = place.read("esgen.yaml").replace("reason: Text", "reason: Text, note: \"Text?\"");
    place.write("esgen.yaml", &text);
    place.run("check").gave(1, &["unexplained-difference", "esgen evolve Orders.OrderLost"]);
    place.run("evolve").gave(0, &["`Orders.OrderLost`, more of version 2: 1 step"]);
    let steps = "- rename: { why: reason } # check\n";
    let both = format!("- add: note\n                  {steps}");
    assert_eq!(place.read("esgen.yaml"), text.replace(steps, &both));
    no_errors(&place);
}

#[test]
fn it_refuses_with_a_reason() {
    let place = Place::empty();
    place.write("esgen.yaml", SHOP);
    place.run("evolve").gave(2, &["nothing is published yet", "`esgen publish` freezes"]);
    place.run("publish").gave(0, &[]);
    place
        .run("evolve OrderPlacd")
        .gave(2, &["no event `OrderPlacd`", "did you mean `OrderPlaced`?"]);
    let broken = SHOP.replace("mail:   Text ", "mail:   Txt ");
    place.write("esgen.yaml", &broken);
    place.run("evolve").gave(1, &["unknown-type", "nothing was drafted"]);
    assert_eq!(place.read("esgen.yaml"), broken);
    let anchored = SHOP
        .replace(
            "OrderPaid: { fields: { total: Money } }",
            "OrderPaid: &paid { fields: { why: Int } }",
        )
        .replace(
            "OrderLost:\n            # nobody knows\n            fields: { why: Text }",
            "OrderLost: *paid",
        );
    place.write("esgen.yaml", &anchored);
    place.run("evolve OrderLost").gave(1, &["`Orders.OrderLost`: it is written under an anchor"]);
    assert_eq!(place.read("esgen.yaml"), anchored);
    let bare =
        SHOP.replace("        events:\n", "        events: [OrderPlaced, OrderPaid, OrderLost]\n");
    let bare = &bare[..bare.find("          # what was ordered").unwrap()];
    place.write("esgen.yaml", bare);
    place.run("evolve OrderPlaced").gave(1, &["it is a name in a list", "`Name: {}`"]);
}

/// An event that was written in full, and says as little as this now, is written so after a draft.
fn added_to(now: &str, written: &str) {
    let event = "            # nobody knows\n            fields: { why: Text }\n";
    let place = published(SHOP);
    let text = SHOP.replace(&format!("OrderLost:\n{event}"), &format!("OrderLost{now}"));
    place.write("esgen.yaml", &text);
    place.run("evolve").gave(0, &["`Orders.OrderLost`"]);
    let new = place.read("esgen.yaml");
    assert!(new.contains(written), "{new}");
    assert!(new.contains("drop: { why: Text }"), "{new}");
    no_errors(&place);
}

#[test]
fn braces_on_the_line_of_their_event_are_unfolded() {
    for (now, written) in [
        (": {}\n", "OrderLost:\n            version: 2\n            changes:\n"),
        (": {   } # gone\n", "OrderLost: # gone\n            version: 2\n            changes:\n"),
        (
            ": { sets: {}, }\n",
            "OrderLost:\n            version: 2\n            sets: {}\n            changes:\n",
        ),
        (": { sets: {},\n            }\n", "OrderLost: { version: 2, sets: {}, changes: {\n"),
        (":   { sets: {} }\n", "OrderLost:   { version: 2, sets: {}, changes: {\n"),
    ] {
        added_to(now, written);
    }
}

#[test]
fn every_way_to_write_little_can_be_added_to() {
    for (now, written) in [
        (
            ":\n            description: |\n              # long\n\n              text\n\n",
            "            version: 2\n            description: |\n              # long\n\n              text\n            changes:\n",
        ),
        (
            ":\n            tags: >-\n             long\n",
            "             long\n            changes:\n",
        ),
        (":\n", "OrderLost:\n            version: 2\n            changes:\n              2:\n"),
        (": # gone\n", "OrderLost: # gone\n            version: 2\n"),
        (": ~\n", "OrderLost: \n            version: 2\n"),
        (
            ":\n            changes:\n",
            "            version: 2\n            changes:\n              2:\n",
        ),
        (":\n            changes: {}\n", "            version: 2\n            changes: { 2: {\n"),
        (
            ":\n            version: 2\n",
            "            version: 2\n            changes:\n              2:\n",
        ),
        (
            ":\n            version: 2\n            changes: { 2: { because: so } }\n",
            "because: so, steps: [\n",
        ),
        (
            ":\n            version: 2\n            changes: { 2: { because: so, steps: [] } }\n",
            "steps: [\n",
        ),
        (
            ":\n            version: 2\n            changes: { 2: { steps: , because: so } }\n",
            "steps: [\n",
        ),
        (
            ":\n            version: 2\n            changes:\n              2:\n                because: so # so\n",
            "because: so # so\n                steps:\n                  - drop",
        ),
        (
            ":\n            version: 2\n            changes:\n              2:\n                steps: # all\n                because: so\n",
            "steps: # all\n                  - drop",
        ),
        (
            ":\n            version: 2\n            fields: { b: Int }\n            changes:\n              2:\n                because: so\n                steps: [add: { b: 1 }]\n",
            "steps: [\n                    drop: { why: Text }, # check\n",
        ),
    ] {
        added_to(now, written);
    }
}
