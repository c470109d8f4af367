//! Gives a drawing a format.

pub(super) mod dot;
pub(super) mod escape;
mod png;
mod svg;

pub(super) use png::png;
#[cfg(test)]
pub(super) use png::{BOLD, REGULAR};
pub use png::{Fonts, Png};
pub(super) use svg::{Look, Used, defs, part, shared_rules, svg, word};
