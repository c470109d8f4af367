//! Names of one context are written in one script, so that they can be typed, searched and told apart.

use std::collections::BTreeMap;

use crate::{
    lint::{
        Levels, Rule,
        judge::Found,
        on::On,
        words::script::{Script, scripts},
    },
    model::{ContextId, Subject},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "mixed-script",
    code: "ES6011",
    summary: "Names of one context in different scripts.",
    levels: Levels::of("W/W/W"),
    fix: None,
    options: &[],
    page: include_str!("mixed_script.md"),
    check,
};

/// How many names of a context are written in a script, and the first of them.
type Counts = BTreeMap<Script, (usize, Subject)>;

fn check(on: &On<'_>, found: &mut Found<'_>) {
    let mut contexts: BTreeMap<ContextId, Counts> = BTreeMap::new();
    for (subject, _) in on.elements() {
        let name = on.name(subject);
        let scripts = scripts(&name.value);
        let mut all = scripts.iter();
        match (all.next(), all.next(), on.context(subject)) {
            (Some(one), Some(other), _) => {
                let message = format!("{} is written in two scripts", on.shown(subject));
                let (one, other) = (one.as_str(), other.as_str());
                let finding = RULE
                    .at(name.span, message)
                    .label(format!("{one} and {other} letters, some of which look alike"))
                    .help("write it in one, and keep the other one as `label:`");
                found.add(on.level(subject), finding);
            }
            (Some(only), None, Some(context)) if subject != Subject::Context(context) => {
                let counts = contexts.entry(context).or_default();
                counts.entry(*only).or_insert((0, subject)).0 += 1;
            }
            (Some(_) | None, _, _) => {}
        }
    }
    for counts in contexts.values() {
        context(on, counts, found);
    }
}

/// One finding for each script but the one of most names.
fn context(on: &On<'_>, counts: &Counts, found: &mut Found<'_>) {
    let most = counts.iter().max_by_key(|(script, (count, _))| (*count, std::cmp::Reverse(**script)));
    let Some((usual, (_, first))) = most else { return };
    for (script, (count, subject)) in counts.iter().filter(|(script, _)| *script != usual) {
        let (shown, other) = (on.shown(*subject), on.shown(*first));
        let more = if *count > 1 { format!(", as in {} more", count - 1) } else { String::new() };
        let finding = RULE
            .at(on.name(*subject).span, format!("{shown} and {other} use different scripts"))
            .label(format!("{} letters{more}", script.as_str()))
            .related(on.name(*first).span, format!("{} letters, as most here", usual.as_str()))
            .help("keep to one script, and write the name of the other one as `label:`");
        found.add(on.level(*subject), finding);
    }
}
