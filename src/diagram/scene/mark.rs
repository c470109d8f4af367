//! Marks everything on a board by what became of the element that it stands for, and says so where it is pointed at.

use super::{Block, Chip, Lane, Mark, Note, Scene, Sticky, Tray, What};
use crate::diagram::{
    compare::{Difference, Differences},
    theme::Change,
};

/// Something on a board that stands for an element.
pub(in crate::diagram) trait Marked {
    /// The key of the element.
    fn key(&self) -> &str;
    fn mark(&self) -> Mark;
    /// Where it says something and how it is marked.
    fn parts(&mut self) -> (&str, &mut String, &mut Mark);
}

macro_rules! marked {
    ($($what:ty: $key:ident),*) => {$(
        impl Marked for $what {
            fn key(&self) -> &str {
                &self.$key
            }

            fn mark(&self) -> Mark {
                self.mark
            }

            fn parts(&mut self) -> (&str, &mut String, &mut Mark) {
                (&self.$key, &mut self.tooltip, &mut self.mark)
            }
        }
    )*};
}

marked!(Lane: id, Tray: id, Sticky: id, Chip: key, Note: key);

/// Marks a whole scene.
pub(super) fn mark(scene: &mut Scene, differences: &Differences) {
    let say = |it: &mut dyn Marked| {
        let (key, tooltip, mark) = it.parts();
        *mark = said(differences.of(key), tooltip);
    };
    each(scene, say);
}

/// Everything on a board that stands for an element.
pub(in crate::diagram) fn each(scene: &mut Scene, mut visit: impl FnMut(&mut dyn Marked)) {
    for lane in &mut scene.lanes {
        visit(lane);
        lane.chips.iter_mut().for_each(|chip| visit(chip));
        lane.notes.iter_mut().for_each(|note| visit(note));
    }
    scene.blocks.iter_mut().for_each(|block| each_on(block, &mut visit));
    scene.people.iter_mut().for_each(|chip| visit(chip));
    scene.notes.iter_mut().for_each(|note| visit(note));
}

fn each_on(block: &mut Block, visit: &mut dyn FnMut(&mut dyn Marked)) {
    match &mut block.what {
        What::Step(step) => visit(step),
        What::Slice(slice) => {
            slice.tray.iter_mut().for_each(|tray| visit(tray));
            slice.actors.iter_mut().for_each(|chip| visit(chip));
            slice.command.iter_mut().chain(&mut slice.events).for_each(|sticky| visit(sticky));
        }
    }
    block.notes.iter_mut().for_each(|note| visit(note));
}

/// The mark for a difference, which is told behind what was said already.
fn said(difference: Option<&Difference>, tooltip: &mut String) -> Mark {
    let Some(difference) = difference else { return Mark::Same };
    let change = match difference {
        Difference::Added => Change::Added,
        Difference::Changed(_) => Change::Changed,
        Difference::Removed => Change::Removed,
    };
    tooltip.push('\n');
    tooltip.push_str(change.word());
    if let Difference::Changed(lines) = difference {
        tooltip.push(':');
        for line in lines {
            tooltip.push('\n');
            tooltip.push_str(line);
        }
    }
    Mark::Differs(change)
}
