//! Reads the head of a request: no more of it than a browser sends, and no longer than a browser takes.

use std::{
    io::{ErrorKind, Read},
    net::TcpStream,
    time::{Duration, Instant},
};

/// The longest head. Browsers send less than 2 KiB to a machine without cookies.
const LONGEST: usize = 16 << 10;
const MOST_FIELDS: usize = 64;
/// From the first byte to the last one.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a request asks for.
pub(super) struct Head {
    pub(super) method: String,
    pub(super) target: String,
    /// What the fields `Host` say; there should be one.
    pub(super) hosts: Vec<String>,
}

/// Why there is no request.
pub(super) enum Fault {
    /// It is no HTTP.
    Garbled,
    /// It is longer than anybody needs.
    TooLong,
    /// The rest did not come.
    TooSlow,
    /// Nobody is there.
    Gone,
}

pub(super) fn read(mut stream: &TcpStream) -> Result<Head, Fault> {
    let end = Instant::now() + PATIENCE;
    let mut bytes = vec![0; LONGEST];
    let mut filled = 0;
    while filled < LONGEST {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() || stream.set_read_timeout(Some(left)).is_err() {
            return Err(Fault::TooSlow);
        }
        match stream.read(&mut bytes[filled..]) {
            Ok(0) => return Err(Fault::Gone),
            Ok(more) => filled += more,
            Err(error) => match error.kind() {
                ErrorKind::Interrupted => continue,
                ErrorKind::WouldBlock | ErrorKind::TimedOut => return Err(Fault::TooSlow),
                _ => return Err(Fault::Gone),
            },
        }
        if let Some(head) = parsed(&bytes[..filled])? {
            return Ok(head);
        }
    }
    Err(Fault::TooLong)
}

/// The head, once all of it is there.
fn parsed(bytes: &[u8]) -> Result<Option<Head>, Fault> {
    let mut fields = [httparse::EMPTY_HEADER; MOST_FIELDS];
    let mut request = httparse::Request::new(&mut fields);
    match request.parse(bytes) {
        Ok(httparse::Status::Partial) => return Ok(None),
        Ok(httparse::Status::Complete(_)) => {}
        Err(httparse::Error::TooManyHeaders) => return Err(Fault::TooLong),
        Err(_) => return Err(Fault::Garbled),
    }
    let hosts = request.headers.iter().filter(|field| field.name.eq_ignore_ascii_case("host"));
    let hosts = hosts.map(|field| String::from_utf8_lossy(field.value).trim().to_owned());
    let word = |word: Option<&str>| word.unwrap_or_default().to_owned();
    Ok(Some(Head {
        method: word(request.method),
        target: word(request.path),
        hosts: hosts.collect(),
    }))
}
