//! Texts that have broken pictures of other tools, and a model that says one of them wherever it can.

/// Texts that have broken pictures of other tools.
pub(crate) const TEXTS: &[&str] = &[
    "</script><script>alert(1)</script>",
    "]]> <!-- --> <?xml?> <![CDATA[",
    "\" onload=\"x ' & &amp; &#0; &lt;",
    "\\N \\G {x} %s $(x) `x`",
    "bell \u{7} null-ish \u{1} tab \t line\nend",
    "\u{202e}right to left\u{202c} عربى עברית",
    "账户已扣款，通知客户（ＡＢＣ）",
    "👩‍👩‍👧 🏦 🇩🇪",
    "e\u{301}\u{302}\u{303} ﷽ ﬀ",
    "\u{fffe}\u{ffff}\u{feff}",
    "                    ",
    "url(http://example.org/x.svg) javascript:alert(1)",
];

/// A model that says one text wherever it can say any.
pub(crate) fn saying(text: &str) -> String {
    let quoted: String = text
        .chars()
        .map(|letter| match letter {
            '"' => "\\\"".to_owned(),
            '\\' => "\\\\".to_owned(),
            letter if letter.is_control() || ('\u{fffe}'..='\u{ffff}').contains(&letter) => {
                format!("\\u{:04x}", u32::from(letter))
            }
            letter => letter.to_string(),
        })
        .collect();
    let both = format!("label: \"{quoted}\", description: \"{quoted}\"");
    format!(
        "esgen: 1\nmodel: said\ntitle: \"{quoted}\"\nlevel: process\n\
         actors: {{ Ann: {{ {both} }}, Idle: {{ {both} }} }}\n\
         systems: {{ Bank: {{ {both}, handles: {{ Pay: {{ {both} }} }} }}, Idle: {{ {both} }} }}\n\
         contexts:\n  Shop:\n    label: \"{quoted}\"\n    kind: core\n\
         \x20   types: {{ Stage: {{ values: {{ open: {{ label: \"{quoted}\" }}, over: {{ label: \"{quoted}\" }} }} }} }}\n\
         \x20   aggregates:\n      Order:\n        label: \"{quoted}\"\n\
         \x20       state: {{ stage: Stage = open }}\n\
         \x20       lifecycle: {{ field: stage, initial: open, final: [over] }}\n\
         \x20       commands: {{ Place: {{ {both}, by: [Ann], emits: Placed }} }}\n\
         \x20       events: {{ Placed: {{ {both}, moves_to: over, version: 2, fields: {{ what: Text }}, changes: {{ 2: {{ because: \"{quoted}\", steps: [{{ add: {{ what: \"{quoted}\" }} }}] }} }} }} }}\n\
         \x20   sagas: {{ Wait: {{ {both}, starts: Placed, reacts: {{ Placed: {{ label: \"{quoted}\", issue: Pay, undo: Pay }} }}, timeouts: {{ Late: {{ {both}, after: P1D, compensates: true, ends: true }} }} }} }}\n\
         \x20   policies: {{ Tell: {{ {both}, whenever: Placed, then: Pay }} }}\n\
         \x20   read_models: {{ Orders: {{ {both}, question: \"{quoted}\", from: {{ Placed: {{}} }} }} }}\n\
         hotspots:\n  - {{ about: Placed, text: \"{quoted}\" }}\n  - {{ about: Shop, text: \"{quoted}\" }}\n  - \"? {quoted}\"\n\
         timeline: [{{ pivotal: Placed, label: \"{quoted}\" }}]\n"
    )
}
