//! That every kind of change is found and told in words.
