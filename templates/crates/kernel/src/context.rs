//! What a decision may know of the world around it.

use crate::{Timestamp, Uuid};

/// Everything that a decision may use besides state and command, so that deciding stays pure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// The time at which the command is decided.
    pub now: Timestamp,
    /// Who gave the command, if that is known.
    pub actor: Option<String>,
    /// What the command belongs to: the same for everything that one request sets off.
    pub correlation_id: Uuid,
    /// What caused the command: a request, or the event that a policy or saga reacted to.
    pub causation_id: Uuid,
}
