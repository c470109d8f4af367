//! The file: one style sheet, one script, the pictures and the data as blocks that a browser does not run, and a policy
//! that lets nothing else happen.

use std::fmt::Write as _;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{
    Live,
    data::Data,
    pictures::{Picture, Pictures},
    style,
};
use crate::diagram::write::{defs, escape::xml};

/// The parts of the script, in the order in which they need each other.
const SCRIPT: &[&str] = &[
    include_str!("assets/model.js"),
    include_str!("assets/stage.js"),
    include_str!("assets/details.js"),
    include_str!("assets/lists.js"),
    include_str!("assets/search.js"),
    include_str!("assets/page.js"),
];
const LIVE: &str = include_str!("assets/live.js");
const FRAME: &str = include_str!("assets/page.html");

/// What the script reads.
#[derive(Serialize)]
struct Island<'i> {
    #[serde(flatten)]
    data: &'i Data,
    pictures: &'i [Picture],
    note: Option<String>,
}

/// Writes the file.
pub(super) fn write(data: &Data, pictures: &Pictures, live: Option<Live<'_>>) -> String {
    let style = style::sheet(&pictures.used);
    let script = script(live);
    let island = Island { data, pictures: &pictures.list, note: pictures.note() };
    // The data are strings and numbers, which always are JSON.
    let island = serde_json::to_string(&island).unwrap_or_default().replace('<', "\\u003c");
    let parts = [
        ("title", xml(data.title())),
        ("policy", policy(&style, &script, live)),
        ("style", style),
        ("icons", defs(&pictures.used.icons)),
        ("pictures", blocks(&pictures.drawn)),
        ("data", island),
        ("script", script),
    ];
    filled(&parts)
}

/// The frame with its parts in their places. A part is never looked at again, whatever it says.
fn filled(parts: &[(&str, String)]) -> String {
    let size: usize = parts.iter().map(|(_, text)| text.len()).sum();
    let mut out = String::with_capacity(FRAME.len() + size);
    for (at, piece) in FRAME.split("{{").enumerate() {
        let (name, rest) = piece.split_once("}}").filter(|_| at > 0).unwrap_or(("", piece));
        let part = parts.iter().find(|(known, _)| *known == name);
        out.push_str(part.map_or("", |(_, text)| text));
        out.push_str(rest);
    }
    out
}

fn script(live: Option<Live<'_>>) -> String {
    let parts = SCRIPT.iter().copied().chain(live.map(|_| LIVE));
    format!("(() => {{\n\"use strict\";\n{}}})();\n", parts.collect::<String>())
}

/// Nothing is loaded, and nothing runs but the script and the style sheet of this very file.
fn policy(style: &str, script: &str, live: Option<Live<'_>>) -> String {
    let connect = if live.is_some() { "; connect-src 'self'" } else { "" };
    format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'{connect}",
        hash(style),
        hash(script)
    )
}

/// The hash of a text as policies write it.
fn hash(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text.as_bytes())))
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let six = usize::try_from(bits >> (18 - 6 * at) & 63).unwrap_or(0);
            out.push(if at > chunk.len() { '=' } else { char::from(LETTERS[six]) });
        }
    }
    out
}

/// Pictures as blocks of data. Their texts are escaped already, so that none can end its block.
fn blocks(drawn: &[String]) -> String {
    let mut out = String::with_capacity(drawn.iter().map(|it| it.len() + 64).sum());
    for (at, picture) in drawn.iter().enumerate() {
        let _ = writeln!(
            out,
            "<script type=\"image/svg+xml\" id=\"picture-{at}\">\n{picture}</script>"
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_written_as_browsers_write_them() {
        assert_eq!(base64(b"f"), "Zg==");
        assert_eq!(base64(b"fo"), "Zm8=");
        assert_eq!(base64(b"foo"), "Zm9v");
        assert_eq!(hash(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn a_part_is_not_looked_at_again() {
        let parts = [("title", "{{script}}".to_owned()), ("script", "x".to_owned())];
        let page = filled(&parts);
        assert!(page.contains("<title>{{script}}"), "{page}");
    }
}
