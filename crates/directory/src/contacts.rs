//! How a member can be reached, and who sees it: nobody, until the member says otherwise.
//!
//! Invariants:
//! - telephone numbers and e-mail addresses are in no list, no roster and no index; one profile page reads one person's;
//! - what somebody is shown is decided by [`shown_contact`] alone, and pages take nothing but its result.

mod forms;
pub mod handlers;
pub mod paths;
mod policy;
pub(crate) mod queries;
pub(crate) mod views;

use kernel::db::sql;
use kernel::once::{self, Claim};
use kernel::{Db, Permit, PersonId, Result, Tx, audit};
use sea_orm::ConnectionTrait as _;

pub use self::forms::Settings;
use self::policy::ChangeOwn;
pub use self::policy::{Audience, Reach, ShownContact, shown_contact};

/// Saves one's own settings once.
pub async fn save(db: &Db, person: Permit<ChangeOwn>, settings: &Settings, once: &str) -> Result<()> {
    let tx = db.begin().await?;
    let form = once::typed("contact", [&*format!("{settings:?}")]);
    if let Claim::Again(_) = once::claim(&tx, person.viewer(), &form, once, web::links::MY_CONTACT).await? {
        return Ok(());
    }
    set(&tx, *person, settings).await?;
    tx.commit().await
}

/// Writes somebody's settings in the caller's transaction.
pub async fn set(tx: &Tx, person: PersonId, settings: &Settings) -> Result<()> {
    let text = "INSERT INTO contacts (person_id, phone, phone_audience, email_audience, changed_at)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (person_id) DO UPDATE SET phone = excluded.phone,
        phone_audience = excluded.phone_audience, email_audience = excluded.email_audience,
        changed_at = excluded.changed_at";
    let values = [
        person.0.into(),
        settings.phone.as_str().into(),
        settings.phone_audience.word().into(),
        settings.email_audience.word().into(),
        tx.now.0.into(),
    ];
    tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    let detail = format!("phone:{} email:{}", settings.phone_audience.word(), settings.email_audience.word());
    audit::note(tx, Some(person), "contact-change", &format!("person-{person}"), &detail).await
}
