//! One element of a model, as the details of a page show it.

use serde::Serialize;

use super::{super::Page, around, messages, reactions, section::Section};
use crate::{
    diagram::{text::spoken, theme::Role, write::word},
    model::Info,
    source::Spanned,
};

/// An element.
#[derive(Debug, Serialize)]
pub(in crate::diagram::html) struct Element {
    /// Its name in pictures and links.
    pub(in crate::diagram::html) id: String,
    /// What it is, in the field's words.
    pub(in crate::diagram::html) kind: &'static str,
    /// The colour and icon that it has in pictures; contexts have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'static str>,
    /// What people call it.
    pub(super) name: String,
    /// Its name in the model.
    pub(in crate::diagram::html) raw: String,
    /// The name of its context.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::diagram::html) context: Option<String>,
    /// The element that it is a part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) parent: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
    /// A word beside the name, such as the version.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) tag: String,
    /// What is true of it, as words and what stands behind them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) facts: Vec<(&'static str, String)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) sections: Vec<Section>,
    /// The elements that a question is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) about: Vec<String>,
}

impl Element {
    /// An element of which the usual is said.
    pub(super) fn new(id: &str, kind: &'static str, name: &Spanned<String>, info: &Info) -> Self {
        Self {
            id: word(id),
            kind,
            role: role(kind).map(Role::key),
            name: spoken(&name.value, info.label.as_deref()),
            raw: name.value.clone(),
            context: None,
            parent: None,
            description: info.description.clone(),
            tag: String::new(),
            facts: facts(info),
            sections: Vec::new(),
            about: Vec::new(),
        }
    }
}

/// Every element, outer ones before what is in them.
pub(super) fn all(page: &Page<'_>) -> Vec<Element> {
    let mut elements = around::contexts(page);
    elements.extend(around::aggregates(page));
    elements.extend(around::systems(page.model));
    elements.extend(around::actors(page.model));
    elements.extend(messages::commands(page));
    elements.extend(messages::events(page));
    elements.extend(reactions::policies(page));
    elements.extend(reactions::sagas(page));
    elements.extend(around::read_models(page));
    elements.extend(around::hotspots(page.model));
    elements
}

fn role(kind: &str) -> Option<Role> {
    Some(match kind {
        "aggregate" => Role::Aggregate,
        "external system" => Role::External,
        "actor" => Role::Actor,
        "command" => Role::Command,
        "event" => Role::Event,
        "policy" | "saga" | "step of a saga" => Role::Policy,
        "read model" => Role::ReadModel,
        "hotspot" => Role::Hotspot,
        _ => return None,
    })
}

/// What every kind of element may say about itself.
fn facts(info: &Info) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    if info.draft {
        facts.push(("Draft", "not yet meant to be complete".to_owned()));
    }
    if let Some(old) = &info.deprecated {
        let instead = old.instead.as_ref().map(|it| format!("use {}", it.value));
        let words: Vec<_> = old.because.clone().into_iter().chain(instead).collect();
        facts.push(("Deprecated", words.join("; ")));
    }
    if let Some(owner) = &info.owner {
        facts.push(("Owner", owner.clone()));
    }
    if !info.tags.is_empty() {
        facts.push(("Tags", info.tags.join(", ")));
    }
    facts
}
