//! One route for each question that a read model answers.

use std::{collections::BTreeMap, fmt::Display, str::FromStr, time::Duration};

use axum::{
    Json, Router,
    extract::{Query, State},
    http::HeaderMap,
    response::{IntoResponse, Response},
    routing::get,
};
use kernel::{Lookup, ReadModel};
use serde::Serialize;
use store_sqlite::{Page, Store};

use crate::{problem::Problem, request};

/// How long an answer waits for the events that it must have seen.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often it looks.
const GLANCE: Duration = Duration::from_millis(5);
/// Rows of one answer, unless the client asks for fewer.
const PAGE: usize = 100;

/// A question as clients ask it.
#[derive(Debug, Clone, Copy)]
pub struct QueryRoute {
    /// The last part of the path, such as `balance-of`.
    pub path: &'static str,
    /// Whether there is one row at most.
    pub one: bool,
    /// Takes the values that are asked for out of the parameters.
    pub lookup: fn(&mut Parameters) -> Result<Lookup, Problem>,
}

/// The parameters of a question.
#[derive(Debug)]
pub struct Parameters(BTreeMap<String, String>);

impl Parameters {
    /// Takes the value of a parameter that must be there.
    pub fn take<T: FromStr>(&mut self, name: &str) -> Result<T, Problem>
    where
        T::Err: Display,
    {
        self.take_if_there(name)?.ok_or_else(|| Problem::malformed(format!("the parameter `{name}` is missing")))
    }

    fn take_if_there<T: FromStr>(&mut self, name: &str) -> Result<Option<T>, Problem>
    where
        T::Err: Display,
    {
        let wrong = |error: T::Err| Problem::malformed(format!("the parameter `{name}` does not fit: {error}"));
        self.0.remove(name).map(|value| value.parse().map_err(wrong)).transpose()
    }

    fn refuse_others(self) -> Result<(), Problem> {
        match self.0.into_keys().next() {
            Some(name) => Err(Problem::malformed(format!("there is no parameter `{name}`"))),
            None => Ok(()),
        }
    }
}

/// What a client gets for a question with many answers.
#[derive(Debug, Serialize)]
struct Rows<R> {
    rows: Vec<R>,
    /// Give it as `after` to get the rows that follow; missing when these were the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// The routes of one read model below its path, such as `/accounts/account-balance`.
pub(crate) fn routes<R: ReadModel>(base: &'static str, queries: &'static [QueryRoute]) -> Router<Store> {
    queries.iter().fold(Router::new(), |router, query| {
        let ask = move |State(store), Query(parameters), headers| ask::<R>(store, query, Parameters(parameters), headers);
        router.route(&format!("{base}/{}", query.path), get(ask))
    })
}

async fn ask<R: ReadModel>(
    store: Store,
    query: &'static QueryRoute,
    mut parameters: Parameters,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let lookup = (query.lookup)(&mut parameters)?;
    let page = Page {
        after: parameters.take_if_there("after")?,
        limit: parameters.take_if_there("limit")?.unwrap_or(PAGE).clamp(1, PAGE),
    };
    parameters.refuse_others()?;
    if let Some(position) = request::at_least(&headers)? {
        wait_for::<R>(&store, position).await?;
    }
    let found = tokio::task::spawn_blocking(move || store.find::<R>(&lookup, &page));
    let found = found.await.map_err(|_| Problem::internal())??;
    if query.one {
        let row = found.rows.into_iter().next();
        return Ok(Json(row.ok_or_else(|| Problem::not_found("no row has these values"))?).into_response());
    }
    Ok(Json(Rows { rows: found.rows, next: found.next }).into_response())
}

/// Waits until the read model has seen the log up to `position`.
async fn wait_for<R: ReadModel>(store: &Store, position: u64) -> Result<(), Problem> {
    let deadline = tokio::time::Instant::now() + PATIENCE;
    loop {
        let seen = store.checkpoint(R::NAME)?;
        if seen >= position {
            return Ok(());
        }
        if tokio::time::Instant::now() >= deadline {
            let detail = format!("the rows stand at position {seen}, not yet at {position}");
            return Err(Problem::not_yet(detail));
        }
        tokio::time::sleep(GLANCE).await;
    }
}
