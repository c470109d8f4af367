//! Drafts of versions: what a working model says otherwise than what is published, guessed as steps and written into
//! the files of the model, and nothing else in them touched.
//!
//! A guess is never silent: what is probably meant is marked `# check`, and what only people know `# decide`. A value
//! for old events is never invented; the step then lacks it, and checking the model points there.

mod change;
mod guess;
mod objects;
mod old_types;
mod page;
mod place;
mod step;
mod types;
mod words;
mod write;

#[cfg(test)]
mod tests;

use heck::ToSnakeCase;

use super::{
    form::Record,
    lock::{Entry, Lock, VersionId},
    plan::{EventPlan, Plan},
    rules::is_settled,
};
use crate::{
    diagnostic::{Diagnostic, Edit, Severity},
    model::{Event, EventId, Model, Writer},
    source::{SourceMap, Span},
    syntax::Document,
    types::{Field, Place},
};
use guess::Guesser;
use old_types::OldTypes;
use page::Pages;
use place::Events;
use write::Node;

pub use place::Unwritable;
pub use step::{Guess, Step};
pub use write::WHY;

/// A model that is being worked on, the files that it is written in, and what is published of it.
#[derive(Debug, Clone, Copy)]
pub struct Working<'w> {
    /// The files.
    pub sources: &'w SourceMap,
    /// Their declarations.
    pub documents: &'w [Document],
    /// The model; every declaration is in it.
    pub model: &'w Model,
    /// Its plan.
    pub plan: &'w Plan,
    /// What is published.
    pub published: &'w Lock,
}

/// What was drafted for one event.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The event as `Context.Event`.
    pub event: String,
    /// The version that the steps lead to.
    pub number: u32,
    /// Whether the version is new; otherwise the steps are put before those that it has.
    pub is_new: bool,
    /// The steps.
    pub steps: Vec<Guess>,
}

impl Draft {
    /// The steps as lines of YAML.
    pub fn lines(&self) -> Vec<String> {
        step::lines(&self.steps)
    }
}

/// Why an event that differs from what is published gets no draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stuck {
    /// A newer version is published than the model has.
    WentBack(u32),
    /// The steps that it has cannot be followed back to what is published.
    Broken(u32),
    /// It cannot be written at its place.
    Unwritable(Unwritable),
}

/// What a run drafts.
#[derive(Debug, Clone, Default)]
pub struct Drafts {
    /// The drafts, in the order of the model.
    pub drafts: Vec<Draft>,
    /// The events that get none, as `Context.Event`.
    pub stuck: Vec<(String, Stuck)>,
    /// What writes the drafts into the files; none when a type cannot be declared.
    pub edits: Vec<Edit>,
}

/// Drafts what leads from the published versions to the working model, for one event or for all.
pub fn drafts(working: Working<'_>, only: Option<EventId>) -> Drafts {
    let mut out = Drafts::default();
    let mut old = OldTypes::new(&working.plan.types);
    let written = Written::of(&working);
    let wanted = |planned: &&EventPlan| only.is_none_or(|id| id == planned.event);
    let settled = |planned: &&EventPlan| is_settled(working.model, planned);
    for planned in working.plan.events().iter().filter(wanted).filter(settled) {
        let path = working.model.event_path(planned.event);
        let draft = match working.gap(planned) {
            Ok(None) => continue,
            Ok(Some(gap)) => working.draft(planned, &gap, &mut old, &written),
            Err(stuck) => Err(stuck),
        };
        match draft {
            Ok((draft, edits)) => {
                out.drafts.push(draft);
                out.edits.extend(edits);
            }
            Err(stuck) => out.stuck.push((path, stuck)),
        }
    }
    match types::edits(&old, working.documents, &written.pages) {
        Ok(edits) => out.edits.extend(edits),
        Err(reason) => {
            let drafts = std::mem::take(&mut out.drafts);
            let stuck = Stuck::Unwritable(reason);
            out.stuck.extend(drafts.into_iter().map(|draft| (draft.event, stuck)));
            out.edits.clear();
        }
    }
    out
}

/// Whether findings about a model leave parts of the shape of an event, or of a type, out of it.
pub fn stand_in_the_way(documents: &[Document], findings: &[Diagnostic]) -> bool {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    let mut places = errors.map(|error| error.primary.span).peekable();
    if places.peek().is_none() {
        return false;
    }
    let boards = documents.iter().map(|document| &document.board);
    let mut shapes: Vec<Span> = boards.flat_map(place::shapes).collect();
    shapes.sort_unstable();
    places.any(|at| {
        let before = shapes.partition_point(|it| (it.file, it.start) <= (at.file, at.start));
        let shape = before.checked_sub(1).and_then(|last| shapes.get(last));
        shape.is_some_and(|shape| shape.file == at.file && at.end <= shape.end)
    })
}

/// The newest published version of an event, under any of its names.
pub fn newest_published<'l>(
    planned: &EventPlan,
    published: &'l Lock,
) -> Option<(&'l VersionId, &'l Entry)> {
    let versions = planned.stored_under.iter().flat_map(|name| published.stored_under(&name.name));
    versions.max_by_key(|(id, _)| id.number)
}

/// A difference between what is published and what the model makes of it.
struct Gap<'w> {
    /// The published version.
    number: u32,
    was: &'w Record,
    /// The fields that the model has at that point.
    is: &'w [Field],
    /// Whether a version has to be added for it.
    is_new: bool,
}

/// Where everything stands in the files, looked up once for all drafts.
struct Written<'w> {
    pages: Pages<'w>,
    events: Events<'w>,
}

impl<'w> Working<'w> {
    fn gap(&self, planned: &'w EventPlan) -> Result<Option<Gap<'w>>, Stuck> {
        let event = &self.model.events[planned.event];
        let Some((id, entry)) = newest_published(planned, self.published) else { return Ok(None) };
        let (number, newest) = (id.number, event.version.value);
        if number > newest {
            return Err(Stuck::WentBack(number));
        }
        let has_change = event.changes.iter().any(|change| change.number.value == number + 1);
        let is_new = number == newest || (number + 1 == newest && !has_change);
        let point = if is_new { newest } else { number };
        let version = planned.version(point).ok_or(Stuck::Broken(number))?;
        let fields = version.shape.fields.as_slice();
        let is = Record::of(&self.plan.types, fields);
        let is = if is_new { is } else { is.told_by(&entry.shape) };
        let is_same = is == entry.shape && number == point;
        Ok((!is_same).then_some(Gap { number, was: &entry.shape, is: fields, is_new }))
    }

    fn draft(
        &self,
        planned: &EventPlan,
        gap: &Gap<'_>,
        old: &mut OldTypes,
        written: &Written<'_>,
    ) -> Result<(Draft, Vec<Edit>), Stuck> {
        let event = &self.model.events[planned.event];
        let steps = self.steps(event, gap, old);
        let number = gap.number + 1;
        let edits = written.edits(event, number, gap.is_new, &steps).map_err(Stuck::Unwritable)?;
        let event = self.model.event_path(planned.event);
        Ok((Draft { event, number, is_new: gap.is_new, steps }, edits))
    }

    fn steps(&self, event: &Event, gap: &Gap<'_>, old: &mut OldTypes) -> Vec<Guess> {
        let context = event.context.and_then(|id| self.model.contexts.get(id));
        let place =
            context.map_or(Place::Shared, |context| Place::Context(context.name.value.clone()));
        let identity = match event.writer {
            Writer::Aggregate(id) => self.model.aggregates.get(id).map(|it| it.identity),
            Writer::System(_) | Writer::Nobody => None,
        };
        let name = event.name.value.to_snake_case();
        Guesser::new(old, place, name, gap.number, identity).steps(gap.was, gap.is)
    }
}

impl<'w> Written<'w> {
    fn of(working: &Working<'w>) -> Self {
        Self {
            pages: Pages::of(working.documents, working.sources),
            events: Events::of(working.documents),
        }
    }

    fn edits(
        &self,
        event: &Event,
        number: u32,
        is_new: bool,
        steps: &[Guess],
    ) -> Result<Vec<Edit>, Unwritable> {
        let name = event.name.span;
        let page = self.pages.get(name.file)?;
        let found = self.events.find(name, page)?;
        if is_new {
            found.new_version(page, number, Node::change(steps))
        } else {
            found.more_steps(page, number, Node::steps(steps))
        }
    }
}
