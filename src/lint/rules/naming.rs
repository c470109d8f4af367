//! What things are called.

rules! {
    event_name_tense command_name_past name_case kind_suffix context_prefix confusable_names technical_name
    aggregate_name_form mixed_script label_tense_zh
}
