//! `esgen serve`: what browsers get while a model is edited, and what nobody gets.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
    time::Duration,
};

use super::common::{MODEL, Place};

/// Far more than anything takes; only what never comes takes that long.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server that ends with the test.
struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn with(place: &Place, arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_esgen"));
        command.current_dir(place.0.path()).arg("serve").args(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("http://").and_then(|it| it.strip_suffix('/'));
        Self {
            child,
            address: address.unwrap_or_else(|| panic!("no address in `{line}`")).to_owned(),
        }
    }

    fn at(place: &Place) -> Self {
        Self::with(place, &["--port", "0"])
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Says something, as it is, and gives all of the answer.
    fn say(&self, request: &[u8]) -> String {
        let mut stream = self.connect();
        stream.write_all(request).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8(answer).unwrap()
    }

    fn ask(&self, method: &str, target: &str, host: &str) -> String {
        self.say(format!("{method} {target} HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes())
    }

    fn page(&self) -> String {
        let answer = self.ask("GET", "/", &self.address);
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        answer.split_once("\r\n\r\n").unwrap().1.to_owned()
    }

    /// The address at which a page hears news.
    fn news_of(page: &str) -> String {
        let start = page.find("/events?since=").expect("a page says where it hears news");
        let end = |letter: char| !(letter.is_ascii_alphanumeric() || "/?=".contains(letter));
        page[start..].split(end).next().unwrap().to_owned()
    }

    /// Somebody who has a page open.
    fn listen(&self, page: &str) -> BufReader<TcpStream> {
        let mut stream = self.connect();
        let target = Self::news_of(page);
        write!(stream, "GET {target} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address).unwrap();
        let mut news = BufReader::new(stream);
        let head = until(&mut news, "retry:");
        assert!(head.contains("Content-Type: text/event-stream"), "{head}");
        news
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        self.child.wait().unwrap();
    }
}

/// Reads lines until one contains a word.
fn until(news: &mut BufReader<TcpStream>, word: &str) -> String {
    let mut seen = String::new();
    while !seen.contains(word) {
        let read = news.read_line(&mut seen);
        assert!(read.as_ref().is_ok_and(|read| *read > 0), "no `{word}` but {read:?} in:\n{seen}");
    }
    seen
}

fn status(answer: &str) -> &str {
    answer.lines().next().unwrap_or("nothing").trim_start_matches("HTTP/1.1 ")
}

#[test]
fn a_page_comes_with_everything_that_keeps_others_out() {
    let place = Place::with_model();
    let served = Served::at(&place);
    let answer = served.ask("GET", "/", &served.address);
    let (head, page) = answer.split_once("\r\n\r\n").unwrap();
    for field in [
        "HTTP/1.1 200 OK",
        "Content-Type: text/html; charset=utf-8",
        "default-src 'none'",
        "frame-ancestors 'none'",
        "X-Content-Type-Options: nosniff",
        "Cross-Origin-Resource-Policy: same-origin",
        "Cache-Control: no-store",
        "Connection: close",
    ] {
        assert!(head.contains(field), "no `{field}` in:\n{head}");
    }
    assert!(head.contains(&format!("Content-Length: {}", page.len())), "{head}");
    assert!(page.contains("<!doctype html>") && page.contains("OrderPlaced"), "{page}");
    assert!(
        !page.contains("http://") || page.contains("http://www.w3.org"),
        "nothing from elsewhere"
    );
}

#[test]
fn nothing_but_the_page_can_be_read() {
    let place = Place::with_model();
    place.write("secret.txt", "nobody may see this");
    let served = Served::at(&place);
    let host = &served.address;
    for target in [
        "/secret.txt",
        "/esgen.yaml",
        "/../esgen.yaml",
        "/..%2fesgen.yaml",
        "//etc/passwd",
        "/./",
        "/\\..\\esgen.yaml",
        "/events/../esgen.yaml",
        "file:///etc/passwd",
        "http://127.0.0.1/",
        "/%00",
        "*",
    ] {
        let answer = served.ask("GET", target, host);
        assert_eq!(status(&answer), "404 Not Found", "{target}: {answer}");
        assert!(!answer.contains("esgen: 1") && !answer.contains("nobody may see"), "{answer}");
    }
    for method in ["POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "BREW"] {
        let answer = served.ask(method, "/", host);
        assert_eq!(status(&answer), "405 Method Not Allowed", "{method}");
        assert!(answer.contains("\r\nAllow: GET\r\n"), "{answer}");
    }
}

#[test]
fn another_site_cannot_have_its_name_lead_here() {
    let place = Place::with_model();
    let served = Served::at(&place);
    let port = served.address.rsplit_once(':').unwrap().1;
    for host in ["evil.example.org", "localhost.evil.example.org", "127.0.0.1.evil.example.org"] {
        for target in ["/", "/events"] {
            let answer = served.ask("GET", target, &format!("{host}:{port}"));
            assert_eq!(status(&answer), "403 Forbidden", "{host}");
        }
    }
    for host in ["localhost", "127.0.0.1", "[::1]"] {
        assert_eq!(status(&served.ask("GET", "/", &format!("{host}:{port}"))), "200 OK", "{host}");
    }
    for fields in ["", "Host: localhost\r\nHost: localhost\r\n"] {
        let answer = served.say(format!("GET / HTTP/1.1\r\n{fields}\r\n").as_bytes());
        assert_eq!(status(&answer), "400 Bad Request", "{fields}");
    }
}

#[test]
fn what_is_no_request_is_refused() {
    let place = Place::with_model();
    let served = Served::at(&place);
    let long = |name: &str, length| format!("{name}: {}\r\n", "x".repeat(length));
    let many = "X: x\r\n".repeat(100);
    for (request, told) in [
        ("hello\r\n\r\n".to_owned(), "400 Bad Request"),
        ("GET / HTTP/9.9\r\n\r\n".to_owned(), "400 Bad Request"),
        ("\u{16}\u{3}\u{1}TLS\r\n\r\n".to_owned(), "400 Bad Request"),
        (format!("GET / HTTP/1.1\r\n{}", long("X", 17_000)), "431 Request Header Fields Too Large"),
        (
            format!("GET /{} HTTP/1.1\r\n", "x".repeat(17_000)),
            "431 Request Header Fields Too Large",
        ),
        (format!("GET / HTTP/1.1\r\n{many}\r\n"), "431 Request Header Fields Too Large"),
    ] {
        let answer = served.say(request.as_bytes());
        assert_eq!(status(&answer), told, "{request:.60}");
    }
    let body = format!("GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n", long("Y", 3_000));
    let answer = served.say((body + &"z".repeat(100_000)).as_bytes());
    assert_eq!(status(&answer), "200 OK", "a body is not looked at");
}

#[test]
fn somebody_slow_keeps_nobody_waiting_and_is_asked_to_leave() {
    let place = Place::with_model();
    let served = Served::at(&place);
    let mut silent = served.connect();
    let mut slow = served.connect();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: local").unwrap();
    let mut unread = served.connect();
    unread.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    served.page();
    for stream in [&mut silent, &mut slow] {
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert_eq!(status(&answer), "408 Request Timeout");
    }
    served.page();
}

#[test]
fn too_many_are_not_let_in_and_those_who_leave_make_room() {
    let place = Place::with_model();
    let served = Served::at(&place);
    served.page();
    let crowd: Vec<TcpStream> = (0..100).map(|_| served.connect()).collect();
    let is_out = |mut stream: &TcpStream| {
        stream.set_read_timeout(Some(Duration::from_millis(1))).unwrap();
        matches!(stream.read(&mut [0; 1]), Ok(0)) || stream.read(&mut [0; 1]).is_ok()
    };
    // The door is opened in order, so that the last one was decided on once it is out.
    let last = crowd.last().unwrap();
    while !is_out(last) {}
    drop(crowd);
    let again = (0..600).find_map(|_| {
        let mut stream = served.connect();
        let request = format!("GET / HTTP/1.1\r\nHost: {}\r\n\r\n", served.address);
        let mut answer = String::new();
        let told =
            stream.write_all(request.as_bytes()).and_then(|()| stream.read_to_string(&mut answer));
        if told.is_ok_and(|length| length > 0) {
            return Some(answer);
        }
        std::thread::sleep(Duration::from_millis(100));
        None
    });
    assert_eq!(status(&again.unwrap_or_default()), "200 OK");
}

#[test]
fn a_page_follows_the_model_and_stays_while_it_is_broken() {
    let place = Place::with_model();
    let served = Served::at(&place);
    let first = served.page();
    let (mut one, mut other) = (served.listen(&first), served.listen(&first));
    place.write("esgen.yaml", MODEL.replace("OrderPlaced", "OrderTaken"));
    until(&mut one, "event: reload");
    until(&mut other, "event: reload");
    let second = served.page();
    assert!(second.contains("OrderTaken") && !second.contains("OrderPlaced"));
    let mut late = served.listen(&first);
    until(&mut late, "event: reload");
    let mut one = served.listen(&second);
    place.write("esgen.yaml", format!("{MODEL}nothing: [\n"));
    until(&mut one, "event: reload");
    let broken = served.page();
    assert!(broken.contains("OrderTaken"), "the last good board stays");
    assert!(broken.contains("yaml-syntax") && broken.contains("esgen.yaml:"), "{broken:.2000}");
    let mut one = served.listen(&broken);
    place.write("esgen.yaml", MODEL.replace("OrderPlaced", "OrderTaken"));
    until(&mut one, "event: reload");
    assert_eq!(served.page(), second, "as if nothing had been");
}

#[test]
fn a_model_that_is_moved_away_is_missed() {
    let place = Place::with_model();
    let served = Served::at(&place);
    let first = served.page();
    let mut news = served.listen(&first);
    std::fs::rename(place.path("esgen.yaml"), place.path("away.yaml")).unwrap();
    until(&mut news, "event: reload");
    let page = served.page();
    assert!(page.contains("cannot read `esgen.yaml`") && page.contains("OrderPlaced"));
    let mut news = served.listen(&page);
    std::fs::rename(place.path("away.yaml"), place.path("esgen.yaml")).unwrap();
    until(&mut news, "event: reload");
    assert_eq!(served.page(), first);
}

#[test]
fn a_model_that_never_was_right_is_served_with_what_is_wrong() {
    let place = Place::empty();
    place.write("esgen.yaml", "esgen: 1\nmodel: [\n");
    let served = Served::at(&place);
    let page = served.page();
    assert!(page.contains("yaml-syntax"), "{page}");
    let mut news = served.listen(&page);
    place.write("esgen.yaml", MODEL);
    until(&mut news, "event: reload");
    assert!(served.page().contains("OrderPlaced") && !served.page().contains("yaml-syntax"));
}

#[test]
fn findings_of_reviewers_are_on_the_page() {
    let place = Place::empty();
    place.write("esgen.yaml", MODEL.replace("OrderPlaced", "OrderPlacedEvent"));
    let served = Served::at(&place);
    assert!(served.page().contains("kind-suffix"));
}

#[test]
fn servers_stand_side_by_side_and_say_so_when_they_cannot() {
    let place = Place::with_model();
    let (one, other) = (Served::with(&place, &[]), Served::with(&place, &[]));
    assert_ne!(one.address, other.address);
    assert!(one.address.starts_with("127.0.0.1:") && other.address.starts_with("127.0.0.1:"));
    let port = one.address.rsplit_once(':').unwrap().1;
    place.run(&format!("serve --port {port}")).gave(2, &["is in use", "--port"]);
    place.run("serve nowhere.yaml").gave(2, &["there is no model at `nowhere.yaml`"]);
    place.run("serve --host not.a.host.invalid").gave(2, &["cannot listen at"]);
}

#[cfg(unix)]
#[test]
fn ctrl_c_is_a_good_end() {
    let place = Place::with_model();
    for signal in ["-INT", "-TERM"] {
        let mut served = Served::at(&place);
        let page = served.page();
        let mut news = served.listen(&page);
        let id = served.child.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
        assert_eq!(served.child.wait().unwrap().code(), Some(0), "{signal}");
        let mut rest = String::new();
        assert!(news.read_to_string(&mut rest).is_err() || !rest.contains("reload"), "{rest}");
    }
}
