//! That every kind of change is marked where it belongs.
