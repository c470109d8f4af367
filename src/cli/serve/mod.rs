//! `esgen serve`: the model as a page on this machine, always as it was last saved.

mod answer;
mod board;
mod door;
mod head;
mod page;

use std::sync::Arc;

use clap::Args;

use super::{
    ModelArgument, Result, files,
    terminal::Terminal,
    watch::{self, Glance},
};
use answer::Hosts;
use board::Board;
use page::Look;

/// Show a model in the browser, and show it again whenever a file of it is saved.
///
/// Findings stand at what they are about. While the model cannot be read, the page stays as it last was, with what is
/// wrong above it. Nothing but that page is served, and to this machine only, unless `--host` says otherwise.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    model: ModelArgument,
    /// The port; without it the first free one from 4747 on. 0 takes any that is free.
    #[arg(short, long)]
    port: Option<u16>,
    /// The address to listen at; 0.0.0.0 shows the model to everybody who can reach this machine.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    host: String,
}

const EXAMPLES: &str = "\
Examples:
  esgen serve                       the model of this folder, or the nearest one upward
  esgen serve shop.yaml -p 8080     a model by its name, at a port of your choice
  esgen serve --host 0.0.0.0        for a workshop: everybody in the room can look";

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result {
    let root = files::find(&arguments.model)?;
    let (listener, address) = door::listen(&arguments.host, arguments.port)?;
    terminal.result(&format!("http://{address}/\n"));
    let shown = files::shown(&root);
    terminal.note(&format!("`{shown}` is drawn again when it is saved; stop with Ctrl-C"));
    if !address.ip().is_loopback() {
        terminal.note("everybody who can reach this machine can read the model");
    }
    let board = Arc::new(Board::default());
    door::open(listener, Arc::clone(&board), Hosts::new(&arguments.host));
    let show =
        |glance: &Result<Glance<Look>>, last_good: Option<&Look>, terminal: &mut Terminal| {
            let (page, told) = page::page(glance, last_good, &shown);
            if page.is_some_and(|page| board.show(page)) {
                terminal.note(&told);
            }
        };
    watch::follow(&root, |terminal| page::look(&root, terminal), show, terminal)
}
