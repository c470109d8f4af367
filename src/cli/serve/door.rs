//! Who comes in: a bounded number of clients at a time, each with a bounded time for what it says and what it takes.

use std::{
    io::{self, ErrorKind, Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    ops::RangeInclusive,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use super::{
    super::{Failure, Result},
    answer::{Answer, Hosts, answer, refusal},
    board::Board,
    head,
};

/// The ports that are tried, in this order.
const PORTS: RangeInclusive<u16> = 4747..=4756;
/// The most connections at a time. A page that is open holds one of them.
const GUESTS: usize = 64;
/// The longest time for taking a page.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often somebody who waits for news is asked whether they are still there.
const BEAT: Duration = Duration::from_secs(5);

/// Nothing is loaded from elsewhere, and no other site may look inside.
const HEADERS: &str = "\
Connection: close\r\n\
Cache-Control: no-store\r\n\
Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; \
connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n\
Cross-Origin-Opener-Policy: same-origin\r\n\
Cross-Origin-Resource-Policy: same-origin\r\n\
Referrer-Policy: no-referrer\r\n\
X-Content-Type-Options: nosniff\r\n\
X-Frame-Options: DENY\r\n";

/// Listens at a port, or at the first free one.
///
/// # Errors
/// When there is none.
pub(super) fn listen(host: &str, port: Option<u16>) -> Result<(TcpListener, SocketAddr)> {
    let ports = port.map_or(PORTS, |port| port..=port);
    for port in ports.clone() {
        match TcpListener::bind((host, port)).and_then(|it| it.local_addr().map(|at| (it, at))) {
            Ok(found) => return Ok(found),
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            Err(error) => {
                return Err(Failure::new(format!(
                    "cannot listen at `{host}`, port {port}: {error}"
                )));
            }
        }
    }
    let (first, last) = ports.into_inner();
    let taken = if first == last {
        format!("port {first} is in use")
    } else {
        format!("the ports from {first} to {last} are in use")
    };
    Err(Failure::new(taken).help("choose another with `--port`, or any free one with `--port 0`"))
}

/// Lets clients in, from now on.
pub(super) fn open(listener: TcpListener, board: Arc<Board>, ours: Hosts) {
    let house = Arc::new((board, ours));
    thread::spawn(move || {
        for guest in listener.incoming() {
            let Ok(stream) = guest else {
                // When the system has no more to give, somebody has to leave first.
                thread::sleep(Duration::from_millis(50));
                continue;
            };
            // Everybody inside holds the house, and so does this loop.
            if Arc::strong_count(&house) > GUESTS {
                continue;
            }
            let house = Arc::clone(&house);
            // Where no thread can be had the connection closes. A client that leaves early is nobody's fault.
            drop(thread::Builder::new().spawn(move || drop(attend(&stream, &house.0, &house.1))));
        }
    });
}

fn attend(stream: &TcpStream, board: &Board, ours: &Hosts) -> io::Result<()> {
    let told = match head::read(stream) {
        Ok(head) => Some(answer(&head, ours)),
        Err(fault) => refusal(&fault),
    };
    match told {
        None => Ok(()),
        Some(Answer::Refusal(status, why)) => refuse(stream, status, why),
        Some(Answer::Page) => match board.page(PATIENCE) {
            Some(page) => send(stream, "200 OK", "text/html", page.html.as_bytes()),
            None => refuse(stream, "503 Service Unavailable", "nothing is drawn yet"),
        },
        Some(Answer::News(since)) => news(stream, board, since),
    }
}

fn refuse(stream: &TcpStream, status: &str, why: &str) -> io::Result<()> {
    send(stream, status, "text/plain", format!("{why}\n").as_bytes())
}

fn send(stream: &TcpStream, status: &str, kind: &str, body: &[u8]) -> io::Result<()> {
    let allow = if status.starts_with("405") { "Allow: GET\r\n" } else { "" };
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {length}\r\n{allow}{HEADERS}\r\n"
    );
    let end = Instant::now() + PATIENCE;
    write(stream, head.as_bytes(), end)?;
    write(stream, body, end)?;
    leave(stream)
}

/// Tells whoever has a version of the page each time that there is another one, until they leave.
fn news(stream: &TcpStream, board: &Board, since: Option<String>) -> io::Result<()> {
    let tell = |text: &str| write(stream, text.as_bytes(), Instant::now() + BEAT);
    tell(&format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n{HEADERS}\r\nretry: 1000\n\n"
    ))?;
    let mut known = match since {
        Some(since) => since,
        None => board.page(PATIENCE).map(|page| page.version).unwrap_or_default(),
    };
    loop {
        match board.other_than(&known, BEAT) {
            Some(page) => {
                tell(&format!("event: reload\ndata: {}\n\n", page.version))?;
                known = page.version;
            }
            None => tell(":\n\n")?,
        }
    }
}

/// Writes all of it, unless that takes too long.
fn write(mut stream: &TcpStream, mut bytes: &[u8], end: Instant) -> io::Result<()> {
    while !bytes.is_empty() {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(ErrorKind::TimedOut.into());
        }
        stream.set_write_timeout(Some(left))?;
        match stream.write(bytes) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(written) => bytes = &bytes[written..],
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Closes so that the client gets what was written: a system throws it away when something that the client sent is left
/// unread.
fn leave(mut stream: &TcpStream) -> io::Result<()> {
    stream.shutdown(Shutdown::Write)?;
    stream.set_read_timeout(Some(Duration::from_secs(1)))?;
    let mut rest = [0; 4096];
    for _ in 0..64 {
        if stream.read(&mut rest)? == 0 {
            break;
        }
    }
    Ok(())
}
