//! Bounded contexts and what they promise each other.

use super::super::parts::{OneOrMany, Table};
use super::{
    AggregateDecl, CommandDecl, Common, EventDecl, Level, PolicyDecl, ReadModelDecl, SagaDecl,
    TypeDecl,
};

record! {
    /// A bounded context: a part of the business with its own language.
    pub struct ContextDecl is "context" {
        optional {
            /// How much the business depends on doing this better than others.
            kind: ContextKind,
            /// How complete this context claims to be, when it differs from the model.
            level: Level,
            /// Types of this context.
            types: Table<TypeDecl>,
            /// What guards the rules.
            aggregates: Table<AggregateDecl>,
            /// Commands that no aggregate handles yet.
            commands: Table<CommandDecl>,
            /// Events that no aggregate tells yet.
            events: Table<EventDecl>,
            /// Whenever something happens, then something is to be done.
            policies: Table<PolicyDecl>,
            /// Process managers of this context.
            sagas: Table<SagaDecl>,
            /// What people look at, built from events.
            read_models: Table<ReadModelDecl>,
            /// How public events leave the context.
            publishes: PublishesDecl,
            /// Events of other contexts this one depends on; only the named fields are read.
            reads: Table<ReadsDecl>,
        }
        includes {
            /// What every element may carry.
            common: Common,
        }
    }
}

words! {
    /// How much the business depends on a context.
    pub enum ContextKind is "kind of context" {
        /// What the business wins by.
        Core = "core",
        /// Needed, but nothing to win by.
        Supporting = "supporting",
        /// The same everywhere; could be bought.
        Generic = "generic",
    }
}

record! {
    /// How public events leave a context.
    pub struct PublishesDecl is "publishes section" {
        optional {
            /// The channel or topic.
            channel: String,
            /// How an event gets from the store to the channel.
            delivery: Delivery,
            /// Whether an event carries the state or only the news.
            style: PublishStyle,
        }
    }
}

words! {
    /// How an event gets from the store to its channel.
    pub enum Delivery is "delivery" {
        /// Relayed from the log, so that storing and sending cannot part.
        Outbox = "outbox",
        /// Sent beside the transaction; it can be lost.
        Direct = "direct",
    }
}

words! {
    /// What a published event carries.
    pub enum PublishStyle is "style" {
        /// All that readers need.
        StateTransfer = "state-transfer",
        /// Only that something happened; readers ask for the rest.
        Notification = "notification",
    }
}

record! {
    /// An event of another context that this one depends on.
    pub struct ReadsDecl is "foreign event" {
        optional {
            /// The version that is read.
            version: u32,
            /// The fields that are read.
            fields: OneOrMany<String>,
        }
    }
}
