//! The order of the moments: the story first, with what it needs on its way, then what else can come of it, then all
//! that nobody tells, one chain of causes after the other. So lines are short.

use super::scene::Scene;
use crate::diagram::layout::order::Order;

/// Every block after all of its causes, and after those wishes that count.
pub(super) fn sequence(scene: &Scene, order: &Order) -> Vec<usize> {
    let wants = wants(scene, order);
    let mut blocks: Vec<usize> = (0..wants.len()).collect();
    blocks.sort_by_key(|block| (wants[*block], *block));
    let mut telling = Telling::new(order, &wants);
    blocks.into_iter().for_each(|block| telling.tell(block));
    telling.told
}

/// When something wants to be told: with the story, after a moment of it, or after something that nobody tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Want {
    Story(usize),
    After(usize),
    Untold(usize),
}

fn wants(scene: &Scene, order: &Order) -> Vec<Want> {
    let mut wants = vec![Want::Untold(0); scene.story.blocks.len()];
    for block in &order.sequence {
        let causes = order.before[*block].iter().map(|(cause, _)| wants[*cause]);
        wants[*block] = match (scene.story.blocks[*block].story, causes.max()) {
            (Some(place), _) => Want::Story(place),
            (None, Some(Want::Story(place))) => Want::After(place),
            (None, Some(later)) => later,
            (None, None) => Want::Untold(*block),
        };
    }
    wants
}

/// What was told so far.
struct Telling<'o> {
    order: &'o Order,
    wants: &'o [Want],
    /// What comes after a block; whether that is its cause.
    after: Vec<Vec<(usize, bool)>>,
    /// How many causes and wishes of a block are not told yet.
    missing: Vec<usize>,
    is_told: Vec<bool>,
    told: Vec<usize>,
}

/// What is still to be done: to tell a block with all that comes before it, or the block itself.
enum Task {
    Before(usize),
    Itself(usize),
}

impl<'o> Telling<'o> {
    fn new(order: &'o Order, wants: &'o [Want]) -> Self {
        let count = wants.len();
        let mut after = vec![Vec::new(); count];
        for (block, causes) in order.before.iter().enumerate() {
            for (cause, is_hard) in causes {
                after[*cause].push((block, *is_hard));
            }
        }
        let missing = order.before.iter().map(Vec::len).collect();
        Self {
            order,
            wants,
            after,
            missing,
            is_told: vec![false; count],
            told: Vec::with_capacity(count),
        }
    }

    /// Tells a block and, where nobody tells the story, what comes of it.
    fn tell(&mut self, block: usize) {
        let mut tasks = vec![Task::Before(block)];
        let mut open = 0;
        while let Some(task) = tasks.pop() {
            match task {
                Task::Before(block) if self.is_told[block] => {}
                Task::Before(block) => {
                    tasks.push(Task::Itself(block));
                    open += 1;
                    let mut causes: Vec<usize> =
                        self.order.before[block].iter().map(|(cause, _)| *cause).collect();
                    causes.retain(|cause| !self.is_told[*cause]);
                    causes.sort_by_key(|cause| std::cmp::Reverse((self.wants[*cause], *cause)));
                    tasks.extend(causes.into_iter().map(Task::Before));
                }
                Task::Itself(block) => {
                    open -= 1;
                    let ready = self.add(block);
                    if open == 0 && !matches!(self.wants[block], Want::Story(_)) {
                        tasks.extend(ready.into_iter().rev().map(Task::Before));
                    }
                }
            }
        }
    }

    /// Adds a block and gives what it causes, as far as that is not of the story and nothing else comes before it.
    fn add(&mut self, block: usize) -> Vec<usize> {
        self.is_told[block] = true;
        self.told.push(block);
        for (next, _) in &self.after[block] {
            self.missing[*next] -= 1;
        }
        let nexts = self.after[block].iter().filter(|(_, is_hard)| *is_hard).map(|(next, _)| *next);
        let is_ready =
            |next: &usize| self.missing[*next] == 0 && !matches!(self.wants[*next], Want::Story(_));
        nexts.filter(is_ready).collect()
    }
}
