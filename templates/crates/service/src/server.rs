//! A service that runs: it listens, reacts, and comes down in order.

use std::{io, net::SocketAddr, time::Duration};

use store_sqlite::{Processors, Running, Store};
use tokio::{
    net::TcpListener,
    runtime::{Builder, Runtime},
    sync::oneshot,
    task::JoinHandle,
    time::timeout,
};

use crate::{error::ServiceError, router::router, service::Service};

/// How long requests may take to finish when the service stops.
const GRACE: Duration = Duration::from_secs(10);
/// How many questions are looked up at once; more would only wait for the same disk.
const READERS: usize = 32;

/// A running service. Dropped without [`stop`](Self::stop), it cuts its requests off.
pub struct Server {
    address: SocketAddr,
    // Fields are dropped in this order: nobody asks a store that is gone.
    runtime: Runtime,
    serving: JoinHandle<io::Result<()>>,
    halt: oneshot::Sender<()>,
    reactions: Running,
    store: Store,
}

impl Service {
    /// Starts the reactions on a store, and listens at an address such as `127.0.0.1:8080`; port 0
    /// is any that is free.
    pub fn start(mut self, store: Store, listen: &str) -> Result<Server, ServiceError> {
        let processors = std::mem::take(&mut self.wiring).connect(&store)?;
        self.start_with(store, processors, listen)
    }

    /// As [`start`](Self::start), with reactions that are connected already.
    pub(crate) fn start_with(
        self,
        store: Store,
        processors: Processors,
        listen: &str,
    ) -> Result<Server, ServiceError> {
        let refused = |source| ServiceError::Listen { address: listen.to_owned(), source };
        let runtime =
            Builder::new_multi_thread().enable_all().max_blocking_threads(READERS).build()?;
        let listener = runtime.block_on(TcpListener::bind(listen)).map_err(refused)?;
        let address = listener.local_addr()?;
        let reactions = processors.start()?;
        let router = router(&self, store.clone(), reactions.monitor().clone());
        let (halt, halted) = oneshot::channel();
        let serve = axum::serve(listener, router).with_graceful_shutdown(async {
            // A dropped sender halts as well.
            drop(halted.await);
        });
        let serving = runtime.spawn(serve.into_future());
        tracing::info!(%address, "listening");
        Ok(Server { address, runtime, serving, halt, reactions, store })
    }
}

impl Server {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Waits for the signal to stop, SIGINT or SIGTERM, and stops.
    pub fn run(self) -> Result<(), ServiceError> {
        self.runtime.block_on(stop_signal())?;
        self.stop()
    }

    /// Takes no more requests, finishes those it has, then stops the reactions and closes the
    /// store.
    pub fn stop(self) -> Result<(), ServiceError> {
        tracing::info!("stopping");
        let Self { runtime, serving, halt, reactions, store, .. } = self;
        drop(halt);
        match runtime.block_on(async { timeout(GRACE, serving).await }) {
            Ok(Ok(ended)) => ended?,
            Ok(Err(panic)) => tracing::error!(error = %panic, "the server panicked"),
            Err(_) => tracing::warn!("cut off the requests that were not finished"),
        }
        runtime.shutdown_timeout(Duration::from_secs(1));
        drop(reactions);
        store.close();
        tracing::info!("stopped");
        Ok(())
    }
}

#[cfg(unix)]
async fn stop_signal() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn stop_signal() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}
