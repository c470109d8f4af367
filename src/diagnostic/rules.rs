//! The names of the rules, and the opaque codes that search engines and SARIF know
//! them by.

/// A rule: what findings are named by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The kebab-case name, the key everywhere.
    pub name: &'static str,
    /// The opaque alias.
    pub code: &'static str,
    /// What it finds, in one sentence.
    pub summary: &'static str,
}

/// Declares the name of each rule as a constant, and the table of all of them.
macro_rules! rules {
    ($(#[doc = $doc:literal] $constant:ident = $name:literal $code:literal;)*) => {
        /// The names of the rules, one constant each.
        pub mod rule {
            $(#[doc = $doc] pub const $constant: &str = $name;)*
        }

        /// Every rule, in the order of the codes of its stage.
        pub const RULES: &[Rule] =
            &[$(Rule { name: $name, code: $code, summary: $doc.trim_ascii() }),*];
    };
}

rules! {
    /// The text is not YAML, or uses a part of YAML that models do without.
    YAML_SYNTAX = "yaml-syntax" "ES0001";
    /// A key that means nothing at its place.
    UNKNOWN_KEY = "unknown-key" "ES0002";
    /// The same key twice in one mapping.
    DUPLICATE_KEY = "duplicate-key" "ES0003";
    /// An included file that is not there, cannot be read, or includes in a circle.
    IMPORT_NOT_FOUND = "import-not-found" "ES0004";
    /// A plain scalar that YAML or its older tools read as something else than text.
    AMBIGUOUS_SCALAR = "ambiguous-scalar" "ES0005";
    /// A version of the language that this program does not know.
    UNSUPPORTED_SPEC = "unsupported-spec" "ES0006";
    /// A key that has to be there is not.
    MISSING_KEY = "missing-key" "ES0007";
    /// A value of another kind than its place needs.
    WRONG_KIND = "wrong-kind" "ES0008";
    /// A name that refers to nothing.
    UNRESOLVED_REFERENCE = "unresolved-reference" "ES1001";
    /// A short name that fits several elements.
    AMBIGUOUS_REFERENCE = "ambiguous-reference" "ES1002";
    /// Two elements of one kind and one name.
    DUPLICATE_NAME = "duplicate-name" "ES1003";
    /// Two names that become one identifier.
    NAME_COLLISION = "name-collision" "ES1004";
    /// A name that cannot be an identifier.
    INVALID_IDENTIFIER = "invalid-identifier" "ES1005";
    /// Two elements joined in a way the grammar of event storming does not know.
    ILLEGAL_SUCCESSION = "illegal-succession" "ES1006";
    /// A type that is neither built in nor declared.
    UNKNOWN_TYPE = "unknown-type" "ES1007";
    /// A type that contains itself by value.
    INFINITE_TYPE = "infinite-type" "ES1008";
    /// Two fields that become one name.
    DUPLICATE_FIELD = "duplicate-field" "ES1009";
    /// An enumeration without a value.
    EMPTY_ENUM = "empty-enum" "ES1011";
    /// An example or default that does not fit its type.
    INVALID_EXAMPLE = "invalid-example" "ES1012";
    /// A scenario that the model cannot play.
    INVALID_SCENARIO = "invalid-scenario" "ES1013";
    /// A state that the lifecycle does not know.
    UNKNOWN_STATE = "unknown-state" "ES1014";
    /// Two events stored under one name.
    WIRE_NAME_CLASH = "wire-name-clash" "ES1015";
    /// A field that belongs to the envelope.
    RESERVED_FIELD = "reserved-field" "ES1016";
    /// An event of a saga without a way to find the instance.
    SAGA_CORRELATION_MISSING = "saga-correlation-missing" "ES1017";
    /// A command that does not say which instance it addresses.
    COMMAND_TARGET_MISSING = "command-target-missing" "ES1018";
    /// A value that does not fit the field it is given to.
    MAPPING_TYPE_MISMATCH = "mapping-type-mismatch" "ES1019";
    /// The same reference twice in one list.
    DUPLICATE_LIST_ENTRY = "duplicate-list-entry" "ES1020";
    /// Two relations of one pair of contexts that exclude each other.
    RELATION_CONFLICT = "relation-conflict" "ES1021";
    /// A text that is no expression.
    EXPRESSION_SYNTAX = "expression-syntax" "ES1022";
    /// Parts of an expression whose types do not go together.
    EXPRESSION_TYPE = "expression-type" "ES1023";
    /// A row of a decision behind one that always holds, or that has the same condition.
    UNREACHABLE_ROW = "unreachable-row" "ES1025";
    /// A part of a model that is fine as it stands, but not finished enough to be generated.
    NOT_READY = "not-ready" "ES1026";
    /// A command that several aggregates of a context handle.
    COMMAND_MULTIPLE_HANDLERS = "command-multiple-handlers" "ES2002";
    /// A policy that waits until several events have happened.
    POLICY_JOINS_EVENTS = "policy-joins-events" "ES2019";
    /// An event that more than one writes.
    EVENT_MULTIPLE_WRITERS = "event-multiple-writers" "ES3001";
    /// A field that holds a whole aggregate.
    AGGREGATE_BY_OBJECT = "aggregate-by-object" "ES3002";
    /// A field of an event, or of the state behind it, that nothing gives a value to.
    EVENT_FIELD_UNSOURCED = "event-field-unsourced" "ES4002";
    /// A field of a command that nothing gives a value to.
    COMMAND_FIELD_UNSOURCED = "command-field-unsourced" "ES4003";
    /// An amount of money in a floating-point number.
    FLOAT_MONEY = "float-money" "ES4013";
    /// A value that may be absent, given to a field that may not.
    OPTIONAL_FEEDS_REQUIRED = "optional-feeds-required" "ES4008";
    /// A read model whose rows, or an event whose row, cannot be told apart.
    READ_MODEL_WITHOUT_KEY = "read-model-without-key" "ES4021";
    /// Something disappears from an event without its old type.
    OLD_TYPE_MISSING = "old-type-missing" "EV210";
    /// Two events stored under one name, now or in history.
    TYPE_NAME_COLLISION = "type-name-collision" "EV113";
    /// `changes` that do not list exactly the versions from the newest down to 2.
    VERSION_GAP = "version-gap" "EV201";
    /// Steps that say something else than the versions on both sides.
    UNEXPLAINED_DIFFERENCE = "unexplained-difference" "EV202";
    /// A required field that old events have no value for.
    NO_VALUE_FOR_OLD_EVENTS = "no-value-for-old-events" "EV203";
    /// A step that names a field which is not there at its point.
    UNKNOWN_FIELD_IN_STEP = "unknown-field-in-step" "EV204";
    /// A map that leaves some stored value without an answer.
    MAP_NOT_TOTAL = "map-not-total" "EV205";
    /// A step between types that it does not work for.
    CONVERSION_MISMATCH = "conversion-mismatch" "EV206";
    /// A conversion that cannot take every value and does not say what then.
    PARTIAL_WITHOUT_POLICY = "partial-without-policy" "EV207";
    /// A split that leaves a field of its event without a value.
    SPLIT_INCOMPLETE = "split-incomplete" "EV208";
    /// Splits that lead back to where they started.
    SPLIT_CYCLE = "split-cycle" "EV209";
    /// A widening after which some old value is not valid any more.
    NOT_A_WIDENING = "not-a-widening" "EV211";
    /// An older version that is published, though nothing leads back to it for every event.
    NO_WAY_BACK = "no-way-back" "EV307";
    /// Older versions of an event that does not leave its context in any version.
    NOT_PUBLISHED = "not-published" "EV311";
    /// A value in a step that its field cannot hold.
    VALUE_OF_WRONG_TYPE = "value-of-wrong-type" "EV219";
    /// A value that only another event has.
    NOT_AN_UPCAST_CONTEXT = "not-an-upcast-context" "EV503";
    /// A published version of an event would have another shape.
    PUBLISHED_SHAPE_CHANGED = "published-shape-changed" "EV101";
    /// The steps between two published versions are not the same any more.
    PUBLISHED_STEPS_CHANGED = "published-steps-changed" "EV102";
    /// A version is published that the model does not have.
    VERSION_WENT_BACK = "version-went-back" "EV103";
    /// A published event is not in the model any more.
    EVENT_VANISHED = "event-vanished" "EV104";
    /// The record of what was published does not fit itself, or what was published before.
    LOCK_TAMPERED = "lock-tampered" "EV105";
    /// A published event is stored under another name without saying so.
    STORED_NAME_CHANGED = "stored-name-changed" "EV106";
    /// A golden file is not what was published.
    GOLDEN_CHANGED = "golden-changed" "EV107";
    /// Generated code that does not come from the model as it is.
    GENERATED_CODE_STALE = "generated-code-stale" "EV108";
    /// What identifies the streams of a published event is something else.
    STREAM_KEY_CHANGED = "stream-key-changed" "EV109";
    /// The description of a published event is not the same any more.
    MEANING_EDITED = "meaning-edited" "EV110";
    /// Two people gave one number to two versions.
    VERSION_NUMBER_TAKEN = "version-number-taken" "EV111";
    /// A name that was given up comes back with another type.
    DROPPED_NAME_REUSED = "dropped-name-reused" "EV112";
    /// A field takes less than before.
    RULE_TIGHTENED = "rule-tightened" "EV114";
    /// A field disappears and a similar one appears.
    LIKELY_RENAME = "likely-rename" "EV212";
    /// A step makes one value of several that are stored.
    LOSES_INFORMATION = "loses-information" "EV213";
    /// A number means another unit under its old name and type.
    UNIT_CHANGED_IN_PLACE = "unit-changed-in-place" "EV215";
    /// A field is not protected any more.
    PROTECTION_REMOVED = "protection-removed" "EV217";
    /// A type that published events contain is not the same any more.
    VALUE_TYPE_MOVED = "value-type-moved" "EV218";
    /// A context relies on a version whose successor it cannot read.
    READER_BREAKS = "reader-breaks" "EV301";
    /// An instance that was not redeployed cannot read what the next one writes.
    ROLLING_DEPLOY_BREAKS = "rolling-deploy-breaks" "EV302";
    /// A context relies on a version that was never published, or that is gone.
    PINS_UNKNOWN_VERSION = "pins-unknown-version" "EV303";
    /// A context relies on an old version and can read the newest.
    READER_BEHIND = "reader-behind" "EV304";
    /// A context uses a field that the newest version does not have.
    USES_DROPPED_FIELD = "uses-dropped-field" "EV305";
    /// Words are written that some reader does not know.
    CLOSED_ENUM_GREW = "closed-enum-grew" "EV306";
    /// What was public does not leave its context any more.
    MADE_PRIVATE = "made-private" "EV308";
    /// Public events leave by another channel than their readers look at.
    MOVED_WITHOUT_READERS = "moved-without-readers" "EV309";
    /// A public event breaks with readers that nobody here knows.
    LINE_OPENED = "line-opened" "EV310";
    /// An older version is not published beside the newest any more.
    VERSION_WITHDRAWN = "version-withdrawn" "EV312";
    /// Events that carried their fields are bare news now.
    DATA_WITHHELD = "data-withheld" "EV313";
    /// An event should no longer be used, and nothing takes its place.
    DEPRECATED_WITHOUT_SUCCESSOR = "deprecated-without-successor" "EV401";
    /// A retired event is still written, or its time has not come.
    RETIRED_TOO_EARLY = "retired-too-early" "EV402";
    /// Something still depends on a retired event.
    RETIRED_BUT_FOLDED = "retired-but-folded" "EV403";
    /// Versions that are not published yet, or of which nobody has said why.
    DRAFTS_AT_RELEASE = "drafts-at-release" "EV404";
    /// Old versions are forgotten, and nobody attests that no store holds one.
    UPCASTER_WITHOUT_ATTESTATION = "upcaster-without-attestation" "EV405";
    /// An old version takes many hops to be read.
    LONG_CHAIN = "long-chain" "EV406";
    /// Snapshots were computed with other events or another state.
    SNAPSHOTS_DROPPED = "snapshots-dropped" "EV407";
    /// Rows were computed with other events or in another way.
    PROJECTION_REBUILD = "projection-rebuild" "EV408";
    /// Running instances of a saga remember something that it could not read any more.
    PROCESS_STATE_CHANGED = "process-state-changed" "EV409";
    /// An event moves to other streams.
    NOT_AN_UPCAST_STREAM = "not-an-upcast-stream" "EV501";
    /// A record of what was published that cannot be read.
    BASELINE_UNREADABLE = "baseline-unreadable" "EV601";
    /// An acceptance that accepts nothing, or whose time is over.
    STALE_ACCEPTANCE = "stale-acceptance" "EV602";
    /// A stored payload that cannot be read here: no JSON, not what its version says, or stopped at a step.
    UNREADABLE_PAYLOAD = "unreadable-payload" "EV603";
}

/// The opaque alias of a rule, when it has one.
pub fn code_of(name: &str) -> Option<&'static str> {
    RULES.iter().find(|rule| rule.name == name).map(|rule| rule.code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_rule_has_a_name_a_code_and_a_sentence_of_its_own() {
        let told = |tell: fn(&Rule) -> &str| RULES.iter().map(tell).collect::<BTreeSet<_>>().len();
        assert_eq!(told(|rule| rule.name), RULES.len());
        assert_eq!(told(|rule| rule.code), RULES.len());
        assert_eq!(told(|rule| rule.summary), RULES.len());
        assert!(RULES.iter().all(|rule| rule.summary.ends_with('.')));
        assert_eq!(code_of(rule::UNKNOWN_KEY), Some("ES0002"));
    }
}
