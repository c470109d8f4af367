//! Draws a context map: places in layers, and on every line what it says.

use std::collections::BTreeSet;

use super::scene::{Scene, Spot, Tie, TieKind, sign};
use crate::{
    diagram::{
        drawing::{Anchor, Drawing, Group, Item, Point, Rect, Text},
        layout::{
            layered::{Graph, Layered, Line, Link, layered},
            path::{head, head_to_left},
        },
        pieces::{BELOW_TITLE, LEFT, Legend, Sheet, lines, title},
        text::{Room, Weight, one_line, width},
        theme::Class,
    },
    model::Pattern,
};

const HEIGHT: i32 = 62;
const WIDEST: i32 = 240;
const LABEL_HEIGHT: i32 = 18;
const NARROWEST: i32 = 720;
/// From the end of a line to the plates on it.
const LEAD: i32 = 12;

/// The picture of a map.
pub(super) fn draw(scene: &Scene, with_legend: bool) -> Drawing {
    let graph = Graph {
        nodes: scene.places.iter().map(|spot| (spot_width(spot), HEIGHT)).collect(),
        links: scene
            .ties
            .iter()
            .map(|tie| Link {
                from: tie.from,
                to: tie.to,
                label: (Plates::of(tie).width(), LABEL_HEIGHT),
            })
            .collect(),
        gaps: (34, 26),
    };
    let layered = layered(&graph);
    let width = (layered.width + 2 * LEFT).max(NARROWEST);
    let bottom = BELOW_TITLE + 10 + layered.height;
    let mut items = title(&scene.title, &scene.subtitle, width);
    items.push(map(scene, &layered));
    let legend = with_legend.then(|| legend(scene, width, bottom + 36));
    let names: Vec<_> = scene.ties.iter().map(|tie| tie.tooltip.as_str()).collect();
    let description = format!("{}. {}.", scene.subtitle, names.join(". "));
    Sheet { title: scene.title.clone(), description, width, bottom }.finish(items, legend)
}

fn map(scene: &Scene, layered: &Layered) -> Item {
    let mut items = Vec::new();
    for (tie, line) in scene.ties.iter().zip(&layered.lines) {
        items.push(tie_item(tie, line));
    }
    for (spot, rect) in scene.places.iter().zip(&layered.nodes) {
        items.push(spot_item(spot, *rect));
    }
    let at = Some(Point::new(LEFT, BELOW_TITLE + 10));
    Item::Group(Group { at, items, ..Group::default() })
}

fn spot_width(spot: &Spot) -> i32 {
    let name = width(&spot.name, 16, Weight::Bold);
    let counts = width(&spot.counts, 10, Weight::Regular);
    (name.max(counts) + 28).clamp(120, WIDEST)
}

fn spot_item(spot: &Spot, rect: Rect) -> Item {
    let local = Rect::new(0, 0, rect.width, rect.height);
    let room = |sizes, weight| Room { width: rect.width - 24, height: 20, sizes, weight };
    let at = |y| Point::new(12, y);
    let mut items = vec![Item::Box { rect: local, radius: 8, class: Class::Ground(spot.band) }];
    let name = one_line(&spot.name, room((16, 9), Weight::Bold));
    items.extend(lines(&name, at(24), Anchor::Start, Class::Text, Weight::Bold));
    items.push(Text::new(at(37), 8, Class::Kind(spot.band), spot.word).bold().into());
    let counts = one_line(&spot.counts, room((10, 8), Weight::Regular));
    items.extend(lines(&counts, at(52), Anchor::Start, Class::Text, Weight::Regular));
    Item::Group(Group {
        id: Some(spot.id.clone()),
        label: Some(format!("{} {}", spot.word.to_lowercase(), spot.name)),
        tooltip: Some(spot.tooltip.clone()),
        at: Some(rect.corner()),
        items,
        ..Group::default()
    })
}

fn tie_item(tie: &Tie, line: &Line) -> Item {
    let path = line.path();
    let mut items = Vec::new();
    let mut drawn = |class| items.push(Item::Path { path: path.clone(), class });
    match &tie.kind {
        TieKind::Giving { .. } => drawn(Class::Relation),
        TieKind::Flow => drawn(Class::Flow),
        TieKind::Mutual(_) => {
            drawn(Class::Mutual);
            drawn(Class::MutualCore);
        }
    }
    if !matches!(tie.kind, TieKind::Mutual(_)) {
        let (first, last) = (line.stretches.first(), line.stretches.last());
        let head = match (line.is_back, first, last) {
            (false, _, Some((_, tip))) => head(*tip),
            (true, Some((tip, _)), _) => head_to_left(*tip),
            (_, _, _) => Vec::new(),
        };
        items.push(Item::Path { path: head, class: Class::RelationHead });
    }
    items.extend(Plates::of(tie).items(line.label, line.is_back));
    Item::Group(Group { tooltip: Some(tie.tooltip.clone()), items, ..Group::default() })
}

/// What stands on a line: a plate at each end, and words between them.
struct Plates {
    giver: Vec<&'static str>,
    words: String,
    taker: Vec<&'static str>,
}

impl Plates {
    fn of(tie: &Tie) -> Self {
        let signs = |patterns: &[Pattern]| -> Vec<&'static str> {
            patterns.iter().map(|pattern| sign(*pattern).0).collect()
        };
        let words = if width(&tie.words, 10, Weight::Regular) > WIDEST {
            let room = Room { width: WIDEST, height: 12, sizes: (10, 10), weight: Weight::Regular };
            one_line(&tie.words, room).lines.join("")
        } else {
            tie.words.clone()
        };
        match &tie.kind {
            TieKind::Giving { by_giver, by_taker } => Self {
                giver: [vec!["U"], signs(by_giver)].concat(),
                words,
                taker: [vec!["D"], signs(by_taker)].concat(),
            },
            TieKind::Mutual(sign) => Self { giver: vec![sign], words, taker: Vec::new() },
            TieKind::Flow => Self { giver: Vec::new(), words, taker: Vec::new() },
        }
    }

    fn width(&self) -> i32 {
        let plates: i32 = self.giver.iter().chain(&self.taker).map(|sign| plate_width(sign)).sum();
        plates + self.words_width() + 2 * LEAD
    }

    fn words_width(&self) -> i32 {
        if self.words.is_empty() { 10 } else { width(&self.words, 10, Weight::Regular) + 14 }
    }

    /// The plates in a box, the giver's at the end from which the line comes.
    fn items(&self, rect: Rect, is_back: bool) -> Vec<Item> {
        let (left, right) =
            if is_back { (&self.taker, &self.giver) } else { (&self.giver, &self.taker) };
        let mut x = rect.x + LEAD;
        let inner = Rect::new(x, rect.y, rect.width - 2 * LEAD, rect.height);
        let mut items = vec![Item::Box { rect: inner, radius: 3, class: Class::Paper }];
        for sign in left {
            items.extend(plate(sign, x, rect));
            x += plate_width(sign);
        }
        let words = Point::new(x + 7, rect.y + 13);
        items.push(Text::new(words, 10, Class::Text, self.words.as_str()).into());
        x += self.words_width();
        for sign in right {
            items.extend(plate(sign, x, rect));
            x += plate_width(sign);
        }
        items
    }
}

fn plate_width(sign: &str) -> i32 {
    width(sign, 9, Weight::Bold) + 9
}

fn plate(sign: &str, x: i32, rect: Rect) -> [Item; 2] {
    let is_side = matches!(sign, "U" | "D");
    let (plate, ink) =
        if is_side { (Class::Plate, Class::OnPlate) } else { (Class::Pattern, Class::Text) };
    let plate_rect = Rect::new(x, rect.y + 1, plate_width(sign), rect.height - 2);
    let text = Text::new(Point::new(x + plate_rect.width / 2, rect.y + 12), 9, ink, sign);
    [
        Item::Box { rect: plate_rect, radius: 0, class: plate },
        text.bold().anchored(Anchor::Middle).into(),
    ]
}

fn legend(scene: &Scene, wide: i32, top: i32) -> (Vec<Item>, i32) {
    let mut legend = Legend::new(wide, top);
    let kinds: BTreeSet<_> = scene.places.iter().map(|spot| (spot.band, spot.word)).collect();
    for (band, word) in kinds {
        legend.swatch_of(3, Class::Ground(band), &word.to_lowercase());
    }
    let has = |is_it: fn(&TieKind) -> bool| scene.ties.iter().any(|tie| is_it(&tie.kind));
    let is_giving = |kind: &TieKind| matches!(kind, TieKind::Giving { .. });
    if has(is_giving) {
        legend.line(&[Class::Relation], Some(Class::RelationHead), "declared relation");
        legend.word("U", "upstream: gives");
        legend.word("D", "downstream: takes");
    }
    if has(|kind| matches!(kind, TieKind::Mutual(_))) {
        legend.line(&[Class::Mutual, Class::MutualCore], None, "mutual relation");
    }
    if has(|kind| matches!(kind, TieKind::Flow)) {
        legend.line(&[Class::Flow], Some(Class::RelationHead), "flows without a declared relation");
    }
    let mut signs: BTreeSet<(&str, &str)> = BTreeSet::new();
    for tie in &scene.ties {
        match &tie.kind {
            TieKind::Giving { by_giver, by_taker } => {
                signs.extend(by_giver.iter().chain(by_taker).map(|pattern| sign(*pattern)));
            }
            TieKind::Mutual("P") => drop(signs.insert(("P", "partnership"))),
            TieKind::Mutual("SK") => drop(signs.insert(("SK", "shared kernel"))),
            TieKind::Mutual(_) => drop(signs.insert(("SW", "separate ways"))),
            TieKind::Flow => {}
        }
    }
    for (sign, meaning) in signs {
        legend.word(sign, meaning);
    }
    legend.finish()
}
