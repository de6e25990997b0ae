//! Files with what people write: taken in with a form, and then on the post that the form has made.

mod queries;

use std::fs::File;
use std::io::{Read as _, Seek as _};

use anyhow::Context as _;
use kernel::db::sql;
use kernel::{Db, Doer, Error, FileId, PersonId, PostId, Result, Tx};
use sea_orm::{ConnectionTrait, EntityTrait as _, FromQueryResult, Set, Value};

pub use self::queries::{Enclosed, Enclosures, enclosed, texts};
use crate::contents::{self, Arrived};
use crate::entity::{ActiveModel, Entity};
use crate::incoming::Incoming;
use crate::limits::{MOST, QUOTA};
use crate::reading::Found;
use crate::refusal::{Refusal, Refused};
use crate::{Files, names, sweeping};

/// What is told when files went away while a form was open.
pub const GONE: &str =
    "添付したファイルの一部が、別の画面で外されたか、期限を過ぎて消えています。添付を確かめてください。";

/// Takes files in that came with a form, and tells which of them were not taken.
pub async fn receive(
    db: &Db,
    files: &Files,
    person: PersonId,
    once: &str,
    incoming: Vec<Incoming>,
) -> Result<Vec<Refused>> {
    let mut refused = Vec::new();
    for Incoming { name, content } in incoming {
        let taken = match content {
            Ok(content) => take_in(db, files, person, once, &name, content).await?,
            Err(why) => Err(why),
        };
        refused.extend(taken.err().map(|why| Refused { name, why }));
    }
    Ok(refused)
}

async fn take_in(
    db: &Db,
    files: &Files,
    person: PersonId,
    once: &str,
    name: &str,
    content: File,
) -> Result<Result<(), Refusal>> {
    if let Err(refusal) = room(&db.conn, person, once, 1).await? {
        return Ok(Err(refusal));
    }
    let mut found = match files.reader.read(&content).await? {
        Ok(found) => found,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let bytes = match found.anew.take() {
        Some(anew) => anew,
        None => whole(content).await?,
    };
    let mut arrived = vec![contents::arrive(db, &files.store, bytes).await?];
    if let Some(thumbnail) = found.thumbnail.take() {
        arrived.push(contents::arrive(db, &files.store, thumbnail).await?);
    }
    let tx = db.begin().await?;
    tx.turn(person.0).await?;
    let room = room(&tx.conn, person, once, arrived[0].size()).await?;
    match room {
        Ok(place) => insert(&tx, person, once, place, name, &found, &arrived).await?,
        Err(_) => contents::give_up(&tx, &arrived).await?,
    }
    tx.commit().await?;
    // Not waited for: whether something is removed must not be told by the time of an answer.
    sweeping::soon(db, files);
    Ok(room.map(|_| ()))
}

async fn whole(mut content: File) -> Result<Vec<u8>> {
    let read = move || {
        let mut bytes = Vec::new();
        content.rewind()?;
        content.read_to_end(&mut bytes).map(|_| bytes)
    };
    Ok(tokio::task::spawn_blocking(read).await.context("read an arriving file")?.context("read an arriving file")?)
}

#[derive(FromQueryResult)]
struct Taken {
    waiting: i64,
    place: i64,
    bytes: i64,
}

/// The place of one more file of so many bytes, if there is room for it. Files on texts of somebody who hides name nobody,
/// and count for whoever the sealed table says: it is asked about the sender alone, who alone sees the answer.
async fn room(conn: &impl ConnectionTrait, person: PersonId, once: &str, size: i64) -> Result<Result<i64, Refusal>> {
    let text = "SELECT COUNT(CASE WHEN form_once = $2 AND post_id IS NULL THEN 1 END) AS waiting,
        COALESCE(MAX(CASE WHEN form_once = $2 THEN place END), 0) AS place,
        CAST(COALESCE(SUM(size), 0) + COALESCE((SELECT SUM(hidden.size) FROM sealed_authors AS own
            JOIN files AS hidden ON hidden.post_id = own.post_id WHERE own.person_id = $1), 0) AS BIGINT) AS bytes
        FROM files WHERE person_id = $1";
    let taken = Taken::find_by_statement(sql(conn, text, [person.0.into(), once.into()])).one(conn).await?;
    let Taken { waiting, place, bytes } = taken.context("count the files of a person")?;
    Ok(if usize::try_from(waiting).unwrap_or(MOST) >= MOST {
        Err(Refusal::TooMany)
    } else if bytes.saturating_add(size) > QUOTA {
        Err(Refusal::Quota)
    } else {
        Ok(place + 1)
    })
}

async fn insert(
    tx: &Tx,
    person: PersonId,
    once: &str,
    place: i64,
    name: &str,
    found: &Found,
    arrived: &[Arrived],
) -> Result<()> {
    contents::turns(tx, contents::hashes(arrived)).await?;
    let content = contents::settle(tx, &arrived[0]).await?;
    let thumbnail = match arrived.get(1) {
        Some(thumbnail) => Some(contents::settle(tx, thumbnail).await?),
        None => None,
    };
    let row = ActiveModel {
        id: Set(FileId::random()),
        person_id: Set(person),
        form_once: Set(once.to_owned()),
        post_id: Set(None),
        place: Set(place),
        name: Set(names::cleaned(name, found.kind)),
        kind: Set(found.kind),
        size: Set(arrived[0].size()),
        width: Set(found.pixels.map(|(width, _)| width.into())),
        height: Set(found.pixels.map(|(_, height)| height.into())),
        is_read: Set(found.is_read),
        characters: Set(i64::try_from(found.text.chars().count()).unwrap_or(i64::MAX)),
        text: Set(found.text.clone()),
        content_id: Set(content),
        thumbnail_id: Set(thumbnail),
        created_at: Set(tx.now),
    };
    Entity::insert(row).exec_without_returning(&tx.conn).await?;
    Ok(())
}

/// Puts files of a form onto the post that the form has made or changed; those that have gone meanwhile are a conflict.
/// The rows of an author who hides name nobody; `once` is the form's.
pub async fn attach(tx: &Tx, (author, once): (&Doer, &str), post: PostId, files: &[FileId]) -> Result<()> {
    let (written, form) = (author.written().0, author.once(once));
    for file in files {
        let text = "UPDATE files SET post_id = $1, place = $4, person_id = $5,
                form_once = CASE WHEN $5 = $3 THEN form_once ELSE $6 END
            WHERE id = $2 AND person_id = $3 AND post_id IS NULL";
        let place = next_place(tx, post).await?;
        let author = author.person().0;
        let values: [Value; 6] =
            [post.0.into(), file.0.into(), author.into(), place.into(), written.into(), form.clone().into()];
        if tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected() == 0 {
            return Err(Error::Conflict(GONE));
        }
    }
    count(tx, post).await
}

async fn next_place(tx: &Tx, post: PostId) -> Result<i64> {
    let text = "SELECT COALESCE(MAX(place), 0) + 1 AS place FROM files WHERE post_id = $1";
    let row = tx.conn.query_one_raw(sql(&tx.conn, text, [post.0.into()])).await?.context("find a place")?;
    Ok(row.try_get("", "place")?)
}

/// Takes files off a post; those that are not there have been taken off.
pub async fn detach(tx: &Tx, post: PostId, files: &[FileId]) -> Result<()> {
    for file in files {
        delete(tx, "id = $1 AND post_id = $2", [file.0.into(), post.0.into()]).await?;
    }
    count(tx, post).await
}

/// Forgets all files of a post, with what they said.
pub async fn forget(tx: &Tx, post: PostId) -> Result<()> {
    delete(tx, "post_id = $1", [post.0.into()]).await?;
    count(tx, post).await
}

/// Takes a content off all forms that have not been sent, for it is to be erased; their senders are told of it when they
/// send them.
pub async fn forget_waiting_like(tx: &Tx, file: FileId) -> Result<()> {
    let same = "post_id IS NULL AND content_id IN (SELECT chosen.content_id FROM files AS chosen WHERE chosen.id = $1)";
    delete(tx, same, [file.0.into()]).await
}

/// Forgets what waits in somebody's forms.
pub async fn forget_waiting_of(tx: &Tx, person: PersonId) -> Result<()> {
    delete(tx, "person_id = $1 AND post_id IS NULL", [person.0.into()]).await
}

/// Hands the files of a form to another form of the same person.
pub async fn hand_on(tx: &Tx, person: PersonId, from: &str, to: &str) -> Result<()> {
    let text = "UPDATE files SET form_once = $3 WHERE person_id = $1 AND form_once = $2 AND post_id IS NULL";
    tx.conn.execute_raw(sql(&tx.conn, text, [person.0.into(), from.into(), to.into()])).await?;
    Ok(())
}

/// Takes a file off a form.
pub async fn remove(db: &Db, files: &Files, person: PersonId, once: &str, file: FileId) -> Result<()> {
    let tx = db.begin().await?;
    // The same file may have come twice, and is shown once.
    let same = "person_id = $1 AND form_once = $2 AND post_id IS NULL
        AND (name, content_id) IN (SELECT name, content_id FROM files WHERE id = $3)";
    delete(&tx, same, [person.0.into(), once.into(), file.0.into()]).await?;
    tx.commit().await?;
    sweeping::soon(db, files);
    Ok(())
}

/// Takes off what a form has left behind that has had its effect: files that came with it twice.
pub async fn finish(db: &Db, files: &Files, person: PersonId, once: &str) {
    let done = async {
        if once.is_empty() || enclosed(db, person, once).await?.waiting.is_empty() {
            return Ok(());
        }
        let tx = db.begin().await?;
        delete(&tx, "person_id = $1 AND form_once = $2 AND post_id IS NULL", [person.0.into(), once.into()]).await?;
        tx.commit().await
    };
    if let Err(error) = done.await {
        tracing::warn!(cause = %error, "could not take off files that have been sent twice");
    }
    sweeping::soon(db, files);
}

#[derive(FromQueryResult)]
struct Deleted {
    content_id: i64,
    thumbnail_id: Option<i64>,
}

/// Deletes rows and lets go of their contents.
pub(crate) async fn delete<const N: usize>(tx: &Tx, which: &str, values: [sea_orm::Value; N]) -> Result<()> {
    let text = format!("DELETE FROM files WHERE {which} RETURNING content_id, thumbnail_id");
    let deleted = Deleted::find_by_statement(sql(&tx.conn, &text, values)).all(&tx.conn).await?;
    let contents: Vec<i64> =
        deleted.iter().flat_map(|row| [Some(row.content_id), row.thumbnail_id]).flatten().collect();
    contents::let_go(tx, &contents).await
}

async fn count(tx: &Tx, post: PostId) -> Result<()> {
    let text = "UPDATE posts SET files_count = (SELECT COUNT(*) FROM files WHERE post_id = $1) WHERE id = $1";
    tx.conn.execute_raw(sql(&tx.conn, text, [post.0.into()])).await?;
    Ok(())
}
