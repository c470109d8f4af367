//! `esgen diagram`: what of a model is drawn, how it looks, and who makes the layout.

use std::{path::Path, process::Stdio};

use super::common::{Place, answer, esgen};

fn bank() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/bank").display().to_string()
}

fn ask(place: &Place, words: &str) -> super::common::Run {
    let bank = bank();
    let words: Vec<_> = words.split_whitespace().collect();
    place.run_all(&[&["diagram"], words.as_slice(), &["board", &bank]].concat())
}

#[test]
fn a_limit_is_said_in_the_subtitle() {
    let place = Place::empty();
    ask(&place, "--from RequestTransfer")
        .gave(0, &["only what Request Transfer leads to · 3 contexts"]);
    ask(&place, "--to TransferFailed").gave(0, &["only what leads to Transfer Failed · "]);
    ask(&place, "--from AccountDebited --to AccountCredited")
        .gave(0, &["only the way from Account Debited to Account Credited · "]);
    ask(&place, "--around DebitRecorded").gave(0, &["only 2 steps around Debit Recorded · "]);
    ask(&place, "--around DebitRecorded --depth 1").gave(0, &["only 1 step around "]);
    ask(&place, "--aggregate Notice --aggregate Customers.Customer")
        .gave(0, &["only the aggregates Customer, Notice · 2 contexts"]);
    let both = ask(&place, "--from RequestTransfer --context Transfers");
    both.gave(
        0,
        &["Transfers in Customers, accounts", "only what Request Transfer leads to · 1 context"],
    );
}

#[test]
fn what_means_nothing_is_told_with_the_nearest() {
    let place = Place::empty();
    ask(&place, "--from RequestTransfr")
        .gave(2, &["there is no element `RequestTransfr`", "did you mean `RequestTransfer`?"]);
    ask(&place, "--aggregate Accounts")
        .gave(2, &["there is no aggregate `Accounts`", "did you mean `Account`?"]);
    ask(&place, "--from TransferCompleted --to RequestTransfer").gave(
        2,
        &["nothing is left of the way from Transfer Completed to Request Transfer", "ask for less"],
    );
    ask(&place, "--from RequestTransfer --context Customers")
        .gave(2, &["nothing is left of what Request Transfer leads to", "`--context`"]);
    ask(&place, "--depth 3").gave(2, &["--around"]);
    let twice = "esgen: 1\nmodel: twice\nlevel: big-picture\ncontexts: { A: { events: [Gone] }, B: { events: [Gone] } }\n";
    place.write("esgen.yaml", twice);
    place.run("diagram --to Gone").gave(2, &["`Gone` is ambiguous", "say `A.Gone` or `B.Gone`"]);
    place.run("diagram --to B.Gone").gave(0, &["only what leads to Gone · 1 context · 1 event"]);
}

#[test]
fn what_says_nothing_about_a_kind_is_refused() {
    let place = Place::with_model();
    for choice in ["--from X", "--aggregate X", "--views off", "--direction tb", "--wrap 900"] {
        let name = choice.split(' ').next().unwrap();
        let told = format!("`{name}` says nothing about a picture of kind `contexts`");
        place.run(&format!("diagram contexts {choice}")).gave(2, &[&told, "leave it out"]);
    }
    place.run("diagram -f dot --wrap 900").gave(2, &["`--wrap` says nothing about DOT"]);
    place.run("diagram --engine dot --wrap 900").gave(2, &["`--wrap` says nothing about DOT"]);
    place
        .run("diagram --direction tb --wrap 900")
        .gave(2, &["`--wrap` folds a time that runs to the right", "`--direction`"]);
    place.run("diagram --wrap 300").gave(2, &["300 is not in 800..="]);
}

#[test]
fn boards_have_many_looks() {
    let place = Place::empty();
    let board = ask(&place, "").gave(0, &["R1 marks what feeds it"]).out;
    let edges = ask(&place, "--views edges").gave(0, &["event feeds read model", "READ MODEL"]).out;
    let off = ask(&place, "--views off").gave(0, &[]).out;
    assert!(
        !off.contains("read-model") && edges.contains("id=\"read-model:Accounts.AccountInfo\"")
    );
    let down = ask(&place, "--direction tb").gave(0, &["Lanes from left to right: "]).out;
    let folded = ask(&place, "--wrap 1200").gave(0, &["CONTINUES AT", "COMES FROM"]).out;
    assert_eq!(ask(&place, "--views badges --direction lr").out, board);
    assert!(size(&down).0 < size(&board).0 && size(&down).1 > size(&board).1);
    assert!(size(&folded).0 <= 1200 && size(&folded).1 > size(&board).1);
    ask(&place, "-f dot --direction tb").gave(0, &["rankdir=TB", ":s -> ", ":n ["]);
}

/// The width and height of an SVG.
fn size(svg: &str) -> (i32, i32) {
    let of = |name: &str| {
        let (_, rest) = svg.split_once(&format!("{name}=\"")).unwrap();
        rest.split('"').next().unwrap().parse().unwrap()
    };
    (of("width"), of("height"))
}

#[test]
fn without_graphviz_its_engine_says_what_to_do() {
    let place = Place::with_model();
    let run = answer(esgen(&place.path("")).args(["diagram", "--engine", "dot"]).env("PATH", ""));
    run.gave(
        2,
        &["there is no `dot` on this machine", "install Graphviz, or leave `--engine` out"],
    );
    let kind = answer(esgen(&place.path("")).args(["diagram", "blueprint", "--engine", "dot"]));
    assert_eq!(kind.code, Some(2));
    place
        .run("diagram -f dot --engine dot -o x.dot")
        .gave(2, &["`--engine` says nothing about a text"]);
    assert!(!place.has("x.dot"));
}

#[cfg(unix)]
#[test]
fn a_dot_that_fails_is_told_in_its_words() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with_model();
    place.write("bin/dot", "#!/bin/sh\necho 'Error: it is broken' >&2\nexit 3\n");
    let executable = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(place.path("bin/dot"), executable).unwrap();
    let mut command = esgen(&place.path(""));
    command.args(["diagram", "--engine", "dot"]).env("PATH", place.path("bin"));
    answer(&mut command).gave(2, &["`dot` failed: Error: it is broken"]);
}

#[test]
fn graphviz_draws_every_look() {
    if std::process::Command::new("dot").arg("-V").stderr(Stdio::null()).status().is_err() {
        eprintln!("note: Graphviz is not installed, so that nothing was drawn by it");
        return;
    }
    let place = Place::empty();
    for look in ["", "--views edges", "--direction tb", "--views off --from RequestTransfer"] {
        ask(&place, &format!("--engine dot {look}"))
            .gave(0, &["<svg", "Transfers.RequestTransfer"]);
    }
    ask(&place, "--engine dot --context Notifications -o board.png").gave(0, &[]);
    let png = place.tree(".").remove(Path::new("board.png")).unwrap();
    assert!(png.starts_with(b"\x89PNG"));
}
