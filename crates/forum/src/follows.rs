//! What people want to be told of: a discussion, a room, a theme, a municipality; and how loudly.
//!
//! Who has said nothing is told at once of replies to their own questions and of discussions in which they have
//! replied or are mentioned, gently of questions that stay without an answer, and of nothing else. Which level holds for whom in which
//! discussion is [`rule::level`], in SQL: it is asked when a notice is made, again when it is shown, and again when it
//! leaves by mail, so that whoever no longer follows is no longer told.

mod followed;
mod forms;
pub(crate) mod handlers;
pub mod paths;
pub(crate) mod queries;
pub(crate) mod rule;
mod subject;
mod views;

use kernel::db::sql;
use kernel::{Db, PersonId, Result, Timestamp, Tx, Viewer};
use sea_orm::ConnectionTrait as _;
use web::Level;

use crate::people_finds;

pub use self::followed::{Followed, followed_by};
pub use self::forms::{Digest, Settings};
pub use self::subject::{Shown, Subject};

/// Sets how the viewer is told of a subject, which they have been shown to see; doing it twice changes nothing.
pub async fn set(db: &Db, viewer: &Viewer, subject: &Subject, level: Level) -> Result<()> {
    let tx = db.begin().await?;
    write(&tx, viewer.id(), &subject.key(), level).await?;
    tx.commit().await
}

/// Keeps the settings of one person, all at once. Whoever turns mail on again is not sent what has gathered meanwhile.
pub async fn save(db: &Db, viewer: &Viewer, settings: &Settings) -> Result<()> {
    let tx = db.begin().await?;
    let levels = [
        ("own", settings.own),
        ("replied", settings.replied),
        ("mentioned", settings.mentioned),
        ("unanswered", settings.unanswered),
    ];
    for (subject, level) in levels {
        write(&tx, viewer.id(), subject, level).await?;
    }
    if !queries::settings(&tx.conn, viewer.id()).await?.by_mail {
        let text = "UPDATE notices SET mail_id = 0 WHERE person_id = $1 AND mail_id IS NULL";
        tx.conn.execute_raw(sql(&tx.conn, text, [viewer.id().0.into()])).await?;
        people_finds::skip_mail_of(&tx, viewer.id()).await?;
    }
    put(&tx, viewer.id(), settings).await?;
    tx.commit().await
}

/// Stops mail about what is new; the list on the site goes on.
pub(crate) async fn stop_mail(tx: &Tx, person: PersonId) -> Result<()> {
    let settings = queries::settings(&tx.conn, person).await?;
    put(tx, person, &Settings { by_mail: false, ..settings }).await
}

async fn put(tx: &Tx, person: PersonId, settings: &Settings) -> Result<()> {
    let text = "INSERT INTO notice_settings (person_id, by_mail, digest, weekday, hour) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (person_id) DO UPDATE SET by_mail = excluded.by_mail, digest = excluded.digest,
            weekday = excluded.weekday, hour = excluded.hour";
    let Settings { by_mail, digest, weekday, hour, .. } = *settings;
    let values = [person.0.into(), by_mail.into(), digest.word().into(), weekday.into(), hour.into()];
    tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    Ok(())
}

/// Says how somebody followed a subject from an instant of the past on; an operator's command answers for it.
pub async fn of_the_past(tx: &Tx, person: PersonId, subject: &Subject, level: Level, at: Timestamp) -> Result<()> {
    write_at(tx, person, &subject.key(), level, at).await
}

async fn write(tx: &Tx, person: PersonId, subject: &str, level: Level) -> Result<()> {
    write_at(tx, person, subject, level, tx.now).await
}

async fn write_at(tx: &Tx, person: PersonId, subject: &str, level: Level, at: Timestamp) -> Result<()> {
    let text = "INSERT INTO follows (person_id, subject, level, at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (person_id, subject) DO UPDATE SET level = excluded.level, at = excluded.at";
    let values = [person.0.into(), subject.into(), level.number().into(), at.0.into()];
    tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    Ok(())
}
