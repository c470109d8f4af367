//! The style sheet of a page: the colours of the pictures as variables for everything around them, the rules of the
//! pictures, and the page's own.

use std::fmt::Write as _;

use crate::diagram::{
    theme::{Ink, Light, Role},
    write::{Used, shared_rules},
};

const OWN: &[&str] = &[
    include_str!("assets/page.css"),
    include_str!("assets/stage.css"),
    include_str!("assets/details.css"),
    include_str!("assets/print.css"),
];

/// All of it.
pub(super) fn sheet(used: &Used) -> String {
    let mut out = format!(":root{{{}}}\n", variables(Light::Bright));
    let _ = writeln!(out, "[data-theme=dark]{{{}}}", variables(Light::Dark));
    for role in Role::ALL {
        let key = role.key();
        let _ = writeln!(
            out,
            ".role-{key}{{--fill:var(--{key});--edge:var(--{key}-edge);--on:var(--on-{key})}}"
        );
    }
    out.push_str(&shared_rules(&used.classes));
    OWN.iter().for_each(|part| out.push_str(part));
    out
}

fn variables(light: Light) -> String {
    let named = [
        ("paper", Ink::Paper),
        ("lane", Ink::Lane),
        ("line", Ink::Line),
        ("text", Ink::Text),
        ("muted", Ink::Muted),
        ("plate", Ink::Plate),
        ("on-plate", Ink::OnPlate),
    ];
    let mut out = String::new();
    for (name, ink) in named {
        let _ = write!(out, "--{name}:{};", ink.colour(light));
    }
    for role in Role::ALL {
        let key = role.key();
        let (fill, edge, on) = (Ink::Fill(role), Ink::Border(role), Ink::On(role));
        let _ = write!(
            out,
            "--{key}:{};--{key}-edge:{};--on-{key}:{};",
            fill.colour(light),
            edge.colour(light),
            on.colour(light)
        );
    }
    out
}
