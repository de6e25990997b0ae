//! `yokoito reindex`

use kernel::Clock;

use super::say;
use crate::{Settings, Site};

/// Builds the index anew from the database, beside the old one, and swaps.
pub async fn run(settings: Settings) -> anyhow::Result<()> {
    let site = Site::open(&settings, Clock::System).await?;
    site.app.search.rebuild().await?;
    site.close().await?;
    say("索引を作り直しました。");
    Ok(())
}
