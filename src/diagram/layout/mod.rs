//! What every layout needs, all of it in whole numbers: an order of time, layers, tracks for lines, and rounded corners.

pub(super) mod layered;
pub(super) mod order;
pub(super) mod path;
pub(super) mod tracks;
