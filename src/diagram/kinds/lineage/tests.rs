//! What a history says, and that all of it can be read.
