//! Starting, stopping, and going on where the last process stopped.

mod common;

use std::{
    env,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use common::{Scene, answer, bank, send, store};

#[test]
fn a_request_under_way_is_finished_before_the_service_stops() {
    let scene = Scene::new();
    let id = scene.open("Ada");
    let address = scene.server.address();
    let mut stream = TcpStream::connect(address).unwrap();
    let head = format!(
        "POST /bank/account/{id}/deposit HTTP/1.1\r\nHost: bank\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: 12\r\n\r\n{{\"amount\""
    );
    stream.write_all(head.as_bytes()).unwrap();
    thread::sleep(Duration::from_millis(100));
    let stopping = thread::spawn(move || scene.server.stop());
    thread::sleep(Duration::from_millis(100));
    assert!(TcpStream::connect(address).is_err(), "no new request is taken");
    stream.write_all(b":5}").unwrap();
    stream.write_all(b" ").unwrap();
    assert_eq!(answer(stream).status, 200);
    assert!(stopping.join().unwrap().is_ok());
}

#[test]
fn a_connection_that_is_idle_keeps_nobody_waiting() {
    let scene = Scene::new();
    let idle = TcpStream::connect(scene.server.address()).unwrap();
    let before = std::time::Instant::now();
    scene.server.stop().unwrap();
    assert!(before.elapsed() < Duration::from_secs(5));
    drop(idle);
}

#[test]
fn a_restarted_service_goes_on_with_the_same_file() {
    let scene = Scene::new();
    let id = scene.open("Ada");
    scene.post(&format!("/bank/account/{id}/deposit"), r#"{"amount": 5}"#);
    let scene = scene.restart();
    let path = format!("/bank/account/{id}/deposit");
    let key = [("Idempotency-Key", "k")];
    assert_eq!(scene.post_with(&path, &key, r#"{"amount": 6}"#).json["version"], 3);
    let scene = scene.restart();
    assert_eq!(scene.post_with(&path, &key, r#"{"amount": 6}"#).json["repeated"], true);
    let path = format!("/bank/balance/balance-of?account={id}");
    let row = scene.send("GET", &path, &[("X-At-Least", "3")], "");
    assert_eq!(row.json["balance"], 11);
}

#[test]
fn an_address_in_use_is_an_error() {
    let scene = Scene::new();
    let folder = tempfile::tempdir().unwrap();
    let address = scene.server.address().to_string();
    let error = bank::service().start(store(&folder), &address).err().unwrap();
    assert!(error.to_string().starts_with(&format!("cannot listen at {address}")), "{error}");
}

/// Not a test but the program of the next ones, which run it as a process of its own.
#[test]
fn child() {
    if let Ok(line) = env::var("BANK_CHILD") {
        let line = line.split(' ').map(Into::into);
        bank::service().run(line, &mut std::io::stdout()).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn a_signal_stops_the_process_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("bank.db");
    let line = format!("bank --listen 127.0.0.1:0 --log-format json --db {}", db.display());
    for (signal, expected) in [("-TERM", 1), ("-INT", 2)] {
        let mut process = spawn(&line);
        let mut log = BufReader::new(process.stderr.take().unwrap());
        let address = line_with(&mut log, "\"address\":\"");
        let address = address.split('"').next().unwrap().parse().unwrap();
        let path = "/bank/account/open";
        let json = [("Content-Type", "application/json")];
        let opened = send(address, "POST", path, &json, r#"{"owner":"Ada"}"#);
        assert_eq!((opened.status, &opened.json["position"]), (201, &expected.into()));
        kill(&mut process, signal);
        let mut rest = String::new();
        log.read_to_string(&mut rest).unwrap();
        let line = rest.lines().find(|line| line.contains("\"answered\"")).expect("a line");
        for part in ["\"method\":\"POST\"", &format!("\"path\":\"{path}\""), "\"status\":201"] {
            assert!(line.contains(part), "{line}");
        }
        assert!(line.contains(opened.header("x-correlation-id").unwrap()), "{line}");
        assert!(rest.contains("\"stopped\""), "{rest}");
    }
}

#[cfg(unix)]
#[test]
fn the_demonstration_is_served_with_calls_to_try() {
    let mut process = spawn("bank demo --serve --listen 127.0.0.1:0");
    let mut out = BufReader::new(process.stdout.take().unwrap());
    let address = line_with(&mut out, "serving at http://");
    let address = address.split(',').next().unwrap();
    for call in [
        format!("curl http://{address}/health/ready"),
        format!("{{\"owner\":\"O'\\''Hara\"}}' 'http://{address}/bank/account/open'"),
        format!("{{\"amount\":5}}' 'http://{address}/bank/account/{}/deposit'", bank::SAMPLE),
        format!("curl 'http://{address}/bank/balance/accounts-of?owner=Ada%20%26%20Co'"),
    ] {
        line_with(&mut out, &call);
    }
    let path = format!("/bank/balance/balance-of?account={}", bank::SAMPLE);
    let row = send(address.parse().unwrap(), "GET", &path, &[], "");
    assert_eq!(row.json["balance"], 307);
    kill(&mut process, "-TERM");
}

/// Starts the program in a process of its own.
fn spawn(line: &str) -> Child {
    let mut program = Command::new(env::current_exe().unwrap());
    program.args(["--exact", "child", "--nocapture"]).env("BANK_CHILD", line);
    program.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Reads up to a line that has `part`, and gives what follows it there.
fn line_with(lines: &mut impl BufRead, part: &str) -> String {
    loop {
        let mut line = String::new();
        assert!(lines.read_line(&mut line).unwrap() > 0, "there is no line with {part}");
        if let Some((_, rest)) = line.split_once(part) {
            return rest.trim_end().to_owned();
        }
    }
}

/// Sends a signal and waits for an end in order.
fn kill(process: &mut Child, signal: &str) {
    let id = process.id().to_string();
    assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
    assert!(process.wait().unwrap().success());
}
