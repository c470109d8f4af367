//! Texts that have the form of something real: a card, a mail address, a key.

/// Numbers that card companies give out for tests.
const TEST_CARDS: &[&str] = &[
    "30569309025904",
    "3530111333300000",
    "371449635398431",
    "378282246310005",
    "378734493671000",
    "38520000023237",
    "4000000000000002",
    "4012888888881881",
    "4111111111111111",
    "4242424242424242",
    "5105105105105100",
    "5200828282828210",
    "5555555555554444",
    "6011000990139424",
    "6011111111111117",
];

/// Ends of domains that belong to nobody.
const NOBODYS: &[&str] =
    &["example", "example.com", "example.net", "example.org", "invalid", "localhost", "test"];

/// Beginnings of keys of well-known services.
const KEYS: &[&str] = &[
    "AKIA",
    "ASIA",
    "-----BEGIN ",
    "ghp_",
    "gho_",
    "github_pat_",
    "glpat-",
    "sk_live_",
    "rk_live_",
    "xoxb-",
    "xoxp-",
];

/// What a text looks like; nothing when it can be made up.
pub(in crate::lint) fn form(text: &str) -> Option<&'static str> {
    if is_card(text) {
        Some("a payment card")
    } else if is_mail(text) {
        Some("a mail address that can be somebody's")
    } else if KEYS.iter().any(|key| text.starts_with(key)) && text.len() > 15 {
        Some("a key")
    } else {
        None
    }
}

/// Digits in groups, with the first one of a card company and a check digit that is right.
fn is_card(text: &str) -> bool {
    let digits: String = text.chars().filter(|it| !matches!(it, ' ' | '-')).collect();
    (13..=19).contains(&digits.len())
        && digits.bytes().all(|it| it.is_ascii_digit())
        && digits.starts_with(['3', '4', '5', '6'])
        && !TEST_CARDS.contains(&digits.as_str())
        && luhn(&digits).is_multiple_of(10)
}

/// The sum of digits in which every second one from the right counts twice.
fn luhn(digits: &str) -> u32 {
    let counted = digits.bytes().rev().map(|it| u32::from(it - b'0')).enumerate();
    counted.map(|(place, it)| if place % 2 == 1 { it * 2 / 10 + it * 2 % 10 } else { it }).sum()
}

fn is_mail(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else { return false };
    let is_plain =
        |part: &str| part.bytes().all(|it| it.is_ascii_alphanumeric() || b"._+-".contains(&it));
    let domain = domain.to_ascii_lowercase();
    let is_nobodys =
        NOBODYS.iter().any(|end| domain == *end || domain.ends_with(&format!(".{end}")));
    !name.is_empty() && is_plain(name) && is_plain(&domain) && domain.contains('.') && !is_nobodys
}

#[cfg(test)]
mod tests {
    use super::form;

    #[test]
    fn what_can_be_real_is_told_from_what_is_made_up() {
        for text in ["4539 1488 0343 6467", "ann.lee@gmail.com", "AKIAABCDEFGHIJKLMNOP"] {
            assert!(form(text).is_some(), "{text}");
        }
        for text in [
            "4111 1111 1111 1111",
            "4539148803436468",
            "ann@example.org",
            "ann@shop.test",
            "Ann Lee",
            "@home",
            "AKIA",
            "12345678",
        ] {
            assert_eq!(form(text), None, "{text}");
        }
    }
}
