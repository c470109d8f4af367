//! What the page does in a browser: every way to find something leads there, and nothing is asked of anybody.

use serde_json::json;

use super::{TEXTS, browser, example, many, page, remark, said, tab::Tab};

/// A page in a browser; nothing where there is none.
struct Shown {
    tab: Tab,
    address: String,
    _folder: tempfile::TempDir,
}

fn shown(text: &str) -> Option<Shown> {
    let chromium = browser::chromium()?;
    let folder = tempfile::tempdir().expect("a scratch folder");
    let file = folder.path().join("model.html");
    std::fs::write(&file, text).expect("the page is written");
    let mut tab = Tab::open(&chromium, (1400, 900));
    let address = format!("file://{}", file.display());
    tab.go(&address);
    Some(Shown { tab, address, _folder: folder })
}

fn bank() -> Option<Shown> {
    shown(&page(&example("bank"), &[remark("event:Accounts.AccountOpened", "odd")]))
}

impl Shown {
    fn go(&mut self, hash: &str) {
        self.tab.go("about:blank");
        let address = format!("{}{hash}", self.address);
        self.tab.go(&address);
    }

    fn text(&mut self, selector: &str) -> String {
        let asked = format!("document.querySelector({})?.textContent ?? ''", json!(selector));
        self.tab.eval(&asked).as_str().expect("text").to_owned()
    }

    fn count(&mut self, selector: &str) -> u64 {
        let asked = format!("document.querySelectorAll({}).length", json!(selector));
        self.tab.eval(&asked).as_u64().expect("a count")
    }

    fn hash(&mut self) -> String {
        self.tab.eval("location.hash").as_str().expect("text").to_owned()
    }

    fn focus(&mut self) -> String {
        let asked = "document.activeElement.dataset.of ?? document.activeElement.id";
        self.tab.eval(asked).as_str().expect("text").to_owned()
    }

    /// Fails if the page complained, or asked for anything but itself.
    fn assert_quiet(&self) {
        assert!(self.tab.complaints().is_empty(), "{:?}", self.tab.complaints());
        assert_eq!(self.tab.requests(), [self.address.as_str()]);
    }
}

#[test]
fn a_page_is_shown_without_a_complaint_and_asks_for_nothing() {
    let Some(mut shown) = bank() else { return };
    assert_eq!(shown.text("h1"), "Customers, accounts and money transfers");
    assert_eq!(shown.count("#view svg.picture"), 1, "only what is looked at is in the page");
    let tabs = shown.tab.eval("[...document.querySelectorAll('[role=tab]')].map((tab) => tab.id)");
    for tab in tabs.as_array().expect("tabs") {
        shown.tab.click(&format!("#{}", tab.as_str().expect("a name")));
        let open = shown.tab.eval("document.querySelector('[aria-selected=true]').id");
        assert_eq!(&open, tab);
    }
    assert!(shown.count("#list .remark, #list td") > 3);
    shown.assert_quiet();
}

#[test]
fn a_page_needs_nobody_to_show_itself() {
    let Some(chromium) = browser::chromium() else { return };
    let document = browser::document(&chromium, &page(&example("chess"), &[]));
    assert!(document.contains("class=\"picture\"") && document.contains("role=\"tab\""));
}

#[test]
fn a_search_counts_and_opens() {
    let Some(mut shown) = bank() else { return };
    shown.tab.press("/");
    assert_eq!(shown.focus(), "search");
    shown.tab.write("accountopened");
    assert_eq!(shown.text("#status"), "1 found");
    assert_eq!(shown.count(".picture .hit"), 1);
    shown.tab.press("Enter");
    assert_eq!(shown.text("#details h2"), "Account Opened");
    assert_eq!(shown.hash(), "#event:Accounts.AccountOpened");
    assert_eq!(shown.focus(), "event:Accounts.AccountOpened");
    assert_eq!(shown.count(".picture .hit"), 0);
    shown.tab.press("Escape");
    assert_eq!((shown.count("#details:not([hidden])"), shown.hash()), (0, String::new()));
    shown.tab.press("/");
    shown.tab.write("initial_balance");
    assert_ne!(shown.text("#status"), "0 found", "fields are found too");
    shown.assert_quiet();
}

#[test]
fn an_address_leads_to_an_element() {
    let Some(mut shown) = bank() else { return };
    shown.go("#event:Accounts.AccountOpened");
    assert_eq!(shown.text("#details h2"), "Account Opened");
    assert!(shown.text("#details").contains("Version 1"), "{}", shown.text("#details"));
    assert!(shown.text("#details .remark").contains("odd"));
    let middle = "document.querySelector('.me').getBoundingClientRect()";
    let middle = shown.tab.eval(&format!("(({middle}).x) > 0 && ({middle}).right < innerWidth"));
    assert_eq!(middle, json!(true), "it is seen");
    shown.go("#tab=lifecycle:MoneyTransfer&aggregate:Transfers.MoneyTransfer");
    assert_eq!(shown.text("#details h2"), "Money Transfer");
    assert!(shown.text("#view title").contains("Money Transfer"), "{}", shown.text("#view title"));
    shown.go("#event:Nowhere.Nothing");
    assert_eq!(shown.count("#details:not([hidden])"), 0);
    assert_eq!(shown.count("#view svg"), 1);
}

#[test]
fn causes_and_effects_of_what_is_selected_stay_bright() {
    let Some(mut shown) = bank() else { return };
    shown.tab.click(".picture [data-of='event:Accounts.AccountOpened']");
    assert_eq!(shown.text("#status"), "Account Opened: 6 upstream, 1 downstream");
    let on = shown.tab.eval(
        "[...new Set([...document.querySelectorAll('.picture .on[data-of]')].map((it) => it.dataset.of))]\
         .filter((id) => /^(event|command|policy|read-model)/.test(id)).sort()",
    );
    let expected = json!([
        "command:Accounts.OpenAccount",
        "command:Customers.RegisterCustomer",
        "event:Accounts.AccountOpened",
        "event:Customers.CustomerRegistered",
        "policy:Accounts.OpenFirstAccount",
        "read-model:Accounts.AccountInfo",
    ]);
    assert_eq!(on, expected);
    let ties = shown.tab.eval(
        "[...new Set([...document.querySelectorAll('.picture .on[data-ties]')].map((it) => it.dataset.ties))].sort()",
    );
    let expected = json!([
        "event:Customers.CustomerRegistered>policy:Accounts.OpenFirstAccount",
        "policy:Accounts.OpenFirstAccount>command:Accounts.OpenAccount",
    ]);
    assert_eq!(ties, expected);
    shown.tab.press("Escape");
    assert_eq!(shown.count(".picture .dim"), 0);
}

#[test]
fn the_keyboard_walks_in_the_order_of_time() {
    let Some(mut shown) = bank() else { return };
    shown.tab.eval("document.querySelector('.picture [tabindex=\"0\"]').focus()");
    let mut seen = vec![shown.focus()];
    for _ in 0..6 {
        shown.tab.press("Tab");
        seen.push(shown.focus());
    }
    let left = "document.activeElement.getBoundingClientRect().left - document.querySelector('#view svg').getBoundingClientRect().left";
    let mut places = Vec::new();
    for _ in 0..20 {
        places.push(shown.tab.eval(left).as_f64().expect("a place"));
        shown.tab.press("Tab");
    }
    assert!(places.is_sorted_by(|one, other| *one <= *other + 0.5), "{places:?}");
    seen.sort_unstable();
    seen.dedup();
    assert!(seen.len() > 4, "{seen:?}");
    shown.tab.press("Enter");
    assert_eq!(shown.count("#details:not([hidden])"), 1);
    shown.tab.press("?");
    assert_eq!(shown.count("#help[open]"), 1);
    shown.assert_quiet();
}

#[test]
fn a_context_is_picked_out() {
    let Some(mut shown) = bank() else { return };
    shown.tab.eval(
        "(() => { const it = document.querySelector('#context'); it.value = 'Transfers'; it.dispatchEvent(new Event('change')) })()",
    );
    let bright = shown.tab.eval(
        "[...new Set([...document.querySelectorAll('.picture .known:not(.off)')].map((it) => it.dataset.of.split(/[:.]/)[1]))].sort()",
    );
    let names: Vec<_> =
        bright.as_array().expect("names").iter().filter_map(|it| it.as_str()).collect();
    assert!(names.contains(&"Transfers") && !names.contains(&"Accounts"), "{names:?}");
}

#[test]
fn the_light_follows_the_system_until_it_is_switched() {
    let Some(mut shown) = bank() else { return };
    let paper = "getComputedStyle(document.querySelector('.picture .paper')).fill";
    assert_eq!(shown.tab.eval(paper), "rgb(244, 242, 236)");
    shown.tab.prefer("prefers-color-scheme", "dark");
    assert_eq!(shown.tab.eval(paper), "rgb(20, 22, 27)");
    shown.tab.click("#theme");
    assert_eq!(shown.tab.eval(paper), "rgb(244, 242, 236)");
    shown.tab.prefer("prefers-color-scheme", "light");
    shown.tab.click("#theme");
    assert_eq!(shown.tab.eval(paper), "rgb(20, 22, 27)");
    assert_eq!(
        shown.tab.eval("document.querySelector('#theme').getAttribute('aria-pressed')"),
        "true"
    );
}

#[test]
fn paper_has_a_page_for_each_picture() {
    let Some(mut shown) = bank() else { return };
    let count =
        shown.tab.eval("document.querySelectorAll('script[type=\"image/svg+xml\"]').length");
    let pdf = decoded(&shown.tab.pdf());
    let pages = String::from_utf8_lossy(&pdf).matches("/Type /Page\n").count();
    assert_eq!(json!(pages), count);
    assert_eq!(shown.count("#sheets"), 0, "the screen is as it was");
}

#[test]
fn a_big_model_is_opened_one_context_at_a_time() {
    let Some(mut shown) = shown(&page(&many(25), &[])) else { return };
    assert_eq!(shown.count("#view svg"), 1);
    assert_eq!(shown.text("[role=tab][aria-selected=true]"), "Context map");
    assert_eq!(shown.count("#view [data-of='event:Part3.Done3x4']"), 0);
    shown.tab.click("#view [data-of='context:Part3']");
    assert_eq!(shown.text("#details h2"), "Part3");
    shown.tab.click("#details .actions button");
    assert_eq!(shown.count("#view [data-of='event:Part3.Done3x4']"), 1);
    assert_eq!(shown.hash(), "#tab=board:Part3&context:Part3");
    shown.tab.press("/");
    shown.tab.write("done7x7");
    shown.tab.press("Enter");
    assert_eq!(shown.hash(), "#tab=board:Part7&event:Part7.Done7x7");
    assert_eq!((shown.count("#view svg"), shown.count("#view .me")), (1, 1));
    shown.assert_quiet();
}

#[test]
fn hostile_texts_run_nothing() {
    for text in TEXTS {
        let Some(mut shown) = shown(&page(&said(text), &[remark("event:Shop.Placed", text)]))
        else {
            return;
        };
        shown.go("#event:Shop.Placed");
        assert_eq!(shown.count("#details:not([hidden])"), 1, "{text}");
        for tab in ["outline", "findings"] {
            shown.tab.click(&format!("#tab-{tab}"));
        }
        let title = shown.tab.eval("document.querySelector('h1').textContent");
        let known = shown.tab.eval("JSON.parse(document.querySelector('#data').textContent).title");
        assert_eq!(title, known);
        assert_eq!(shown.count("img, iframe, a, link, script:not([type]):not(:last-of-type)"), 0);
        shown.assert_quiet();
    }
}

/// Base64 as bytes.
fn decoded(text: &str) -> Vec<u8> {
    let value = |letter: u8| match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let letters: Vec<u8> = text.bytes().filter(|letter| *letter != b'=').map(value).collect();
    let mut bytes = Vec::new();
    for four in letters.chunks(4) {
        let bits = four.iter().fold(0_u32, |bits, six| bits << 6 | u32::from(*six))
            << (6 * (4 - four.len()));
        bytes.extend_from_slice(&bits.to_be_bytes()[1..four.len()]);
    }
    bytes
}
