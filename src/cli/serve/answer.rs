//! What is answered to whom. There are two addresses, and nothing that is asked for is ever looked up on disk.

use std::net::IpAddr;

use super::head::{Fault, Head};

/// The address of the page.
pub(super) const PAGE: &str = "/";
/// The address at which a page hears that there is a newer one.
pub(super) const EVENTS: &str = "/events";

/// What is answered.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// The page.
    Page,
    /// News, for whoever has this version of the page.
    News(Option<String>),
    /// A refusal, and why in words.
    Refusal(&'static str, &'static str),
}

/// The names under which browsers may know this machine.
#[derive(Clone)]
pub(super) struct Hosts {
    named: String,
}

impl Hosts {
    /// A number is always ours, since browsers take it from nobody but their user; so is the name that was listened at.
    pub(super) fn new(named: &str) -> Self {
        Self { named: named.to_owned() }
    }

    /// Whether a page under this name may see the model. Another site could have its own name lead to this machine.
    fn is_ours(&self, host: &str) -> bool {
        let name = without_port(host);
        let number = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        number.parse::<IpAddr>().is_ok()
            || name.eq_ignore_ascii_case("localhost")
            || name.eq_ignore_ascii_case(&self.named)
    }
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        Some(_) | None => host,
    }
}

/// What is answered to a request.
pub(super) fn answer(head: &Head, ours: &Hosts) -> Answer {
    let [host] = head.hosts.as_slice() else {
        return Answer::Refusal("400 Bad Request", "a request names one host");
    };
    if !ours.is_ours(host) {
        return Answer::Refusal(
            "403 Forbidden",
            "this name is not one of this machine; use its number, or `localhost`",
        );
    }
    if head.method != "GET" {
        return Answer::Refusal("405 Method Not Allowed", "there is nothing to do here but look");
    }
    let (path, query) = head.target.split_once('?').unwrap_or((&head.target, ""));
    match path {
        PAGE => Answer::Page,
        EVENTS => Answer::News(query.strip_prefix("since=").map(str::to_owned)),
        _ => Answer::Refusal("404 Not Found", "there is nothing here; the board is at /"),
    }
}

/// What is answered when there is no request; nothing to somebody who has left.
pub(super) fn refusal(fault: &Fault) -> Option<Answer> {
    match fault {
        Fault::Garbled => Some(Answer::Refusal("400 Bad Request", "this is no HTTP")),
        Fault::TooLong => Some(Answer::Refusal(
            "431 Request Header Fields Too Large",
            "this is more than a browser says",
        )),
        Fault::TooSlow => {
            Some(Answer::Refusal("408 Request Timeout", "the rest of the request did not come"))
        }
        Fault::Gone => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(method: &str, target: &str, host: &str) -> Answer {
        let head = Head {
            method: method.to_owned(),
            target: target.to_owned(),
            hosts: vec![host.to_owned()],
        };
        answer(&head, &Hosts::new("board.example.org"))
    }

    #[test]
    fn numbers_and_the_names_of_this_machine_are_ours_and_no_others() {
        for host in [
            "localhost",
            "LocalHost:4747",
            "127.0.0.1:4747",
            "192.168.0.7",
            "[::1]:4747",
            "[::1]",
            "board.example.org:80",
        ] {
            assert_eq!(asked("GET", "/", host), Answer::Page, "{host}");
        }
        for host in [
            "evil.example.org",
            "localhost.evil.example.org:4747",
            "127.0.0.1.evil.example.org",
            "evil.example.org:127",
            "localhost:x",
            "",
            ":4747",
            "[]",
        ] {
            let refused = asked("GET", "/", host);
            assert!(matches!(refused, Answer::Refusal("403 Forbidden", _)), "{host}: {refused:?}");
        }
    }

    #[test]
    fn there_are_two_addresses() {
        assert_eq!(asked("GET", "/?x=1", "localhost"), Answer::Page);
        assert_eq!(asked("GET", "/events", "localhost"), Answer::News(None));
        let since = Answer::News(Some("a-1".to_owned()));
        assert_eq!(asked("GET", "/events?since=a-1", "localhost"), since);
        for target in
            ["/esgen.yaml", "//", "/..", "/events/", "http://localhost/", "*", "/%2e", "/."]
        {
            let refused = asked("GET", target, "localhost");
            assert!(
                matches!(refused, Answer::Refusal("404 Not Found", _)),
                "{target}: {refused:?}"
            );
        }
        for method in ["POST", "HEAD", "OPTIONS", "get", "CONNECT"] {
            let refused = asked(method, "/", "localhost");
            assert!(matches!(refused, Answer::Refusal("405 Method Not Allowed", _)), "{method}");
        }
    }
}
