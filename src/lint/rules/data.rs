//! What messages carry, and where it comes from.

mod by_name;
mod given;
mod mentions;

rules! {
    read_model_field_unsourced
    command_field_unused
    redundant_mapping
    event_without_data
    fat_event
    money_without_currency
    stringly_id
    optional_event_field
    flag_event
    inconsistent_field_type
    unused_type
    command_field_never_given
    foreign_identity
}
