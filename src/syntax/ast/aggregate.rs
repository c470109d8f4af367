//! Aggregates, their commands and their events.

use super::super::code::ExprText;
use super::super::parts::{List, OneOrMany, ShortOrLong, Table};
use super::{ChangeDecl, Common, FieldDecl, SplitSourceDecl};

/// A value given to a field: an expression, or a function of one's own.
pub type MappingDecl = ShortOrLong<ExprText, UsingDecl>;

record! {
    /// An aggregate: guards the rules of one thing and tells what happened to it.
    pub struct AggregateDecl is "aggregate" {
        optional {
            /// What its identity is made of; a Uuid when nothing is said.
            identity: Identity,
            /// What it remembers to decide.
            state: Table<FieldDecl>,
            /// A state machine over one field of the state.
            lifecycle: LifecycleDecl,
            /// What it can be told to do.
            commands: Table<CommandDecl>,
            /// What can happen to it.
            events: Table<EventDecl>,
            /// Stored states that save replaying.
            snapshot: SnapshotDecl,
            /// The stable name of its streams; survives renaming.
            stored_as: String,
        }
        includes {
            /// What every element may carry.
            common: Common,
        }
    }
}

words! {
    /// What an identity is made of.
    pub enum Identity is "kind of identity" {
        /// A random number that is unique everywhere.
        Uuid = "Uuid",
        /// A text from outside.
        Text = "Text",
        /// A number from outside.
        Int = "Int",
    }
}

record! {
    /// A state machine over one enumeration field of the state.
    pub struct LifecycleDecl is "lifecycle" {
        required {
            /// The field of the state.
            field: String,
            /// The state in which a life begins.
            initial: String,
        }
        optional {
            /// The states in which nothing more can happen.
            end as "final": OneOrMany<String>,
        }
    }
}

record! {
    /// When the state is stored to save replaying.
    pub struct SnapshotDecl is "snapshot" {
        required {
            /// After how many events.
            every: u32,
        }
    }
}

record! {
    /// A command: something somebody wants to happen.
    pub struct CommandDecl is "command" {
        optional {
            /// Starts a new stream.
            creates: bool,
            /// The actors that give it.
            by: OneOrMany<String>,
            /// What it carries. The instance it addresses is not among it.
            fields: Table<FieldDecl>,
            /// The states of the lifecycle in which it is allowed.
            from: OneOrMany<String>,
            /// Its possible outcomes, when there is only one or the decision is written by hand.
            emits: OneOrMany<String>,
            /// What happens when: the first row that holds applies.
            decide: List<DecideRowDecl>,
        }
        includes {
            /// What every element may carry.
            common: Common,
        }
    }
}

record! {
    /// A row of a decision.
    pub struct DecideRowDecl is "row of a decision" {
        optional {
            /// The condition; a row without one always holds.
            when: ExprText,
            /// Values of the emitted fields that cannot be found by name.
            with: Table<MappingDecl>,
            /// What can come of a function of one's own, beside the events of the other rows.
            emits: OneOrMany<String>,
            /// Why.
            because: String,
        }
        one_of {
            /// What follows.
            outcome: OutcomeDecl,
        }
    }
}

choice! {
    /// What follows when a row of a decision holds.
    pub enum OutcomeDecl is "outcome" {
        /// An error for the caller; nothing is stored.
        Reject(String) = "reject",
        /// Events that happen.
        Emit(OneOrMany<String>) = "emit",
        /// Accepted, but nothing happens; the reason.
        Ignore(String) = "ignore",
        /// A function of one's own that decides.
        Using(String) = "using",
    }
}

record! {
    /// A function of one's own in place of an expression.
    pub struct UsingDecl is "mapping" {
        required {
            /// The name of the function.
            using: String,
        }
    }
}

record! {
    /// An event: something that happened, as it is told today. Its history hangs below it.
    pub struct EventDecl is "event" {
        optional {
            /// The newest version; 1 when nothing is said.
            version: u32,
            /// Who may rely on it.
            audience: Audience,
            /// What it carries.
            fields: Table<FieldDecl>,
            /// How it changes the state. Without it, fields of equal name are copied.
            sets: Table<MappingDecl>,
            /// The state of the lifecycle it leads to.
            moves_to: String,
            /// The stable name it is stored under; survives renaming.
            stored_as: String,
            /// Earlier versions, newest first, each with why and what changed.
            changes: Table<ChangeDecl, u32>,
            /// The events that one stored event becomes on reading.
            split_into: List<crate::syntax::parts::Entry<Table<SplitSourceDecl>>>,
            /// Read as nothing, and why.
            retired: String,
            /// The version of stored events that carry none.
            unversioned_is: u32,
            /// The oldest version that a store may still hold; those before it are purged. 1 when nothing is said.
            oldest: u32,
            /// Older versions that are published beside the newest.
            also_publish: OneOrMany<u32>,
        }
        includes {
            /// What every element may carry.
            common: Common,
        }
    }
}

words! {
    /// Who may rely on an event.
    pub enum Audience is "audience" {
        /// Only its own context.
        Private = "private",
        /// Everybody.
        Public = "public",
    }
}
