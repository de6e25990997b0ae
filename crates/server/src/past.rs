//! Releasing what was brought in, in the background: a large archive takes longer than a request.

use std::time::Duration;

use forum::imports::releases;
use kernel::Result;
use tracing::warn;

use crate::Site;

/// Between two looks at whether anything is to be released.
const PAUSE: Duration = Duration::from_secs(1);

/// Releases for ever.
pub async fn run(site: Site) {
    loop {
        let released = site.app.db.unless_lost(release_some(&site)).await;
        match released {
            // Others who write take their turn in between.
            Ok(count) if count > 0 => tokio::task::yield_now().await,
            Ok(_) => tokio::time::sleep(PAUSE).await,
            Err(error) => {
                warn!(cause = %error, "could not release what was brought in");
                tokio::time::sleep(Duration::from_secs(10)).await;
            }
        }
    }
}

/// Releases some texts of what is under way, and tells how many; safe to do twice, and on several instances.
pub async fn release_some(site: &Site) -> Result<usize> {
    if !releases::is_awaited(&site.app.db).await? {
        return Ok(0);
    }
    let people = site.people().await?;
    releases::carry_on(&site.app.db, &people).await
}
