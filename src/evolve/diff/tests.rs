//! What a comparison says of small models.
