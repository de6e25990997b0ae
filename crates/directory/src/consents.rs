//! What somebody has agreed to: which version of the 利用規約 and of the 個人情報の取扱い.
//!
//! The boxes of the form carry the versions that were on screen, so nobody agrees to a text that came later.

pub(crate) mod views;

use kernel::db::sql;
use kernel::{PersonId, Result, Tx};
use sea_orm::ConnectionTrait as _;
use web::Problems;
use web::public_pages::{PRIVACY_VERSION, TERMS_VERSION};

/// Agreement to both documents in the versions that are in force.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Consent {
    /// Version of the 利用規約.
    pub terms: &'static str,
    /// Version of the 個人情報の取扱い.
    pub privacy: &'static str,
}

impl Consent {
    /// Agreement to what is in force now.
    pub const CURRENT: Self = Self { terms: TERMS_VERSION, privacy: PRIVACY_VERSION };

    /// Reads the two boxes; what is missing or no longer in force stands in `problems`.
    pub fn parse(terms: &str, privacy: &str, problems: &mut Problems) -> Self {
        Self {
            terms: problems.take("terms", agreed("利用規約", terms, TERMS_VERSION)),
            privacy: problems.take("privacy", agreed("個人情報の取扱い", privacy, PRIVACY_VERSION)),
        }
    }
}

/// Keeps with the person what they have agreed to.
pub async fn keep(tx: &Tx, person: PersonId, terms: &str, privacy: &str) -> Result<()> {
    let text = "UPDATE people SET agreed_terms = $2, agreed_privacy = $3, agreed_at = $4 WHERE id = $1";
    let values = [person.0.into(), terms.into(), privacy.into(), tx.now.0.into()];
    tx.conn.execute_raw(sql(&tx.conn, text, values)).await?;
    Ok(())
}

fn agreed(label: &str, ticked: &str, version: &'static str) -> Result<&'static str, String> {
    match ticked {
        "" => Err(format!("{label}をお読みになり、同意される場合はチェックを入れてください。")),
        ticked if ticked == version => Ok(version),
        _ => Err(format!("{label}が新しくなりました。もう一度お読みになり、チェックを入れてください。")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_in_force_can_be_agreed_to() {
        let mut problems = Problems::default();
        assert_eq!(Consent::parse(TERMS_VERSION, PRIVACY_VERSION, &mut problems), Consent::CURRENT);
        assert!(problems.is_empty());
        Consent::parse("2020-01-01", "", &mut problems);
        assert!(problems.at("terms").is_some_and(|sentence| sentence.contains("新しく")));
        assert!(problems.at("privacy").is_some());
    }
}
