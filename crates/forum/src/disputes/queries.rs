//! Reading texts that wait: by those who tend the room, and by their author.

use accounts::drafts::{Continued, forms::Typed};
use kernel::db::sql;
use kernel::{Db, DisputeId, Doer, Error, PersonId, Result, RoomId, Timestamp, Tx, Viewer};
use sea_orm::FromQueryResult;
use web::forms::fields;

/// A text that waits, or what is left of one.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Dispute {
    /// Id.
    pub id: DisputeId,
    /// Who wants to post it.
    pub author_id: PersonId,
    /// Where it would stand.
    pub room_id: RoomId,
    /// What readers would see of an author who hides; then those who decide do not learn who it is either.
    pub veil: Option<String>,
    /// Where the form is sent.
    pub path: String,
    /// The form's `once`.
    pub form_once: String,
    /// The form's fields, encoded; empty once the waiting has ended.
    pub body: String,
    /// Why it identifies nobody, as its author says; empty like the body.
    pub reason: String,
    /// When it was sent.
    pub created_at: Timestamp,
    state: String,
    /// When the waiting ended.
    pub decided_at: Option<Timestamp>,
    /// Who decided.
    pub decided_by: Option<PersonId>,
    /// Why it was refused.
    pub answer: String,
    /// Where it stands, if it was posted.
    pub location: String,
}

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody has decided yet.
    Waiting,
    /// It was posted.
    Released,
    /// It was refused.
    Refused,
    /// Nobody has decided in time.
    Lapsed,
}

impl Dispute {
    /// How far it has come.
    pub fn state(&self) -> State {
        match self.state.as_str() {
            "waiting" => State::Waiting,
            "released" => State::Released,
            "refused" => State::Refused,
            _ => State::Lapsed,
        }
    }

    /// In whose name the author's deeds are written down.
    pub fn doer(&self) -> Doer {
        if self.veil.is_some() { Doer::sealed(self.author_id) } else { Doer::open(self.author_id) }
    }

    /// The fields of the form, with the `once` under which its files wait.
    pub fn fields(&self) -> Vec<(String, String)> {
        let mut fields = fields(&self.body).unwrap_or_default();
        fields.push(("once".to_owned(), self.form_once.clone()));
        fields
    }

    /// The form as a draft keeps it. Its `once` is another one and still its author's: what has been typed into the same
    /// form since, and kept as a draft, stays beside it.
    pub fn typed(&self) -> Typed {
        let once = format!("{:x}-{}", self.id.0, self.form_once);
        Typed { path: self.path.clone(), body: self.body.clone(), once, draft: Continued::default() }
    }
}

const COLUMNS: &str = "SELECT id, author_id, room_id, path, form_once, body, reason, created_at, state, decided_at,
    decided_by, answer, location, veil FROM disputes";

/// The texts on which the viewer decides, the longest waiting first.
pub(super) async fn open_to(db: &Db, viewer: &Viewer) -> Result<Vec<Dispute>> {
    let text = format!("{COLUMNS} WHERE state = 'waiting' AND {} ORDER BY created_at, id", in_charge(viewer));
    Ok(Dispute::find_by_statement(sql(&db.conn, &text, [])).all(&db.conn).await?)
}

/// How many there are; asks the database only for those who tend a room.
pub async fn waiting_for(db: &Db, viewer: &Viewer) -> Result<usize> {
    if viewer.tended().is_empty() { Ok(0) } else { Ok(open_to(db, viewer).await?.len()) }
}

/// One of the viewer's charge, whatever has become of it, or `NotFound` whether it is missing or another's.
pub(super) async fn find(db: &Db, viewer: &Viewer, id: DisputeId) -> Result<Dispute> {
    let text = format!("{COLUMNS} WHERE id = $1 AND {}", in_charge(viewer));
    let row = Dispute::find_by_statement(sql(&db.conn, &text, [id.0.into()])).one(&db.conn).await?;
    row.ok_or(Error::NotFound)
}

/// The viewer's own, the newest first. Of what was posted in hiding the row names nobody, so it is found by the post.
pub(super) async fn own(db: &Db, viewer: &Viewer) -> Result<Vec<Dispute>> {
    let text = format!(
        "{COLUMNS} WHERE author_id = $1 OR (veil IS NOT NULL AND state = 'released' AND EXISTS (
            SELECT 1 FROM sealed_authors AS own WHERE own.person_id = $1
                AND (location = '/threads/' || own.post_id OR location LIKE '%#reply-' || own.post_id)))
        ORDER BY created_at DESC, id DESC"
    );
    Ok(Dispute::find_by_statement(sql(&db.conn, &text, [viewer.id().0.into()])).all(&db.conn).await?)
}

/// One of the viewer's own, or `NotFound` whether it is missing or somebody else's.
pub(super) async fn find_own(db: &Db, viewer: &Viewer, id: DisputeId) -> Result<Dispute> {
    let text = format!("{COLUMNS} WHERE id = $1 AND author_id = $2");
    let values = [id.0.into(), viewer.id().0.into()];
    Dispute::find_by_statement(sql(&db.conn, &text, values)).one(&db.conn).await?.ok_or(Error::NotFound)
}

/// What the files of a text that waits are called and say.
pub(super) async fn files(db: &Db, dispute: &Dispute) -> Result<Vec<(String, String)>> {
    files::texts(db, dispute.author_id, &dispute.form_once).await
}

/// All that have waited since before an instant.
pub(super) async fn older_than(tx: &Tx, at: Timestamp) -> Result<Vec<Dispute>> {
    let text = format!("{COLUMNS} WHERE state = 'waiting' AND created_at < $1");
    Ok(Dispute::find_by_statement(sql(&tx.conn, &text, [at.0.into()])).all(&tx.conn).await?)
}

/// The condition under which the viewer decides: in a room that they tend, on somebody else's text.
fn in_charge(viewer: &Viewer) -> String {
    let rooms: Vec<String> = viewer.tended().iter().map(|room| room.0.to_string()).collect();
    if rooms.is_empty() {
        return "1 = 2".to_owned();
    }
    format!("room_id IN ({}) AND author_id <> {}", rooms.join(", "), viewer.id())
}
