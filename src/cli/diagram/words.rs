//! Which kind of picture, of what, and of which model the words of a command line ask for.

use std::path::{Path, PathBuf};

use super::{
    super::{Failure, Result},
    all,
};
use crate::{
    diagnostic::did_you_mean,
    diagram::{self, KINDS, Kind},
    model::Model,
};

/// What the words of the command line name.
pub(super) struct Asked {
    pub(super) kind: &'static Kind,
    pub(super) subject: Option<String>,
    pub(super) model: Option<PathBuf>,
}

pub(super) fn asked_for(words: &[String]) -> Result<Asked> {
    let named = words.first().and_then(|word| diagram::kind(word));
    let kind = named.unwrap_or(KINDS[0]);
    let mut rest = if named.is_some() { &words[1..] } else { words };
    let mut subject = None;
    if kind.subject.is_some()
        && let [first, others @ ..] = rest
        && (!others.is_empty() || is_a_name(first))
    {
        (subject, rest) = (Some(first.clone()), others);
    }
    match rest {
        [] => Ok(Asked { kind, subject, model: None }),
        [model] if named.is_some() || looks_like_a_path(model) => {
            Ok(Asked { kind, subject, model: Some(PathBuf::from(model)) })
        }
        [word, ..] => Err(no_kind(word)),
    }
}

/// What the picture is of: what is asked for, or the only thing that there is.
pub(super) fn subject_of(
    kind: &Kind,
    asked: Option<String>,
    model: &Model,
) -> Result<Option<String>> {
    let Some(subject) = kind.subject else { return Ok(None) };
    let names = (subject.names)(model);
    let listed = || format!("there is `{}`", names.join("`, `"));
    match asked {
        _ if names.is_empty() => {
            Err(Failure::new(format!("the model does not have {}", subject.what)))
        }
        Some(name) if names.contains(&name) => Ok(Some(name)),
        Some(name) if (subject.paths)(model).contains(&name) => Ok(Some(name)),
        Some(name) => {
            let failure = Failure::new(format!("`{name}` is not {}", subject.what));
            let help = did_you_mean(&name, names.iter().map(String::as_str));
            Err(failure.help(help.unwrap_or_else(listed)))
        }
        None if names.len() == 1 => Ok(names.first().cloned()),
        None => {
            Err(Failure::new(format!("a {} is drawn of {}", kind.name, subject.what))
                .help(listed()))
        }
    }
}

/// Whether a word can be the name of an element, such as `Orders.PlaceOrder`, and is not that of a model.
fn is_a_name(word: &str) -> bool {
    let is_word = |part: &str| !part.is_empty() && part.chars().all(char::is_alphanumeric);
    let path = Path::new(word);
    let is_yaml = path.extension().is_some_and(|end| end == "yaml" || end == "yml");
    !is_yaml && !path.exists() && word.split('.').all(is_word)
}

fn looks_like_a_path(word: &str) -> bool {
    word.contains(['/', '\\', '.']) || Path::new(word).exists()
}

fn no_kind(word: &str) -> Failure {
    let failure = Failure::new(format!("there is no kind of picture and no model called `{word}`"));
    let names: Vec<_> = KINDS.iter().map(|kind| kind.name).chain([all::WORD]).collect();
    match did_you_mean(word, names.iter().copied()) {
        Some(help) => failure.help(help),
        None => failure.help(format!("kinds are `{}`", names.join("`, `"))),
    }
}

pub(super) fn no_context(name: &str, model: &Model) -> Failure {
    let known: Vec<_> =
        model.contexts.values().map(|context| context.name.value.as_str()).collect();
    let failure = Failure::new(format!("there is no context `{name}`"));
    match did_you_mean(name, known.iter().copied()) {
        Some(help) => failure.help(help),
        None if known.is_empty() => failure.help("the model has none"),
        None => failure.help(format!("there is `{}`", known.join("`, `"))),
    }
}
