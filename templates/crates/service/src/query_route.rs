//! One route for each question that a read model answers.

use std::{collections::BTreeMap, fmt::Display, str::FromStr, time::Duration};

use axum::{
    Json, Router,
    extract::{Query, State, rejection::QueryRejection},
    http::HeaderMap,
    response::{IntoResponse, Response},
    routing::get,
};
use kernel::{Lookup, ReadModel};
use serde::Serialize;
use tokio::time::Instant;

use crate::{problem::Problem, request, router::App};

/// How long an answer waits for the events that it must have seen.
const PATIENCE: Duration = Duration::from_secs(2);
/// How soon it looks again, at first and at the longest.
const GLANCES: (Duration, Duration) = (Duration::from_millis(1), Duration::from_millis(32));
/// Rows of one answer, unless the client asks for fewer.
const LONGEST_PAGE: usize = 100;

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
    pub(crate) fn read(
        pairs: Result<Query<Vec<(String, String)>>, QueryRejection>,
    ) -> Result<Self, Problem> {
        let Query(pairs) = pairs.map_err(|_| Problem::malformed("the parameters are no text"))?;
        let mut values = BTreeMap::new();
        for (name, value) in pairs {
            if let Some(twice) = values.insert(name.clone(), value) {
                let detail = format!("the parameter `{name}` is given twice, once as `{twice}`");
                return Err(Problem::malformed(detail));
            }
        }
        Ok(Self(values))
    }

    /// Takes the value of a parameter that must be there.
    pub fn take<T: FromStr<Err: Display>>(&mut self, name: &str) -> Result<T, Problem> {
        let missing = || Problem::malformed(format!("the parameter `{name}` is missing"));
        self.take_optional(name)?.ok_or_else(missing)
    }

    /// Takes the value of a parameter that may be left out.
    pub fn take_optional<T: FromStr<Err: Display>>(
        &mut self,
        name: &str,
    ) -> Result<Option<T>, Problem> {
        let wrong = |error: T::Err| {
            Problem::malformed(format!("the parameter `{name}` does not fit: {error}"))
        };
        self.0.remove(name).map(|value| value.parse().map_err(wrong)).transpose()
    }

    pub(crate) fn refuse_others(self) -> Result<(), Problem> {
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
pub(crate) fn routes<M: ReadModel>(
    base: &'static str,
    queries: &'static [QueryRoute],
) -> Router<App> {
    queries.iter().fold(Router::new(), |router, query| {
        let ask = move |State(app), parameters, headers| ask::<M>(app, query, parameters, headers);
        router.route(&format!("{base}/{}", query.path), get(ask))
    })
}

async fn ask<M: ReadModel>(
    app: App,
    query: &'static QueryRoute,
    parameters: Result<Query<Vec<(String, String)>>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let mut parameters = Parameters::read(parameters)?;
    let lookup = (query.lookup)(&mut parameters)?;
    let after: Option<String> = parameters.take_optional("after")?;
    let limit = parameters.take_optional("limit")?.unwrap_or(LONGEST_PAGE).clamp(1, LONGEST_PAGE);
    parameters.refuse_others()?;
    if let Some(position) = request::at_least(&headers)? {
        wait_for::<M>(&app, position).await?;
    }
    let find = move |app: &App| app.store.rows::<M>(&lookup, after.as_deref(), limit);
    let page = app.look(find).await?;
    if query.one {
        let row = page.rows.into_iter().next();
        return Ok(Json(row.ok_or_else(|| Problem::not_found("no row fits"))?).into_response());
    }
    Ok(Json(Rows { rows: page.rows, next: page.next }).into_response())
}

/// Waits until the read model has seen the log up to `position`.
async fn wait_for<M: ReadModel>(app: &App, position: u64) -> Result<(), Problem> {
    let deadline = Instant::now() + PATIENCE;
    let (mut glance, longest) = GLANCES;
    loop {
        let seen = app.look(|app| app.monitor.position(M::NAME)).await?.unwrap_or_default();
        if seen >= position {
            return Ok(());
        }
        if Instant::now() >= deadline {
            let detail = format!("the rows stand at position {seen}, not yet at {position}");
            return Err(Problem::not_yet(detail));
        }
        tokio::time::sleep(glance).await;
        glance = (glance * 2).min(longest);
    }
}
