//! The map, the story, the questions and the words: what is found in wrong ones.

use super::super::probe::{each_beside, healthy, model};

#[test]
fn relations_that_exclude_each_other_are_reported() {
    each_beside(&[
        (
            "context_map: [{ upstream: Shop, downstream: Pots }]\n",
            "error[unresolved-reference] `Pots`: no context `Pots`",
        ),
        (
            "context_map: [{ upstream: Shop, downstream: Shop }]\n",
            "error[relation-conflict] `Shop`: `Shop` cannot be upstream of itself",
        ),
        (
            "context_map: [{ upstream: Shop, downstream: Post, patterns: [conformist, customer-supplier] }]\n",
            "error[relation-conflict] `customer-supplier`: `conformist` and `customer-supplier` exclude each other",
        ),
        (
            "context_map: [{ upstream: Shop, downstream: Post, patterns: [open-host, open-host] }]\n",
            "warning[duplicate-list-entry] `open-host`: `open-host` is listed twice",
        ),
        (
            "context_map: [{ upstream: Shop, downstream: Post }, { upstream: Shop, downstream: Post }]\n",
            "warning[duplicate-list-entry] `Post`: this relation of `Shop` and `Post` is listed twice",
        ),
        (
            "context_map: [{ upstream: Shop, downstream: Post }, { partnership: [Post, Shop] }]\n",
            "error[relation-conflict] `Shop`: `Post` and `Shop`: upstream and downstream and partnership exclude each other",
        ),
        (
            "context_map: [{ shared_kernel: [Shop] }]\n",
            "error[relation-conflict] `[Shop]`: a relation of kind shared kernel needs two contexts",
        ),
    ]);
}

#[test]
fn the_story_and_the_questions_name_what_exists() {
    each_beside(&[
        (
            "timeline: [OrderPlacd]\n",
            "error[unresolved-reference] `OrderPlacd`: no event `OrderPlacd`",
        ),
        (
            "timeline: [OrderPlaced, { pivotal: Shop.OrderPlaced }]\n",
            "warning[duplicate-list-entry] `Shop.OrderPlaced`: `Shop.OrderPlaced` is listed twice",
        ),
        (
            "timeline: [PlaceOrder]\n",
            "error[illegal-succession] `PlaceOrder`: `PlaceOrder` is a command; the timeline lists events",
        ),
        (
            "hotspots: [{ about: Post.Parcle, text: who? }]\n",
            "error[unresolved-reference] `Parcle`: nothing is called `Parcle` in `Post`",
        ),
        (
            "hotspots: [{ text: who?, since: yesterday }]\n",
            "error[wrong-kind] `yesterday`: `yesterday` is no date",
        ),
    ]);
}

#[test]
fn a_word_may_mean_an_element() {
    let found = healthy(&model(
        "",
        "glossary: { Box: Parcel, Post.Sent: Post.ParcelSent, Shop: where people buy }\n",
    ));
    let subjects: Vec<String> =
        found.glossary.iter().map(|term| format!("{:?}", term.subject)).collect();
    assert_eq!(subjects, ["Some(Aggregate(AggregateId(1)))", "Some(Event(EventId(4)))", "None"]);
}
