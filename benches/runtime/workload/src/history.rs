//! The life of one account as JSON: opened once, then debited and credited for years.

/// A payload with what tells how to read it.
pub struct Stored {
    /// The name of the event in the model.
    pub name: &'static str,
    /// The name under which the generated store keeps it.
    pub stored_type: &'static str,
    /// The version of the payload.
    pub version: u32,
    /// JSON.
    pub payload: String,
}

/// The first event of an account, in its newest version.
pub const OPENED: &str = r#"{"owner":"018f2b6e-7c1a-7b3e-9d54-0a1b2c3d4e5f","title":"Current account","description":"opened with the contract","kind":"current","initial_balance":"1000000.00","currency":"EUR","opened_at":"2026-01-01T00:00:00Z"}"#;

/// So many events, of which about `old_percent` are stored as older builds wrote them.
pub fn history(events: usize, old_percent: u64) -> Vec<Stored> {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let opened = Stored {
        name: "AccountOpened",
        stored_type: "accounts.account_opened",
        version: 3,
        payload: OPENED.to_owned(),
    };
    std::iter::once(opened)
        .chain((1..events).map(|at| moved(at, old_percent, &mut random)))
        .collect()
}

fn moved(at: usize, old_percent: u64, random: &mut Random) -> Stored {
    let cents = random.below(100_000);
    let is_old = random.below(100) < old_percent;
    let (name, stored_type) = if random.below(2) == 0 {
        ("AccountDebited", "accounts.account_debited")
    } else {
        ("AccountCredited", "accounts.account_credited")
    };
    let transfer = format!("018f2b6e-7c1a-7b3e-9d54-{at:012x}");
    let (version, payload) = if is_old {
        (1, format!(r#"{{"amount_cents":{cents},"transaction":"{transfer}"}}"#))
    } else {
        (2, newest(cents, &transfer))
    };
    Stored { name, stored_type, version, payload }
}

fn newest(cents: u64, transfer: &str) -> String {
    let (whole, rest) = (cents / 100, cents % 100);
    format!(
        r#"{{"amount":{{"amount":"{whole}.{rest:02}","currency":"EUR"}},"transfer":"{transfer}"}}"#
    )
}

/// Xorshift: the same history in every process.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}
