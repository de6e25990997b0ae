//! Moving a discussion to another room: at once where all who will read it read it already, else with the consent of
//! those who wrote in it.
//!
//! Invariants:
//! - whoever moves tends both rooms, at the moment of moving;
//! - a room is narrower when it lies within the other and everybody who reads it now reads the other, too;
//! - to any other room go only texts whose authors have agreed, the opening one among them; what others have written stays
//!   in a discussion of its own in the old room;
//! - what was written in hiding stays in the room for which its veil was chosen: five who write there would be shown so,
//!   which may not hold elsewhere.

mod forms;
pub(crate) mod handlers;
mod letters;
pub mod paths;
mod policy;
mod queries;
mod views;

use std::collections::BTreeSet;

use directory::{Roster, groups};
use kernel::mail::{address, queue};
use kernel::once::Claim;
use kernel::{Doer, Error, MoveId, Permit, PersonId, Places, PostId, Result, RoomId, ThreadId, Tx, Viewer, changes};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, Set};
use web::{App, Done};

use self::paths::MovePath;
use self::policy::Move;
use self::queries::Wish;
use crate::acts::actions::Action;
use crate::acts::forms::Reason;
use crate::acts::{self, Act};
use crate::posts::queries::check_standing;
use crate::posts::{self, entity::Model as Post};
use crate::splits::part;
use crate::threads::arranging::run;
use crate::threads::entity::{ActiveModel, Column, Entity, Model};
use crate::threads::paths::ThreadPath;
use crate::threads::policy::Arrange;
use crate::threads::{self, arranging};

const HIDDEN: &str =
    "名前を伏せた投稿があるため、移せません。伏せたときの表示は、いまの部屋に合わせて決めてあるためです。";
const ASKED: &str = "この相談には、すでに移す相談があります。返事を待つか、いちどやめてください。";
const UNANSWERED: &str = "はじめの投稿を書いた方の同意が、まだありません。";
const OVER: &str = "この申し出は、すでに終わっています。";

/// Whether everybody who will read it in `to` reads it in `from` already.
pub(crate) fn is_narrower(people: &Roster, places: &Places, from: RoomId, to: RoomId) -> bool {
    let reads_both = |person| {
        let rooms = people.rooms_of(person, places).reads;
        !rooms.contains(&to) || rooms.contains(&from)
    };
    places.rooms_within(from).contains(&to) && people.everybody().filter(|person| person.is_active).all(reads_both)
}

/// Moves a discussion to a narrower room, or asks those who wrote in it.
pub async fn wish(app: &App, people: &Roster, place: Permit<Move>, reason: &Reason, once: &str) -> Result<Done> {
    let (me, from, to) = (place.viewer(), place.thread.room_id, place.to);
    let narrower = is_narrower(people, &app.places, from, to);
    let done = if narrower { Done::MOVED } else { Done::MOVE_ASKED };
    let tx = app.db.begin().await?;
    if Doer::open(me).claim(&tx, &format!("move {} {to}", place.thread.id), once, "").await? != Claim::First {
        return Ok(done);
    }
    let held = threads::hold_in(&tx, place.thread.id, place.thread.room_id).await?;
    check_standing(None, held.withdrawn_at)?;
    let texts = standing(&tx, held.id).await?;
    if texts.iter().any(|text| text.veil.is_some()) {
        return Err(Error::Conflict(HIDDEN));
    }
    if narrower {
        set_room(&tx, &held, to).await?;
        tell(&tx, app, (me, &held, to), &texts, reason).await?;
    } else {
        ask(&tx, (app, people), (me, &held, to), &texts, reason).await?;
    }
    tx.commit().await?;
    Ok(done)
}

/// Writes the wish down and asks everybody who wrote and can still read it.
async fn ask(
    tx: &Tx,
    (app, people): (&App, &Roster),
    (me, held, to): (PersonId, &Model, RoomId),
    texts: &[Post],
    reason: &Reason,
) -> Result<()> {
    let id = MoveId::random();
    if !queries::insert(tx, id, held.id, to, me, reason).await? {
        return Err(Error::Conflict(ASKED));
    }
    for text in texts.iter().filter(|text| text.author_id == me) {
        // Whoever wishes it agrees.
        queries::answer(tx, id, text.id, true).await?;
    }
    let others: BTreeSet<_> = texts.iter().map(|text| text.author_id).filter(|author| *author != me).collect();
    for person in others.into_iter().filter_map(|author| people.person(author)) {
        let reads = people.rooms_of(person, &app.places).reads.contains(&held.room_id);
        if let Some(to) = if reads { address(&tx.conn, person.id).await? } else { None } {
            queue(tx, &letters::asked(to, &app.config.url)).await?;
        }
    }
    let act = Act { by: Some(me), action: Action::MoveAsked, room: held.room_id, post: held.id.into(), reason };
    acts::note(tx, act).await
}

/// The texts of a held discussion that were not withdrawn.
async fn standing(tx: &Tx, thread: ThreadId) -> Result<Vec<Post>> {
    let mut texts = posts::all_of(tx, thread).await?;
    texts.retain(|text| text.withdrawn_at.is_none());
    Ok(texts)
}

/// Says for all of one's own texts whether they may move.
pub async fn answer(app: &App, viewer: &Viewer, id: MoveId, agrees: bool) -> Result<()> {
    let wish = queries::find_asked(&app.db, viewer, id).await?;
    let tx = app.db.begin().await?;
    threads::hold(&tx, wish.thread_id).await?;
    for text in standing(&tx, wish.thread_id).await? {
        if text.author_id == viewer.id() {
            queries::answer(&tx, id, text.id, agrees).await?;
        }
    }
    tx.commit().await
}

/// Moves what may move; the rest stays behind. Tells the discussion's address.
pub async fn carry_out(app: &App, place: Permit<Move>, wish: &Wish, once: &str) -> Result<String> {
    let (me, to) = (place.viewer(), place.to);
    let location = ThreadPath { thread: place.thread.id }.to_string();
    let tx = app.db.begin().await?;
    if let Claim::Again(earlier) = Doer::open(me).claim(&tx, &ending(place.thread.id), once, &location).await? {
        return Ok(earlier);
    }
    let held = threads::hold_in(&tx, place.thread.id, place.thread.room_id).await?;
    check_standing(None, held.withdrawn_at)?;
    groups::hold_open(&tx, to).await?;
    if !queries::end(&tx, wish.id).await? {
        return Err(Error::Conflict(OVER));
    }
    let agreed = queries::agreed(&tx, wish.id).await?;
    let may_move = |text: &Post| text.veil.is_none() && agreed.contains(&text.id);
    let (moving, staying): (Vec<Post>, Vec<Post>) = standing(&tx, held.id).await?.into_iter().partition(may_move);
    if !moving.iter().any(|text| text.id == held.id.into()) {
        return Err(Error::Conflict(UNANSWERED));
    }
    if !staying.is_empty() {
        part(&tx, &held, &held.title, &staying).await?;
    }
    set_room(&tx, &held, to).await?;
    arranging::recount(&tx, held.id).await?;
    tell(&tx, app, (me, &held, to), &moving, &wish.reason()).await?;
    tx.commit().await?;
    Ok(location)
}

/// The form that ends a wish, one way or the other.
fn ending(thread: ThreadId) -> String {
    format!("move-end {thread}")
}

/// Gives the wish up, and tells the address of the form.
pub async fn call_off(app: &App, thread: Permit<Arrange>, wish: &Wish, once: &str) -> Result<String> {
    let location = MovePath { thread: thread.id }.to_string();
    let tx = app.db.begin().await?;
    let doer = Doer::open(thread.viewer());
    if let Claim::Again(earlier) = doer.claim(&tx, &ending(thread.id), once, &location).await? {
        return Ok(earlier);
    }
    queries::end(&tx, wish.id).await?;
    tx.commit().await?;
    Ok(location)
}

async fn set_room(tx: &Tx, held: &Model, to: RoomId) -> Result<()> {
    let change = ActiveModel { room_id: Set(to), ..ActiveModel::default() };
    Entity::update_many().set(change).filter(Column::Id.eq(held.id)).exec(&tx.conn).await?;
    // What waits for those who tend the old room goes on waiting for them, and is not posted from there.
    changes::note_narrowing(tx, held.id).await
}

/// Writes it down in both rooms and tells everybody whose texts have moved.
async fn tell(
    tx: &Tx,
    app: &App,
    (me, held, to): (PersonId, &Model, RoomId),
    texts: &[Post],
    reason: &Reason,
) -> Result<()> {
    let opening: PostId = held.id.into();
    for text in texts {
        let act = Act { by: Some(me), action: Action::Moved, room: held.room_id, post: text.id, reason };
        acts::note_and_tell(tx, act, &app.config.url).await?;
    }
    acts::note(tx, Act { by: Some(me), action: Action::MovedIn, room: to, post: opening, reason }).await?;
    run(
        tx,
        "UPDATE moves SET ended_at = $2 WHERE thread_id = $1 AND ended_at IS NULL",
        [held.id.0.into(), tx.now.0.into()],
    )
    .await
}
