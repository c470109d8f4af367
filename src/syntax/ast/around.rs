//! What stands around the contexts: actors, external systems, the context map, questions, the story.

use super::super::decode::{Decode, Decoder, Place};
use super::super::parts::{List, OneOrMany, Table};
use super::{CommandDecl, Common, EventDecl};

record! {
    /// A person or role that gives commands.
    pub struct ActorDecl is "actor" {
        includes {
            /// What every element may carry.
            common: Common,
        }
    }
}

record! {
    /// A system outside that takes commands and tells events.
    pub struct SystemDecl is "external system" {
        optional {
            /// The commands it takes.
            handles: Table<CommandDecl>,
            /// The events it tells.
            emits: Table<EventDecl>,
        }
        includes {
            /// What every element may carry.
            common: Common,
        }
    }
}

/// How two contexts depend on each other.
#[derive(Debug, Clone)]
pub enum RelationDecl {
    /// One gives, the other takes.
    Directed(DirectedDecl),
    /// Both sides are alike.
    Mutual(MutualDecl),
}

record! {
    /// One context gives, another takes.
    pub struct DirectedDecl is "relation" {
        required {
            /// The context that gives.
            upstream: String,
            /// The context that takes.
            downstream: String,
        }
        optional {
            /// How they protect themselves from each other.
            patterns: OneOrMany<Pattern>,
        }
        includes {
            /// What every element may carry.
            common: Common,
        }
    }
}

record! {
    /// Contexts that depend on each other alike.
    pub struct MutualDecl is "relation" {
        one_of {
            /// What they share.
            bond: BondDecl,
        }
        includes {
            /// What every element may carry.
            common: Common,
        }
    }
}

choice! {
    /// What contexts share that depend on each other alike.
    pub enum BondDecl is "relation" {
        /// They succeed or fail together.
        Partnership(List<String>) = "partnership",
        /// They share a part of their model.
        SharedKernel(List<String>) = "shared_kernel",
        /// They have nothing to do with each other, on purpose.
        SeparateWays(List<String>) = "separate_ways",
    }
}

words! {
    /// How contexts protect themselves from each other.
    pub enum Pattern is "pattern" {
        /// The giver offers one interface for all.
        OpenHost = "open-host",
        /// The giver documents the language of its interface.
        PublishedLanguage = "published-language",
        /// The taker translates.
        AnticorruptionLayer = "anticorruption-layer",
        /// The taker adopts the giver's model.
        Conformist = "conformist",
        /// The taker has a say in what the giver does.
        CustomerSupplier = "customer-supplier",
    }
}

record! {
    /// An open question or a conflict.
    pub struct HotspotDecl is "hotspot" {
        required {
            /// The question.
            text: String,
        }
        optional {
            /// The elements it is about.
            about: OneOrMany<String>,
            /// The rules it explains.
            rules: OneOrMany<String>,
            /// The date since when it is open.
            since: String,
        }
        includes {
            /// What every element may carry.
            common: Common,
        }
    }
}

record! {
    /// A place in the story.
    pub struct TimelineMarkDecl is "mark on the timeline" {
        required {
            /// The event after which nothing is as it was.
            pivotal: String,
        }
        optional {
            /// What begins with it.
            label: String,
        }
    }
}

forms! { RelationDecl:
    "one gives, the other takes" => DirectedDecl,
    "both sides are alike" => MutualDecl,
}

impl Decode for RelationDecl {
    fn decode(at: Place, input: &mut Decoder<'_>) -> Option<Self> {
        if input.has_key(at, "upstream") || input.has_key(at, "downstream") {
            DirectedDecl::decode(at, input).map(Self::Directed)
        } else {
            MutualDecl::decode(at, input).map(Self::Mutual)
        }
    }
}
