//! Reading reports: for those who decide.

use std::collections::BTreeSet;

use kernel::db::sql;
use kernel::{Db, Error, Places, PostId, Result, RoomId, Timestamp, Tx, Viewer};
use sea_orm::FromQueryResult;

use super::forms::Kind;
use super::policy::{Escalated, escalated_rooms};
use crate::posts::authors::WRITER;

/// A report without who has sent it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Report {
    kind: String,
    /// In words.
    pub words: String,
    /// When.
    pub created_at: Timestamp,
}

impl Report {
    /// What may be wrong.
    pub fn kind(&self) -> Kind {
        Kind::parse(&self.kind).unwrap_or(Kind::Other)
    }
}

/// A text with open reports, as the list shows it.
#[derive(Clone, Debug)]
pub struct Reported {
    /// The text.
    pub post: PostId,
    /// Its room.
    pub room: RoomId,
    /// What may be wrong, each kind once.
    pub kinds: Vec<Kind>,
    /// How many reports there are.
    pub count: usize,
    /// When the first one came.
    pub since: Timestamp,
    /// Whether its readers do not see it for now.
    pub is_hidden: bool,
    /// Whether others decide, too.
    pub is_escalated: bool,
    /// Whether the viewer can read it.
    pub is_open: bool,
}

#[derive(FromQueryResult)]
struct Row {
    post_id: PostId,
    room_id: RoomId,
    kind: String,
    created_at: Timestamp,
    is_hidden: bool,
    is_escalated: bool,
    is_opened: bool,
}

/// The open reports of a text, the oldest first.
pub(crate) async fn of_post(db: &Db, post: PostId) -> Result<Vec<Report>> {
    let text = "SELECT kind, words, created_at FROM reports WHERE post_id = $1 AND decided_at IS NULL
        ORDER BY created_at, id";
    Ok(Report::find_by_statement(sql(&db.conn, text, [post.0.into()])).all(&db.conn).await?)
}

/// The texts on which the viewer decides, the longest waiting first; never their own.
pub async fn open_to(db: &Db, viewer: &Viewer, places: &Places) -> Result<Vec<Reported>> {
    let text = format!(
        "SELECT reports.post_id, threads.room_id, reports.kind, reports.created_at,
            o.hidden_at IS NOT NULL AS is_hidden, reports.escalated_at IS NOT NULL AS is_escalated,
            EXISTS (SELECT 1 FROM report_openings AS opened WHERE opened.post_id = o.id
                AND opened.person_id = $1 AND opened.until > $2) AS is_opened
        FROM reports JOIN posts AS o ON o.id = reports.post_id JOIN threads ON threads.id = o.thread_id
        WHERE reports.decided_at IS NULL AND o.withdrawn_at IS NULL AND {WRITER} <> $1 AND ({charge})
        ORDER BY reports.created_at, reports.id",
        charge = charge(viewer, places)
    );
    let values = [viewer.id().0.into(), db.clock.now().0.into()];
    let rows = Row::find_by_statement(sql(&db.conn, &text, values)).all(&db.conn).await?;
    let mut reported: Vec<Reported> = Vec::new();
    for row in rows {
        let kind = Kind::parse(&row.kind).unwrap_or(Kind::Other);
        match reported.iter_mut().find(|known| known.post == row.post_id) {
            Some(known) => known.add(kind),
            None => reported.push(Reported {
                post: row.post_id,
                room: row.room_id,
                kinds: vec![kind],
                count: 1,
                since: row.created_at,
                is_hidden: row.is_hidden,
                is_escalated: row.is_escalated,
                is_open: viewer.tends(row.room_id) || row.is_opened,
            }),
        }
    }
    Ok(reported)
}

/// Where the viewer decides: in the rooms that they tend, and on what was escalated where that comes to them.
fn charge(viewer: &Viewer, places: &Places) -> String {
    let is_in = |rooms: &BTreeSet<RoomId>| {
        let rooms: Vec<_> = rooms.iter().map(RoomId::to_string).collect();
        if rooms.is_empty() { "1 = 2".to_owned() } else { format!("threads.room_id IN ({})", rooms.join(", ")) }
    };
    let escalated = match escalated_rooms(viewer.roles(), places) {
        Escalated::Everywhere => "1 = 1".to_owned(),
        Escalated::In(rooms) => is_in(&rooms),
    };
    format!("{} OR (reports.escalated_at IS NOT NULL AND {escalated})", is_in(viewer.tended()))
}

impl Reported {
    fn add(&mut self, kind: Kind) {
        self.count += 1;
        if !self.kinds.contains(&kind) {
            self.kinds.push(kind);
        }
    }
}

/// How many there are; asks the database only for those who may decide.
pub async fn waiting_for(db: &Db, viewer: &Viewer, places: &Places) -> Result<usize> {
    let decides = !viewer.tended().is_empty() || viewer.has_charge();
    if decides { Ok(open_to(db, viewer, places).await?.len()) } else { Ok(0) }
}

/// One of them, or `NotFound`.
pub(super) async fn find(db: &Db, viewer: &Viewer, places: &Places, post: PostId) -> Result<Reported> {
    let all = open_to(db, viewer, places).await?;
    all.into_iter().find(|reported| reported.post == post).ok_or(Error::NotFound)
}

#[derive(FromQueryResult)]
struct Patient {
    post_id: PostId,
    room_id: RoomId,
}

/// The texts that have waited since before an instant and of which others have not been told.
pub(super) async fn patient_since(tx: &Tx, at: Timestamp) -> Result<Vec<(PostId, RoomId)>> {
    let text = "SELECT DISTINCT reports.post_id, threads.room_id FROM reports
        JOIN posts ON posts.id = reports.post_id JOIN threads ON threads.id = posts.thread_id
        WHERE reports.decided_at IS NULL AND reports.escalated_at IS NULL AND reports.created_at <= $1
            AND posts.withdrawn_at IS NULL";
    let rows = Patient::find_by_statement(sql(&tx.conn, text, [at.0.into()])).all(&tx.conn).await?;
    Ok(rows.into_iter().map(|row| (row.post_id, row.room_id)).collect())
}
