//! What of a model a picture shows: all of it, some contexts, some aggregates, or what leads to something or follows
//! from it. All that is asked for has to hold.

mod asked;
#[cfg(test)]
mod tests;
mod ways;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Limits, Options, Refusal,
    elements::{self, Element, Unclear},
    process::{self, Node, holders, nodes},
};
use crate::model::{ContextId, EventId, Model, Subject};
use asked::Asked;
use ways::starts;

/// What of a model is shown.
#[derive(Debug)]
pub(super) struct Scope<'m> {
    model: &'m Model,
    /// The contexts that are asked for; all when there is none.
    contexts: BTreeSet<ContextId>,
    /// Whether less is asked for than whole contexts.
    is_part: bool,
    /// What is shown by itself.
    shown: BTreeSet<Node>,
    holders: BTreeMap<EventId, Vec<Node>>,
    words: Vec<String>,
}

impl<'m> Scope<'m> {
    /// What is shown of a model. Names that mean nothing are as if they were not there; [`check`] finds them.
    pub(super) fn new(model: &'m Model, options: &Options) -> Self {
        let contexts = model.contexts.iter();
        let contexts = contexts.filter(|(_, it)| options.contexts.contains(&it.name.value));
        let contexts: BTreeSet<_> = contexts.map(|(id, _)| id).collect();
        let asked = Asked::new(model, &options.limits);
        let mut shown = nodes(model);
        if !contexts.is_empty() {
            shown.retain(|node| {
                process::home(model, *node).is_some_and(|it| contexts.contains(&it))
            });
        }
        let is_part = !asked.is_nothing();
        let holders = holders(model);
        if is_part {
            let kept = asked.nodes(model, &holders);
            shown.retain(|node| kept.iter().all(|kept| kept.contains(node)));
        }
        Self { model, contexts, is_part, shown, holders, words: asked.words(model) }
    }

    /// Whether all of the model is shown.
    pub(super) fn is_everything(&self) -> bool {
        self.contexts.is_empty() && !self.is_part
    }

    /// Whether some contexts are asked for.
    pub(super) fn has_contexts(&self) -> bool {
        !self.contexts.is_empty()
    }

    /// Whether something is shown.
    pub(super) fn shows(&self, node: Node) -> bool {
        self.shown.contains(&node)
    }

    /// Whether an event is shown, with one of its commands or by itself.
    pub(super) fn shows_event(&self, event: EventId) -> bool {
        self.holders.get(&event).into_iter().flatten().any(|node| self.shows(*node))
    }

    /// Whether a context is shown with all that it has, or with a part of it.
    pub(super) fn shows_context(&self, id: ContextId) -> bool {
        let is_asked_for = self.contexts.is_empty() || self.contexts.contains(&id);
        is_asked_for
            && (!self.is_part
                || self.shows_some(|node| process::home(self.model, node) == Some(id)))
    }

    /// Whether anything of an element is shown.
    pub(super) fn shows_subject(&self, subject: Subject) -> bool {
        match subject {
            Subject::Context(id) => self.shows_context(id),
            Subject::Event(id) => self.shows_event(id),
            Subject::Actor(_) | Subject::System(_) if !self.is_part => self.contexts.is_empty(),
            Subject::Aggregate(_)
            | Subject::Command(_)
            | Subject::Policy(_)
            | Subject::Saga(_)
            | Subject::ReadModel(_)
            | Subject::Actor(_)
            | Subject::System(_) => {
                starts(self.model, subject, &self.holders).iter().any(|(node, _)| self.shows(*node))
            }
        }
    }

    /// What the picture is limited to beside contexts, in words.
    pub(super) fn words(&self) -> &[String] {
        &self.words
    }

    fn shows_some(&self, is_it: impl Fn(Node) -> bool) -> bool {
        self.shown.iter().any(|node| is_it(*node))
    }
}

/// Whether the limits of a picture mean something, and leave something of the model.
///
/// # Errors
/// When a name means nothing or several things, or nothing is left.
pub fn check(model: &Model, options: &Options) -> Result<(), Refusal> {
    let elements = elements::all(model);
    let Limits { aggregates, from, to, around } = &options.limits;
    let is_aggregate = |it: &&Element| matches!(it.subject, Subject::Aggregate(_));
    let known: Vec<_> = elements.iter().filter(is_aggregate).cloned().collect();
    for name in aggregates {
        elements::find(&known, name).map_err(|why| unclear(name, "aggregate", why))?;
    }
    let around = around.as_ref().map(|(name, _)| name);
    for name in from.iter().chain(to).chain(around) {
        elements::find(&elements, name).map_err(|why| unclear(name, "element", why))?;
    }
    let scope = Scope::new(model, options);
    if scope.is_part && scope.shown.is_empty() {
        let help = if options.contexts.is_empty() {
            "ask for less at once"
        } else {
            "ask for less at once, or leave `--context` out"
        };
        let message = format!("nothing is left of {}", scope.words.join(" and "));
        return Err(Refusal { reason: message, help: help.to_owned() });
    }
    Ok(())
}

fn unclear(name: &str, what: &str, why: Unclear) -> Refusal {
    let (reason, help) = match why {
        Unclear::Unknown(Some(near)) => {
            (format!("there is no {what} `{name}`"), format!("did you mean `{near}`?"))
        }
        Unclear::Unknown(None) => (
            format!("there is no {what} `{name}`"),
            "say a name as it stands in the model, such as `OrderPlaced`".to_owned(),
        ),
        Unclear::Several(names) => {
            (format!("`{name}` is ambiguous"), format!("say `{}`", names.join("` or `")))
        }
    };
    Refusal { reason, help }
}
