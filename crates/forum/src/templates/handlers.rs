//! Requests for templates.

use axum::extract::State;
use directory::People;
use files::handlers::Arrival;
use kernel::Error;
use web::{App, Form, Page, Routes, page::Me};

use super::Template;
use super::paths::TemplatesPath;
use crate::attachments::Attachments;
use crate::threads::forms::ThreadForm;
use crate::threads::policy::Write;
use crate::threads::views::form::{NewPage, new_page};

pub fn routes() -> Routes {
    Routes::for_members().post(create).into()
}

/// The form again, with everything typed and the template below it.
async fn create(
    TemplatesPath: TemplatesPath,
    me: Me,
    people: People,
    (page, arrival): (Page, Arrival),
    State(app): State<App>,
    Form(mut form): Form<ThreadForm>,
) -> web::Result {
    me.may::<Write>(())?;
    let template = Template::parse(&form.template).ok_or(Error::BadRequest)?;
    form.body = template.below(&form.body);
    let files = Attachments::of_form(&app.db, &me, &arrival, &form.once, form.files()).await?;
    let view = NewPage::new(&me, &people, &app.places, form).enclosing(files);
    Ok(page.show(NewPage::TITLE, new_page(&view)))
}
