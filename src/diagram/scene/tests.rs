//! That what was added, changed and removed is marked where it stands, and that what is gone is put back there.

use super::{Mark, Scene, each, since};
use crate::{
    diagram::{Before, Options, Request, checks::model_of, theme::Change},
    evolve::plan,
};

const BEFORE: &str = "\
esgen: 1
model: shop
level: process
actors: { Customer: {}, Clerk: {}, Auditor: {} }
systems:
  Bank: { handles: { Charge: { emits: Charged } }, emits: [Charged] }
contexts:
  Orders:
    aggregates:
      Order:
        commands:
          Place: { by: [Customer], emits: Placed }
          Change: { by: [Customer], emits: [Changed, Refused] }
          Cancel: { by: [Customer, Clerk], emits: [Cancelled, Refused] }
        events: { Placed: {}, Changed: {}, Cancelled: {}, Refused: {} }
    policies:
      Pay: { whenever: Placed, then: Charge }
    sagas:
      Watch: { starts: Placed, reacts: { Placed: {}, Changed: { issue: Cancel } } }
    read_models:
      Open: { from: { Placed: {}, Cancelled: {} } }
  Returns:
    aggregates:
      Return: { commands: { Accept: { emits: Accepted } }, events: { Accepted: {} } }
timeline: [Placed, { pivotal: Accepted, label: it came back }]
hotspots:
  - { about: Place, text: Who may? }
  - Why?
";

fn scene(old: &str, new: &str) -> Scene {
    let before = Before { name: "main".to_owned(), model: model_of(old) };
    let (model, options) = (model_of(new), Options::default());
    since(
        &Request { model: &model, plan: &plan(&model).0, options: &options, subject: None },
        &before,
    )
}

/// The scene of a shop in which words are replaced by others.
#[track_caller]
fn edited(edits: &[(&str, &str)]) -> Scene {
    let mut text = BEFORE.to_owned();
    for (from, to) in edits {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    scene(BEFORE, &text)
}

/// A sign and a key for everything that is not as it was, in the order in which it stands on the board, then the lines.
fn marks(mut scene: Scene) -> Vec<String> {
    let mut marks = Vec::new();
    each(&mut scene, |it| {
        assert!(it.mark() != Mark::Plain, "{}", it.key());
        marks.extend(it.mark().change().map(|change| format!("{} {}", change.sign(), it.key())));
    });
    for edge in &scene.edges {
        let (from, to) = (&scene.blocks[edge.from], &scene.blocks[edge.to]);
        let from = edge.event.map_or(&from.id, |at| &from.events()[at].id);
        marks.extend(edge.mark.change().map(|it| format!("{} {from} -> {}", it.sign(), to.id)));
    }
    marks
}

#[track_caller]
fn assert_marks(edits: &[(&str, &str)], subtitle: &str, expected: &[&str]) {
    let scene = edited(edits);
    assert_eq!(scene.subtitle, subtitle);
    assert_eq!(marks(scene), expected);
}

#[test]
fn without_a_difference_everything_is_as_it_was() {
    assert_marks(&[], "no differences since main", &[]);
}

#[test]
fn an_event_comes_changes_and_goes() {
    assert_marks(
        &[
            ("emits: Placed }", "emits: [Placed, Queued] }"),
            (
                "Placed: {}, Changed: {},",
                "Placed: { description: So., version: 1 }, Queued: {}, Changed: {},",
            ),
            ("emits: [Cancelled, Refused]", "emits: Refused"),
            ("Cancelled: {}, Refused", "Refused"),
            (", Cancelled: {} } }", " } }"),
        ],
        "since main: 1 added, 4 changed, 1 removed",
        &[
            "~ read-model:Orders.Open",
            "~ command:Orders.Place",
            "~ event:Orders.Placed",
            "+ event:Orders.Queued",
            "~ command:Orders.Cancel",
            "− event:Orders.Cancelled",
        ],
    );
}

#[test]
fn a_command_comes_and_goes_with_its_lines() {
    assert_marks(
        &[
            (
                "          Cancel: { by: [Customer, Clerk], emits: [Cancelled, Refused] }\n",
                "          Return: { emits: Cancelled }\n",
            ),
            ("issue: Cancel", "issue: Return"),
        ],
        "since main: 1 added, 1 changed, 1 removed",
        &[
            "− command:Orders.Cancel",
            "+ command:Orders.Return",
            "~ policy:Orders.Watch/Orders.Changed",
            "+ policy:Orders.Watch/Orders.Changed -> slice:Orders.Return",
            "− policy:Orders.Watch/Orders.Changed -> slice:Orders.Cancel",
        ],
    );
}

#[test]
fn what_stands_elsewhere_today_is_not_put_back() {
    let scene =
        edited(&[("          Change: { by: [Customer], emits: [Changed, Refused] }\n", "")]);
    let drawn = |scene: &Scene, id: &str| {
        let all = scene.blocks.iter().flat_map(super::Block::stickies);
        all.filter(|it| it.id == id).map(|it| (it.mark, it.is_again)).collect::<Vec<_>>()
    };
    // The event comes of nothing now, and stands where it came of a command as well, on which it is no news.
    assert_eq!(drawn(&scene, "event:Orders.Changed"), [(Mark::Same, true), (Mark::Same, false)]);
    let gone = Mark::Differs(Change::Removed);
    assert_eq!(drawn(&scene, "command:Orders.Change"), [(gone, false)]);
}

#[test]
fn policies_and_steps_come_and_go() {
    assert_marks(
        &[
            ("Pay: { whenever: Placed, then: Charge }", "Take: { whenever: Placed, then: Charge }"),
            (
                "Placed: {}, Changed: { issue: Cancel } }",
                "Placed: {}, Refused: { issue: Cancel } }",
            ),
        ],
        "since main: 2 added, 2 removed",
        &[
            "− policy:Orders.Pay",
            "+ policy:Orders.Take",
            "− policy:Orders.Watch/Orders.Changed",
            "+ policy:Orders.Watch/Orders.Refused",
            "+ event:Orders.Placed -> policy:Orders.Take",
            "+ policy:Orders.Take -> slice:Bank.Charge",
            "+ event:Orders.Refused -> policy:Orders.Watch/Orders.Refused",
            "+ event:Orders.Refused -> policy:Orders.Watch/Orders.Refused",
            "+ policy:Orders.Watch/Orders.Refused -> slice:Orders.Cancel",
            "− event:Orders.Placed -> policy:Orders.Pay",
            "− policy:Orders.Pay -> slice:Bank.Charge",
            "− event:Orders.Changed -> policy:Orders.Watch/Orders.Changed",
            "− policy:Orders.Watch/Orders.Changed -> slice:Orders.Cancel",
        ],
    );
}

#[test]
fn people_read_models_and_questions_come_and_go() {
    assert_marks(
        &[
            ("Auditor: {} }", "Guest: {} }"),
            ("by: [Customer, Clerk]", "by: [Clerk, Auditor]"),
            ("Clerk: {}, Guest", "Clerk: {}, Auditor: {}, Guest"),
            ("      Open: { from", "      Closed: { from"),
            ("text: Who may?", "text: Who shall?"),
        ],
        "since main: 3 added, 1 changed, 2 removed",
        &[
            "− read-model:Orders.Open",
            "+ read-model:Orders.Closed",
            "− hotspot:Who may?",
            "+ hotspot:Who shall?",
            "− actor:Customer",
            "+ actor:Auditor",
            "~ command:Orders.Cancel",
            "+ actor:Guest",
        ],
    );
}

#[test]
fn contexts_systems_and_aggregates_come_and_go_with_all_that_is_in_them() {
    let from = BEFORE.find("  Returns:").unwrap();
    let to = BEFORE.find("timeline:").unwrap();
    let edits = [
        (&BEFORE[from..to], "  Archive: { aggregates: { File: {} } }\n"),
        ("{ pivotal: Accepted, label: it came back }", "Charged"),
    ];
    let scene = edited(&edits);
    let lanes: Vec<_> = scene.lanes.iter().map(|lane| lane.id.as_str()).collect();
    assert_eq!(lanes, ["context:Orders", "context:Returns", "context:Archive", "systems"]);
    assert_eq!(scene.turns[0].text, "− it came back");
    let expected = [
        "− context:Returns",
        "+ context:Archive",
        "− aggregate:Returns.Return",
        "− command:Returns.Accept",
        "− event:Returns.Accepted",
        "+ aggregate:Archive.File",
    ];
    assert_eq!(marks(scene), expected);
}

#[test]
fn read_models_keep_the_numbers_of_today() {
    let scene = edited(&[(
        "      Open: { from: { Placed: {}, Cancelled: {} } }",
        "      Any: { from: { Changed: {} } }\n      Open: { from: { Placed: {} } }\n      Last: { from: {} }",
    )]);
    let chips: Vec<_> =
        scene.lanes[0].chips.iter().map(|it| (it.number, it.name.as_str())).collect();
    assert_eq!(chips, [(Some(1), "Any"), (Some(2), "Open"), (Some(3), "Last")]);
    let old = "esgen: 1\nmodel: m\nlevel: process\ncontexts: { A: { events: [X, Y], read_models: { One: { from: { X: {} } }, Two: { from: { Y: {} } } } } }\n";
    let new = "esgen: 1\nmodel: m\nlevel: process\ncontexts: { A: { events: [X], read_models: { Two: { from: { X: {} } } } } }\n";
    let scene = self::scene(old, new);
    let numbers: Vec<_> =
        scene.lanes[0].chips.iter().map(|it| (it.number, it.name.as_str())).collect();
    assert_eq!(numbers, [(Some(2), "One"), (Some(1), "Two")]);
    let gone = scene.blocks.iter().find(|block| block.id == "slice:A.Y").unwrap();
    assert_eq!(
        gone.events()[0].feeds,
        [1],
        "what is gone fed a read model that is called by another number today"
    );
}

#[test]
fn a_renamed_event_stays_where_it_is() {
    let old = BEFORE
        .replace("Placed: {}, Changed: {},", "Placed: { stored_as: orders.placed }, Changed: {},");
    let scene = scene(&old, &old.replace("Placed", "Ordered"));
    let mut told = String::new();
    let mut inside = scene.clone();
    each(&mut inside, |it| told.push_str(it.parts().1));
    assert!(told.contains("Event Ordered\nchanged:\n~ name: Placed → Ordered"), "{told}");
    assert_eq!(scene.subtitle, "since main: 1 changed");
    assert_eq!(marks(scene), ["~ event:Orders.Ordered"]);
}

#[test]
fn only_what_is_shown_is_counted() {
    let new =
        BEFORE.replace("emits: Accepted", "description: So., emits: Accepted").replace("kind", "");
    let (before, model) =
        (Before { name: "main".to_owned(), model: model_of(BEFORE) }, model_of(&new));
    let subtitle = |context: &str| {
        let options = Options { contexts: vec![context.to_owned()], ..Options::default() };
        since(
            &Request { model: &model, plan: &plan(&model).0, options: &options, subject: None },
            &before,
        )
        .subtitle
    };
    assert_eq!(subtitle("Orders"), "no differences since main");
    assert_eq!(subtitle("Returns"), "since main: 1 changed");
}
