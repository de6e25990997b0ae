//! Parting a discussion: some of its replies become another one, of which the first is the opening text.
//!
//! Invariants:
//! - a text keeps its id, so its own address and old links lead to where it stands now;
//! - who hides is one and the same person in the new discussion, and its asker only if they wrote its opening text;
//! - marks of reading, notices and what is followed come along ([`crate::threads::arranging`]).

mod forms;
pub(crate) mod handlers;
pub mod paths;
pub(crate) mod queries;
mod views;

use directory::guarding::{Cleared, Guarded};
use kernel::once::{self, Claim};
use kernel::{Doer, Error, Permit, PostId, Result, ThreadId, Tx, changes};
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait as _, Set};
use web::App;

use crate::acts::actions::Action;
use crate::acts::forms::Reason;
use crate::acts::{self, Act};
use crate::posts::queries::check_standing;
use crate::posts::{self, entity::Model as Post};
use crate::threads::arranging::{copy_marks, follow, lead_notices, recount, run};
use crate::threads::entity::{ActiveModel, Column, Entity, Model};
use crate::threads::paths::ThreadPath;
use crate::threads::policy::Arrange;
use crate::threads::{self, Kind, put_tags, stored_tags};

const CHANGED: &str = "選んだ返信の一部が、取り下げられたか、別の相談に移っています。もう一度お選びください。";

/// A title that others read.
#[derive(Clone, Debug)]
pub struct Heading(pub String);

impl Guarded for Heading {
    fn texts(&self) -> Vec<(&'static str, &str)> {
        vec![("title", &self.0)]
    }
}

/// Parts these replies from their discussion and tells the address of the new one.
pub async fn split(
    app: &App,
    thread: Permit<Arrange>,
    title: Cleared<Heading>,
    replies: &[PostId],
    reason: &Reason,
    once: &str,
) -> Result<String> {
    let (me, chosen) = (thread.viewer(), replies.iter().map(PostId::to_string).collect::<Vec<_>>().join(" "));
    let here = ThreadPath { thread: thread.id }.to_string();
    let tx = app.db.begin().await?;
    let form = once::typed(&format!("split {}", thread.id), [&*title.0, &chosen]);
    if let Claim::Again(earlier) = Doer::open(me).claim(&tx, &form, once, &here).await? {
        return Ok(earlier);
    }
    let held = threads::hold_in(&tx, thread.id, thread.room_id).await?;
    check_standing(None, held.withdrawn_at)?;
    let mut chosen = posts::all_of(&tx, thread.id).await?;
    chosen.retain(|text| text.id != held.id.into() && text.withdrawn_at.is_none() && replies.contains(&text.id));
    if chosen.is_empty() || chosen.len() != replies.len() {
        return Err(Error::Conflict(CHANGED));
    }
    let new = part(&tx, &held, &title.0, &chosen).await?;
    let location = ThreadPath { thread: new }.to_string();
    title.note(&tx, me, &format!("post-{new}"), &location).await?;
    for post in &chosen {
        let act = Act { by: Some(me), action: Action::Split, room: held.room_id, post: post.id, reason };
        acts::note_and_tell(&tx, act, &app.config.url).await?;
    }
    tx.commit().await?;
    Ok(location)
}

/// Makes a discussion of some texts of a held one, in their order.
pub(crate) async fn part(tx: &Tx, from: &Model, title: &str, texts: &[Post]) -> Result<ThreadId> {
    let first = texts.first().ok_or(Error::Conflict(CHANGED))?;
    let new = ThreadId(first.id.0);
    // A notice is said by those who tend the room; what others answered is none.
    let kind = if from.kind == Kind::Notice { Kind::Chat } else { from.kind };
    let row = ActiveModel {
        id: Set(new),
        room_id: Set(from.room_id),
        kind: Set(kind),
        title: Set(title.to_owned()),
        created_at: Set(first.created_at),
        last_post_at: Set(first.created_at),
        reply_count: Set(0),
        solution_id: Set(None),
        thanks_count: Set(0),
        closed_at: Set(from.closed_at),
        withdrawn_at: Set(None),
        hidden_at: Set(first.hidden_at),
    };
    // A text that has opened a discussion before has left its row behind.
    let mut again = OnConflict::column(Column::Id);
    again.update_columns([
        Column::RoomId,
        Column::Kind,
        Column::Title,
        Column::CreatedAt,
        Column::LastPostAt,
        Column::SolutionId,
        Column::ClosedAt,
        Column::WithdrawnAt,
        Column::HiddenAt,
    ]);
    Entity::insert(row).on_conflict(again).exec_without_returning(&tx.conn).await?;
    for text in texts {
        run(tx, "UPDATE posts SET thread_id = $2 WHERE id = $1", [text.id.0.into(), new.0.into()]).await?;
    }
    run(tx, "UPDATE posts SET heading = '' WHERE id = $1", [new.0.into()]).await?;
    ask_as(tx, first, new).await?;
    put_tags(tx, new, &stored_tags(tx, from.id).await?).await?;
    copy_marks(tx, from.id, new).await?;
    follow(tx, from.id, new).await?;
    lead_notices(tx, new).await?;
    // A question that has been told of as unanswered is not told of again.
    let told = "INSERT INTO unanswered_told (thread_id, at) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    run(tx, told, [new.0.into(), tx.now.0.into()]).await?;
    for thread in [from.id, new] {
        recount(tx, thread).await?;
        changes::note_narrowing(tx, thread).await?;
    }
    Ok(new)
}

/// Whoever hides behind the new opening text is its asker, and nobody else is.
async fn ask_as(tx: &Tx, first: &Post, new: ThreadId) -> Result<()> {
    let next = "(SELECT COALESCE(MAX(all_of.guise), 0) + 1 FROM posts AS all_of WHERE all_of.thread_id = $1)";
    let asker = first.guise.unwrap_or(-1);
    if asker != 0 {
        let text = format!("UPDATE posts SET guise = {next} WHERE thread_id = $1 AND guise = 0");
        run(tx, &text, [new.0.into()]).await?;
        run(tx, "UPDATE posts SET guise = 0 WHERE thread_id = $1 AND guise = $2", [new.0.into(), asker.into()]).await?;
    }
    Ok(())
}
