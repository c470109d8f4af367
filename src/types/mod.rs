//! The types of the modelling language: scalars, what a model declares, and how a type is written.

mod arena;
mod definition;
mod info;
mod kind;
mod literal;
mod table;
mod text;

pub use arena::{Arena, Id};
pub use definition::{Definition, EnumValue, Enumeration, Field, Meaning, Personal, Place};
pub use info::{Allow, Deprecation, Info, Level};
pub use kind::{Scalar, Type};
pub use literal::{Literal, Value};
pub use table::{TypeId, TypeTable};
pub use text::{NotAType, TypeText, parse};
