//! Instants and days. A day is one of UTC.

use jiff::tz::TimeZone;

use super::Invalid;
use crate::{Date, Timestamp};

/// Milliseconds since 1970 as an instant.
pub fn epoch_ms_to_timestamp(ms: i64) -> Result<Timestamp, Invalid> {
    let expected = "a number of milliseconds between the years -9999 and 9999";
    Timestamp::from_millisecond(ms).map_err(|_| Invalid::new(&ms, expected))
}

/// An instant as milliseconds since 1970, without what is finer.
pub fn timestamp_to_epoch_ms(instant: Timestamp) -> i64 {
    instant.as_millisecond()
}

/// The beginning of a day.
pub fn date_to_timestamp(date: Date) -> Result<Timestamp, Invalid> {
    let day = date.to_zoned(TimeZone::UTC);
    day.map(|day| day.timestamp()).map_err(|_| Invalid::new(&date, "a day before the last of 9999"))
}

/// The day in which an instant lies.
pub fn timestamp_to_date(instant: Timestamp) -> Date {
    instant.to_zoned(TimeZone::UTC).date()
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
        let instant = date_to_timestamp(date).unwrap();
        assert_eq!(instant.to_string(), "2026-02-28T00:00:00Z");
        assert_eq!(timestamp_to_date(instant), date);
        assert_eq!(timestamp_to_date("2026-02-28T23:59:59.9Z".parse().unwrap()), date);
    }
}
