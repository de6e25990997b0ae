//! Reading drafts: always the viewer's own.

use kernel::clock::DAY;
use kernel::db::sql;
use kernel::{Db, DraftId, Error, Result, Timestamp, Viewer};
use sea_orm::{ConnectionTrait as _, FromQueryResult};
use web::forms::fields;

use super::kept::{Place, Texts};
use super::{Continued, DAYS};

/// Characters of the first words.
const FIRST_WORDS: usize = 60;

/// The fields with text of a form that is not kept any more.
const FORMER: Texts = &[("title", "件名"), ("body", "本文")];

/// Something that was typed.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Draft {
    /// Id.
    pub id: DraftId,
    /// Where it is to be sent.
    pub path: String,
    /// The `once` of the form in which it was typed.
    pub form_once: String,
    /// Its fields, encoded.
    pub body: String,
    /// When it was kept.
    pub saved_at: Timestamp,
    /// By which page it was written last.
    pub version: i64,
}

impl Draft {
    /// The form in which it was typed; nothing when that form is not kept any more.
    pub fn place(&self) -> Option<Place> {
        Place::of(&self.path)
    }

    /// What people call the form.
    pub fn name(&self) -> &'static str {
        self.place().map_or("書きかけの文章", |place| place.name)
    }

    /// Names, labels and values of the fields with text, but for empty ones.
    pub fn texts(&self) -> Vec<(&'static str, &'static str, String)> {
        let typed = fields(&self.body).unwrap_or_default();
        let text = |&(name, label): &(&'static str, &'static str)| {
            let (_, value) = typed.iter().find(|(known, value)| known == name && !value.trim().is_empty())?;
            Some((name, label, value.clone()))
        };
        self.place().map_or(FORMER, |place| place.texts).iter().filter_map(text).collect()
    }

    /// How it begins.
    pub fn first_words(&self) -> String {
        let texts = self.texts();
        let line = texts.first().map(|(_, _, text)| text.split_whitespace().collect::<Vec<_>>().join(" "));
        let line = line.unwrap_or_else(|| "（まだ文章はありません）".to_owned());
        if line.chars().count() <= FIRST_WORDS {
            return line;
        }
        line.chars().take(FIRST_WORDS).chain(['…']).collect()
    }
}

/// The viewer's drafts, the newest first.
pub async fn all(db: &Db, viewer: &Viewer) -> Result<Vec<Draft>> {
    let text = "SELECT id, path, form_once, body, saved_at, version FROM drafts WHERE person_id = $1 AND saved_at >= $2
        ORDER BY saved_at DESC, id DESC";
    let values = [viewer.id().0.into(), oldest(db).0.into()];
    Ok(Draft::find_by_statement(sql(&db.conn, text, values)).all(&db.conn).await?)
}

/// One of them, or `NotFound` whether it is missing or somebody else's.
pub async fn find(db: &Db, viewer: &Viewer, draft: DraftId) -> Result<Draft> {
    let text = "SELECT id, path, form_once, body, saved_at, version FROM drafts WHERE id = $1 AND person_id = $2 AND saved_at >= $3";
    let values = [draft.0.into(), viewer.id().0.into(), oldest(db).0.into()];
    Draft::find_by_statement(sql(&db.conn, text, values)).one(&db.conn).await?.ok_or(Error::NotFound)
}

/// The viewer's drafts of a form that has had its effect, without those that another page has written since.
pub(super) async fn left_over(db: &Db, viewer: &Viewer, draft: Continued, once: &str) -> Result<Vec<DraftId>> {
    let text = "SELECT id FROM drafts WHERE person_id = $1 AND (id = $2 OR (form_once = $3 AND $3 <> ''))
        AND (version IN ($4, $5) OR $6)";
    let (last, own) = draft.hands.unwrap_or_default();
    let values = [
        viewer.id().0.into(),
        draft.id.map_or(0, |draft| draft.0).into(),
        once.into(),
        last.into(),
        own.into(),
        draft.hands.is_none().into(),
    ];
    let rows = db.conn.query_all_raw(sql(&db.conn, text, values)).await?;
    rows.iter().map(|row| Ok(DraftId(row.try_get("", "id")?))).collect()
}

/// How many the viewer has.
pub async fn count(db: &Db, viewer: &Viewer) -> Result<u64> {
    let text = "SELECT COUNT(*) AS drafts FROM drafts WHERE person_id = $1 AND saved_at >= $2";
    let values = [viewer.id().0.into(), oldest(db).0.into()];
    let row = db.conn.query_one_raw(sql(&db.conn, text, values)).await?;
    let count: i64 = row.ok_or(Error::NotFound)?.try_get("", "drafts")?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// What is older has been forgotten, whether or not its row has been swept away yet.
pub fn oldest(db: &Db) -> Timestamp {
    db.clock.now().plus(-DAYS * DAY)
}
