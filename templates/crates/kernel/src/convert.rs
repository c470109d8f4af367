//! Conversions between stored and current values, for the steps from one version to the next.
