//! The turn of the year over HTTP: a form, a page to look at it as a whole, and only then the deed.

use accounts::drafts;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use kernel::Error;
use web::{App, Done, Form, Me, Page, Query, Result, Routes, Work};

use crate::People;
use crate::desk::files::Desk;
use crate::desk::forms::{TurnoverForm, TurnoverQuery, Wish};
use crate::desk::paths::TurnoverPath;
use crate::desk::policy::{CallOffEnd, EndTenure, Leave};
use crate::desk::turnover::{Decided, Deed, Part, Row, Season, turn_over};
use crate::desk::{OVERTAKEN, Sent, views};
use crate::invitations::Invite;

/// Said of a form with more lines than a page has.
const TOO_MANY: &str =
    "一度に登録できるのは50件までです。いくつかのポストを「まだ決めない」に戻し、何回かに分けてください。";

/// The doors of the turn of the year.
pub fn routes() -> Routes {
    Routes::for_members().get(show).post(send).into()
}

/// `GET /admin/turnover`
async fn show(
    _: TurnoverPath,
    me: Me,
    people: People,
    State(app): State<App>,
    page: Page,
    Query(query): Query<TurnoverQuery>,
) -> Result {
    let desk = Desk::open(&me, &people, &app.places, app.db.clock.now())?;
    let season = Season::of(desk.now);
    let rows = desk.turnover(season);
    let form: Option<TurnoverForm> = drafts::reopen(&app.db, &me, &TurnoverPath.to_string(), &query.draft).await?;
    let (part, number) = match &form {
        Some(form) => (form.lines_of(&rows), Part::whole()),
        None => Part::of(&rows, query.page.parse().unwrap_or(1)),
    };
    let view = views::TurnoverPage { desk: &desk, season, rows: &part, part: number };
    Ok(page.show(views::TURNOVER_TITLE, views::turnover_page(&view, &form.unwrap_or_default(), &[], None)))
}

/// `POST /admin/turnover`: the lines of one page, which may have changed meanwhile.
async fn send(
    _: TurnoverPath,
    me: Me,
    people: People,
    State(app): State<App>,
    (page, work): (Page, Work),
    Form(form): Form<TurnoverForm>,
) -> Result {
    let desk = Desk::open(&me, &people, &app.places, app.db.clock.now())?;
    let season = Season::of(desk.now);
    let rows = form.lines_of(&desk.turnover(season));
    let view = views::TurnoverPage { desk: &desk, season, rows: &rows, part: Part::whole() };
    if form.step == "edit" {
        return Ok(page.show(views::TURNOVER_TITLE, views::turnover_page(&view, &form, &[], None)));
    }
    let own = accounts::people::by_id(&app.db, me.id()).await?.map(|own| own.email).unwrap_or_default();
    match form.parse(&rows, &own, desk.places, desk.now) {
        Err(wrong) => Ok(page.refuse(views::TURNOVER_TITLE, views::turnover_page(&view, &form, &wrong, None))),
        Ok(wishes) if form.step == "write" && wishes.len() <= Part::LINES => {
            write(&app, &me, (&page, &work), &view, (&form, wishes)).await
        }
        Ok(wishes) => Ok(preview(&page, &view, &form, &wishes)),
    }
}

/// What the form would do, to be looked at; nothing is written.
fn preview(page: &Page, view: &views::TurnoverPage, form: &TurnoverForm, wishes: &[(Row, Wish)]) -> Response {
    let again = |why| views::turnover_page(view, form, &[], Some(why));
    if form.is_overtaken(view.rows) {
        page.conflict(views::TURNOVER_TITLE, again(OVERTAKEN))
    } else if wishes.is_empty() {
        page.refuse(views::TURNOVER_TITLE, again("決めたポストがありません。"))
    } else if wishes.len() > Part::LINES {
        page.refuse(views::TURNOVER_TITLE, again(TOO_MANY))
    } else {
        page.show(views::PREVIEW_TITLE, views::preview_page(view, form, wishes))
    }
}

async fn write(
    app: &App,
    me: &Me,
    (page, work): (&Page, &Work),
    view: &views::TurnoverPage<'_>,
    (form, wishes): (&TurnoverForm, Vec<(Row<'_>, Wish)>),
) -> Result {
    let deeds = wishes.into_iter().map(|(row, wish)| deed(me, view.desk, &row, wish)).collect::<Result<Vec<_>>>()?;
    let location = Done::TURNED_OVER.at(&TurnoverPath.to_string());
    let sent = Sent { once: &form.once, location: &location };
    let decided = Decided { deeds: &deeds, typed: &form.content(), is_overtaken: form.is_overtaken(view.rows) };
    match turn_over(app, me.id(), decided, sent, &work.teller()).await {
        Err(Error::Conflict(why)) => {
            Ok(page.conflict(views::TURNOVER_TITLE, views::turnover_page(view, form, &[], Some(why))))
        }
        done => {
            done?;
            drafts::finish(&app.db, me, &form.draft, &form.once).await;
            Ok(Redirect::to(&location).into_response())
        }
    }
}

fn deed(me: &Me, desk: &Desk, row: &Row, wish: Wish) -> Result<Deed> {
    let leave = |at| -> Result<Leave> {
        let file = desk.tenure(row.tenure.id)?;
        Ok(desk.leave(&file, at, false).ok_or(Error::NotFound)?)
    };
    Ok(match wish {
        Wish::Stays if row.tenure.ended_at.is_some() => Deed::StaysAfterAll(me.may::<CallOffEnd>(leave(desk.now)?)?),
        Wish::Stays => Deed::Stays(me.may::<CallOffEnd>(leave(desk.now)?)?),
        Wish::Ends(at) => Deed::Ends(me.may::<EndTenure>(leave(at)?)?),
        Wish::Follows(at, invitation) => {
            Deed::Follows(me.may::<EndTenure>(leave(at)?)?, Box::new(me.may::<Invite>(*invitation)?))
        }
    })
}
