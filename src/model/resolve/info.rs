//! What every element may say about itself, carried over from its declaration.

use crate::{
    source::Spanned,
    syntax::{
        At, OneOrMany, ShortOrLong,
        ast::{AllowDecl, Common, DeprecatedDecl, Level as LevelDecl},
    },
    types::{Allow, Deprecation, Info, Level},
};

/// The info of an element; `draft` when what it stands in is one.
pub(super) fn info_of(common: &Common, draft: bool) -> Info {
    Info {
        label: text(&common.label),
        description: text(&common.description),
        draft: draft || common.draft.is_true(),
        tags: common.tags.items().iter().map(|tag| tag.value.clone()).collect(),
        owner: text(&common.owner),
        deprecated: common.deprecated.spanned().and_then(deprecation_of).map(Box::new),
        allow: allowances_of(&common.allow),
    }
}

/// The text behind a key, if it is there.
pub(super) fn text(at: &At<String>) -> Option<String> {
    at.as_str().map(str::to_owned)
}

/// The level as the model knows it.
pub(super) fn level_of(level: LevelDecl) -> Level {
    match level {
        LevelDecl::BigPicture => Level::BigPicture,
        LevelDecl::Process => Level::Process,
        LevelDecl::Design => Level::Design,
    }
}

fn deprecation_of(declared: Spanned<&DeprecatedDecl>) -> Option<Deprecation> {
    let span = declared.span;
    let bare = Deprecation { because: None, instead: None, since: None, until: None, span };
    match declared.value {
        DeprecatedDecl::Flag(false) => None,
        DeprecatedDecl::Flag(true) => Some(bare),
        DeprecatedDecl::Why(why) => Some(Deprecation { because: Some(why.clone()), ..bare }),
        DeprecatedDecl::Long(long) => Some(Deprecation {
            because: text(&long.because),
            instead: long.replacement.word(),
            since: text(&long.since),
            until: long.until.word(),
            span,
        }),
    }
}

fn allowances_of(allow: &At<OneOrMany<ShortOrLong<String, AllowDecl>>>) -> Vec<Allow> {
    let allowance = |item: &Spanned<ShortOrLong<String, AllowDecl>>| match &item.value {
        ShortOrLong::Short(rule) => {
            let rule = Spanned::new(rule.clone(), item.span);
            Some(Allow { rule, reason: None, until: None, ticket: None })
        }
        ShortOrLong::Long(long) => Some(Allow {
            rule: long.rule.word()?,
            reason: text(&long.reason),
            until: long.until.word(),
            ticket: text(&long.ticket),
        }),
    };
    allow.items().iter().filter_map(allowance).collect()
}
