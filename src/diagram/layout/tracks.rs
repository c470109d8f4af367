//! Parallel tracks for lines that share a street: lines of one net share a track, others keep apart.

use std::collections::BTreeMap;

/// A stretch of a street that a net needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::diagram) struct Need<N> {
    pub(in crate::diagram) street: usize,
    pub(in crate::diagram) net: N,
    /// Where it comes from, and where it goes.
    pub(in crate::diagram) from: i32,
    pub(in crate::diagram) to: i32,
}

/// A track for each need, and for each street how many tracks it has.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::diagram) struct Tracks {
    pub(in crate::diagram) of: Vec<usize>,
    pub(in crate::diagram) count: Vec<usize>,
}

/// Gives every need a track. On a track, stretches of different nets are at least `apart` from each other.
///
/// Nets enter a street from its first track: of those that go up the street, the last one to enter gets the first
/// free track, and so does the first one of those that go down. So they cross as little as they can.
pub(in crate::diagram) fn assign<N: Copy + Ord>(
    streets: usize,
    needs: &[Need<N>],
    apart: i32,
) -> Tracks {
    let mut spans = spans(needs);
    spans.sort_by_key(|(need, span)| {
        let is_down = need.to < need.from;
        (need.street, is_down, if is_down { need.from } else { -need.from }, span.low, need.net)
    });
    let mut tracks = Tracks { of: vec![0; needs.len()], count: vec![0; streets] };
    let mut street: (Option<usize>, Vec<Track>) = (None, Vec::new());
    for (need, span) in spans {
        if street.0 != Some(need.street) {
            street = (Some(need.street), Vec::new());
        }
        let free = street.1.iter().position(|track| track.is_free(span.low, span.high, apart));
        let at = free.unwrap_or(street.1.len());
        if free.is_none() {
            street.1.push(Track::default());
        }
        street.1[at].0.insert(span.low, span.high);
        tracks.count[need.street] = street.1.len();
        for member in span.members {
            tracks.of[member] = at;
        }
    }
    tracks
}

/// What one net needs of one street, all in all.
struct Span {
    low: i32,
    high: i32,
    members: Vec<usize>,
}

/// The spans of all nets, each with its first need.
fn spans<N: Copy + Ord>(needs: &[Need<N>]) -> Vec<(Need<N>, Span)> {
    let mut order: Vec<usize> = (0..needs.len()).collect();
    order.sort_by_key(|at| (needs[*at].street, needs[*at].net, *at));
    let mut spans: Vec<(Need<N>, Span)> = Vec::new();
    for at in order {
        let need = needs[at];
        let (low, high) = (need.from.min(need.to), need.from.max(need.to));
        match spans.last_mut() {
            Some((first, span)) if (first.street, first.net) == (need.street, need.net) => {
                span.low = span.low.min(low);
                span.high = span.high.max(high);
                span.members.push(at);
            }
            Some(_) | None => spans.push((need, Span { low, high, members: vec![at] })),
        }
    }
    spans
}

/// The spans on a track, from low to high.
#[derive(Default)]
struct Track(BTreeMap<i32, i32>);

impl Track {
    fn is_free(&self, low: i32, high: i32, apart: i32) -> bool {
        let before = self.0.range(..high.saturating_add(apart)).next_back();
        before.is_none_or(|(_, end)| end.saturating_add(apart) <= low)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nets_share_and_strangers_keep_apart() {
        let need = |street, net, from, to| Need { street, net, from, to };
        let needs = [
            need(1, 'a', 0, 50),
            need(1, 'b', 40, 90),
            need(1, 'a', 60, 70),
            need(1, 'c', 95, 99),
            need(0, 'a', 9, 0),
        ];
        let tracks = assign(3, &needs, 10);
        assert_eq!(tracks.count, [1, 2, 0]);
        assert_eq!((tracks.of[0], tracks.of[2]), (tracks.of[2], tracks.of[0]));
        assert_ne!(tracks.of[0], tracks.of[1]);
        assert_eq!(assign(3, &needs, 30).count, [1, 3, 0]);
    }

    #[test]
    fn parallel_lines_do_not_cross() {
        let need = |net, from, to| Need { street: 0, net, from, to };
        assert_eq!(assign(1, &[need('a', 0, 90), need('b', 20, 110)], 0).of, [1, 0]);
        assert_eq!(assign(1, &[need('a', 90, 0), need('b', 110, 20)], 0).of, [0, 1]);
    }
}
