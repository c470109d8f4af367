//! Instants and days.

use jiff::tz::{Offset, TimeZone};

use super::Invalid;
use crate::{Date, SignedDuration, Timestamp};

/// Milliseconds since 1970 as an instant.
pub fn epoch_ms_to_timestamp(ms: i64) -> Result<Timestamp, Invalid> {
    let expected = "a number of milliseconds between the years -9999 and 9999";
    Timestamp::from_millisecond(ms).map_err(|_| Invalid::new(&ms, expected))
}

/// An instant as milliseconds since 1970, without what is finer.
pub fn timestamp_to_epoch_ms(instant: Timestamp) -> i64 {
    instant.as_millisecond()
}

/// An instant as text, as in `2026-12-31T12:00:00Z`.
pub fn timestamp_to_text(instant: Timestamp) -> String {
    instant.to_string()
}

/// An instant that stands in a text, as `2026-12-31T12:00:00Z`.
pub fn text_to_timestamp(text: &str) -> Result<Timestamp, Invalid> {
    let invalid = |_| Invalid::new(&text, "an instant such as 2026-12-31T12:00:00Z");
    text.trim().parse().map_err(invalid)
}

/// A second of a day as an instant, where clocks are `offset` seconds ahead of UTC.
pub fn date_to_timestamp(date: Date, offset: i32, second: u32) -> Result<Timestamp, Invalid> {
    let midnight = date.at(0, 0, 0, 0).to_zoned(TimeZone::UTC).map(|day| day.timestamp());
    let after = SignedDuration::from_secs(i64::from(second) - i64::from(offset));
    let instant = midnight.and_then(|midnight| midnight.checked_add(after));
    instant.map_err(|_| Invalid::new(&date, "a day between the years -9999 and 9999"))
}

/// The day in which an instant lies, where clocks are `offset` seconds ahead of UTC. An offset that
/// no clock has counts as none.
pub fn timestamp_to_date(instant: Timestamp, offset: i32) -> Date {
    Offset::from_seconds(offset).unwrap_or(Offset::UTC).to_datetime(instant).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn milliseconds_are_kept() {
        for ms in [0, -1, 1_767_225_600_123] {
            assert_eq!(epoch_ms_to_timestamp(ms).map(timestamp_to_epoch_ms), Ok(ms));
        }
        assert!(epoch_ms_to_timestamp(i64::MAX).is_err());
    }

    #[test]
    fn a_day_begins_at_midnight() {
        let date: Date = "2026-02-28".parse().unwrap();
        let instant = date_to_timestamp(date, 0, 0).unwrap();
        assert_eq!(instant.to_string(), "2026-02-28T00:00:00Z");
        assert_eq!(timestamp_to_date(instant, 0), date);
        assert_eq!(timestamp_to_date("2026-02-28T23:59:59.9Z".parse().unwrap(), 0), date);
    }

    #[test]
    fn a_day_begins_earlier_in_the_east() {
        let date: Date = "2026-03-01".parse().unwrap();
        let noon = date_to_timestamp(date, 3600, 12 * 3600).unwrap();
        assert_eq!(noon.to_string(), "2026-03-01T11:00:00Z");
        assert_eq!(timestamp_to_date("2026-02-28T23:00:00Z".parse().unwrap(), 3600), date);
        assert!(date_to_timestamp(Date::MAX, -86_000, 86_399).is_err());
    }

    #[test]
    fn instants_stand_in_texts() {
        let instant = text_to_timestamp(" 2026-02-28T01:00:00+01:00 ").unwrap();
        assert_eq!(instant.to_string(), "2026-02-28T00:00:00Z");
        assert!(text_to_timestamp("2026-02-28").is_err());
    }
}
