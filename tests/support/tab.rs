//! A page in Chromium, driven through the `DevTools` protocol over the two pipes that Chromium offers for it: no port,
//! and no other program.

use std::{
    collections::VecDeque,
    io::{Read, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

const PATIENCE: Duration = Duration::from_secs(60);

/// A tab that shows one page.
pub(crate) struct Tab {
    browser: Child,
    to: ChildStdin,
    from: ChildStdout,
    read: VecDeque<u8>,
    number: u64,
    session: Option<String>,
    /// What the browser told without being asked.
    pub(crate) events: Vec<Value>,
    _profile: tempfile::TempDir,
}

impl Tab {
    /// Opens an empty tab of that size.
    pub(crate) fn open(chromium: &Path, (width, height): (u32, u32)) -> Self {
        let profile = tempfile::tempdir().expect("a scratch folder");
        // Chromium reads commands from the third file that it is given and answers on the fourth.
        let mut browser = Command::new("sh")
            .args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1"])
            .arg(chromium)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
            .args(["--remote-debugging-pipe", "--no-first-run", "about:blank"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("chromium starts");
        let to = browser.stdin.take().expect("a pipe");
        let from = browser.stdout.take().expect("a pipe");
        let mut tab = Self {
            browser,
            to,
            from,
            read: VecDeque::new(),
            number: 0,
            session: None,
            events: Vec::new(),
            _profile: profile,
        };
        let target = tab.target();
        let attached =
            tab.send("Target.attachToTarget", &json!({ "targetId": target, "flatten": true }));
        tab.session = attached["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page", "Runtime", "Log", "Network"] {
            tab.send(&format!("{domain}.enable"), &json!({}));
        }
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        tab.send("Emulation.setDeviceMetricsOverride", &size);
        tab
    }

    /// The tab with which a browser begins, as soon as there is one.
    fn target(&mut self) -> String {
        let start = Instant::now();
        loop {
            let targets = self.send("Target.getTargets", &json!({}));
            let targets = targets["targetInfos"].as_array().cloned().unwrap_or_default();
            if let Some(page) = targets.iter().find(|target| target["type"] == "page") {
                return page["targetId"].as_str().expect("a name").to_owned();
            }
            assert!(start.elapsed() < PATIENCE, "chromium does not open a tab");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Goes to an address and waits until the page is there.
    pub(crate) fn go(&mut self, address: &str) {
        self.events.clear();
        self.send("Page.navigate", &json!({ "url": address }));
        while !self.events.iter().any(|event| event["method"] == "Page.loadEventFired") {
            let message = self.receive();
            self.events.push(message);
        }
    }

    /// What the system of the reader prefers.
    pub(crate) fn prefer(&mut self, feature: &str, value: &str) {
        let features = json!([{ "name": feature, "value": value }]);
        self.send("Emulation.setEmulatedMedia", &json!({ "features": features }));
        // The page hears of it with the next frame.
        self.eval(
            "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))",
        );
    }

    /// The value of an expression of the page.
    pub(crate) fn eval(&mut self, expression: &str) -> Value {
        let asked =
            json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let answer = self.send("Runtime.evaluate", &asked);
        let failed = &answer["exceptionDetails"];
        assert!(failed.is_null(), "{expression}\n{failed}");
        answer["result"]["value"].clone()
    }

    /// Presses a key as a person does.
    pub(crate) fn press(&mut self, key: &str) {
        let text = match key {
            "Enter" => "\r",
            _ if key.chars().count() == 1 => key,
            _ => "",
        };
        let code = match key {
            "Enter" => 13,
            "Tab" => 9,
            "Escape" => 27,
            _ => 0,
        };
        let event = |kind: &str| json!({ "type": kind, "key": key, "text": text, "windowsVirtualKeyCode": code });
        self.send("Input.dispatchKeyEvent", &event("keyDown"));
        self.send("Input.dispatchKeyEvent", &json!({ "type": "keyUp", "key": key }));
    }

    /// Types a text.
    pub(crate) fn write(&mut self, text: &str) {
        self.send("Input.insertText", &json!({ "text": text }));
    }

    /// Clicks in the middle of the first element that fits a selector.
    pub(crate) fn click(&mut self, selector: &str) {
        let middle = self.eval(&format!(
            "(() => {{ const box = document.querySelector({}).getBoundingClientRect(); \
             return {{ x: box.x + box.width / 2, y: box.y + box.height / 2 }} }})()",
            json!(selector)
        ));
        for kind in ["mousePressed", "mouseReleased"] {
            let (x, y) = (&middle["x"], &middle["y"]);
            let event = json!({ "type": kind, "x": x, "y": y, "button": "left", "clickCount": 1 });
            self.send("Input.dispatchMouseEvent", &event);
        }
    }

    /// The page as a PDF.
    pub(crate) fn pdf(&mut self) -> String {
        let options = json!({ "preferCSSPageSize": true, "printBackground": true });
        let answer = self.send("Page.printToPDF", &options);
        answer["data"].as_str().expect("a document").to_owned()
    }

    /// Everything that the page complained about.
    pub(crate) fn complaints(&self) -> Vec<&Value> {
        let kinds = ["Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded"];
        let is_one = |event: &&Value| kinds.iter().any(|kind| event["method"] == *kind);
        self.events.iter().filter(is_one).collect()
    }

    /// The addresses that the page asked for, itself included.
    pub(crate) fn requests(&self) -> Vec<&str> {
        let asked = self.events.iter().filter(|it| it["method"] == "Network.requestWillBeSent");
        asked.filter_map(|event| event["params"]["request"]["url"].as_str()).collect()
    }

    fn send(&mut self, method: &str, parameters: &Value) -> Value {
        self.number += 1;
        let mut message = json!({ "id": self.number, "method": method, "params": parameters });
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        write!(self.to, "{message}\0").expect("chromium listens");
        self.to.flush().expect("chromium listens");
        loop {
            let message = self.receive();
            if message["id"] == self.number {
                assert!(message["error"].is_null(), "{method}: {}", message["error"]);
                return message["result"].clone();
            }
            self.events.push(message);
        }
    }

    /// The next message.
    fn receive(&mut self) -> Value {
        loop {
            if let Some(end) = self.read.iter().position(|byte| *byte == 0) {
                let message: Vec<u8> = self.read.drain(..=end).collect();
                return serde_json::from_slice(&message[..end]).expect("a message");
            }
            let mut chunk = vec![0; 1 << 16];
            let count = self.from.read(&mut chunk).expect("chromium speaks");
            assert!(count > 0, "chromium has ended");
            self.read.extend(&chunk[..count]);
        }
    }
}

impl Drop for Tab {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.browser.kill();
        let _ = self.browser.wait();
    }
}
