//! Parallel tracks for lines that share a street: lines of one net share a track, others keep apart.

/// A stretch of a street that a net needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::diagram) struct Need<N> {
    pub(in crate::diagram) street: usize,
    pub(in crate::diagram) net: N,
    pub(in crate::diagram) low: i32,
    pub(in crate::diagram) high: i32,
}

/// A track for each need, and for each street how many tracks it has.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::diagram) struct Tracks {
    pub(in crate::diagram) of: Vec<usize>,
    pub(in crate::diagram) count: Vec<usize>,
}

/// Gives every need a track. On a track, stretches of different nets are at least `apart` from each other.
pub(in crate::diagram) fn assign<N: Copy + Ord>(
    streets: usize,
    needs: &[Need<N>],
    apart: i32,
) -> Tracks {
    let mut order: Vec<usize> = (0..needs.len()).collect();
    order.sort_by_key(|at| (needs[*at].street, needs[*at].net));
    let mut spans: Vec<(Need<N>, Vec<usize>)> = Vec::new();
    for at in order {
        let need = needs[at];
        match spans.last_mut() {
            Some((span, members)) if (span.street, span.net) == (need.street, need.net) => {
                span.low = span.low.min(need.low);
                span.high = span.high.max(need.high);
                members.push(at);
            }
            Some(_) | None => spans.push((need, vec![at])),
        }
    }
    spans.sort_by_key(|(span, _)| (span.street, span.low, span.high, span.net));
    let mut tracks = Tracks { of: vec![0; needs.len()], count: vec![0; streets] };
    let mut free = Free::default();
    for (span, members) in spans {
        if free.street != Some(span.street) {
            free = Free { street: Some(span.street), ..Free::default() };
        }
        let track = free.take(span.low, span.high.saturating_add(apart));
        tracks.count[span.street] = free.tracks;
        for member in members {
            tracks.of[member] = track;
        }
    }
    tracks
}

/// The tracks of one street while spans come in the order of their lower ends.
#[derive(Default)]
struct Free {
    street: Option<usize>,
    tracks: usize,
    /// When each taken track becomes free, the earliest first.
    taken: std::collections::BinaryHeap<std::cmp::Reverse<(i32, usize)>>,
    /// Tracks that are free now, the lowest first.
    idle: std::collections::BTreeSet<usize>,
}

impl Free {
    fn take(&mut self, low: i32, high: i32) -> usize {
        while let Some(std::cmp::Reverse((end, track))) = self.taken.peek().copied() {
            if end > low {
                break;
            }
            self.taken.pop();
            self.idle.insert(track);
        }
        let track = self.idle.pop_first().unwrap_or_else(|| {
            self.tracks += 1;
            self.tracks - 1
        });
        self.taken.push(std::cmp::Reverse((high, track)));
        track
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nets_share_and_strangers_keep_apart() {
        let need = |street, net, low, high| Need { street, net, low, high };
        let needs = [
            need(1, 'a', 0, 50),
            need(1, 'b', 40, 90),
            need(1, 'a', 60, 70),
            need(1, 'c', 95, 99),
            need(0, 'a', 0, 9),
        ];
        let tracks = assign(3, &needs, 10);
        assert_eq!(tracks.of, [0, 1, 0, 0, 0]);
        assert_eq!(tracks.count, [1, 2, 0]);
        assert_eq!(assign(3, &needs, 30).of, [0, 1, 0, 2, 0]);
    }
}
