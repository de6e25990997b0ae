//! Reading what somebody has reported: for themselves.

use kernel::db::sql;
use kernel::{Db, PostId, Result, Timestamp, Viewer};
use sea_orm::{ColumnTrait as _, FromQueryResult};

use super::forms::Kind;
use super::outcomes::Outcome;
use crate::posts::entity::{Column, Entity};
use crate::posts::queries::of;
use crate::posts::shown::readable_by;
use crate::threads::entity as threads;
use crate::threads::queries::visible_to;

/// Most lines of the list.
const MOST: u64 = 50;

/// A report as whoever sent it may know of it.
#[derive(Clone, Debug)]
pub struct Sent {
    /// What they found wrong.
    pub kind: Kind,
    /// In their words, until somebody has decided.
    pub words: String,
    /// When.
    pub at: Timestamp,
    /// The text, if they may read it now, or see that it was there.
    pub text: Option<Told>,
    /// What has become of it.
    pub fate: Fate,
}

/// What has become of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Somebody is still to look at it.
    Waits {
        /// Whether the text is hidden until then.
        hidden: bool,
    },
    /// It is over.
    Ended {
        /// When.
        at: Timestamp,
        /// How, as far as its sender may know.
        outcome: Option<Outcome>,
    },
}

/// A text that its reader may know of.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Told {
    /// Id.
    pub id: PostId,
    /// The title of its discussion.
    pub title: String,
    withdrawn_at: Option<Timestamp>,
}

#[derive(FromQueryResult)]
struct Row {
    post_id: PostId,
    kind: String,
    words: String,
    hid: bool,
    created_at: Timestamp,
    decided_at: Option<Timestamp>,
    outcome: Option<String>,
}

/// What the viewer has reported, the newest first.
pub async fn by(db: &Db, viewer: &Viewer) -> Result<Vec<Sent>> {
    let text = format!(
        "SELECT post_id, kind, words, hid, created_at, decided_at, outcome FROM reports
        WHERE reporter_id = $1 AND NOT handed_over ORDER BY created_at DESC, id DESC LIMIT {MOST}"
    );
    let rows = Row::find_by_statement(sql(&db.conn, &text, [viewer.id().0.into()])).all(&db.conn).await?;
    let known = known(db, viewer, &rows).await?;
    Ok(rows.into_iter().map(|row| row.told(&known)).collect())
}

/// Of their texts, those that the viewer may read now.
async fn known(db: &Db, viewer: &Viewer, rows: &[Row]) -> Result<Vec<Told>> {
    let mut query = of(visible_to(viewer));
    query
        .columns([Column::Id, Column::WithdrawnAt].map(|column| (Entity, column)))
        .column((threads::Entity, threads::Column::Title))
        .and_where(Column::Id.is_in(rows.iter().map(|row| row.post_id.0)))
        .cond_where(readable_by(viewer));
    Ok(Told::find_by_statement(db.statement(&query)).all(&db.conn).await?)
}

impl Row {
    fn told(self, known: &[Told]) -> Sent {
        let text = known.iter().find(|text| text.id == self.post_id).cloned();
        let withdrawn = text.as_ref().and_then(|text| text.withdrawn_at);
        let fate = match (self.decided_at, withdrawn) {
            (None, None) => Fate::Waits { hidden: self.hid },
            (None, Some(at)) => Fate::Ended { at, outcome: Some(Outcome::Withdrawn) },
            (Some(at), _) => {
                // That somebody took it back is told where the trace of it is seen.
                let is_told = |outcome: &Outcome| *outcome != Outcome::Withdrawn || text.is_some();
                Fate::Ended { at, outcome: self.outcome.as_deref().and_then(Outcome::parse).filter(is_told) }
            }
        };
        let kind = Kind::parse(&self.kind).unwrap_or(Kind::Other);
        Sent { kind, words: self.words, at: self.created_at, text, fate }
    }
}
