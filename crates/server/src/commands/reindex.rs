//! `yokoito reindex`

use kernel::{Clock, Error};

use super::say;
use crate::{Settings, Site};

/// Tells every instance to build its index anew, and builds the one in this folder unless a running server owns it.
pub async fn run(settings: Settings) -> anyhow::Result<()> {
    let site = Site::open(&settings, Clock::System).await?;
    let tx = site.app.db.begin().await?;
    kernel::settings::set(&tx, "index_epoch", &kernel::ids::random().to_string()).await?;
    tx.commit().await?;
    match site.app.search.rebuild().await {
        Ok(()) => say("索引を作り直しました。"),
        Err(Error::Busy(_)) => say("動いているサーバーが索引を作り直します。検索はそのあいだも使えます。"),
        Err(error) => return Err(error.into()),
    }
    site.close().await
}
