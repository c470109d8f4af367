//! The lock file: what has been published, version by version.

use super::super::parts::Table;
use super::Audience;

record! {
    /// What a model has published. Written by `esgen publish`; committed, never edited.
    pub struct LockDecl is "lock file" {
        required {
            /// Version of this format; the newest is 1.
            format: u32,
        }
        optional {
            /// The published versions, each under the name it is stored under and its number: `orders.order_placed@2`.
            versions: Table<LockedDecl>,
            /// What the instances of each saga remember, under its name: `Transfers.MoneyTransfer`.
            sagas: Table<LockedSagaDecl>,
        }
    }
}

record! {
    /// What the instances of a saga remember.
    pub struct LockedSagaDecl is "published saga" {
        optional {
            /// What an instance remembers, one field a line.
            shape: String,
        }
    }
}

record! {
    /// A version of an event as it was published.
    pub struct LockedDecl is "published version" {
        required {
            /// The event, as the model called it then.
            event: String,
            /// Who may rely on it.
            audience: Audience,
            /// The streams in which it is stored, and what identifies one.
            stream: String,
            /// The line of compatible versions that it belongs to: a reader of one version of a line can read those after it.
            line: u32,
            /// Where the version is in its life.
            state: LockedState,
            /// A hash of all of this.
            entry: String,
        }
        optional {
            /// What it carries, one field a line.
            shape: String,
            /// How the version before is read as this one, one step a line.
            steps: String,
            /// The events that stored ones are read as since it was split, one field a line.
            reading: String,
            /// Whether stored events that carry no version are of this one.
            unversioned: bool,
            /// A hash of what descriptions say about it.
            meaning: String,
            /// A hash of its golden files.
            samples: String,
        }
    }
}

words! {
    /// Where a published version is in its life.
    pub enum LockedState is "state" {
        /// Frozen, and written today.
        Published = "published",
        /// Frozen; something else takes its place.
        Deprecated = "deprecated",
        /// Frozen, and not written any more.
        Retired = "retired",
        /// Somebody attests that no store holds one any more.
        Purged = "purged",
    }
}
