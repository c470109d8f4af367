//! That nothing touches what it does not lead to, for any graph.

use proptest::{collection::vec, prelude::*};

use super::*;

fn overlap(one: Rect, other: Rect) -> bool {
    one.x < other.right()
        && other.x < one.right()
        && one.y < other.bottom()
        && other.y < one.bottom()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

    #[test]
    fn nothing_touches_what_it_does_not_lead_to(
        sizes in vec((20..200_i32, 20..90_i32), 1..12),
        ends in vec((0..12_usize, 0..12_usize, 10..150_i32), 0..24),
    ) {
        let count = sizes.len();
        let links = ends
            .into_iter()
            .map(|(from, to, wide)| Link { from: from % count, to: to % count, label: (wide, 18) })
            .filter(|link| link.from != link.to)
            .collect();
        let graph = Graph { nodes: sizes, links, gaps: (40, 20) };
        let layered = layered(&graph);
        let things: Vec<Rect> = layered.nodes.iter().chain(layered.lines.iter().map(|line| &line.label)).copied().collect();
        for (at, one) in things.iter().enumerate() {
            assert!(one.x >= 0 && one.y >= 0 && one.right() <= layered.width && one.bottom() <= layered.height);
            for other in &things[at + 1..] {
                assert!(!overlap(*one, *other), "{one:?} {other:?}");
            }
        }
        for (line, link) in layered.lines.iter().zip(&graph.links) {
            let (left, right) = if line.is_back { (link.to, link.from) } else { (link.from, link.to) };
            assert_eq!(line.stretches[0].0.x, layered.nodes[left].right());
            assert_eq!(line.stretches.last().unwrap().1.x, layered.nodes[right].x);
            for pair in line.stretches.windows(2) {
                assert!(pair[0].1.x < pair[1].0.x, "lines bend between layers only");
            }
            for (from, to) in &line.stretches {
                let stretch = Rect::new(from.x, from.y, to.x - from.x, 1);
                let touched = things.iter().filter(|thing| **thing != line.label && overlap(stretch, **thing));
                assert_eq!(touched.count(), 0, "{stretch:?}");
            }
        }
    }
}

#[test]
fn a_graph_is_laid_out_the_same_every_time() {
    let graph = |links: &[(usize, usize)]| Graph {
        nodes: vec![(50, 30); 4],
        links: links
            .iter()
            .map(|(from, to)| Link { from: *from, to: *to, label: (20, 10) })
            .collect(),
        gaps: (40, 20),
    };
    let one = layered(&graph(&[(0, 1), (1, 2), (2, 0), (0, 3)]));
    let other = layered(&graph(&[(0, 1), (1, 2), (2, 0), (0, 3)]));
    assert_eq!(one.nodes, other.nodes);
    assert_eq!(
        one.lines.iter().map(|line| line.is_back).collect::<Vec<_>>(),
        [false, false, true, false]
    );
    assert!(one.nodes[0].x < one.nodes[1].x && one.nodes[1].x < one.nodes[2].x);
    let none = layered(&graph(&[]));
    assert_eq!(none.nodes.iter().map(|node| node.x).collect::<Vec<_>>(), [0; 4]);
}
