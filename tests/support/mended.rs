//! What carrying out the safe fixes of a model must never do.

use std::collections::BTreeSet;

use esgen::{
    diagnostic::Applicability,
    lint::{Applied, Overrides, Report, fix, known, lint},
    model::Model,
    pipeline::Analysis,
    syntax::outline,
};

#[path = "resolved.rs"]
mod resolved;

use resolved::resolved;

/// Carries out all safe fixes and looks at what they leave behind.
pub(crate) fn mend(name: &str, analysis: Analysis, overrides: &Overrides) {
    let before = lint(&analysis, overrides);
    let comments = comments(&analysis);
    let meant = meant(&analysis);
    let fixed = fix(analysis, overrides, false);
    let texts = texts(&fixed.analysis);
    let shown = texts.concat();
    // Behind a mistake of the language there may be more, which is no reason to say that its fix is wrong.
    let is_ours = |it: &&Applied| known(it.rule).is_some_and(|known| known.rule().is_some());
    let worse = fixed.refused.iter().find(is_ours);
    assert_eq!(worse, None, "{name}: a safe fix makes something worse\n{shown}");
    let is_safe = |fix: &esgen::diagnostic::Fix| fix.applicability == Applicability::Safe;
    let left: Vec<_> = fixed
        .report
        .open()
        .filter(|it| it.diagnostic.fix.as_ref().is_some_and(is_safe))
        .map(|it| it.diagnostic.rule)
        .filter(|rule| !fixed.refused.iter().any(|refused| refused.rule == *rule))
        .collect();
    assert!(left.is_empty(), "{name}: {left:?} could still be fixed\n{shown}");
    if fixed.applied.iter().all(|it| is_ours(&it)) {
        let now = self::meant(&fixed.analysis);
        let other = meant.iter().zip(&now).find(|(before, now)| before != now);
        assert_eq!(other, None, "{name}: a safe fix means something else\n{shown}");
        assert_eq!(meant.len(), now.len(), "{name}: a safe fix takes something away\n{shown}");
    }
    assert_eq!(comments, self::comments(&fixed.analysis), "{name}: a comment is gone\n{shown}");
    let new: Vec<_> = places(&fixed.report).difference(&places(&before)).cloned().collect();
    assert!(new.is_empty(), "{name}: {new:?} is new\n{shown}");
    let again = fix(fixed.analysis, overrides, false);
    assert_eq!(again.applied, [], "{name}: a second run changes something\n{shown}");
    assert_eq!(self::texts(&again.analysis), texts, "{name}");
}

/// What a model means, but for what safe fixes say that they change: agreements that nothing needs, and whether a value
/// that is in sight is written down as well.
fn meant(analysis: &Analysis) -> Vec<String> {
    let lines = resolved(&analysis.model).into_iter();
    lines.map(|line| without_agreements(&line).replace("ByName(", "Written(")).collect()
}

fn without_agreements(line: &str) -> String {
    let mut pieces = line.split("allow: [");
    let first = pieces.next().unwrap_or_default().to_owned();
    let behind = |piece: &str| {
        let mut depth = 1_usize;
        let end = piece.find(|it: char| {
            match it {
                '[' => depth += 1,
                ']' => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        end.map_or_else(String::new, |end| piece[end..].to_owned())
    };
    pieces.fold(first, |known, piece| known + &behind(piece))
}

fn texts(analysis: &Analysis) -> Vec<String> {
    analysis.files.iter().map(|file| analysis.sources.text(*file).to_owned()).collect()
}

/// Every comment but those that allow something: these go with what they allow.
fn comments(analysis: &Analysis) -> Vec<String> {
    let of = |file: &esgen::source::FileId| {
        let outline = outline(*file, &analysis.sources);
        outline.comments().iter().map(|it| it.value.clone()).collect::<Vec<_>>()
    };
    let all = analysis.files.iter().flat_map(of);
    all.filter(|comment| !comment.contains("esgen: allow")).collect()
}

fn places(report: &Report) -> BTreeSet<(&'static str, String)> {
    report.open().map(|it| (it.diagnostic.rule, it.place.path.clone())).collect()
}
