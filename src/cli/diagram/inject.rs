//! `esgen diagram --inject`: brings the pictures in a document up to date.

use std::path::{Path, PathBuf};

use super::{
    super::{Failure, ModelArgument, Outcome, Result, check, files, terminal::Terminal},
    output, picture, words,
};
use crate::{
    diagram::{self, Choice, Mark, Mistake, Request},
    pipeline::Analysis,
};

/// Writes the marked blocks of a document again, or says whether that would change it.
pub(super) fn run(
    document: &Path,
    words: &[String],
    is_check: bool,
    terminal: &mut Terminal,
) -> Result {
    let text = files::read(document).map_err(|error| files::cannot("read", document, &error))?;
    let text = String::from_utf8(text)
        .map_err(|_| Failure::new(format!("`{}` is not text", files::shown(document))))?;
    let analysis = files::load(&files::find(&ModelArgument { model: model(words)? })?)?;
    if check::has_errors(&analysis) {
        check::show(&analysis, check::Format::Pretty, terminal);
        terminal.note("nothing was drawn");
        return Ok(Outcome::Findings);
    }
    let written = diagram::inject(&text, |line, mark| {
        said(mark, &analysis).map_err(|failure| Wrong { line, failure })
    });
    let written = written.map_err(|wrong| wrong.told(document))?;
    if is_check {
        return output::compare(document, written.as_bytes(), terminal);
    }
    if written != text {
        files::write(document, written.as_bytes())?;
    }
    Ok(Outcome::Fine)
}

/// What went wrong, and at which line of the document.
struct Wrong {
    line: usize,
    failure: Failure,
}

impl Wrong {
    fn told(self, document: &Path) -> Failure {
        let Failure { message, help } = self.failure;
        Failure { message: format!("{}:{}: {message}", files::shown(document), self.line), help }
    }
}

impl From<Mistake> for Wrong {
    fn from(mistake: Mistake) -> Self {
        let Mistake { line, reason, help } = mistake;
        Self { line, failure: Failure::new(reason).help(help) }
    }
}

/// The model that the words of the command line name: the marks say everything else.
fn model(words: &[String]) -> Result<Option<PathBuf>> {
    match words {
        [] => Ok(None),
        [model] if diagram::kind(model).is_none() => Ok(Some(PathBuf::from(model))),
        [word, ..] => Err(Failure::new(format!("`{word}` says nothing about a document"))
            .help("the marks in the document say what is drawn; name a model only")),
    }
}

/// The text for a mark.
fn said(mark: &Mark, analysis: &Analysis) -> Result<String> {
    let Analysis { model, plan, .. } = analysis;
    if let Some(unknown) = diagram::unknown_contexts(model, &mark.options).first() {
        return Err(words::no_context(unknown, model));
    }
    let has_context = !mark.options.contexts.is_empty();
    if has_context && !mark.kind.has(Choice::Contexts, None) {
        let message = format!("`context` says nothing about a {}", mark.kind.name);
        return Err(Failure::new(message).help("leave it out"));
    }
    let subject = words::subject_of(mark.kind, mark.subject.clone(), model)?;
    let language = mark.language().ok_or_else(|| {
        let kind = mark.kind.name;
        Failure::new(format!("a picture of kind `{kind}` cannot stand in a document as text"))
            .help("write an SVG, and show that")
    })?;
    let request = Request { model, plan, options: &mark.options, subject: subject.as_deref() };
    diagram::text(mark.kind, &request, language).map_err(picture::refused)
}
