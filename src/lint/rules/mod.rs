//! The rules, one a file, by category. To add one: its file and its page, and a word in the list of its category.

/// Declares the modules of a category, and the list of their rules.
macro_rules! rules {
    ($($name:ident)*) => {
        $(mod $name;)*

        /// The rules of this category, in the order of their codes.
        pub(super) const ALL: &[&crate::lint::Rule] = &[$(&$name::RULE),*];
    };
}

mod data;
mod design;
mod docs;
mod evolution;
mod flow;
pub(super) mod meta;
mod naming;
mod security;

use super::Rule;

/// Every rule of design, category by category.
pub(super) fn all() -> impl Iterator<Item = &'static Rule> {
    let categories = [
        meta::ALL,
        flow::ALL,
        design::ALL,
        data::ALL,
        evolution::ALL,
        naming::ALL,
        security::ALL,
        docs::ALL,
    ];
    categories.into_iter().flatten().copied()
}
