//! What is on its way out.

mod deprecations;

rules! {
    deprecated_in_use deprecated_without_plan deprecation_overdue
}
