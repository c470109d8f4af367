//! What messages carry, and where it comes from.

rules! {}
