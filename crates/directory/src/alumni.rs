//! Staying in touch after the last seat: a person asks, and somebody in whose charge they were agrees or declines.
//!
//! Until somebody has agreed, the person is outside, as everybody who holds nothing. What is agreed to is a grant of
//! 以前に担当していた方 like any other, by the rule of [`crate::desk::policy`].

pub mod handlers;
mod letters;
pub mod paths;
mod policy;
pub mod queries;
mod views;

use std::collections::BTreeSet;

use kernel::clock::DAY;
use kernel::db::sql;
use kernel::mail::{address, queue};
use kernel::once::{Claim, claim};
use kernel::viewer::Role;
use kernel::{Error, Permit, PersonId, Result, Tx, audit};
use sea_orm::ConnectionTrait as _;
use web::App;

use self::policy::Wish;
use crate::approvals::charge::{Waiting, responsible};
use crate::desk::policy::{Actor, Entrust};
use crate::desk::{self, Sent};
use crate::members;
use crate::roster::{Person, Roster};

/// Where such wishes are decided on.
pub const DESK: &str = "/admin/alumni";
/// What the page is called.
pub const TITLE: &str = "担当を終えた方の申し出";

/// How long one waits after a decline before asking again, in milliseconds.
pub const REST: i64 = 90 * DAY;

const DECIDED: &str = "この申し出は、すでにほかの担当者が確かめています。";

/// Asks once; those who answer for where the person served last are told by letter. Whoever waits already goes on waiting.
pub async fn ask(app: &App, people: &Roster, wish: Permit<Wish>, once: &str, location: &str) -> Result<()> {
    let person = &wish.person;
    let tx = app.db.begin().await?;
    if claim(&tx, person.id, "alumni-wish", once, location).await? != Claim::First {
        return Ok(());
    }
    let text = "INSERT INTO alumni_wishes (person_id, asked_at) VALUES ($1, $2) ON CONFLICT (person_id) DO UPDATE
        SET asked_at = excluded.asked_at, declined_at = NULL, declined_by = NULL
        WHERE alumni_wishes.declined_at <= $3";
    let values = [person.id.0.into(), tx.now.0.into(), tx.now.plus(-REST).0.into()];
    if tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected() == 1 {
        audit::note(&tx, Some(person.id), "alumni-ask", &format!("person-{}", person.id), "").await?;
        tell(&tx, app, people, person).await?;
    }
    tx.commit().await
}

/// Those who answer for the prefectures that the person served last.
async fn tell(tx: &Tx, app: &App, people: &Roster, person: &Person) -> Result<()> {
    let last = person.tenures.iter().max_by_key(|tenure| tenure.ended_at);
    let regions = last.map(|tenure| tenure.regions(&app.places)).unwrap_or_default();
    let prefectures: BTreeSet<&str> = regions.iter().filter_map(|it| it.prefecture()).map(String::as_str).collect();
    let waiting = |prefecture| Waiting { prefecture, since: tx.now, applicant: Some(person.id) };
    let all: BTreeSet<PersonId> =
        prefectures.into_iter().flat_map(|it| responsible(&waiting(it), people, &app.places, tx.now)).collect();
    for one in all {
        if let Some(email) = address(&tx.conn, one).await? {
            queue(tx, &letters::asked(&email, &app.config.url)).await?;
        }
    }
    Ok(())
}

/// Agrees or declines, once; the person is told by letter either way.
pub async fn decide(app: &App, trust: Permit<Entrust>, agrees: bool, sent: Sent<'_>) -> Result<()> {
    let (actor, subject) = (trust.viewer(), &trust.subject);
    let tx = app.db.begin().await?;
    desk::turn(&tx).await?;
    let form = format!("alumni-{agrees}-{}", subject.id);
    if claim(&tx, actor, &form, sent.once, sent.location).await? != Claim::First {
        return Ok(());
    }
    let rule = |actor: &Actor| trust.is_up_to(actor);
    desk::check(&tx, &app.places, actor, std::slice::from_ref(subject), rule).await?;
    let wish = "declined_at IS NULL AND person_id = $1";
    let taken = if agrees {
        let text = format!("DELETE FROM alumni_wishes WHERE {wish}");
        tx.conn.execute_raw(sql(&tx.conn, &text, [subject.id.0.into()])).await?
    } else {
        let text = format!("UPDATE alumni_wishes SET declined_at = $2, declined_by = $3 WHERE {wish}");
        let values = [subject.id.0.into(), tx.now.0.into(), actor.0.into()];
        tx.conn.execute_raw(sql(&tx.conn, &text, values)).await?
    };
    if taken.rows_affected() == 0 {
        return Err(Error::Conflict(DECIDED));
    }
    if agrees {
        members::grant(&tx, Some(actor), subject.id, &Role::Alumni, &app.places).await?;
    } else {
        audit::note(&tx, Some(actor), "alumni-decline", &format!("person-{}", subject.id), "").await?;
    }
    let to = members::email(&tx, subject.id).await?;
    queue(&tx, &letters::decided(&to, agrees, &app.config.url)).await?;
    tx.commit().await
}
