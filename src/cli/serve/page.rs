//! The page of a model: as it is, or as it was when it could last be read, with what is wrong now.

use std::path::Path;

use super::{
    super::{Failure, Result, files, lint, remarks, terminal::Terminal, watch::Glance},
    answer::EVENTS,
    board,
};
use crate::{
    diagnostic::{Diagnostic, Severity},
    diagram::{self, Live, Options, Remark},
    evolve::short_hash,
    pipeline::Analysis,
    report,
};

/// What one look at a model gave.
pub(super) struct Look {
    analysis: Analysis,
    findings: Vec<Diagnostic>,
    remarks: Vec<Remark>,
}

/// Looks at a model as `esgen check` and `esgen lint` do.
///
/// # Errors
/// When its files cannot be read.
pub(super) fn look(root: &Path, terminal: &mut Terminal) -> Result<Glance<Look>> {
    let analysis = files::load(root)?;
    let report = lint::report(root, &analysis, terminal)?;
    let findings = report.diagnostics();
    let remarks = remarks::put(&analysis, &findings);
    let is_whole = analysis.is_whole;
    Ok(Glance { seen: Look { analysis, findings, remarks }, is_whole })
}

/// The page to show, and what there is to tell about it in a line; no page when there never was a model to show.
pub(super) fn page(
    glance: &Result<Glance<Look>>,
    last_good: Option<&Look>,
    root: &str,
) -> (Option<board::Page>, String) {
    match glance {
        Ok(Glance { seen, is_whole: true }) => {
            let told = format!("drawn: {}", report::summary(&seen.findings));
            (Some(drawn(seen, &[])), told)
        }
        Ok(Glance { seen, is_whole: false }) => {
            let errors = seen.remarks.iter().filter(|it| it.severity == Severity::Error);
            let errors: Vec<Remark> = errors.cloned().collect();
            let found = report::summary(&seen.findings);
            let told = match last_good {
                Some(_) => format!("the page stays as it was: {found}"),
                None => format!("drawn as far as it can be read: {found}"),
            };
            (Some(drawn(last_good.unwrap_or(seen), &errors)), told)
        }
        Err(failure) => {
            let page = last_good.map(|good| drawn(good, &[unreadable(failure, root)]));
            (page, format!("the page stays as it was: {}", failure.message))
        }
    }
}

/// The page, under a name that is the same only for the same page.
fn drawn(look: &Look, broken: &[Remark]) -> board::Page {
    let Look { analysis, findings: _, remarks } = look;
    let files = analysis.sources.files().flat_map(|(_, file)| [file.path(), file.text()]);
    let said = format!("{remarks:?} {broken:?}");
    let version = short_hash(files.chain([said.as_str()]));
    let html = diagram::html(&diagram::Page {
        model: &analysis.model,
        plan: &analysis.plan,
        sources: &analysis.sources,
        options: &Options::default(),
        remarks,
        live: Some(Live { events: &format!("{EVENTS}?since={version}"), broken }),
    });
    board::Page { version, html: html.into() }
}

/// That the files could not be read at all, as when somebody has moved the model away.
fn unreadable(failure: &Failure, root: &str) -> Remark {
    Remark {
        element: String::new(),
        rule: "",
        code: "",
        severity: Severity::Error,
        message: failure.message.clone(),
        help: failure.help.clone(),
        place: root.to_owned(),
    }
}
