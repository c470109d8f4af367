//! Everything in a model that says that it should no longer be used.

use crate::{
    lint::on::On,
    model::{Level, Subject},
    source::Spanned,
    types::{Deprecation, Info, Place},
};

/// Something that should no longer be used.
pub(super) struct Deprecated<'a> {
    /// Its name.
    pub(super) name: &'a Spanned<String>,
    /// The element; nothing for types and fields.
    pub(super) subject: Option<Subject>,
    /// What it says about that.
    pub(super) deprecation: &'a Deprecation,
    /// How complete that part of the model claims to be.
    pub(super) level: Level,
    /// Whether it is a field.
    pub(super) is_field: bool,
}

/// Every element, type and field that is deprecated.
pub(super) fn all<'a>(on: &On<'a>) -> Vec<Deprecated<'a>> {
    let mut all = Vec::new();
    let mut add =
        |name: &'a Spanned<String>, subject: Option<Subject>, info: &'a Info, is_field: bool| {
            let Some(deprecation) = info.deprecated.as_deref() else { return };
            let level = subject.map_or_else(|| on.level_at(name.span), |subject| on.level(subject));
            all.push(Deprecated { name, subject, deprecation, level, is_field });
        };
    for (subject, _) in on.elements() {
        add(on.name(subject), Some(subject), on.info(subject), false);
    }
    let types = on.model.types.iter().map(|(_, definition)| definition);
    for definition in types.filter(|it| !matches!(it.place, Place::Version { .. })) {
        add(&definition.name, None, &definition.info, false);
    }
    for declared in on.fields() {
        add(&declared.field.name, None, &declared.field.info, true);
    }
    all
}
