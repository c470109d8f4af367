//! Settings of single rules: each against what the rule says it has.

use std::collections::BTreeMap;

use super::super::{OptionKind, Rule, RuleOption, catalogue::named, rules::meta};
use crate::{
    diagnostic::{Diagnostic, did_you_mean, rule},
    source::Span,
    syntax::{Value, ValueKind, Word, ast::LintDecl},
};

/// The value of an option.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Set {
    Number(usize),
    Flag(bool),
    Words(Vec<String>),
}

/// The options that are set, by rule and name.
#[derive(Debug, Default)]
pub(super) struct Options(BTreeMap<(&'static str, &'static str), Set>);

impl Options {
    pub(super) fn new(lint: Option<&LintDecl>, out: &mut Vec<Diagnostic>) -> Self {
        let mut options = Self::default();
        let Some(lint) = lint else { return options };
        for entry in lint.rules.entries() {
            let Some(value) = &entry.value else { continue };
            match named(&entry.name.value) {
                Ok(known) => match known.rule() {
                    Some(rule) => options.rule(rule, value, out),
                    None => out.push(nothing_to_set(&entry.name, entry.name.span)),
                },
                Err(no_rule) => {
                    out.push(meta::unknown_rule(entry.name.as_ref().map(String::as_str), no_rule));
                }
            }
        }
        options
    }

    fn rule(&mut self, rule: &'static Rule, value: &Value, out: &mut Vec<Diagnostic>) {
        let ValueKind::Map(entries) = &value.kind else {
            let message = format!("`{}` needs its options as a mapping", rule.name);
            out.push(Diagnostic::error(rule::WRONG_KIND, value.span, message).help(may(rule)));
            return;
        };
        for (key, value) in entries {
            let Some(option) = rule.options.iter().find(|option| option.name == key.value) else {
                let message = format!("`{}` has no option `{}`", rule.name, key.value);
                let near = did_you_mean(&key.value, rule.options.iter().map(|it| it.name));
                let finding = Diagnostic::error(rule::UNKNOWN_KEY, key.span, message);
                out.push(finding.help(near.unwrap_or_else(|| may(rule))));
                continue;
            };
            match read(option, value) {
                Some(set) => drop(self.0.insert((rule.name, option.name), set)),
                None => out.push(wrong(option, value)),
            }
        }
    }

    pub(super) fn number(&self, rule: &Rule, option: &str) -> usize {
        match (self.set(rule, option), kind(rule, option)) {
            (Some(Set::Number(number)), _) => *number,
            (_, Some(OptionKind::Number(default))) => *default as usize,
            _ => usize::MAX,
        }
    }

    pub(super) fn flag(&self, rule: &Rule, option: &str) -> bool {
        match (self.set(rule, option), kind(rule, option)) {
            (Some(Set::Flag(flag)), _) | (_, Some(OptionKind::Flag(flag))) => *flag,
            _ => false,
        }
    }

    pub(super) fn words(&self, rule: &Rule, option: &str) -> &[String] {
        match self.set(rule, option) {
            Some(Set::Words(words)) => words,
            Some(Set::Number(_) | Set::Flag(_)) | None => &[],
        }
    }

    fn set(&self, rule: &Rule, option: &str) -> Option<&Set> {
        let mut all = self.0.iter();
        all.find(|((of, name), _)| *of == rule.name && *name == option).map(|(_, set)| set)
    }
}

fn kind<'r>(rule: &'r Rule, option: &str) -> Option<&'r OptionKind> {
    rule.options.iter().find(|it| it.name == option).map(|it| &it.kind)
}

fn read(option: &RuleOption, value: &Value) -> Option<Set> {
    match option.kind {
        OptionKind::Number(_) => match &value.kind {
            ValueKind::Number(text) => text.parse().ok().map(Set::Number),
            _ => None,
        },
        OptionKind::Flag(_) => match value.kind {
            ValueKind::Bool(flag) => Some(Set::Flag(flag)),
            _ => None,
        },
        OptionKind::Words => {
            let items = match &value.kind {
                ValueKind::List(items) => items.as_slice(),
                _ => std::slice::from_ref(value),
            };
            let words = items.iter().map(|item| item.as_written().map(str::to_owned));
            words.collect::<Option<_>>().map(Set::Words)
        }
    }
}

fn wrong(option: &RuleOption, value: &Value) -> Diagnostic {
    let needed = match option.kind {
        OptionKind::Number(_) => "a whole number",
        OptionKind::Flag(_) => "`true` or `false`",
        OptionKind::Words => "a word or a list of words",
    };
    let message = format!("`{}` needs {needed}", option.name);
    Diagnostic::error(rule::WRONG_KIND, value.span, message).help(option.doc)
}

fn nothing_to_set(name: &Word, span: Span) -> Diagnostic {
    let message = format!("`{}` has no options", name.value);
    Diagnostic::error(rule::UNKNOWN_KEY, span, message)
        .help("`severity` says how much a rule matters")
}

fn may(rule: &Rule) -> String {
    let names: Vec<String> = rule.options.iter().map(|it| format!("`{}`", it.name)).collect();
    match names.as_slice() {
        [] => "it has none; `severity` says how much it matters".to_owned(),
        names => format!("it has {}", names.join(", ")),
    }
}
