//! A demonstration on a scratch file: what older builds stored is read by this one.

mod scratch;
mod try_it;

use std::{io::Write, time::Duration};

use store_sqlite::{Processors, Store};
use tracing::level_filters::LevelFilter;

use crate::{
    arguments::Log, error::ServiceError, history::Reader, run::start_log, service::Service,
    table::Table,
};
use scratch::Scratch;

/// How long the reactions may take to catch up.
const PATIENCE: Duration = Duration::from_secs(60);

/// Stores the history, reads it, lets the read models catch up, and serves it if asked to.
pub(crate) fn run(
    mut service: Service,
    listen: Option<&str>,
    out: &mut dyn Write,
) -> Result<(), ServiceError> {
    let scratch = Scratch::new(service.name)?;
    let store = scratch.open()?;
    for sample in service.history {
        store.append_raw(sample.raw()?)?;
    }
    let stored = service.history.len();
    writeln!(out, "{stored} events as older builds stored them, as this build reads them:\n")?;
    let unreadable = read_back(&service.readers, &store, stored, out)?;
    let mut processors = std::mem::take(&mut service.wiring).connect(&store)?;
    catch_up(&mut processors)?;
    rows(&service.read_models, &store, out)?;
    counts(&store, out)?;
    if unreadable > 0 {
        return Err(ServiceError::Unreadable(unreadable));
    }
    let Some(listen) = listen else {
        return Ok(writeln!(out, "\nserve this with `{} demo --serve`", service.name)?);
    };
    start_log(&Log { level: LevelFilter::INFO, json: false });
    let (openapi, targets) = (service.openapi, try_it::targets(&service));
    let server = service.start_with(store, processors, listen)?;
    try_it::write(openapi, &targets, server.address(), out)?;
    out.flush()?;
    server.run()
}

/// Writes what every stored event is read as, and gives the number of those that cannot be read.
fn read_back(
    readers: &[Reader],
    store: &Store,
    stored: usize,
    out: &mut dyn Write,
) -> Result<usize, ServiceError> {
    let mut table = Table::new(["stored as", "version", "read as", "version", "event"]);
    let mut unreadable = 0;
    for event in store.events_since(0, stored)? {
        let mut left = [event.stored_type.clone(), event.version.to_string()];
        let reader = readers.iter().find(|reader| reader.category == event.category);
        let read = match reader {
            Some(reader) => (reader.read)(&event.stored()),
            None => Err(format!("no aggregate has the category `{}`", event.category)),
        };
        let mut line = |as_type: &str, version: String, payload: String| {
            let [stored_type, stored_version] = std::mem::take(&mut left);
            table.row([stored_type, stored_version, as_type.to_owned(), version, payload]);
        };
        match read {
            Ok(today) if today.is_empty() => line("(nothing)", String::new(), String::new()),
            Ok(today) => today.into_iter().for_each(|today| {
                line(today.stored_type, today.version.to_string(), today.payload);
            }),
            Err(error) => {
                unreadable += 1;
                line("(unreadable)", String::new(), error);
            }
        }
    }
    table.write(out)?;
    Ok(unreadable)
}

fn catch_up(processors: &mut Processors) -> Result<(), ServiceError> {
    if processors.settle(PATIENCE) {
        Ok(())
    } else {
        Err(ServiceError::TooSlow(PATIENCE.as_secs()))
    }
}

fn rows(
    read_models: &[&'static str],
    store: &Store,
    out: &mut dyn Write,
) -> Result<(), ServiceError> {
    if read_models.is_empty() {
        return Ok(());
    }
    let mut table = Table::new(["read model", "rows"]);
    for name in read_models {
        table.row([(*name).to_owned(), store.row_count(name)?.to_string()]);
    }
    writeln!(out)?;
    Ok(table.write(out)?)
}

fn counts(store: &Store, out: &mut dyn Write) -> Result<(), ServiceError> {
    let mut table = Table::new(["stored event", "version", "count"]);
    for counted in store.counts()? {
        let (version, count) = (counted.version.to_string(), counted.count.to_string());
        table.row([counted.stored_type, version, count]);
    }
    writeln!(out)?;
    Ok(table.write(out)?)
}
