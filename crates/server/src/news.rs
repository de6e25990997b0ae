//! What people are told, in the background: from what was said to notices, and from notices to letters.

use std::time::{Duration, Instant};

use forum::notices;
use kernel::Result;
use tracing::warn;

use crate::Site;

/// Between two looks at what was said.
const PAUSE: Duration = Duration::from_secs(1);

/// Between two looks at which letters are due.
const LETTERS_EVERY: Duration = Duration::from_secs(15);

/// Tells for ever.
pub async fn run(site: Site) {
    let db = &site.app.db;
    let mut looked_at = None;
    loop {
        let is_time = looked_at.is_none_or(|at: Instant| at.elapsed() >= LETTERS_EVERY);
        let told = db.unless_lost(async {
            tell(&site).await?;
            if is_time { queue_letters(&site).await } else { Ok(()) }
        });
        if let Err(error) = told.await {
            warn!(cause = %error, "could not tell people what is new");
            tokio::time::sleep(Duration::from_secs(10)).await;
        } else if is_time {
            looked_at = Some(Instant::now());
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Writes the notices of everything that was said; safe to do twice, and on several instances.
pub async fn tell(site: &Site) -> Result<()> {
    if notices::is_awaited(&site.app.db).await? {
        let people = site.people().await?;
        notices::fan_out(&site.app.db, &people, &site.app.places).await?;
    }
    Ok(())
}

/// Asks around where nobody has answered, and queues the letters that are due; the same holds.
pub async fn queue_letters(site: &Site) -> Result<()> {
    let people = site.people().await?;
    notices::ask_around(&site.app.db, &people, &site.app.places).await?;
    notices::queue(&site.app.db).await?;
    Ok(())
}
