//! Gives a drawing a format.

pub(super) mod escape;
mod png;
mod svg;

pub use png::Fonts;
pub(super) use png::png;
#[cfg(test)]
pub(super) use png::{BOLD, REGULAR};
pub(super) use svg::{Look, svg};
