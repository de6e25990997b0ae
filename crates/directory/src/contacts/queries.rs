//! Reading how one person can be reached: one's own, or that of whose profile is open.

use std::collections::BTreeMap;

use kernel::db::sql;
use kernel::{Db, Error, PersonId, Result, Viewer};
use sea_orm::FromQueryResult;

use super::forms::ContactForm;
use super::policy::{Audience, Reach, shown_contact};
use crate::Roster;

#[derive(FromQueryResult)]
struct Row {
    email: String,
    phone: String,
    phone_audience: String,
    email_audience: String,
    is_agreed: bool,
}

#[derive(FromQueryResult)]
struct EmailRow {
    id: PersonId,
    email: String,
    email_audience: String,
    is_agreed: bool,
}

/// What a person shows to anybody, or to this viewer by agreement; what is shown to nobody is not even read.
pub async fn reach(db: &Db, viewer: &Viewer, person: PersonId) -> Result<Option<Reach>> {
    let text = "SELECT shown.is_agreed, shown.phone_audience, shown.email_audience,
            CASE WHEN shown.is_agreed OR shown.phone_audience <> 'nobody' THEN shown.phone ELSE '' END AS phone,
            CASE WHEN shown.is_agreed OR shown.email_audience <> 'nobody' THEN shown.email ELSE '' END AS email
        FROM (SELECT people.email, COALESCE(contacts.phone, '') AS phone,
                COALESCE(contacts.phone_audience, 'nobody') AS phone_audience,
                COALESCE(contacts.email_audience, 'nobody') AS email_audience,
                EXISTS (SELECT 1 FROM contact_requests WHERE low_id = $2 AND high_id = $3
                    AND accepted_at IS NOT NULL AND ended_at IS NULL) AS is_agreed
            FROM people LEFT JOIN contacts ON contacts.person_id = people.id
            WHERE people.id = $1 AND people.standing = 'active') AS shown";
    let (low, high) = (viewer.id().min(person), viewer.id().max(person));
    let values = [person.0.into(), low.0.into(), high.0.into()];
    let row = Row::find_by_statement(sql(&db.conn, text, values)).one(&db.conn).await?;
    Ok(row.map(|row| Reach {
        phone: row.phone,
        phone_audience: Audience::read(&row.phone_audience),
        email: row.email,
        email_audience: Audience::read(&row.email_audience),
        is_agreed: row.is_agreed,
    }))
}

/// The addresses that a viewer is shown, of everybody at once: for a file of those in their charge.
pub(crate) async fn shown_emails(db: &Db, viewer: &Viewer, people: &Roster) -> Result<BTreeMap<PersonId, String>> {
    let text = "SELECT shown.id, shown.email, shown.email_audience, shown.is_agreed
        FROM (SELECT people.id, people.email, COALESCE(contacts.email_audience, 'nobody') AS email_audience,
                EXISTS (SELECT 1 FROM contact_requests WHERE accepted_at IS NOT NULL AND ended_at IS NULL
                    AND ((low_id = $1 AND high_id = people.id) OR (low_id = people.id AND high_id = $1))) AS is_agreed
            FROM people LEFT JOIN contacts ON contacts.person_id = people.id WHERE people.standing = 'active') AS shown
        WHERE shown.is_agreed OR shown.email_audience <> 'nobody'";
    let Some(own) = people.person(viewer.id()) else { return Ok(BTreeMap::new()) };
    let mut emails = BTreeMap::new();
    for row in EmailRow::find_by_statement(sql(&db.conn, text, [viewer.id().0.into()])).all(&db.conn).await? {
        let reach = Reach {
            email: row.email,
            email_audience: Audience::read(&row.email_audience),
            is_agreed: row.is_agreed,
            ..Reach::default()
        };
        let shown = people.person(row.id).and_then(|person| shown_contact(own, person, &reach));
        if let Some(email) = shown.as_ref().and_then(|shown| shown.email()) {
            emails.insert(row.id, email.to_owned());
        }
    }
    Ok(emails)
}

/// One's own address, and one's own settings as their form.
pub async fn own(db: &Db, viewer: &Viewer) -> Result<(String, ContactForm)> {
    let text = "SELECT people.email, COALESCE(contacts.phone, '') AS phone,
            COALESCE(contacts.phone_audience, 'nobody') AS phone_audience,
            COALESCE(contacts.email_audience, 'nobody') AS email_audience, FALSE AS is_agreed
        FROM people LEFT JOIN contacts ON contacts.person_id = people.id WHERE people.id = $1";
    let row = Row::find_by_statement(sql(&db.conn, text, [viewer.id().0.into()])).one(&db.conn).await?;
    let row = row.ok_or(Error::NotFound)?;
    let form = ContactForm {
        phone: row.phone,
        phone_audience: row.phone_audience,
        email_audience: row.email_audience,
        once: web::forms::once(),
    };
    Ok((row.email, form))
}
