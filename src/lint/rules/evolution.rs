//! What is on its way out.

mod deprecations;

rules! {
    looks_like_new_event
    deprecated_in_use
    deprecated_without_plan
    deprecation_overdue
}
