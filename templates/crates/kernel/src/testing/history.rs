//! History: payloads of every version that was ever written read as the same event today.

use std::{fmt::Debug, marker::PhantomData};

use serde_json::{Value, json};

use super::{Recorded, like::parsed};
use crate::{DomainEvent, Few, PublicEvent, ReadError};

/// One fact as each version stored it, oldest first.
pub struct History<E> {
    stored: Vec<(&'static str, u32, &'static str)>,
    events: PhantomData<E>,
}

impl<E> History<E> {
    /// The payload of each version, under the stored type it had, oldest first.
    pub fn of(stored: &[(&'static str, u32, &'static str)]) -> Self {
        Self { stored: stored.to_vec(), events: PhantomData }
    }
}

impl<E: DomainEvent + Clone + Debug + PartialEq> History<E> {
    /// Events that were stored without a version arrive as version 0 and are read as this one.
    #[must_use]
    pub fn unversioned_is(mut self, version: u32) -> Self {
        let known = self.stored.iter().find(|(_, stored, _)| *stored == version);
        let (stored_type, _, payload) = *known.expect("a version that was stored");
        self.stored.insert(0, (stored_type, 0, payload));
        self
    }

    /// Every version reads as the newest one does, and the newest one is written as it was stored.
    pub fn reads_as_one(self) {
        let (stored_type, version, payload) = *self.stored.last().expect("at least one version");
        self.reads_as(&[(stored_type, version, payload)]);
    }

    /// The event was retired: no version reads as anything.
    pub fn reads_as_nothing(self) {
        self.reads_as(&[]);
    }

    /// Every version reads as the events that are stored like this today.
    pub fn reads_as(self, today: &[(&'static str, u32, &'static str)]) {
        let Some((_, _, oldest)) = self.stored.first() else { panic!("at least one version") };
        for (stored_type, version, payload) in &self.stored {
            let events = read::<E>(stored_type, *version, payload).expect("every version reads");
            let written: Vec<_> = events.iter().map(written).collect();
            let expected: Vec<_> = today.iter().map(|(t, v, p)| (*t, *v, parsed(p))).collect();
            assert_eq!(written, expected, "`{stored_type}` version {version} reads as this today");
            assert_again(&events);
            if !today.is_empty() {
                assert_tolerant(stored_type, *version, payload, &events);
                assert_never_panics::<E>(stored_type, *version, payload.as_bytes());
            }
        }
        let has_unversioned = self.stored.iter().any(|(_, version, _)| *version == 0);
        for (stored_type, newest, _) in self.newest_by_type() {
            assert_guarded::<E>(stored_type, newest, oldest, has_unversioned);
        }
    }

    /// The last entry of each stored type; an event that was renamed has several types.
    fn newest_by_type(&self) -> Vec<(&'static str, u32, &'static str)> {
        let last = self.stored.last().map(|(_, version, _)| *version).unwrap_or_default();
        let mut types: Vec<_> = self.stored.iter().map(|(t, _, p)| (*t, last, *p)).collect();
        types.dedup_by_key(|(stored_type, _, _)| *stored_type);
        types
    }
}

impl<E: PublicEvent> History<E> {
    /// The last of the stored events leaves the context in these versions, newest first.
    pub fn is_published_as(self, published: &[(&'static str, u32, &'static str)]) {
        let (stored_type, version, payload) = *self.stored.last().expect("a stored event");
        let events = read::<E>(stored_type, version, payload).expect("every version reads");
        let told = events.into_iter().flat_map(|event| event.publish().expect("it can be written"));
        let told: Vec<_> = told
            .map(|told| {
                let payload = String::from_utf8(told.payload).expect("what was written is text");
                (told.stored_type, told.version, parsed(&payload))
            })
            .collect();
        let expected: Vec<_> = published.iter().map(|(t, v, p)| (*t, *v, parsed(p))).collect();
        assert_eq!(told, expected, "`{stored_type}` leaves as this");
    }
}

fn read<E: DomainEvent>(
    stored_type: &str,
    version: u32,
    payload: &str,
) -> Result<Few<E>, ReadError> {
    E::read(&Recorded::new(stored_type, version, payload).stored())
}

fn written<E: DomainEvent>(event: &E) -> (&'static str, u32, Value) {
    let payload = event.write().expect("what was read can be written");
    let payload = String::from_utf8(payload).expect("what was written is text");
    (event.stored_type(), event.version(), parsed(&payload))
}

/// What was read, stored again, reads as itself.
fn assert_again<E: DomainEvent + Clone + Debug + PartialEq>(events: &Few<E>) {
    for event in events {
        let again = E::read(&Recorded::of(event).stored()).expect("the newest version reads");
        assert_eq!(again, Few::One(event.clone()), "the newest version is the identity");
    }
}

/// A field that the version does not have changes nothing.
fn assert_tolerant<E: DomainEvent + Debug + PartialEq>(
    stored_type: &str,
    version: u32,
    payload: &str,
    expected: &Few<E>,
) {
    let mut strange = parsed(payload);
    if let Some(fields) = strange.as_object_mut() {
        fields.insert("a field of tomorrow".to_owned(), json!({ "deep": [1, null] }));
    }
    let events = read::<E>(stored_type, version, &strange.to_string());
    assert_eq!(&events.expect("an unknown field is ignored"), expected);
}

/// A version that does not exist has an error of its own.
fn assert_guarded<E: DomainEvent>(
    stored_type: &str,
    newest: u32,
    payload: &str,
    has_unversioned: bool,
) {
    let wrong =
        [0, newest + 1, u32::MAX].into_iter().filter(|wrong| *wrong > 0 || !has_unversioned);
    for version in wrong {
        let error = read::<E>(stored_type, version, payload).map(|events| events.len());
        let named = match error {
            Err(ReadError::NoSuchVersion { .. }) => version == 0,
            Err(ReadError::FromTheFuture { .. }) => version > newest,
            _ => false,
        };
        assert!(named, "version {version} of `{stored_type}` is refused by name: {error:?}");
    }
}

/// A damaged payload may be an error, never a panic.
fn assert_never_panics<E: DomainEvent>(stored_type: &str, version: u32, payload: &[u8]) {
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..200 {
        let mut damaged = payload.to_vec();
        for _ in 0..3 {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let [byte, .., high, low] = random.to_le_bytes();
            let at = usize::from(u16::from_le_bytes([high, low])) % damaged.len().max(1);
            if let Some(place) = damaged.get_mut(at) {
                *place = byte;
            }
        }
        if random.is_multiple_of(7) {
            damaged.pop();
        }
        drop(E::read(&Recorded::new(stored_type, version, damaged).stored()));
    }
}
