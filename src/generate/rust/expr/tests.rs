//! Expressions and the Rust that they become.

use super::{Emitter, Held, Places};
use crate::expr::{Root, samples::Sample};

fn places() -> Places {
    Places::default()
        .root(Root::Command, "command", Held::Owned)
        .root(Root::State, "self", Held::Borrowed)
        .root(Root::Target, "id", Held::Reference)
        .field(Root::Meta, "recorded_at", "cx.now", Held::Borrowed)
        .field(Root::Meta, "actor", "cx.actor", Held::Borrowed)
}

#[test]
fn conditions_read_like_written_by_hand() {
    let sample = Sample::new();
    let cases = [
        "state.balance < amount",
        "amount * 2 - (amount - 0.10) > count",
        "!(state.status == closed)",
        "!(urgent && amount > 0)",
        "state.status in [open, in_review]",
        "state.status in [open]",
        "channel in [web, phone]",
        "name in ['a', 'b']",
        "name in state.tags",
        "'x' in state.tags",
        "!('x' in state.tags)",
        "count in state.counts",
        "name in state.prices",
        "iban == 'DE02'",
        "iban.startsWith('DE')",
        "name == state.title",
        "name < 'm'",
        "has(note)",
        "!has(note)",
        "has(note) && note == name",
        "has(note) && size(note) > 3 && urgent",
        "urgent && has(limit) && amount > limit",
        "!has(limit) || amount < limit",
        "note == 'x'",
        "state.previous == state.status",
        "size(name) == 0 || size(state.lines) > 2 || size(state.tags) >= 1",
        "state.lines.filter(l, l.quantity > 1).size() > 0",
        "state.lines.exists(l, l.quantity > 2 && l.item == name)",
        "state.lines.all(l, has(l.gift) && l.gift == name)",
        "state.counts.exists(c, c == count)",
        "state.counts.exists(c, c > count)",
        "note.orValue('') == name",
        "note.orValue(name) == 'x'",
        "limit.orValue(0) < amount",
        "state.prices[name].orValue(1.5) > amount",
        "has(state.prices['a'])",
        "has(state.prices['a']) && state.prices['a'] > 1",
        "when - state.opened_at > duration('PT15M')",
        "when + wait > meta.recorded_at",
        "has(meta.actor) && meta.actor == name",
        "money.currency == EUR && money == state.price",
        "urgent == true || urgent == false",
        "urgent ? true : has(note)",
        "(urgent ? count : 2) > 1",
        "account == payee",
        "fee > 3",
        "count % 2 == 0",
        "-count < 3",
    ];
    let mut all = String::new();
    for text in cases {
        use std::fmt::Write;
        let mut emitter = Emitter::new(&sample.types, places());
        let rust = emitter.read(&sample.expr(text, Some("Bool")));
        writeln!(all, "{text}\n    {rust}").unwrap();
    }
    insta::assert_snapshot!(all, @"");
}

#[test]
fn values_are_cloned_only_where_needed() {
    let sample = Sample::new();
    let cases = [
        ("name", "Text"),
        ("note", "Text?"),
        ("name", "Text?"),
        ("amount", "Decimal"),
        ("count", "Decimal"),
        ("state.title", "Text"),
        ("account", "AccountId"),
        ("'late'", "Text"),
        ("'Dear ' + name + '!'", "Text"),
        ("note.orValue('none')", "Text"),
        ("note.orValue(name)", "Text"),
        ("note.orValue(state.title)", "Text"),
        ("limit.orValue(amount)", "Decimal"),
        ("limit.orValue(0)", "Decimal"),
        ("limit.orValue(1.5)", "Decimal"),
        ("has(note) ? note : name", "Text"),
        ("has(note) ? note + '!' : null", "Text?"),
        ("has(note) && urgent ? note : name", "Text"),
        ("!has(note) || urgent ? name : note", "Text"),
        ("urgent ? name : state.title", "Text"),
        ("urgent ? name : name", "Text"),
        ("Money{amount: amount, currency: EUR}", "Money"),
        ("Iban(name)", "Iban"),
        ("Text(iban)", "Text"),
        ("fee + state.fees", "Fee"),
        ("fee * 2", "Fee"),
        ("state.tags + name", "set<Text>"),
        ("state.tags - name", "set<Text>"),
        ("state.counts - 1", "list<Int>"),
        ("state.counts + [1, 2]", "list<Int>"),
        ("state.lines.map(l, l.item)", "list<Text>"),
        ("state.lines.filter(l, l.quantity > 1)", "list<Line>"),
        ("state.counts.filter(c, c > 1)", "list<Int>"),
        ("state.prices.with(name, amount)", "map<Decimal>"),
        ("size(name)", "Int"),
        ("meta.actor", "Text?"),
        ("meta.actor.orValue('system')", "Text"),
        ("[open, closed]", "set<Status>"),
        ("when - state.opened_at", "Duration"),
        ("state.prices[name]", "Decimal?"),
    ];
    let mut all = String::new();
    for (text, ty) in cases {
        use std::fmt::Write;
        let expression = sample.expr(text, Some(ty));
        let mut emitter = Emitter::new(&sample.types, places());
        emitter.announce([&expression]);
        writeln!(all, "{text}\n    {}", emitter.owned(&expression)).unwrap();
    }
    insta::assert_snapshot!(all, @"");
}

#[test]
fn a_value_is_moved_at_its_last_use() {
    let sample = Sample::new();
    let mut emitter = Emitter::new(&sample.types, places());
    let expressions =
        ["name", "size(name)", "name", "note", "has(note)"].map(|text| sample.expr(text, None));
    emitter.announce(&expressions);
    let written: Vec<_> = expressions.iter().map(|found| emitter.owned(found)).collect();
    let expected = [
        "command.name.clone()",
        "i64::try_from(command.name.chars().count()).unwrap_or(i64::MAX)",
        "command.name",
        "command.note.clone()",
        "command.note.is_some()",
    ];
    assert_eq!(written, expected);
}

#[test]
fn a_fold_reads_the_state_as_it_was() {
    let sample = Sample::new();
    let assignments = [
        ("balance", "state.balance - amount"),
        ("count", "state.count + 1"),
        ("fees", "state.fees + fee"),
        ("title", "state.title + name"),
        ("tags", "state.tags + name"),
        ("counts", "state.counts - state.count"),
        ("prices", "state.prices.with(name, state.balance)"),
        ("status", "closed"),
        ("previous", "state.status"),
        ("owner", "state.owner"),
        ("opened_at", "state.opened_at + wait"),
    ];
    let values = assignments.map(|(field, text)| {
        let ty = sample.scope().field(Root::State, field).cloned();
        let shown = ty.map(|ty| sample.types.written(&ty, &sample.scope().place));
        (field, sample.expr(text, shown.as_deref()))
    });
    let given: Vec<_> = values.iter().map(|(field, value)| (*field, value)).collect();
    let mut emitter = Emitter::new(&sample.types, places());
    let written = emitter.assign_all(Root::State, &given).join("\n");
    insta::assert_snapshot!(written, @"");
}
