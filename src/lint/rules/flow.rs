//! What leads to what.

mod heard;

rules! {
    command_unhandled
    command_never_issued
    command_without_outcome
    event_never_emitted
    event_unconsumed
    orphan_event
    policy_without_trigger
    policy_without_effect
    saga_never_starts
    saga_never_ends
    saga_ignores_outcome
    silent_outcome
    saga_without_timeout
    compensation_missing
    reaction_loop
    unreachable_flow
    duplicate_policy
    read_model_without_source
    read_model_unused
    actor_decides_blind
    state_unreachable
    state_dead_end
    command_in_any_state
    timeline_contradiction
    open_hotspot
    timer_never_cancelled
    projection_misses_sibling
    final_state_left
}
