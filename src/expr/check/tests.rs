//! Tables of right and wrong expressions: text and type, or text, message and the word pointed at.

use crate::expr::samples::Sample;

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn right_expressions_have_their_type() {
    let sample = Sample::new();
    let cases = [
        ("amount", "Decimal"),
        ("command.amount", "Decimal"),
        ("account", "AccountId"),
        ("event.stream_id == account", "Bool"),
        ("state.balance < amount", "Bool"),
        ("amount > 0", "Bool"),
        ("0 < amount", "Bool"),
        ("amount * 2 - 0.10", "Decimal"),
        ("count * 2 + amount", "Decimal"),
        ("count / 2", "Int"),
        ("-amount", "Decimal"),
        ("state.status == closed", "Bool"),
        ("closed == state.status", "Bool"),
        ("state.status in [open, closed]", "Bool"),
        ("state.status == Status.open", "Bool"),
        ("channel == web || channel != Bank.Channel.phone", "Bool"),
        ("state.previous == state.status", "Bool"),
        ("state.previous == open", "Bool"),
        ("has(note) ? note : 'none'", "Text"),
        ("has(note) && note == 'x'", "Bool"),
        ("!has(limit) || limit > 3", "Bool"),
        ("!has(note) ? 'none' : note", "Text"),
        ("has(limit) && amount > limit ? limit : amount", "Decimal"),
        ("note.orValue('none')", "Text"),
        ("limit.orValue(0) + amount", "Decimal"),
        ("'a' + name", "Text"),
        ("size(name) > 3 && name.startsWith('A') && name.contains('b')", "Bool"),
        ("when + wait > meta.recorded_at", "Bool"),
        ("when - state.opened_at > duration('PT15M')", "Bool"),
        ("wait + duration('P1D')", "Duration"),
        ("when < timestamp('2026-11-21T00:00:00Z')", "Bool"),
        ("day == date('2026-11-21')", "Bool"),
        ("iban == 'DE02'", "Bool"),
        ("iban.startsWith('DE')", "Bool"),
        ("Iban('DE02')", "Iban"),
        ("Text(iban) + '!'", "Text"),
        ("Text(count) + Text(payee) + Text(day) + Text(channel)", "Text"),
        ("Text(payee) in state.prices", "Bool"),
        ("fee + 1.50", "Fee"),
        ("fee * 2", "Fee"),
        ("fee > 3", "Bool"),
        ("state.tags + name", "set<Text>"),
        ("state.tags - 'x'", "set<Text>"),
        ("state.counts + 1", "list<Int>"),
        ("state.counts + [1, 2]", "list<Int>"),
        ("name in state.tags", "Bool"),
        ("name in state.prices", "Bool"),
        ("state.prices['a']", "Decimal?"),
        ("state.prices[name].orValue(1)", "Decimal"),
        ("has(state.prices['a']) ? state.prices['a'] : 1", "Decimal"),
        ("state.prices.with('a', 1)", "map<Decimal>"),
        ("state.prices.without('a')", "map<Decimal>"),
        ("state.lines.exists(line, line.quantity > 2 && line.price.currency == EUR)", "Bool"),
        ("state.lines.filter(l, l.item == name).size()", "Int"),
        ("state.lines.map(l, l.item)", "list<Text>"),
        ("state.lines.all(a, state.lines.exists(b, a.item == b.item))", "Bool"),
        ("money.amount", "Decimal"),
        ("Money{amount: amount, currency: EUR}", "Money"),
        ("[1, 2.5]", "list<Decimal>"),
        ("urgent ? 1 : 2.5", "Decimal"),
        ("(urgent)", "Bool"),
    ];
    for (text, expected) in cases {
        let found = sample.expr(text, None);
        let scope = sample.scope();
        assert_eq!(scope.types.written(&found.ty, &scope.place), expected, "{text}");
    }
}

#[test]
fn right_expressions_take_the_expected_type() {
    let sample = Sample::new();
    let cases = [
        ("1", "Decimal"),
        ("count", "Decimal"),
        ("amount", "Decimal?"),
        ("count", "Decimal?"),
        ("null", "Text?"),
        ("note", "Text?"),
        ("has(note) ? note : null", "Text?"),
        ("open", "Status"),
        ("open", "Status?"),
        ("urgent ? open : closed", "Status"),
        ("urgent ? note : name", "Text?"),
        ("[]", "set<Text>"),
        ("[web, phone]", "set<Channel>"),
        ("'DE02'", "Iban"),
        ("Bank.AccountId(uuid('0190a5b2-7c3e-7000-8000-000000000001'))", "AccountId"),
        ("12", "Fee"),
        ("[1, 2]", "list<Decimal>"),
        ("uuid('0190a5b2-7c3e-7000-8000-000000000001')", "AccountId"),
        ("state.previous.orValue(open)", "Status"),
    ];
    for (text, expected) in cases {
        let found = sample.expr(text, Some(expected));
        assert_eq!(found.ty, sample.ty(expected), "{text}");
    }
}

/// Message, word pointed at, help of every finding.
fn findings(text: &str, expected: Option<&str>) -> String {
    let (found, out) = Sample::new().check(text, expected);
    assert!(found.is_none(), "{text} is right: {found:#?}");
    let line = |finding: crate::diagnostic::Diagnostic| {
        let word = &text[finding.primary.span.range()];
        let help = finding.help.map(|help| format!(" -> {help}")).unwrap_or_default();
        format!("{} @ {word}{help}", finding.message)
    };
    out.into_iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn wrong_expressions_say_why_and_where() {
    let cases = [
        "amount == money",
        "amount < state.status",
        "amout > 0",
        "balance > 0",
        "state.balanse > 0",
        "state.status == opne",
        "state.status == 'open'",
        "state.status == paid",
        "state.status == in_review",
        "state > 1",
        "note == name && size(note) > 1",
        "limit > 0",
        "amount + name",
        "name - 'x'",
        "'a' + 1",
        "iban == name",
        "payee == iban",
        "count && urgent",
        "has(amount)",
        "amount.orValue(1)",
        "amount == null",
        "note == null",
        "size(amount)",
        "sizes(name)",
        "name.matches('a')",
        "name.startWith('a')",
        "money.currencies == EUR",
        "name.size",
        "state.lines[0]",
        "state.lines.exists(line, lin.quantity > 2)",
        "Money{amount: 1}",
        "Money{amount: name, currency: EUR, x: 1}",
        "duration('15 min')",
        "timestamp(name)",
        "urgent ? 1 : 'a'",
        "[]",
        "[1, 'a']",
        "has(note) ? note : 1",
        "0.1234567890123456789012345678901",
        "unknown_a + unknown_b",
        "amuont > 1 && state.blance > 2 && name > 3",
    ];
    let mut all = String::new();
    for text in cases {
        use std::fmt::Write;
        writeln!(all, "{text}\n    {}", findings(text, None).replace('\n', "\n    ")).unwrap();
    }
    insta::assert_snapshot!(all, @r#"
    amount == money
        `amount` is Decimal, `money` is Money: they cannot be compared @ money
    amount < state.status
        `state.status` is Status: it has no order @ state.status
    amout > 0
        nothing is called `amout` here @ amout -> did you mean `amount`?
    balance > 0
        nothing is called `balance` here @ balance -> did you mean `state.balance`?
    state.balanse > 0
        `state` has no field `balanse` @ balanse -> did you mean `balance`?
    state.status == opne
        `opne` is no value of Status @ opne -> did you mean `open`?
    state.status == 'open'
        `state.status` is Status, `'open'` is Text: they cannot be compared @ 'open' -> write the word `open` without quotes
    state.status == paid
        `paid` is no value of Status @ paid -> Status is `open`, `closed`, `in_review`
    state.status == in_review
        `state.status` is Status, `in_review` is Bool: they cannot be compared @ in_review -> the field `in_review` hides the word, write `Status.in_review`
    state > 1
        `state` is not a value of its own @ state -> say which field: `balance`, `status`, `tags`, `lines`, `prices`, `counts`, `owner`, `previous`, and 6 more
    note == name && size(note) > 1
        `note` may be absent, but a value is needed here @ note -> write `note.orValue(..)` or `has(note) ? note : ..`
    limit > 0
        `limit` may be absent, but a value is needed here @ limit -> write `limit.orValue(..)` or `has(limit) ? limit : ..`
    amount + name
        `amount` is Decimal, `name` is Text: they cannot be added @ name
    name - 'x'
        `name` is Text, `'x'` is Text: one cannot be taken from the other @ 'x'
    'a' + 1
        `'a'` is Text, `1` is Int: they cannot be added @ 1 -> text needs quotes: `'1'`
    iban == name
        `iban` is Iban, `name` is Text: they cannot be compared @ name -> write `Iban(name)`
    payee == iban
        `payee` is AccountId, `iban` is Iban: they cannot be compared @ iban
    count && urgent
        `count` is Int, but Bool is needed here @ count
    has(amount)
        `amount` is always there @ amount -> `has` asks for optional values only
    amount.orValue(1)
        `amount` is always there @ amount -> write `amount` without `orValue`
    amount == null
        `amount` is never absent @ null
    note == null
        an absent value is not compared with `null` @ null -> write `!has(note)`
    size(amount)
        `amount` is Decimal: only texts, lists, sets and maps have a size @ amount
    sizes(name)
        there is no function `sizes` @ sizes -> did you mean `size`?
    name.matches('a')
        there is no function `matches` @ matches -> regular expressions are not part of expressions: use `pattern:` on the field or a hook with `using:`
    name.startWith('a')
        there is no function `startWith` @ startWith -> did you mean `startsWith`?
    money.currencies == EUR
        Money has no field `currencies` @ currencies -> did you mean `currency`?
    name.size
        `name` is Text and has no field `size` @ size -> write `size()`
    state.lines[0]
        `state.lines` is list<Line>: a list is not read by position, use `exists` or `filter` @ state.lines
    state.lines.exists(line, lin.quantity > 2)
        nothing is called `lin` here @ lin -> did you mean `line`?
    Money{amount: 1}
        Money needs `currency` @ Money
    Money{amount: name, currency: EUR, x: 1}
        Money has no field `x` @ x -> Money has `amount`, `currency`, `memo`
        `name` is Text, but Decimal is needed here @ name
    duration('15 min')
        `15 min` is no Duration @ '15 min' -> write it like `PT15M`
    timestamp(name)
        `timestamp` needs its value written as text @ name -> write `timestamp('2026-11-21T03:00:00Z')`
    urgent ? 1 : 'a'
        `1` is Int, `'a'` is Text: the two sides of `?:` must be of one type @ 'a' -> text needs quotes: `'1'`
    []
        nothing tells what this empty list holds @ []
    [1, 'a']
        `'a'` is Text, but Int is needed here @ 'a'
    has(note) ? note : 1
        `note` is Text, `1` is Int: the two sides of `?:` must be of one type @ 1 -> text needs quotes: `'1'`
    0.1234567890123456789012345678901
        `0.1234567890123456789012345678901` has more digits than a Decimal can hold @ 0.1234567890123456789012345678901
    unknown_a + unknown_b
        nothing is called `unknown_a` here @ unknown_a -> visible here: `amount`, `count`, `name`, `note`, `limit`, `channel`, `iban`, `payee`, and 13 more
        nothing is called `unknown_b` here @ unknown_b -> visible here: `amount`, `count`, `name`, `note`, `limit`, `channel`, `iban`, `payee`, and 13 more
    amuont > 1 && state.blance > 2 && name > 3
        nothing is called `amuont` here @ amuont -> did you mean `amount`?
        `state` has no field `blance` @ blance -> did you mean `balance`?
        `name` is Text, `3` is Int: they cannot be compared @ 3 -> text needs quotes: `'3'`
    "#);
}

#[test]
fn deep_expressions_fit_a_small_stack() {
    let texts = [
        vec!["amount"; 75].join("+"),
        vec!["urgent"; 75].join("&&"),
        format!("{}false", "urgent ? true : ".repeat(29)),
        format!("{}urgent{}", "(".repeat(16), ")".repeat(16)),
        format!("{}urgent", "!".repeat(149)),
        format!("{}1{}", "size([".repeat(8), "])".repeat(8)),
    ];
    for text in texts {
        let run = move || drop(Sample::new().check(&text, None));
        std::thread::Builder::new().stack_size(1 << 20).spawn(run).unwrap().join().unwrap();
    }
}
