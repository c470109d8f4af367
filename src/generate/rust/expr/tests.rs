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
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn conditions_read_like_written_by_hand() {
    let sample = Sample::new();
    let cases = [
        "state.balance < amount",
        "amount * 2 - (amount - 0.10) > count",
        "!(state.status == closed)",
        "!(urgent && amount > 0)",
        "state.status in [open, closed]",
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
        "urgent == true && has(limit) == false",
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
    insta::assert_snapshot!(all, @r#"
    state.balance < amount
        self.balance < command.amount
    amount * 2 - (amount - 0.10) > count
        command.amount * Decimal::new(2, 0) - (command.amount - Decimal::new(10, 2)) > Decimal::from(command.count)
    !(state.status == closed)
        self.status != Status::Closed
    !(urgent && amount > 0)
        !command.urgent || command.amount <= Decimal::ZERO
    state.status in [open, closed]
        matches!(self.status, Status::Open | Status::Closed)
    state.status in [open]
        self.status == Status::Open
    channel in [web, phone]
        matches!(command.channel, Channel::Web | Channel::Phone)
    name in ['a', 'b']
        matches!(command.name.as_str(), "a" | "b")
    name in state.tags
        self.tags.contains(&command.name)
    'x' in state.tags
        self.tags.contains("x")
    !('x' in state.tags)
        !self.tags.contains("x")
    count in state.counts
        self.counts.contains(&command.count)
    name in state.prices
        self.prices.contains_key(&command.name)
    iban == 'DE02'
        command.iban.0 == "DE02"
    iban.startsWith('DE')
        command.iban.0.starts_with("DE")
    name == state.title
        command.name == self.title
    name < 'm'
        command.name.as_str() < "m"
    has(note)
        command.note.is_some()
    !has(note)
        command.note.is_none()
    has(note) && note == name
        command.note.as_deref().is_some_and(|note| note == command.name)
    has(note) && size(note) > 3 && urgent
        command.note.as_deref().is_some_and(|note| note.chars().count() > 3 && command.urgent)
    urgent && has(limit) && amount > limit
        command.urgent && command.limit.is_some_and(|limit| command.amount > limit)
    !has(limit) || amount < limit
        command.limit.is_none_or(|limit| command.amount < limit)
    note == 'x'
        command.note.as_deref() == Some("x")
    state.previous == state.status
        self.previous == Some(self.status)
    size(name) == 0 || size(state.lines) > 2 || size(state.tags) >= 1
        command.name.is_empty() || self.lines.len() > 2 || !self.tags.is_empty()
    state.lines.filter(l, l.quantity > 1).size() > 0
        self.lines.iter().any(|line| line.quantity > 1)
    state.lines.exists(l, l.quantity > 2 && l.item == name)
        self.lines.iter().any(|line| line.quantity > 2 && line.item == command.name)
    state.lines.all(l, has(l.gift) && l.gift == name)
        self.lines.iter().all(|line| line.gift.as_deref().is_some_and(|gift| gift == command.name))
    state.counts.exists(c, c == count)
        self.counts.contains(&command.count)
    state.counts.exists(c, c > count)
        self.counts.iter().any(|&count| count > command.count)
    note.orValue('') == name
        command.note.as_deref().unwrap_or_default() == command.name
    note.orValue(name) == 'x'
        command.note.as_deref().unwrap_or(&command.name) == "x"
    limit.orValue(0) < amount
        command.limit.unwrap_or(Decimal::ZERO) < command.amount
    state.prices[name].orValue(1.5) > amount
        self.prices.get(&command.name).copied().unwrap_or_else(|| Decimal::new(15, 1)) > command.amount
    has(state.prices['a'])
        self.prices.contains_key("a")
    has(state.prices['a']) && state.prices['a'] > 1
        self.prices.get("a").copied().is_some_and(|value| value > Decimal::ONE)
    when - state.opened_at > duration('PT15M')
        command.when.duration_since(self.opened_at) > SignedDuration::from_mins(15)
    when + wait > meta.recorded_at
        command.when + command.wait > cx.now
    has(meta.actor) && meta.actor == name
        cx.actor.as_deref().is_some_and(|actor| actor == command.name)
    money.currency == EUR && money == state.price
        command.money.currency == Currency::Eur && command.money == self.price
    urgent == true && has(limit) == false
        command.urgent && command.limit.is_none()
    urgent ? true : has(note)
        command.urgent || command.note.is_some()
    (urgent ? count : 2) > 1
        (if command.urgent { command.count } else { 2 }) > 1
    account == payee
        *id == command.payee
    fee > 3
        command.fee > Fee(Decimal::new(3, 0))
    count % 2 == 0
        command.count % 2 == 0
    -count < 3
        -command.count < 3
    "#);
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
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
        ("deposit.orValue(Money{amount: 0, currency: EUR})", "Money"),
        ("has(note) ? note : name", "Text"),
        ("has(note) ? note + '!' : null", "Text?"),
        ("has(note) && urgent ? note : name", "Text"),
        ("!has(note) || urgent ? name : note", "Text"),
        ("urgent ? name : state.title", "Text"),
        ("urgent ? name : name", "Text"),
        ("Money{amount: amount, currency: EUR}", "Money"),
        ("Iban(name)", "Iban"),
        ("Text(iban)", "Text"),
        ("Text(count)", "Text"),
        ("Text(payee)", "Text"),
        ("Text(-count)", "Text"),
        ("Text(state.status)", "Text"),
        ("name + ' ' + Text(count)", "Text"),
        ("fee + state.fees", "Fee"),
        ("fee * 2", "Fee"),
        ("state.tags + name", "set<Text>"),
        ("state.tags - name", "set<Text>"),
        ("state.counts - 1", "list<Int>"),
        ("state.counts + [1, 2]", "list<Int>"),
        ("state.lines.map(l, l.item)", "list<Text>"),
        ("state.lines.filter(l, l.quantity > 1)", "list<Line>"),
        ("state.counts.filter(c, c > 1)", "list<Int>"),
        ("[1, 2].map(c, c * count)", "list<Int>"),
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
    insta::assert_snapshot!(all, @r#"
    name
        command.name
    note
        command.note
    name
        Some(command.name)
    amount
        command.amount
    count
        Decimal::from(command.count)
    state.title
        self.title.clone()
    account
        *id
    'late'
        "late".to_owned()
    'Dear ' + name + '!'
        format!("Dear {}!", command.name)
    note.orValue('none')
        command.note.unwrap_or_else(|| "none".to_owned())
    note.orValue(name)
        command.note.unwrap_or(command.name)
    note.orValue(state.title)
        command.note.unwrap_or_else(|| self.title.clone())
    limit.orValue(amount)
        command.limit.unwrap_or(command.amount)
    limit.orValue(0)
        command.limit.unwrap_or(Decimal::ZERO)
    limit.orValue(1.5)
        command.limit.unwrap_or_else(|| Decimal::new(15, 1))
    deposit.orValue(Money{amount: 0, currency: EUR})
        command.deposit.unwrap_or(Money { amount: Decimal::ZERO, currency: Currency::Eur, memo: None })
    has(note) ? note : name
        command.note.unwrap_or(command.name)
    has(note) ? note + '!' : null
        command.note.as_deref().map(|note| format!("{note}!"))
    has(note) && urgent ? note : name
        if let Some(note) = &command.note && command.urgent { note.clone() } else { command.name }
    !has(note) || urgent ? name : note
        if let Some(note) = &command.note && !command.urgent { note.clone() } else { command.name }
    urgent ? name : state.title
        if command.urgent { command.name } else { self.title.clone() }
    urgent ? name : name
        command.name
    Money{amount: amount, currency: EUR}
        Money { amount: command.amount, currency: Currency::Eur, memo: None }
    Iban(name)
        Iban(command.name)
    Text(iban)
        command.iban.0
    Text(count)
        command.count.to_string()
    Text(payee)
        command.payee.0.to_string()
    Text(-count)
        (-command.count).to_string()
    Text(state.status)
        self.status.to_string()
    name + ' ' + Text(count)
        format!("{} {}", command.name, command.count)
    fee + state.fees
        Fee(command.fee.0 + self.fees.0)
    fee * 2
        Fee(command.fee.0 * Decimal::new(2, 0))
    state.tags + name
        { let mut tags = self.tags.clone(); tags.insert(command.name); tags }
    state.tags - name
        { let mut tags = self.tags.clone(); tags.remove(&command.name); tags }
    state.counts - 1
        { let mut counts = self.counts.clone(); counts.retain(|item| *item != 1); counts }
    state.counts + [1, 2]
        { let mut counts = self.counts.clone(); counts.extend([1, 2]); counts }
    state.lines.map(l, l.item)
        self.lines.iter().map(|line| line.item.clone()).collect::<Vec<_>>()
    state.lines.filter(l, l.quantity > 1)
        self.lines.iter().filter(|&line| line.quantity > 1).cloned().collect::<Vec<_>>()
    state.counts.filter(c, c > 1)
        self.counts.iter().filter(|&&count| count > 1).copied().collect::<Vec<_>>()
    [1, 2].map(c, c * count)
        [1, 2].iter().map(|&item| item * command.count).collect::<Vec<_>>()
    state.prices.with(name, amount)
        { let mut prices = self.prices.clone(); prices.insert(command.name, command.amount); prices }
    size(name)
        i64::try_from(command.name.chars().count()).unwrap_or(i64::MAX)
    meta.actor
        cx.actor.clone()
    meta.actor.orValue('system')
        cx.actor.clone().unwrap_or_else(|| "system".to_owned())
    [open, closed]
        BTreeSet::from([Status::Open, Status::Closed])
    when - state.opened_at
        command.when.duration_since(self.opened_at)
    state.prices[name]
        self.prices.get(&command.name).copied()
    "#);
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
fn a_collection_that_is_given_anew_is_taken_from_the_old_state() {
    let sample = Sample::new();
    let owned = places().field(Root::State, "tags", "self.tags", Held::Owned);
    let mut emitter = Emitter::new(&sample.types, owned);
    let expressions = [
        sample.expr("state.tags + name", Some("set<Text>")),
        sample.expr("state.title", Some("Text")),
    ];
    emitter.announce(&expressions);
    let written: Vec<_> = expressions.iter().map(|found| emitter.owned(found)).collect();
    let tags = "{ let mut tags = self.tags; tags.insert(command.name); tags }";
    assert_eq!(written, [tags, "self.title.clone()"]);
}

#[test]
fn a_collection_that_nobody_else_needs_is_changed_in_its_place() {
    let sample = Sample::new();
    let owned = || places().root(Root::State, "row", Held::Owned);
    let cases = [
        (
            "state.lines.filter(l, l.quantity > 1)",
            "{ let mut lines = row.lines; lines.retain(|line| line.quantity > 1); lines }",
        ),
        (
            "state.counts.filter(c, c > size(state.lines))",
            "{ let mut counts = row.counts; counts.retain(|&count| count > i64::try_from(row.lines.len()).unwrap_or(i64::MAX)); counts }",
        ),
        (
            "state.counts + state.lines.map(l, l.quantity)",
            "{ let mut counts = row.counts; counts.extend(row.lines.iter().map(|line| line.quantity)); counts }",
        ),
        (
            "state.counts.filter(c, c in state.counts)",
            "row.counts.iter().filter(|&&count| row.counts.contains(&count)).copied().collect::<Vec<_>>()",
        ),
    ];
    for (text, expected) in cases {
        let expression = sample.expr(text, None);
        let mut emitter = Emitter::new(&sample.types, owned());
        emitter.announce([&expression]);
        assert_eq!(emitter.owned(&expression), expected);
    }
}

#[test]
fn a_borrowed_envelope_is_compared_without_copies() {
    let sample = Sample::new();
    let borrowed = places().field(Root::Meta, "actor", "meta.actor", Held::Text);
    let cases = [
        ("meta.actor == note", "meta.actor == command.note.as_deref()"),
        ("meta.actor == name", "meta.actor == Some(command.name.as_str())"),
        (
            "has(meta.actor) && meta.actor == name",
            "meta.actor.is_some_and(|actor| actor == command.name)",
        ),
        ("meta.actor.orValue('x') == name", "meta.actor.unwrap_or(\"x\") == command.name"),
        ("has(meta.actor) ? urgent : false", "meta.actor.is_some() && command.urgent"),
    ];
    for (text, expected) in cases {
        let mut emitter = Emitter::new(&sample.types, borrowed.clone());
        assert_eq!(emitter.read(&sample.expr(text, None)), expected);
    }
    let mut emitter = Emitter::new(&sample.types, borrowed);
    let kept = emitter.owned(&sample.expr("meta.actor", Some("Text?")));
    assert_eq!(kept, "meta.actor.map(str::to_owned)");
}

/// Expressions made of random words: most are wrong, some are right, none may bring anything down.
mod any_text {
    use super::*;
    use proptest::prelude::*;

    const WORDS: [&str; 40] = [
        "amount",
        "name",
        "note",
        "limit",
        "state.",
        "lines",
        "tags",
        "prices",
        "status",
        "open",
        "has(",
        "(",
        ")",
        "[",
        "]",
        ",",
        ".",
        "==",
        "!=",
        "<",
        "&&",
        "||",
        "!",
        "-",
        "+",
        "*",
        "?",
        ":",
        "1",
        "2.50",
        "'a'",
        "null",
        "in",
        "size(",
        ".orValue(",
        ".exists(x,",
        "x",
        "账户",
        "duration('PT1M')",
        "true",
    ];

    fn outcome(text: &str) -> String {
        let sample = Sample::new();
        let (found, out) = sample.check(text, None);
        let written = found.map(|found| {
            let mut emitter = Emitter::new(&sample.types, places());
            emitter.announce([&found]);
            emitter.owned(&found)
        });
        assert!(written.is_some() || !out.is_empty(), "{text} is refused without a word");
        for finding in &out {
            let range = finding.primary.span.range();
            assert!(text.get(range).is_some(), "{text}: {finding:?} points outside");
        }
        format!("{written:?} {out:?}")
    }

    proptest! {
        #[test]
        fn neither_words_nor_noise_bring_the_checker_down(
            words in prop::collection::vec(prop::sample::select(&WORDS[..]), 0..14),
            noise in ".{0,40}",
        ) {
            let text = words.concat();
            prop_assert_eq!(outcome(&text), outcome(&text));
            let text = words.join(" ");
            prop_assert_eq!(outcome(&text), outcome(&text));
            outcome(&noise);
        }
    }
}
