//! What the kernel knows of a process.

use std::fs;
use std::time::Duration;

use anyhow::Context as _;

/// The kernel tells processor time in hundredths of a second, on every Linux.
const TICK: Duration = Duration::from_millis(10);

/// What a process holds in memory, in bytes.
#[derive(Clone, Copy, Debug, serde::Serialize)]
pub struct Memory {
    /// Resident, with the pages of files that the kernel may take back at any time.
    pub resident: u64,
    /// Of that, what belongs to the process alone.
    pub anonymous: u64,
}

/// Processor time of all threads of a process so far, in user and kernel mode.
pub fn processor_time(process: u32) -> anyhow::Result<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The second field is the program's name in parentheses, which may hold anything.
    let fields = stat.rsplit_once(')').context("the name of the process")?.1;
    let ticks = |field: usize| fields.split_whitespace().nth(field).and_then(|ticks| ticks.parse::<u32>().ok());
    let (user, system) = ticks(11).zip(ticks(12)).context("the times of the process")?;
    Ok(TICK * (user + system))
}

/// What a process holds in memory now.
pub fn memory(process: u32) -> anyhow::Result<Memory> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let bytes = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).context("a line about memory")?;
        let kilobytes: u64 = line.split_whitespace().nth(1).context("a number")?.parse()?;
        anyhow::Ok(kilobytes * 1024)
    };
    Ok(Memory { resident: bytes("VmRSS")?, anonymous: bytes("RssAnon")? })
}
