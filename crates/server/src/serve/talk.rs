//! One connection: HTTP/1.1 with limits on every silence, so that whoever is slow costs little and not for long.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderValue, Request, Response, header};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::timeout;
use tower::ServiceExt as _;

/// For the whole head of a request, and so also for the next request on a connection that is kept alive.
const HEAD: Duration = Duration::from_secs(10);

/// For the other side to take what was sent to it.
const TAKEN: Duration = Duration::from_secs(30);

/// Bytes of a head: cookies and long searches, with much to spare.
const LARGEST_HEAD: usize = 64 * 1024;

/// After an answer that came before the request was all there, so many bytes of the rest are still taken, for so long:
/// closing the connection in the middle would reset it, and the answer would be lost with it.
const REST: u64 = 4 * 1024 * 1024;
const REST_WITHIN: Duration = Duration::from_secs(5);

type Answer = Pin<Box<dyn Future<Output = Result<Response<Body>, Infallible>> + Send>>;

/// How connections are held.
#[derive(Clone)]
pub struct Talk {
    http: http1::Builder,
    router: Router,
    stopped: watch::Receiver<bool>,
}

impl Talk {
    /// Answers are the router's; once `stopped` turns true, each connection ends after its present request.
    pub fn new(router: Router, stopped: watch::Receiver<bool>) -> Self {
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(LARGEST_HEAD);
        Self { http, router, stopped }
    }

    /// Holds one connection to its end.
    pub async fn hold(mut self, stream: TcpStream, peer: SocketAddr) {
        // Neither can fail on a connection that is there; one that is gone shows at the first read.
        let _ = stream.set_nodelay(true);
        let _ = socket2::SockRef::from(&stream).set_tcp_user_timeout(Some(TAKEN));
        let hangs_up = Arc::new(AtomicBool::new(false));
        let service = service_fn(|request| answer(&self.router, peer, request, &hangs_up));
        let mut connection = self.http.serve_connection(TokioIo::new(stream), service);
        let ended = tokio::select! {
            ended = &mut connection => ended,
            () = told_to_stop(&mut self.stopped) => {
                Pin::new(&mut connection).graceful_shutdown();
                (&mut connection).await
            }
        };
        if ended.is_ok() && hangs_up.load(Ordering::Relaxed) {
            let mut rest = connection.into_parts().io.into_inner().take(REST);
            // What comes is thrown away, so it does not matter how it ends.
            let _ = timeout(REST_WITHIN, tokio::io::copy(&mut rest, &mut tokio::io::sink())).await;
        }
    }
}

async fn told_to_stop(stopped: &mut watch::Receiver<bool>) {
    // Only the end of the process drops the sender.
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

fn answer(router: &Router, peer: SocketAddr, request: Request<Incoming>, hangs_up: &Arc<AtomicBool>) -> Answer {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ConnectInfo(peer));
    let answer = router.clone().oneshot(request);
    let hangs_up = Arc::clone(hangs_up);
    Box::pin(async move {
        let response = answer.await?;
        let closes = response.headers().get(header::CONNECTION) == Some(&HeaderValue::from_static("close"));
        hangs_up.store(closes, Ordering::Relaxed);
        Ok(response)
    })
}
