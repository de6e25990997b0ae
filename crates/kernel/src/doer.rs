//! In whose name a deed is written down: openly, or sealed when the name would tell who wrote something in hiding.

use sha2::{Digest as _, Sha256};

use crate::once::{self, Claim};
use crate::text::hex;
use crate::{PersonId, Result, Tx};

/// Somebody who does something, as it may be written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doer {
    person: PersonId,
    is_sealed: bool,
}

impl Doer {
    /// Written down by name.
    pub fn open(person: PersonId) -> Self {
        Self { person, is_sealed: false }
    }

    /// Written down as nobody.
    pub fn sealed(person: PersonId) -> Self {
        Self { person, is_sealed: true }
    }

    /// Who stands in rows and in the log.
    pub fn written(&self) -> PersonId {
        if self.is_sealed { PersonId::NOBODY } else { self.person }
    }

    /// The person, for rows that only they are found by.
    pub fn person(&self) -> PersonId {
        self.person
    }

    /// The `once` of a form as it may be written down: sealed, it is a digest that holds the person.
    pub fn once(&self, value: &str) -> String {
        if self.is_sealed && !value.is_empty() {
            hex(&Sha256::digest(format!("{} {value}", self.person))[..16])
        } else {
            value.to_owned()
        }
    }

    /// Claims a form as [`once::claim`] does. What is sealed is claimed for nobody under a digest that holds the person,
    /// so that the form is theirs alone and yet does not lead back to them.
    pub async fn claim(&self, tx: &Tx, form: &str, value: &str, location: &str) -> Result<Claim> {
        once::check(value)?;
        once::claim(tx, self.written(), form, &self.once(value), location).await
    }
}
