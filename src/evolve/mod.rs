//! Versions of events: what every old version looked like, and how it is read today.
//!
//! The model says what an event is now and which steps led there. [`plan`] walks the steps backwards,
//! checks each of them, and decides for every field of every version where its value comes from.
//! Generation writes that down as Rust; [`interpret`] carries it out on JSON; the two must agree.
//!
//! Four groups of modules, in reading order:
//! - one model: `history` walks, `derive` undoes a step, `hop` and `plan` hold what was decided, `split` what an event
//!   is read as; [`down`] is the way back;
//! - payloads: `json`, `decode`, [`sample`], [`interpret`], [`describe`] for people;
//! - what was published: [`form`] is a shape as JSON sees it, [`lock`] the record of all versions, [`golden`] their
//!   payloads, `publish` writes both, [`rules`] compares them with the model, [`compat`] answers for neighbours,
//!   `accept` knows what a team has agreed, [`audit`] looks at a store;
//! - changes: [`diff`] tells two states of a model apart, [`draft`] writes the steps that lead from one to the other.

mod accept;
mod also_published;
pub mod audit;
pub mod canonical;
pub mod compat;
mod conversion;
mod decode;
mod derive;
pub mod describe;
pub mod diff;
pub mod down;
pub mod draft;
mod ends;
pub mod fingerprint;
mod fit;
pub mod form;
pub mod golden;
mod hash;
mod history;
mod hop;
pub mod interpret;
mod json;
pub mod lock;
mod longer;
mod lookup;
mod order;
mod plan;
mod publish;
pub mod rules;
pub mod sample;
mod scalar;
mod shape;
mod split;
mod widen;

pub use accept::accept;
pub use also_published::{leaves, ways as ways_back};
pub use conversion::{
    Argument, BUILTINS, Builtin, Conversion, Domain, Invalid, Kind, Money, Parameter, builtin,
};
pub use decode::{Mismatch, decode};
pub(crate) use hash::short as short_hash;
pub use history::plan;
pub use hop::{
    Back, Binding, Envelope, Hop, Input, MapOver, Mapping, Member, MetaPart, MetaWay, Operation,
    Output, Part, Widening,
};
pub use json::{Json, NotJson, Step, place_of};
pub use longer::Longer;
pub use lookup::{NoEvent, find};
pub use plan::{EventPlan, Plan, Reading, SplitFrom, SplitPlan, SplitValue, StoredName, Version};
pub use publish::{Attested, Publication, publish, without_reason};
pub use shape::Shape;

#[cfg(test)]
mod tests;
