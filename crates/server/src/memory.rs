//! How the allocators give memory back.
//!
//! They read this from the environment before `main`, so the program starts itself once more with what is missing there;
//! it stays the same process. What the operator has set is left as it is.

use std::env;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

/// What was freed after a busy time goes back at once instead of being kept for the next; SQLite's threads share one heap.
const WISHES: [(&str, &str); 3] =
    [("MIMALLOC_PURGE_DELAY", "0"), ("MIMALLOC_ALLOW_THP", "0"), ("MALLOC_ARENA_MAX", "1")];

/// Makes the wishes come true. Where that fails, the program goes on and needs more memory.
pub fn settle() {
    let missing: Vec<_> = WISHES.into_iter().filter(|(name, _)| env::var_os(name).is_none()).collect();
    let Some(program) = env::current_exe().ok().filter(|_| !missing.is_empty()) else { return };
    let mut again = Command::new(program);
    if let Some(name) = env::args_os().next() {
        again.arg0(name);
    }
    let problem = again.args(env::args_os().skip(1)).envs(missing).exec();
    tracing::warn!(cause = %problem, "memory is given back late");
}
