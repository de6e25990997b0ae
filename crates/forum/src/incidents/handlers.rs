//! Requests for the sheet.

use axum::extract::State;
use directory::People;
use web::{App, Page, Routes, page::Me};

use super::paths::IncidentPath;
use super::{queries, views};
use crate::cases::policy::Decide;
use crate::cases::queries::{file, find};

pub fn routes() -> Routes {
    Routes::for_members().get(show).into()
}

async fn show(
    IncidentPath { post }: IncidentPath,
    me: Me,
    people: People,
    page: Page,
    State(app): State<App>,
) -> web::Result {
    let case = find(&app.db, &me, post).await?;
    me.may::<Decide>(case.clone())?;
    let file = file(&app.db, &me, case).await?;
    let traces = queries::traces(&app.db, &file.case).await?;
    let sheet = views::Sheet {
        file: &file,
        traces: &traces,
        people: &people,
        places: &app.places,
        mail_text: app.config.mail_text,
        now: app.db.clock.now(),
    };
    Ok(page.show(views::TITLE, views::sheet(&sheet)))
}
