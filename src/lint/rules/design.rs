//! Aggregates, contexts and their autonomy.

rules! {}
