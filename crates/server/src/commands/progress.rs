//! How far a long command has come: one line that changes on a terminal, a line now and then elsewhere.

use std::io::{IsTerminal as _, Write as _, stderr};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Between two changes on a terminal.
const OFTEN: Duration = Duration::from_millis(200);
/// Between two lines elsewhere.
const SELDOM: Duration = Duration::from_secs(10);
/// Signs of the bar.
const WIDTH: usize = 30;

/// Tells on standard error, so that the result can be kept in a file.
#[derive(Debug)]
pub struct Meter {
    told: Mutex<Instant>,
    is_terminal: bool,
}

impl Default for Meter {
    fn default() -> Self {
        Self { told: Mutex::new(Instant::now()), is_terminal: stderr().is_terminal() }
    }
}

impl Meter {
    /// So many are done, of so many.
    pub fn tell(&self, what: &str, done: usize, of: Option<usize>) {
        let pause = if self.is_terminal { OFTEN } else { SELDOM };
        let is_last = of == Some(done);
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.elapsed() < pause && !is_last {
            return;
        }
        *told = Instant::now();
        let line = line(what, done, of);
        // Whoever does not hear it misses nothing of the result.
        let _ = if self.is_terminal { write!(stderr(), "\r\x1b[K{line}") } else { writeln!(stderr(), "{line}") };
    }

    /// Takes the line off a terminal.
    pub fn end(&self) {
        if self.is_terminal {
            let _ = write!(stderr(), "\r\x1b[K");
        }
    }
}

fn line(what: &str, done: usize, of: Option<usize>) -> String {
    match of {
        Some(of) if of > 0 => {
            let full = (done.min(of) * WIDTH) / of;
            format!("{what} [{}{}] {done} / {of}", "#".repeat(full), "-".repeat(WIDTH - full))
        }
        _ => format!("{what} {done}"),
    }
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn a_bar_fills_up() {
        assert_eq!(line("a", 0, Some(10)), format!("a [{}] 0 / 10", "-".repeat(30)));
        assert_eq!(line("a", 10, Some(10)), format!("a [{}] 10 / 10", "#".repeat(30)));
        assert_eq!(line("a", 7, None), "a 7");
    }
}
