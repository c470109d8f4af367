//! The document of the modelling language says what is true, and leaves nothing out.
//!
//! Rules for its fenced blocks:
//! - `yaml` is a whole model; `yaml board` lacks only `esgen:`, `model:` and `level:`; `yaml context` is what stands
//!   inside a context, `yaml event` what stands inside an event. The preludes below stand around the last three.
//!   Each gives no finding.
//! - With `error=<rule>` behind it, a block gives findings of exactly that rule.
//! - `yaml fragment` is YAML, no more.
//! - `json` behind a `yaml event` has two lines: what version 1 stored, and what it is read as.

use std::{collections::BTreeSet, fs, path::Path};

use esgen::{
    evolve::{BUILTINS, Builtin, Json, interpret, sample},
    pipeline::{Analysis, check_text},
    syntax,
    types::Scalar,
};
use serde_json::Value;

const BOARD: &str = "esgen: 1\nmodel: shop\nlevel: design\n";

const CONTEXT: &str = "esgen: 1
model: shop
level: design
actors: { Customer: {}, Clerk: {} }
types:
  Currency: [EUR, USD, GBP]
  Money: { fields: { amount: Decimal, currency: Currency } }
contexts:
  Shop:
";

const EVENT: &str = "esgen: 1
model: shop
level: design
actors: { Customer: {} }
types:
  Currency: [EUR, USD, GBP]
  Money: { fields: { amount: Decimal, currency: Currency } }
  Address: { fields: { street: Text, city: Text } }
  Channel: [web, phone, app]
  Urgency: [normal, express]
  Payment: [cash, card]
  Line: { fields: { article: Text, pieces: Int } }
contexts:
  Shop:
    aggregates:
      Order:
        commands:
          PlaceOrder: { creates: true, by: [Customer], emits: [OrderPlaced, OrderRefused] }
        events:
          OrderRefused: {}
          OrderPlaced:
";

/// A fenced block.
struct Block {
    /// The line of the document on which it begins.
    line: usize,
    /// The words behind the fence.
    info: String,
    text: String,
}

fn document() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/language.md");
    fs::read_to_string(path).unwrap()
}

fn blocks(document: &str) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut inside = false;
    for (line, text) in document.lines().enumerate() {
        match (inside, text.strip_prefix("```"), found.last_mut()) {
            (true, Some(_), _) => inside = false,
            (true, None, Some(block)) => block.text.extend([text, "\n"]),
            (_, Some(info), _) => {
                inside = true;
                found.push(Block { line: line + 1, info: info.to_owned(), text: String::new() });
            }
            (_, None, _) => {}
        }
    }
    found
}

impl Block {
    /// The whole model that the block is or belongs into; nothing when it is none.
    fn model(&self) -> Option<String> {
        let words: Vec<&str> =
            self.info.split(' ').filter(|word| !word.starts_with("error=")).collect();
        match words.as_slice() {
            ["yaml"] => Some(self.text.clone()),
            ["yaml", "board"] => Some(format!("{BOARD}{}", self.text)),
            ["yaml", "context"] => Some(format!("{CONTEXT}{}", self.indented(4))),
            ["yaml", "event"] => Some(format!("{EVENT}{}", self.indented(12))),
            _ => None,
        }
    }

    fn indented(&self, blanks: usize) -> String {
        let margin = " ".repeat(blanks);
        self.text.lines().flat_map(|line| [margin.as_str(), line, "\n"]).collect()
    }

    fn error(&self) -> Option<&str> {
        self.info.split(' ').find_map(|word| word.strip_prefix("error="))
    }
}

fn findings(analysis: &Analysis) -> Vec<String> {
    let told = |finding: &esgen::diagnostic::Diagnostic| {
        let at = analysis.sources.slice(finding.primary.span);
        format!("  {} `{at}`: {}", finding.rule, finding.message)
    };
    analysis.diagnostics.iter().map(told).collect()
}

#[test]
fn every_model_gives_exactly_what_the_document_says() {
    let mut wrong = Vec::new();
    for block in blocks(&document()) {
        let Some(model) = block.model() else { continue };
        let analysis = check_text(model.as_bytes());
        let rules: BTreeSet<&str> = analysis.diagnostics.iter().map(|it| it.rule).collect();
        let expected: BTreeSet<&str> = block.error().into_iter().collect();
        if rules != expected {
            let found = findings(&analysis).join("\n");
            wrong.push(format!("line {} should give {expected:?}:\n{found}", block.line));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_block_is_of_a_known_kind() {
    for block in blocks(&document()) {
        match block.info.as_str() {
            "yaml fragment" => {
                let read: Result<Value, _> = serde_yaml::from_str(&block.text);
                assert!(read.is_ok(), "line {} is no YAML: {read:?}", block.line);
            }
            "json" => {}
            info => assert!(block.model().is_some(), "line {}: `{info}`", block.line),
        }
    }
}

#[test]
fn old_events_are_read_as_the_document_shows() {
    let blocks = blocks(&document());
    let pairs = blocks.windows(2).filter(|pair| pair[1].info == "json");
    let mut count = 0;
    for pair in pairs {
        let [event, json] = pair else { continue };
        let analysis = check_text(event.model().unwrap().as_bytes());
        let id = analysis
            .model
            .events
            .ids()
            .find(|id| analysis.model.events[*id].name.value == "OrderPlaced");
        let lines: Vec<&str> = json.text.lines().collect();
        let stored = Json::parse(lines[0]).unwrap();
        let read = interpret::read(&analysis.plan, id.unwrap(), 1, &stored, &sample::envelope());
        let [(_, read)] = &read.unwrap()[..] else { panic!("an event is read as itself") };
        let read: Value = serde_json::from_str(&read.pretty()).unwrap();
        let shown: Value = serde_json::from_str(lines[1]).unwrap();
        assert_eq!(read, shown, "line {}", json.line);
        count += 1;
    }
    assert!(count > 10, "the steps are shown with what they do");
}

/// Every word that stands in code, inline or fenced.
fn words_in_code(document: &str) -> BTreeSet<String> {
    let inline = document.split('`').skip(1).step_by(2);
    let text = inline.collect::<Vec<_>>().join(" ") + " " + &document.replace('`', " ");
    let is_word = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
    text.split(|letter| !is_word(letter)).map(str::to_owned).collect()
}

/// The keys and the closed words of a JSON Schema.
fn vocabulary(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(map) => {
            if let Some(Value::Object(properties)) = map.get("properties") {
                found.extend(properties.keys().cloned());
            }
            for key in ["enum", "const"] {
                let words = map.get(key).into_iter();
                let words = words.flat_map(|it| match it {
                    Value::Array(items) => items.clone(),
                    other => vec![other.clone()],
                });
                found.extend(words.filter_map(|word| word.as_str().map(str::to_owned)));
            }
            map.values().for_each(|inner| vocabulary(inner, found));
        }
        Value::Array(items) => items.iter().for_each(|inner| vocabulary(inner, found)),
        _ => {}
    }
}

#[test]
fn no_key_no_word_and_no_type_is_left_out() {
    // What stands under `lint` has a document of its own.
    let known = words_in_code(&(document() + include_str!("../docs/lint.md")));
    let mut wanted = BTreeSet::new();
    vocabulary(&syntax::model_schema(), &mut wanted);
    assert!(wanted.len() > 100, "the schema knows {} words only", wanted.len());
    wanted.extend(Scalar::ALL.map(|scalar| scalar.name().to_owned()));
    let missing: Vec<&String> = wanted.difference(&known).collect();
    assert!(missing.is_empty(), "the document does not mention {missing:?}");
}

fn row(conversion: &Builtin) -> String {
    let takes: Vec<&str> = conversion.takes.iter().map(|kind| kind.name()).collect();
    let parameter = |it: &esgen::evolve::Parameter| match it.default {
        Some(default) => format!("`{}` ({default})", it.name),
        None => format!("`{}`", it.name),
    };
    let parameters: Vec<String> = conversion.parameters.iter().map(parameter).collect();
    let partial = if conversion.partial { "yes" } else { "" };
    format!(
        "| `{}` | {} | {} | {} | {partial} | {} |\n",
        conversion.name,
        takes.join(", "),
        conversion.gives.name(),
        parameters.join(", "),
        conversion.summary,
    )
}

#[test]
fn every_conversion_is_in_the_table() {
    let table: String = BUILTINS.iter().map(row).collect();
    assert!(document().contains(&table), "the table of conversions is:\n{table}");
}

#[test]
fn every_link_inside_the_document_leads_to_a_heading() {
    let document = document();
    let anchor = |heading: &str| -> String {
        let letters = heading.chars().filter(|it| it.is_alphanumeric() || matches!(it, ' ' | '-'));
        letters.collect::<String>().to_lowercase().replace(' ', "-")
    };
    let headings: BTreeSet<String> = document
        .lines()
        .filter(|line| line.starts_with('#'))
        .map(|line| anchor(line.trim_start_matches('#').trim()))
        .collect();
    for target in document.split("](#").skip(1) {
        let target = target.split(')').next().unwrap_or_default();
        assert!(headings.contains(target), "no heading for #{target}");
    }
}
