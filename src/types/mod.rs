//! The types of the modelling language: scalars, what a model declares, and how a type is written.

mod arena;
mod definition;
mod info;
mod kind;
mod literal;
mod money;
mod resolve;
mod table;
mod text;
mod value;
mod written;

pub use arena::{Arena, Id};
pub use definition::{Definition, EnumValue, Enumeration, Field, Meaning, Personal, Place};
pub use info::{Allow, Deprecation, Info, Level};
pub use kind::{Scalar, Type};
pub use literal::{Literal, Value};
pub use money::{is_float, is_money};
pub use resolve::{default_of, resolve};
pub use table::{TypeId, TypeTable};
pub use text::{NotAType, TypeShape, parse};
pub use value::Reading;
pub use written::{duration, exact_decimal, sample, scalar_value, uuid};
