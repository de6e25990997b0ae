//! Stopping mail about what is new, by a link that needs no sign-in, and by the button of mail programs (RFC 8058).
//!
//! The link names the person under a key of the site; it can do nothing but stop mail, so it does not expire. Opening
//! it shows a form and changes nothing, for programs open links too.

pub(crate) mod handlers;
pub mod paths;
mod views;

use hmac::{Hmac, KeyInit as _, Mac as _};
use kernel::text::{bytes, hex};
use kernel::{Db, PersonId, Result, audit, settings};
use sha2::Sha256;

/// So many bytes of the seal stand in the link.
const LENGTH: usize = 16;

/// The name under which the key of the site is kept.
const KEY: &str = "unsubscribe-key";

/// What stands in a person's link.
pub(crate) async fn token(db: &Db, person: PersonId) -> Result<String> {
    let seal = seal(&settings::key(db, KEY).await?, person);
    Ok(format!("{person}-{}", hex(&seal.finalize().into_bytes()[..LENGTH])))
}

/// Whose link this is; nobody's if the site has not made it.
pub(crate) async fn person_of(db: &Db, token: &str) -> Result<Option<PersonId>> {
    let Some((person, sealed)) = token.split_once('-') else { return Ok(None) };
    let (Ok(person), Some(sealed)) = (person.parse().map(PersonId), bytes(sealed)) else { return Ok(None) };
    let seal = seal(&settings::key(db, KEY).await?, person);
    // A shortened seal is none: an empty one would fit everybody.
    Ok((sealed.len() == LENGTH && seal.verify_truncated_left(&sealed).is_ok()).then_some(person))
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
