//! What cannot be avoided: the YAML parser's events with their spans, kept as the plainest tree.

use std::borrow::Cow;

use granit_parser::{Event, Parser};

/// One value of the file and the bytes it covers.
pub(crate) struct Node<'t> {
    /// The text of a scalar, the children of a list, or keys and values by turns.
    pub(crate) kind: Kind<'t>,
    /// The first byte, and the one behind the last.
    pub(crate) span: (usize, usize),
}

/// What a node is.
pub(crate) enum Kind<'t> {
    Scalar(Cow<'t, str>),
    List(Vec<Node<'t>>),
    Map(Vec<Node<'t>>),
}

/// Parses a text that has no mistakes, no anchors and no tags.
pub(crate) fn tree(text: &str) -> Vec<Node<'_>> {
    let options = granit_parser::options! {
        strict_indentation: true,
        max_buffered_comment_events: usize::MAX,
    };
    let mut parser = Parser::new_from_str_with_options(text, options);
    let mut open: Vec<Node<'_>> = Vec::new();
    let mut done = Vec::new();
    while let Some(next) = parser.next_event() {
        let (event, at) = next.expect("the generated model is YAML");
        let span = at.byte_range().map_or((0, 0), |range| (range.start, range.end));
        let closed = match event {
            Event::Scalar(text, ..) => Some(Node { kind: Kind::Scalar(text), span }),
            Event::SequenceStart(..) => {
                open.push(Node { kind: Kind::List(Vec::new()), span });
                None
            }
            Event::MappingStart(..) => {
                open.push(Node { kind: Kind::Map(Vec::new()), span });
                None
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().map(|mut node| {
                node.span.1 = span.1;
                node
            }),
            _ => None,
        };
        let Some(node) = closed else { continue };
        match open.last_mut().map(|parent| &mut parent.kind) {
            Some(Kind::List(children) | Kind::Map(children)) => children.push(node),
            Some(Kind::Scalar(_)) | None => done.push(node),
        }
    }
    done
}

/// How many bytes of text the tree holds; whoever keeps a tree asks, so that nothing of it is left out.
pub(crate) fn bytes_in(nodes: &[Node<'_>]) -> usize {
    let of = |node: &Node<'_>| match &node.kind {
        Kind::Scalar(text) => text.len(),
        Kind::List(children) | Kind::Map(children) => bytes_in(children),
    };
    nodes.iter().map(of).sum()
}
