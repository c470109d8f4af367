//! What messages carry, and where it comes from.

rules! {
    read_model_field_unsourced
    command_field_never_given
}
