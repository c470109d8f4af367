//! Two implementations of one plan must agree: what the interpreter reads a stored payload as, generated Rust reads it
//! as too. Both are given random histories and random payloads; `ESGEN_SEED` gives other ones. Needs cargo.

#[path = "differential/convert.rs"]
mod convert;
#[path = "differential/history.rs"]
mod history;
#[path = "differential/payload.rs"]
mod payload;
#[path = "differential/random.rs"]
mod random;
#[path = "differential/split.rs"]
mod split;
#[path = "differential/steps.rs"]
mod steps;
#[path = "differential/types.rs"]
mod types;
#[path = "differential/workspace.rs"]
mod workspace;

use esgen::{
    evolve::{
        EventPlan, Json,
        interpret::{Envelope, Stop, read},
        sample::{Size, sample},
    },
    pipeline::{Analysis, check_text},
    report,
};
use random::Random;
use workspace::Workspace;

/// The seed when none is given.
const SEED: u64 = 20_261_121;
/// Random events of a model, their parts aside.
const EVENTS: usize = 150;
/// Random payloads of a version, those that do not fit aside.
const PAYLOADS: usize = 6;

/// A stored event, and what it is about.
struct Case {
    /// Whether the payload is one that a writer of the version could have stored.
    fits: bool,
    stored_type: String,
    version: u32,
    payload: Json,
    envelope: Envelope,
}

#[test]
fn generated_code_reads_what_the_interpreter_reads() {
    let seed = std::env::var("ESGEN_SEED").map_or(SEED, |text| text.parse().expect("a number"));
    eprintln!("ESGEN_SEED={seed}");
    let mut random = Random::new(seed);
    let model = model(&mut random);
    let analysis = check_text(model.as_bytes());
    if !analysis.diagnostics.is_empty() {
        let found =
            report::pretty(&analysis.diagnostics, &analysis.sources, report::Look::default());
        panic!("seed {seed}: a legal model has findings\n{found}");
    }
    let workspace = Workspace::of(&model);
    let cases = cases(&analysis, &mut random);
    let lines: Vec<String> = cases.iter().map(|case| case.line().to_string()).collect();
    let generated = workspace.read(lines.join("\n"));
    assert_eq!(generated.len(), cases.len());
    let mut wrong = Vec::new();
    let mut counts = [0; 2];
    for (case, generated) in cases.iter().zip(generated) {
        let generated = Json::parse(&generated).expect("the program writes JSON");
        let interpreted = case.interpreted(&analysis);
        counts[usize::from(matches!(generated, Json::List(_)))] += 1;
        let reaches =
            !case.fits || matches!(interpreted, Json::List(_)) || interpreted == "value".into();
        if interpreted != generated || !reaches {
            wrong.push(format!(
                "{} version {}\n  {}\n  interpreted {interpreted}\n  generated   {generated}",
                case.stored_type,
                case.version,
                case.line(),
            ));
        }
    }
    let [refused, read] = counts;
    eprintln!("{read} payloads were read and {refused} refused, all alike but {}", wrong.len());
    assert!(read > 1_000 && refused > 100, "the payloads say something");
    let first = wrong.iter().take(20).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "seed {seed}: {} disagreements\n{first}", wrong.len());
}

/// A model of random events, beside aggregates whose identities are of other kinds.
fn model(random: &mut Random) -> String {
    let aggregate = |name: &str, identity: &str| {
        format!(
            "      {name}:
        identity: {identity}
        commands: {{ Make{name}: {{ creates: true, by: [Tester], emits: {name}Made }} }}
        events:
          {name}Made: {{}}
"
        )
    };
    let head =
        "esgen: 1\nmodel: differential\nactors: { Tester: {} }\ncontexts:\n  Things:\n    types:";
    let mut text = format!("{head}{}    aggregates:\n", types::DECLARED);
    text.push_str(&aggregate("Desk", "Text"));
    text.push_str(&aggregate("Ticket", "Int"));
    text.push_str(&aggregate("Thing", "Uuid"));
    for event in (0..EVENTS).flat_map(|number| history::event(number, random)) {
        for line in event.lines() {
            text.push_str("          ");
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

/// Stored events of every version of every event.
fn cases(analysis: &Analysis, random: &mut Random) -> Vec<Case> {
    let mut cases = Vec::new();
    let of_things = |planned: &&EventPlan| {
        let stored = &analysis.model.events[planned.event].stored_as.value;
        !["things.desk_made", "things.ticket_made"].contains(&stored.as_str())
    };
    for planned in analysis.plan.events().iter().filter(of_things) {
        let newest = planned.newest().expect("a version").number;
        for version in &planned.versions {
            let samples = Size::ALL.iter();
            let mut payloads: Vec<(Json, bool)> = samples
                .filter_map(|size| sample(&analysis.plan, planned, version.number, *size))
                .map(|sample| (sample, true))
                .collect();
            for _ in 0..PAYLOADS {
                let fitting = payload::fitting(&analysis.plan, &version.shape, random);
                payloads.push((payload::spoilt(&fitting, random), false));
                payloads.push((fitting, true));
            }
            for (payload, fits) in payloads {
                let number = match random.below(40) {
                    0 => 0,
                    1 => newest + 1,
                    _ => version.number,
                };
                let case = case(planned, number, payload, random);
                cases.push(Case { fits: fits && number == version.number, ..case });
            }
        }
    }
    cases
}

fn case(planned: &EventPlan, version: u32, payload: Json, random: &mut Random) -> Case {
    let id = |random: &mut Random| {
        Some(format!("018f3f3e-0000-7000-8000-{:012x}", random.below(1 << 40)))
    };
    let stream = if random.chance(10) { Some("no uuid".to_owned()) } else { id(random) };
    let envelope = Envelope {
        recorded_at: Some(
            (*random.pick(&["2026-02-28T12:30:00Z", "1969-12-31T23:59:59.5Z"])).to_owned(),
        ),
        actor: random.chance(50).then(|| "ann \"the\" 东京".to_owned()),
        correlation_id: id(random),
        causation_id: id(random),
        event_id: id(random),
        stream_id: stream,
    };
    let stored_type = random.pick(&planned.stored_under).name.clone();
    Case { fits: false, stored_type, version, payload, envelope }
}

impl Case {
    /// The stored event as the program reads it.
    fn line(&self) -> Json {
        let Self { stored_type, version, payload, envelope, .. } = self;
        let text = |text: &Option<String>| Json::from(text.clone());
        Json::object([
            ("stored_type", stored_type.as_str().into()),
            ("version", (*version).into()),
            ("payload", payload.to_string().into()),
            ("recorded_at", text(&envelope.recorded_at)),
            ("actor", text(&envelope.actor)),
            ("correlation_id", text(&envelope.correlation_id)),
            ("causation_id", text(&envelope.causation_id)),
            ("event_id", text(&envelope.event_id)),
            ("stream_id", text(&envelope.stream_id)),
        ])
    }

    /// What the interpreter reads it as, in the words of the program.
    fn interpreted(&self, analysis: &Analysis) -> Json {
        let plan = &analysis.plan;
        let is_it = |planned: &&EventPlan| {
            planned.stored_under.iter().any(|stored| stored.name == self.stored_type)
        };
        let event = plan.events().iter().find(is_it).expect("the event").event;
        match read(plan, event, self.version, &self.payload, &self.envelope) {
            Ok(events) => events
                .into_iter()
                .map(|(event, payload)| {
                    let newest = plan[event].newest().expect("a version").number;
                    let name = &analysis.model.events[event].stored_as.value;
                    Json::List(vec![name.as_str().into(), newest.into(), payload])
                })
                .collect(),
            Err(Stop::FromTheFuture { .. }) => "future".into(),
            Err(Stop::NoSuchVersion(_)) => "version".into(),
            Err(Stop::NotJson(_) | Stop::Payload(_)) => "payload".into(),
            Err(Stop::Invalid { .. }) => "value".into(),
            Err(stop @ (Stop::Unknown { .. } | Stop::NeedsHook { .. })) => panic!("{stop}"),
        }
    }
}
