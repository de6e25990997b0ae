//! A letter with everything that it needs to leave.

use forum::notices::letters;
use kernel::{PersonId, Result, ThreadId, Timestamp};

use super::queue::Waiting;
use crate::Site;

/// What leaves.
#[derive(Clone, Debug)]
pub(super) struct Outgoing {
    /// Its number, which stays the same however often it is tried.
    pub id: i64,
    /// When it was written.
    pub created_at: Timestamp,
    /// The e-mail address.
    pub recipient: String,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// Where letters like this are stopped.
    pub unsubscribe: Option<String>,
    /// The discussion that it is about.
    pub about: Option<ThreadId>,
}

/// The letter as it is to leave now, or nothing if there is nothing to tell any more.
pub(super) async fn of(site: &Site, letter: &Waiting) -> Result<Option<Outgoing>> {
    let Some(person) = letter.person_id.map(PersonId) else {
        return Ok(Some(Outgoing {
            id: letter.id,
            created_at: letter.created_at,
            recipient: letter.recipient.clone(),
            subject: letter.subject.clone(),
            body: letter.body.clone(),
            unsubscribe: None,
            about: None,
        }));
    };
    let app = &site.app;
    let people = site.people().await?;
    let ready = letters::ready(app, &people, &site.marks, letter.id, person).await?;
    Ok(ready.map(|ready| Outgoing {
        id: letter.id,
        created_at: letter.created_at,
        recipient: ready.to,
        subject: ready.subject,
        body: ready.body,
        unsubscribe: Some(ready.unsubscribe),
        about: ready.about,
    }))
}
