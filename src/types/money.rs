//! Which names are those of amounts of money, and which types of other tools cannot hold one.

use crate::case;

/// What the name of an amount of money ends in.
const MONEY: [&str; 18] = [
    "amount", "balance", "cost", "costs", "deposit", "fare", "fee", "fees", "payment", "premium",
    "price", "refund", "rent", "revenue", "salary", "subtotal", "total", "turnover",
];

/// What amounts of money are called in Chinese.
const MONEY_IN_CHINESE: [&str; 8] =
    ["金额", "价格", "单价", "总价", "费用", "余额", "租金", "工资"];

/// What other tools call numbers of binary fractions.
const FLOATS: [&str; 9] =
    ["double", "f32", "f64", "float", "float32", "float64", "half", "number", "real"];

/// Whether a name is that of an amount of money.
pub fn is_money(name: &str) -> bool {
    let snake = case::snake(name);
    let last = snake.rsplit('_').find(|word| !word.is_empty());
    last.is_some_and(|last| MONEY.contains(&last))
        || MONEY_IN_CHINESE.iter().any(|word| name.ends_with(word))
}

/// Whether the name of a type promises binary fractions.
pub fn is_float(name: &str) -> bool {
    FLOATS.contains(&name.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_told_by_the_last_word_of_a_name() {
        for name in ["price", "unit_price", "UnitPrice", "Total balance", "账户余额"] {
            assert!(is_money(name), "{name}");
        }
        for name in ["price_list", "total_weight", "余额提醒", ""] {
            assert!(!is_money(name), "{name}");
        }
    }
}
