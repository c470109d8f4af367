//! What can be chosen about a picture: what of the model is drawn, and how it looks.

use clap::{Args, ValueEnum};

use super::super::{Failure, Result};
use crate::diagram::{self, Choice, Kind, Language, Limits, Options};

/// What of the model is drawn, and how it looks.
#[derive(Debug, Args)]
pub(super) struct Choices {
    /// Draw only these contexts, and hint at what they touch.
    #[arg(long, value_name = "CONTEXT")]
    pub(super) context: Vec<String>,
    /// Draw only these aggregates.
    #[arg(long, value_name = "AGGREGATE")]
    aggregate: Vec<String>,
    /// Draw only what an element can lead to.
    #[arg(long, value_name = "ELEMENT")]
    from: Option<String>,
    /// Draw only what can lead to an element; with `--from` the ways between the two.
    #[arg(long, value_name = "ELEMENT")]
    to: Option<String>,
    /// Draw only what is near an element, before and after it.
    #[arg(long, value_name = "ELEMENT")]
    around: Option<String>,
    /// How many lines away counts as near.
    #[arg(long, value_name = "LINES", default_value_t = 2, requires = "around")]
    depth: usize,
    /// How read models are shown.
    #[arg(long, value_enum)]
    views: Option<Views>,
    /// Where time runs: from left to right, or from top to bottom.
    #[arg(long, value_enum)]
    direction: Option<Direction>,
    /// Fold the timeline into bands of this many pixels.
    #[arg(long, value_name = "WIDTH", value_parser = clap::value_parser!(i32).range(NARROWEST..=100_000))]
    wrap: Option<i32>,
    /// In what light the picture will be looked at.
    #[arg(long, value_enum, default_value_t = Theme::Auto)]
    theme: Theme,
    /// Leave the legend out.
    #[arg(long)]
    no_legend: bool,
}

/// A band that is narrower has no room for one decision with what leads to it and what follows from it.
const NARROWEST: i64 = 800;

/// How read models are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Views {
    /// As numbers on the events that feed them.
    Badges,
    /// As stickies with lines from the events that feed them.
    Edges,
    /// Not at all.
    Off,
}

/// Where time runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Direction {
    /// From left to right.
    Lr,
    /// From top to bottom.
    Tb,
}

/// In what light a picture will be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Theme {
    /// As the reader prefers.
    Auto,
    /// On white paper.
    Light,
    /// On a dark screen.
    Dark,
}

impl Choices {
    /// The options of the picture.
    pub(super) fn options(&self) -> Options {
        Options {
            contexts: self.context.clone(),
            limits: Limits {
                aggregates: self.aggregate.clone(),
                from: self.from.clone(),
                to: self.to.clone(),
                around: self.around.clone().map(|name| (name, self.depth)),
            },
            views: match self.views {
                None | Some(Views::Badges) => diagram::Views::Badges,
                Some(Views::Edges) => diagram::Views::Edges,
                Some(Views::Off) => diagram::Views::Off,
            },
            direction: match self.direction {
                None | Some(Direction::Lr) => diagram::Direction::Right,
                Some(Direction::Tb) => diagram::Direction::Down,
            },
            wrap: self.wrap,
            legend: !self.no_legend,
            theme: match self.theme {
                Theme::Auto => diagram::Theme::Auto,
                Theme::Light => diagram::Theme::Light,
                Theme::Dark => diagram::Theme::Dark,
            },
            against: None,
        }
    }

    /// Refuses what says nothing about a kind of picture, or about how it is said in the language of another tool.
    ///
    /// # Errors
    /// When there is such a choice.
    pub(super) fn suit(&self, kind: &Kind, language: Option<Language>) -> Result<()> {
        self.only(
            |choice| kind.has(choice, language),
            |choice| match language.filter(|_| kind.has(choice, None)) {
                Some(language) => language.name().to_owned(),
                None => format!("a picture of kind `{}`", kind.name),
            },
        )?;
        if self.wrap.is_some() && self.direction == Some(Direction::Tb) {
            let message = "`--wrap` folds a time that runs to the right";
            return Err(Failure::new(message).help("leave it or `--direction` out"));
        }
        Ok(())
    }

    /// Refuses what says nothing about a page with everything.
    ///
    /// # Errors
    /// When there is such a choice.
    pub(super) fn suit_page(&self) -> Result<()> {
        self.only(|choice| choice == Choice::Contexts, |_| "a page with every picture".to_owned())
    }

    /// Refuses what says nothing about every picture that there is.
    ///
    /// # Errors
    /// When there is such a choice.
    pub(super) fn suit_everything(&self) -> Result<()> {
        self.only(|_| false, |_| "everything".to_owned())
    }

    /// Refuses the first choice that does not count for what is asked for.
    fn only(&self, counts: impl Fn(Choice) -> bool, what: impl Fn(Choice) -> String) -> Result<()> {
        let made = [
            ("--context", Choice::Contexts, !self.context.is_empty()),
            ("--aggregate", Choice::Limits, !self.aggregate.is_empty()),
            ("--from", Choice::Limits, self.from.is_some()),
            ("--to", Choice::Limits, self.to.is_some()),
            ("--around", Choice::Limits, self.around.is_some()),
            ("--views", Choice::Views, self.views.is_some()),
            ("--direction", Choice::Direction, self.direction.is_some()),
            ("--wrap", Choice::Wrap, self.wrap.is_some()),
        ];
        match made.iter().find(|(_, choice, is)| *is && !counts(*choice)) {
            Some((name, choice, _)) => {
                let message = format!("`{name}` says nothing about {}", what(*choice));
                Err(Failure::new(message).help("leave it out"))
            }
            None => Ok(()),
        }
    }
}
