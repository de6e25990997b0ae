//! Requests for files.

use axum::extract::State;
use files::handlers::{Arrival, Shape, send};
use files::paths::{FilePath, ImagePath, TextPath, ThumbnailPath};
use web::{App, Page, Routes, page::Me};

use super::views::{TextPage, text_page};
use super::{fetches, queries};

pub fn routes() -> Routes {
    Routes::for_members().get(download).get(image).get(thumbnail).get(text).into()
}

async fn download(FilePath { file }: FilePath, me: Me, arrival: Arrival, State(app): State<App>) -> web::Result {
    let file = queries::find(&app.db, &me, file).await?;
    fetches::note(&app.db, &me, &file);
    Ok(send(&app.db, &arrival.files, &file, Shape::Download).await?)
}

async fn image(ImagePath { file }: ImagePath, me: Me, arrival: Arrival, State(app): State<App>) -> web::Result {
    let file = queries::find(&app.db, &me, file).await?;
    fetches::note(&app.db, &me, &file);
    Ok(send(&app.db, &arrival.files, &file, Shape::Image).await?)
}

async fn thumbnail(
    ThumbnailPath { file }: ThumbnailPath,
    me: Me,
    arrival: Arrival,
    State(app): State<App>,
) -> web::Result {
    let file = queries::find(&app.db, &me, file).await?;
    Ok(send(&app.db, &arrival.files, &file, Shape::Thumbnail).await?)
}

async fn text(TextPath { file }: TextPath, me: Me, page: Page, State(app): State<App>) -> web::Result {
    let file = queries::find(&app.db, &me, file).await?;
    fetches::note(&app.db, &me, &file);
    let text = queries::text(&app.db, &file).await?;
    let place = queries::place(&app.db, &me, &file).await?;
    Ok(page.show(&file.name, text_page(&TextPage { file: &file, text: &text, place: place.as_ref() })))
}
