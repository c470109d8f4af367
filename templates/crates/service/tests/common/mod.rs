//! What the tests share: the bank, a server on a free port, and a client of few lines.

#![allow(dead_code, unreachable_pub, reason = "no test file uses all of it")]

pub mod bank;

use std::{
    ffi::OsString,
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    path::PathBuf,
    time::Duration,
};

use serde_json::Value;
use service::{Server, ServiceError};
use store_sqlite::{Backoff, Options, Store};
use tempfile::TempDir;

/// A server on a file of its own.
pub struct Scene {
    pub folder: TempDir,
    pub server: Server,
}

impl Scene {
    pub fn new() -> Self {
        Self::on(tempfile::tempdir().expect("a temporary folder"))
    }

    pub fn on(folder: TempDir) -> Self {
        let server = bank::service().start(store(&folder), "127.0.0.1:0").expect("it starts");
        Self { folder, server }
    }

    /// Stops the server and starts another one on the same file.
    pub fn restart(self) -> Self {
        self.server.stop().expect("it stops");
        Self::on(self.folder)
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], "")
    }

    pub fn post(&self, path: &str, body: &str) -> Answer {
        self.post_with(path, &[], body)
    }

    /// Posts JSON with further headers.
    pub fn post_with(&self, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let json = [("Content-Type", "application/json")];
        self.send("POST", path, &[&json, headers].concat(), body)
    }

    pub fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: impl AsRef<[u8]>,
    ) -> Answer {
        send(self.server.address(), method, path, headers, body)
    }

    /// Opens an account and gives its id.
    pub fn open(&self, owner: &str) -> String {
        let answer = self.post("/bank/account/open", &format!(r#"{{"owner":"{owner}"}}"#));
        assert_eq!(answer.status, 201, "{answer:?}");
        answer.json["id"].as_str().expect("an id").to_owned()
    }
}

/// A store that does not wait long before it gives an event up.
pub fn store(folder: &TempDir) -> Store {
    let backoff = Backoff { first: Duration::ZERO, longest: Duration::ZERO, attempts: 2 };
    let options = Options { backoff, poll: Duration::from_millis(10), ..Options::default() };
    Store::open(file(folder), options).expect("the store opens")
}

pub fn file(folder: &TempDir) -> PathBuf {
    folder.path().join("bank.db")
}

/// What a server answers.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body; null if it is not JSON.
    pub json: Value,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Status and kind of a problem, after a check of its form.
    pub fn problem(&self) -> (u16, &str) {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{self:?}");
        assert_eq!(self.json["status"], self.status, "{self:?}");
        for member in ["title", "detail"] {
            assert!(self.json[member].as_str().is_some_and(|text| !text.is_empty()), "{self:?}");
        }
        (self.status, self.json["type"].as_str().expect("a type"))
    }
}

pub fn send(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: impl AsRef<[u8]>,
) -> Answer {
    let body = body.as_ref();
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: bank\r\nConnection: close\r\n");
    let length = body.len().to_string();
    for (name, value) in headers.iter().chain(&[("Content-Length", length.as_str())]) {
        head.extend([name, ": ", value, "\r\n"]);
    }
    head.push_str("\r\n");
    let mut stream = TcpStream::connect(address).expect("it listens");
    stream.write_all(head.as_bytes()).expect("it listens to the head");
    // A server that has heard enough need not listen to the rest.
    drop(stream.write_all(body));
    answer(stream)
}

/// Reads an answer to its end.
pub fn answer(mut stream: TcpStream) -> Answer {
    let mut bytes = Vec::new();
    drop(stream.read_to_end(&mut bytes));
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text}"));
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).expect("a status line");
    let headers = lines.filter_map(|line| line.split_once(": "));
    Answer {
        status: status.parse().expect("a status"),
        headers: headers.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect(),
        json: serde_json::from_str(body).unwrap_or_default(),
    }
}

/// Runs the program with these arguments, and gives what it writes.
pub fn run(arguments: &[&str]) -> (String, Result<(), ServiceError>) {
    let mut out = Vec::new();
    let line = ["bank"].iter().chain(arguments).map(OsString::from);
    let result = bank::service().run(line, &mut out);
    (String::from_utf8(out).expect("text"), result)
}

/// Waits for something that a background thread does.
pub fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    for _ in 0..500 {
        if is_so() {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("it never came to this: {what}");
}
