//! Asking for the same page again and again, over one connection or many.

use std::net::SocketAddr;
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::bail;
use serde::Serialize;

use crate::client::Client;
use crate::pages::Page;
use crate::server_process::Server;

/// How many connections there are, and how long they ask.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    /// Connections that ask at the same time.
    pub connections: usize,
    /// How long.
    pub time: Duration,
    /// Whether answers may be compressed.
    pub gzip: bool,
}

/// What was seen.
#[derive(Clone, Debug, Serialize)]
pub struct Seen {
    /// How many requests were answered.
    pub requests: usize,
    /// Requests per second.
    pub rate: f64,
    /// Half of the requests were answered within this many milliseconds.
    pub p50: f64,
    /// All but a hundredth of them.
    pub p99: f64,
    /// Milliseconds of processor time that the server spent on one of them.
    pub cpu: f64,
    /// Bytes of a body, on average.
    pub bytes: usize,
}

/// Asks `server` for `page` under a load; `after` is waited for before the processor time is read.
pub fn run(server: &Server, cookie: &str, page: &Page, load: Load, after: Duration) -> anyhow::Result<Seen> {
    let start = Barrier::new(load.connections);
    let before = server.processor_time()?;
    let began = Instant::now();
    let lanes: Vec<anyhow::Result<Lane>> = thread::scope(|scope| {
        let lanes: Vec<_> = (0..load.connections)
            .map(|lane| {
                let start = &start;
                scope.spawn(move || ask(server.address, cookie, page, load, lane, start))
            })
            .collect();
        lanes.into_iter().map(|lane| lane.join().unwrap_or_else(|_| bail!("a connection's thread panicked"))).collect()
    });
    let elapsed = began.elapsed();
    thread::sleep(after);
    let spent = server.processor_time()?.saturating_sub(before);
    let mut all = Lane::default();
    for lane in lanes {
        let lane = lane?;
        all.times.extend(lane.times);
        all.bytes += lane.bytes;
    }
    all.times.sort_unstable();
    let requests = all.times.len();
    let percentile = |percent: usize| milliseconds(all.times[(requests * percent / 100).min(requests - 1)]);
    #[expect(clippy::cast_precision_loss, reason = "there are fewer than 2^52 requests")]
    let count = requests as f64;
    Ok(Seen {
        requests,
        rate: count / elapsed.as_secs_f64(),
        p50: percentile(50),
        p99: percentile(99),
        cpu: milliseconds(spent) / count,
        bytes: all.bytes / requests,
    })
}

#[derive(Default)]
struct Lane {
    times: Vec<Duration>,
    bytes: usize,
}

/// One connection's requests; the first one only warms up.
fn ask(
    address: SocketAddr,
    cookie: &str,
    page: &Page,
    load: Load,
    lane: usize,
    start: &Barrier,
) -> anyhow::Result<Lane> {
    let connected = Client::connect(address, cookie);
    start.wait();
    let mut client = connected?;
    client.gzip = load.gzip;
    let began = Instant::now();
    let mut seen = Lane::default();
    for turn in 0.. {
        let asked = page.ask(lane, load.connections, turn);
        let sent = Instant::now();
        let answer = client.send(&asked)?;
        seen.times.push(sent.elapsed());
        seen.bytes += answer.body.len();
        if answer.status != page.status {
            let body = String::from_utf8_lossy(&answer.body).into_owned();
            bail!("{} answered {} instead of {}: {body}", asked.path, answer.status, page.status);
        }
        if began.elapsed() >= load.time {
            break;
        }
    }
    Ok(seen)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
