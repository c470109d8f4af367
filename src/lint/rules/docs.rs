//! What is written for people.

rules! {}
