//! An order of time for things that cause each other: circles are opened, and everything gets the earliest rank
//! that comes after all of its causes.

use std::collections::BTreeSet;

/// Who comes before whom.
#[derive(Debug, Default)]
pub(in crate::diagram) struct Causes {
    /// Causes, which count unless they close a circle.
    pub(in crate::diagram) hard: Vec<(usize, usize)>,
    /// Wishes, which count unless something speaks against them.
    pub(in crate::diagram) soft: Vec<(usize, usize)>,
    /// The place of each thing in the story, as far as it is told; of a circle, the earliest part comes first.
    pub(in crate::diagram) story: Vec<Option<usize>>,
}

/// The order that was found.
#[derive(Debug)]
pub(in crate::diagram) struct Order {
    /// Every thing after all of its causes.
    pub(in crate::diagram) sequence: Vec<usize>,
    /// The causes and wishes of each thing that count; whether it is a cause.
    pub(in crate::diagram) before: Vec<Vec<(usize, bool)>>,
    /// For each cause whether it leads back in time, since it closes a circle.
    pub(in crate::diagram) back: Vec<bool>,
}

/// Orders as many things as the story has places for.
pub(in crate::diagram) fn order(causes: &Causes) -> Order {
    let count = causes.story.len();
    let back = backward(causes);
    let hard = causes.hard.iter().zip(&back).filter(|(_, back)| !**back).map(|(edge, _)| *edge);
    let soft = causes.soft.iter().copied().filter(|(from, to)| from != to);
    let mut sorting = Sorting::new(count, hard, soft);
    let sequence = sorting.run(&causes.story);
    let mut place = vec![0; count];
    for (at, node) in sequence.iter().enumerate() {
        place[*node] = at;
    }
    let mut before = vec![Vec::new(); count];
    for (from, nexts) in sorting.after.iter().enumerate() {
        for (to, is_hard) in nexts.iter().filter(|(to, _)| place[from] < place[*to]) {
            before[*to].push((from, *is_hard));
        }
    }
    Order { sequence, before, back }
}

/// For each cause whether it closes a circle: it leads to something that a search in depth is still below.
fn backward(causes: &Causes) -> Vec<bool> {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        Never,
        Open,
        Done,
    }
    let count = causes.story.len();
    let mut after = vec![Vec::new(); count];
    let mut has_cause = vec![false; count];
    for (at, (from, to)) in causes.hard.iter().enumerate() {
        after[*from].push((*to, at));
        has_cause[*to] = true;
    }
    let mut roots: Vec<usize> = (0..count).collect();
    roots.sort_by_key(|node| (has_cause[*node], place_in_story(&causes.story, *node), *node));
    let mut seen = vec![Seen::Never; count];
    let mut back = vec![false; causes.hard.len()];
    for root in roots {
        if seen[root] != Seen::Never {
            continue;
        }
        seen[root] = Seen::Open;
        let mut path = vec![(root, 0)];
        while let Some((node, next)) = path.last_mut() {
            let Some((to, edge)) = after[*node].get(*next).copied() else {
                seen[*node] = Seen::Done;
                path.pop();
                continue;
            };
            *next += 1;
            match seen[to] {
                Seen::Never => {
                    seen[to] = Seen::Open;
                    path.push((to, 0));
                }
                Seen::Open => back[edge] = true,
                Seen::Done => {}
            }
        }
    }
    back
}

fn place_in_story(story: &[Option<usize>], node: usize) -> usize {
    story[node].unwrap_or(usize::MAX)
}

/// A sort by causes. Where wishes go in circles, the thing that is declared first goes first.
struct Sorting {
    after: Vec<Vec<(usize, bool)>>,
    causes: Vec<usize>,
    wishes: Vec<usize>,
}

impl Sorting {
    fn new(
        count: usize,
        hard: impl Iterator<Item = (usize, usize)>,
        soft: impl Iterator<Item = (usize, usize)>,
    ) -> Self {
        let mut sorting =
            Self { after: vec![Vec::new(); count], causes: vec![0; count], wishes: vec![0; count] };
        for (from, to) in hard {
            sorting.after[from].push((to, true));
            sorting.causes[to] += 1;
        }
        for (from, to) in soft {
            sorting.after[from].push((to, false));
            sorting.wishes[to] += 1;
        }
        sorting
    }

    fn run(&mut self, story: &[Option<usize>]) -> Vec<usize> {
        let count = story.len();
        let key =
            |wishes: &[usize], node: usize| (wishes[node] > 0, place_in_story(story, node), node);
        let mut ready: BTreeSet<_> = (0..count)
            .filter(|node| self.causes[*node] == 0)
            .map(|node| key(&self.wishes, node))
            .collect();
        let mut sequence = Vec::with_capacity(count);
        while let Some((_, _, node)) = ready.pop_first() {
            sequence.push(node);
            for (to, is_hard) in &self.after[node] {
                let was = key(&self.wishes, *to);
                let counter = if *is_hard { &mut self.causes } else { &mut self.wishes };
                counter[*to] = counter[*to].saturating_sub(1);
                if self.causes[*to] == 0 && (*is_hard || ready.remove(&was)) {
                    ready.insert(key(&self.wishes, *to));
                }
            }
        }
        sequence
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(count: usize, hard: &[(usize, usize)], soft: &[(usize, usize)]) -> Order {
        order(&Causes { hard: hard.to_vec(), soft: soft.to_vec(), story: vec![None; count] })
    }

    #[test]
    fn a_circle_is_opened_where_it_closes() {
        let order = told(3, &[(0, 1), (1, 2), (2, 0), (1, 1)], &[]);
        assert_eq!(order.back, [false, false, true, true]);
        assert_eq!(order.sequence, [0, 1, 2]);
    }

    #[test]
    fn the_story_says_where_a_circle_begins() {
        let story = vec![Some(2), None, Some(0)];
        let causes = Causes { hard: vec![(0, 1), (1, 2), (2, 0)], soft: Vec::new(), story };
        assert_eq!(order(&causes).back, [false, true, false]);
    }

    #[test]
    fn wishes_count_unless_causes_or_other_wishes_speak_against_them() {
        let order = told(4, &[(2, 1)], &[(1, 2), (3, 2), (0, 3), (3, 0)]);
        assert_eq!(order.sequence, [0, 3, 2, 1]);
        assert_eq!(order.before, [vec![], vec![(2, true)], vec![(3, false)], vec![(0, false)]]);
    }
}
