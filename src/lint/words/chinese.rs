//! What Chinese names say: whether something is over.

/// Marks of what is over, and words for how it ended.
const COMPLETED: &[&str] = &[
    "已", "被", "了", "过", "成功", "失败", "完成", "超时", "通过", "拒绝", "取消", "不足", "生效",
    "失效", "完毕", "结束", "到期", "逾期", "关闭", "终止", "作废", "售罄",
];

/// Whether a name says that something happened.
pub(in crate::lint) fn says_what_happened(name: &str) -> bool {
    COMPLETED.iter().any(|mark| name.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::says_what_happened;

    #[test]
    fn facts_are_told_from_bare_verbs() {
        for name in ["订单已提交", "账户被冻结", "支付成功", "库存不足", "优惠券过期", "审核通过"]
        {
            assert!(says_what_happened(name), "{name}");
        }
        for name in ["订单提交", "创建订单", "支付", "用户注册", "商品上架"] {
            assert!(!says_what_happened(name), "{name}");
        }
    }
}
