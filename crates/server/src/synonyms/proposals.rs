//! What members would add to the list.

use kernel::db::sql;
use kernel::once::{self, Claim};
use kernel::{Db, Error, Permit, PersonId, ProposalId, Result, audit};
use sea_orm::{FromQueryResult, QueryResult, TryGetable as _};
use search::synonyms::{Group, Kind};
use web::{Done, links};

use super::{Keep, write};

/// Proposals of one person that wait at the same time.
const MOST: i64 = 20;

/// A proposal that waits.
#[derive(Clone, Debug)]
pub(super) struct Proposal {
    /// Id.
    pub id: ProposalId,
    /// Who proposes.
    pub by: PersonId,
    /// The words.
    pub group: Group,
}

impl FromQueryResult for Proposal {
    fn from_query_result(row: &QueryResult, pre: &str) -> std::result::Result<Self, sea_orm::DbErr> {
        let (kind, words) = (String::try_get(row, pre, "kind")?, String::try_get(row, pre, "words")?);
        let words = words.lines().map(str::to_owned).collect();
        let group = Group { kind: Kind::parse(&kind).unwrap_or_default(), words };
        Ok(Self { id: row.try_get(pre, "id")?, by: row.try_get(pre, "proposed_by")?, group })
    }
}

/// All that wait, the oldest first.
pub(super) async fn waiting(db: &Db) -> Result<Vec<Proposal>> {
    let text = "SELECT id, proposed_by, kind, words FROM synonym_proposals ORDER BY proposed_at, id";
    Ok(Proposal::find_by_statement(sql(&db.conn, text, [])).all(&db.conn).await?)
}

/// One of them.
pub(super) async fn find(db: &Db, id: ProposalId) -> Result<Option<Proposal>> {
    let text = "SELECT id, proposed_by, kind, words FROM synonym_proposals WHERE id = $1";
    Ok(Proposal::find_by_statement(sql(&db.conn, text, [id.0.into()])).one(&db.conn).await?)
}

/// Proposes a group.
pub(super) async fn propose(db: &Db, person: PersonId, group: &Group, once: &str) -> Result<String> {
    let location = Done::SYNONYM_PROPOSED.at(links::SYNONYMS);
    let (tx, words) = (db.begin().await?, group.words.join("\n"));
    let form = once::typed("synonym-propose", [group.kind.slug(), &words]);
    if let Claim::Again(earlier) = once::claim(&tx, person, &form, once, &location).await? {
        return Ok(earlier);
    }
    let (id, kind) = (ProposalId::random(), group.kind.slug());
    let text = "INSERT INTO synonym_proposals (id, kind, words, proposed_by, proposed_at)
        SELECT $1, $2, $3, $4, $5 WHERE (SELECT COUNT(*) FROM synonym_proposals WHERE proposed_by = $4) < $6";
    let values = [id.0.into(), kind.into(), words.into(), person.0.into(), tx.now.0.into(), MOST.into()];
    if write(&tx, text, values).await? == 0 {
        return Err(Error::Conflict("提案は、一度に20件までお預かりします。管理者が確認するまでお待ちください。"));
    }
    audit::note(&tx, Some(person), "synonym-propose", &format!("proposal-{id}"), "").await?;
    tx.commit().await?;
    Ok(location)
}

/// Leaves a proposal at that.
pub(super) async fn decline(db: &Db, keeper: &Permit<Keep>, id: ProposalId, once: &str) -> Result<String> {
    let location = Done::SYNONYM_DECLINED.at(links::SYNONYMS_DESK);
    let tx = db.begin().await?;
    let form = format!("synonym-decline {id}");
    if let Claim::Again(earlier) = once::claim(&tx, keeper.viewer(), &form, once, &location).await? {
        return Ok(earlier);
    }
    if write(&tx, "DELETE FROM synonym_proposals WHERE id = $1", [id.0.into()]).await? == 0 {
        return Err(Error::NotFound);
    }
    audit::note(&tx, Some(keeper.viewer()), "synonym-decline", &format!("proposal-{id}"), "").await?;
    tx.commit().await?;
    Ok(location)
}
