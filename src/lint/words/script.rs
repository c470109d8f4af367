//! In which script a name is written, and which letters of other scripts look like Latin ones.

use std::collections::BTreeSet;

/// A family of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::lint) enum Script {
    /// English and most of Europe.
    Latin,
    /// Greek.
    Greek,
    /// Russian and its neighbours.
    Cyrillic,
    /// Chinese, Japanese and Korean, which are written together.
    Han,
    /// Every other one.
    Other,
}

impl Script {
    /// The word for it.
    pub(in crate::lint) fn as_str(self) -> &'static str {
        match self {
            Self::Latin => "Latin",
            Self::Greek => "Greek",
            Self::Cyrillic => "Cyrillic",
            Self::Han => "Chinese, Japanese or Korean",
            Self::Other => "other",
        }
    }

    /// The script of a letter; nothing for what belongs to none.
    fn of(letter: char) -> Option<Self> {
        if !letter.is_alphabetic() {
            return None;
        }
        Some(match letter {
            'a'..='z' | 'A'..='Z' | '\u{aa}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Self::Latin,
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Self::Greek,
            '\u{400}'..='\u{52f}' => Self::Cyrillic,
            '\u{1100}'..='\u{11ff}'
            | '\u{3005}'..='\u{30ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7af}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{323af}' => Self::Han,
            _ => Self::Other,
        })
    }
}

/// The scripts of a name. Latin letters beside Chinese ones are no second script: they abbreviate, as in `VIP客户`.
pub(in crate::lint) fn scripts(name: &str) -> BTreeSet<Script> {
    let mut found: BTreeSet<Script> = name.chars().filter_map(Script::of).collect();
    if found.contains(&Script::Han) {
        found.remove(&Script::Latin);
    }
    found
}

/// Whether a name is written with Chinese characters, and with no Japanese or Korean letters.
pub(in crate::lint) fn is_chinese(name: &str) -> bool {
    let is_neighbour = |it: char| matches!(it, '\u{1100}'..='\u{11ff}' | '\u{3041}'..='\u{30ff}' | '\u{ac00}'..='\u{d7af}');
    scripts(name).contains(&Script::Han) && !name.chars().any(is_neighbour)
}

/// A name with the Latin letters that its letters look like.
pub(in crate::lint) fn as_seen(name: &str) -> String {
    name.chars().map(seen).collect()
}

fn seen(letter: char) -> char {
    match letter {
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'С' => 'C',
        'Е' | 'Ε' => 'E',
        'Н' | 'Η' => 'H',
        'І' | 'Ι' => 'I',
        'Ј' => 'J',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'О' | 'Ο' => 'O',
        'Р' | 'Ρ' => 'P',
        'Ѕ' => 'S',
        'Т' | 'Τ' => 'T',
        'Х' | 'Χ' => 'X',
        'У' | 'Υ' => 'Y',
        'Ζ' => 'Z',
        'а' | 'α' => 'a',
        'с' => 'c',
        'е' => 'e',
        'і' | 'ι' => 'i',
        'ј' => 'j',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'ѕ' => 's',
        'х' => 'x',
        'у' => 'y',
        'ν' => 'v',
        '己' | '巳' => '已',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_told_apart() {
        let of = |name| scripts(name).into_iter().collect::<Vec<_>>();
        assert_eq!(of("OrderPaid2"), [Script::Latin]);
        assert_eq!(of("订单已支付"), [Script::Han]);
        assert_eq!(of("VIP客户已升级"), [Script::Han]);
        assert_eq!(of("Оrder"), [Script::Latin, Script::Cyrillic]);
        assert!(is_chinese("订单已提交") && !is_chinese("注文しました") && !is_chinese("Order"));
    }

    #[test]
    fn letters_that_look_alike_are_seen_as_one() {
        assert_eq!(as_seen("Оrder"), "Order");
        assert_eq!(as_seen("订单"), "订单");
    }
}
