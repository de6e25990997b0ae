//! Stopping mail about what is new, by a link that needs no sign-in, and by the button of mail programs (RFC 8058).
//!
//! The link names the person under a key of the site; it can do nothing but stop mail, so it does not expire. Opening
//! it shows a form and changes nothing, for programs open links too.

pub(crate) mod handlers;
pub mod paths;
mod views;

use hmac::{Hmac, KeyInit as _, Mac as _};
use kernel::text::hex;
use kernel::{Db, PersonId, Result, audit, settings};
use rand::Rng as _;
use sha2::Sha256;

/// The name under which the key of the site is kept.
const KEY: &str = "unsubscribe-key";

/// What stands in a person's link.
pub(crate) async fn token(db: &Db, person: PersonId) -> Result<String> {
    let seal = seal(&key(db).await?, person);
    Ok(format!("{person}-{}", hex(&seal.finalize().into_bytes()[..16])))
}

/// Whose link this is; nobody's if the site has not made it.
pub(crate) async fn person_of(db: &Db, token: &str) -> Result<Option<PersonId>> {
    let Some((person, _)) = token.split_once('-') else { return Ok(None) };
    let Some(person) = person.parse().ok().map(PersonId) else { return Ok(None) };
    Ok((same(&self::token(db, person).await?, token)).then_some(person))
}

/// Stops the mail of whoever has this link; doing it twice changes nothing.
pub(crate) async fn stop(db: &Db, person: PersonId) -> Result<()> {
    let tx = db.begin().await?;
    crate::follows::stop_mail(&tx, person).await?;
    audit::note(&tx, None, "notices.unsubscribed", &format!("person-{person}"), "").await?;
    tx.commit().await
}

fn seal(key: &str, person: PersonId) -> Hmac<Sha256> {
    let mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("a key of any length is one");
    mac.chain_update(format!("unsubscribe {person}"))
}

/// Compares in a time that does not tell how much is right.
fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

async fn key(db: &Db) -> Result<String> {
    if let Some(key) = settings::get(&db.conn, KEY).await? {
        return Ok(key);
    }
    let mut bytes = [0; 32];
    rand::rng().fill_bytes(&mut bytes);
    let tx = db.begin().await?;
    let key = settings::begin_with(&tx, KEY, &hex(&bytes)).await?;
    tx.commit().await?;
    Ok(key)
}
