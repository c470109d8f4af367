//! Every name of a model and every word that says one, gathered once for all renames.

use std::collections::{BTreeSet, HashMap};

use crate::{
    case,
    lint::on::On,
    model::EventId,
    syntax::{Mention, mentions},
    types::Meaning,
};

/// What has to be known of all names before one is changed.
#[derive(Debug)]
pub(super) struct Known {
    /// How many elements and types have a name, in snake case.
    taken: HashMap<String, usize>,
    /// The names of elements and types, as they are written.
    names: BTreeSet<String>,
    /// The names of fields.
    fields: BTreeSet<String>,
    /// Words of enumerations, timeouts and queries.
    others: BTreeSet<String>,
    /// The names under which commands say whom they address.
    targets: BTreeSet<String>,
    /// Where each word stands that may name something.
    mentions: HashMap<String, Vec<Mention>>,
    /// Events that others are read as.
    pub(super) read_as: BTreeSet<EventId>,
}

impl Known {
    pub(super) fn new(on: &On<'_>) -> Self {
        let model = on.model;
        let elements = on.elements().map(|(subject, _)| on.name(subject));
        let types = model.types.iter().map(|(_, definition)| &definition.name);
        let names: Vec<&String> = elements.chain(types).map(|name| &name.value).collect();
        let mut taken = HashMap::new();
        for name in &names {
            *taken.entry(case::snake(name).into_owned()).or_insert(0) += 1;
        }
        let targets = model.aggregates.values();
        let splits = model.events.values().flat_map(|event| &event.split_into);
        Self {
            taken,
            names: names.into_iter().cloned().collect(),
            fields: on.fields().iter().map(|it| it.field.name.value.clone()).collect(),
            others: others(on),
            targets: targets.map(|it| case::snake(&it.name.value).into_owned()).collect(),
            mentions: places(on),
            read_as: splits.map(|split| split.event).collect(),
        }
    }

    /// How many elements and types have a name, whatever its case.
    pub(super) fn with_name(&self, name: &str) -> usize {
        self.taken.get(case::snake(name).as_ref()).copied().unwrap_or(0)
    }

    /// Whether a word names something else than elements and types.
    pub(super) fn is_word(&self, word: &str) -> bool {
        self.is_field(word) || self.others.contains(word)
    }

    /// Whether fields have a name.
    pub(super) fn is_field(&self, word: &str) -> bool {
        self.fields.contains(word)
    }

    /// Whether a word names fields, and nothing else.
    pub(super) fn is_field_only(&self, word: &str) -> bool {
        let mut other = [&self.others, &self.targets, &self.names].into_iter();
        self.is_field(word) && !other.any(|words| words.contains(word))
    }

    /// Where a word stands that may name something.
    pub(super) fn mentions_of(&self, word: &str) -> &[Mention] {
        self.mentions.get(word).map_or(&[], Vec::as_slice)
    }
}

fn others(on: &On<'_>) -> BTreeSet<String> {
    let model = on.model;
    let mut all: BTreeSet<String> = BTreeSet::new();
    for (_, definition) in model.types.iter() {
        if let Meaning::Enumeration(words) = &definition.meaning {
            all.extend(words.values.iter().map(|it| it.name.value.clone()));
        }
    }
    let timeouts = model.sagas.values().flat_map(|saga| &saga.timeouts).map(|it| &it.name);
    let queries = model.read_models.values().flat_map(|view| &view.queries).map(|it| &it.name);
    all.extend(timeouts.chain(queries).map(|name| name.value.clone()));
    all
}

fn places(on: &On<'_>) -> HashMap<String, Vec<Mention>> {
    let mut all: HashMap<String, Vec<Mention>> = HashMap::new();
    let of_files = on.outlines.files().flat_map(|file| mentions(file, on.sources));
    for mention in of_files {
        all.entry(on.text(mention.span).to_owned()).or_default().push(mention);
    }
    all
}
