//! What is known about a stored event besides its payload.

use super::super::scalar;
use crate::{diagnostic::did_you_mean, types::Scalar};

/// The envelope of a stored event, as text. What is not known is a [`Stop`](super::Stop) where a step needs it, except
/// for the actor: nobody in particular is one too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Envelope {
    /// When it was stored, RFC 3339.
    pub recorded_at: Option<String>,
    /// Who caused it.
    pub actor: Option<String>,
    /// What it belongs to, a UUID.
    pub correlation_id: Option<String>,
    /// What caused it, a UUID.
    pub causation_id: Option<String>,
    /// Its own identity, a UUID.
    pub event_id: Option<String>,
    /// The instance that it is about.
    pub stream_id: Option<String>,
}

/// Why a part of an envelope was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadPart {
    /// An envelope has no such part; what was probably meant.
    Unknown(Option<String>),
    /// The text is not what the part holds; what it should be.
    Expected(&'static str),
}

impl Envelope {
    /// The names of the parts, as in `meta.recorded_at`.
    pub const PARTS: [&'static str; 6] =
        ["recorded_at", "actor", "correlation_id", "causation_id", "event_id", "stream_id"];

    /// Takes a part by its name.
    ///
    /// # Errors
    /// When there is no such part, or the text is not what it holds.
    pub fn set(&mut self, part: &str, text: &str) -> Result<(), BadPart> {
        let uuid =
            || scalar::uuid(text).map(Some).ok_or(BadPart::Expected("a UUID in its usual form"));
        match part {
            "recorded_at" => {
                let at = scalar::rewritten(Scalar::Timestamp, text);
                let expected = BadPart::Expected("an instant such as 2026-02-28T12:00:00Z");
                self.recorded_at = Some(at.ok_or(expected)?);
            }
            "actor" => self.actor = Some(text.to_owned()),
            "correlation_id" => self.correlation_id = uuid()?,
            "causation_id" => self.causation_id = uuid()?,
            "event_id" => self.event_id = uuid()?,
            "stream_id" => self.stream_id = Some(text.to_owned()),
            _ => return Err(BadPart::Unknown(did_you_mean(part, Self::PARTS))),
        }
        Ok(())
    }
}
