//! Personal data and secrets.

rules! {}
