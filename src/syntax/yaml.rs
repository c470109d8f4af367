//! Text to tree. With its children this is the only place that knows the YAML parser: everything it
//! finds wrong is said in our own words, and the parts of YAML that models do without are refused here.

mod checks;
mod lines;
mod problems;
mod repair;

pub(super) use repair::repaired;

use std::borrow::Cow;
use std::collections::BTreeMap;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, StructureStyle};

use super::findings::Findings;
use super::tree::{Kind, Node, NodeId, Style, Tree};
use crate::diagnostic::{Diagnostic, rule};
use crate::source::{FileId, Span};

/// How deep lists and mappings may nest as written; models need about ten levels.
const DEEPEST_WRITTEN: usize = 64;
/// How deep they may nest when aliases stand for what they name.
const DEEPEST: u16 = 128;

/// A place where the text stops being YAML.
#[derive(Debug)]
pub(super) struct SyntaxError {
    pub(super) finding: Diagnostic,
    /// Where the parser gave up.
    at: u32,
    /// The outermost bracket that was open there.
    bracket: Option<u32>,
    /// Whether looking for further errors makes no sense.
    hopeless: bool,
}

/// Reads the text of a file, all of it or up to the first place that is not YAML. Findings about
/// parts of YAML that models do without go to `out`; they do not stop the reading.
pub(super) fn grow<'t>(
    file: FileId,
    text: &'t str,
    out: &mut Findings,
) -> Result<Tree<'t>, Box<SyntaxError>> {
    let options = granit_parser::options! {
        strict_indentation: true,
        disallow_directives: true,
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        max_buffered_comment_events: usize::MAX,
        flow_nesting_limit: DEEPEST_WRITTEN,
        block_nesting_limit: DEEPEST_WRITTEN,
    };
    let mut parser = Parser::new_from_str_with_options(text, options);
    let mut builder = Builder::new(file, text, out);
    while let Some(next) = parser.next_event() {
        match next {
            Ok((event, span)) => {
                if builder.take(event, &span) == Next::Stop {
                    break;
                }
            }
            Err(error) => return Err(Box::new(builder.error(&error))),
        }
    }
    Ok(builder.tree)
}

/// About how many bytes of a model there are for each node of its tree.
const BYTES_OF_A_NODE: usize = 12;

/// Whether there is more to read.
#[derive(PartialEq)]
enum Next {
    Go,
    Stop,
}

/// A list or mapping that is still open.
struct Open {
    id: NodeId,
    flow: bool,
    /// The key that waits for its value.
    key: Option<NodeId>,
    anchor: usize,
}

struct Builder<'t, 'o> {
    file: FileId,
    text: &'t str,
    out: &'o mut Findings,
    tree: Tree<'t>,
    /// Levels below each node, aliases counted with what they stand for.
    heights: Vec<u16>,
    open: Vec<Open>,
    anchors: BTreeMap<usize, NodeId>,
    anchor_names: Vec<Cow<'t, str>>,
    documents: usize,
}

impl<'t, 'o> Builder<'t, 'o> {
    fn new(file: FileId, text: &'t str, out: &'o mut Findings) -> Self {
        // Room that is never touched is free, and a tree that outgrows its room is copied.
        let likely = text.len() / BYTES_OF_A_NODE;
        Self {
            file,
            text,
            out,
            tree: Tree { nodes: Vec::with_capacity(likely), ..Tree::default() },
            heights: Vec::with_capacity(likely),
            open: Vec::new(),
            anchors: BTreeMap::new(),
            anchor_names: Vec::new(),
            documents: 0,
        }
    }

    fn take(&mut self, event: Event<'t>, at: &granit_parser::Span) -> Next {
        let span = self.span(at);
        let tagged = self.refuse_tag(at);
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let id = self.scalar(text, style, span, tagged);
                self.remember(anchor, id);
            }
            Event::SequenceStart(style, anchor, _) => {
                self.enter(Kind::List(Vec::new()), style, span, anchor);
            }
            Event::MappingStart(style, anchor, _) => {
                self.enter(Kind::Map(Vec::new()), style, span, anchor);
            }
            Event::SequenceEnd | Event::MappingEnd => self.leave(span),
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::Anchor(_, name) => self.anchor_names.push(name),
            Event::UnresolvedAlias(name) => self.unknown_alias(&name, span),
            Event::Comment(..) => self.tree.comments.push(span),
            Event::DocumentStart(..) => return self.document(span),
            // Starts and ends of stream and document; the parser may add further kinds.
            _ => {}
        }
        Next::Go
    }

    fn span(&self, at: &granit_parser::Span) -> Span {
        let range = at.byte_range().unwrap_or(self.text.len()..self.text.len());
        Span::new(self.file, offset(range.start), offset(range.end)).between_letters(self.text)
    }

    fn document(&mut self, span: Span) -> Next {
        self.documents += 1;
        if self.documents < 2 {
            return Next::Go;
        }
        self.out.push(
            Diagnostic::error(rule::YAML_SYNTAX, span, "a second document starts here")
                .help("keep one document in a file; `include:` joins several files to one model"),
        );
        Next::Stop
    }

    fn refuse_tag(&mut self, at: &granit_parser::Span) -> bool {
        let tag = at.tag_span();
        if let Some(tag) = &tag {
            let span = self.span(tag);
            self.out.push(problems::tag(span));
        }
        tag.is_some()
    }

    fn scalar(
        &mut self,
        text: Cow<'t, str>,
        style: ScalarStyle,
        span: Span,
        tagged: bool,
    ) -> NodeId {
        if tagged {
            return self.add(Kind::Broken, span, 0);
        }
        // The parser gives `~` for a value that is not written at all, and its place before the colon.
        let unwritten = span.is_empty() && style == ScalarStyle::Plain;
        let (text, span) =
            if unwritten { (Cow::Borrowed(""), self.behind_colon(span)) } else { (text, span) };
        self.add(Kind::Scalar { text, style: style_of(style) }, span, 0)
    }

    fn behind_colon(&self, span: Span) -> Span {
        let rest = self.text.get(span.start as usize..).unwrap_or("");
        let colon = rest.trim_start_matches([' ', '\t']).starts_with(':');
        let skipped = rest.find(':').filter(|_| colon).map_or(0, |at| at + 1);
        let at = span.start.saturating_add(offset(skipped));
        Span::new(span.file, at, at)
    }

    /// Adds a node under the list or mapping that is open.
    fn add(&mut self, kind: Kind<'t>, span: Span, height: u16) -> NodeId {
        let id = NodeId(offset(self.tree.nodes.len()));
        self.tree.nodes.push(Node { kind, span });
        self.heights.push(height);
        let Some(parent) = self.open.last_mut() else {
            self.tree.root.get_or_insert(id);
            return id;
        };
        match self.tree.nodes.get_mut(parent.id.0 as usize).map(|node| &mut node.kind) {
            Some(Kind::List(items)) => items.push(id),
            Some(Kind::Map(pairs)) => match parent.key.take() {
                None => parent.key = Some(id),
                Some(key) => pairs.push((key, id)),
            },
            Some(Kind::Scalar { .. } | Kind::Alias(_) | Kind::Broken) | None => {}
        }
        id
    }

    fn enter(&mut self, kind: Kind<'t>, style: StructureStyle, span: Span, anchor: usize) {
        let id = self.add(kind, span, 1);
        let flow = style == StructureStyle::Flow;
        self.open.push(Open { id, flow, key: None, anchor });
    }

    fn leave(&mut self, end: Span) {
        let Some(open) = self.open.pop() else { return };
        checks::mapping(&mut self.tree, open.id, self.text, self.out);
        let children = self.children(open.id);
        let height = children.iter().map(|id| self.height(*id)).max().unwrap_or(0) + 1;
        // The end of a block collection is found only behind the comments that follow it.
        let end = if open.flow {
            end.end
        } else {
            children.last().map_or(end.start, |id| self.tree.span(*id).end)
        };
        if let Some(slot) = self.heights.get_mut(open.id.0 as usize) {
            *slot = height;
        }
        if let Some(node) = self.tree.nodes.get_mut(open.id.0 as usize) {
            node.span.end = end.max(node.span.start);
        }
        self.remember(open.anchor, open.id);
    }

    /// The nodes right below a list or mapping, the last one last.
    fn children(&self, id: NodeId) -> Vec<NodeId> {
        match self.tree.nodes.get(id.0 as usize).map(|node| &node.kind) {
            Some(Kind::List(items)) => items.clone(),
            Some(Kind::Map(pairs)) => {
                pairs.iter().flat_map(|(key, value)| [*key, *value]).collect()
            }
            Some(Kind::Scalar { .. } | Kind::Alias(_) | Kind::Broken) | None => Vec::new(),
        }
    }

    fn height(&self, id: NodeId) -> u16 {
        self.heights.get(id.0 as usize).copied().unwrap_or(0)
    }

    /// An anchor can be used from the end of its node on: an alias inside would never end.
    fn remember(&mut self, anchor: usize, id: NodeId) {
        if anchor != 0 {
            self.anchors.insert(anchor, id);
        }
    }

    fn alias(&mut self, anchor: usize, span: Span) {
        let Some(target) = self.anchors.get(&anchor).copied() else {
            self.out.push(problems::alias_in_its_own_anchor(span));
            self.add(Kind::Broken, span, 0);
            return;
        };
        let target = match self.tree.nodes.get(target.0 as usize).map(|node| &node.kind) {
            Some(Kind::Alias(further)) => *further,
            Some(_) | None => target,
        };
        let height = self.height(target);
        let depth = usize::from(height) + self.open.len();
        if depth > usize::from(DEEPEST) {
            self.out.push(problems::too_deep(span));
            self.add(Kind::Broken, span, 0);
        } else {
            self.add(Kind::Alias(target), span, height);
        }
    }

    fn unknown_alias(&mut self, name: &str, span: Span) {
        let near = self.out.nearest(name, self.anchor_names.iter().map(AsRef::as_ref));
        self.out.push(problems::unknown_alias(name, span, near));
        self.add(Kind::Broken, span, 0);
    }

    fn error(&self, error: &ScanError) -> SyntaxError {
        let at = error.marker().byte_offset().unwrap_or(self.text.len());
        let bracket =
            self.open.iter().find(|open| open.flow).map(|open| self.tree.span(open.id).start);
        problems::syntax_error(error.kind(), self.file, self.text, offset(at), bracket)
    }
}

fn style_of(style: ScalarStyle) -> Style {
    match style {
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::SingleQuoted => Style::SingleQuoted,
        ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
        ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
