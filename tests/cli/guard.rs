//! What a model must not be when it is generated, said by `check` or by `generate`.

use super::common::{MODEL, Place};

/// Parts of models that are fine to check and to draw, and cannot be generated yet.
#[test]
fn what_is_not_finished_is_checked_and_not_generated() {
    let place = Place::empty();
    for (from, to, words) in [
        ("kind: core", "level: process", "`Orders` is at level `process`"),
        ("title:", "level: big-picture\ntitle:", "`Orders` is at level `big-picture`"),
        ("title:", "generate: { store: postgres }\ntitle:", "`postgres` is not available yet"),
        ("    kind: core", "    kind: core\n    draft: true", "`Orders` is a draft"),
        ("    kind: core", "    kind: core\n    events: { Loose: {} }", "belongs to no aggregate"),
    ] {
        place.write("esgen.yaml", MODEL.replacen(from, to, 1));
        assert!(place.run("check").out.lines().all(|line| !line.contains("not-ready")));
        place.run("generate -o service").gave(1, &["not-ready", words, "nothing was generated"]);
        assert!(!place.has("service"));
    }
}

/// Reading takes an event apart once; the interpreter could go on, generated code would lose the parts of the parts.
#[test]
fn an_event_that_is_split_twice_is_not_generated() {
    let place = Place::empty();
    let split = "events:\n          Both: { split_into: [ Half: {} ] }\n          Half: { split_into: [ OrderCancelled: {} ] }";
    place.write("esgen.yaml", MODEL.replacen("events:", split, 1));
    place.run("check").gave(0, &[]);
    let words = "`Both` is read as `Half`, which is read as other events itself";
    place.run("generate -o service").gave(1, &["not-ready", words]);
}

#[test]
fn names_that_fall_together_are_told_by_check() {
    let place = Place::empty();
    for (from, to, words) in [
        ("OpenOrders", "OrderPlacedd", ""),
        ("OpenOrders", "OrderPlaced", "both become the type `OrderPlaced`"),
        ("OrderStatus", "OrderEvent", "both become the type `OrderEvent`"),
        ("OrderStatus", "Result", "`Result` becomes the type `Result`, which is taken"),
        ("OrderStatus", "OrderId", "OrderId"),
        ("OpenOrders", "Mod", "the file `mod.rs`, which is taken"),
        ("  Orders:", "  Serde:", "the crate `serde`, which is taken"),
        ("  Orders:", "  Type:", "the crate `type`, which is taken"),
        ("  Orders:", "  ShopApp:", "both become the crate `shop_app`"),
        ("NothingOrdered", "NotAllowed", "both become the rejection `NotAllowed`"),
        ("[placed, shipped, cancelled]", "[placed, shipped, cancelled, v_1, v1]", "variant `V1`"),
    ] {
        place.write("esgen.yaml", MODEL.replace(from, to));
        let code = i32::from(!words.is_empty());
        place.run("check").gave(code, &[words]);
    }
}
