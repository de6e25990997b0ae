//! How far something long has come that one has sent a form for: shown beside its button while the answer is awaited.
//!
//! A form is one request and is worked on to its end, so this is comfort: it is kept in the memory of the instance that
//! works, and told to nobody but the person who has sent the form.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::anyhow;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, RequestPartsExt as _};
use axum_extra::routing::TypedPath;
use kernel::{Error, PersonId};
use maud::{Markup, html};
use serde::Deserialize;

use crate::{Failure, Halt, Me, Result, Routes};

/// Hears what is being done, how much of it is, and of how much.
pub type Tell<'a> = &'a (dyn Fn(&'static str, usize, usize) + Sync);

/// `/me/progress`
#[derive(Clone, Copy, Debug, Deserialize, TypedPath)]
#[typed_path("/me/progress")]
struct ProgressPath;

/// What is being done for each person; cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Board(Arc<Mutex<BTreeMap<(PersonId, u64), Step>>>);

/// One thing that is being done, and how much of it is.
#[derive(Clone, Copy, Debug)]
struct Step {
    what: &'static str,
    done: usize,
    of: usize,
}

/// Something long that a handler does for its sender; forgotten when the handler is through.
#[derive(Debug)]
pub struct Work {
    board: Board,
    key: (PersonId, u64),
}

impl Board {
    fn steps(&self) -> MutexGuard<'_, BTreeMap<(PersonId, u64), Step>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What somebody has begun last, of all that is being done for them.
    fn newest(&self, person: PersonId) -> Option<Step> {
        self.steps().range((person, 0)..=(person, u64::MAX)).next_back().map(|(_, step)| *step)
    }
}

impl Work {
    /// So many are done, of so many.
    pub fn tell(&self, what: &'static str, done: usize, of: usize) {
        self.board.steps().insert(self.key, Step { what, done, of });
    }

    /// The same as a function, for what knows of no request.
    pub fn teller(&self) -> impl Fn(&'static str, usize, usize) + Sync {
        |what, done, of| self.tell(what, done, of)
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        self.board.steps().remove(&self.key);
    }
}

impl<S: Sync> FromRequestParts<S> for Work {
    type Rejection = Halt;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let me = parts.extract::<Me>().await?;
        Ok(Self { board: board(parts).await?, key: (me.id(), COUNT.fetch_add(1, Ordering::Relaxed)) })
    }
}

async fn board(parts: &mut Parts) -> Result<Board> {
    let board = parts.extract::<Extension<Board>>().await;
    let Extension(board) = board.map_err(|cause| Failure::from(Error::Internal(anyhow!(cause))))?;
    Ok(board)
}

/// The door.
pub fn routes() -> Routes {
    Routes::for_members().get(show).into()
}

/// `GET /me/progress`: a bar; nothing while nothing is being done.
async fn show(_: ProgressPath, me: Me, Extension(board): Extension<Board>) -> Result {
    Ok(board.newest(me.id()).map_or_else(|| StatusCode::NO_CONTENT.into_response(), bar))
}

fn bar(Step { what, done, of }: Step) -> Response {
    html! { progress data-doing=(what) max=(of) value=(done) { (done) "／" (of) } }.into_response()
}

/// Where a form with something long shows how far it has come; stays hidden where scripts do not run.
pub fn progress_region() -> Markup {
    html! {
        div data-enhance="progress" hidden {
            p role="status" { "送っています" }
            p { progress aria-label="進みぐあい" {} " " span {} }
        }
    }
}
