//! What is wrong with a mapping although it is YAML: keys that stand twice, merge keys, and commas
//! that cut an expression in two.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, rule};
use crate::source::Span;
use crate::syntax::findings::Findings;
use crate::syntax::tree::{Kind, NodeId, Style, Tree};

/// Checks a mapping that is complete; other nodes pass.
pub(super) fn mapping(tree: &mut Tree<'_>, id: NodeId, text: &str, out: &mut Findings) {
    let Some(Kind::Map(pairs)) = tree.nodes.get_mut(id.0 as usize).map(|node| &mut node.kind)
    else {
        return;
    };
    let mut pairs = std::mem::take(pairs);
    refuse_merge_keys(tree, &mut pairs, out);
    join_cut_expressions(tree, &mut pairs, text, out);
    report_duplicates(tree, &pairs, out);
    if let Some(node) = tree.nodes.get_mut(id.0 as usize) {
        node.kind = Kind::Map(pairs);
    }
}

fn refuse_merge_keys(tree: &Tree<'_>, pairs: &mut Vec<(NodeId, NodeId)>, out: &mut Findings) {
    pairs.retain(|(key, _)| {
        let merge = plain(tree, *key) == Some("<<");
        if merge {
            out.push(
                Diagnostic::error(
                    rule::YAML_SYNTAX,
                    tree.span(*key),
                    "merge keys are not part of YAML 1.2",
                )
                .label("`<<` is not read")
                .help("write the keys out, or give the whole value an anchor and an alias"),
            );
        }
        !merge
    });
}

/// `{ a: max(b, c) }` is YAML: the key `a` with the value `max(b`, and the key `c)` without a value.
/// Nobody means that, so it is reported as what it is.
fn join_cut_expressions(
    tree: &mut Tree<'_>,
    pairs: &mut Vec<(NodeId, NodeId)>,
    text: &str,
    out: &mut Findings,
) {
    if !pairs.iter().any(|(key, value)| is_bare(tree, *key, *value, text)) {
        return;
    }
    let mut kept: Vec<(NodeId, NodeId)> = Vec::with_capacity(pairs.len());
    let mut open_value: Option<(NodeId, i32)> = None;
    for (key, value) in pairs.drain(..) {
        if let Some((cut, balance)) = open_value
            && balance > 0
            && is_bare(tree, key, value, text)
        {
            let rest = plain(tree, key).unwrap_or("");
            open_value = Some((cut, balance + bracket_balance(rest)));
            report_cut(tree, cut, tree.span(key), text, out);
            continue;
        }
        open_value = plain(tree, value).map(|value_text| (value, bracket_balance(value_text)));
        kept.push((key, value));
    }
    *pairs = kept;
}

/// Marks the value as unreadable and reports it, once for all its parts.
fn report_cut(tree: &mut Tree<'_>, cut: NodeId, rest: Span, text: &str, out: &mut Findings) {
    let Some(node) = tree.nodes.get_mut(cut.0 as usize) else { return };
    let whole = node.span.to(rest);
    if let Kind::Scalar { .. } = node.kind {
        let is_type = matches!(text.get(node.span.range()), Some(value) if generic(value));
        let finding = Diagnostic::error(rule::YAML_SYNTAX, whole, "the comma ends the value here");
        out.push(if is_type {
            finding.help("type names hold no commas: the keys of a `map<T>` are always Text")
        } else {
            finding.help("an expression that holds a comma needs quotes inside `{ }`")
        });
        node.kind = Kind::Broken;
    }
    node.span = whole;
}

/// Whether a key stands alone, without a colon.
fn is_bare(tree: &Tree<'_>, key: NodeId, value: NodeId, text: &str) -> bool {
    let (key, at) = (tree.span(key), tree.span(value));
    let between = || text.get(key.end as usize..at.start as usize).unwrap_or("");
    at.is_empty() && plain(tree, value) == Some("") && between().trim().is_empty()
}

/// More opening than closing brackets: the text goes on behind the next comma.
fn bracket_balance(text: &str) -> i32 {
    let angles = generic(text) || text.ends_with('>');
    text.chars().fold(0, |balance, c| match c {
        '(' => balance + 1,
        ')' => balance - 1,
        '<' if angles => balance + 1,
        '>' if angles => balance - 1,
        _ => balance,
    })
}

fn generic(text: &str) -> bool {
    ["map<", "list<", "set<"].iter().any(|start| text.starts_with(start))
}

fn plain<'a>(tree: &'a Tree<'_>, id: NodeId) -> Option<&'a str> {
    match tree.nodes.get(id.0 as usize).map(|node| &node.kind) {
        Some(Kind::Scalar { text, style: Style::Plain }) => Some(text),
        Some(_) | None => None,
    }
}

fn report_duplicates(tree: &Tree<'_>, pairs: &[(NodeId, NodeId)], out: &mut Findings) {
    const FEW: usize = 8;
    if pairs.len() <= FEW {
        for (index, (key, _)) in pairs.iter().enumerate() {
            let name = key_text(tree, *key);
            let same = pairs[..index]
                .iter()
                .find(|(first, _)| name.is_some() && key_text(tree, *first) == name);
            if let Some((first, _)) = same {
                out.push(duplicate(tree, *key, *first));
            }
        }
        return;
    }
    let mut seen: BTreeMap<&str, NodeId> = BTreeMap::new();
    for (key, _) in pairs {
        let Some(name) = key_text(tree, *key) else { continue };
        match seen.get(name) {
            Some(first) => out.push(duplicate(tree, *key, *first)),
            None => {
                seen.insert(name, *key);
            }
        }
    }
}

fn key_text<'a>(tree: &'a Tree<'_>, id: NodeId) -> Option<&'a str> {
    match tree.resolve(id).map(|node| &node.kind) {
        Some(Kind::Scalar { text, .. }) => Some(text),
        Some(_) | None => None,
    }
}

fn duplicate(tree: &Tree<'_>, key: NodeId, first: NodeId) -> Diagnostic {
    let name = key_text(tree, key).unwrap_or("");
    let message = format!("key `{name}` appears twice; YAML keeps only one");
    Diagnostic::error(rule::DUPLICATE_KEY, tree.span(key), message)
        .label("again here")
        .related(tree.span(first), "first here")
        .help("remove or rename one of them")
}
