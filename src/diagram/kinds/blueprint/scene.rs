//! What a blueprint shows, still without form: the story of a model, and the rows in which it is told, from people at
//! the top to streams of events at the bottom.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diagram::{
        scene::{self as story, Chip, Lane, Note, Slice, Sticky, Tray, named},
        theme::{Band, Role},
    },
    model::{Actor, ContextId, Model},
};

/// A blueprint, still without form.
#[derive(Debug, Default)]
pub(super) struct Scene {
    /// What happens, and what leads to what.
    pub(super) story: story::Scene,
    /// From top to bottom.
    pub(super) lanes: Vec<Lane>,
    /// From top to bottom, those of one lane together.
    pub(super) rows: Vec<Row>,
    pub(super) views: Vec<View>,
    /// The rows of people, by their names in the model.
    pub(super) people: BTreeMap<String, usize>,
    pub(super) queries: Option<usize>,
    pub(super) automation: Option<usize>,
    /// The row of commands and read models.
    pub(super) application: Option<usize>,
    /// For each block of the story the row of its events.
    pub(super) streams: Vec<Option<usize>>,
}

/// A row of a lane.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) lane: usize,
    /// The aggregate or system whose events stand in it.
    pub(super) owner: Option<Sticky>,
}

/// A read model.
#[derive(Debug)]
pub(super) struct View {
    pub(super) sticky: Sticky,
    /// What can be asked of it.
    pub(super) queries: Option<Sticky>,
    pub(super) notes: Vec<Note>,
    pub(super) is_ghost: bool,
    /// The events that feed it: block, and number of the event in it.
    pub(super) feeders: Vec<(usize, usize)>,
}

/// The blueprint of the contexts of `shown`, with hints at what they touch; of the whole model when there is none.
pub(super) fn of(model: &Model, shown: &BTreeSet<ContextId>) -> Scene {
    let story = story::with_feeders(model, shown);
    let views = views(model, &story);
    let mut scene = Scene { streams: vec![None; story.blocks.len()], ..Scene::default() };
    scene.triggers(model, &story, &views);
    scene.streams(&story);
    Scene { story, views, ..scene }
}

impl Scene {
    fn lane(&mut self, lane: Lane) -> usize {
        self.lanes.push(lane);
        self.lanes.len() - 1
    }

    fn row(&mut self, lane: usize, owner: Option<Sticky>) -> usize {
        self.rows.push(Row { lane, owner });
        self.rows.len() - 1
    }

    /// A lane with one row, of no context.
    fn single(&mut self, id: &str, title: &str, subtitle: &'static str, band: Band) -> usize {
        let lane = self.lane(Lane {
            id: id.to_owned(),
            title: title.to_owned(),
            subtitle,
            tooltip: format!("{title}: {subtitle}"),
            band,
            is_outside: false,
            chips: Vec::new(),
            notes: Vec::new(),
        });
        self.row(lane, None)
    }

    /// The rows above the streams: one for each person who gives a command, and those that are there when needed.
    fn triggers(&mut self, model: &Model, story: &story::Scene, views: &[View]) {
        let slices = || story.blocks.iter().filter_map(|block| block.slice());
        let busy: BTreeSet<&str> =
            slices().flat_map(|slice| &slice.actors).map(|actor| actor.raw.as_str()).collect();
        for actor in model.actors.values().filter(|it| busy.contains(it.name.value.as_str())) {
            self.person(actor);
        }
        if views.iter().any(|view| view.queries.is_some()) {
            let row = self.single("queries", "Queries", "what people look up", Band::Generic);
            self.queries = Some(row);
        }
        if story.blocks.iter().any(story::Block::is_step) {
            let row = self.single("automation", "Automation", "policies and sagas", Band::Generic);
            self.automation = Some(row);
        }
        let has_commands = slices().any(|slice| slice.command.is_some());
        if has_commands || !views.is_empty() || !story.edges.is_empty() {
            let title = if views.is_empty() { "Commands" } else { "Commands and read models" };
            let row = self.single("application", title, "application", Band::Supporting);
            self.application = Some(row);
        }
    }

    fn person(&mut self, actor: &Actor) {
        let (raw, title) = (&actor.name.value, named(&actor.name, &actor.info));
        let row = self.single(&format!("actor:{raw}"), &title, "actor", Band::Generic);
        let lane = self.rows[row].lane;
        self.lanes[lane].tooltip = story::tooltip("Actor", &actor.name, &actor.info);
        self.people.insert(raw.clone(), row);
    }

    /// The lanes of contexts and systems, with a row for each that writes events.
    fn streams(&mut self, story: &story::Scene) {
        let mut blocks: Vec<Vec<usize>> = vec![Vec::new(); story.lanes.len()];
        for (at, block) in story.blocks.iter().enumerate() {
            blocks[block.lane].push(at);
        }
        for (told, blocks) in story.lanes.iter().zip(blocks) {
            let lane = self.lane(Lane {
                chips: told.chips.iter().filter(|chip| chip.number.is_none()).cloned().collect(),
                notes: told.notes.iter().filter(|note| note.view.is_none()).cloned().collect(),
                ..told.clone()
            });
            let before = self.rows.len();
            let mut rows: BTreeMap<Option<&str>, usize> = BTreeMap::new();
            for at in blocks {
                let block = &story.blocks[at];
                let Some(Slice { tray, events, .. }) = block.slice() else { continue };
                if events.is_empty() && (tray.is_none() || block.is_ghost) {
                    continue;
                }
                let key = tray.as_ref().map(|tray| tray.id.as_str());
                let row = match rows.get(&key) {
                    Some(row) => *row,
                    None => self.row(lane, tray.as_ref().map(owner)),
                };
                rows.insert(key, row);
                self.streams[at] = Some(row);
            }
            if told.is_outside && self.rows.len() == before {
                self.lanes.pop();
            }
        }
    }
}

/// Whoever decides, as a sticky at the beginning of a row.
fn owner(tray: &Tray) -> Sticky {
    Sticky {
        id: tray.id.clone(),
        tooltip: tray.tooltip.clone(),
        ..Sticky::new(tray.role, tray.role.word(), &tray.name)
    }
}

/// The read models of a story, in the order of its lanes.
fn views(model: &Model, story: &story::Scene) -> Vec<View> {
    let mut feeders: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for (block, told) in story.blocks.iter().enumerate() {
        for (at, event) in told.events().iter().enumerate() {
            for number in &event.feeds {
                feeders.entry(*number).or_default().push((block, at));
            }
        }
    }
    let has_contexts = story.lanes.len() > 1;
    let mut views = Vec::new();
    for lane in &story.lanes {
        for (chip, number) in lane.chips.iter().filter_map(|chip| Some((chip, chip.number?))) {
            let notes = lane.notes.iter().filter(|note| note.view == Some(number));
            let foot = if has_contexts { lane.title.clone() } else { String::new() };
            views.push(View {
                sticky: view_sticky(chip, foot),
                queries: if lane.is_outside { None } else { queries(model, number) },
                notes: notes.cloned().collect(),
                is_ghost: lane.is_outside,
                feeders: feeders.remove(&number).unwrap_or_default(),
            });
        }
    }
    views
}

fn view_sticky(chip: &Chip, foot: String) -> Sticky {
    Sticky {
        id: chip.id.clone().unwrap_or_default(),
        raw: chip.raw.clone(),
        foot,
        tooltip: chip.tooltip.clone(),
        ..Sticky::new(Role::ReadModel, Role::ReadModel.word(), &chip.name)
    }
}

/// All that can be asked of a read model, on one sticky.
fn queries(model: &Model, number: usize) -> Option<Sticky> {
    let view = model.read_models.values().nth(number.checked_sub(1)?)?;
    let names: Vec<_> = view.queries.iter().map(|query| named(&query.name, &query.info)).collect();
    if names.is_empty() {
        return None;
    }
    let raw: Vec<_> = view.queries.iter().map(|query| query.name.value.as_str()).collect();
    let word = if names.len() == 1 { "QUERY" } else { "QUERIES" };
    Some(Sticky {
        tooltip: format!("What can be asked of {}: {}", view.name.value, raw.join(", ")),
        ..Sticky::new(Role::ReadModel, word, &names.join(", "))
    })
}

/// A command as the screen on which somebody gives it.
pub(super) fn screen(command: &Sticky, actor: &Chip) -> Sticky {
    Sticky {
        tooltip: format!("Where {} gives {}", actor.raw, command.raw),
        ..Sticky::new(Role::Actor, "SCREEN", &command.name)
    }
}

/// A command as it stands in its row; where nothing is told to come of it, it says who takes it.
pub(super) fn command(slice: &Slice) -> Option<Sticky> {
    let mut sticky = slice.command.clone()?;
    if let Some(tray) = slice.tray.as_ref().filter(|_| slice.events.is_empty()) {
        sticky.foot.clone_from(&tray.name);
    }
    Some(sticky)
}
