//! The process around the domain: commands and questions over HTTP, reactions in the background,
//! administration from the command line.
//!
//! [`Service`] is told what there is, aggregate by aggregate; [`Service::main`] is the rest of the
//! program. The domain crates know nothing of it: no HTTP, no async, no database.

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used))]

mod admin;
mod arguments;
mod cloud_event;
mod command_route;
mod correlation;
mod demo;
mod error;
mod feed;
mod guard;
mod health;
mod history;
mod problem;
mod query_route;
mod request;
mod router;
mod run;
mod server;
mod service;
mod table;

pub use command_route::CommandRoute;
pub use error::ServiceError;
pub use feed::Style;
pub use history::Sample;
pub use problem::Problem;
pub use query_route::{Parameters, QueryRoute};
pub use server::Server;
pub use service::Service;
