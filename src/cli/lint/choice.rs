//! Which rules `esgen lint` goes by.

use clap::{
    Args,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};
use jiff::civil::Date;

use super::super::{Result, files};
use crate::{
    lint::{Known, Overrides, Report, Selector, known},
    model::Level,
    syntax::ast::{FailOn, Preset},
};

/// Which rules are looked for, and how much they matter.
#[derive(Debug, Args)]
#[command(next_help_heading = "Rules")]
pub(super) struct ChoiceArguments {
    /// Sets of rules instead of those that the model names.
    #[arg(long, value_name = "PRESET", value_delimiter = ',', value_parser = presets())]
    preset: Vec<Preset>,
    /// Only these rules: a name, a code, or a category.
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = selector)]
    only: Vec<Selector>,
    /// These rules too, though they are off.
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = selector)]
    also: Vec<Selector>,
    /// Not these rules.
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = selector)]
    ignore: Vec<Selector>,
    /// Rules that are still being tried out, too.
    #[arg(long)]
    preview: bool,
    /// Look at every context as if it were that complete.
    #[arg(long, value_name = "LEVEL", value_parser = levels())]
    level: Option<Level>,
    /// The least severity at which the exit code is 1.
    #[arg(long, value_name = "SEVERITY", value_parser = severities())]
    fail_on: Option<FailOn>,
    /// The day for what is allowed until some day. Without it that of `SOURCE_DATE_EPOCH`, or of the clock.
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

impl ChoiceArguments {
    /// The day on which we lint.
    ///
    /// # Errors
    /// When the environment names a day that is none.
    pub(super) fn today(&self) -> Result<Date> {
        self.today.map_or_else(files::today, Ok)
    }

    /// The level at which the model is looked at, instead of the one that it claims.
    pub(super) fn level(&self) -> Option<Level> {
        self.level
    }

    /// What wins over the settings of the model.
    pub(super) fn overrides(&self, today: Date) -> Overrides {
        Overrides {
            presets: self.preset.clone(),
            only: self.only.clone(),
            also: self.also.clone(),
            ignore: self.ignore.clone(),
            preview: self.preview,
            fail_on: self.fail_on,
            today: Some(today),
        }
    }

    /// The rules that `--ignore` means, and whose errors stay all the same.
    pub(super) fn ignored_in_vain(&self, report: &Report) -> Vec<&'static str> {
        let hard = report.findings.iter().filter(|finding| finding.is_hard());
        let hard: Vec<Known> = hard.filter_map(|it| known(it.diagnostic.rule)).collect();
        let meant = |selector: &Selector| hard.iter().find(|rule| selector.means(rule));
        self.ignore.iter().filter_map(meant).map(|rule| rule.name).collect()
    }
}

fn selector(word: &str) -> std::result::Result<Selector, String> {
    Selector::of(word.trim())
        .map_err(|no_rule| format!("no rule and no category has this name: {}", no_rule.help()))
}

/// Reads one of several words, tells slips, and offers them to shells.
fn one_of<T: Copy + Send + Sync + 'static>(
    all: &'static [T],
    word: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    let words = all.iter().map(|it| PossibleValue::new(word(*it)));
    PossibleValuesParser::new(words)
        .try_map(move |text| all.iter().copied().find(|it| word(*it) == text).ok_or("no such word"))
}

fn presets() -> impl TypedValueParser<Value = Preset> {
    one_of(Preset::ALL, Preset::as_str)
}

fn levels() -> impl TypedValueParser<Value = Level> {
    one_of(Level::ALL, Level::as_str)
}

fn severities() -> impl TypedValueParser<Value = FailOn> {
    one_of(FailOn::ALL, FailOn::as_str)
}
