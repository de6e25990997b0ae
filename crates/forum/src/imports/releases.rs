//! Releasing what was brought in, one by one or many, and throwing away what is not wanted.

use directory::Roster;
use kernel::once::Claim;
use kernel::{Db, Doer, Error, ImportId, Permit, PostId, ReleaseId, Result, RoomId, ThreadId, Tx, audit};
use sea_orm::ConnectionTrait as _;
use std::collections::BTreeSet;
use web::App;

use super::paths::ImportPath;
use super::policy::{Discard, Release, Settle};
use super::posting::{Put, put, rendered};
use super::queries::{self, Open, Waiting};
use crate::acts::actions::Action;
use crate::acts::forms::Reason;
use crate::acts::{self, Act};
use crate::threads::arranging::{recount, run};

/// Texts of one transaction.
const TOGETHER: u32 = 100;

const DECIDED: &str = "この投稿は、すでに載せたか、捨ててあります。一覧でお確かめください。";
const UNDER_WAY: &str = "この記録は、いま順に載せています。終わってから、もう一度お試しください。";

/// What is to stand there, and where.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The title, if the text begins its discussion.
    pub title: String,
    /// The text.
    pub body: String,
    /// Whether the guard warns of it.
    pub is_warned: bool,
    /// The room, unless the one is meant that was named when it was brought in.
    pub room: Option<RoomId>,
    /// The name of the form that says so.
    pub form: String,
}

/// Releases one text and tells the address of its archive.
pub async fn release(
    app: &App,
    people: &Roster,
    waiting: Permit<Release>,
    wanted: &Wanted,
    reason: &Reason,
    once: &str,
) -> Result<String> {
    let location = ImportPath { import: waiting.import_id }.to_string();
    let text = rendered(&waiting, &wanted.body, wanted.is_warned);
    let tx = app.db.begin().await?;
    if let Claim::Again(earlier) = Doer::open(waiting.viewer()).claim(&tx, &wanted.form, once, &location).await? {
        return Ok(earlier);
    }
    decide(&tx, &[waiting.id], "released", waiting.viewer()).await?;
    let placed = put(&tx, people, &waiting, &wanted.title, wanted.room, text).await?;
    recount(&tx, placed.thread).await?;
    forget_titles(&tx, waiting.import_id).await?;
    let Put { room, post, .. } = placed;
    acts::note(&tx, Act { by: Some(waiting.viewer()), action: Action::BroughtIn, room, post, reason }).await?;
    tx.commit().await?;
    Ok(location)
}

/// Throws one text away and tells the address of its archive: its words are gone.
pub async fn discard(app: &App, waiting: Permit<Discard>, once: &str) -> Result<String> {
    let location = ImportPath { import: waiting.import_id }.to_string();
    let tx = app.db.begin().await?;
    if let Claim::Again(earlier) =
        Doer::open(waiting.viewer()).claim(&tx, &discarding(waiting.id), once, &location).await?
    {
        return Ok(earlier);
    }
    decide(&tx, &[waiting.id], "discarded", waiting.viewer()).await?;
    forget_titles(&tx, waiting.import_id).await?;
    audit::note(&tx, Some(waiting.viewer()), "import-discard", &format!("import-{}", waiting.import_id), "1").await?;
    tx.commit().await?;
    Ok(location)
}

/// The name of the form that throws a text away.
pub(super) fn discarding(text: PostId) -> String {
    format!("import-discard {text}")
}

/// Throws all away that waits.
pub async fn discard_rest(app: &App, import: Permit<Settle>, once: &str) -> Result<String> {
    let location = ImportPath { import: import.id }.to_string();
    let tx = app.db.begin().await?;
    let form = format!("import-discard-rest {}", import.id);
    if let Claim::Again(earlier) = Doer::open(import.viewer()).claim(&tx, &form, once, &location).await? {
        return Ok(earlier);
    }
    let text = "UPDATE import_texts SET state = 'discarded', body = '', kinds = '', decided_at = $2, decided_by = $3
        WHERE import_id = $1 AND state = 'waiting'";
    let values = [import.id.0.into(), tx.now.0.into(), import.viewer().0.into()];
    let count = tx.conn.execute_raw(kernel::db::sql(&tx.conn, text, values)).await?.rows_affected();
    forget_titles(&tx, import.id).await?;
    audit::note(&tx, Some(import.viewer()), "import-discard", &format!("import-{}", import.id), &count.to_string())
        .await?;
    tx.commit().await?;
    Ok(location)
}

/// Begins to release all texts of an archive that are no more serious than this and open a discussion, or follow one that
/// has been begun. A block is never among them.
pub async fn release_many(
    app: &App,
    import: Permit<Settle>,
    level: i64,
    room: Option<RoomId>,
    reason: &Reason,
    once: &str,
) -> Result<String> {
    let location = ImportPath { import: import.id }.to_string();
    let (me, level) = (import.viewer(), level.min(super::texts::BLOCKED - 1));
    let tx = app.db.begin().await?;
    let form = format!("import-release-many {}", import.id);
    if let Claim::Again(earlier) = Doer::open(me).claim(&tx, &form, once, &location).await? {
        return Ok(earlier);
    }
    let text = "INSERT INTO import_releases (id, import_id, room_id, level, released_by, created_at)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    let values = [
        ReleaseId::random().0.into(),
        import.id.0.into(),
        room.map(|room| room.0).into(),
        level.into(),
        me.0.into(),
        tx.now.0.into(),
    ];
    if tx.conn.execute_raw(kernel::db::sql(&tx.conn, text, values)).await?.rows_affected() == 0 {
        return Err(Error::Conflict(UNDER_WAY));
    }
    let rooms = match room {
        Some(room) => vec![room],
        None => queries::wished_rooms(&tx, import.id, level).await?,
    };
    for room in rooms {
        let (subject, action) = (format!("import-{}", import.id), Action::BroughtIn.word());
        let (reason, words) = (reason.ground.slug(), reason.words.as_str());
        let act = audit::Act { actor: Some(me), room: Some(room), action, subject: &subject, reason, words };
        audit::note_act(&tx, &act).await?;
    }
    tx.commit().await?;
    Ok(location)
}

/// Whether anything is under way.
pub async fn is_awaited(db: &Db) -> Result<bool> {
    queries::any_open(db).await
}

/// Releases some more texts of what is under way, and tells how many; safe to do twice, and on several instances.
pub async fn carry_on(db: &Db, people: &Roster) -> Result<usize> {
    let tx = db.begin().await?;
    let Some(open) = queries::take_open(&tx).await? else { return Ok(0) };
    let texts = queries::next_of(&tx, &open, TOGETHER).await?;
    match release_some(&tx, people, &open, &texts).await {
        Ok(()) => {
            if texts.is_empty() {
                end(&tx, open.id).await?;
            }
            tx.commit().await?;
            Ok(texts.len())
        }
        // The group has come to its end, say: nothing of these texts is there, and no further one will be.
        Err(Error::Conflict(_)) => {
            drop(tx);
            let tx = db.begin().await?;
            end(&tx, open.id).await?;
            tx.commit().await?;
            Ok(0)
        }
        Err(error) => Err(error),
    }
}

async fn release_some(tx: &Tx, people: &Roster, open: &Open, texts: &[Waiting]) -> Result<()> {
    if texts.is_empty() {
        return Ok(());
    }
    let ids: Vec<PostId> = texts.iter().map(|text| text.id).collect();
    decide(tx, &ids, "released", open.released_by).await?;
    let mut touched: BTreeSet<ThreadId> = BTreeSet::new();
    for one in texts {
        let text = rendered(one, &one.body, one.level > 1);
        touched.insert(put(tx, people, one, &one.title, open.room_id, text).await?.thread);
    }
    for thread in touched {
        recount(tx, thread).await?;
    }
    forget_titles(tx, open.import_id).await
}

/// Takes the words of these texts out of the table, all of them, or it is a `Conflict`.
async fn decide(tx: &Tx, texts: &[PostId], state: &str, by: kernel::PersonId) -> Result<()> {
    let ids = texts.iter().map(PostId::to_string).collect::<Vec<_>>().join(", ");
    let text = format!(
        "UPDATE import_texts SET state = $1, body = '', kinds = '', decided_at = $2, decided_by = $3
        WHERE state = 'waiting' AND id IN ({ids})"
    );
    let values = [state.into(), tx.now.0.into(), by.0.into()];
    let done = tx.conn.execute_raw(kernel::db::sql(&tx.conn, &text, values)).await?;
    if usize::try_from(done.rows_affected()) == Ok(texts.len()) { Ok(()) } else { Err(Error::Conflict(DECIDED)) }
}

/// Where no text waits any more, no title is needed.
async fn forget_titles(tx: &Tx, import: ImportId) -> Result<()> {
    let text = "UPDATE import_discussions SET title = '' WHERE title <> ''
        AND id IN (SELECT t.discussion_id FROM import_texts AS t WHERE t.import_id = $1 AND t.decided_at = $2)
        AND NOT EXISTS (SELECT 1 FROM import_texts AS w WHERE w.discussion_id = import_discussions.id AND w.state = 'waiting')";
    run(tx, text, [import.0.into(), tx.now.0.into()]).await
}

async fn end(tx: &Tx, release: ReleaseId) -> Result<()> {
    run(tx, "UPDATE import_releases SET ended_at = $2 WHERE id = $1", [release.0.into(), tx.now.0.into()]).await
}
