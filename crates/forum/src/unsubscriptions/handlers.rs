//! Requests that stop mail; whoever has the link may.

use axum::extract::State;
use kernel::Error;
use web::{App, Page, Routes};

use super::paths::UnsubscribePath;
use super::views::{ASK, STOPPED, ask_page, stopped_page};
use super::{person_of, stop};

pub fn routes() -> Routes {
    Routes::for_everybody().get(ask).post(do_stop).into()
}

async fn ask(path: UnsubscribePath, page: Page, State(app): State<App>) -> web::Result {
    person_of(&app.db, &path.token).await?.ok_or(Error::NotFound)?;
    Ok(page.show(ASK, ask_page(&path)))
}

/// What a mail program sends along says nothing that the address does not.
async fn do_stop(path: UnsubscribePath, page: Page, State(app): State<App>) -> web::Result {
    let person = person_of(&app.db, &path.token).await?.ok_or(Error::NotFound)?;
    stop(&app.db, person).await?;
    Ok(page.show(STOPPED, stopped_page()))
}
