//! The top level of a model's files.

use super::super::decode::{Decode, Decoder, Place};
use super::super::parts::{List, OneOrMany, ShortOrLong, Table};
use super::{
    ActorDecl, Common, ContextDecl, HotspotDecl, LintDecl, RelationDecl, SagaDecl, ScenarioDecl,
    SystemDecl, TimelineMarkDecl, TypeDecl,
};

record! {
    /// An event storming: what happens in a business, who makes it happen, and who guards its rules.
    pub struct ModelDecl is "model" {
        includes {
            /// What the model is and what it is made of.
            head: HeadDecl,
            /// What stands on the board.
            board: BoardDecl,
        }
    }
}

record! {
    /// What a model is and what it is made of.
    pub struct HeadDecl is "model" {
        required {
            /// Version of this language; the newest is 1.
            esgen: u32,
            /// The model's name in kebab-case.
            model: String,
        }
        optional {
            /// What the model is about, in one line.
            title: String,
            /// How complete the model claims to be; only a design can be generated.
            level: Level,
            /// Further files, as paths or patterns relative to this one.
            include: OneOrMany<String>,
            /// Settings of the rules.
            lint: LintDecl,
            /// Settings of the generated workspace.
            generate: GenerateDecl,
            /// What is decided about changes of published events.
            evolution: EvolutionDecl,
        }
        includes {
            /// What every element may carry.
            common: Common,
        }
    }
}

record! {
    /// A file that a model includes: the top-level keys that describe the board.
    pub struct PartDecl is "part of a model" {
        optional {
            /// Version of this language, when the file wants to say so.
            esgen: u32,
            /// What the file is about.
            description: String,
            /// Stands in the root file.
            model: RootOnly,
            /// Stands in the root file.
            title: RootOnly,
            /// Stands in the root file, or on a context.
            level: RootOnly,
            /// Stands in the root file: included files include nothing further.
            include: RootOnly,
            /// Stands in the root file.
            lint: RootOnly,
            /// Stands in the root file.
            generate: RootOnly,
            /// Stands in the root file.
            evolution: RootOnly,
        }
        includes {
            /// What stands on the board.
            board: BoardDecl,
        }
    }
}

record! {
    /// What stands on the board.
    pub struct BoardDecl is "board" {
        optional {
            /// People and roles that give commands.
            actors: Table<ActorDecl>,
            /// Systems outside that take commands and tell events.
            systems: Table<SystemDecl>,
            /// Types that all contexts share.
            types: Table<TypeDecl>,
            /// Bounded contexts.
            contexts: Table<ContextDecl>,
            /// How the contexts depend on each other.
            context_map: List<RelationDecl>,
            /// Process managers: what reacts to events and has to remember.
            sagas: Table<SagaDecl>,
            /// Examples of behaviour that can be run.
            scenarios: List<ScenarioDecl>,
            /// Open questions and conflicts.
            hotspots: List<ShortOrLong<String, HotspotDecl>>,
            /// The main story, event by event.
            timeline: List<ShortOrLong<String, TimelineMarkDecl>>,
            /// Words of the business: what they mean, or which element they name.
            glossary: Table<String>,
        }
    }
}

record! {
    /// Settings of the generated workspace.
    pub struct GenerateDecl is "generate section" {
        optional {
            /// The store of the generated workspace.
            store: StoreKind,
            /// The name of the generated workspace, when it is not the model's.
            name: String,
        }
    }
}

record! {
    /// What is decided about changes of published events.
    pub struct EvolutionDecl is "evolution section" {
        optional {
            /// Findings about neighbours that are right as they are, each with the reason.
            accepted: List<AcceptedDecl>,
        }
    }
}

record! {
    /// A finding that is right as it is.
    pub struct AcceptedDecl is "acceptance" {
        required {
            /// The finding, as `esgen check` names it: `EV302:ab12cd34ef56`.
            finding: String,
            /// Why it does no harm.
            because: String,
        }
        optional {
            /// The last day on which it is accepted: `"2027-01-31"`.
            until: String,
        }
    }
}

words! {
    /// How complete a model claims to be.
    pub enum Level is "level" {
        /// Events on a wall: names, order, questions.
        BigPicture = "big-picture",
        /// Who does what, and what follows from it.
        Process = "process",
        /// Complete enough to generate code.
        Design = "design",
    }
}

words! {
    /// Where the generated workspace keeps its events.
    pub enum StoreKind is "store" {
        /// An embedded database file.
        Sqlite = "sqlite",
        /// A PostgreSQL server.
        Postgres = "postgres",
    }
}

/// A key of the root file that an included file cannot have.
#[derive(Debug, Clone, Copy)]
pub struct RootOnly;

impl Decode for RootOnly {
    const REFUSED: bool = true;

    fn decode(at: Place, input: &mut Decoder<'_>) -> Option<Self> {
        input.refuse(
            at,
            "stands in the root file only",
            "move it to the file that includes this one",
        );
        None
    }
}
