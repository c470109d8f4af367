//! Rules about settings and agreements. They look at the other findings, so that they are found where suppressions are
//! applied, and not by a function of their own.

rules! {
    unused_suppression
    unknown_rule
    suppression_without_reason
    expired_suppression
    stale_baseline
    hotspot_covers_nothing
    cannot_be_allowed
    pattern_fits_nothing
}

pub(in crate::lint) use cannot_be_allowed::{cannot_be_allowed, cannot_be_set};
pub(in crate::lint) use expired_suppression::{expired, no_day};
pub(in crate::lint) use hotspot_covers_nothing::covers_nothing;
pub(in crate::lint) use pattern_fits_nothing::fits_nothing;
pub(in crate::lint) use stale_baseline::stale;
pub(in crate::lint) use suppression_without_reason::without_reason;
pub(in crate::lint) use unknown_rule::{no_allowance, unknown_rule};
pub(in crate::lint) use unused_suppression::unused;

use super::super::{judge::Found, on::On};

/// Found where settings are read, or where suppressions are applied.
fn by_the_engine(_: &On<'_>, _: &mut Found<'_>) {}
