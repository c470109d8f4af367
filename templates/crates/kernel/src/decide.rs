//! Decisions, one per command: generated from the model, or written by hand where it leaves them open.

use crate::{Aggregate, Context, Few, Handled};

/// Decides a command of an instance that exists.
///
/// The outcome holds only the events that the model allows for this command.
#[diagnostic::on_unimplemented(
    message = "nothing decides `{C}` for `{Self}` yet",
    label = "the model leaves this decision to you",
    note = "write `impl Decide<{C}> for {Self}` in the file of the aggregate, beside `generated/`",
    note = "or let the model decide: give the command a `decide:` table"
)]
pub trait Decide<C: Handled>: Aggregate {
    /// The events that the command causes, or the reason why it is refused.
    fn decide(
        &self,
        id: &Self::Id,
        command: C,
        cx: &Context,
    ) -> Result<Few<C::Outcome>, Self::Rejection>;
}

/// Decides a command that makes a new instance.
///
/// The outcome holds only the events that the model allows for this command.
#[diagnostic::on_unimplemented(
    message = "nothing decides `{C}`, which makes a new `{Self}`, yet",
    label = "the model leaves this decision to you",
    note = "write `impl Create<{C}> for {Self}` in the file of the aggregate, beside `generated/`",
    note = "or let the model decide: give the command a `decide:` table"
)]
pub trait Create<C: Handled>: Aggregate {
    /// The events that the command causes, or the reason why it is refused.
    fn create(id: &Self::Id, command: C, cx: &Context) -> Result<Few<C::Outcome>, Self::Rejection>;
}
