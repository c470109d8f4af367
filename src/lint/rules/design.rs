//! Aggregates, contexts and their autonomy.

mod publishing;

rules! {
    cross_context_command
    private_event_leaves
    flow_without_relation
    relation_against_flow
    shared_kernel_creep
    aggregate_too_large
    aggregate_without_invariant
    aggregate_without_command
    aggregate_without_event
    context_too_large
    unbounded_collection
    crud_event
    property_event
    command_in_disguise
    process_hub
    long_reaction_chain
    channel_multiple_writers
    dual_write
}
