//! Acknowledgements that cannot be made up: a keyed hash over who acknowledges what, and why.

use guard::Level;
use hmac::{Hmac, KeyInit as _, Mac as _};
use kernel::text::{bytes, hex};
use kernel::{Db, PersonId, Result, settings};
use sha2::Sha256;

use super::readings::Reading;
use super::reasons::{REASONS, Reason};

/// The name under which the key of the site is kept.
const KEY: &str = "guard-key";

/// The key of the site, the same for all instances and after a restart.
#[derive(Clone)]
pub(super) struct Seal(Hmac<Sha256>);

impl Seal {
    /// The site's.
    pub async fn of_site(db: &Db) -> Result<Self> {
        Ok(Self::with(&settings::key(db, KEY).await?))
    }

    fn with(key: &str) -> Self {
        Self(Hmac::new_from_slice(key.as_bytes()).expect("a key of any length is one"))
    }

    /// What the page hands back for each reason.
    pub fn acknowledgements(&self, person: PersonId, reading: &Reading) -> Vec<(String, &'static str)> {
        let one = |reason: &Reason| {
            let seal = self.over(person, reading, reason).finalize().into_bytes();
            (format!("{}.{}", reason.slug, hex(&seal)), reason.name)
        };
        REASONS.iter().map(one).collect()
    }

    /// The reason that was given, if this person has acknowledged exactly this.
    pub fn reason(&self, person: PersonId, reading: &Reading, acknowledgement: &str) -> Option<&'static Reason> {
        let (slug, seal) = acknowledgement.split_once('.')?;
        let reason = REASONS.iter().find(|reason| reason.slug == slug)?;
        self.over(person, reading, reason).verify_slice(&bytes(seal)?).ok().map(|()| reason)
    }

    /// Everything that is acknowledged. Lengths stand before texts, so that no two of them are the same bytes.
    fn over(&self, person: PersonId, reading: &Reading, reason: &Reason) -> Hmac<Sha256> {
        let mut mac = self.0.clone();
        mac.update(format!("{person} {}\n", reason.slug).as_bytes());
        for field in &reading.fields {
            mac.update(format!("{} {}\n{}", field.spec.name, field.text.len(), field.text).as_bytes());
            for finding in field.findings.iter().filter(|finding| finding.level > Level::Hint) {
                let (kind, level, span) = (finding.kind.slug(), finding.level.slug(), &finding.span);
                mac.update(format!("{kind} {level} {}-{}\n", span.start, span.end).as_bytes());
            }
        }
        mac
    }
}

impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seal")
    }
}

#[cfg(test)]
mod tests {
    use guard::{Context, Guard};

    use super::super::places::Place;
    use super::*;

    fn reading(body: &str) -> Reading {
        let place = Place::of("/threads/1/replies").expect("the form of replies");
        Reading::of(&Guard::new(), &Context::default(), vec![(place.specs[0], body.to_owned())])
    }

    #[test]
    fn an_acknowledgement_holds_for_one_person_one_text_one_reason_and_one_site() {
        let (seal, other_site) = (Seal::with("a"), Seal::with("b"));
        let (alice, bob) = (PersonId(1), PersonId(2));
        let text = reading("利用者の佐藤花子様が退院されます。");
        let (ack, _) = seal.acknowledgements(alice, &text).remove(0);
        assert_eq!(seal.reason(alice, &text, &ack), Some(&REASONS[0]));
        assert_eq!(seal.reason(bob, &text, &ack), None);
        assert_eq!(other_site.reason(alice, &text, &ack), None);
        assert_eq!(seal.reason(alice, &reading("利用者の佐藤花子様が退院されます"), &ack), None);
        assert_eq!(seal.reason(alice, &text, &ack.replace(REASONS[0].slug, REASONS[1].slug)), None);
        let mut fewer = text.clone();
        fewer.fields[0].findings.clear();
        assert_eq!(seal.reason(alice, &fewer, &ack), None);
        for made_up in ["", ".", "mistaken", "mistaken.", "mistaken.00", "mistaken.0", "x.y", "mistaken.あ"] {
            assert_eq!(seal.reason(alice, &text, made_up), None, "{made_up}");
        }
    }
}
