//! What was reported of a text of the past, and what was decided on it: by the verbs themselves, at the present of `app`.

use directory::Roster;
use kernel::{PostId, Result, Viewer};
use web::App;

use crate::acts::forms::Reason;
use crate::reports::forms::Complaint;
use crate::{cases, hidings, posts, reports};

/// Somebody reports a text.
pub async fn report(app: &App, people: &Roster, reader: &Viewer, post: PostId, complaint: &Complaint) -> Result<()> {
    let post = reader.may::<reports::policy::Report>(posts::queries::find(&app.db, reader, post).await?)?;
    reports::file(app, people, post, complaint, "").await?;
    Ok(())
}

/// Whoever tends the room looks at it, and shows it.
pub async fn clear(app: &App, manager: &Viewer, post: PostId, reason: &Reason) -> Result<()> {
    let case = manager.may::<cases::policy::Decide>(cases::queries::find(&app.db, manager, post).await?)?;
    hidings::set(app, case, false, reason, "").await?;
    Ok(())
}
