//! Golden files: payloads of every published version, written down when it was published and replayed for ever.

use std::{collections::BTreeMap, fmt::Debug, marker::PhantomData};

use serde::Deserialize;
use serde_json::Value;

use super::Recorded;
use crate::{DomainEvent, Few, ReadError};

/// The published versions of one event, with their golden files.
pub struct Golden<E> {
    versions: Vec<(&'static str, u32, File)>,
    events: PhantomData<E>,
}

/// What a golden file holds, by the size of the sample.
#[derive(Deserialize)]
struct File {
    /// Payloads of the version.
    payloads: BTreeMap<String, Value>,
    /// How the payloads of the version before are read as this one; not there where nobody knew.
    #[serde(default)]
    from_previous: BTreeMap<String, Value>,
}

impl<E: DomainEvent + Debug + PartialEq> Golden<E> {
    /// The stored type, the number and the golden file of each version, oldest first.
    pub fn of(versions: &[(&'static str, u32, &'static str)]) -> Self {
        let parsed = |text| serde_json::from_str(text).expect("a golden file as it was published");
        let versions = versions.iter().map(|(name, number, text)| (*name, *number, parsed(text)));
        Self { versions: versions.collect(), events: PhantomData }
    }

    /// Every payload that was published is still read, and each hop still makes of it what was written down.
    pub fn holds(self) {
        for (stored_type, number, file) in &self.versions {
            for (size, payload) in &file.payloads {
                assert_reads::<E>(stored_type, *number, size, payload);
            }
        }
        for pair in self.versions.windows(2) {
            let [(old_type, old, before), (new_type, new, file)] = pair else { continue };
            for (size, expected) in &file.from_previous {
                let Some(payload) = before.payloads.get(size) else { continue };
                let older = read::<E>(old_type, *old, payload).ok();
                let newer = read::<E>(new_type, *new, expected).ok();
                assert_eq!(older, newer, "`{old_type}` {old} to {new}, {size}");
            }
        }
    }

    /// Payloads that were really stored, such as a store or a log gave them.
    #[must_use]
    pub fn also_reads(self, payloads: &[(&'static str, u32, &'static str)]) -> Self {
        for (stored_type, version, payload) in payloads {
            let recorded = Recorded::new(stored_type, *version, *payload);
            let events = E::read(&recorded.stored());
            assert!(events.is_ok(), "`{stored_type}` {version}: {events:?}");
        }
        self
    }
}

/// A payload that was published is never unknown or malformed. That a step refuses a value may have been declared.
fn assert_reads<E: DomainEvent + Debug>(
    stored_type: &str,
    version: u32,
    size: &str,
    payload: &Value,
) {
    let events = read::<E>(stored_type, version, payload);
    let reads = matches!(events, Ok(_) | Err(ReadError::Hook { .. }));
    assert!(reads, "`{stored_type}` {version}, {size}: {events:?}");
}

fn read<E: DomainEvent>(
    stored_type: &str,
    version: u32,
    payload: &Value,
) -> Result<Few<E>, ReadError> {
    E::read(&Recorded::new(stored_type, version, payload.to_string()).stored())
}
