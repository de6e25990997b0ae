//! The link in a letter: it names one person and one year under a key of the site, and is stored nowhere.

use hmac::{Hmac, KeyInit as _, Mac as _};
use kernel::text::{bytes, hex};
use kernel::{Db, PersonId, Result, settings};
use sha2::Sha256;

/// So many bytes of the seal stand in the link.
const LENGTH: usize = 16;

/// The name under which the key of the site is kept.
const KEY: &str = "confirmation-key";

/// A link that the site has made for the round of this year.
#[derive(Clone, Copy, Debug)]
pub struct Link(PersonId);

impl Link {
    /// Reads what stands in an address; nothing if the site has not made it, or made it in another year.
    pub async fn read(db: &Db, token: &str, year: i32) -> Result<Option<Self>> {
        let Some((person, sealed)) = token.split_once('-') else { return Ok(None) };
        let (Ok(person), Some(sealed)) = (person.parse().map(PersonId), bytes(sealed)) else { return Ok(None) };
        let seal = seal(&settings::key(db, KEY).await?, person, year);
        // A shortened seal is none: an empty one would fit everybody.
        let is_good = sealed.len() == LENGTH && seal.verify_truncated_left(&sealed).is_ok();
        Ok(is_good.then_some(Self(person)))
    }

    /// Whose it is.
    pub fn person(&self) -> PersonId {
        self.0
    }
}

/// The key of the site, read once for many links.
pub(super) async fn key(db: &Db) -> Result<String> {
    settings::key(db, KEY).await
}

/// What stands in a person's link.
pub(super) fn token(key: &str, person: PersonId, year: i32) -> String {
    format!("{person}-{}", hex(&seal(key, person, year).finalize().into_bytes()[..LENGTH]))
}

#[expect(clippy::expect_used, reason = "a key of any length is one")]
fn seal(key: &str, person: PersonId, year: i32) -> Hmac<Sha256> {
    let mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("a key of any length is one");
    mac.chain_update(format!("confirm {person} {year}"))
}
