//! Giving up one's account: what is erased of a person, and who cannot go yet.

use kernel::db::sql;
use kernel::viewer::Role;
use kernel::{PersonId, Places, Result, Timestamp, Tx, audit, changes, settings};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{LEFT, erasing};
use crate::access::read_role;
use crate::desk;

/// Whoever has just left, as they were known: for what else must forget them in the same transaction.
#[derive(Clone, Debug)]
pub struct Gone {
    /// The person, whose row stays without a name.
    pub id: PersonId,
    /// All names under which they were known.
    pub names: Vec<String>,
    /// Their e-mail address.
    pub email: String,
    /// Names of their employers.
    pub employers: Vec<String>,
}

#[derive(FromQueryResult)]
struct OfficeRow {
    role: String,
    scope: String,
}

/// What nobody else would look after if this person left now: the site, a prefecture. Whoever looks after the site until a
/// day that is set does not count: after that day there would be nobody.
pub async fn sole_offices(
    conn: &impl ConnectionTrait,
    person: PersonId,
    now: Timestamp,
    places: &Places,
) -> Result<Vec<Role>> {
    let text = "SELECT DISTINCT mine.role, mine.scope FROM grants AS mine
        WHERE mine.person_id = $1 AND mine.role IN ('administrator', 'manager') AND mine.revoked_at IS NULL
            AND COALESCE(mine.ends_at > $2, TRUE)
            AND NOT EXISTS (SELECT 1 FROM grants AS others
                JOIN people ON people.id = others.person_id AND people.standing = 'active'
                WHERE others.role = mine.role AND others.scope = mine.scope AND others.person_id <> $1
                    AND others.revoked_at IS NULL
                    AND (others.ends_at IS NULL OR (others.role = 'manager' AND others.ends_at > $2)))
        ORDER BY mine.role, mine.scope";
    let values = [person.0.into(), now.0.into()];
    let rows = OfficeRow::find_by_statement(sql(conn, text, values)).all(conn).await?;
    Ok(rows.iter().filter_map(|row| read_role(&row.role, &row.scope, places)).collect())
}

/// Ends all that a person holds and erases what is known of them. In the desk's turn, so that of the last two who look
/// after something only one can go; whoever cannot is told for what they are needed, and nothing is changed.
pub async fn leave(tx: &Tx, person: PersonId, places: &Places) -> Result<Result<Gone, Vec<Role>>> {
    desk::turn(tx).await?;
    let offices = sole_offices(&tx.conn, person, tx.now, places).await?;
    if !offices.is_empty() {
        return Ok(Err(offices));
    }
    let gone = known(tx, person).await?;
    erasing::end_everything(tx, person).await?;
    erasing::erase_person(tx, &gone, LEFT).await?;
    audit::note(tx, Some(person), "person-leave", &format!("person-{person}"), "").await?;
    changes::note_narrowing(tx, person).await?;
    settings::roster_changed(tx).await?;
    Ok(Ok(gone))
}

#[derive(FromQueryResult)]
struct NameRow {
    name: Option<String>,
    email: String,
    held_as: Option<String>,
    organisation: Option<String>,
}

async fn known(tx: &Tx, person: PersonId) -> Result<Gone> {
    let text = "SELECT people.name, people.email, tenures.held_as, organisations.name AS organisation FROM people
        LEFT JOIN tenures ON tenures.person_id = people.id LEFT JOIN seats ON seats.id = tenures.seat_id
        LEFT JOIN organisations ON organisations.id = seats.organisation_id WHERE people.id = $1";
    let found = NameRow::find_by_statement(sql(&tx.conn, text, [person.0.into()])).all(&tx.conn).await?;
    let email = found.first().map(|row| row.email.clone()).unwrap_or_default();
    let mut names: Vec<String> = found.iter().flat_map(|row| [&row.name, &row.held_as]).flatten().cloned().collect();
    let mut employers: Vec<String> = found.into_iter().filter_map(|row| row.organisation).collect();
    for all in [&mut names, &mut employers] {
        all.sort_unstable();
        all.dedup();
    }
    Ok(Gone { id: person, names, email, employers })
}
