//! What one version of an event is: its shape, how it is read today, and who reads it.

use super::passage::{self, Told};
use crate::{
    evolve::{
        Json, Reading, Version, canonical, describe,
        sample::{Size, sample},
    },
    model::{Reader, Writer},
    types::Field,
};

/// A version of an event that is to be explained.
#[derive(Debug, Clone, Copy)]
pub struct Explained<'m> {
    /// The event.
    pub told: Told<'m>,
    /// The version.
    pub version: &'m Version,
}

impl Explained<'_> {
    /// All of it for people.
    pub fn text(&self) -> String {
        let Self { told, version } = self;
        let number = version.number;
        let newest = if number == told.newest() { ", the newest" } else { "" };
        let mut parts = vec![
            format!("{} version {number} of {}{newest}\n", told.path(), told.newest()),
            self.facts(),
            section("fields", &self.fields()),
        ];
        if let Some(sample) = self.sample() {
            parts.push(format!("sample\n{}", sample.pretty()));
        }
        for hop in told.planned().hops_from(number) {
            parts.push(format!("{}\n{}", told.headline(hop.to), told.steps(hop)));
        }
        parts.push(section(&self.ending(), &self.parts()));
        let readers: Vec<String> = self.readers().iter().map(Reads::text).collect();
        let title = if readers.is_empty() { "nobody reads it" } else { "readers" };
        parts.push(section(title, &readers));
        parts.join("\n")
    }

    fn facts(&self) -> String {
        let Self { told, version } = self;
        let event = &told.model.events[told.event];
        let mut lines = Vec::new();
        if let Some(description) = &event.info.description {
            lines.push(description.trim_end().to_owned());
        }
        if let Some(because) = told.because(version.number) {
            lines.push(format!("since version {}, because {}", version.number, because.trim_end()));
        }
        if let Some(stored) = told.planned().stored_name(version.number) {
            lines.push(format!("stored as `{}`", stored.name));
        }
        if told.planned().unversioned_is == Some(version.number) {
            lines.push("stored events without a version are of this one".to_owned());
        }
        lines.extend(self.writer().map(|writer| format!("written by {writer}")));
        lines.extend(self.beside());
        passage::lines(lines)
    }

    /// How it leaves its context beside other versions.
    fn beside(&self) -> Option<String> {
        let older = self.also_published();
        let newest = self.told.newest();
        if older.contains(&self.version.number) {
            return Some(format!("published beside version {newest}, for readers that rely on it"));
        }
        let numbers: Vec<String> = older.iter().map(u32::to_string).collect();
        match numbers.as_slice() {
            [] => None,
            _ if self.version.number != newest => None,
            [one] => Some(format!("version {one} is published beside it")),
            several => Some(format!("versions {} are published beside it", several.join(", "))),
        }
    }

    fn also_published(&self) -> Vec<u32> {
        let older = &self.told.model.events[self.told.event].also_publish;
        older.iter().map(|number| number.value).collect()
    }

    fn writer(&self) -> Option<String> {
        let model = self.told.model;
        match model.events[self.told.event].writer {
            Writer::Aggregate(id) => {
                Some(format!("the aggregate {}", model.aggregates[id].name.value))
            }
            Writer::System(id) => Some(format!("the system {}", model.systems[id].name.value)),
            Writer::Nobody => None,
        }
    }

    /// The fields with their types written out, in the order of declaration.
    fn fields(&self) -> Vec<String> {
        let fields = &self.version.shape.fields;
        let longest = fields.iter().map(|field| field.name.value.chars().count()).max();
        let line = |field: &Field| {
            let unit = field.unit.as_ref().map(|unit| format!(" ({unit})")).unwrap_or_default();
            let (name, ty) = (&field.name.value, self.ty(field));
            format!("{name:width$}  {ty}{unit}", width = longest.unwrap_or_default())
        };
        fields.iter().map(line).collect()
    }

    fn ty(&self, field: &Field) -> String {
        canonical::text(&self.told.plan.types, &field.ty)
    }

    fn sample(&self) -> Option<Json> {
        sample(self.told.plan, self.told.planned(), self.version.number, Size::Full)
    }

    fn ending(&self) -> String {
        let told = &self.told;
        match &told.planned().reading {
            Reading::Itself => format!("read as itself, version {}", told.newest()),
            Reading::Nothing => match &told.model.events[told.event].retired {
                Some(why) => format!("read as nothing, because it is retired: {}", why.value),
                None => "read as nothing".to_owned(),
            },
            Reading::Others(_) => "read as".to_owned(),
        }
    }

    /// The lines of the events that it is read as.
    fn parts(&self) -> Vec<String> {
        let told = &self.told;
        match &told.planned().reading {
            Reading::Itself | Reading::Nothing => Vec::new(),
            Reading::Others(parts) => parts
                .iter()
                .flat_map(|part| describe::split(&told.plan.types, told.model, part))
                .collect(),
        }
    }

    fn readers(&self) -> Vec<Reads> {
        let model = self.told.model;
        let inside = |context, name: &str| format!("{}.{name}", model.contexts[context].name.value);
        let reads = |kind, name| Reads { kind, name, version: None, fields: None };
        let of = |reader| match reader {
            Reader::State(id) => {
                let it = &model.aggregates[id];
                reads("aggregate", inside(it.context, &it.name.value))
            }
            Reader::Policy(id) => {
                let it = &model.policies[id];
                reads("policy", inside(it.context, &it.name.value))
            }
            Reader::Saga(id) => {
                let it = &model.sagas[id];
                reads("saga", inside(it.context, &it.name.value))
            }
            Reader::ReadModel(id) => {
                let it = &model.read_models[id];
                reads("read model", inside(it.context, &it.name.value))
            }
            Reader::Context(id, reading) => Reads {
                kind: "context",
                name: model.contexts[id].name.value.clone(),
                version: reading.version.as_ref().map(|version| version.value),
                fields: reading
                    .fields
                    .as_ref()
                    .map(|all| all.iter().map(|field| field.value.clone()).collect()),
            },
            Reader::Split(id) => reads("event", model.event_path(id)),
        };
        model.readers_of(self.told.event).into_iter().map(of).collect()
    }

    /// All of it as one document, described by `schemas/explain.schema.json`.
    pub fn json(&self) -> Json {
        let Self { told, version } = self;
        let number = version.number;
        let event = &told.model.events[told.event];
        let stored = told.planned().stored_name(number).map(|stored| stored.name.clone());
        let field = |field: &Field| {
            Json::object([
                ("name", field.name.value.as_str().into()),
                ("type", self.ty(field).into()),
                ("unit", field.unit.clone().into()),
            ])
        };
        let versions = told.planned().versions.iter().map(|version| {
            let because = told.because(version.number);
            Json::object([("version", version.number.into()), ("because", because.into())])
        });
        let kind = match told.planned().reading {
            Reading::Itself => "itself",
            Reading::Nothing => "nothing",
            Reading::Others(_) => "others",
        };
        let parts = match &told.planned().reading {
            Reading::Others(parts) => parts.iter().map(|part| part.event).collect(),
            Reading::Itself | Reading::Nothing => Vec::new(),
        };
        let parts = parts.into_iter().map(|part| Json::from(told.model.event_path(part)));
        Json::object([
            ("v", 1.into()),
            ("event", told.path().into()),
            ("version", number.into()),
            ("newest", told.newest().into()),
            ("stored_as", stored.into()),
            ("description", event.info.description.as_deref().into()),
            ("because", told.because(number).into()),
            ("fields", version.shape.fields.iter().map(field).collect()),
            ("sample", self.sample().unwrap_or(Json::Null)),
            ("versions", versions.collect()),
            ("also_publish", self.also_published().into_iter().map(Json::from).collect()),
            ("hops", told.planned().hops_from(number).map(|hop| told.hop(hop, None)).collect()),
            (
                "read",
                Json::object([
                    ("as", kind.into()),
                    ("because", event.retired.as_ref().map(|why| why.value.as_str()).into()),
                    ("events", parts.collect()),
                ]),
            ),
            ("readers", self.readers().iter().map(Reads::json).collect()),
        ])
    }
}

/// One that reads the event.
struct Reads {
    kind: &'static str,
    name: String,
    version: Option<u32>,
    fields: Option<Vec<String>>,
}

impl Reads {
    fn text(&self) -> String {
        let version = self.version.map(|version| format!(", version {version}"));
        let fields = self.fields.as_ref().map(|fields| match fields.as_slice() {
            [] => ", no fields".to_owned(),
            some => format!(", only {}", some.join(", ")),
        });
        let (version, fields) = (version.unwrap_or_default(), fields.unwrap_or_default());
        format!("{} {}{version}{fields}", self.kind, self.name)
    }

    fn json(&self) -> Json {
        let fields = self.fields.as_ref();
        let fields = fields.map(|names| names.iter().map(|name| name.as_str().into()).collect());
        Json::object([
            ("kind", self.kind.into()),
            ("name", self.name.as_str().into()),
            ("version", self.version.into()),
            ("fields", fields.unwrap_or(Json::Null)),
        ])
    }
}

fn section(title: &str, lines: &[String]) -> String {
    let lines = lines.iter().map(|line| format!("  {line}"));
    passage::lines(std::iter::once(title.to_owned()).chain(lines))
}
