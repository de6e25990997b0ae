//! Groups by invitation: a room of its own for a few people, tended by its owner.
//!
//! A group is read from the roster, never from here. Invariants:
//! - nobody is a member without having accepted, and whoever is not a member is not told that the group exists;
//! - the owner is a member, and there is one until the group ends;
//! - what the owner does is repeated in the `WHERE` of the write, since somebody else may own the group by then.

pub mod forms;
pub mod handlers;
mod letters;
pub mod paths;
mod policy;
mod views;

use accounts::attempts::{self, Limit};
use kernel::clock::DAY;
use kernel::db::sql;
use kernel::once::{self, Claim};
use kernel::rooms::RoomKind;
use kernel::{Db, Error, GroupId, Permit, PersonId, Result, RoomId, Timestamp, Tx, audit, settings};
use sea_orm::sea_query::{Expr, ExprTrait as _, LockType, Query};
use sea_orm::{ConnectionTrait as _, Value};
use web::{Done, links};

use self::forms::Charter;
use self::paths::GroupPath;
use self::policy::{Answer, Found, Leave, TakeOver, Tend};
use crate::guarding::Cleared;

/// Letters of invitation from one group to one person.
const LETTERS: Limit = Limit::new("group-letter", 1, DAY);

/// Founds a group, whose first member and owner is the founder, and tells its address.
pub async fn found(db: &Db, founder: Permit<Found>, charter: &Cleared<Charter>, once: &str) -> Result<String> {
    let (id, me) = (GroupId::random(), founder.viewer());
    let location = links::room(&RoomId::from(id).group_slug());
    let tx = db.begin().await?;
    let form = once::typed("group", [&*charter.name, &charter.purpose]);
    if let Claim::Again(earlier) = once::claim(&tx, me, &form, once, &location).await? {
        return Ok(earlier);
    }
    establish(&tx, id, me, charter, tx.now).await?;
    charter.note(&tx, me, &format!("group-{id}"), &location).await?;
    done(tx, me, "group-found", id).await?;
    Ok(location)
}

/// Writes a group with its founder; whoever calls this has asked whether they may, and tells the roster.
pub async fn establish(tx: &Tx, id: GroupId, founder: PersonId, charter: &Charter, since: Timestamp) -> Result<()> {
    let Charter { name, purpose } = charter;
    let values = [id.0.into(), name.as_str().into(), purpose.as_str().into(), founder.0.into(), since.0.into()];
    write(tx, "INSERT INTO groups (id, name, purpose, owner_id, created_at) VALUES ($1, $2, $3, $4, $5)", values)
        .await?;
    admit(tx, id, founder, since).await
}

/// Writes somebody as a member who joined at an instant; the same holds as for [`establish`].
pub async fn admit(tx: &Tx, group: GroupId, person: PersonId, since: Timestamp) -> Result<()> {
    let text = "INSERT INTO group_members (group_id, person_id, invited_by, invited_at, joined_at)
        VALUES ($1, $2, $2, $3, $3)";
    write(tx, text, [group.0.into(), person.0.into(), since.0.into()]).await?;
    Ok(())
}

/// Writes an invitation, unless the person is invited or a member; the same holds as for [`establish`].
pub async fn offer(tx: &Tx, group: GroupId, person: PersonId, by: PersonId) -> Result<bool> {
    let text = "INSERT INTO group_members (group_id, person_id, invited_by, invited_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING";
    Ok(write(tx, text, [group.0.into(), person.0.into(), by.0.into(), tx.now.0.into()]).await? == 1)
}

/// Invites a person, whom a letter tells; somebody who is invited or a member already stays what they are.
pub async fn invite(db: &Db, group: Permit<Tend>, person: PersonId, url: &str, once: &str) -> Result<String> {
    let location = Done::GROUP_INVITED.at(&page(group.id));
    let Some(tx) = tending(db, &group, "group-invite", once, &location).await? else { return Ok(location) };
    if offer(&tx, group.id, person, group.viewer()).await? && may_write(&tx, group.id, person).await? {
        letters::tell_of_invitation(&tx, person, url).await?;
    }
    done(tx, group.viewer(), "group-invite", group.id).await?;
    Ok(location)
}

/// Somebody who is invited, taken out and invited again gets one letter a day; the invitation stands in their list.
async fn may_write(tx: &Tx, group: GroupId, person: PersonId) -> Result<bool> {
    match attempts::count(tx, LETTERS, &format!("{group} {person}")).await {
        Ok(_) => Ok(true),
        Err(Error::TooMany(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Takes a member out, or an invitation back; the owner stays.
pub async fn remove(db: &Db, group: Permit<Tend>, person: PersonId, once: &str) -> Result<String> {
    let location = Done::GROUP_REMOVED.at(&page(group.id));
    let Some(tx) = tending(db, &group, "group-remove", once, &location).await? else { return Ok(location) };
    let text = "DELETE FROM group_members WHERE group_id = $1 AND person_id = $2 AND person_id <> $3";
    write(&tx, text, [group.id.0.into(), person.0.into(), group.viewer().0.into()]).await?;
    done(tx, group.viewer(), "group-remove", group.id).await?;
    Ok(location)
}

/// Puts the group into the hands of another member, at once.
pub async fn hand_over(db: &Db, group: Permit<Tend>, to: PersonId, once: &str) -> Result<String> {
    let location = Done::GROUP_HANDED_OVER.at(&page(group.id));
    let Some(tx) = tending(db, &group, "group-hand-over", once, &location).await? else { return Ok(location) };
    own(&tx, group.id, group.viewer(), to).await?;
    done(tx, group.viewer(), "group-hand-over", group.id).await?;
    Ok(location)
}

/// The longest member takes up a group whose owner can no longer tend it.
pub async fn take_over(db: &Db, group: Permit<TakeOver>, once: &str) -> Result<String> {
    let location = Done::GROUP_TAKEN_OVER.at(&page(group.group.id));
    let tx = db.begin().await?;
    if let Claim::Again(earlier) = once::claim(&tx, group.viewer(), "group-take-over", once, &location).await? {
        return Ok(earlier);
    }
    own(&tx, group.group.id, group.group.owner, group.viewer()).await?;
    done(tx, group.viewer(), "group-take-over", group.group.id).await?;
    Ok(location)
}

/// Gives the group another name and purpose.
pub async fn rename(db: &Db, group: Permit<Tend>, charter: &Cleared<Charter>, once: &str) -> Result<String> {
    let location = Done::GROUP_RENAMED.at(&page(group.id));
    let Some(tx) = tending(db, &group, "group-rename", once, &location).await? else { return Ok(location) };
    let values = [group.id.0.into(), charter.name.as_str().into(), charter.purpose.as_str().into()];
    write(&tx, "UPDATE groups SET name = $2, purpose = $3 WHERE id = $1", values).await?;
    charter.note(&tx, group.viewer(), &format!("group-{}", group.id), &location).await?;
    done(tx, group.viewer(), "group-rename", group.id).await?;
    Ok(location)
}

/// Ends the group: its members go on reading what has been said, and nobody writes any more.
pub async fn close(db: &Db, group: Permit<Tend>, once: &str) -> Result<String> {
    let location = Done::GROUP_CLOSED.at(&page(group.id));
    let Some(tx) = tending(db, &group, "group-close", once, &location).await? else { return Ok(location) };
    write(&tx, "UPDATE groups SET closed_at = $2 WHERE id = $1", [group.id.0.into(), tx.now.0.into()]).await?;
    done(tx, group.viewer(), "group-close", group.id).await?;
    Ok(location)
}

/// Refuses what would be written into a group that has ended, and keeps one from ending until the commit. Every other room
/// is open.
pub async fn hold_open(tx: &Tx, room: RoomId) -> Result<()> {
    if room.kind() != Some(RoomKind::Group) {
        return Ok(());
    }
    // Members write beside each other, and all of them before or after the end.
    let mut open = Query::select();
    open.column("id").from("groups").and_where(Expr::col("id").eq(room.0)).and_where(Expr::col("closed_at").is_null());
    match tx.conn.query_one(open.lock(LockType::Share)).await? {
        Some(_) => Ok(()),
        None => Err(Error::Conflict(ENDED)),
    }
}

/// Joins the group to which one has been invited; an invitation that was taken back is absent.
pub async fn accept(db: &Db, group: Permit<Answer>) -> Result<String> {
    let tx = db.begin().await?;
    let text = "UPDATE group_members SET joined_at = $3 WHERE group_id = $1 AND person_id = $2 AND joined_at IS NULL
        AND EXISTS (SELECT 1 FROM groups WHERE groups.id = $1 AND groups.closed_at IS NULL)";
    if write(&tx, text, [group.0.into(), group.viewer().0.into(), tx.now.0.into()]).await? == 0 {
        return Err(Error::NotFound);
    }
    done(tx, group.viewer(), "group-join", *group).await?;
    Ok(Done::GROUP_JOINED.at(&links::room(&RoomId::from(*group).group_slug())))
}

/// Leaves an invitation unaccepted.
pub async fn decline(db: &Db, group: Permit<Answer>) -> Result<String> {
    let tx = db.begin().await?;
    let text = "DELETE FROM group_members WHERE group_id = $1 AND person_id = $2 AND joined_at IS NULL";
    if write(&tx, text, [group.0.into(), group.viewer().0.into()]).await? == 0 {
        return Err(Error::NotFound);
    }
    done(tx, group.viewer(), "group-decline", *group).await?;
    Ok(Done::GROUP_DECLINED.at(links::GROUPS))
}

/// Leaves the group; an owner hands it over first.
pub async fn leave(db: &Db, group: Permit<Leave>) -> Result<String> {
    let tx = db.begin().await?;
    let text = "DELETE FROM group_members WHERE group_id = $1 AND person_id = $2
        AND NOT EXISTS (SELECT 1 FROM groups WHERE groups.id = $1 AND groups.owner_id = $2)";
    if write(&tx, text, [group.id.0.into(), group.viewer().0.into()]).await? == 0 {
        return Err(OVERTAKEN);
    }
    done(tx, group.viewer(), "group-leave", group.id).await?;
    Ok(Done::GROUP_LEFT.at(links::GROUPS))
}

/// Said to whoever was still writing.
const ENDED: &str = "このグループは終了しました。これまでの内容は読めますが、新しい書き込みはできません。";

const OVERTAKEN: Error =
    Error::Conflict("このグループの世話役やメンバーが、先に変更されています。グループの画面を開き直してください。");

/// Begins what only the owner does and holds the group until it is done; `None` when the form has had its effect.
async fn tending(db: &Db, group: &Permit<Tend>, form: &str, once: &str, location: &str) -> Result<Option<Tx>> {
    let tx = db.begin().await?;
    let form = format!("{form} {}", group.id);
    if let Claim::Again(_) = once::claim(&tx, group.viewer(), &form, once, location).await? {
        return Ok(None);
    }
    let text = "UPDATE groups SET owner_id = owner_id WHERE id = $1 AND owner_id = $2 AND closed_at IS NULL";
    match write(&tx, text, [group.id.0.into(), group.viewer().0.into()]).await? {
        0 => Err(OVERTAKEN),
        _ => Ok(Some(tx)),
    }
}

/// Makes a member the owner, in the place of the one who was.
async fn own(tx: &Tx, group: GroupId, from: PersonId, to: PersonId) -> Result<()> {
    let text = "UPDATE groups SET owner_id = $3 WHERE id = $1 AND owner_id = $2 AND closed_at IS NULL
        AND EXISTS (SELECT 1 FROM group_members WHERE group_id = $1 AND person_id = $3 AND joined_at IS NOT NULL)";
    match write(tx, text, [group.0.into(), from.0.into(), to.0.into()]).await? {
        0 => Err(OVERTAKEN),
        _ => Ok(()),
    }
}

/// What every verb ends with.
async fn done(tx: Tx, actor: PersonId, action: &str, group: GroupId) -> Result<()> {
    audit::note(&tx, Some(actor), action, &format!("group-{group}"), "").await?;
    settings::roster_changed(&tx).await?;
    tx.commit().await
}

async fn write<const N: usize>(tx: &Tx, text: &str, values: [Value; N]) -> Result<u64> {
    Ok(tx.conn.execute_raw(sql(&tx.conn, text, values)).await?.rows_affected())
}

fn page(group: GroupId) -> String {
    GroupPath { group }.to_string()
}
