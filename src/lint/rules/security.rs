//! Personal data and secrets.

rules! {
    pii_unclassified pii_public pii_not_erasable pii_as_identity secret_in_message real_data_in_example
}
