//! What a life says of an aggregate, and that all of it can be read.

use super::{draw::draw, scene};
use crate::diagram::checks::{faults_of_texts, model_of};

const STAY: &str = include_str!("../../../../tests/fixtures/language/lifecycle.yaml");

/// Every step in words, and what happens without leading on.
fn told(text: &str, name: &str) -> (Vec<String>, Vec<String>) {
    let model = model_of(text);
    let scene = scene::of(&model, name);
    let faults = faults_of_texts(&draw(&scene, true), |_| None);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let state = |at: usize| scene.states[at].id.trim_start_matches("state:").to_owned();
    let step = |it: &scene::Step| {
        format!("{} > {} {} > {}", state(it.from), it.event, it.on, state(it.to))
    };
    let stays =
        scene.states.iter().flat_map(|it| it.stays.iter().map(|stay| format!("{}: {stay}", it.id)));
    (scene.steps.iter().map(step).collect(), stays.collect())
}

#[test]
fn events_lead_from_state_to_state() {
    let (steps, stays) = told(STAY, "Stay");
    assert_eq!(
        steps,
        [
            "beginning > Stay Asked For on Ask For Stay > asked",
            "asked > Stay Confirmed on Confirm Stay > confirmed",
            "asked > Stay Cancelled on Cancel Stay > cancelled",
            "confirmed > Stay Ended on End Stay > over",
            "confirmed > Stay Cancelled on Cancel Stay > cancelled",
        ]
    );
    assert!(stays.is_empty());
}

#[test]
fn what_leads_nowhere_is_told_in_the_state_where_it_happens() {
    let text = STAY
        .replace("          EndStay:", "          MoveStay: { from: [asked, confirmed], emits: StayMoved }\n          Complain: { emits: [Complained, StayCancelled] }\n          EndStay:")
        .replace("          StayEnded: {", "          StayMoved: {}\n          Complained: {}\n          StayEnded: {");
    let (steps, stays) = told(&text, "Booking.Stay");
    assert_eq!(
        stays,
        ["state:asked: Stay Moved", "state:confirmed: Stay Moved", "state:any: Complained"]
    );
    assert!(
        steps.contains(&"any > Stay Cancelled on Complain > cancelled".to_owned()),
        "{steps:?}"
    );
}

#[test]
fn long_names_fit_and_circles_are_drawn() {
    let text = STAY
        .replace("confirmed", "confirmed_by_the_host_after_a_long_time_of_thinking_about_it_over_and_over")
        .replace("StayCancelled: {", "StayCancelled: { label: \"Der Aufenthalt wurde aus Gründen, die niemand kennt, abgesagt\",")
        .replace("CancelStay: {", "ReopenStay: { from: [confirmed_by_the_host_after_a_long_time_of_thinking_about_it_over_and_over], emits: StayReopened }\n          CancelStay: {")
        .replace("          StayEnded: {", "          StayReopened: { moves_to: asked }\n          StayEnded: {");
    let (steps, _) = told(&text, "Stay");
    assert!(
        steps.iter().any(|step| step.ends_with("Stay Reopened on Reopen Stay > asked")),
        "{steps:?}"
    );
}
