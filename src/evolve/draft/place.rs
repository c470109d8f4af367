//! Where a draft goes: the keys of an event, of a version, of a table of types, in whatever style they are written.

use std::collections::BTreeMap;

use super::{
    page::{Form, Page},
    write::Node,
};
use crate::{
    diagnostic::Edit,
    source::Span,
    syntax::{
        At, Document, Entry, List, Table,
        ast::{BoardDecl, ContextDecl, EventDecl, StepDecl, TypeDecl},
    },
};

/// Why a draft cannot be put where it belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unwritable {
    /// The event stands in a list of names.
    BareName,
    /// What would be edited stands elsewhere, under an anchor.
    Alias,
    /// The declaration is not in the files.
    Elsewhere,
}

/// Stands behind a type that a draft declares.
const PUBLISHED: &str = "as it was published";

/// A key with its value and a remark.
type Key = (String, Node, Option<String>);

type Placed<T> = Result<T, Unwritable>;

/// A mapping that gets a key: where it is written, and where the name stands that it belongs to.
#[derive(Debug, Clone, Copy)]
struct Owner {
    name: Span,
    body: Span,
    /// Whether the name itself stands in braces.
    in_braces: bool,
}

/// The declaration of an event, and whether it stands in braces.
pub(super) struct Found<'d> {
    pub(super) entry: &'d Entry<EventDecl>,
    in_braces: bool,
}

/// The declarations of all events, by the places of their names.
pub(super) struct Events<'d>(BTreeMap<Span, Declared<'d>>);

/// The declaration of an event, and the table that it stands in.
struct Declared<'d> {
    entry: &'d Entry<EventDecl>,
    table: Span,
}

impl<'d> Events<'d> {
    pub(super) fn of(documents: &'d [Document]) -> Self {
        let mut events = BTreeMap::new();
        for table in documents.iter().flat_map(|document| event_tables(&document.board)) {
            for entry in table.entries() {
                let declared = Declared { entry, table: table.span };
                events.entry(entry.name.span).or_insert(declared);
            }
        }
        Self(events)
    }

    /// The event whose name stands at a place of a page.
    pub(super) fn find(&self, name: Span, page: &Page<'_>) -> Placed<Found<'d>> {
        let Declared { entry, table } = self.0.get(&name).ok_or(Unwritable::Elsewhere)?;
        if entry.span == entry.name.span {
            return Err(Unwritable::BareName);
        }
        Ok(Found { entry, in_braces: page.form(*table) == Form::Flow })
    }
}

fn event_tables(board: &BoardDecl) -> impl Iterator<Item = &At<Table<EventDecl>>> {
    let contexts = board.contexts.entries().iter().filter_map(|entry| entry.value.as_ref());
    contexts.flat_map(|context| {
        let aggregates = context.aggregates.entries().iter();
        let own = aggregates.filter_map(|entry| entry.value.as_ref()).map(|it| &it.events);
        own.chain([&context.events])
    })
}

/// Where a board says what events carry: their names, fields and changes, and the types.
pub(super) fn shapes(board: &BoardDecl) -> Vec<Span> {
    let contexts = board.contexts.entries().iter().filter_map(|entry| entry.value.as_ref());
    let mut all: Vec<Span> = contexts.map(|context| context.types.span).collect();
    all.push(board.types.span);
    for entry in event_tables(board).flat_map(At::entries) {
        all.push(entry.name.span);
        let Some(event) = &entry.value else { continue };
        all.extend([event.version.span, event.fields.span, event.changes.span]);
    }
    all
}

impl Found<'_> {
    fn owner(&self) -> Owner {
        Owner { name: self.entry.name.span, body: self.entry.span, in_braces: self.in_braces }
    }

    /// The edits that make it that version, with an entry for it.
    pub(super) fn new_version(
        &self,
        page: &Page<'_>,
        number: u32,
        change: Node,
    ) -> Placed<Vec<Edit>> {
        let Some(decl) = &self.entry.value else { return Err(Unwritable::Elsewhere) };
        let digits = Node::Text(number.to_string());
        let version = ("version".to_owned(), digits, None);
        let entry = (number.to_string(), change, None);
        let changes = |entry| ("changes".to_owned(), Node::Map(vec![entry]), None);
        let is_new = !decl.version.is_written();
        if is_new
            && !decl.changes.is_written()
            && !self.in_braces
            && let Some(written) = page.keys_of_a_line(self.entry.name.span, self.entry.span)
        {
            return Ok(self.unfolded(page, &written, (version, changes(entry))));
        }
        if is_new && !decl.changes.is_written() && page.form(self.entry.span) != Form::Block {
            return keys(page, self.owner(), &[version, changes(entry)], decl.fields.key);
        }
        let mut edits = if is_new {
            first_key(page, self.owner(), version, decl.fields.key)?
        } else {
            vec![Page::replace(decl.version.span, number.to_string())]
        };
        edits.extend(match decl.changes.key {
            None => last_key(page, self.owner(), changes(entry))?,
            Some(key) => {
                let in_braces = page.form(self.entry.span) == Form::Flow;
                let owner = Owner { name: key, body: decl.changes.span, in_braces };
                let first = decl.changes.entries().first().map(|entry| entry.name.span);
                first_key(page, owner, entry, first)?
            }
        });
        Ok(edits)
    }

    /// The edits that write an event in braces, all of it on one line, one key below the other: a version with its steps
    /// does not fit into a line.
    fn unfolded(
        &self,
        page: &Page<'_>,
        written: &[&str],
        (version, changes): (Key, Key),
    ) -> Vec<Edit> {
        let name = self.entry.name.span;
        let column = page.column(name.start) + page.style.unit;
        let mut lines = Node::Map(vec![version]).block(column, page.style);
        lines.extend(written.iter().map(|key| format!("{}{key}", " ".repeat(column))));
        lines.extend(Node::Map(vec![changes]).block(column, page.style));
        // The blank behind the colon goes with them.
        let braces = Span { start: self.entry.span.start - 1, ..self.entry.span };
        let below = page.after_lines(name.end, page.column(name.start) + 1, &lines);
        vec![Edit { span: braces, text: String::new() }, below]
    }

    /// The edits that put steps before those of a version.
    pub(super) fn more_steps(
        &self,
        page: &Page<'_>,
        number: u32,
        steps: Node,
    ) -> Placed<Vec<Edit>> {
        let Some(decl) = &self.entry.value else { return Err(Unwritable::Elsewhere) };
        let entries = decl.changes.entries().iter();
        let mut same = entries.filter(|entry| entry.name.value == number);
        let Some(entry) = same.next() else { return Err(Unwritable::Elsewhere) };
        let Some(change) = &entry.value else { return Err(Unwritable::Elsewhere) };
        let in_braces = page.form(decl.changes.span) == Form::Flow;
        let owner = Owner { name: entry.name.span, body: entry.span, in_braces };
        let Some(key) = change.steps.key else {
            return last_key(page, owner, ("steps".to_owned(), steps, None));
        };
        Ok(vec![first_items(page, owner, key, &change.steps, &steps)?])
    }
}

/// Puts steps before those that stand behind a key.
fn first_items(
    page: &Page<'_>,
    owner: Owner,
    key: Span,
    list: &At<List<StepDecl>>,
    steps: &Node,
) -> Placed<Edit> {
    let at = list.span;
    match page.form(at) {
        Form::Alias => Err(Unwritable::Alias),
        Form::Block => {
            let lines = steps.block(page.column(at.start), page.style);
            Ok(page.before_line(at.start, &lines))
        }
        Form::Nothing if page.form(owner.body) == Form::Flow => {
            Ok(Page::replace(at, page.flow(key.start, steps)))
        }
        Form::Nothing => {
            let column = page.column(key.start);
            let lines = steps.block(column + page.style.items, page.style);
            Ok(page.after_lines(key.end, column + 1, &lines))
        }
        Form::Flow => {
            let written = page.flow(at.start, steps);
            let inner = written.trim_start_matches('[').trim_end_matches(']');
            let is_in_lines = inner.trim_end_matches(' ').ends_with('\n');
            let text = if is_in_lines || list.items().is_empty() {
                inner.to_owned()
            } else {
                format!("{}, ", inner.trim())
            };
            Ok(page.insert(at.start as usize + 1, text))
        }
    }
}

/// Puts a key first, or before the key that it should stand before.
fn first_key(page: &Page<'_>, owner: Owner, key: Key, before: Option<Span>) -> Placed<Vec<Edit>> {
    let Owner { body, .. } = owner;
    match page.form(body) {
        Form::Alias => Err(Unwritable::Alias),
        Form::Nothing => keys(page, owner, &[key], before),
        Form::Block => {
            let at = before.unwrap_or(body).start;
            let lines = Node::Map(vec![key]).block(page.column(at), page.style);
            Ok(vec![page.before_line(at, &lines)])
        }
        Form::Flow if page.is_empty(body) => Ok(vec![page.last_in_braces(body, &[key])]),
        Form::Flow => {
            let (name, node, _) = key;
            let text = format!("{name}: {}", page.flow(body.start, &node));
            Ok(vec![match before {
                Some(before) => page.insert(before.start as usize, format!("{text}, ")),
                None => page.insert(body.start as usize + 1, format!(" {text},")),
            }])
        }
    }
}

/// Puts a key behind all others.
fn last_key(page: &Page<'_>, owner: Owner, key: Key) -> Placed<Vec<Edit>> {
    let Owner { body, .. } = owner;
    match page.form(body) {
        Form::Alias => Err(Unwritable::Alias),
        Form::Nothing | Form::Flow => keys(page, owner, &[key], None),
        Form::Block => {
            let column = page.column(body.start);
            let lines = Node::Map(vec![key]).block(column, page.style);
            Ok(vec![page.after_lines(body.end, column, &lines)])
        }
    }
}

/// Puts keys into a mapping that is written in braces or not at all: the first where it belongs, the others last.
fn keys(page: &Page<'_>, owner: Owner, keys: &[Key], before: Option<Span>) -> Placed<Vec<Edit>> {
    let Owner { name, body, in_braces } = owner;
    let all = Node::Map(keys.to_vec());
    match page.form(body) {
        Form::Alias => Err(Unwritable::Alias),
        Form::Nothing if in_braces => Ok(vec![Page::replace(body, page.flow(name.start, &all))]),
        Form::Nothing => {
            let column = page.column(name.start);
            let lines = all.block(column + page.style.unit, page.style);
            let mut edits = vec![page.after_lines(name.end, column + 1, &lines)];
            if !body.is_empty() {
                edits.insert(0, Edit { span: body, text: String::new() });
            }
            Ok(edits)
        }
        Form::Block | Form::Flow => {
            let mut edits = Vec::new();
            let mut last = keys.to_vec();
            if keys.len() > 1 && !page.is_empty(body) {
                edits.extend(first_key(page, owner, last.remove(0), before)?);
            }
            edits.push(page.last_in_braces(body, &last));
            Ok(edits)
        }
    }
}

/// A type that is to be declared.
pub(super) struct Declaration {
    /// The name.
    pub(super) name: String,
    /// What it is, as YAML on one line.
    pub(super) definition: String,
    /// Where the type is named that it stands beside.
    pub(super) beside: Option<Span>,
}

/// Declares a type in a table, beside the one that was edited.
pub(super) fn declare(
    page: &Page<'_>,
    table: &At<Table<TypeDecl>>,
    declaration: &Declaration,
) -> Placed<Edit> {
    let Declaration { name, definition, beside } = declaration;
    let neighbour = table.entries().iter().find(|entry| Some(entry.name.span) == *beside);
    let Some(entry) = neighbour.or(table.entries().last()) else {
        return Err(Unwritable::Elsewhere);
    };
    let text = format!("{name}: {definition}");
    match page.form(table.span) {
        Form::Alias | Form::Nothing => Err(Unwritable::Alias),
        Form::Flow => Ok(page.insert(entry.span.end as usize, format!(", {text}"))),
        Form::Block => {
            let column = page.column(entry.name.span.start);
            let line = format!("{}{text} # {PUBLISHED}", " ".repeat(column));
            Ok(page.after_lines(entry.span.end, column + 1, &[line]))
        }
    }
}

/// Starts the table of types of a context.
pub(super) fn start_types(
    page: &Page<'_>,
    context: &Entry<ContextDecl>,
    declarations: &[Declaration],
) -> Placed<Vec<Edit>> {
    let is_flow = page.form(context.span) == Form::Flow;
    let entry = |it: &Declaration| {
        let remark = (!is_flow).then(|| PUBLISHED.to_owned());
        (it.name.clone(), Node::Text(it.definition.clone()), remark)
    };
    let table = Node::Map(declarations.iter().map(entry).collect());
    let owner = Owner { name: context.name.span, body: context.span, in_braces: false };
    first_key(page, owner, ("types".to_owned(), table, None), None)
}
