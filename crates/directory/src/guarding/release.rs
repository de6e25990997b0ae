//! How the waiting of a blocked text ends: in one statement, which takes its words out of the table.

use kernel::db::sql;
use kernel::mail::{Letter, queue};
use kernel::{DisputeId, Error, PersonId, Result, Tx, audit};
use sea_orm::{ConnectionTrait as _, Value};

/// Who decides on which text, and what its author is told by letter.
#[derive(Clone, Debug)]
pub struct Release {
    /// The text that waits.
    pub dispute: DisputeId,
    /// Who decides.
    pub by: PersonId,
    /// To the author; without a word of the text.
    pub letter: Letter,
}

/// What is decided.
#[derive(Clone, Copy, Debug)]
pub enum Outcome<'a> {
    /// It is posted.
    Released {
        /// What the log calls the post.
        subject: &'a str,
        /// Where it stands.
        location: &'a str,
    },
    /// It is not posted, for this reason.
    Refused(&'a str),
}

/// Told to whoever comes second.
pub const DECIDED: &str = "この投稿は、ほかの方が先に判断したか、投稿した方が取り下げました。一覧でお確かめください。";

/// Ends the waiting, or is a `Conflict` when it has ended. Once the text of an author who hides is posted, its row names
/// nobody, as the post does.
pub async fn decide(tx: &Tx, release: &Release, outcome: &Outcome<'_>) -> Result<()> {
    let (state, answer, location, action, detail) = match outcome {
        Outcome::Released { subject, location } => ("released", "", *location, "dispute-release", *subject),
        Outcome::Refused(answer) => ("refused", *answer, "", "dispute-refuse", ""),
    };
    let text =
        "UPDATE disputes SET state = $2, answer = $3, location = $4, decided_by = $5, decided_at = $6, body = '',
        reason = '', form_once = '', author_id = CASE WHEN $2 = 'released' AND veil IS NOT NULL THEN $7 ELSE author_id END
        WHERE id = $1 AND state = 'waiting'";
    let id = release.dispute;
    let values: [Value; 7] = [
        id.0.into(),
        state.into(),
        answer.into(),
        location.into(),
        release.by.0.into(),
        tx.now.0.into(),
        PersonId::NOBODY.0.into(),
    ];
    if tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected() == 0 {
        return Err(Error::Conflict(DECIDED));
    }
    audit::note(tx, Some(release.by), action, &format!("dispute-{id}"), detail).await?;
    queue(tx, &release.letter).await
}
