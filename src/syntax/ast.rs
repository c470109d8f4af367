//! The declarations of a model as the author wrote them: every word with its span, tables in order and
//! with their duplicates. References are not resolved, types and expressions not parsed. The doc
//! comments here are the texts that editors show.

mod aggregate;
mod around;
mod common;
mod context;
mod evolution;
mod field;
mod flow;
mod lint;
mod lock;
mod root;
mod scenario;
mod steps;

pub use aggregate::*;
pub use around::*;
pub use common::*;
pub use context::*;
pub use evolution::*;
pub use field::*;
pub use flow::*;
pub use lint::*;
pub use lock::*;
pub use root::*;
pub use scenario::*;
pub use steps::*;
