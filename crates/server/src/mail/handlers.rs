//! `GET /admin/mail`, for administrators.

use axum::extract::State;
use axum_extra::routing::TypedPath;
use directory::People;
use kernel::Error;
use kernel::viewer::Role;
use serde::Deserialize;
use web::page::Me;
use web::{App, Page, Result, Routes};

use super::{admin, views};

/// The door of this noun.
pub fn routes() -> Routes {
    Routes::for_members().get(show).into()
}

/// `/admin/mail`
#[derive(TypedPath, Deserialize)]
#[typed_path("/admin/mail")]
struct MailPath;

async fn show(_: MailPath, me: Me, people: People, page: Page, State(app): State<App>) -> Result {
    if !me.roles().contains(&Role::Administrator) {
        return Err(Error::Forbidden.into());
    }
    let (queue, stuck) = (admin::queue(&app.db).await?, admin::stuck(&app.db).await?);
    Ok(page.show(views::TITLE, views::mail_page(queue, &stuck, &people)))
}
