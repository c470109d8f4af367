//! The whole way from files to findings on one screen.

use jiff::civil::Date;

use crate::{
    diagnostic::{Diagnostic, Edit, edited, has_errors, settle},
    evolve::{
        self, Plan,
        draft::{self, Drafts, Working},
        golden::Goldens,
        lock::Lock,
    },
    generate,
    model::{self, EventId, Level, Model},
    source::{FileId, SourceMap, Spanned},
    syntax::{self, Document, ast},
};

/// How a file is read: as the root of a model, or as a part of it.
type Parse = fn(FileId, &SourceMap) -> (Document, Vec<Diagnostic>);

/// A model while its files are read: the root first, then what it includes.
#[derive(Debug)]
pub struct Reading {
    sources: SourceMap,
    documents: Vec<Document>,
    lock: Option<Lock>,
    goldens: Goldens,
    today: Option<Date>,
    diagnostics: Vec<Diagnostic>,
    /// Whether the model claims to be what was published of it.
    is_finished: bool,
}

/// What is known of a model after every stage.
#[derive(Debug)]
pub struct Analysis {
    /// The files, for reports.
    pub sources: SourceMap,
    /// The files of the model, the root first.
    pub files: Vec<FileId>,
    /// Whether every event is in the model with all of its shape, whatever else is wrong.
    pub has_every_event: bool,
    /// The resolved model; parts that are wrong are left out of it.
    pub model: Model,
    /// How every stored version of every event is read.
    pub plan: Plan,
    /// What has been published; nothing when there is no lock file.
    pub lock: Option<Lock>,
    /// The golden files, by their path below [`evolve::golden::FOLDER`].
    pub goldens: Goldens,
    /// Whether the files could be read without a hole, so that what is known is all that they say.
    pub is_whole: bool,
    /// Everything that was found, in the order of the files.
    pub diagnostics: Vec<Diagnostic>,
}

impl Reading {
    /// Starts with the root file, under the path that messages show.
    pub fn new(path: impl Into<String>, bytes: Vec<u8>) -> Self {
        let mut reading = Self::empty();
        reading.read(path.into(), bytes, syntax::parse);
        reading
    }

    fn empty() -> Self {
        Self {
            sources: SourceMap::default(),
            documents: Vec::new(),
            lock: None,
            goldens: Goldens::new(),
            today: None,
            diagnostics: Vec::new(),
            is_finished: true,
        }
    }

    /// Adds an included file.
    pub fn add(&mut self, path: impl Into<String>, bytes: Vec<u8>) {
        self.read(path.into(), bytes, syntax::parse_included);
    }

    fn read(&mut self, path: String, bytes: Vec<u8>, parse: Parse) {
        let file = self.sources.add_bytes(path, bytes);
        let (document, found) = parse(file, &self.sources);
        self.documents.push(document);
        self.diagnostics.extend(found);
    }

    /// Says what day it is, for what is accepted until some day. Without it, everything still is.
    #[must_use]
    pub fn on(mut self, today: Date) -> Self {
        self.today = Some(today);
        self
    }

    /// Looks at the model as if all of it claimed to be that complete. What was published of it was published of a
    /// finished model, so that one which is looked at as less does not answer for it.
    #[must_use]
    pub fn at(mut self, level: Level) -> Self {
        let claimed = match level {
            Level::BigPicture => ast::Level::BigPicture,
            Level::Process => ast::Level::Process,
            Level::Design => ast::Level::Design,
        };
        for document in &mut self.documents {
            document.claim(claimed);
        }
        self.is_finished = level == Level::Design;
        self
    }

    /// Adds the lock file, which says what has been published.
    pub fn lock(&mut self, path: impl Into<String>, bytes: Vec<u8>) {
        let file = self.sources.add_bytes(path, bytes);
        let (lock, found) = evolve::lock::parse(file, &self.sources);
        self.diagnostics.extend(found);
        self.lock = Some(lock);
    }

    /// Adds a file below the folder of golden files.
    pub fn golden(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.goldens.insert(path.into(), text.into());
    }

    /// The patterns of the files that the root includes.
    pub fn includes(&self) -> Vec<Spanned<String>> {
        self.documents.first().map(syntax::includes).unwrap_or_default().to_vec()
    }

    /// Whether a file of that path has been added.
    pub fn has(&self, path: &str) -> bool {
        self.sources.files().any(|(_, file)| file.path() == path)
    }

    /// Notes that a pattern of the root gave no file, and why.
    pub fn fail(&mut self, pattern: &Spanned<String>, why: &str) {
        self.diagnostics.push(syntax::import_not_found(pattern, why));
    }

    /// Runs every stage on what was read.
    pub fn analyze(self) -> Analysis {
        let Self { sources, documents, lock, goldens, today, mut diagnostics, is_finished } = self;
        let (model, found) = model::resolve(&documents);
        let has_every_event =
            !has_errors(&diagnostics) && !draft::stand_in_the_way(&documents, &found);
        diagnostics.extend(found);
        let files = documents.iter().map(|document| document.file).collect();
        // The model says it all, and declarations are as large as the model.
        drop(documents);
        let (plan, found) = evolve::plan(&model);
        let is_whole = has_every_event && !has_errors(&found);
        diagnostics.extend(found);
        // A model with holes has other worries than the names in its code.
        if !has_errors(&diagnostics) {
            diagnostics.extend(generate::guard(&model, &plan));
            diagnostics.extend(evolve::rules::check_model(&model, &plan));
        }
        if is_whole && is_finished {
            diagnostics.extend(evolve::rules::check_published(
                &model,
                &plan,
                lock.as_ref(),
                &goldens,
            ));
            evolve::accept(&model, today, &mut diagnostics);
        }
        let diagnostics = settle(diagnostics);
        Analysis {
            sources,
            files,
            has_every_event,
            model,
            plan,
            lock,
            goldens,
            is_whole,
            diagnostics,
        }
    }
}

impl Analysis {
    /// The model as it would be with edits of its files.
    #[must_use]
    pub fn with(&self, edits: &[Edit]) -> Self {
        let mut reading = Reading::empty();
        reading.goldens.clone_from(&self.goldens);
        for (file, source) in self.sources.files() {
            let of_file: Vec<&Edit> = edits.iter().filter(|edit| edit.span.file == file).collect();
            let (path, bytes) = (source.path(), edited(source.text(), &of_file).into_bytes());
            match self.files.iter().position(|known| *known == file) {
                None => reading.lock(path, bytes),
                Some(0) => reading.read(path.to_owned(), bytes, syntax::parse),
                Some(_) => reading.add(path, bytes),
            }
        }
        reading.analyze()
    }

    /// What leads from the published versions to this model, for one event or for all; nothing while parts of the model
    /// are missing, or nothing is published.
    pub fn drafts(&self, only: Option<EventId>) -> Option<Drafts> {
        let published = self.lock.as_ref().filter(|_| self.has_every_event)?;
        let Self { sources, files, model, plan, .. } = self;
        let parts = files.iter().skip(1).map(|file| syntax::parse_included(*file, sources));
        let root = files.first().map(|file| syntax::parse(*file, sources));
        let documents: Vec<Document> = root.into_iter().chain(parts).map(|(it, _)| it).collect();
        let working = Working { sources, documents: &documents, model, plan, published };
        Some(draft::drafts(working, only))
    }
}

impl Analysis {
    /// Adds what a release needs beside a sound model: every version published.
    pub fn demand_release(&mut self) {
        let nothing = Lock::default();
        let published = self.lock.as_ref().unwrap_or(&nothing);
        let found = evolve::rules::drafts_at_release(&self.model, &self.plan, published);
        self.diagnostics.extend(found);
        self.diagnostics = settle(std::mem::take(&mut self.diagnostics));
    }
}

/// Analyses a model that is one text, as tests and fuzzing do.
pub fn check_text(bytes: &[u8]) -> Analysis {
    Reading::new("esgen.yaml", bytes.to_vec()).analyze()
}
