//! Texts with the parts that they are read as, and texts with the slip that is found in them.

use proptest::prelude::*;

use super::*;

/// Every part of the expression as `kind:text`, outermost first.
fn parts(text: &str) -> String {
    let mut found = Vec::new();
    match parse(text) {
        Ok(node) => walk(&node, text, &mut found),
        Err(fault) => found.push(format!("{} @{}", fault.message, &text[fault.range])),
    }
    found.join(" | ")
}

fn walk(node: &Node, text: &str, found: &mut Vec<String>) {
    found.push(text[node.range.clone()].to_owned());
    for part in node.parts() {
        walk(part, text, found);
    }
}

#[test]
fn every_part_knows_its_place() {
    let cases = [
        ("(a + b) * c", "(a + b) * c | (a + b) | a | b | c"),
        ("a - -5", "a - -5 | a | -5"),
        ("a . b.c", "a . b.c | a . b | a"),
        ("true", "true"),
        (
            "!(x.y in [p, (q)])",
            "!(x.y in [p, (q)]) | (x.y in [p, (q)]) | x.y | x | [p, (q)] | p | (q)",
        ),
        (
            "has(a.b) ? f(1, g()) : c['账']",
            "has(a.b) ? f(1, g()) : c['账'] | has(a.b) | a.b | a | f(1, g()) | 1 | g() | c['账'] | c | '账'",
        ),
        ("xs.exists(x, x > 1.50)", "xs.exists(x, x > 1.50) | xs | x | x > 1.50 | x | 1.50"),
        ("Sales.Money{amount: 1, unit: (u)}", "Sales.Money{amount: 1, unit: (u)} | 1 | (u)"),
    ];
    for (text, expected) in cases {
        assert_eq!(parts(text), expected);
    }
}

#[test]
fn slips_are_named_and_pointed_at() {
    let cases = [
        ("", "an expression is missing here @"),
        ("a = b", "`=` is no operator @="),
        ("a and b", "`and` is no operator @and"),
        ("not a", "`not` is written `!` in an expression @not"),
        ("a &&", "a value is missing after `&&` @&&"),
        ("a && || b", "a value is missing between `&&` and `||` @||"),
        ("f(a", "this `(` is never closed @("),
        ("f(a]", "`)` is missing before this @]"),
        ("a)", "`)` closes nothing @)"),
        ("a b", "an operator is missing before `b` @b"),
        ("a, b", "an expression has one value @,"),
        ("a ? b", "this `?` has no `:` @?"),
        ("a.", "a name is missing after `.` @."),
        ("a =< b", "`=` is no operator @="),
        ("a <> b", "`<>` is no operator @<>"),
        ("金额 > 1", "`金额` is no name that an expression can use @金额"),
        ("f（a", "`（` means nothing in an expression @（"),
        (
            "99999999999999999999",
            "`99999999999999999999` does not fit 64 bits @99999999999999999999",
        ),
        ("if", "`if` is a reserved word @if"),
        ("a == '\\q'", "this text holds an unknown escape @'\\q'"),
        ("a.?b", "a name is missing after `.` @."),
    ];
    for (text, expected) in cases {
        assert_eq!(parts(text), expected);
    }
}

#[test]
fn deep_and_long_texts_are_bounded() {
    let texts = [
        "(".repeat(200),
        format!("{}a{}", "(".repeat(16), ")".repeat(16)),
        format!("{}a{}", "[".repeat(16), "]".repeat(16)),
        format!("{}a", "!".repeat(149)),
        format!("{}a", "-".repeat(149)),
        vec!["a"; 75].join("+"),
        vec!["a"; 75].join("&&"),
        vec!["a"; 75].join("=="),
        format!("{}b", "a?b:".repeat(37)),
        format!("{}b{}", "a[".repeat(16), "]".repeat(16)),
        "a.b".repeat(5_000),
    ];
    for text in texts {
        std::thread::Builder::new()
            .stack_size(1 << 20)
            .spawn(move || parse(&text).is_ok())
            .unwrap()
            .join()
            .unwrap();
    }
}

/// The grammar's parser counts bytes, so that letters outside ASCII move what comes behind them.
#[test]
fn places_behind_letters_outside_ascii_are_right() {
    for text in ["\"账\" || event.stream_id", "'账账账账' == a.b && c.d.e", "'é' + 'é' + a.b"]
    {
        let tokens = tokens(text).unwrap();
        assert_eq!(Some(parse_any(text, &tokens).unwrap()), plain::parse(&tokens), "{text}");
    }
}

proptest! {
    /// The short way for plain expressions reads what the grammar's parser reads, place for place.
    #[test]
    fn plain_expressions_are_read_alike(
        first in value(),
        rest in prop::collection::vec((operator(), value()), 0..8),
    ) {
        let text = rest.iter().fold(first, |text, (operator, value)| {
            format!("{text} {operator} {value}")
        });
        let tokens = tokens(&text).unwrap();
        if let Some(node) = plain::parse(&tokens) {
            prop_assert_eq!(Ok(node), parse_any(&text, &tokens), "{}", text);
        }
    }
}

fn value() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "a",
        "event.stream_id",
        "a.b.c",
        "7",
        "007",
        "0x1f",
        "12.50",
        "1e3",
        "'late'",
        "\"账\"",
        "''",
        "true",
        "false",
        "null",
        "in",
        "a.in",
        "9223372036854775807",
        "9223372036854775808",
        "r'x'",
        "'''x'''",
        "'\\n'",
        "(a)",
        "-1",
        "!b",
    ])
    .prop_map(str::to_owned)
}

fn operator() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "||", "&&", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "in", "?",
    ])
}
