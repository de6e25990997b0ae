//! `GET /`

use axum::Extension;
use axum::extract::State;
use axum_extra::routing::TypedPath;
use directory::applications::State as Progress;
use directory::applications::queries::state_of;
use directory::{People, Roster};
use forum::reads::{Marks, Seen};
use kernel::Viewer;
use serde::Deserialize;
use web::page::Asker;
use web::{App, Page, Result, Routes};

use super::views::{self, Awaiting};

/// The doors of this noun, with the pages that everybody may read.
pub fn routes() -> Routes {
    Routes::for_everybody().get(show).get(terms).get(privacy).get(accessibility).get(contact).into()
}

/// `/`
#[derive(TypedPath, Deserialize)]
#[typed_path("/")]
struct HomePath;

/// `/terms`
#[derive(TypedPath, Deserialize)]
#[typed_path("/terms")]
struct TermsPath;

/// `/privacy`
#[derive(TypedPath, Deserialize)]
#[typed_path("/privacy")]
struct PrivacyPath;

/// `/accessibility`
#[derive(TypedPath, Deserialize)]
#[typed_path("/accessibility")]
struct AccessibilityPath;

/// `/contact`
#[derive(TypedPath, Deserialize)]
#[typed_path("/contact")]
struct ContactPath;

/// One address for four people: a visitor, somebody who waits, somebody whose time is over, and a member.
async fn show(
    _: HomePath,
    asker: Asker,
    people: Option<People>,
    Extension(marks): Extension<Marks>,
    State(app): State<App>,
    page: Page,
) -> Result {
    match (asker.0, people) {
        (Some(viewer), Some(people)) if viewer.is_outside() => {
            let begins = super::begins(&people, &viewer, app.db.clock.now());
            let wish = directory::alumni::queries::own(&app.db, &viewer).await?;
            Ok(page.show(views::OUTSIDE, views::outside_page(viewer.name(), begins, wish)))
        }
        (Some(viewer), Some(people)) if viewer.is_active() => {
            member(&app, &viewer, &marks.seen_by(&viewer), &people, &page).await
        }
        (Some(viewer), _) => match state_of(&app.db, &viewer).await? {
            Some(Progress::Declined) => Ok(page.show(views::DECLINED, views::declined_page(viewer.name()))),
            _ => Ok(page.show(views::WAITING, views::waiting_page(viewer.name()))),
        },
        (None, _) => Ok(page.show("となりの町の、同じ仕事の方に相談できます", views::front_door())),
    }
}

async fn member(app: &App, viewer: &Viewer, seen: &Seen, people: &Roster, page: &Page) -> Result {
    let awaiting = Awaiting {
        unread: forum::home::unread_for(&app.db, viewer, seen, 6).await?,
        unanswered: forum::home::unanswered_for_themes(&app.db, viewer, seen, 5).await?,
        drafts: accounts::drafts::queries::count(&app.db, viewer).await?,
        contact_requests: directory::contact_requests::open_for(&app.db, viewer, people).await?,
        newcomers: super::newcomers(people, viewer, app.db.clock.now()),
        applications: directory::approvals::waiting_for(&app.db, viewer, people, &app.places).await?,
        disputes: forum::disputes::waiting_for(&app.db, viewer).await?,
        reports: forum::reports::queries::waiting_for(&app.db, viewer, &app.places).await?,
        imports: forum::imports::queries::waiting_for(&app.db, viewer).await?,
        changes: super::changes(people, viewer, &app.places, app.db.clock.now()),
        asked: super::asked(people, viewer, app.db.clock.now()),
        turn: forum::handovers::turn(viewer, people, app.db.clock.now()),
        previous_sign_in: accounts::sessions::queries::previous_sign_in(&app.db, viewer).await?,
    };
    Ok(page.show("ホーム", views::home_page(viewer, &awaiting, people, &app.places)))
}

async fn terms(_: TermsPath, page: Page) -> Result {
    Ok(page.show("利用規約", web::public_pages::terms()))
}

async fn privacy(_: PrivacyPath, page: Page, State(app): State<App>) -> Result {
    Ok(page.show("個人情報の取扱い", web::public_pages::privacy(&app.config.operator)))
}

async fn accessibility(_: AccessibilityPath, page: Page) -> Result {
    Ok(page.show("アクセシビリティ", web::public_pages::accessibility()))
}

async fn contact(_: ContactPath, page: Page, State(app): State<App>) -> Result {
    Ok(page.show("お問い合わせ", web::public_pages::contact(&app.config.operator)))
}
