//! What a sequence tells, and that all of it can be read.
