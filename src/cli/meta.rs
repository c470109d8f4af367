//! The envelope of a stored event, from `--meta`.

use std::path::Path;

use super::{Failure, Result, files};
use crate::evolve::{
    Json,
    interpret::{BadPart, Envelope},
};

/// Reads every `--meta`: `recorded_at=…`, or a JSON file with such keys. What stands later wins.
///
/// # Errors
/// When a part is unknown or of the wrong form, or a file cannot be read.
pub(super) fn read(given: &[String]) -> Result<Envelope> {
    let mut envelope = Envelope::default();
    for word in given {
        match word.split_once('=').filter(|(key, _)| is_key(key)) {
            Some((key, value)) => set(&mut envelope, key, value)?,
            None => file(&mut envelope, Path::new(word))?,
        }
    }
    Ok(envelope)
}

/// Whether what stands before `=` is a key and not the beginning of a path.
fn is_key(word: &str) -> bool {
    word.bytes().all(|letter| letter.is_ascii_lowercase() || letter == b'_' || letter == b'-')
}

fn file(envelope: &mut Envelope, path: &Path) -> Result<()> {
    let shown = files::shown(path);
    let bytes = files::read(path).map_err(|error| files::cannot("read", path, &error))?;
    let text = String::from_utf8_lossy(&bytes);
    let json = Json::parse(&text)
        .map_err(|error| Failure::new(format!("`{shown}` is not JSON: {error}")))?;
    let Json::Object(parts) = json else {
        return Err(Failure::new(format!("`{shown}` is {}, but should be an object", json.kind()))
            .help(known()));
    };
    for (key, value) in parts {
        match value {
            Json::Text(text) => set(envelope, &key, &text)?,
            Json::Null => {}
            other => {
                return Err(Failure::new(format!(
                    "`{key}` in `{shown}` is {}, but should be a text",
                    other.kind()
                )));
            }
        }
    }
    Ok(())
}

fn set(envelope: &mut Envelope, key: &str, value: &str) -> Result<()> {
    envelope.set(key, value).map_err(|bad| match bad {
        BadPart::Unknown(meant) => {
            Failure::new(format!("an envelope has no `{key}`")).help(meant.unwrap_or_else(known))
        }
        BadPart::Expected(what) => {
            Failure::new(format!("`{value}` is no value of `{key}`")).help(format!("give {what}"))
        }
    })
}

fn known() -> String {
    format!("there is `{}`", Envelope::PARTS.join("`, `"))
}
