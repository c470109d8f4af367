//! Models of any size as YAML text: the same shape over and over, so that twice the events are twice the work.

pub(crate) mod floor;
pub(crate) mod written;

use std::fmt::Write as _;

/// How many events one context has.
const EVENTS_PER_CONTEXT: usize = 25;
/// How many events one aggregate has; the first of them creates it.
const EVENTS_PER_AGGREGATE: usize = 5;
/// Every event with a number that this divides has an older version.
const EVENTS_PER_OLD_VERSION: usize = 3;

/// The fields of every event and command, in its newest version.
const FIELDS: &str = "{ amount: Decimal, count: Int, note: Text, due: Date, booked_at: Timestamp }";

const HEAD: &str = "\
esgen: 1
model: bench
title: A board of any size
level: design
types:
  Level: [low, medium, high]
contexts:
";

/// The text of a model with that many events, rounded up to whole contexts. Beside every event stands
/// the command that causes it; every context has a policy and a read model as well.
pub(crate) fn model(events: usize) -> String {
    let mut text = HEAD.to_owned();
    for context in 0..events.div_ceil(EVENTS_PER_CONTEXT) {
        write_context(&mut text, context);
    }
    text
}

fn write_context(text: &mut String, context: usize) {
    line(text, 1, &format!("Context{context}:"));
    line(text, 2, &format!("description: The part of the business with the number {context}."));
    line(text, 2, "aggregates:");
    let first = context * EVENTS_PER_CONTEXT;
    for aggregate in (first..first + EVENTS_PER_CONTEXT).step_by(EVENTS_PER_AGGREGATE) {
        write_aggregate(text, aggregate);
    }
    write_policy(text, first);
    write_read_model(text, first);
}

fn write_aggregate(text: &mut String, first: usize) {
    line(text, 3, &format!("Item{first}:"));
    line(text, 4, "state: { amount: Decimal = 0, count: Int = 0, level: Level = low }");
    line(text, 4, "commands:");
    for event in first..first + EVENTS_PER_AGGREGATE {
        write_command(text, first, event);
    }
    line(text, 4, "events:");
    for event in first..first + EVENTS_PER_AGGREGATE {
        write_event(text, first, event);
    }
}

fn write_command(text: &mut String, first: usize, event: usize) {
    line(text, 5, &format!("Cause{event}:"));
    let guard = if event == first {
        line(text, 6, "creates: true");
        "amount < 0"
    } else {
        "state.level == high && state.amount + amount > 1000"
    };
    line(text, 6, &format!("fields: {FIELDS}"));
    line(text, 6, "decide:");
    line(text, 7, &format!("- reject: Refused{event}"));
    line(text, 7, &format!("  when: {guard}"));
    line(text, 7, &format!("- emit: Happened{event}"));
}

fn write_event(text: &mut String, first: usize, event: usize) {
    line(text, 5, &format!("Happened{event}:"));
    line(text, 6, "description: Something that the business cares about has happened.");
    let old = event.is_multiple_of(EVENTS_PER_OLD_VERSION);
    if old {
        line(text, 6, "version: 2");
    }
    line(text, 6, &format!("fields: {FIELDS}"));
    if event == first {
        line(text, 6, "sets: { amount: amount, count: count }");
    } else {
        line(text, 6, "sets: { amount: state.amount + amount, count: state.count + 1 }");
    }
    if old {
        line(text, 6, "changes:");
        line(text, 7, "2:");
        line(text, 8, "because: amounts are exact, and notes have a better name");
        line(text, 8, "steps:");
        line(text, 9, "- rename: { remark: note }");
        line(text, 9, "- convert: { from: { cents: Int }, to: amount, using: cents_to_decimal }");
    }
}

fn write_policy(text: &mut String, first: usize) {
    let (event, next) = (first, first + 1);
    line(text, 2, "policies:");
    line(text, 3, &format!("Follow{event}:"));
    line(text, 4, &format!("whenever: Happened{event}"));
    line(text, 4, "when: amount > 100 && count > 0");
    line(text, 4, &format!("then: Cause{next}"));
    line(text, 4, &format!("with: {{ item{first}: event.stream_id, count: count + 1 }}"));
}

fn write_read_model(text: &mut String, first: usize) {
    line(text, 2, "read_models:");
    line(text, 3, &format!("Items{first}:"));
    line(text, 4, "key: item");
    line(text, 4, &format!("fields: {{ item: Item{first}Id, total: Decimal, last: Timestamp }}"));
    line(text, 4, "from:");
    let created = "{ item: event.stream_id, total: amount, last: booked_at }";
    line(text, 5, &format!("Happened{first}: {created}"));
    for event in first + 1..first + EVENTS_PER_AGGREGATE {
        let changed = "{ total: row.total + amount, last: booked_at }";
        line(text, 5, &format!("Happened{event}: {changed}"));
    }
    line(text, 4, "queries:");
    line(text, 5, "all: { returns: many }");
}

/// One line, indented by two spaces a level.
fn line(text: &mut String, level: usize, words: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{:width$}{words}", "", width = 2 * level);
}
