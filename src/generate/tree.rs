//! Renders the template tree: the path of a template is the path of the file it makes.
//!
//! `[name]` in a path repeats the template for every item of the list `names` in scope, and stands for the item's
//! `file`. `.j2` at the end is rendered, anything else is copied. `.once` before that marks a file that belongs
//! to the user after it was written. A template that renders to nothing makes no file.

use std::{borrow::Cow, collections::BTreeMap};

use minijinja::{
    Environment, Template, UndefinedBehavior, Value, syntax::SyntaxConfig, value::merge_maps,
};

use super::files::{File, Files, Owner, is_safe};

/// The templates that the binary carries, by path.
static EMBEDDED: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/templates.rs"));

/// How many steps one template may take before it is taken for an endless one.
const FUEL: u64 = 50_000_000;

/// Templates by path; those of a user stand in place of ours.
#[derive(Debug, Clone)]
pub struct Templates {
    texts: BTreeMap<Cow<'static, str>, Cow<'static, str>>,
}

/// A template that could not be rendered, and where it stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateError {
    /// The path of the template.
    pub template: String,
    /// The line, from 1, when it is known.
    pub line: Option<usize>,
    /// What went wrong.
    pub message: String,
}

impl Templates {
    /// Our own templates.
    pub fn embedded() -> Self {
        Self {
            texts: EMBEDDED.iter().map(|(path, text)| ((*path).into(), (*text).into())).collect(),
        }
    }

    /// Puts a user's template in place of ours, or beside ours.
    pub fn replace(&mut self, path: String, text: String) {
        self.texts.insert(path.into(), text.into());
    }

    /// The paths of all templates.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().map(AsRef::as_ref)
    }
}

/// Renders every template with the view of the whole model, and with functions that it can call.
/// A template whose name begins with `_` is for others to import.
///
/// # Errors
/// Names the template and line that could not be rendered.
pub fn render(
    templates: &Templates,
    view: &Value,
    functions: &[(&'static str, Value)],
) -> Result<Files, TemplateError> {
    let mut environment = environment(templates);
    for (name, function) in functions {
        environment.add_global(*name, function.clone());
    }
    let mut files = Files::new();
    for (path, text) in &templates.texts {
        if !is_partial(path) {
            Rendering::new(&environment, path, text)?.run(view, &mut files)?;
        }
    }
    Ok(files)
}

/// Whether a template makes no file of its own.
fn is_partial(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.starts_with('_'))
}

fn environment(templates: &Templates) -> Environment<'static> {
    let mut environment = Environment::new();
    let partials: BTreeMap<_, _> = templates
        .texts
        .iter()
        .filter(|(path, _)| is_partial(path))
        .map(|(path, text)| (path.to_string(), text.to_string()))
        .collect();
    environment.set_loader(move |name| Ok(partials.get(name).cloned()));
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
    environment.set_syntax(syntax.build().unwrap_or_default());
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    environment.set_fuel(Some(FUEL));
    environment
}

struct Rendering<'r> {
    path: &'r str,
    /// What is copied as it stands.
    text: &'r str,
    /// What is rendered instead, once for each file of the template.
    compiled: Option<Template<'r, 'r>>,
}

impl<'r> Rendering<'r> {
    fn new(
        environment: &'r Environment<'static>,
        path: &'r str,
        text: &'r str,
    ) -> Result<Self, TemplateError> {
        let rendered = path.strip_suffix(".j2");
        let compiled = rendered.map(|_| environment.template_from_named_str(path, text));
        let compiled = compiled.transpose().map_err(|error| fault(path, &error))?;
        Ok(Self { path, text, compiled })
    }

    fn run(&self, view: &Value, files: &mut Files) -> Result<(), TemplateError> {
        self.expand(String::new(), self.path, &Scope { view, items: Vec::new() }, files)
    }

    /// Walks the placeholders of the path from left to right, one item deeper for each.
    fn expand(
        &self,
        done: String,
        rest: &str,
        scope: &Scope,
        files: &mut Files,
    ) -> Result<(), TemplateError> {
        let Some((before, name, after)) = placeholder(rest) else {
            return self.file(&(done + rest), scope, files);
        };
        let list = scope
            .list(name)
            .ok_or_else(|| self.refused(format!("nothing in sight has `{name}s`")))?;
        for item in list.try_iter().map_err(|error| fault(self.path, &error))? {
            let file = item.get_attr("file").map_err(|error| fault(self.path, &error))?;
            self.expand(format!("{done}{before}{file}"), after, &scope.inside(name, item), files)?;
        }
        Ok(())
    }

    fn file(&self, path: &str, scope: &Scope, files: &mut Files) -> Result<(), TemplateError> {
        let text = match &self.compiled {
            Some(compiled) => {
                compiled.render(scope.values()).map_err(|error| fault(self.path, &error))?
            }
            None => self.text.to_owned(),
        };
        if text.trim().is_empty() {
            return Ok(());
        }
        let (path, owner) = owner_of(path.strip_suffix(".j2").unwrap_or(path));
        if !is_safe(&path) {
            return Err(self.refused(format!("`{path}` is not a path inside the output folder")));
        }
        let text = if owner == Owner::Esgen { with_header(&path, text) } else { text };
        match files.insert(path.clone(), File { text, owner }) {
            None => Ok(()),
            Some(_) => Err(self.refused(format!("another template has already made `{path}`"))),
        }
    }

    fn refused(&self, message: String) -> TemplateError {
        TemplateError { template: self.path.to_owned(), line: None, message }
    }
}

fn fault(template: &str, error: &minijinja::Error) -> TemplateError {
    let detail = error.detail().map_or_else(String::new, |detail| format!(": {detail}"));
    TemplateError {
        template: template.to_owned(),
        line: error.line(),
        message: format!("{}{detail}", error.kind()),
    }
}

/// What a template can name: the items of the placeholders in its path, and everything of the model's view.
#[derive(Clone)]
struct Scope<'r> {
    view: &'r Value,
    items: Vec<(String, Value)>,
}

impl Scope<'_> {
    /// The list behind a placeholder, of the innermost item that has one.
    fn list(&self, name: &str) -> Option<Value> {
        let key = format!("{name}s");
        let places = self.items.iter().rev().map(|(_, item)| item).chain([self.view]);
        places.filter_map(|place| place.get_attr(&key).ok()).find(|list| !list.is_undefined())
    }

    fn inside(&self, name: &str, item: Value) -> Self {
        let mut inner = self.clone();
        inner.items.push((name.to_owned(), item));
        inner
    }

    fn values(&self) -> Value {
        let items = self.items.iter().map(|(name, item)| (name.as_str(), item.clone()));
        merge_maps([Value::from_pairs(items), self.view.clone()])
    }
}

/// Splits a path at its first `[name]`.
fn placeholder(path: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = path.split_once('[')?;
    let (name, after) = rest.split_once(']')?;
    Some((before, name, after))
}

/// `lib.rs.once` is written as `lib.rs` and then belongs to the user.
fn owner_of(path: &str) -> (String, Owner) {
    match path.strip_suffix(".once") {
        Some(path) => (path.to_owned(), Owner::User),
        None => (path.to_owned(), Owner::Esgen),
    }
}

/// The first line of a generated file says so, where the format has comments.
fn with_header(path: &str, text: String) -> String {
    const WORDS: &str = "Generated by esgen from the model. Do not edit: the next `esgen generate` writes it again.";
    match path.rsplit('.').next() {
        Some("rs") => format!("// {WORDS}\n\n{text}"),
        Some("toml") => format!("# {WORDS}\n\n{text}"),
        Some("md") => format!("<!-- {WORDS} -->\n\n{text}"),
        Some(_) | None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(templates: &[(&'static str, &'static str)]) -> Result<Files, TemplateError> {
        let texts = templates.iter().map(|(path, text)| ((*path).into(), (*text).into())).collect();
        let view = Value::from(minijinja::value::Serde(&serde_json::json!({
            "model": "bank",
            "contexts": [
                { "file": "accounts", "events": [{ "file": "opened", "name": "Opened" }] },
                { "file": "transfers", "events": [] },
            ],
        })));
        render(&Templates { texts }, &view, &[])
    }

    #[test]
    fn a_placeholder_makes_a_file_for_each_item() {
        let files =
            rendered(&[("[context]/[event].rs.j2", "struct {{ event.name }}; // {{ model }}\n")]);
        let paths: Vec<_> = files.unwrap_or_default().into_keys().collect();
        assert_eq!(paths, ["accounts/opened.rs"]);
    }

    #[test]
    fn what_is_copied_and_what_belongs_to_the_user_is_told_by_the_name() {
        let files = rendered(&[
            ("a.txt", "{{ as it is }}"),
            ("b.rs.once.j2", "// yours"),
            ("c.rs.j2", " \n"),
        ])
        .unwrap_or_default();
        assert_eq!(files["a.txt"], File { text: "{{ as it is }}".to_owned(), owner: Owner::Esgen });
        assert_eq!(files["b.rs"], File { text: "// yours".to_owned(), owner: Owner::User });
        assert_eq!(files.len(), 2, "a template that renders to nothing makes no file");
    }

    #[test]
    fn a_wrong_name_stops_with_template_and_line() {
        let error = rendered(&[("a.rs.j2", "\n{{ modle }}\n")]).expect_err("strict");
        assert_eq!((error.template.as_str(), error.line), ("a.rs.j2", Some(2)));
    }

    #[test]
    fn a_template_cannot_run_for_ever_nor_leave_the_folder() {
        let endless = rendered(&[(
            "a.j2",
            "{% for x in range(100000) %}{% for y in range(100000) %}{% endfor %}{% endfor %}",
        )]);
        assert!(endless.is_err());
        assert!(rendered(&[("../a.j2", "x")]).is_err());
    }
}
