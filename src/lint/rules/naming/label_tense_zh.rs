//! What the label of an event says in Chinese: that something is over.

use crate::{
    lint::{
        Levels, Rule,
        judge::Found,
        on::On,
        words::{chinese, script::is_chinese},
    },
    model::Subject,
    syntax::ast::NameLanguage,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "label-tense-zh",
    code: "ES6012",
    summary: "An event whose Chinese name does not say that something happened.",
    levels: Levels::of("s/s/s"),
    fix: None,
    options: &[],
    page: include_str!("label_tense_zh.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    if !matches!(on.language(), NameLanguage::Chinese | NameLanguage::Auto) {
        return;
    }
    for (id, event) in on.model.events.iter() {
        let (subject, name) = (Subject::Event(id), &event.name);
        let said = event.info.label.as_ref().unwrap_or(&name.value);
        if is_chinese(said) && !chinese::says_what_happened(said) {
            let finding = RULE
                .at(name.span, format!("“{said}”还没有说明已经发生"))
                .help("用“已”等字说明事情已经发生，例如：订单已提交");
            found.add(on.level(subject), finding);
        }
    }
}
