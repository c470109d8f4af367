//! What follows from events: policies, process managers, read models.

use super::super::code::ExprText;
use super::super::decode::{Decode, Decoder, Place};
use super::super::parts::{At, List, OneOrMany, ShortOrLong, Table, Word};
use super::{Common, FieldDecl, MappingDecl};
use crate::diagnostic::rule;
use crate::source::Span;

record! {
    /// A policy: whenever something happened, something is to be done. It remembers nothing.
    pub struct PolicyDecl is "policy" {
        optional {
            /// The events it reacts to.
            whenever: AnyOf,
            /// The condition under which it reacts.
            when: ExprText,
            /// The commands it gives.
            then: OneOrMany<String>,
            /// Values of the commands' fields, and of the field that names the addressed instance.
            with: Table<MappingDecl>,
            /// A function of one's own that decides what to do.
            using: String,
        }
        includes {
            /// What every element may carry.
            common: Common,
        }
    }
}

/// Events of which each one is enough.
#[derive(Debug, Clone)]
pub struct AnyOf(OneOrMany<String>);

impl At<AnyOf> {
    /// The events; none when the place is empty or bad.
    pub fn items(&self) -> &[Word] {
        self.get().map_or(&[], |events| &events.0.items)
    }
}

impl Decode for AnyOf {
    fn decode(at: Place, input: &mut Decoder<'_>) -> Option<Self> {
        let Some(waits) = input.behind_one_of(at, &["all", "all_of", "allOf", "and", "both"])
        else {
            return OneOrMany::decode(at, input).map(Self);
        };
        let events = OneOrMany::<String>::decode(waits, input).map_or(Vec::new(), |it| it.items);
        let names: Vec<&str> = events.iter().map(|event| event.value.as_str()).collect();
        let saga = match names.as_slice() {
            [first, others @ .., last] => {
                let others = others.iter().map(|it| format!("{it}: {{}}"));
                let reacts: Vec<String> =
                    others.chain([format!("{last}: {{ issue: … }}")]).collect();
                format!(": `starts: {first}`, `reacts: {{ {} }}`", reacts.join(", "))
            }
            [] | [_] => String::new(),
        };
        input.report_key(
            rule::POLICY_JOINS_EVENTS,
            waits,
            "a policy acts on one event, and cannot wait until several have happened",
            format!(
                "make it a saga, which has a memory{saga}; a bare list means any of its events"
            ),
        );
        None
    }
}

record! {
    /// A saga or process manager: reacts to events and remembers where it stands.
    pub struct SagaDecl is "saga" {
        optional {
            /// The context it belongs to, when it does not stand inside one.
            context: String,
            /// The field by which an event finds its instance.
            keyed_by: String,
            /// What it remembers.
            state: Table<FieldDecl>,
            /// The event that starts an instance.
            starts: OneOrMany<String>,
            /// What it does when an event happens.
            reacts: Table<ReactionDecl>,
            /// What it does when time passes.
            timeouts: Table<TimeoutDecl>,
        }
        includes {
            /// What every element may carry.
            common: Common,
        }
    }
}

record! {
    /// What a saga does when an event happens.
    pub struct ReactionDecl is "reaction" {
        optional {
            /// The condition under which it reacts.
            when: ExprText,
            /// The instance, when the event lacks the field of `keyed_by`.
            key: ExprText,
            /// How the event changes what the saga remembers.
            sets: Table<MappingDecl>,
            /// The commands it gives.
            issue: OneOrMany<String>,
            /// Values of the commands' fields, and of the field that names the addressed instance.
            with: Table<MappingDecl>,
            /// The command that takes this step back.
            undo: ShortOrLong<String, UndoDecl>,
            /// Takes all steps back, newest first, before anything else is done.
            compensates: bool,
            /// The instance ends.
            ends: bool,
        }
        includes {
            /// What every element may carry.
            common: Common,
        }
    }
}

record! {
    /// The command that takes a step back.
    pub struct UndoDecl is "undo" {
        required {
            /// The command.
            issue: String,
        }
        optional {
            /// Values of its fields.
            with: Table<MappingDecl>,
        }
    }
}

record! {
    /// What a saga does when time passes.
    pub struct TimeoutDecl is "timeout" {
        required {
            /// How long after the start, as in `PT15M`.
            after: String,
        }
        optional {
            /// The commands it gives.
            issue: OneOrMany<String>,
            /// Values of the commands' fields, and of the field that names the addressed instance.
            with: Table<MappingDecl>,
            /// Takes all steps back, newest first, before anything else is done.
            compensates: bool,
            /// The instance ends.
            ends: bool,
        }
        includes {
            /// What every element may carry.
            common: Common,
        }
    }
}

record! {
    /// A read model: answers one question from events.
    pub struct ReadModelDecl is "read model" {
        optional {
            /// The question it answers.
            question: String,
            /// The field that tells its rows apart.
            key: String,
            /// The fields of a row.
            fields: Table<FieldDecl>,
            /// What each event does to the rows.
            from: Table<ProjectionDecl>,
            /// How it can be asked.
            queries: Table<QueryDecl>,
        }
        includes {
            /// What every element may carry.
            common: Common,
        }
    }
}

/// What an event does to the rows of a read model.
#[derive(Debug, Clone)]
pub enum ProjectionDecl {
    /// `delete`: the row goes away.
    Delete,
    /// One row gets these values.
    Row(Table<MappingDecl>),
    /// Several rows get these values.
    Rows(List<Table<MappingDecl>>),
}

words! {
    /// The short form of what an event does to a row.
    pub enum RowAction is "action" {
        /// The row goes away.
        Delete = "delete",
    }
}

record! {
    /// A way to ask a read model.
    pub struct QueryDecl is "query" {
        optional {
            /// The fields to ask by; all rows when there is none.
            by: OneOrMany<String>,
            /// How many rows are found.
            returns: Returns,
        }
        includes {
            /// What every element may carry.
            common: Common,
        }
    }
}

words! {
    /// How many rows a query finds.
    pub enum Returns is "number of rows" {
        /// At most one.
        One = "one",
        /// Any number.
        Many = "many",
    }
}

forms! { ProjectionDecl:
    "the row goes away" => RowAction,
    "values of one row" => Table<MappingDecl>,
    "values of several rows" => List<Table<MappingDecl>>,
}

impl Decode for ProjectionDecl {
    const MAY_BE_EMPTY: bool = true;

    /// Before it is a design, a read model may name its events only.
    fn nothing(_: Span, _: &mut Decoder<'_>) -> Option<Self> {
        Some(Self::Row(Table { entries: Vec::new(), is_list: false }))
    }

    fn decode(at: Place, input: &mut Decoder<'_>) -> Option<Self> {
        if input.is_map(at) {
            Table::decode(at, input).map(Self::Row)
        } else if input.is_list(at) {
            List::decode(at, input).map(Self::Rows)
        } else {
            RowAction::decode(at, input).map(|_| Self::Delete)
        }
    }
}
