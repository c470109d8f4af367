//! Names of the elements of a model: as people read them, as paths, and as short as they can be told apart.

use std::collections::BTreeMap;

use crate::{
    diagram::{names::path_of_command, text::spoken},
    model::{CommandId, EventId, Info, Model},
    source::Spanned,
};

/// The name that people see.
pub(super) fn named(name: &Spanned<String>, info: &Info) -> String {
    spoken(&name.value, info.label.as_deref())
}

/// What an element says when it is pointed at.
pub(super) fn told(kind: &str, name: &Spanned<String>, info: &Info) -> String {
    let more = info.description.as_deref().map(|text| format!(": {text}"));
    format!("{kind} {}{}", name.value, more.unwrap_or_default())
}

/// An event as people see it.
pub(super) fn event(model: &Model, id: EventId) -> String {
    named(&model.events[id].name, &model.events[id].info)
}

/// A command as people see it.
pub(super) fn command(model: &Model, id: CommandId) -> String {
    named(&model.commands[id].name, &model.commands[id].info)
}

/// The context or system of a command, and its name: `Orders.PlaceOrder`.
pub(super) fn command_path(model: &Model, id: CommandId) -> String {
    path_of_command(model, id)
}

/// For every path its last word, where that is enough, else the whole path.
pub(super) fn shortest(paths: &[String]) -> Vec<String> {
    let last = |path: &'_ str| path.rsplit('.').next().unwrap_or_default().to_owned();
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for path in paths {
        *count.entry(last(path)).or_default() += 1;
    }
    let short = |path: &String| {
        let last = last(path);
        if count[&last] > 1 { path.clone() } else { last }
    };
    paths.iter().map(short).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_as_short_as_it_can_be_told_apart() {
        let paths = ["A.Open", "B.Open", "B.Close"].map(str::to_owned);
        assert_eq!(shortest(&paths), ["A.Open", "B.Open", "Close"]);
    }
}
