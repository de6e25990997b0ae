//! `yokoito people reset-password` and `unlock`: for somebody who cannot get in and whom mail does not reach.

use accounts::people::{Account, by_email};
use accounts::{devices, resets};
use anyhow::{Context as _, bail};
use kernel::clock::DAY;
use kernel::{Db, audit};
use web::links;

use crate::commands::say;

/// Prints a code that works once, for a day; whatever was issued before stops working.
pub async fn reset_password(db: &Db, url: &str, email: &str) -> anyhow::Result<()> {
    let account = find(db, email).await?;
    if !account.is_welcome() {
        bail!("the person is suspended; restore them first");
    }
    let drawn = resets::draw().await?;
    let tx = db.begin().await?;
    let issued = resets::issue(&tx, account.id, drawn, DAY).await?;
    audit::note(&tx, None, "reset-issue", &format!("person-{}", account.id), "").await?;
    tx.commit().await?;
    say(format_args!("コード: {}", issued.code));
    say(format_args!("入力するページ: {url}{}", links::PASSWORD_CODE));
    say(format_args!("{}まで、一度だけ使えます。", issued.expires_at.japanese()));
    Ok(())
}

/// Forgets failed attempts, from wherever they came.
pub async fn unlock(db: &Db, email: &str) -> anyhow::Result<()> {
    let account = find(db, email).await?;
    let tx = db.begin().await?;
    devices::unlock(&tx, account.id, &account.email).await?;
    audit::note(&tx, None, "unlock", &format!("person-{}", account.id), "").await?;
    tx.commit().await?;
    Ok(())
}

async fn find(db: &Db, email: &str) -> anyhow::Result<Account> {
    by_email(db, email).await?.with_context(|| format!("nobody has the e-mail address {email}"))
}
