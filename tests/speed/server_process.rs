//! A process that serves.

use std::io::{BufRead as _, BufReader};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

use crate::Options;
use crate::client::{Ask, Client};
use crate::process::{self, Memory};

/// An index that must be built first takes a while.
const PATIENCE: Duration = Duration::from_mins(5);

/// The process; it ends with this value.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// How long it took from the start of the process to its first answer that it is ready.
    pub ready_after: Duration,
}

impl Server {
    /// The site on data that lie ready.
    pub fn site(options: &Options, data: &std::path::Path) -> anyhow::Result<Self> {
        let beside = std::env::current_exe()?.with_file_name("yokoito");
        let program = options.server.clone().unwrap_or(beside);
        let address = free_address()?;
        let mut command = Command::new(&program);
        command.arg("serve").arg("--data").arg(data).arg("--bind").arg(address.to_string());
        if let Some(url) = &options.database_url {
            command.env("DATABASE_URL", url);
        } else {
            command.env_remove("DATABASE_URL");
        }
        let started = Instant::now();
        let child = command.stdout(Stdio::null()).stdin(Stdio::null()).spawn();
        let child = child.with_context(|| format!("start {}", program.display()))?;
        let mut server = Self { child, address, ready_after: Duration::ZERO };
        server.wait_until_ready(started)?;
        Ok(server)
    }

    /// The limit.
    pub fn limit() -> anyhow::Result<Self> {
        let mut child = Command::new(std::env::current_exe()?).arg("--constant").stdout(Stdio::piped()).spawn()?;
        let mut address = String::new();
        BufReader::new(child.stdout.take().context("its output")?).read_line(&mut address)?;
        Ok(Self { child, address: address.trim().parse()?, ready_after: Duration::ZERO })
    }

    fn wait_until_ready(&mut self, started: Instant) -> anyhow::Result<()> {
        let ask = Ask { path: "/readyz".to_owned(), form: None };
        while started.elapsed() < PATIENCE {
            let answer = Client::connect(self.address, "").and_then(|mut client| client.send(&ask));
            if answer.is_ok_and(|answer| answer.status == 200) {
                self.ready_after = started.elapsed();
                return Ok(());
            }
            if let Some(status) = self.child.try_wait()? {
                bail!("the server ended with {status}");
            }
            thread::sleep(Duration::from_millis(5));
        }
        bail!("the server was not ready after {} s", PATIENCE.as_secs())
    }

    /// Processor time of all its threads so far, in user and kernel mode.
    pub fn processor_time(&self) -> anyhow::Result<Duration> {
        process::processor_time(self.child.id())
    }

    /// What it holds in memory now.
    pub fn memory(&self) -> anyhow::Result<Memory> {
        process::memory(self.child.id())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Nothing is kept, so nothing needs to be finished.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_address() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?.local_addr()?)
}
