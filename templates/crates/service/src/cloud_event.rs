//! Events as other services read them: CloudEvents 1.0 in JSON.

use kernel::{Published, Timestamp, Uuid};
use serde::Serialize;
use serde_json::value::RawValue;
use store_sqlite::RecordedEvent;

/// One version of an event that leaves.
#[derive(Debug, Serialize)]
pub(crate) struct CloudEvent {
    specversion: &'static str,
    /// The same for ever, and another one for each part of an event and each version of it.
    id: String,
    source: String,
    #[serde(rename = "type")]
    kind: String,
    /// The stream: events of one subject happened in this order.
    subject: String,
    time: Timestamp,
    dataversion: u32,
    /// The position in the log, to go on after; a text, since numbers here end at 2^31.
    position: String,
    /// Which of several it is, where a stored event is read as more than one.
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<usize>,
    correlationid: Uuid,
    causationid: Uuid,
    #[serde(skip_serializing_if = "Option::is_none")]
    datacontenttype: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Box<RawValue>>,
}

/// What one event is told as: the stored one, and which part of how many it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told<'e> {
    pub(crate) service: &'e str,
    pub(crate) stored: &'e RecordedEvent,
    pub(crate) part: usize,
    pub(crate) of: usize,
    pub(crate) with_data: bool,
}

impl Told<'_> {
    /// One version of it. Fails when the payload is not JSON.
    pub(crate) fn version(self, published: Published) -> Result<CloudEvent, serde_json::Error> {
        let Self { service, stored, part, of, with_data } = self;
        let Published { stored_type, version, payload } = published;
        let part = (of > 1).then_some(part);
        let place = part.map(|part| format!(".{part}")).unwrap_or_default();
        let data = with_data.then(|| serde_json::from_slice(&payload)).transpose()?;
        Ok(CloudEvent {
            specversion: "1.0",
            id: format!("{}{place}.v{version}", stored.event_id),
            source: format!("/{service}/{}", stored.category.replace('.', "/")),
            kind: format!("{stored_type}.v{version}"),
            subject: stored.stream_id.clone(),
            time: stored.recorded_at,
            dataversion: version,
            position: stored.position.to_string(),
            part,
            correlationid: stored.correlation_id,
            causationid: stored.causation_id,
            datacontenttype: with_data.then_some("application/json"),
            data,
        })
    }
}
