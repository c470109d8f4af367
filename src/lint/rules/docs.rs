//! What is written for people.

rules! {
    missing_description missing_owner description_repeats_name todo_left missing_example outcome_without_scenario
    hotspot_too_old
}
