//! Putting a discussion into another one of the same room that began before it.
//!
//! Invariants:
//! - every text keeps its id, and old links lead to where it stands now; the title of what was put in stands above the text
//!   that it named;
//! - the instants of all texts of the discussion stay different, so their order and the marks of reading hold;
//! - who hides stays somebody else than all others who hide there, even if they are the same person;
//! - no text is called read that its reader has not read.

mod forms;
pub(crate) mod handlers;
pub mod paths;
mod views;

use std::collections::BTreeSet;

use kernel::once::Claim;
use kernel::{Doer, Error, Permit, Result, ThreadId, Tx, changes};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, Set};
use web::App;

use crate::acts::actions::Action;
use crate::acts::forms::Reason;
use crate::acts::{self, Act};
use crate::posts;
use crate::threads::arranging::{follow, join_marks, lead_notices, recount, run};
use crate::threads::entity::{ActiveModel, Column, Entity, Model};
use crate::threads::paths::reply_location;
use crate::threads::policy::Arrange;
use crate::threads::queries::Thread;
use crate::threads::{self, Tags, put_tags, stored_tags};

const ROOMS: &str = "部屋がちがう相談とは、まとめられません。先に同じ部屋へ移してください。";
const LATER: &str =
    "まとめる先は、先に始まった相談にしてください。あとから始まったほうの画面から操作すると、まとめられます。";
const GONE: &str = "どちらかの相談が、取り下げられたか、表示を止められているため、まとめられません。";

/// Puts one discussion into the other, and tells where its opening text stands now.
pub async fn merge(
    app: &App,
    source: Permit<Arrange>,
    target: Permit<Arrange>,
    reason: &Reason,
    once: &str,
) -> Result<String> {
    let (me, location) = (source.viewer(), reply_location(target.id, source.id.into()));
    let tx = app.db.begin().await?;
    let form = format!("merge {} {}", source.id, target.id);
    if let Claim::Again(earlier) = Doer::open(me).claim(&tx, &form, once, &location).await? {
        return Ok(earlier);
    }
    let (from, into) = hold(&tx, &source, &target).await?;
    check(&from, &into)?;
    let authors = posts::all_of(&tx, from.id).await?;
    put_in(&tx, &from, &into).await?;
    for text in authors.iter().filter(|text| text.withdrawn_at.is_none()) {
        let act = Act { by: Some(me), action: Action::Merged, room: into.room_id, post: text.id, reason };
        acts::note_and_tell(&tx, act, &app.config.url).await?;
    }
    tx.commit().await?;
    Ok(location)
}

/// Both, always in the same order, so that two who merge at once do not wait for each other.
async fn hold(tx: &Tx, source: &Thread, target: &Thread) -> Result<(Model, Model)> {
    if source.id < target.id {
        let source = threads::hold_in(tx, source.id, source.room_id).await?;
        Ok((source, threads::hold_in(tx, target.id, target.room_id).await?))
    } else {
        let target = threads::hold_in(tx, target.id, target.room_id).await?;
        Ok((threads::hold_in(tx, source.id, source.room_id).await?, target))
    }
}

fn check(from: &Model, into: &Model) -> Result<()> {
    let stands = |thread: &Model| thread.withdrawn_at.is_none() && thread.hidden_at.is_none();
    match () {
        () if from.room_id != into.room_id => Err(Error::Conflict(ROOMS)),
        () if !stands(from) || !stands(into) => Err(Error::Conflict(GONE)),
        () if (from.created_at, from.id) <= (into.created_at, into.id) => Err(Error::Conflict(LATER)),
        () => Ok(()),
    }
}

async fn put_in(tx: &Tx, from: &Model, into: &Model) -> Result<()> {
    part_instants(tx, from.id, into.id).await?;
    join_marks(tx, from.id, into.id).await?;
    let heading = "UPDATE posts SET heading = $2 WHERE id = $1";
    run(tx, heading, [from.id.0.into(), from.title.as_str().into()]).await?;
    let guises = "UPDATE posts SET guise = guise + 1 + (SELECT COALESCE(MAX(known.guise), 0) FROM posts AS known
        WHERE known.thread_id = $2) WHERE thread_id = $1 AND guise IS NOT NULL";
    run(tx, guises, [from.id.0.into(), into.id.0.into()]).await?;
    run(tx, "UPDATE posts SET thread_id = $2 WHERE thread_id = $1", [from.id.0.into(), into.id.0.into()]).await?;
    let tags = both(&stored_tags(tx, into.id).await?, &stored_tags(tx, from.id).await?);
    put_tags(tx, into.id, &tags).await?;
    put_tags(tx, from.id, &Tags::default()).await?;
    follow(tx, from.id, into.id).await?;
    run(tx, "DELETE FROM follows WHERE subject = $1", [format!("thread-{}", from.id).into()]).await?;
    lead_notices(tx, into.id).await?;
    leave(tx, from.id).await?;
    recount(tx, into.id).await?;
    changes::note_narrowing(tx, from.id).await?;
    changes::note_narrowing(tx, into.id).await
}

/// Two texts of the same instant have no order: the later one to come in gives way by a millisecond or more.
async fn part_instants(tx: &Tx, from: ThreadId, into: ThreadId) -> Result<()> {
    let mut taken: BTreeSet<i64> = posts::all_of(tx, into).await?.iter().map(|text| text.created_at.0).collect();
    for text in posts::all_of(tx, from).await? {
        let mut at = text.created_at.0;
        while !taken.insert(at) {
            at += 1;
        }
        if at != text.created_at.0 {
            run(tx, "UPDATE posts SET created_at = $2 WHERE id = $1", [text.id.0.into(), at.into()]).await?;
        }
    }
    Ok(())
}

/// The row stays, without anything in it: marks of reading that are still on their way point to it.
async fn leave(tx: &Tx, thread: ThreadId) -> Result<()> {
    let nothing = ActiveModel {
        title: Set(String::new()),
        withdrawn_at: Set(Some(tx.now)),
        solution_id: Set(None),
        reply_count: Set(0),
        ..ActiveModel::default()
    };
    Entity::update_many().set(nothing).filter(Column::Id.eq(thread)).exec(&tx.conn).await?;
    Ok(())
}

fn both(one: &Tags, other: &Tags) -> Tags {
    Tags::from_text(&format!("{} {}", one.as_text(), other.as_text()))
}
