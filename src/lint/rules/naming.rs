//! What things are called.

rules! {
    kind_suffix
}
