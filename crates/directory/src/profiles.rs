//! One's own profile: what people may say about themselves.
//!
//! Name, e-mail address and seats are not among it: they decide who somebody is and what they may see, so managers
//! keep the seats (see [`crate::desk`]), and the operator the rest.

mod forms;
pub mod handlers;
pub mod paths;
mod policy;
mod views;

use kernel::db::sql;
use kernel::once::{self, Claim};
use kernel::{Db, Error, Permit, PersonId, Result, Timestamp, Tx, audit, changes, settings, terms};
use sea_orm::ConnectionTrait as _;

pub use self::forms::Profile;
pub(crate) use self::forms::last_day;
use self::policy::Edit;
use crate::guarding::Cleared;

/// Saves a profile once; the form's `once` value makes a second sending harmless. Returns where to go.
/// Upon another version than the one that the form was made from it is a `Conflict`.
pub async fn save(
    db: &Db,
    person: Permit<Edit>,
    profile: &Cleared<Profile>,
    version: &str,
    once: &str,
) -> Result<String> {
    let id = person.id;
    let page = if person.listed { web::links::person(id) } else { web::links::MY_PROFILE.to_owned() };
    let location = web::links::with_query(&page, [("saved", "1")]);
    let form = once::typed("profile", [&*profile.content()]);
    let tx = db.begin().await?;
    if let Claim::Again(location) = once::claim(&tx, person.viewer(), &form, once, &location).await? {
        return Ok(location);
    }
    if !version.is_empty() && hold(&tx, id).await?.version() != version {
        return Err(Error::Conflict("プロフィールが、先に変更されています。"));
    }
    let text =
        "UPDATE people SET kana = $2, experience_years = $3, introduction = $4, qualifications = $5, themes = $6,
        is_suggested = $7, busy_until = $8 WHERE id = $1";
    let values = [
        id.0.into(),
        profile.kana.as_str().into(),
        profile.experience_years.into(),
        profile.introduction.as_str().into(),
        profile.qualifications.join(" ").into(),
        profile.themes.join(" ").into(),
        profile.is_suggested.into(),
        profile.busy_until.map(|until| until.0).into(),
    ];
    tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    audit::note(&tx, Some(person.viewer()), "profile-edit", &format!("person-{id}"), "").await?;
    profile.note(&tx, person.viewer(), &format!("person-{id}"), &location).await?;
    changes::note_narrowing(&tx, id).await?;
    settings::roster_changed(&tx).await?;
    tx.commit().await?;
    Ok(location)
}

/// Holds a profile until the commit, and tells what it says.
async fn hold(tx: &Tx, person: PersonId) -> Result<Profile> {
    let text = "UPDATE people SET kana = kana WHERE id = $1
        RETURNING kana, experience_years, introduction, qualifications, themes, is_suggested, busy_until";
    let row = tx.conn.query_one_raw(sql(&tx.conn, text, [person.0.into()])).await?.ok_or(Error::NotFound)?;
    let slugs = |column| Ok::<_, Error>(row.try_get::<String>("", column)?.split(' ').map(str::to_owned).collect());
    let (qualifications, themes): (Vec<String>, Vec<String>) = (slugs("qualifications")?, slugs("themes")?);
    Ok(Profile {
        kana: row.try_get("", "kana")?,
        experience_years: row.try_get("", "experience_years")?,
        qualifications: terms::known(terms::QUALIFICATIONS, &qualifications),
        themes: terms::known(terms::THEMES, &themes),
        introduction: row.try_get("", "introduction")?,
        is_suggested: row.try_get("", "is_suggested")?,
        busy_until: row.try_get::<Option<i64>>("", "busy_until")?.map(Timestamp),
    })
}
