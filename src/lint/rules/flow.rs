//! What leads to what.

rules! {
    command_unhandled
}
