//! What English names say: whether something happened, or is to be done, and the name that would say the other.

use super::{verbs::VERBS, words_of};
use crate::case;

/// Words in `-ed` that are no past of anything.
const ED_BY_CHANCE: &[&str] = &[
    "bleed", "breed", "creed", "deed", "embed", "exceed", "feed", "greed", "heed", "hundred",
    "indeed", "naked", "need", "proceed", "reed", "sacred", "seed", "shed", "shred", "sled",
    "speed", "succeed", "weed",
];

/// Words for a state of which everybody hears when it begins.
const STATES: &[&str] = &[
    "absent",
    "available",
    "due",
    "empty",
    "full",
    "high",
    "idle",
    "inactive",
    "incomplete",
    "insufficient",
    "invalid",
    "late",
    "low",
    "missing",
    "obsolete",
    "offline",
    "online",
    "overdue",
    "ready",
    "stale",
    "unavailable",
    "void",
];

/// States of two words, as in `BikeInUse`.
const STATES_OF_TWO: &[[&str; 2]] = &[
    ["at", "risk"],
    ["in", "arrears"],
    ["in", "default"],
    ["in", "doubt"],
    ["in", "place"],
    ["in", "progress"],
    ["in", "stock"],
    ["in", "transit"],
    ["in", "use"],
    ["on", "duty"],
    ["on", "hold"],
    ["on", "leave"],
    ["on", "sale"],
    ["on", "time"],
    ["under", "review"],
    ["under", "way"],
];

/// Verbs with which `over` is no end: in `ShiftOver` it is one, in `HandOver` not.
const NOT_OVER: &[&str] = &[
    "carry", "change", "cross", "fall", "hand", "move", "pass", "pull", "push", "roll", "run",
    "start", "switch", "take", "turn",
];

/// Participles that name people, of which a command may be about: `InviteShortlisted`.
const PEOPLE: &[&str] = &[
    "accused",
    "bereaved",
    "deceased",
    "disabled",
    "injured",
    "insured",
    "shortlisted",
    "unemployed",
    "wounded",
];

/// Words that belong to a verb or stand before a thing.
const SMALL: &[&str] = &[
    "at", "away", "back", "by", "down", "for", "from", "in", "into", "of", "off", "on", "out",
    "to", "under", "up", "with",
];

/// What is left of `didn't` and its like where words end at the apostrophe.
const DENIED: &[&str] = &["couldn", "didn", "hadn", "wasn", "weren"];

/// Words that begin a command about what has happened: to record it is the wish.
const RECORDING: &[&str] = &[
    "acknowledge",
    "announce",
    "apply",
    "confirm",
    "declare",
    "flag",
    "get",
    "handle",
    "have",
    "import",
    "keep",
    "leave",
    "let",
    "list",
    "log",
    "make",
    "mark",
    "note",
    "process",
    "publish",
    "put",
    "record",
    "register",
    "replay",
    "report",
    "set",
    "show",
    "track",
];

/// Base forms of verbs that are nouns as well, so that a name may begin with the thing.
const NOUNS_TOO: &str = include_str!("nouns.txt");

/// Past forms that mean something else as well, so that a command may end in them.
const PAST_BY_CHANCE: &[&str] = &[
    "bit", "bound", "fell", "felt", "found", "ground", "left", "lent", "lit", "rent", "saw",
    "shot", "spoke", "thought", "wound",
];

/// The words of the name of an event that say something, without its kind and its version.
fn telling(name: &str) -> Vec<String> {
    let mut words = words_of(name);
    let is_version = |word: &str| {
        word.strip_prefix('v').is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()))
    };
    while words.len() > 1 && words.last().is_some_and(|last| last == "event" || is_version(last)) {
        words.pop();
    }
    words
}

/// Whether the name of an event says that something happened: a word of it is past, or tells a state. `states` are
/// further words for states.
pub(in crate::lint) fn says_what_happened(name: &str, states: &[String]) -> bool {
    let words = telling(name);
    let tells = words.iter().enumerate().any(|(place, word)| {
        let word = word.trim_end_matches(|letter: char| letter.is_ascii_digit());
        is_past(word)
            || (place > 0 && VERBS.is_unchanged(word))
            || STATES.contains(&word)
            || states.iter().any(|state| state.eq_ignore_ascii_case(word))
    });
    tells || is_state_of_several(&words)
}

/// Whether a name ends in a state that needs several words, such as `GoodsOutOfStock` and `BikeInUse`.
fn is_state_of_several(words: &[String]) -> bool {
    let is_out_of = matches!(words, [.., out, of, _] if out == "out" && of == "of");
    let is_over = matches!(words, [.., thing, over]
        if over == "over" && only_verb(thing).is_none() && !NOT_OVER.contains(&thing.as_str()));
    is_out_of
        || is_over
        || STATES_OF_TWO
            .iter()
            .any(|state| words.len() > 2 && words.ends_with(&state.map(str::to_owned)))
}

/// Whether the name of a command ends as a fact does, and does not begin as a wish.
pub(in crate::lint) fn reads_as_a_fact(name: &str) -> bool {
    let words = words_of(name);
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let is_wish = RECORDING.contains(&first.as_str()) || only_verb(first).is_some();
    let is_for_people = PEOPLE.contains(&last.as_str()) && VERBS.verb(first).is_some();
    is_past(last) && !PAST_BY_CHANCE.contains(&last.as_str()) && !is_wish && !is_for_people
}

/// Whether a word can only be past.
fn is_past(word: &str) -> bool {
    let is_regular = word.len() >= 4 && word.ends_with("ed") && !ED_BY_CHANCE.contains(&word);
    let is_irregular = |word: &str| VERBS.base(word).is_some();
    is_regular
        || DENIED.contains(&word)
        || is_irregular(word)
        || word.strip_prefix("un").is_some_and(is_irregular)
}

/// The base form of a verb that is no noun.
fn only_verb(word: &str) -> Option<&'static str> {
    VERBS.verb(word).filter(|verb| !is_listed(NOUNS_TOO, verb))
}

/// The fact that comes of a wish: `OrderCreated` for `CreateOrder`, `OrderCreate` and `CreatingOrder`.
pub(in crate::lint) fn as_fact(name: &str) -> Option<String> {
    let words = telling(name);
    let (first, others) = words.split_first()?;
    let (last, before) = words.split_last()?;
    let surely = |word| only_verb(word).or_else(|| VERBS.base_of_gerund(word));
    let verbs = match (surely(first), surely(last)) {
        (None, None) => (VERBS.verb(first), VERBS.verb(last)),
        sure => sure,
    };
    let (verb, thing) = match verbs {
        (Some(verb), None) => (verb, others),
        (None, Some(verb)) => (verb, before),
        // One word alone is first and last.
        (Some(verb), Some(_)) if others.is_empty() => (verb, others),
        (Some(_), Some(_)) | (None, None) => return None,
    };
    // In `PutIntoBed` and `BikeInDock` the verb is only a part of what is said.
    let is_small = |word: Option<&String>| word.is_some_and(|it| SMALL.contains(&it.as_str()));
    if is_small(thing.first()) || is_small(thing.last()) {
        return None;
    }
    let participle = VERBS.participle(verb)?;
    Some(joined(thing.iter().map(String::as_str).chain([participle])))
}

/// The wish of which a fact comes: `PlaceOrder` for `OrderPlaced`.
pub(in crate::lint) fn as_wish(name: &str) -> Option<String> {
    let words = words_of(name);
    let (last, before) = words.split_last()?;
    let verb = VERBS.base(last)?;
    Some(joined([verb].into_iter().chain(before.iter().map(String::as_str))))
}

/// Nouns that end as a plural does, or as what somebody does.
const ONE_THING: &str = include_str!("singular.txt");

/// Whether a noun is a plural, as far as its ending tells.
pub(in crate::lint) fn is_plural(word: &str) -> bool {
    word.len() > 3
        && word.ends_with('s')
        && !["ss", "us", "is", "as", "os", "ics"].iter().any(|end| word.ends_with(end))
        && !is_listed(ONE_THING, word)
}

/// One of what a plural names; nothing where the ending does not tell.
pub(in crate::lint) fn singular(word: &str) -> Option<String> {
    const WITH_E: [&str; 4] = ["calories", "cookies", "movies", "selfies"];
    let ends = |ends: &[&str]| ends.iter().any(|end| word.ends_with(end));
    let stem = word.strip_suffix('s').filter(|_| is_plural(word))?;
    if ends(&["ies"]) && !WITH_E.contains(&word) {
        return Some(format!("{}y", stem.strip_suffix("ie")?));
    }
    if ends(&["sses", "xes", "tches", "shes"]) {
        return stem.strip_suffix('e').map(str::to_owned);
    }
    (!ends(&["ses", "zes", "ches", "oes", "ves"])).then(|| stem.to_owned())
}

/// Whether a word says what somebody does, and is not the name of a thing as well.
pub(in crate::lint) fn is_activity(word: &str) -> bool {
    VERBS.base_of_gerund(word).is_some() && !is_listed(ONE_THING, word)
}

/// A word as it is remembered: in the singular, and spelled in one way where British and American differ.
pub(in crate::lint) fn heard(word: &str) -> String {
    let single = if is_plural(word) { &word[..word.len() - 1] } else { word };
    let mut heard = single
        .replace("isation", "ization")
        .replace("ise", "ize")
        .replace("ising", "izing")
        .replace("yse", "yze")
        .replace("colour", "color")
        .replace("avour", "avor")
        .replace("abour", "abor")
        .replace("centre", "center")
        .replace("licence", "license")
        .replace("catalogue", "catalog")
        .replace("cheque", "check");
    for end in ["led", "ling", "lment"] {
        if let Some(start) = heard.strip_suffix(end).and_then(|start| start.strip_suffix('l'))
            && start.matches(['a', 'e', 'i', 'o', 'u']).count() > 1
        {
            heard = format!("{start}{end}");
        }
    }
    heard
}

/// Whether a list of words, one a line, has a word.
fn is_listed(words: &str, word: &str) -> bool {
    words.lines().any(|it| it == word)
}

fn joined<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let snake: Vec<&str> = words.collect();
    case::upper_camel(&snake.join("_")).into_owned()
}

/// Whether names are English, as far as their verbs tell: one name in four has one.
pub(in crate::lint) fn speaks<'n>(names: impl Iterator<Item = &'n str>) -> bool {
    let is_verb = |word: &String| {
        VERBS.verb(word).is_some()
            || VERBS.base(word).is_some()
            || VERBS.base_of_gerund(word).is_some()
    };
    let (mut all, mut english) = (0, 0);
    for name in names {
        all += 1;
        english += usize::from(words_of(name).iter().any(is_verb));
    }
    all > 0 && english * 4 >= all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_of_every_shape_are_understood() {
        for name in [
            "OrderPlaced",
            "BookPlacedOnHold",
            "AccountDebitFailedDueToInsufficientFunds",
            "CustomerWithdrewCash",
            "PriceSet",
            "MoneyWithdrawn",
            "InvoiceUnpaid",
            "PaymentDue",
            "StockLow",
            "GoodsOutOfStock",
            "OrderPlacedEvent",
            "OrderShippedV2",
            "Placed",
            "order_sent",
            "BikeInUse",
            "ShiftOver",
            "OrderOnHold",
            "Patient didn't show up",
        ] {
            assert!(says_what_happened(name, &[]), "{name}");
        }
        for name in [
            "OrderCreating",
            "RemoveRoot",
            "SetPrice",
            "SeedNeed",
            "SomeEvent",
            "Order",
            "Reset",
            "HandOver",
            "RollOver",
            "InUse",
        ] {
            assert!(!says_what_happened(name, &[]), "{name}");
        }
        assert!(says_what_happened("DoorAjar", &["ajar".to_owned()]));
    }

    #[test]
    fn wishes_are_no_facts() {
        for name in [
            "PlaceOrder",
            "RecordDebitFailed",
            "MarkAsPaid",
            "PlaceBid",
            "PayRent",
            "RemoveUnused",
            "SendFeed",
            "GetPaid",
            "Login",
            "CheckoutCart",
            "BookFlight",
            "InviteShortlisted",
        ] {
            assert!(!reads_as_a_fact(name), "{name}");
        }
        for name in ["OrderPlaced", "MoneyWithdrawn", "BookLost", "Shipped", "InviteAccepted"] {
            assert!(reads_as_a_fact(name), "{name}");
        }
    }

    #[test]
    fn a_name_of_one_kind_suggests_that_of_the_other() {
        for (wish, fact) in [
            ("CreateOrder", "OrderCreated"),
            ("OrderCreate", "OrderCreated"),
            ("OrderCreating", "OrderCreated"),
            ("PlacingOrder", "OrderPlaced"),
            ("WithdrawMoney", "MoneyWithdrawn"),
            ("BookRoom", "RoomBooked"),
            ("SetPrice", "PriceSet"),
            ("Cancel", "Cancelled"),
        ] {
            assert_eq!(as_fact(wish).as_deref(), Some(fact), "{wish}");
            assert!(says_what_happened(fact, &[]), "{fact}");
        }
        for name in ["BikeInDock", "PutIntoBed", "SignUpUser", "LogIn"] {
            assert_eq!(as_fact(name), None, "{name}");
        }
        for name in ["OrderStatus", "Order", "OrderRefund"] {
            let suggested = as_fact(name);
            assert!(suggested.as_deref().is_none_or(|it| it != name), "{name}: {suggested:?}");
        }
        assert_eq!(as_wish("OrderPlaced").as_deref(), Some("PlaceOrder"));
        assert_eq!(as_wish("MoneyWithdrawn").as_deref(), Some("WithdrawMoney"));
        assert_eq!(as_wish("OrderFrobbed"), None);
    }

    #[test]
    fn spellings_of_one_word_are_remembered_as_one() {
        for (one, other) in [
            ("canceled", "cancelled"),
            ("orders", "order"),
            ("organised", "organized"),
            ("fulfillment", "fulfilment"),
            ("licence", "license"),
        ] {
            assert_eq!(heard(one), heard(other));
        }
        for (one, other) in [("filed", "filled"), ("address", "addressed"), ("paid", "payed")] {
            assert_ne!(heard(one), heard(other));
        }
    }

    #[test]
    fn one_thing_is_told_from_many_and_from_what_is_done() {
        for word in ["orders", "policies", "customers"] {
            assert!(is_plural(word), "{word}");
        }
        for word in ["address", "status", "analysis", "series", "bus", "order"] {
            assert!(!is_plural(word), "{word}");
        }
        assert!(is_activity("ordering") && is_activity("shipping"));
        assert!(!is_activity("booking") && !is_activity("string"));
    }

    #[test]
    fn what_may_be_a_noun_is_a_verb() {
        let unknown = NOUNS_TOO.lines().filter(|word| VERBS.verb(word).is_none());
        assert_eq!(unknown.collect::<Vec<_>>(), [""; 0]);
        assert!(NOUNS_TOO.lines().is_sorted() && ONE_THING.lines().is_sorted());
        assert!(RECORDING.is_sorted() && STATES.is_sorted());
    }

    #[test]
    fn other_languages_are_not_taken_for_english() {
        assert!(speaks(["PlaceOrder", "Order", "Stock", "Parcel"].into_iter()));
        let german = ["BestellungAufgegeben", "RechnungBezahlt", "BestelleWare", "WareGeliefert"];
        assert!(!speaks(german.into_iter()));
    }

    #[test]
    fn the_singular_is_told_where_the_ending_tells_it() {
        for (plural, single) in [
            ("orders", "order"),
            ("deliveries", "delivery"),
            ("addresses", "address"),
            ("batches", "batch"),
            ("boxes", "box"),
            ("movies", "movie"),
            ("invoices", "invoice"),
        ] {
            assert_eq!(singular(plural).as_deref(), Some(single));
        }
        for unclear in ["houses", "shoes", "caches", "wolves", "order", "status"] {
            assert_eq!(singular(unclear), None, "{unclear}");
        }
    }
}
