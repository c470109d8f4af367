//! The `lint:` section of the root file: which rules apply, how much they matter, and where they do not.

use super::super::parts::{List, OneOrMany, Table, Value};

record! {
    /// Settings of the rules.
    pub struct LintDecl is "lint section" {
        optional {
            /// The sets of rules to start from; `recommended`, unless said otherwise.
            preset: OneOrMany<Preset>,
            /// The least severity at which `esgen lint` fails; `warning`, unless said otherwise.
            fail_on: FailOn,
            /// Rules, codes or categories that do not apply in this model.
            ignore: OneOrMany<String>,
            /// Whether rules apply that are still being tried out.
            preview: bool,
            /// The language in which elements are named.
            language: NameLanguage,
            /// Whether every allowance has to say why.
            require_reason: bool,
            /// How much a rule matters, by its name.
            severity: Table<SeverityWord>,
            /// Settings of single rules, by their name.
            rules: Table<Value>,
            /// Rules that do not apply to some elements, by their path.
            per_path: List<PerPathDecl>,
            /// Words that tell personal and secret fields from others.
            privacy: PrivacyDecl,
        }
    }
}

record! {
    /// Rules that do not apply to some elements.
    pub struct PerPathDecl is "entry of per_path" {
        required {
            /// The elements, as a pattern of their path: `Legacy/**`.
            path: String,
            /// Rules, codes or categories that do not apply there.
            ignore: OneOrMany<String>,
        }
        optional {
            /// Why they do not.
            reason: String,
        }
    }
}

record! {
    /// Words that tell personal and secret fields from others, beside the ones that are known.
    pub struct PrivacyDecl is "privacy section" {
        optional {
            /// Fields that hold personal data.
            personal: OneOrMany<String>,
            /// Fields that hold secrets.
            secret: OneOrMany<String>,
            /// Fields that do not, whatever their name suggests.
            not_personal: OneOrMany<String>,
        }
    }
}

words! {
    /// A set of rules, or a theme that some rules matter more for.
    pub enum Preset is "preset" {
        /// What makes a model wrong.
        Minimal = "minimal",
        /// What is worth a look in most models.
        Recommended = "recommended",
        /// Also what is a matter of taste.
        Strict = "strict",
        /// For a wall of notes that is still being sorted.
        Workshop = "workshop",
        /// State comes from events only.
        EventSourced = "event-sourced",
        /// Between contexts there are only events.
        ClusterContexts = "cluster-contexts",
        /// Every field says where it comes from.
        EventModeling = "event-modeling",
        /// Personal data and secrets.
        Privacy = "privacy",
    }
}

words! {
    /// The least severity at which linting fails.
    pub enum FailOn is "severity" {
        /// Errors only.
        Error = "error",
        /// Errors and warnings.
        Warning = "warning",
        /// Everything that is found.
        Info = "info",
        /// Nothing.
        Never = "never",
    }
}

words! {
    /// How much a rule matters.
    pub enum SeverityWord is "severity" {
        /// The model is wrong.
        Error = "error",
        /// Probably not what was meant.
        Warning = "warning",
        /// Worth knowing.
        Info = "info",
        /// Not looked for.
        Off = "off",
    }
}

words! {
    /// The language in which elements are named.
    pub enum NameLanguage is "language" {
        /// English.
        English = "en",
        /// Chinese.
        Chinese = "zh",
        /// Name by name, by its script.
        Auto = "auto",
        /// None whose grammar is known.
        None = "none",
    }
}
